"""The paths from a node to the output: how many there are, which contribute most, and what each contributes.

The gradient of a node is the sum of the contributions of all its paths; the contribution of a path is the seed
pulled back over its edges one after the other (the chain rule). Backpropagation gets the same sum with one visit per
edge (Griewank & Walther, *Evaluating Derivatives*, §3.2).
"""

import heapq
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from engine.graph import Array, Edge, Graph
from engine.passes import ONE, pulled_back
from engine.trace import Trace

MAX_LISTED = 50
"""Up to this many paths are listed all."""
BEST = 20
"""Of more paths, this many are listed."""


@dataclass(frozen=True)
class Path:
    """The ``edges`` from the output down to the node, by id, and what this path adds to the node's gradient."""

    edges: tuple[str, ...]
    contribution: Array


@dataclass(frozen=True, slots=True)
class _Partial:
    """The part of a path from the output to some node; ``weight`` ranks it, ``link`` is the rest of it."""

    weight: float
    link: "tuple[Edge, _Partial] | None"


@dataclass(frozen=True)
class PathFinder:
    """The paths of one trace from the output to the node ``start``, over the edges that carry a gradient."""

    trace: Trace
    start: str

    @property
    def graph(self) -> Graph:
        """The graph of the trace."""
        return self.trace.graph

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """The edges on any path, in the order in which the backward pass visits them."""
        below = {self.start}
        for node in self.graph.applications:
            if any(edge.tail in below and edge.id in self.trace.contributions for edge in self._operands(node.id)):
                below.add(node.id)
        return tuple(
            edge
            for node in reversed(self.graph.applications)
            for edge in self._operands(node.id)
            if edge.tail in below and edge.id in self.trace.contributions
        )

    def _operands(self, head: str) -> Iterator[Edge]:
        return (Edge(tail, head, argnum) for argnum, tail in enumerate(self.graph[head].operands))

    @cached_property
    def counts(self) -> tuple[int, int]:
        """How many paths there are, and how many edges all of them have together: exact, however many."""
        paths, steps = {self.graph.output: 1}, {self.graph.output: 0}
        for edge in self.edges:
            paths[edge.tail] = paths.get(edge.tail, 0) + paths[edge.head]
            steps[edge.tail] = steps.get(edge.tail, 0) + steps[edge.head] + paths[edge.head]
        return paths.get(self.start, 0), steps.get(self.start, 0)

    @property
    def is_complete(self) -> bool:
        """Whether there are few enough paths to list them all."""
        return self.counts[0] <= MAX_LISTED

    @cached_property
    def is_scalar(self) -> bool:
        """Whether every edge of the paths joins two single numbers, so that the largest contributions can be found."""
        return all(self.graph[end].shape == () for edge in self.edges for end in (edge.tail, edge.head))

    @cached_property
    def paths(self) -> tuple[Path, ...]:
        """All paths; or, of too many, those that contribute most, and in graphs with arrays the shortest ones."""
        partials = self._by_size() if self.is_scalar else self._by_length()
        return tuple(self._path(partial) for partial in partials)

    def _by_size(self) -> list[_Partial]:
        return self._best(lambda weight, edge: weight * self.factors[edge.id], _size)

    def _by_length(self) -> list[_Partial]:
        return self._best(lambda weight, edge: weight + 1, lambda partial: -partial.weight)

    def _best(self, extended: Callable[[float, Edge], float], rank: Callable[[_Partial], Any]) -> list[_Partial]:
        """The best paths, by keeping at each node the best parts that lead there.

        Exact, because of two parts that lead to the same node the better one stays the better one over any edge.
        """
        kept = MAX_LISTED if self.is_complete else BEST
        reached: dict[str, list[_Partial]] = {self.graph.output: [_Partial(1.0, None)]}
        for tail, edges in self._uses().items():
            found = [
                _Partial(extended(partial.weight, edge), (edge, partial))
                for edge in edges
                for partial in reached[edge.head]
            ]
            reached[tail] = found if len(found) <= kept else heapq.nlargest(kept, found, key=rank)
        return sorted(reached.get(self.start, []), key=rank, reverse=True)

    def _uses(self) -> Mapping[str, list[Edge]]:
        """The edges by tail; a tail stands after all heads of its edges."""
        uses: dict[str, list[Edge]] = {node.id: [] for node in reversed(self.graph.nodes)}
        for edge in self.edges:
            uses[edge.tail].append(edge)
        return {tail: edges for tail, edges in uses.items() if edges}

    @cached_property
    def factors(self) -> Mapping[str, float]:
        """What each edge between single numbers multiplies a gradient by: its local derivative, by edge id."""
        with np.errstate(all="ignore"):
            return {edge.id: float(self._pulled(edge, ONE)) for edge in self.edges}

    def _pulled(self, edge: Edge, upstream: Array) -> Array:
        return dict(pulled_back(self.graph, self.graph[edge.head], upstream))[edge.argnum]

    def _path(self, partial: _Partial) -> Path:
        edges: list[Edge] = []
        while partial.link is not None:
            edge, partial = partial.link
            edges.append(edge)
        edges.reverse()
        return Path(tuple(edge.id for edge in edges), self._contribution(edges))

    def _contribution(self, edges: list[Edge]) -> Array:
        with np.errstate(all="ignore"):
            cotangent = self.trace.cotangents[self.graph.output]
            for edge in edges:
                cotangent = self._pulled(edge, cotangent)
        return cotangent


def _size(partial: _Partial) -> float:
    """The size of a contribution; what is not a number counts as the largest."""
    return math.inf if math.isnan(partial.weight) else abs(partial.weight)
