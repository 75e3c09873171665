"""The walks over a graph: forward, reverse, and forward mode. They know no op, only the table's columns."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.graph import Array, Graph, Node
from engine.ops import OPS
from engine.rules import computation, local_derivative, pull_back, pull_backs, unbroadcast

ONE = np.float64(1.0)


def forward(graph: Graph, given: Mapping[str, Array]) -> dict[str, Array]:
    """The primal of every node, with the values of some nodes (by id) given."""
    primals: dict[str, Array] = {}
    with np.errstate(all="ignore"):
        for node in graph:
            if node.op is None or node.id in given:
                primals[node.id] = given.get(node.id, node.value)
            else:
                operands = [primals[operand] for operand in node.operands]
                primals[node.id] = _compute(node, operands)
    return primals


def with_values(graph: Graph, given: Mapping[str, Array]) -> Graph:
    """The same graph with the values of some leaves (by id) given, and all that is computed from them anew."""
    primals = forward(graph, given)
    return replace(graph, nodes=tuple(replace(node, value=primals[node.id]) for node in graph))


def _compute(node: Node, operands: list[Array]) -> Array:
    return computation(node.op or "")(*operands, **node.params)


@dataclass(frozen=True)
class Adjoints:
    """What the backward pass leaves behind: by node id the cotangent, by edge id the contribution to it."""

    cotangents: Mapping[str, Array]
    contributions: Mapping[str, Array]


def reverse(
    graph: Graph, seed: Array = ONE, primals: Mapping[str, Array] | None = None, wanted: Container[str] | None = None
) -> Adjoints:
    """The backward pass: from ``seed`` at the output, the cotangent of every node, or of those ``wanted`` (by id).

    Cotangents have the shapes of their nodes. They are those at the graph's own values, or at other ``primals``.
    """
    cotangents: dict[str, Array] = {graph.output: np.broadcast_to(seed, graph[graph.output].shape)[()]}
    contributions: dict[str, Array] = {}
    with np.errstate(all="ignore"):
        for node in reversed(graph.applications):
            upstream = cotangents.get(node.id)
            if upstream is None:
                continue
            for argnum, contribution in pulled_back(graph, node, upstream, primals, wanted):
                tail = node.operands[argnum]
                contributions[f"{node.id}.{argnum}"] = contribution
                so_far = cotangents.get(tail)
                cotangents[tail] = contribution if so_far is None else so_far + contribution
    return Adjoints(cotangents, contributions)


def pulled_back(
    graph: Graph,
    node: Node,
    upstream: Array,
    primals: Mapping[str, Array] | None = None,
    wanted: Container[str] | None = None,
) -> Iterator[tuple[int, Array]]:
    """The contribution of ``node`` to each operand that can have a gradient (and is ``wanted``), by argnum."""
    values = graph.values if primals is None else primals
    operands = [values[tail] for tail in node.operands]
    for argnum, rule in enumerate(pull_backs(node.op or "", len(operands))):
        tail = node.operands[argnum]
        if rule is not None and tail not in graph.folded and (wanted is None or tail in wanted):
            yield argnum, unbroadcast(rule(upstream, values[node.id], *operands, **node.params), operands[argnum].shape)


def local(graph: Graph, node: Node, argnum: int) -> Array | None:
    """d node / d operand, of the broadcast shape, for an elementwise op; None for any other."""
    with np.errstate(all="ignore"):
        return _local(node, argnum, [graph.values[tail] for tail in node.operands])


def locals_of(graph: Graph) -> dict[str, Array | None]:
    """`local` of every edge, by edge id."""
    found: dict[str, Array | None] = {}
    with np.errstate(all="ignore"):
        for node in graph.applications:
            operands = [graph.values[tail] for tail in node.operands]
            for argnum in range(len(operands)):
                found[f"{node.id}.{argnum}"] = _local(node, argnum, operands)
    return found


def _local(node: Node, argnum: int, operands: Sequence[Array]) -> Array | None:
    rule = local_derivative(node.op or "", argnum)
    return None if rule is None else np.float64(rule(node.value, *operands, **node.params))


def tangents(graph: Graph, seeds: Mapping[str, Array]) -> dict[str, Array]:
    """Forward mode (JVP): every node's tangent, when leaves move along ``seeds`` (by node id, of leaf shape)."""
    moved: dict[str, Array] = {leaf: np.asarray(seed, dtype=np.float64)[()] for leaf, seed in seeds.items()}
    with np.errstate(all="ignore"):
        for node in graph.applications:
            parts = [
                _pushed_forward(graph, node, argnum, moved[tail])
                for argnum, tail in enumerate(node.operands)
                if tail in moved and pull_back(node.op or "", argnum) is not None
            ]
            if parts:
                moved[node.id] = np.broadcast_to(sum(parts), node.shape)[()]
    return moved


def _pushed_forward(graph: Graph, node: Node, argnum: int, tangent: Array) -> Array:
    """What the tangent of one operand adds to the tangent of ``node``."""
    if OPS[node.op or ""].has_locals:
        derivative = local(graph, node, argnum)
        return np.zeros(node.shape)[()] if derivative is None else derivative * tangent
    return _transposed(graph, node, argnum, tangent)


def _transposed(graph: Graph, node: Node, argnum: int, tangent: Array) -> Array:
    """The JVP out of the VJP: entry i is the inner product of the tangent with the i-th unit vector pulled back."""
    rule = pull_back(node.op or "", argnum)
    operands = [graph[tail].value for tail in node.operands]
    pushed = np.empty(int(np.prod(node.shape)))
    for index in range(pushed.size):
        unit = np.zeros(pushed.size)
        unit[index] = 1.0
        cotangent = rule(unit.reshape(node.shape)[()], node.value, *operands, **node.params) if rule else 0.0
        pushed[index] = np.sum(unbroadcast(np.float64(cotangent), np.shape(operands[argnum])) * tangent)
    return pushed.reshape(node.shape)[()]
