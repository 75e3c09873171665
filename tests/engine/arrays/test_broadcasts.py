"""What a step tells about an operand that was copied: from which shape to which, and along which axes."""

import numpy as np
import pytest

import engine
from engine.explain import Explainer
from engine.script import TEXT

NUMPY = "import numpy as np\n"
X = "X = np.array([[1., 2., 3.], [4., 5., 6.]])\n"


def formulas(program: str) -> dict[str, dict]:
    """The formulas of the backward steps of a program, by the name of the leaf they are about."""
    document = engine.trace(NUMPY + program).timeline()
    names = {node["id"]: node["name"] for node in document["nodes"] if node["op"] is None}
    steps = [step for step in document["steps"] if step["phase"] == "backward"]
    return {names[f["target"]]: f for step in steps for f in step["formulas"] if names.get(f["target"])}


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        (X + "b = np.array([1., 2., 3.])\nL = np.sum(X + b)", {"from": [3], "to": [2, 3], "axes": [0]}),
        (X + "b = np.array([[1.], [2.]])\nL = np.sum(X * b)", {"from": [2, 1], "to": [2, 3], "axes": [1]}),
        (X + "b = np.array([1.])\nL = np.sum(X * b)", {"from": [1], "to": [2, 3], "axes": [0, 1]}),
        (X + "b = 2.0\nL = np.sum(X / b)", {"from": [], "to": [2, 3], "axes": [0, 1]}),
        (X + "b = 2.0\nL = np.sum(np.where(X > 3, X, b))", {"from": [], "to": [2, 3], "axes": [0, 1]}),
        (
            "X = np.ones((2, 2, 3))\nb = np.ones((3, 2))\nL = np.sum(X @ b)",
            {"from": [3, 2], "to": [2, 3, 2], "axes": [0]},
        ),
        (
            "X = np.ones((2, 1, 2, 3))\nb = np.ones((1, 2, 3, 2))\nL = np.sum(X @ b)",
            {"from": [1, 2, 3, 2], "to": [2, 2, 3, 2], "axes": [0]},
        ),
    ],
)
def test_the_copies_of_an_operand_are_told(program, expected):
    assert formulas(program)["b"]["broadcast"] == expected


@pytest.mark.parametrize(
    "program",
    [
        X + "L = np.sum(X + X)",
        X + "L = np.sum(X * 2)",
        X + "L = np.sum(X)",
        X + "L = np.sum(X @ X.T)",
        X + "L = np.sum(np.concatenate([X, X]))",
        "X = 3.0\nL = X * X",
    ],
)
def test_nothing_is_told_of_an_operand_that_was_not_copied(program):
    assert formulas(program)["X"]["broadcast"] is None


def test_the_formula_sums_over_the_copies():
    found = formulas(X + "b = np.array([1., 2., 3.])\nL = np.sum((X + b)**2)")
    assert r"\sum\left(" in found["b"]["symbols"]
    assert r"\text{axis}=0" in found["b"]["symbols"]
    assert r"\text{axis}=0" in found["b"]["numbers"]
    assert r"\sum" not in found["X"]["symbols"]


def test_the_formula_in_text_can_be_computed():
    traced = engine.trace(NUMPY + X + "b = np.array([1., 2., 3.])\nL = np.sum(X + b)")
    step = next(step for step in traced.steps if step.kind == "pull_back" and traced.graph[step.node].op == "add")
    _, formula = Explainer(traced, TEXT).formulas(step)
    assert formula.numbers == "sum([[1, 1, 1], [1, 1, 1]] · 1, axis=0)"
    assert np.array_equal(traced.gradients["b"], [2, 2, 2])
