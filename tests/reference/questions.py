"""What PyTorch is asked about every op: random points of its domain, kinks and edges, and arrays that broadcast."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any
from zlib import crc32

import numpy as np

from engine.op import Op
from engine.rules import computation, predicate
from tests.reference.elementwise import EDGES, ELEMENTWISE, OWN_EDGES, OWN_RANGE, SHAPES
from tests.reference.matrices import MATRICES
from tests.reference.sequences import SEQUENCES
from tests.reference.structural import STRUCTURAL
from tests.reference.variant import Variant

RANDOM_POINTS = 12
RANGE = (-3.0, 3.0)
VARIANTS: dict[str, tuple[Variant, ...]] = {**ELEMENTWISE, **STRUCTURAL, **SEQUENCES, **MATRICES}


@dataclass(frozen=True)
class Question:
    """An op at one point: ``operands`` as floats or nested lists, ``weights`` the cotangent of its result."""

    variant: int
    operands: list[Any]
    weights: Any = 1.0


def params_of(op: Op, variant: int) -> dict[str, Any]:
    """All params of ``op`` for one of its variants."""
    return {**op.params, **VARIANTS[op.name][variant].params}


def questions(op: Op) -> Iterator[Question]:
    """All questions about ``op``, the same ones each time."""
    random = np.random.default_rng(crc32(op.name.encode()))
    ask = _elementwise_questions if op.has_locals else _structural_questions
    for index, variant in enumerate(VARIANTS[op.name]):
        yield from ask(op, index, variant, random)


def _elementwise_questions(op: Op, index: int, variant: Variant, random: np.random.Generator) -> Iterator[Question]:
    arity = len(op.operands)
    for _ in range(RANDOM_POINTS):
        yield Question(index, _inside(op, random, variant.params, [()] * arity))
    for point in product(OWN_EDGES.get(op.name, EDGES[arity]), repeat=arity):
        yield Question(index, list(point))
    for shapes in SHAPES[arity]:
        yield _with_weights(op, index, _inside(op, random, variant.params, shapes), random)


def _structural_questions(op: Op, index: int, variant: Variant, random: np.random.Generator) -> Iterator[Question]:
    yield _with_weights(op, index, _inside(op, random, variant.params, variant.shapes), random)
    for point in variant.points:
        yield _with_weights(op, index, list(point), random)


def _with_weights(op: Op, index: int, operands: list[Any], random: np.random.Generator) -> Question:
    """A cotangent of the shape of the result, so that every entry counts differently."""
    with np.errstate(all="ignore"):
        result = computation(op.name)(*map(_array, operands), **params_of(op, index))
    return Question(index, operands, _some(random, np.shape(result)))


def _array(operand: Any) -> Any:
    return np.array(operand, dtype=np.float64)[()]


def _inside(op: Op, random: np.random.Generator, params: Mapping[str, Any], shapes: Any) -> list[Any]:
    """Random operands of these shapes, drawn until all lie in the domain of ``op``."""
    while True:
        operands = [_some(random, shape, *OWN_RANGE.get(op.name, RANGE)) for shape in shapes]
        if op.domain is None:
            return operands
        if np.all(predicate(op.name, op.domain)(np.nan, *map(_array, operands), **{**op.params, **params})):
            return operands


def _some(random: np.random.Generator, shape: tuple[int, ...], low: float = RANGE[0], high: float = RANGE[1]) -> Any:
    """Numbers with few digits, so that the recording stays small."""
    return np.round(random.uniform(low, high, shape), 4).tolist()
