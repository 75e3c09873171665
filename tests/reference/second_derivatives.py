"""Where the gradient of every op is differentiated again: points inside its domain, and a direction for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from engine.graph import Array
from engine.op import Op
from tests.reference.questions import RANDOM_POINTS, Question, questions

SECOND_FILE = Path(__file__).parent / "second.json"
_SCALAR_POINTS = 4


@dataclass(frozen=True)
class Point:
    """An op at a point; ``weights`` is the cotangent of its result, ``directions`` one array per operand."""

    op: str
    variant: int
    operands: list[Any]
    weights: Any
    directions: tuple[Array, ...]


def points(op: Op) -> Iterator[Point]:
    """Points of every variant; of an elementwise op some scalars and all arrays that broadcast."""
    random = np.random.default_rng(crc32(f"second {op.name}".encode()))
    for question in _questions(op):
        directions = tuple(np.round(random.uniform(-1, 1, np.shape(each)), 3)[()] for each in question.operands)
        yield Point(op.name, question.variant, question.operands, question.weights, directions)


def _questions(op: Op) -> Iterator[Question]:
    asked = list(questions(op))
    for variant in {question.variant: None for question in asked}:
        mine = [question for question in asked if question.variant == variant]
        if op.has_locals:
            yield from mine[: min(_SCALAR_POINTS, RANDOM_POINTS)]
            yield from (question for question in mine if any(np.ndim(each) for each in question.operands))
        else:
            yield from islice(mine, 1)
