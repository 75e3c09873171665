"""A 3-16-16-1 network forward and backward, as scalars and as arrays: our interpreter and trace beside PyTorch.

PyTorch does less: it keeps no step, no name and no place in the source. Its rows need it to be installed.
"""

import importlib.util
from collections.abc import Callable, Iterator
from itertools import pairwise
from math import nan
from time import perf_counter
from typing import Any

import numpy as np

import engine
from benchmarks.__main__ import Row
from benchmarks.bench_layout import perceptron

SIZES = (3, 16, 16, 1)
RUNS = 7


def run() -> Iterator[Row]:
    """Milliseconds of ours, and how many times PyTorch's that is."""
    for kind, program in {"scalars": perceptron(*SIZES), "arrays": layers(*SIZES)}.items():
        values = leaf_values(program)
        ours = milliseconds(lambda program=program, values=values: engine.trace(program, values).steps)
        yield f"interpreter and trace of a 3-16-16-1 network in {kind}, ms", ours, ""
        if importlib.util.find_spec("torch") is None:
            yield f"the same over PyTorch's eager mode, {kind}: PyTorch is not installed", nan, ""
        else:
            yield f"the same over PyTorch's eager mode, {kind}", ours / milliseconds(eager(program, values)), ""


def layers(*sizes: int) -> str:
    """A fully connected network, one line for each layer."""
    lines, last = [], "x"
    for layer in range(1, len(sizes)):
        lines.append(f"h{layer} = tanh(W{layer} @ {last} + b{layer})")
        last = f"h{layer}"
    return "\n".join([*lines, f"y = {last}.sum()"])


def leaf_values(program: str) -> dict[str, Any]:
    """A value for each name that the program leaves open: weights of a layer are arrays."""
    random = np.random.default_rng(0)
    if "@" in program:
        shapes = {"x": SIZES[:1]}
        for layer, (inner, outer) in enumerate(pairwise(SIZES), 1):
            shapes |= {f"W{layer}": (outer, inner), f"b{layer}": (outer,)}
        return {name: random.uniform(-1, 1, shape) for name, shape in shapes.items()}
    names = compile(program, "program", "exec").co_names
    made = {line.partition(" =")[0] for line in program.splitlines()}
    return {name: random.uniform(-1, 1) for name in names if name not in made | {"tanh"}}


def eager(program: str, values: dict[str, Any]) -> Callable[[], object]:
    """The program run by Python with PyTorch's tensors, and its backward pass."""
    import torch

    code = compile(program, "program", "exec")
    leaves = {name: torch.tensor(value, dtype=torch.float64, requires_grad=True) for name, value in values.items()}
    last = program.splitlines()[-1].partition(" =")[0]

    def forward_and_backward() -> None:
        names: dict[str, Any] = {"tanh": torch.tanh, **leaves}
        exec(code, names)  # the program is ours
        torch.autograd.grad(names[last], list(leaves.values()))

    return forward_and_backward


def milliseconds(work: Callable[[], object]) -> float:
    """The shortest of some times, after one to warm up."""
    work()
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return 1000 * min(times)
