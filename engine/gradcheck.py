"""Gradients checked against central differences, with kinks recognised.

The step is about h = ε^(1/3)·max(1, |x|), which balances the truncation error h² against the rounding error ε/h
(Press et al., *Numerical Recipes*, §5.7). Where that disagrees, closer steps tell a wrong gradient from a difference
quotient that cannot be trusted: half the step, and for a small x a step in proportion to x, which stays on its side
of a pole or kink at 0.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

import numpy as np

from engine.graph import Array, Graph, Node
from engine.ops import OPS
from engine.passes import ONE, forward
from engine.rules import predicate

_EPSILON = float(np.finfo(np.float64).eps)
_STEP = _EPSILON ** (1 / 3)
_TOLERANCE = 1e-6
_ROW = 256
"""Leaves of a graph of scalars that are moved in one forward pass."""
_BUDGET = 60_000
"""Node evaluations for one leaf; a larger leaf is checked at evenly spread entries."""


class Verdict(StrEnum):
    """What a check found."""

    OK = "ok"
    KINK = "kink"
    MISMATCH = "mismatch"
    UNDEFINED = "undefined"


@dataclass(frozen=True)
class Check:
    """One leaf's gradient by backpropagation and by difference, both of the leaf's shape.

    ``error`` is their largest difference. ``kink`` is the id of a node that has a kink within the step.
    Entries that were not checked are NaN in ``numeric``.
    """

    name: str
    backprop: Array
    numeric: Array
    error: float
    verdict: Verdict
    kink: str | None = None


def check(graph: Graph, cotangents: Mapping[str, Array], seed: Array = ONE) -> tuple[Check, ...]:
    """One Check per named leaf: d ⟨seed, output⟩ / d leaf against the cotangents of a backward pass."""
    checker = _Checker(graph, seed)
    return tuple(
        checker.check(leaf, np.asarray(cotangents.get(leaf.id, np.zeros(leaf.shape)))) for leaf in graph.leaves
    )


class _Difference(NamedTuple):
    """A difference quotient, and the size of its rounding error."""

    slope: float
    scale: float


@dataclass(frozen=True)
class _Checker:
    graph: Graph
    seed: Array

    def check(self, leaf: Node, backprop: np.ndarray) -> Check:
        """One leaf; an entry that is not OK decides for all."""
        numeric = np.full(leaf.shape, np.nan)
        verdict, kink, error = Verdict.OK, None, 0.0
        for index in self._entries(leaf):
            slope, entry_verdict, entry_kink = self._judge(leaf, index, float(backprop[index]))
            numeric[index] = slope
            error = max(error, abs(float(backprop[index]) - slope))
            if entry_verdict is not Verdict.OK:
                verdict, kink = entry_verdict, entry_kink
        return Check(leaf.name or "", backprop[()], numeric[()], error, verdict, kink)

    def _entries(self, leaf: Node) -> list[tuple[int, ...]]:
        """The entries to check: all, or as many as the budget allows, evenly spread."""
        if not leaf.shape:
            return [()]
        size = int(np.size(leaf.value))
        count = min(size, max(1, _BUDGET // (2 * len(self.graph))))
        flat = np.unique(np.linspace(0, size - 1, count).astype(int)) if size else np.empty(0, dtype=int)
        return [tuple(int(axis) for axis in np.unravel_index(index, leaf.shape)) for index in flat]

    def _judge(self, leaf: Node, index: tuple[int, ...], backprop: float) -> tuple[float, Verdict, str | None]:
        """Slope, verdict and kink of one entry."""
        size = abs(float(np.asarray(leaf.value)[index]))
        step = _step(size)
        wide = self._together.get(leaf.id) or self._difference(leaf, index, step)
        if not (math.isfinite(backprop) and self._is_finite):
            return wide.slope, Verdict.UNDEFINED, self._kink(self.graph.applications, leaf, index, step)
        if _agree(backprop, wide):
            kink = self._kink(self._at_a_kink, leaf, index, step) if self._at_a_kink else None
            return wide.slope, Verdict.KINK if kink else Verdict.OK, kink
        half = self._difference(leaf, index, step / 2)
        if _agree(backprop, half, doubt=abs(wide.slope - half.slope)):
            return half.slope, Verdict.OK, None
        near = self._difference(leaf, index, _STEP * size or step / 2)
        if _agree(backprop, near):
            return near.slope, Verdict.OK, None
        kink = self._kink(self.graph.applications, leaf, index, step)
        missed = Verdict.MISMATCH if np.isfinite(wide.slope) else Verdict.UNDEFINED
        return wide.slope, Verdict.KINK if kink else missed, kink

    def _difference(self, leaf: Node, index: tuple[int, ...], step: float) -> _Difference:
        above, below = self._around(leaf, index, step)
        return self._quotient(above[self.graph.output], below[self.graph.output], step)

    def _around(self, leaf: Node, index: tuple[int, ...], step: float) -> tuple[dict[str, Array], dict[str, Array]]:
        """All values a step above and a step below one entry of a leaf."""
        above = forward(self.graph, {**self._detached, leaf.id: moved(leaf.value, index, step)})
        below = forward(self.graph, {**self._detached, leaf.id: moved(leaf.value, index, -step)})
        return above, below

    def _quotient(self, high: Array, low: Array, step: float) -> _Difference:
        with np.errstate(all="ignore"):
            rise = float(np.sum(self.seed * (high - low)))
            size = float(np.sum(np.abs(self.seed) * (np.abs(high) + np.abs(low))))
        return _difference(rise, size, step)

    @cached_property
    def _is_finite(self) -> bool:
        """Whether the output is."""
        return bool(np.all(np.isfinite(self.graph.values[self.graph.output])))

    @cached_property
    def _together(self) -> dict[str, _Difference]:
        """The differences of all leaves of a graph of scalars, by leaf id, where its ops take rows of values."""
        if any(node.shape or not (node.is_leaf or OPS[node.op or ""].has_locals) for node in self.graph):
            return {}
        leaves = self.graph.leaves
        rows = (leaves[start : start + _ROW] for start in range(0, len(leaves), _ROW))
        return {leaf.id: difference for row in rows for leaf, difference in self._row(row)}

    def _row(self, leaves: Sequence[Node]) -> Iterator[tuple[Node, _Difference]]:
        """Column i of a value is a step above leaf i, column n + i a step below."""
        count = len(leaves)
        values = {leaf.id: np.full(2 * count, leaf.value) for leaf in leaves}
        steps = [_step(abs(float(leaf.value))) for leaf in leaves]
        for column, (row, step) in enumerate(zip(values.values(), steps, strict=True)):
            value = float(row[column])
            row[column], row[count + column] = value + step, value - step
        output = forward(self.graph, {**self._detached, **values})[self.graph.output]
        high, low = np.broadcast_to(output, 2 * count).reshape(2, count)
        with np.errstate(all="ignore"):
            rises = (self.seed * (high - low)).tolist()
            sizes = (np.abs(self.seed) * (np.abs(high) + np.abs(low))).tolist()
        yield from zip(leaves, map(_difference, rises, sizes, steps), strict=True)

    def _kink(self, nodes: Sequence[Node], leaf: Node, index: tuple[int, ...], step: float) -> str | None:
        above, below = self._around(leaf, index, step)
        return _kink_between(nodes, above, below)

    @cached_property
    def _detached(self) -> dict[str, Array]:
        return detached(self.graph)

    @cached_property
    def _at_a_kink(self) -> tuple[Node, ...]:
        """The nodes that have a kink right where they are."""
        return tuple(
            node
            for node in self.graph.applications
            if any(np.any(_evaluated(node, formula, self.graph.values) == 0) for formula in OPS[node.op or ""].kinks)
        )


def _step(size: float) -> float:
    """The step for a number of this size: the power of two close to it, so that x + h and x − h are not rounded."""
    return math.inf if size == math.inf else 2.0 ** round(math.log2(_STEP * max(1.0, size)))


def _difference(rise: float, size: float, step: float) -> _Difference:
    """The quotient of a ``rise`` over twice the step, between values of this ``size`` together."""
    slope, scale = rise / (2 * step), _EPSILON * size / step
    return _Difference(0.0 if abs(slope) <= scale else slope, scale)  # what rounding alone makes is no slope


def detached(graph: Graph) -> dict[str, Array]:
    """The values that count as constants although they were computed from the leaves, by node id."""
    return {node.id: node.value for node in graph.applications if node.op == "detach"}


def moved(value: Array, index: tuple[int, ...], step: float) -> Array:
    """``value`` with ``step`` added to one entry."""
    changed = np.array(value)
    with np.errstate(all="ignore"):
        changed[index] += step
    return changed[()]


def _agree(backprop: float, found: _Difference, doubt: float = 0.0) -> bool:
    tolerance = _TOLERANCE * max(1.0, abs(backprop), abs(found.slope)) + 10 * found.scale + doubt
    return math.isfinite(found.slope) and abs(backprop - found.slope) <= tolerance


def _kink_between(nodes: Sequence[Node], above: Mapping[str, Array], below: Mapping[str, Array]) -> str | None:
    """The first node one of whose kink formulas becomes zero or changes its sign between the two points."""
    for node in nodes:
        for formula in OPS[node.op or ""].kinks:
            high, low = (_evaluated(node, formula, primals) for primals in (above, below))
            if bool(np.any((np.sign(high) * np.sign(low) <= 0) & (high != low))):
                return node.id
    return None


def _evaluated(node: Node, formula: str, primals: Mapping[str, Array]) -> Array:
    with np.errstate(all="ignore"):
        operands = (primals[tail] for tail in node.operands)
        return predicate(node.op or "", formula)(primals[node.id], *operands, **node.params)
