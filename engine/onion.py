"""The chain rule peeled layer by layer, where one path leads from a leaf to the output: dy/dx = dy/du · du/dx."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

import numpy as np

from engine.explain import Explainer
from engine.graph import Array, Edge, Node
from engine.lookup import leaf_named
from engine.op import Term
from engine.ops import OPS
from engine.paths import PathFinder
from engine.trace import Trace

_MOST_LAYERS = 12
_LARGEST_EXPANDED = 40
"""Nodes of a graph up to which factors are also written in terms of the leaf alone."""


class Obstacle(StrEnum):
    """Why a derivative cannot be peeled."""

    NO_PATH = "no_path"
    SEVERAL_PATHS = "several_paths"
    ARRAYS = "arrays"
    TOO_MANY_LAYERS = "too_many_layers"


@dataclass(frozen=True)
class Layer:
    """One step of the chain, from ``inner`` to ``node``, and its factor.

    In LaTeX: ``function`` is the step (``u = 3·x``), ``fraction`` its derivative (``du/dx``), ``symbols`` the same as
    a formula over the step's own operands, and ``expanded`` over the leaf, where no other leaf is around.
    """

    edge: str
    node: str
    inner: str
    function: str
    fraction: str
    symbols: str
    expanded: str | None
    number: Array


@dataclass(frozen=True)
class Onion:
    """The layers from the output (outermost) to the leaf; none where there is an ``obstacle``.

    In LaTeX: ``derivative`` is dy/dx; ``peels`` are the products of fractions, each with one more layer peeled off;
    ``symbols``, ``expanded`` and ``numbers`` (with the result) are the products of the layers' factors.
    """

    leaf: str
    obstacle: Obstacle | None
    derivative: str
    layers: tuple[Layer, ...] = ()
    peels: tuple[str, ...] = ()
    symbols: str | None = None
    expanded: str | None = None
    numbers: str | None = None
    value: Array | None = None


class _InLeaves(Explainer):
    """Writes every value in terms of the leaves."""

    def operand(self, node: Node) -> Term:
        if node.op is None:
            return self.script.operand(node)
        operands = [self.operand(self.graph[tail]) for tail in node.operands]
        return self.script.apply(OPS[node.op], operands, node.params)


def onion(trace: Trace, leaf: str) -> Onion:
    """The peeled chain rule for the leaf of this name. Raises EngineError where there is no such leaf."""
    node = leaf_named(trace.graph, leaf)
    finder = PathFinder(trace, node.id)
    obstacle = _obstacle(finder)
    derivative = _fraction(trace, trace.graph[trace.graph.output], node)
    if obstacle is not None:
        return Onion(leaf, obstacle, derivative)
    return _peeled(trace, leaf, list(finder.edges), derivative)


def _obstacle(finder: PathFinder) -> Obstacle | None:
    count = finder.counts[0]
    if count == 0 or not finder.edges:
        return Obstacle.NO_PATH
    if count > 1:
        return Obstacle.SEVERAL_PATHS
    if not finder.is_scalar:
        return Obstacle.ARRAYS
    return Obstacle.TOO_MANY_LAYERS if len(finder.edges) > _MOST_LAYERS else None


def _peeled(trace: Trace, leaf: str, edges: Sequence[Edge], derivative: str) -> Onion:
    explainer = Explainer(trace)
    symbols = [explainer.local_derivative(trace.graph[edge.head], edge.argnum) for edge in edges]
    expanded = _expanded(trace, edges)
    factors = [np.float64(trace.locals[edge.id]) for edge in edges]
    with np.errstate(all="ignore"):
        value = np.float64(np.prod(factors))
    return Onion(
        leaf=leaf,
        obstacle=None,
        derivative=derivative,
        layers=tuple(_layer(explainer, *parts) for parts in zip_longest(edges, symbols, expanded)),
        peels=tuple(_peel(trace, edges, count) for count in range(1, len(edges) + 1)),
        symbols=explainer.script.product(symbols),
        expanded=explainer.script.product(expanded) if expanded else None,
        numbers=explainer.product(factors, value),
        value=value,
    )


def _expanded(trace: Trace, edges: Sequence[Edge]) -> list[Term]:
    """The factors in terms of the only leaf; nothing where there are several, or where that would be long."""
    if len(trace.graph.leaves) > 1 or len(trace.graph) > _LARGEST_EXPANDED:
        return []
    writer = _InLeaves(trace)
    return [writer.local_derivative(trace.graph[edge.head], edge.argnum) for edge in edges]


def _layer(explainer: Explainer, edge: Edge, symbols: Term, expanded: Term | None) -> Layer:
    head, tail = explainer.graph[edge.head], explainer.graph[edge.tail]
    formula = explainer.value(head)
    return Layer(
        edge=edge.id,
        node=head.id,
        inner=tail.id,
        function=f"{formula.lhs} = {formula.symbols}",
        fraction=_fraction(explainer.trace, head, tail),
        symbols=symbols.text,
        expanded=expanded and expanded.text,
        number=np.float64(explainer.trace.locals[edge.id]),
    )


def _peel(trace: Trace, edges: Sequence[Edge], count: int) -> str:
    """The first ``count`` − 1 layers one by one, and what is inside of them in one piece."""
    graph, outer = trace.graph, edges[: count - 1]
    inside = _fraction(trace, graph[edges[count - 1].head], graph[edges[-1].tail])
    fractions = [_fraction(trace, graph[edge.head], graph[edge.tail]) for edge in outer]
    return r" \cdot ".join([*fractions, inside])


def _fraction(trace: Trace, above: Node, below: Node) -> str:
    """With a round ∂ where other leaves are held constant."""
    d = r"\partial " if len(trace.graph.leaves) > 1 else "d"
    return rf"\frac{{{d}{above.symbol}}}{{{d}{below.symbol}}}"
