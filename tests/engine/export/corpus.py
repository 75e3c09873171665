"""What is exported in tests: every op of the table, all examples, and programs with names that need care."""

from collections.abc import Iterator
from functools import cache

import numpy as np

import engine
from app.catalogue import examples
from engine.language.interpreter import Outcome
from engine.ops import OPS
from engine.passes import reverse
from engine.trace import Trace
from tests.engine.applied import applied
from tests.reference.answers import OPS_FILE, decode, load
from tests.reference.questions import params_of

PROGRAMS = {
    "a Greek name": "θ = 0.5; ŷ = sin(θ)·θ",
    "names of Python": "x = 2; print_ = x²; lambda_ = print_·x; y = lambda_ + x",
    "names of the script": "np = 2; torch = 3; F = np·torch; same = F + np; same·d_np·d_d_np",
    "one letter in two forms": "ﬁ = 2; fi = 3; y = ﬁ·fi",
    "a name used twice": "x = 2; y = x²; y = y·x; y = sin(y)",
    "entries of a list": "w = [w0, w1]; y = w[0]·w[1] + w[0]",
    "a module": "import torch\nfrom torch import nn\nm = nn.Linear(2, 1)\ny = m(torch.tensor([1.0, 2.0])).sum()",
    "a constant branch": "x = 2; m = where(x > 1, 1, 0); y = m·x + m^(-1)",
    "plain numbers on the left": "y = 2^x + 2/x − 2·x + (2 > x)",
    "negative numbers": "y = (-2)·x + (-0.5)^2·x − -3",
    "tiny and huge numbers": "y = 1e-300·x + 1e20/x",
    "an infinite number": "x = 0; y = 0/x + x",
    "arrays": "W = [[1, 2], [3, 4]]; x = [1, -2]; b = [[0.5], [1]]; y = sum(relu(W@x + b)·x)",
    "arrays of one number": "W = [[0.5, -0.2]]; y = sum(W @ [[x], [1]] + [2]·x + 2·[3])",
    "a vector as the seed": "x = torch.tensor([1.0, 2.0], requires_grad=True)\ny = x**2\n"
    "y.backward(gradient=torch.tensor([1.0, 10.0]))",
    "a detached value": "x = 3; y = detach(x)·x",
    "an unused gradient": "x = 3; y = floor(x)·w + detach(x)",
}


@cache
def traces() -> dict[str, Trace]:
    """All of it, by what it is."""
    found = {example.id: engine.trace(example.source) for example in examples()}
    for name, program in PROGRAMS.items():
        found[name] = engine.trace(program)
    return found | dict(op_traces())


def op_traces() -> Iterator[tuple[str, Trace]]:
    """Each op at a few recorded points, in every variant, as a trace whose seed is the recorded cotangent."""
    recorded = load(OPS_FILE)
    for name in OPS:
        seen: dict[object, int] = {}
        for number, (variant, operands, weights, *_) in enumerate(recorded[name]):
            values = [decode(operand) for operand in operands]
            kind = (variant, *(np.shape(value) for value in values))
            seen[kind] = seen.get(kind, 0) + 1
            if seen[kind] <= 3 and all(np.all(np.isfinite(value)) for value in values):
                found = applied(name, values, params_of(OPS[name], variant))
                seed = np.asarray(decode(weights))[()]
                yield f"{name} {number}", Trace("", Outcome(found.graph, seed), reverse(found.graph, seed))
