"""The passes run on values that record what is done with them: a graph becomes expressions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.graph import Graph
from engine.passes import forward, reverse


class CannotRecord(Exception):
    """This operation cannot be written down in this kind of code."""


@dataclass(frozen=True)
class Recording:
    """What a graph computes: ``primals`` and ``cotangents`` by node id, as values that record."""

    primals: Mapping[str, Any]
    cotangents: Mapping[str, Any]


def record(graph: Graph, leaves: Mapping[str, Any]) -> Recording:
    """The forward and the backward pass of ``graph`` with recording values for all its leaves, by node id."""
    primals = forward(graph, leaves)
    recorded = Graph(tuple(replace(node, value=primals[node.id]) for node in graph), graph.output)
    return Recording(primals, reverse(recorded).cotangents)
