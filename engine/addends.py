"""Which entries add up to one entry of an array, and with which factors: read off the pull-backs of the op table.

A pull-back is linear, so pulling back the unit vector of an entry gives the row of that entry in the Jacobian. Where
the rule of an operand does not look at the operand, the op is linear in it, and the row tells its value as well.
"""

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import prod

import numpy as np

from engine.graph import Array, Graph, Node
from engine.op import Op
from engine.ops import OPS
from engine.rules import computation, parse, pull_back, unbroadcast

Index = tuple[int, ...]


@dataclass(frozen=True)
class Place:
    """Entry ``index`` of operand ``argnum``; of the op's own result where ``argnum`` is None."""

    argnum: int | None
    index: Index


@dataclass(frozen=True)
class Addend:
    """``value``, which stands at ``place``, times ``factor``; ``factor_place`` tells where that stands, if it does."""

    place: Place
    value: float
    factor: float
    factor_place: Place | None = None


def of_value(graph: Graph, node: Node, index: Index) -> list[Addend] | None:
    """The addends of an entry of the value of a structural op; None where it is not a sum."""
    operands = [graph[tail].value for tail in node.operands]
    found = _linear_addends(node, operands, index) or _copied(node, operands, index)
    total = sum(addend.value * addend.factor for addend in found)
    return found if np.isclose(total, np.asarray(node.value)[index], rtol=1e-9, equal_nan=True) else None


def of_contribution(graph: Graph, node: Node, argnum: int, index: Index, upstream: Array) -> list[Addend]:
    """The addends of an entry of what operand ``argnum`` is given of the gradient ``upstream`` of ``node``."""
    operands = [graph[tail].value for tail in node.operands]
    if OPS[node.op or ""].has_locals:
        return _of_copies(node, operands, argnum, index, upstream)
    at = _flat(index, np.shape(operands[argnum]))
    found = []
    for place in np.ndindex(node.shape):
        row = _row(node, operands, argnum, place)
        if row.is_used[at]:
            value = float(np.asarray(upstream)[place])
            found.append(Addend(Place(None, place), value, float(row.factors[at]), row.place_of(at)))
    return found


# --- elementwise ops: an operand that was copied collects from all its copies ---------------------------------


def _of_copies(node: Node, operands: Sequence[Array], argnum: int, index: Index, upstream: Array) -> list[Addend]:
    op, given = OPS[node.op or ""], np.broadcast_to(upstream, node.shape)
    rule = pull_back(op.name, argnum)
    with np.errstate(all="ignore"):
        factors = np.broadcast_to(rule(1.0, node.value, *operands, **node.params) if rule else 0.0, node.shape)
    found = []
    for place in copies(np.shape(operands[argnum]), node.shape, index):
        factor_place = _factor_place(op, argnum, operands, place)
        found.append(Addend(Place(None, place), float(given[place]), float(factors[place]), factor_place))
    return found


def copies(shape: Index, result: Index, index: Index) -> list[Index]:
    """The entries of a ``result`` for which entry ``index`` of an operand of ``shape`` was used."""
    sources = np.broadcast_to(np.arange(prod(shape)).reshape(shape), result)
    return [_index(at, result) for at in np.flatnonzero(sources == _flat(index, shape)).tolist()]


def source(shape: Index, place: Index) -> Index:
    """The entry of an operand of ``shape`` that was used for entry ``place`` of the result."""
    behind = place[len(place) - len(shape) :]
    return tuple(0 if size == 1 else at for size, at in zip(shape, behind, strict=True))


def _factor_place(op: Op, argnum: int, operands: Sequence[Array], place: Index) -> Place | None:
    """Where the local derivative stands, when the rule is just another operand."""
    rule = parse(op.rule(argnum) or "0")
    if not isinstance(rule, ast.Name) or rule.id not in op.operands:
        return None
    other = op.operands.index(rule.id)
    return Place(other, source(np.shape(operands[other]), place))


# --- structural ops: rows of the Jacobian -----------------------------------------------------------------------


@dataclass(frozen=True)
class _Row:
    """d (an entry of the result) / d operand: ``factors``, which of them are used, and where they stand."""

    factors: np.ndarray
    is_used: np.ndarray
    factor_argnum: int | None = None
    factor_shape: Index = ()
    numbers: np.ndarray | None = None

    def place_of(self, at: int) -> Place | None:
        if self.numbers is None or self.factor_argnum is None:
            return None
        return Place(self.factor_argnum, _index(int(self.numbers[at]) - 1, self.factor_shape))


def _row(node: Node, operands: Sequence[Array], argnum: int, place: Index) -> _Row:
    factors = _pulled_unit(node, operands, argnum, place)
    others = mentioned(node.op or "", argnum)
    if len(others) != 1 or not is_linear(node.op or "", argnum):
        return _Row(factors, factors != 0)
    return _numbered(node, operands, argnum, place, factors, next(iter(others)))


def _numbered(
    node: Node, operands: Sequence[Array], argnum: int, place: Index, factors: np.ndarray, other: int
) -> _Row:
    """The row whose factors are entries of operand ``other``: with their numbers in its place they tell which."""
    values = np.asarray(operands[other])
    numbering = np.arange(1.0, values.size + 1).reshape(values.shape)
    numbered = [numbering if at == other else operand for at, operand in enumerate(operands)]
    numbers = _pulled_unit(node, numbered, argnum, place)
    if not np.isin(numbers, np.arange(values.size + 1)).all():
        return _Row(factors, (factors != 0) | (numbers != 0))
    named = np.concatenate([[0.0], values.ravel()])[numbers.astype(int)]
    if not np.array_equal(named, factors, equal_nan=True):
        return _Row(factors, (factors != 0) | (numbers != 0))
    return _Row(factors, numbers != 0, other, values.shape, numbers)


def _pulled_unit(node: Node, operands: Sequence[Array], argnum: int, place: Index) -> np.ndarray:
    """d (entry ``place`` of the result) / d operand ``argnum``, flat."""
    rule, shape = pull_back(node.op or "", argnum), np.shape(operands[argnum])
    if rule is None:
        return np.zeros(prod(shape))
    unit = np.zeros(node.shape)
    unit[place] = 1.0
    with np.errstate(all="ignore"):
        return np.ravel(unbroadcast(np.float64(rule(unit[()], node.value, *operands, **node.params)), shape))


def _linear_addends(node: Node, operands: Sequence[Array], place: Index) -> list[Addend]:
    found = []
    for argnum in _summed(node):
        row, values = _row(node, operands, argnum, place), np.asarray(operands[argnum])
        for at in np.flatnonzero(row.is_used).tolist():
            place_of = Place(argnum, _index(at, values.shape))
            found.append(Addend(place_of, float(values.flat[at]), float(row.factors[at]), row.place_of(at)))
    return found


def _summed(node: Node) -> list[int]:
    """The operands over whose entries the value is a sum: one factor of a product, all parts of a concatenation."""
    linear = [argnum for argnum in range(len(node.operands)) if is_linear(node.op or "", argnum)]
    return linear[:1] if linear and mentioned(node.op or "", linear[0]) else linear


def _copied(node: Node, operands: Sequence[Array], place: Index) -> list[Addend]:
    """The one entry that a maximum or a sort has chosen."""
    row, values = _pulled_unit(node, operands, 0, place), np.asarray(operands[0])
    chosen = np.flatnonzero(row).tolist()
    if len(chosen) != 1 or row[chosen[0]] != 1:
        return []
    return [Addend(Place(0, _index(chosen[0], values.shape)), float(values.flat[chosen[0]]), 1.0)]


def needed(graph: Graph, node: Node, argnum: int, place: Index) -> list[Index]:
    """The entries of operand ``argnum`` that an entry of the result depends on: a NaN there reaches it."""
    operands = [np.asarray(graph[tail].value) for tail in node.operands]
    value, found = operands[argnum], []
    for index in np.ndindex(value.shape):
        poked = value.copy()
        poked[index] = np.nan
        with np.errstate(all="ignore"):
            given = [poked[()] if at == argnum else operand[()] for at, operand in enumerate(operands)]
            result = np.asarray(computation(node.op or "")(*given, **node.params))
        if np.isnan(result[place]):
            found.append(index)
    return found


# --- what a rule looks at --------------------------------------------------------------------------------------


def is_linear(name: str, argnum: int) -> bool:
    """Whether the rule towards an operand uses neither the operand nor the result, so that the op is linear in it."""
    op = OPS[name]
    if op.rule(argnum) is None:
        return False
    own = op.operands[0 if op.is_variadic else argnum]
    return not _names(op.rule(argnum) or "0") & {own, "out"}


def mentioned(name: str, argnum: int) -> frozenset[int]:
    """The other operands that the rule towards an operand uses."""
    op = OPS[name]
    names = _names(op.rule(argnum) or "0")
    return frozenset(at for at, operand in enumerate(op.operands) if operand in names and at != argnum)


@cache
def _names(rule: str) -> frozenset[str]:
    """What a rule uses by value: not what it asks only for its shape."""
    found: set[str] = set()
    waiting: list[ast.AST] = [parse(rule)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "shape_of":
            continue
        if isinstance(node, ast.Name):
            found.add(node.id)
        waiting.extend(ast.iter_child_nodes(node))
    return frozenset(found)


def _flat(index: Index, shape: Index) -> int:
    return int(np.ravel_multi_index(index, shape)) if index else 0


def _index(at: int, shape: Index) -> Index:
    return tuple(map(int, np.unravel_index(at, shape))) if shape else ()
