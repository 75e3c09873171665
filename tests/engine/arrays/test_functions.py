"""Functions on arrays against PyTorch's recorded answers: values, gradients, and gradients of gradients."""

import numpy as np
import pytest

import engine
from engine.graph import Array
from tests.reference.answers import decode, load, same
from tests.reference.array_cases import ARRAY_CASES, ARRAYS_FILE, ArrayCase

RECORDED = load(ARRAYS_FILE)
IMPORTS = "import torch\nimport torch.nn.functional as F\n"
NOT_TWICE = {name for name, answer in RECORDED.items() if answer[2] is None}
"""What PyTorch itself cannot differentiate twice."""


def traced(case: ArrayCase) -> engine.Trace:
    """The case in our language, differentiated with its weights as cotangent."""
    weights = case.weights("value", np.shape(decode(RECORDED[case.name][0])))
    return engine.trace(f"{IMPORTS}{case.text}", case.leaves, seed=weights)


def differentiated(case: ArrayCase) -> dict[str, Array]:
    """The derivative of the case's gradients along its directions, through a graph of the gradients."""
    names = list(case.shapes)
    slope = " + ".join(f"torch.sum(found[{place}] * along_{name})" for place, name in enumerate(names))
    value = f"value = torch.sum(weights * ({case.text}))"
    program = f"{IMPORTS}{value}\nfound = grad(value, [{', '.join(names)}])\nslope = {slope}"
    along = {f"along_{name}": case.weights(name, shape) for name, shape in case.shapes.items()}
    weights = case.weights("value", np.shape(decode(RECORDED[case.name][0])))
    return engine.trace(program, {**case.leaves, **along, "weights": weights}, "slope").gradients


def expected(case: ArrayCase, answers: list) -> dict[str, Array]:
    """Recorded derivatives by leaf; 0 stands for zeros of the leaf's shape."""
    leaves = zip(case.shapes.items(), answers, strict=True)
    return {name: np.zeros(shape) if answer == 0 else decode(answer) for (name, shape), answer in leaves}


def test_every_case_is_recorded():
    assert RECORDED.keys() == {case.name for case in ARRAY_CASES}
    assert {name.partition("(")[0] for name in NOT_TWICE} == {"torch.cdist", "F.hardsigmoid", "F.multi_margin_loss"}


@pytest.mark.parametrize("case", ARRAY_CASES, ids=lambda case: case.name)
def test_value_and_gradients_are_pytorchs(case):
    found = traced(case)
    value, gradients, _ = RECORDED[case.name]
    assert same(found.value, decode(value))
    for name, gradient in expected(case, gradients).items():
        assert close(found.gradients.get(name, np.zeros(np.shape(gradient))), gradient, 1e-12), name


@pytest.mark.parametrize("case", [one for one in ARRAY_CASES if one.name not in NOT_TWICE], ids=lambda one: one.name)
def test_second_derivatives_are_pytorchs(case):
    found = differentiated(case)
    for name, gradient in expected(case, RECORDED[case.name][2]).items():
        assert close(found.get(name, np.zeros(np.shape(gradient))), gradient, 1e-9), name


def close(ours: Array | float, theirs: Array, tolerance: float) -> bool:
    """Equal to ``tolerance`` in proportion to the largest entry: sums of large terms may cancel."""
    scale = max(1.0, float(np.nanmax(np.abs(theirs), initial=0.0)))
    return np.shape(ours) == np.shape(theirs) and np.allclose(ours, theirs, 0.0, tolerance * scale, equal_nan=True)
