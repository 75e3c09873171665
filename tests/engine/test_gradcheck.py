"""The gradient checker: it confirms right rules, fails on wrong ones, and recognises kinks."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

import engine
from engine import rules
from engine.gradcheck import Verdict, check
from engine.ops import OPS
from engine.passes import reverse
from tests.engine.applied import applied
from tests.engine.programs import SMOOTH, expressions, values

_CACHES = (rules.pull_back_formula, rules.pull_back, rules.pull_backs, rules.local_derivative)


def _forget() -> None:
    for cached in _CACHES:
        cached.cache_clear()


@pytest.fixture
def replace_rules(monkeypatch):
    """``replace_rules(op, *rules)``: until the test ends, the table has these rules for the op."""

    def replace_rules(name: str, *formulas: str) -> None:
        monkeypatch.setitem(OPS, name, replace(OPS[name], rules=formulas))
        _forget()

    yield replace_rules
    monkeypatch.undo()
    _forget()


def verdicts(program: str, **leaves: float) -> dict[str, Verdict]:
    return {each.name: each.verdict for each in engine.trace(program, leaves).checks()}


WRONG = [
    ("sin", ("sin(a)",)),
    ("cos", ("sin(a)",)),
    ("exp", ("out + 1 / 100",)),
    ("square", ("a",)),
    ("tanh", ("1 - out",)),
    ("mul", ("b", "b")),
    ("div", ("1 / b", "out / b")),
    ("sub", ("1", "1")),
    ("neg", ("1",)),
    ("power", ("b * a**b", "out * log(a)")),
    ("relu", ("1 / 2",)),
    ("sigmoid", ("out",)),
    ("maximum", ("1", "1")),
]


@pytest.mark.parametrize(("op", "formulas"), WRONG, ids=[op for op, _ in WRONG])
def test_a_wrong_rule_is_a_mismatch(op, formulas, replace_rules):
    operands = [0.7, 1.9][: len(formulas)]
    right = applied(op, operands, {})
    assert {each.verdict for each in check(right.graph, reverse(right.graph).cotangents)} == {Verdict.OK}
    replace_rules(op, *formulas)
    assert Verdict.MISMATCH in {each.verdict for each in check(right.graph, reverse(right.graph).cotangents)}


def test_a_wrong_rule_deep_inside_a_program_is_a_mismatch(replace_rules):
    replace_rules("tanh", "1 - out")
    assert verdicts("y = (w·tanh(v·x) − 1)²", x=0.3, v=0.5, w=2.0) == {
        "w": Verdict.OK,
        "v": Verdict.MISMATCH,
        "x": Verdict.MISMATCH,
    }


def test_one_wrong_entry_of_an_array_is_a_mismatch():
    ours = applied("exp", [np.array([0.1, 0.2, 0.3])], {})
    weights = np.array([1.0, 2.0, 3.0])
    cotangents = dict(reverse(ours.graph, weights).cotangents)
    assert check(ours.graph, cotangents, weights)[0].verdict is Verdict.OK
    cotangents[ours.leaves[0]] = cotangents[ours.leaves[0]] * np.array([1.0, 1.0, 1.001])
    assert check(ours.graph, cotangents, weights)[0].verdict is Verdict.MISMATCH


@pytest.mark.parametrize(
    ("program", "leaves"),
    [
        ("relu(x)", {"x": 0.0}),
        ("|x|", {"x": 0.0}),
        ("maximum(x, 2)", {"x": 2.0}),
        ("minimum(x, 2)", {"x": 2.0}),
        ("clip(x, 0, 1)", {"x": 1.0}),
        ("leaky_relu(x)", {"x": 0.0}),
        ("relu(3x − 6)", {"x": 2.0}),
        ("where(x > 1, x², 3x)", {"x": 1.0}),
    ],
)
def test_a_kink_is_named_and_not_called_wrong(program, leaves):
    traced = engine.trace(program, leaves)
    (found,) = traced.checks()
    assert found.verdict is Verdict.KINK
    assert traced.graph[found.kink].op in program.replace("|x|", "abs").replace(">", "greater")


@pytest.mark.parametrize(
    ("program", "x"),
    [("relu(x)", 1e-7), ("|x|", -1e-9), ("1/x", 1e-8), ("ln(x)", 1e-7), ("√x", 1e-9), ("exp(x)", 20.0), ("x²", 1e6)],
)
def test_close_to_a_kink_or_pole_a_closer_step_still_confirms(program, x):
    assert verdicts(program, x=x) == {"x": Verdict.OK}


@pytest.mark.parametrize(("program", "x"), [("ln(x)", -1.0), ("√x", -1.0), ("1/x", 0.0), ("√x", 0.0), ("x·nan", 1.0)])
def test_what_is_not_a_number_is_undefined(program, x):
    assert verdicts(program, x=x) == {"x": Verdict.UNDEFINED}


def test_the_error_is_the_distance_of_both_gradients():
    (found,) = engine.trace("sin(x)", {"x": 1.0}).checks()
    assert found.error == abs(found.backprop - found.numeric) < 1e-9


@given(expressions(SMOOTH), values)
def test_a_right_gradient_is_never_called_wrong(program, leaves):
    traced = engine.trace(program, {name: leaves[name] for name in engine.trace(program).gradients})
    assert Verdict.MISMATCH not in [each.verdict for each in traced.checks()]


def test_a_difference_that_is_only_rounding_is_zero():
    checks = engine.trace("pred = 1; target = 1; loss = (pred − target)²").checks()
    assert [(each.backprop, each.numeric, each.verdict) for each in checks] == [(0.0, 0.0, Verdict.OK)] * 2
