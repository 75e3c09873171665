"""Finding what a person asks about: a leaf by its name, a node or an edge by its id."""

from collections.abc import Sequence

from engine.errors import EngineError
from engine.graph import Edge, Graph, Node


def leaf_named(graph: Graph, name: str) -> Node:
    """The leaf called ``name``. Raises EngineError where there is none."""
    for leaf in graph.leaves:
        if leaf.name == name:
            return leaf
    names = ", ".join(leaf.name or "" for leaf in graph.leaves)
    raise EngineError("unknown_leaf", None, name=name, names=names)


def node_with(graph: Graph, node_id: str) -> Node:
    """The node with this id. Raises EngineError where there is none."""
    if node_id not in graph.values:
        raise EngineError("unknown_node", None, node=node_id)
    return graph[node_id]


def edge_with(graph: Graph, edge_id: str) -> Edge:
    """The edge with this id. Raises EngineError where there is none."""
    for edge in graph.edges:
        if edge.id == edge_id:
            return edge
    raise EngineError("unknown_edge", None, edge=edge_id)


def entry_of(node: Node, index: Sequence[int] = ()) -> tuple[int, ...]:
    """The index of one entry of the node; of an array the first one, where none is given.

    Raises EngineError where the node has no such entry.
    """
    chosen = tuple(index) or (0,) * len(node.shape)
    if len(chosen) != len(node.shape) or not all(0 <= at < size for at, size in zip(chosen, node.shape, strict=True)):
        raise EngineError("no_such_entry", None, name=node.label, shape=str(node.shape), index=str(list(chosen)))
    return chosen
