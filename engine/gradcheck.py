"""Gradients checked against central differences, with kinks recognised.

The step is h = ε^(1/3)·max(1, |x|), which balances the truncation error h² against the rounding error ε/h
(Press et al., *Numerical Recipes*, §5.7). Where both disagree, a second, halved step tells a wrong gradient
from a difference quotient that cannot be trusted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from engine.graph import Array, Graph, Node
from engine.ops import OPS
from engine.passes import ONE, forward
from engine.rules import predicate

_EPSILON = np.finfo(np.float64).eps
_STEP = _EPSILON ** (1 / 3)
_TOLERANCE = 1e-6
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
    return tuple(
        _check_leaf(graph, leaf, np.asarray(cotangents.get(leaf.id, np.zeros(leaf.shape))), seed)
        for leaf in graph.leaves
    )


def _check_leaf(graph: Graph, leaf: Node, backprop: np.ndarray, seed: Array) -> Check:
    numeric = np.full(leaf.shape, np.nan)
    verdict, kink, error = Verdict.OK, None, 0.0
    for index in _entries(graph, leaf):
        found = _difference(graph, leaf, index, _STEP, seed)
        numeric[index] = found.slope
        entry_verdict, entry_kink = _judge(graph, leaf, index, float(backprop[index]), found, seed)
        error = max(error, abs(float(backprop[index]) - found.slope))
        if entry_verdict is not Verdict.OK:
            verdict, kink = entry_verdict, entry_kink
    return Check(leaf.name or "", backprop[()], numeric[()], error, verdict, kink)


def _entries(graph: Graph, leaf: Node) -> list[tuple[int, ...]]:
    """The entries to check: all, or as many as the budget allows, evenly spread."""
    size = int(np.size(leaf.value))
    count = min(size, max(1, _BUDGET // (2 * len(graph))))
    flat = np.unique(np.linspace(0, size - 1, count).astype(int)) if size else []
    return [tuple(int(axis) for axis in np.unravel_index(index, leaf.shape)) for index in flat]


@dataclass(frozen=True)
class _Difference:
    slope: float
    scale: float
    """The size of the rounding error of ``slope``."""
    above: Mapping[str, Array]
    below: Mapping[str, Array]


def _difference(graph: Graph, leaf: Node, index: tuple[int, ...], relative_step: float, seed: Array) -> _Difference:
    step = relative_step * max(1.0, abs(float(np.asarray(leaf.value)[index])))
    above = forward(graph, {leaf.id: _moved(leaf.value, index, step)})
    below = forward(graph, {leaf.id: _moved(leaf.value, index, -step)})
    high, low = above[graph.output], below[graph.output]
    with np.errstate(all="ignore"):
        slope = float(np.sum(seed * (high - low))) / (2 * step)
        scale = _EPSILON * float(np.sum(np.abs(seed) * (np.abs(high) + np.abs(low)))) / step
    return _Difference(slope, scale, above, below)


def _moved(value: Array, index: tuple[int, ...], step: float) -> Array:
    moved = np.array(value)
    with np.errstate(all="ignore"):
        moved[index] += step
    return moved[()]


def _judge(
    graph: Graph, leaf: Node, index: tuple[int, ...], backprop: float, found: _Difference, seed: Array
) -> tuple[Verdict, str | None]:
    kink = _kink_between(graph, found)
    if not (np.isfinite(backprop) and np.isfinite(found.slope)):
        return Verdict.UNDEFINED, kink
    tolerance = _TOLERANCE * max(1.0, abs(backprop), abs(found.slope)) + 10 * found.scale
    if abs(backprop - found.slope) <= tolerance:
        return Verdict.OK, None
    if kink is not None:
        return Verdict.KINK, kink
    halved = _difference(graph, leaf, index, _STEP / 2, seed)
    doubt = abs(found.slope - halved.slope)
    return (Verdict.OK if abs(backprop - halved.slope) <= tolerance + doubt else Verdict.MISMATCH), None


def _kink_between(graph: Graph, found: _Difference) -> str | None:
    """The first node one of whose kink formulas is zero or changes its sign between the two points."""
    for node in graph.applications:
        for formula in OPS[node.op or ""].kinks:
            above, below = (_evaluated(node, formula, primals) for primals in (found.above, found.below))
            if bool(np.any(np.sign(above) * np.sign(below) <= 0)):
                return node.id
    return None


def _evaluated(node: Node, formula: str, primals: Mapping[str, Array]) -> Array:
    with np.errstate(all="ignore"):
        operands = (primals[tail] for tail in node.operands)
        return predicate(node.op or "", formula)(primals[node.id], *operands, **node.params)
