"""The computation graph: immutable nodes in execution order, the edges between them, and their groups."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

import networkx as nx
import numpy as np

from engine.errors import Span

Array = np.ndarray | np.float64
"""A value: a float64 array of up to four dimensions; a scalar is the 0-d case."""


def no_params() -> Mapping[str, Any]:
    """The params of an op that has none."""
    return _NO_PARAMS


_NO_PARAMS: Mapping[str, Any] = MappingProxyType({})


class Role(StrEnum):
    """What a node is to the learner."""

    INPUT = "input"
    PARAMETER = "parameter"
    CONSTANT = "constant"
    INTERMEDIATE = "intermediate"
    OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class Node:
    """One value of the program: a leaf (``op`` is None), or the result of an op.

    ``operands`` are the ids of the values the op was applied to, by argnum; ``params`` its static
    parameters, such as an axis. ``label`` is the expression as the learner would write it, ``symbol`` its
    name in LaTeX. ``span`` is where in the source the node comes from, ``group`` the innermost group it is in.
    """

    id: str
    op: str | None
    operands: tuple[str, ...]
    value: Array
    label: str
    symbol: str
    role: Role
    name: str | None = None
    params: Mapping[str, Any] = field(default_factory=no_params)
    span: Span | None = None
    group: str | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the value; () for a scalar."""
        return self.value.shape

    @property
    def is_leaf(self) -> bool:
        """Whether no op produced this node."""
        return self.op is None

    @property
    def is_folded(self) -> bool:
        """Whether the node is a plain number, drawn inside the ops that use it and not as a box of its own."""
        return self.role is Role.CONSTANT and self.name is None and np.size(self.value) == 1


@dataclass(frozen=True, slots=True)
class Edge:
    """The use of the value of ``tail`` as operand ``argnum`` of ``head``."""

    tail: str
    head: str
    argnum: int

    @property
    def id(self) -> str:
        """Distinct even for the two edges of ``x*x``."""
        return f"{self.head}.{self.argnum}"


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes that belong together: a function call, a module, one turn of a loop, a source line."""

    id: str
    kind: str
    label: str
    parent: str | None = None
    span: Span | None = None


@dataclass(frozen=True)
class Graph:
    """Nodes in execution order (every operand stands before its use) and the node that is differentiated."""

    nodes: tuple[Node, ...]
    output: str
    groups: tuple[Group, ...] = ()
    _by_id: dict[str, Node] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {node.id: node for node in self.nodes})

    def __getitem__(self, node_id: str) -> Node:
        return self._by_id[node_id]

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes)

    def __len__(self) -> int:
        return len(self.nodes)

    @cached_property
    def values(self) -> Mapping[str, Array]:
        """The value of every node, by id."""
        return {node.id: node.value for node in self.nodes}

    @cached_property
    def folded(self) -> frozenset[str]:
        """The ids of the plain numbers that are drawn inside the ops that use them."""
        return frozenset(node.id for node in self.nodes if node.is_folded)

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """All uses, ordered by head and argnum."""
        return tuple(Edge(tail, node.id, argnum) for node in self.nodes for argnum, tail in enumerate(node.operands))

    @cached_property
    def applications(self) -> tuple[Node, ...]:
        """The nodes that an op produced, in execution order: one forward step each."""
        return tuple(node for node in self.nodes if not node.is_leaf)

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """The named leaves, which have a gradient: inputs, parameters and named constants."""
        return tuple(node for node in self.nodes if node.is_leaf and node.name is not None)

    @cached_property
    def parameters(self) -> tuple[Node, ...]:
        """The leaves that an update changes."""
        return tuple(node for node in self.leaves if node.role is Role.PARAMETER)

    @cached_property
    def uses(self) -> Mapping[str, tuple[Edge, ...]]:
        """For each node the edges that leave it: the uses over which its gradient is a sum."""
        found: dict[str, list[Edge]] = {node.id: [] for node in self.nodes}
        for edge in self.edges:
            found[edge.tail].append(edge)
        return {node_id: tuple(edges) for node_id, edges in found.items()}

    def dependents(self, names: Iterable[str]) -> set[str]:
        """The nodes (by id) that are computed from the leaves with these names, these leaves included."""
        chosen = set(names)
        found = {leaf.id for leaf in self.leaves if leaf.name in chosen}
        for node in self.applications:
            if not found.isdisjoint(node.operands):
                found.add(node.id)
        return found

    def to_networkx(self) -> "nx.MultiDiGraph[str]":
        """The same graph for NetworkX; edge keys are argnums."""
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_nodes_from((node.id, {"op": node.op, "role": str(node.role)}) for node in self.nodes)
        for edge in self.edges:
            graph.add_edge(edge.tail, edge.head, edge.argnum)
        return graph
