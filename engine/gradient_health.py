"""How large the gradients are on their way back, and what is wrong with them: vanishing, exploding, dead ReLU.

Sizes are largest absolute entries. A gradient counts as vanishing when its strongest contribution is less than a
hundredth of what the first backward step hands on, and at least three steps on the way made it smaller; as exploding
when it is more than a hundredfold, and three steps made it larger. The first step is left out because a loss that is
nearly 0 begins with a small gradient and is nothing to worry about; sums are, because contributions may cancel.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from engine.explain import Explainer
from engine.graph import Array, Edge, Node
from engine.trace import Trace

VANISHING, EXPLODING = 1e-2, 1e2
"""Sizes in proportion to what the first backward step hands on."""
STEPS = 3
"""Steps that must have made a gradient smaller, or larger."""


class Ailment(StrEnum):
    """What can be wrong with a gradient."""

    VANISHING = "vanishing"
    EXPLODING = "exploding"
    DEAD_RELU = "dead_relu"


@dataclass(frozen=True)
class Size:
    """The largest absolute entry of a gradient, and its logarithm to base 10; None where it is 0 or not finite."""

    size: float
    exponent: float | None


@dataclass(frozen=True)
class Finding:
    """An ailment and the node that has it; ``ratio`` is its size in proportion to that after the first step.

    ``edges`` are those of the strongest path, from the output to the node.
    """

    ailment: Ailment
    node: str
    ratio: float | None
    edges: tuple[str, ...]


@dataclass(frozen=True)
class GradientHealth:
    """Sizes of gradients by node id and of contributions by edge id, and the findings in backward order."""

    nodes: Mapping[str, Size]
    edges: Mapping[str, Size]
    findings: tuple[Finding, ...]


def gradient_health(trace: Trace) -> GradientHealth:
    """Measure the gradients of a trace and name what is wrong with them."""
    return GradientHealth(
        nodes={node.id: _size(trace.cotangents[node.id]) for node in trace.graph if node.id in trace.cotangents},
        edges={edge: _size(contribution) for edge, contribution in trace.contributions.items()},
        findings=(*_Examination(trace).sizes(), *_dead_relus(trace)),
    )


def _largest(value: Array) -> float:
    return float(np.max(np.abs(value))) if np.size(value) else 0.0


def _size(value: Array) -> Size:
    size = _largest(value)
    return Size(size, math.log10(size) if size and math.isfinite(size) else None)


@dataclass(frozen=True)
class _Examination:
    trace: Trace

    def sizes(self) -> list[Finding]:
        """The nodes whose gradient is much smaller or larger than after the first step."""
        if not self._reference:
            return []
        found = (self._finding(node) for node in reversed(self.trace.graph.nodes) if node.id in self._strongest)
        return [finding for finding in found if finding is not None]

    def _finding(self, node: Node) -> Finding | None:
        ratio = self._contribution(self._strongest[node.id]) / self._reference
        smaller, larger = self._changes[node.id]
        if 0 < ratio < VANISHING and smaller >= STEPS:
            return Finding(Ailment.VANISHING, node.id, ratio, self._path(node))
        if math.isfinite(ratio) and ratio > EXPLODING and larger >= STEPS:
            return Finding(Ailment.EXPLODING, node.id, ratio, self._path(node))
        return None

    @cached_property
    def _changes(self) -> Mapping[str, tuple[int, int]]:
        """For each node how many steps of its strongest path made the gradient smaller, and how many larger."""
        changes = {self.trace.graph.output: (0, 0)}
        for node in reversed(self.trace.graph.nodes):
            if node.id in self._strongest:
                edge = self._strongest[node.id]
                smaller, larger = changes[edge.head]
                factor = self._factor(edge)
                changes[node.id] = (smaller + (factor < 1), larger + (factor > 1))
        return changes

    @cached_property
    def _reference(self) -> float:
        """The size of what the first backward step hands on; 0 where that is no number."""
        first = [edge for edge in self.trace.graph.edges if edge.head == self.trace.graph.output]
        sizes = [_largest(self.trace.contributions[edge.id]) for edge in first if edge.id in self.trace.contributions]
        return max((size for size in sizes if math.isfinite(size)), default=0.0)

    @cached_property
    def _strongest(self) -> Mapping[str, Edge]:
        """For each node the use that contributes most to its gradient."""
        contributing = Explainer(self.trace).contributing
        return {node: max(edges, key=self._contribution) for node, edges in contributing.items() if edges}

    def _contribution(self, edge: Edge) -> float:
        return _largest(self.trace.contributions[edge.id])

    def _path(self, node: Node) -> tuple[str, ...]:
        path: list[Edge] = []
        at = node.id
        while at in self._strongest:
            path.append(self._strongest[at])
            at = path[-1].head
        return tuple(edge.id for edge in reversed(path))

    def _factor(self, edge: Edge) -> float:
        upstream = _largest(self.trace.cotangents[edge.head])
        return self._contribution(edge) / upstream if upstream else 1.0


def _dead_relus(trace: Trace) -> list[Finding]:
    """The ReLUs that a gradient reaches and all of whose inputs are below 0."""
    reached = (node for node in reversed(trace.graph.applications) if np.any(trace.cotangent(node)))
    relus = (node for node in reached if node.op == "relu" and np.all(trace.graph.values[node.operands[0]] < 0))
    return [Finding(Ailment.DEAD_RELU, node.id, None, (f"{node.id}.0",)) for node in relus]
