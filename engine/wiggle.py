"""Nudging a leaf: the change that the gradient predicts beside the real one, for smaller and smaller nudges.

The predicted change is gradient · nudge. By Taylor's theorem the gap to the real change shrinks with the square of
the nudge. The curve shows the error of the central difference against its step: it falls with the square of the
step (truncation) until rounding, which grows with one over the step, takes over.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.gradcheck import detached, moved
from engine.graph import Array, Node
from engine.lookup import entry_of, leaf_named
from engine.passes import forward
from engine.trace import Trace

LADDER = tuple(10.0**-exponent for exponent in range(1, 7))
"""The nudges: 0.1, 0.01, …, 0.000001."""
STEPS = tuple(10.0 ** (-halves / 2) for halves in range(29))
"""The steps of the curve: from 1 to 1e-14, two for each power of ten."""


@dataclass(frozen=True)
class Nudge:
    """One rung of the ladder: what the gradient predicts, what really happens, and the ``gap`` between them."""

    nudge: float
    predicted: float
    real: float
    gap: float


@dataclass(frozen=True)
class CurvePoint:
    """A central difference with step ``step``, and how far it is from the gradient."""

    step: float
    difference: float
    error: float


@dataclass(frozen=True)
class Wiggle:
    """The ladder and the curve of one entry (``index``, empty for a single number) of a leaf."""

    leaf: str
    index: tuple[int, ...]
    value: float
    output: float
    gradient: float
    ladder: tuple[Nudge, ...]
    curve: tuple[CurvePoint, ...]


def wiggle(trace: Trace, leaf: str, index: Sequence[int] = ()) -> Wiggle:
    """Nudge one entry of the leaf of this name; of an array the first one, where no index is given.

    Raises EngineError where there is no such leaf or entry.
    """
    node = leaf_named(trace.graph, leaf)
    probe = _Probe(trace, node, entry_of(node, index))
    return Wiggle(
        leaf=leaf,
        index=probe.index,
        value=float(np.asarray(probe.leaf.value)[probe.index]),
        output=probe.output_after(0.0),
        gradient=probe.gradient,
        ladder=tuple(map(probe.nudged, LADDER)),
        curve=tuple(map(probe.central_difference, STEPS)),
    )


@dataclass(frozen=True)
class _Probe:
    trace: Trace
    leaf: Node
    index: tuple[int, ...]

    @property
    def gradient(self) -> float:
        return float(np.asarray(self.trace.cotangent(self.leaf))[self.index])

    def output_after(self, step: float) -> float:
        """The output, weighted by the seed, once the entry has moved by ``step``."""
        graph = self.trace.graph
        given: dict[str, Array] = {**detached(graph), self.leaf.id: moved(self.leaf.value, self.index, step)}
        with np.errstate(all="ignore"):
            return float(np.sum(self.trace.outcome.seed * forward(graph, given)[graph.output]))

    def nudged(self, nudge: float) -> Nudge:
        with np.errstate(all="ignore"):
            predicted = float(np.float64(self.gradient) * nudge)
            real = float(np.float64(self.output_after(nudge)) - self.output_after(0.0))
        return Nudge(nudge, predicted, real, real - predicted)

    def central_difference(self, step: float) -> CurvePoint:
        with np.errstate(all="ignore"):
            difference = float(np.float64(self.output_after(step) - self.output_after(-step)) / (2 * step))
        return CurvePoint(step, difference, abs(difference - self.gradient))
