"""Neurons that do no work of their own: which, and why, on the data at hand.

A neuron is a named value that an activation function gives, or an entry of it; it is *active* on a sample where its
ReLU is open. What is found is a code with details; sentences are made elsewhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from engine.evaluation import Samples
from engine.graph import Graph, Node
from engine.ops.activations import ACTIVATIONS

_ACTIVATIONS = {op.name for op in ACTIVATIONS} | {"tanh"}
_SAME = 1e-9
"""Relative difference below which two neurons are the same."""
_FLAT = 0.25
"""Share of the samples on which a network has to be flat to be called so."""


@dataclass(frozen=True)
class Finding:
    """Why a neuron does no work of its own.

    - ``dead``: its ReLU is closed on all ``samples``, so no gradient reaches it.
    - ``constant``: it gives ``value`` whatever comes in.
    - ``duplicate``: it is always ``factor`` times ``other``, so both together are no more than one.
    - ``same_region``: its ReLU is open on the same samples as that of ``other``: both bend at one place.
    - ``same_side``: the ReLUs of all ``neurons`` that are not dead open towards the same ``side`` of the only input,
      so the network is flat on the other side, on a ``flat`` share of the samples.
    """

    code: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Neuron:
    """A neuron: the name of its value and, in an array, the entry; its value for each sample; what was found."""

    name: str
    entry: int | None
    is_relu: bool
    values: np.ndarray
    findings: tuple[Finding, ...] = ()

    @property
    def label(self) -> str:
        """``h2``, or ``h[2]`` for an entry of an array."""
        return self.name if self.entry is None else f"{self.name}[{self.entry}]"

    @property
    def active(self) -> np.ndarray:
        """For each sample whether the neuron passes anything on; of anything but a ReLU it always does."""
        return self.values > 0 if self.is_relu else np.ones(len(self.values), dtype=bool)


def neurons(source: str, data: Mapping[str, Any], parameters: Mapping[str, Any] | None = None) -> list[Neuron]:
    """All neurons of a program, judged on ``data`` (by leaf name; the first axis is the sample). Raises EngineError."""
    samples = Samples(source, data, parameters)
    nodes = [node for node in samples.graph if node.name and node.op in _ACTIVATIONS and len(node.shape) <= 1]
    found = [neuron for node in nodes for neuron in _entries(node, samples.values([node.name or ""])[node.name or ""])]
    sides = _sides(samples, nodes, found)
    return [
        replace(one, findings=(*_findings(one, found[:number]), *sides.get(one.label, ())))
        for number, one in enumerate(found)
    ]


def _entries(node: Node, values: np.ndarray) -> Iterator[Neuron]:
    for entry, column in enumerate(values.reshape(len(values), -1).T):
        yield Neuron(node.name or "", entry if node.shape else None, node.op == "relu", column)


def _findings(neuron: Neuron, earlier: Sequence[Neuron]) -> Iterator[Finding]:
    """The first thing that is wrong with a neuron, taken by itself or beside the ones before it."""
    if neuron.is_relu and not neuron.active.any():
        yield Finding("dead", {"samples": len(neuron.values)})
    elif np.ptp(neuron.values) <= _SAME * np.max(np.abs(neuron.values)):
        yield Finding("constant", {"value": float(neuron.values[0])})
    elif twin := next((other for other in earlier if _factor(neuron, other) is not None), None):
        yield Finding("duplicate", {"other": twin.label, "factor": _factor(neuron, twin)})
    elif other := next((other for other in earlier if _share_region(neuron, other)), None):
        yield Finding("same_region", {"other": other.label})


def _factor(neuron: Neuron, other: Neuron) -> float | None:
    """The number that ``neuron`` is of ``other`` on every sample, if there is one."""
    square = float(other.values @ other.values)
    if square == 0.0:
        return None
    factor = float(neuron.values @ other.values) / square
    rest = np.max(np.abs(neuron.values - factor * other.values))
    return factor if factor and rest <= _SAME * np.max(np.abs(neuron.values)) else None


def _share_region(neuron: Neuron, other: Neuron) -> bool:
    """Whether two ReLUs are open on the same samples, and closed on some."""
    both = neuron.is_relu and other.is_relu
    return both and not neuron.active.all() and bool(np.array_equal(neuron.active, other.active))


# --- the side on which a ReLU of a single input is open ------------------------------------------------------------


def _sides(samples: Samples, nodes: Sequence[Node], found: Sequence[Neuron]) -> dict[str, tuple[Finding, ...]]:
    """For a layer of ReLUs on one number: the finding that all that live are open on one side."""
    inputs = _inputs(samples)
    living = [neuron for neuron in found if neuron.active.any()]
    is_layer = all(neuron.is_relu for neuron in found) and not _is_deep(samples.graph, nodes)
    if len(inputs) != 1 or not living or not is_layer:
        return {}
    flat = 1.0 - float(np.mean(np.any([neuron.active for neuron in living], axis=0)))
    sides = {_side(inputs[0], neuron.active) for neuron in living}
    if len(sides) > 1 or None in sides or flat < _FLAT:
        return {}
    finding = Finding("same_side", {"side": sides.pop(), "neurons": len(living), "flat": flat})
    return {neuron.label: (finding,) for neuron in living}


def _inputs(samples: Samples) -> list[np.ndarray]:
    """The data that a neuron depends on, as far as they are one number a sample."""
    graph = samples.graph
    reached = _ancestors(graph, [node.id for node in graph if node.op in _ACTIVATIONS])
    return [samples.data[leaf.name] for leaf in graph.leaves if leaf.name in samples.data and leaf.id in reached]


def _is_deep(graph: Graph, nodes: Sequence[Node]) -> bool:
    """Whether a neuron takes what another gives."""
    ids = {node.id for node in nodes}
    return any(ids & (_ancestors(graph, [node.id]) - {node.id}) for node in nodes)


def _ancestors(graph: Graph, ids: Sequence[str]) -> set[str]:
    """The nodes that some nodes are computed from, themselves included."""
    found, waiting = set(ids), list(ids)
    while waiting:
        for tail in graph[waiting.pop()].operands:
            if tail not in found:
                found.add(tail)
                waiting.append(tail)
    return found


def _side(inputs: np.ndarray, active: np.ndarray) -> str | None:
    """Where a ReLU is open: on the samples to the left or to the right of its bend; None where it never closes."""
    if inputs.ndim > 1 or active.all():
        return None
    return "right" if inputs[active].min() > inputs[~active].max() else "left"
