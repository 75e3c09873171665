"""Answers are judged as a teacher would: rounding is forgiven, and a wrong answer is recognised by its mistake."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import engine
from app.catalogue import examples
from engine.numbers import DIGITS, rounded
from engine.practice.diagnoses import DIAGNOSES, wrong_answers
from engine.practice.exercise import Item, Kind, Level, answer_of, hide
from engine.practice.judge import LONGEST_ANSWER, Feedback, check_answer, judge
from engine.practice.topics import TOPICS, program
from engine.trace import Direction, Trace
from tests.engine.dags import programs

NETWORK = examples()[0].source

topics = st.builds(program, st.sampled_from(list(TOPICS)), st.integers(0, 10_000))


def items(traced: Trace) -> tuple[Item, ...]:
    return hide(traced, list(Kind), Level.HARD).items


def answered(source: str, kind: Kind, name: str, text: str, **settings) -> Feedback:
    """The feedback on ``text`` for the number of the node with this name; of an edge, the first from its tail."""
    traced = engine.trace(source, **settings)
    node = next(node.id for node in traced.graph if node.name == name)
    target = traced.graph.uses[node][0].id if kind is Kind.LOCAL else node
    return check_answer(hide(traced, [kind], Level.HARD), f"{kind}:{target}", text)


def gradient(text: str, name: str = "w2") -> Feedback:
    return answered(NETWORK, Kind.GRADIENT, name, text)


# --- what is right --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["-2.486", "−2.486", "-2.49", "-2.26*1.1", "−2.26·1.1", "2(-0.13 - 1)*1.1", "-2486/1000"]
)
def test_numbers_and_expressions_are_right_when_their_value_is(text):
    feedback = gradient(text)
    assert feedback.is_right
    assert feedback.diagnoses == ()


def test_a_right_answer_is_told_the_number_itself_and_a_wrong_one_is_not():
    assert gradient("-2.49").answer == pytest.approx(-2.486)
    assert gradient("2.486").answer is None
    assert gradient("[1, 2]").answer is None


def test_an_answer_may_use_shown_values_by_name():
    assert answered("x = 3; y = x² + x", Kind.GRADIENT, "x", "2x + 1").is_right
    assert gradient("-2.26·h").is_right
    assert answered("x = 3; y = x²; loss = y·y", Kind.VALUE, "y", "x²").is_right


@pytest.mark.parametrize(
    ("source", "kind", "text"),
    [("x = 3; a = x²; y = 2a", Kind.VALUE, "2a"), ("x = 3; y = x²; y = 2y", Kind.GRADIENT, "2y")],
    ids=["hidden", "of two values"],
)
def test_a_name_that_is_hidden_or_of_several_values_is_unknown_in_an_answer(source, kind, text):
    with pytest.raises(engine.EngineError, match="unknown name"):
        answered(source, kind, "x" if kind is Kind.GRADIENT else "y", text)


@pytest.mark.parametrize("text", ["-2.52", "-2.4", "0", "2.486", "1e400", "1/0", "0/0"])
def test_other_numbers_are_wrong(text):
    assert not gradient(text).is_right


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_program"),
        ("-2.26 *", "unfinished"),
        ("q·2", "unknown_name"),
        ("y = 2", "answer_not_expression"),
        ("1; 2", "answer_not_expression"),
        ("__import__('os')", "unknown_function"),
        ("'text'", "not_a_number"),
        ("1" * 201, "answer_too_long"),
    ],
)
def test_what_cannot_be_read_is_refused_and_not_called_wrong(text, code):
    with pytest.raises(engine.EngineError) as error:
        gradient(text)
    assert error.value.code.startswith(code)


def test_the_longest_answer_is_read():
    assert gradient("-2.486" + " " * (LONGEST_ANSWER - 6)).is_right


def test_an_array_is_answered_as_a_list():
    assert answered("x = [1, 2]; y = sum(x²)", Kind.GRADIENT, "x", "[2, 4]").is_right
    assert answered("x = [1, 2]; y = sum(x²)", Kind.GRADIENT, "x", "[2, 5]").diagnoses == ()
    assert answered("x = [1, 2]; y = sum(x²)", Kind.GRADIENT, "x", "6").diagnoses == ("wrong_shape",)


def test_an_update_is_judged_by_its_step():
    """0.5 − 0.001·0.3 = 0.4997: one per cent of that would let every answer pass."""
    source = "w = 0.5; y = 0.3w"
    assert answered(source, Kind.UPDATED, "w", "0.4997", learning_rate=0.001).is_right
    assert not answered(source, Kind.UPDATED, "w", "0.5", learning_rate=0.001).is_right
    assert not answered(source, Kind.UPDATED, "w", "0.5003", learning_rate=0.001).is_right


def test_what_rounding_costs_is_forgiven():
    """With four digits each, 0.33333… − 0.33329 is 0.3333 − 0.3333."""
    assert answered("x = 1/3; y = x − 0.33329", Kind.VALUE, "y", "0").is_right


@settings(max_examples=60)
@given(st.one_of(topics, programs()))
def test_the_right_answer_rounded_to_four_digits_is_right_and_gets_no_diagnosis(source):
    traced = engine.trace(source)
    for item in items(traced):
        exact = float(answer_of(traced, item))
        for value in (exact, rounded(exact, DIGITS)):
            feedback = judge(traced, item, np.float64(value))
            assert feedback.is_right
            assert feedback.diagnoses == ()


# --- what went wrong ------------------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(st.one_of(topics, programs()))
def test_every_wrong_answer_is_recognised_by_its_mistake(source):
    traced = engine.trace(source)
    for item in items(traced):
        for name, wrong in wrong_answers(traced, item):
            feedback = judge(traced, item, wrong)
            assert feedback.is_right or name in feedback.diagnoses or not np.isfinite(wrong)


def test_every_diagnosis_is_the_first_one_for_some_answer():
    """None of the table is always hidden behind another."""
    found = set()
    for seed, direction in product(range(8), Direction):
        for topic in TOPICS:
            traced = engine.trace(program(topic, seed), direction=direction)
            for item in items(traced):
                feedbacks = (judge(traced, item, wrong) for _, wrong in wrong_answers(traced, item))
                found |= {(item.kind, feedback.diagnoses[0]) for feedback in feedbacks if feedback.diagnoses}
    assert {(diagnosis.kind, diagnosis.name) for diagnosis in DIAGNOSES} <= found


@pytest.mark.parametrize(
    ("text", "diagnosis"),
    [
        ("2.486", "wrong_sign"),
        ("-2.26", "forgot_inner_derivative"),
        ("1.1", "forgot_upstream"),
        ("0.678", "other_operand"),
        ("-0.3", "value_instead"),
        ("-2.26 + 1.1", "added_factors"),
    ],
)
def test_the_gradient_of_a_weight_with_a_typical_mistake(text, diagnosis):
    assert gradient(text).diagnoses[0] == diagnosis


@pytest.mark.parametrize(
    ("source", "kind", "name", "text", "diagnosis"),
    [
        ("x = 3; y = x·x", Kind.GRADIENT, "x", "3", "overwrote"),
        ("x = 3; y = x² + 5x", Kind.GRADIENT, "x", "6", "overwrote"),
        ("x = 3; y = x² + 5x", Kind.GRADIENT, "x", "5", "only_some_paths"),
        ("x = 3; a = x²; y = 2a", Kind.GRADIENT, "x", "18·2", "derivative_at_output"),
        ("x = 3; a = 7x; b = a²; y = 2b", Kind.GRADIENT, "x", "4·21", "forgot_inner_derivative"),
        ("x = 3; a = 7x; b = a²; y = 5b", Kind.GRADIENT, "x", "2·21·7", "forgot_factor"),
        ("x = 3; y = x²", Kind.LOCAL, "x", "9", "value_instead"),
        ("x = 3; y = x²", Kind.LOCAL, "x", "18", "derivative_at_output"),
        ("x = 3; z = 4; y = x·z", Kind.LOCAL, "x", "3", "other_operand"),
        ("x = 3; a = x²; y = 4a", Kind.LOCAL, "x", "24", "times_upstream"),
        ("x = 3; y = x²", Kind.VALUE, "y", "6", "wrong_operation"),
        ("x = 0.5; y = tanh(x)", Kind.VALUE, "y", "0.5", "function_skipped"),
        ("a = 3; b = 8; y = a/b", Kind.VALUE, "y", "8/3", "swapped_operands"),
        ("w = 3; y = w²", Kind.UPDATED, "w", "3.6", "added_instead"),
        ("w = 3; y = w²", Kind.UPDATED, "w", "-3", "forgot_learning_rate"),
        ("w = 3; y = w²", Kind.UPDATED, "w", "-0.6", "step_only"),
        ("w = 3; y = w²", Kind.UPDATED, "w", "3", "not_updated"),
        ("w = 3; y = w²", Kind.UPDATED, "w", "6", "gradient_instead"),
    ],
)
def test_a_typical_mistake_is_named(source, kind, name, text, diagnosis):
    assert answered(source, kind, name, text).diagnoses[0] == diagnosis


def test_an_answer_that_no_mistake_leads_to_gets_no_diagnosis():
    assert gradient("17.3").diagnoses == ()
