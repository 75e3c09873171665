"""A mistake made on purpose, beside the right backward pass; the check of its gradients turns red."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.errors import EngineError
from engine.gradcheck import Check, check
from engine.graph import Array, Graph
from engine.lookup import node_with
from engine.mistakes import MISTAKES, Mistake, Place, backward
from engine.passes import forward
from engine.trace import Trace


@dataclass(frozen=True)
class Comparison:
    """A gradient (of a node) or a contribution (of an edge) as it is and as the mistake makes it; None is none."""

    id: str
    right: Array | None
    wrong: Array | None
    differs: bool


@dataclass(frozen=True)
class BrokenPass:
    """The backward pass with a mistake beside the right one.

    ``order`` are the nodes as the broken pass takes them. ``first`` is the first node, on the way back from the output,
    whose gradient is wrong; None where this program does not show the mistake. ``checks`` are those of the wrong
    gradients. ``before`` is the output's value, ``after_right`` and ``after_wrong`` that after one update.
    """

    mistake: str
    place: str | None
    order: tuple[str, ...]
    nodes: tuple[Comparison, ...]
    edges: tuple[Comparison, ...]
    first: str | None
    checks: tuple[Check, ...]
    before: Array
    after_right: Array
    after_wrong: Array


def break_pass(trace: Trace, name: str, place: str | None = None) -> BrokenPass:
    """Make the mistake of this name, at the node ``place`` where it is made at one.

    Raises EngineError for an unknown mistake, and where the place is missing or is not one for this mistake.
    """
    mistake = _mistake(name)
    chosen = _place(trace.graph, mistake, place)
    graph, wrong = trace.graph, backward(trace, mistake, chosen)
    nodes = [_compared(node.id, trace.cotangents, wrong.cotangents) for node in graph if not node.is_folded]
    edges = [edge for edge in graph.edges if edge.tail not in graph.folded]
    return BrokenPass(
        mistake=name,
        place=chosen,
        order=tuple(node.id for node in mistake.order(graph)),
        nodes=tuple(nodes),
        edges=tuple(_compared(edge.id, trace.contributions, wrong.contributions) for edge in edges),
        first=next((node.id for node in reversed(nodes) if node.differs), None),
        checks=check(graph, wrong.cotangents, trace.outcome.seed),
        before=graph.values[graph.output],
        after_right=trace.value_after_update(),
        after_wrong=_value_after(trace, wrong.cotangents),
    )


def _mistake(name: str) -> Mistake:
    if name not in MISTAKES:
        raise EngineError("unknown_mistake", None, mistake=name, names=", ".join(MISTAKES))
    return MISTAKES[name]


def _place(graph: Graph, mistake: Mistake, place: str | None) -> str | None:
    if mistake.place is Place.EVERYWHERE:
        return None
    if place is None or (node_with(graph, place).op is None) != (mistake.place is Place.LEAF):
        raise EngineError("mistake_needs_node", None, mistake=mistake.name)
    return place


def _compared(id: str, right: Mapping[str, Array], wrong: Mapping[str, Array]) -> Comparison:
    a, b = right.get(id), wrong.get(id)
    return Comparison(id, a, b, not _equal(a, b))


def _equal(a: Array | None, b: Array | None) -> bool:
    if a is None or b is None:
        return a is b
    return bool(np.allclose(a, b, rtol=1e-9, atol=1e-12, equal_nan=True))


def _value_after(trace: Trace, cotangents: Mapping[str, Array]) -> Array:
    """The output after an update with these gradients; a parameter without one stays as it is."""
    moving = {leaf.id: cotangents[leaf.id] for leaf in trace.graph.parameters if leaf.id in cotangents}
    return forward(trace.graph, trace.updated_by(moving))[trace.graph.output]
