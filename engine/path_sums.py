"""The gradient of a leaf written as the sum over its paths, beside what backpropagation needs for it."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from engine.explain import Explainer
from engine.graph import Array, Edge
from engine.lookup import leaf_named
from engine.op import Term
from engine.paths import Path, PathFinder
from engine.trace import Trace

_LONGEST_WRITTEN = 12
"""Factors of a product and addends of a sum up to which they are written out."""


class Listed(StrEnum):
    """Which paths are listed. Only contributions of single numbers can be ranked without visiting every path."""

    ALL = "all"
    LARGEST = "largest"
    SHORTEST = "shortest"


@dataclass(frozen=True)
class WrittenPath:
    """A path from the output down to the leaf, by edge ids and node ids.

    ``symbols`` is the product of its local derivatives in LaTeX, with ∂/∂ for ops that have none entry by entry;
    ``numbers`` the factor of every edge in numbers, with the result, for paths through single numbers.
    Both are None for long paths.
    """

    edges: tuple[str, ...]
    nodes: tuple[str, ...]
    contribution: Array
    symbols: str | None
    numbers: str | None


@dataclass(frozen=True)
class PathSum:
    """The ``paths`` of a leaf, whose contributions together with ``rest`` are its ``gradient``.

    ``count`` is the exact number of all paths, ``path_edges`` the number of edges on all of them together: the
    products that a sum over paths needs. ``edges`` of the graph lie on any of them, and the backward pass, which
    visits each edge once, needs ``visited`` for the gradients of all leaves. ``total`` is the written sum.
    """

    leaf: str
    node: str
    derivative: str
    gradient: Array
    count: int
    path_edges: int
    edges: int
    visited: int
    listed: Listed
    paths: tuple[WrittenPath, ...]
    rest: Array
    total: str | None


def path_sum(trace: Trace, leaf: str) -> PathSum:
    """The paths from the leaf of this name to the output. Raises EngineError where there is no such leaf."""
    node = leaf_named(trace.graph, leaf)
    finder, explainer = PathFinder(trace, node.id), Explainer(trace)
    contributions = [path.contribution for path in finder.paths]
    is_written = finder.is_complete and 1 < len(contributions) <= _LONGEST_WRITTEN
    with np.errstate(all="ignore"):
        rest = np.zeros(node.shape)[()] if finder.is_complete else trace.cotangent(node) - sum(contributions)
    return PathSum(
        leaf=leaf,
        node=node.id,
        derivative=explainer.derivative(node),
        gradient=trace.cotangent(node),
        count=finder.counts[0],
        path_edges=finder.counts[1],
        edges=len(finder.edges),
        visited=len(trace.contributions),
        listed=_listed(finder),
        paths=tuple(_written(finder, explainer, path) for path in finder.paths),
        rest=rest,
        total=explainer.sum(contributions) if is_written else None,
    )


def _listed(finder: PathFinder) -> Listed:
    if finder.is_complete:
        return Listed.ALL
    return Listed.LARGEST if finder.is_scalar else Listed.SHORTEST


def _written(finder: PathFinder, explainer: Explainer, path: Path) -> WrittenPath:
    by_id = {edge.id: edge for edge in finder.edges}
    edges = [by_id[edge] for edge in path.edges]
    factors = _factors(finder, explainer, edges)
    is_counted = finder.is_scalar and len(edges) <= _LONGEST_WRITTEN
    return WrittenPath(
        edges=path.edges,
        nodes=(finder.graph.output, *(edge.tail for edge in edges)),
        contribution=path.contribution,
        symbols=explainer.script.product(factors) if len(factors) <= _LONGEST_WRITTEN else None,
        numbers=_in_numbers(finder, explainer, edges, path.contribution) if is_counted else None,
    )


def _factors(finder: PathFinder, explainer: Explainer, edges: list[Edge]) -> list[Term]:
    """The local derivatives from the output down to the leaf, in symbols; a factor 1 is left out."""
    factors = [_factor(finder, explainer, edge) for edge in edges]
    return [factor for factor in factors if factor.text != "1"]


def _factor(finder: PathFinder, explainer: Explainer, edge: Edge) -> Term:
    head, tail = finder.graph[edge.head], finder.graph[edge.tail]
    if finder.trace.locals[edge.id] is None:
        return explainer.script.term(explainer.script.derivative(head, tail))
    return explainer.local_derivative(head, edge.argnum)


def _in_numbers(finder: PathFinder, explainer: Explainer, edges: list[Edge], result: Array) -> str:
    """The factor of every edge, 1 and −1 too, so that the edges that were counted can be found again."""
    seed = finder.trace.cotangents[finder.graph.output]
    numbers = [np.float64(finder.factors[edge.id]) for edge in edges]
    return explainer.product([*([] if seed == 1 and numbers else [seed]), *numbers], result)
