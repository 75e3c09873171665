"""Forward mode: one input is seeded with tangent 1, and tangents are walked forward to the output.

The tangent of a node is its derivative by the seeded input. One walk gives the derivatives by one input; the
backward pass gives those by all inputs in one walk (Griewank & Walther, *Evaluating Derivatives*, §3.1 and §3.2).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.explain import Explainer
from engine.graph import Array, Edge, Graph, Node
from engine.lookup import entry_of, leaf_named
from engine.op import PRODUCT, SUM, Term
from engine.passes import tangents
from engine.pocket import digits_for
from engine.rules import pull_back
from engine.trace import Trace


@dataclass(frozen=True)
class TangentStep:
    """One step of the walk: the ``tangent`` of ``node``, carried over ``edges``.

    In LaTeX: ``lhs`` is the tangent, ``meaning`` the derivative that it is, ``symbols`` and ``numbers`` the sum of
    local derivative times tangent of the operand, ``result`` its value. ``numbers`` is None for arrays.
    """

    index: int
    kind: str
    node: str
    edges: tuple[str, ...]
    tangent: Array
    lhs: str
    meaning: str
    symbols: str
    numbers: str | None
    result: str


@dataclass(frozen=True)
class Cost:
    """What the derivatives by all entries of all leaves cost: walks, and products with local derivatives."""

    passes: int
    products: int


@dataclass(frozen=True)
class ForwardMode:
    """The walk of one entry of a leaf, and what it cost, beside the costs of both modes for the whole graph.

    ``tangent`` is that of the output: d output / d entry, which is ``gradient`` where the seed is 1.
    """

    leaf: str
    index: tuple[int, ...]
    steps: tuple[TangentStep, ...]
    tangent: Array
    products: int
    forward: Cost
    backward: Cost


def forward_mode(trace: Trace, leaf: str, index: Sequence[int] = ()) -> ForwardMode:
    """Walk tangents from one entry of the leaf of this name; of an array the first one, where no index is given.

    Raises EngineError where there is no such leaf or entry.
    """
    graph, node = trace.graph, leaf_named(trace.graph, leaf)
    entry = entry_of(node, index)
    seed = np.zeros(node.shape)
    seed[entry] = 1.0
    moved = tangents(graph, {node.id: seed})
    writer = _Writer(Explainer(trace), node, moved)
    products = _products(graph)
    return ForwardMode(
        leaf=leaf,
        index=entry,
        steps=writer.steps(),
        tangent=moved.get(graph.output, np.zeros(graph[graph.output].shape)[()]),
        products=products[leaf],
        forward=_forward_cost(graph, products),
        backward=Cost(1, len(trace.contributions)),
    )


def _forward_cost(graph: Graph, products: Mapping[str, int]) -> Cost:
    sizes = {leaf.name or "": int(np.size(leaf.value)) for leaf in graph.leaves}
    return Cost(sum(sizes.values()), sum(size * products[leaf] for leaf, size in sizes.items()))


def _products(graph: Graph) -> dict[str, int]:
    """For each leaf over how many edges a tangent of it is carried."""
    names = [leaf.name or "" for leaf in graph.leaves]
    depends = {leaf.id: np.arange(len(names)) == number for number, leaf in enumerate(graph.leaves)}
    nothing = np.zeros(len(names), dtype=bool)
    counts = np.zeros(len(names), dtype=int)
    for edge in _carrying(graph):
        through = depends.get(edge.tail, nothing)
        counts += through
        depends[edge.head] = depends.get(edge.head, nothing) | through
    return dict(zip(names, counts.tolist(), strict=True))


def _carrying(graph: Graph) -> list[Edge]:
    """The edges over which a derivative passes, in execution order."""
    return [edge for edge in graph.edges if pull_back(graph[edge.head].op or "", edge.argnum) is not None]


@dataclass(frozen=True)
class _Writer:
    explainer: Explainer
    leaf: Node
    moved: Mapping[str, Array]

    def steps(self) -> tuple[TangentStep, ...]:
        """The seed, then each op that a tangent reaches."""
        graph = self.explainer.graph
        pushed = [node for node in graph.applications if node.id in self.moved]
        by_head = {
            node.id: [edge for edge in _carrying_into(graph, node) if edge.tail in self.moved] for node in pushed
        }
        return (self._seed(), *(self._step(index, node, by_head[node.id]) for index, node in enumerate(pushed, 1)))

    def _seed(self) -> TangentStep:
        one = self.explainer.script.number(self.moved[self.leaf.id]).text
        return self._written(0, "seed", self.leaf, (), one, one)

    def _step(self, index: int, node: Node, edges: list[Edge]) -> TangentStep:
        symbols = _sum([self.explainer.script.product(self._factors(edge)) for edge in edges])
        return self._written(
            index, "push_forward", node, tuple(edge.id for edge in edges), symbols, self._numbers(node, edges)
        )

    def _written(
        self, index: int, kind: str, node: Node, edges: tuple[str, ...], symbols: str, numbers: str | None
    ) -> TangentStep:
        script = self.explainer.script
        return TangentStep(
            index=index,
            kind=kind,
            node=node.id,
            edges=edges,
            tangent=self.moved[node.id],
            lhs=_dotted(node),
            meaning=script.derivative(node, self.leaf),
            symbols=symbols,
            numbers=numbers,
            result=script.number(self.moved[node.id]).text,
        )

    def _factors(self, edge: Edge) -> list[Term]:
        """Local derivative and tangent; of an op that has none entry by entry, its Jacobian and the tangent."""
        graph, script = self.explainer.graph, self.explainer.script
        head, tangent = graph[edge.head], script.term(_dotted(graph[edge.tail]))
        if self.explainer.trace.locals[edge.id] is None:
            return [script.term(script.derivative(head, graph[edge.tail])), tangent]
        return [self.explainer.local_derivative(head, edge.argnum), tangent]

    def _numbers(self, node: Node, edges: list[Edge]) -> str | None:
        locals_ = [self.explainer.trace.locals[edge.id] for edge in edges]
        pairs = [
            (local, self.moved[edge.tail]) for local, edge in zip(locals_, edges, strict=True) if local is not None
        ]
        if len(pairs) < len(edges) or any(np.ndim(value) for pair in pairs for value in pair):
            return None
        result = self.moved[node.id]
        digits = digits_for(result, lambda round: [np.float64(sum(round(local) * round(dot) for local, dot in pairs))])
        script = self.explainer.script.with_digits(digits)
        return " + ".join(
            f"{script.number(local):{SUM + (number > 0)}}{script.times}{script.number(dot):{PRODUCT}}"
            for number, (local, dot) in enumerate(pairs)
        )


def _carrying_into(graph: Graph, node: Node) -> list[Edge]:
    edges = (Edge(tail, node.id, argnum) for argnum, tail in enumerate(node.operands))
    return [edge for edge in edges if pull_back(node.op or "", edge.argnum) is not None]


def _dotted(node: Node) -> str:
    base, index, rest = node.symbol.partition("_{")
    return rf"\dot{{{base}}}{index}{rest}"


def _sum(terms: list[str]) -> str:
    """A minus at the beginning of a term becomes that of the sum."""
    first, *others = terms
    return first + "".join(f" - {term[1:]}" if term.startswith("-") else f" + {term}" for term in others)
