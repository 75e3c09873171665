"""Hints lead from the rule to the number, one rung at a time."""

import pytest

import engine
from engine.explain import Explainer
from engine.practice.exercise import Exercise, Kind, Level, answer_of, hide
from engine.practice.hints import RUNGS, hint
from engine.script import LATEX

PROGRAM = "w = 3; a = w²; y = a·w + sin(a)"


@pytest.fixture
def exercise() -> Exercise:
    return hide(engine.trace(PROGRAM), list(Kind), Level.HARD)


def item_of(exercise: Exercise, kind: Kind, name: str) -> str:
    """The id of the item of the node with this name; of the first edge of it, for a local derivative."""
    node = next(node for node in exercise.trace.graph if node.name == name)
    return f"{kind}:{node.id}.0" if kind is Kind.LOCAL else f"{kind}:{node.id}"


def codes(exercise: Exercise, item: str) -> list[str]:
    return [hint(exercise, item, rung).code for rung in range(1, RUNGS + 1)]


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        (Kind.GRADIENT, "a", ["sum_over_uses", "upstream", "formula", "answer"]),
        (Kind.LOCAL, "a", ["local_rule", "operands", "formula", "answer"]),
        (Kind.VALUE, "a", ["operation", "operands", "formula", "answer"]),
        (Kind.UPDATED, "w", ["update_rule", "gradient", "formula", "answer"]),
    ],
)
def test_the_rungs_are_rule_givens_formula_answer(exercise, kind, name, expected):
    assert codes(exercise, item_of(exercise, kind, name)) == expected


def test_with_one_use_the_rule_is_the_chain_rule():
    exercise = hide(engine.trace("w = 3; a = w²; y = sin(a)"), [Kind.GRADIENT], Level.HARD)
    assert hint(exercise, item_of(exercise, Kind.GRADIENT, "a"), 1).code == "chain_rule"


def test_only_the_last_rung_gives_the_number_away(exercise):
    for item in exercise.items:
        answer = LATEX.number(answer_of(exercise.trace, item)).text
        last = hint(exercise, item.id, RUNGS)
        assert last.is_last
        assert last.lines == (f"{exercise.symbol(item)} = {answer}",)
        assert not any(hint(exercise, item.id, rung).is_last for rung in range(1, RUNGS))


def test_the_second_rung_shows_the_upstream_gradients(exercise):
    found = hint(exercise, item_of(exercise, Kind.GRADIENT, "a"), 2)
    explainer = Explainer(exercise.trace)
    for node, line in zip(found.nodes, found.lines, strict=True):
        assert line.startswith(explainer.derivative(exercise.trace.graph[node]))


def test_the_third_rung_shows_one_formula_per_use(exercise):
    found = hint(exercise, item_of(exercise, Kind.GRADIENT, "a"), 3)
    assert len(found.lines) == len(found.edges) == 2


def test_a_rung_above_the_last_is_the_last(exercise):
    assert hint(exercise, "gradient:n0", 9) == hint(exercise, "gradient:n0", RUNGS)
    assert hint(exercise, "gradient:n0", 0) == hint(exercise, "gradient:n0", 1)


def test_an_unknown_item_has_no_hint(exercise):
    with pytest.raises(engine.EngineError, match="not hidden"):
        hint(exercise, "gradient:n77", 1)
