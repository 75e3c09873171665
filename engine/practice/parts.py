"""What the hidden numbers are made of: the calculation of each item, to be repeated with other operands."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.explain import Explainer
from engine.graph import Array, Edge, Graph, Node
from engine.pocket import Rounding
from engine.practice.exercise import Item, Kind, answer_of, ends
from engine.rules import computation, local_derivative, pull_back, unbroadcast
from engine.trace import Trace


@dataclass(frozen=True)
class Part:
    """A contribution to a gradient: upstream gradient, local derivative (None for array ops), their product."""

    edge: Edge
    head: Node
    upstream: Array
    local: Array | None
    contribution: Array

    def times(self, upstream: Array, derivative: Array) -> Array:
        """A product like this one, of the shape of the contribution."""
        with np.errstate(all="ignore"):
            return unbroadcast(upstream * derivative, np.shape(self.contribution))


def parts(trace: Trace, node_id: str) -> tuple[Part, ...]:
    """The contributions to the gradient of a node, in the order of the backward pass."""
    return tuple(_part(trace, edge) for edge in Explainer(trace).contributing[node_id])


def _part(trace: Trace, edge: Edge) -> Part:
    head = trace.graph[edge.head]
    return Part(edge, head, trace.cotangents[edge.head], trace.locals[edge.id], trace.contributions[edge.id])


def operands(graph: Graph, node: Node) -> list[Array]:
    """The values an op was applied to, by argnum."""
    return [graph.values[tail] for tail in node.operands]


def repeated(trace: Trace, item: Item, rounding: Rounding) -> Array:
    """The answer of an item, worked out from operands that were rounded before."""
    with np.errstate(all="ignore"):
        return _REPEATED[item.kind](trace, item.target, rounding)


def _value(trace: Trace, node_id: str, rounding: Rounding) -> Array:
    node = trace.graph[node_id]
    return computation(node.op or "")(*map(rounding, operands(trace.graph, node)), **node.params)


def _local(trace: Trace, edge_id: str, rounding: Rounding) -> Array:
    head, argnum = ends(edge_id)
    node = trace.graph[head]
    rule = local_derivative(node.op or "", argnum)
    if rule is None:
        return answer_of(trace, Item(Kind.LOCAL, edge_id))
    return np.float64(rule(rounding(node.value), *map(rounding, operands(trace.graph, node)), **node.params))


def _gradient(trace: Trace, node_id: str, rounding: Rounding) -> Array:
    found = parts(trace, node_id)
    return np.float64(sum(_contribution(trace, part, rounding) for part in found))


def _contribution(trace: Trace, part: Part, rounding: Rounding) -> Array:
    if part.local is not None:
        return part.times(rounding(part.upstream), rounding(part.local))
    rule = pull_back(part.head.op or "", part.edge.argnum)
    if rule is None:
        return part.contribution
    values = map(rounding, operands(trace.graph, part.head))
    pulled = rule(rounding(part.upstream), rounding(part.head.value), *values, **part.head.params)
    return unbroadcast(pulled, np.shape(part.contribution))


def _updated(trace: Trace, node_id: str, rounding: Rounding) -> Array:
    rate = rounding(np.float64(trace.learning_rate))
    step = rate * rounding(trace.cotangent(trace.graph[node_id]))
    return trace.direction.move(rounding(trace.graph.values[node_id]), step)


_REPEATED: dict[Kind, Callable[[Trace, str, Rounding], Array]] = {
    Kind.VALUE: _value,
    Kind.LOCAL: _local,
    Kind.GRADIENT: _gradient,
    Kind.UPDATED: _updated,
}
