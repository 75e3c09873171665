"""Exercises about an update that ascends are judged and hinted as such."""

import pytest

import engine
from engine.practice.exercise import Kind, Level, hide
from engine.practice.hints import hint
from engine.practice.judge import check_answer


@pytest.fixture
def exercise():
    return hide(engine.trace("w = 3; y = w²", direction="ascent"), [Kind.UPDATED], Level.HARD)


@pytest.mark.parametrize(
    ("answer", "diagnosis"), [("3.6", None), ("2.4", "subtracted_instead"), ("9", "forgot_learning_rate")]
)
def test_an_ascent_is_judged_by_its_own_sign(exercise, answer, diagnosis):
    feedback = check_answer(exercise, exercise.items[0].id, answer)
    assert feedback.is_right is (diagnosis is None)
    assert feedback.diagnoses[:1] == (() if diagnosis is None else (diagnosis,))


def test_the_hint_of_an_ascent_adds_the_step(exercise):
    found = [hint(exercise, exercise.items[0].id, rung) for rung in (1, 3)]
    assert found[0].code == "ascent_rule"
    assert r"w + η \cdot" in found[1].lines[0]
