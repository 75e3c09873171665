"""Every op of the table, by walking it: its rules against forward mode, central differences and HIPS autograd."""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import elementwise_grad

from engine.gradcheck import Verdict, check
from engine.ops import OPS
from engine.passes import reverse, tangents
from tests.engine.applied import Applied, applied
from tests.reference.answers import OPS_FILE, decode, load
from tests.reference.questions import params_of

RECORDED = load(OPS_FILE)
DIFFERENTIABLE = [name for name, op in OPS.items() if any(rule is not None for rule in op.rules)]
SMALLEST, LARGEST = 1e-290, 1e3
"""Below, a step in proportion is no number; above, it is lost in rounding."""


def points(name: str):
    """The op applied at every recorded point of moderate size, with the recorded weights as cotangent."""
    for variant, operands, weights, _, _ in RECORDED[name]:
        values = [decode(operand) for operand in operands]
        if all(np.all((value == 0) | (np.abs(value) >= SMALLEST) & (np.abs(value) <= LARGEST)) for value in values):
            yield applied(name, values, params_of(OPS[name], variant)), decode(weights)


def is_finite(arrays) -> bool:
    return all(np.all(np.isfinite(array)) for array in arrays)


def inner(left, right) -> float:
    return float(np.sum(np.asarray(left) * np.asarray(right)))


def directions(ours: Applied, random: np.random.Generator) -> dict[str, np.ndarray]:
    return {leaf: random.uniform(-1, 1, ours.graph[leaf].shape) for leaf in ours.leaves}


@pytest.mark.parametrize("name", DIFFERENTIABLE)
def test_forward_mode_is_the_transpose_of_reverse_mode(name):
    random = np.random.default_rng(0)
    for ours, weights in points(name):
        gradients, moved = ours.gradients(weights), directions(ours, random)
        if is_finite(gradients):
            pushed = tangents(ours.graph, moved)[ours.graph.output]
            pulled = sum(inner(gradient, moved[leaf]) for gradient, leaf in zip(gradients, ours.leaves, strict=True))
            assert inner(weights, pushed) == pytest.approx(pulled, rel=1e-10, abs=1e-12)


@pytest.mark.parametrize("name", OPS)
def test_no_central_difference_contradicts_the_rule(name):
    for ours, weights in points(name):
        checks = check(ours.graph, reverse(ours.graph, weights).cotangents, weights)
        at = [ours.graph[leaf].value for leaf in ours.leaves]
        assert Verdict.MISMATCH not in [each.verdict for each in checks], at


@pytest.mark.parametrize("name", DIFFERENTIABLE)
def test_central_differences_confirm_the_rule_somewhere(name):
    verdicts = [
        [each.verdict for each in check(ours.graph, reverse(ours.graph, weights).cotangents, weights)]
        for ours, weights in points(name)
    ]
    for argnum in range(len(OPS[name].operands)):
        assert Verdict.OK in [of_leaf[argnum] for of_leaf in verdicts]


AUTOGRAD = {
    "add": anp.add, "sub": anp.subtract, "mul": anp.multiply, "div": anp.divide, "neg": anp.negative,
    "power": anp.power, "square": anp.square, "reciprocal": anp.reciprocal, "sqrt": anp.sqrt, "abs": anp.abs,
    "exp": anp.exp, "expm1": anp.expm1, "log": anp.log, "log2": anp.log2, "log10": anp.log10, "log1p": anp.log1p,
    "sin": anp.sin, "cos": anp.cos, "tan": anp.tan, "asin": anp.arcsin, "acos": anp.arccos, "atan": anp.arctan,
    "atan2": anp.arctan2, "sinh": anp.sinh, "cosh": anp.cosh, "tanh": anp.tanh, "asinh": anp.arcsinh,
    "acosh": anp.arccosh, "atanh": anp.arctanh, "maximum": anp.maximum, "minimum": anp.minimum, "fmax": anp.fmax,
    "fmin": anp.fmin, "sigmoid": lambda a: 1 / (1 + anp.exp(-a)), "silu": lambda a: a / (1 + anp.exp(-a)),
    "softplus": lambda a: anp.log(1 + anp.exp(a)), "logsigmoid": lambda a: -anp.log(1 + anp.exp(-a)),
    "relu": lambda a: anp.where(a > 0, a, 0.0), "rsqrt": lambda a: 1 / anp.sqrt(a),
}  # fmt: skip
"""The same functions in HIPS autograd, as far as it has them."""


@pytest.mark.parametrize("name", AUTOGRAD)
def test_the_rule_is_that_of_hips_autograd(name):
    random = np.random.default_rng(2)
    low, high = (1.1, 3.0) if name == "acosh" else (0.1, 0.9)
    for _ in range(10):
        operands = [np.float64(value) for value in random.uniform(low, high, len(OPS[name].operands))]
        theirs = [float(elementwise_grad(AUTOGRAD[name], argnum)(*operands)) for argnum in range(len(operands))]
        assert applied(name, operands, {}).gradients() == pytest.approx(theirs, rel=1e-12)
