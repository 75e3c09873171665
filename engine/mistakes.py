"""The backward pass as beginners break it: one walk, and one small change of its habits per mistake."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from engine.graph import Array, Edge, Graph, Node
from engine.ops import OPS
from engine.passes import Adjoints, pulled_back
from engine.rules import computation, local_derivative, unbroadcast
from engine.trace import Trace

Contributions = Iterator[tuple[int, Array]]
"""What a node hands on: the contribution to each operand that gets one, by argnum."""


class Place(StrEnum):
    """Where a mistake is made: everywhere, at one node that an op produced, or at one leaf."""

    EVERYWHERE = "everywhere"
    OP = "op"
    LEAF = "leaf"


# --- the right habits -------------------------------------------------------------------------------------------


def _nothing_left(trace: Trace) -> Mapping[str, Array]:
    """Gradients start at nothing."""
    return {}


def _topological(graph: Graph) -> Sequence[Node]:
    """Every node after all of its consumers."""
    return tuple(reversed(graph.applications))


def _add(so_far: Array, contribution: Array) -> Array:
    return so_far + contribution


def _passes(place: str | None, edge: Edge) -> bool:
    return True


@dataclass(frozen=True)
class Mistake:
    """A row of the table: the habits of the backward pass, of which a mistake changes one.

    ``left_over`` are gradients that are there before the pass, by node id. ``order`` is the order of the nodes.
    ``hand_on`` gives the contributions of a node from its upstream gradient, ``accumulate`` the new sum of a
    gradient, and ``passes`` whether anything passes over an edge, given the id of the node the mistake is made at.
    """

    name: str
    place: Place = Place.EVERYWHERE
    left_over: Callable[[Trace], Mapping[str, Array]] = _nothing_left
    order: Callable[[Graph], Sequence[Node]] = _topological
    hand_on: Callable[[Graph, Node, Array], Contributions] = pulled_back
    accumulate: Callable[[Array, Array], Array] = _add
    passes: Callable[[str | None, Edge], bool] = _passes


# --- what each mistake does instead ------------------------------------------------------------------------------


def _gradients_of_leaves(trace: Trace) -> Mapping[str, Array]:
    """What a first backward pass left in the leaves; the other nodes are new in every pass."""
    return {leaf.id: trace.cotangents[leaf.id] for leaf in trace.graph.leaves if leaf.id in trace.cotangents}


def _depth_first(graph: Graph) -> Sequence[Node]:
    """Each node when it is first met on the way down from the output, whether its gradient is complete or not."""
    met: dict[str, Node] = {}
    waiting = [graph.output]
    while waiting:
        node = graph[waiting.pop()]
        if node.op is not None and node.id not in met:
            met[node.id] = node
            waiting.extend(reversed(node.operands))
    return tuple(met.values())


def _overwrite(so_far: Array, contribution: Array) -> Array:
    return contribution


def _upstream_unchanged(graph: Graph, node: Node, upstream: Array) -> Contributions:
    """The upstream gradient without the local derivative, where an op has one."""
    for argnum, contribution in pulled_back(graph, node, upstream):
        has_local = OPS[node.op or ""].has_locals
        yield argnum, unbroadcast(upstream, contribution.shape) if has_local else contribution


def _at_the_output(graph: Graph, node: Node, upstream: Array) -> Contributions:
    """The local derivative of a function of one operand taken at its value instead of at its operand."""
    for argnum, contribution in pulled_back(graph, node, upstream):
        derivative = derivative_at_output(graph, node, argnum)
        yield argnum, contribution if derivative is None else unbroadcast(upstream * derivative, contribution.shape)


def derivative_at_output(graph: Graph, node: Node, argnum: int) -> Array | None:
    """f′ at f(x) instead of at x; None for an op of several operands or without local derivatives."""
    rule = local_derivative(node.op or "", argnum)
    if rule is None or sum(tail not in graph.folded for tail in node.operands) > 1:
        return None
    operands = [node.value if at == argnum else graph.values[tail] for at, tail in enumerate(node.operands)]
    with np.errstate(all="ignore"):
        return np.float64(rule(computation(node.op or "")(*operands, **node.params), *operands, **node.params))


def _nothing_from(place: str | None, edge: Edge) -> bool:
    return edge.head != place


def _nothing_to(place: str | None, edge: Edge) -> bool:
    return edge.tail != place


MISTAKES: dict[str, Mistake] = {
    mistake.name: mistake
    for mistake in (
        Mistake("overwrite", accumulate=_overwrite),
        Mistake("no_zero_grad", left_over=_gradients_of_leaves),
        Mistake("not_topological", order=_depth_first),
        Mistake("no_local_derivative", hand_on=_upstream_unchanged),
        Mistake("derivative_at_output", hand_on=_at_the_output),
        Mistake("detach", Place.OP, passes=_nothing_from),
        Mistake("freeze", Place.LEAF, passes=_nothing_to),
    )
}
"""To add a mistake, add its row."""


def backward(trace: Trace, mistake: Mistake, place: str | None = None) -> Adjoints:
    """The backward pass with the habits of ``mistake``."""
    graph = trace.graph
    cotangents = {**mistake.left_over(trace), graph.output: trace.cotangents[graph.output]}
    contributions: dict[str, Array] = {}
    with np.errstate(all="ignore"):
        for node in mistake.order(graph):
            if node.id not in cotangents:
                continue
            for argnum, contribution in mistake.hand_on(graph, node, cotangents[node.id]):
                edge = Edge(node.operands[argnum], node.id, argnum)
                if mistake.passes(place, edge):
                    contributions[edge.id] = contribution
                    so_far = cotangents.get(edge.tail)
                    cotangents[edge.tail] = contribution if so_far is None else mistake.accumulate(so_far, contribution)
    return Adjoints(cotangents, contributions)
