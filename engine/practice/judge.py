"""Judging an answer: right, or wrong with the mistakes that would lead to it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.errors import EngineError
from engine.graph import Array
from engine.numbers import DIGITS, rounded, short
from engine.practice.answers import read_answer
from engine.practice.diagnoses import wrong_answers
from engine.practice.exercise import Exercise, Item, Kind, answer_of
from engine.practice.parts import repeated
from engine.trace import Trace

LONGEST_ANSWER = 200
TOLERANCE = 0.01
"""Relative error of an answer that counts as right, on top of what rounding the shown numbers costs."""
ALIKE = 0.005
"""Relative distance within which an answer is taken for that of a mistake."""
WRONG_SHAPE = "wrong_shape"


@dataclass(frozen=True)
class Feedback:
    """What is to be said about an answer: how it was read, whether it is right, and if not, what may have gone wrong.

    ``diagnoses`` are the mistakes that lead to this answer, the nearest first; none where it is right. ``answer`` is
    the hidden number itself, to go on with; None where the answer is wrong, which must not tell it.
    """

    item: str
    value: Array
    is_right: bool
    diagnoses: tuple[str, ...]
    answer: Array | None


def check_answer(exercise: Exercise, item_id: str, text: str) -> Feedback:
    """Judge what the learner typed for an item: a number or an expression of numbers and shown values.

    Raises EngineError for an unknown item, and for a text that cannot be read, with its place in the text.
    """
    item = exercise.item(item_id)
    if len(text) > LONGEST_ANSWER:
        raise EngineError("answer_too_long", (LONGEST_ANSWER, len(text)), length=len(text), limit=LONGEST_ANSWER)
    return judge(exercise.trace, item, read_answer(text, _known(exercise)))


def _known(exercise: Exercise) -> Mapping[str, Array]:
    """The values that are not hidden, by the names that an expression can use; a name of several nodes is of none."""
    hidden = {item.target for item in exercise.items if item.kind is Kind.VALUE}
    named = [(node.name, node) for node in exercise.trace.graph if node.name and node.name.isidentifier()]
    uses = Counter(name for name, _ in named)
    return {name: node.value for name, node in named if uses[name] == 1 and node.id not in hidden}


def judge(trace: Trace, item: Item, value: Array) -> Feedback:
    """Judge a value for an item."""
    expected = answer_of(trace, item)
    if np.size(value) == np.size(expected) == 1:
        value = np.reshape(value, np.shape(expected))[()]
    if np.shape(value) != np.shape(expected):
        return Feedback(item.id, value, False, (WRONG_SHAPE,), None)
    if _is_right(trace, item, value):
        return Feedback(item.id, value, True, (), expected)
    return Feedback(item.id, value, False, _diagnoses(trace, item, value), None)


def _is_right(trace: Trace, item: Item, value: Array) -> bool:
    """Within the tolerance, and within what a person can know who works with the numbers as they are shown."""
    expected = answer_of(trace, item)
    by_hand = repeated(trace, item, _as_shown)
    with np.errstate(all="ignore"):
        slack = np.where(np.isfinite(by_hand), np.abs(by_hand - expected), 0)
        is_near = np.abs(value - expected) <= TOLERANCE * _extent(trace, item) + slack
    looks_alike = [short(float(a)) == short(float(b)) for a, b in zip(np.ravel(value), np.ravel(expected), strict=True)]
    return bool(np.all(np.ravel(is_near) | np.array(looks_alike)))


def _extent(trace: Trace, item: Item) -> Array:
    """What the tolerance is relative to: the number itself, but of an update only the step."""
    if item.kind is Kind.UPDATED:
        return np.abs(trace.learning_rate * trace.cotangent(trace.graph[item.target]))
    return np.abs(answer_of(trace, item))


def _as_shown(value: Array) -> Array:
    shown = [rounded(float(entry), DIGITS) for entry in np.ravel(value)]
    return np.reshape(shown, np.shape(value))[()]


def _diagnoses(trace: Trace, item: Item, value: Array) -> tuple[str, ...]:
    distances: dict[str, float] = {}
    for name, wrong in wrong_answers(trace, item):
        distance = _distance(value, wrong)
        if distance <= ALIKE:
            distances[name] = min(distance, distances.get(name, distance))
    return tuple(sorted(distances, key=lambda name: round(distances[name], 4)))


def _distance(value: Array, wrong: Array) -> float:
    """The largest relative difference; infinite where the shapes differ or an entry is not finite."""
    if np.shape(wrong) != np.shape(value) or not np.all(np.isfinite(wrong)):
        return np.inf
    size = np.maximum(np.abs(wrong), np.finfo(float).tiny)
    return float(np.max(np.abs(value - wrong) / size))
