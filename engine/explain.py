"""The mathematics of a step: in symbols, in numbers, and its result, as LaTeX.

Everything is read off the formulas of the op table (``rules``), so what is shown is what was computed.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.application import Application
from engine.graph import Array, Edge, Graph, Node
from engine.op import SIGN, SUM, Term
from engine.ops import OPS
from engine.pocket import Rounding, digits_for
from engine.rules import (
    pull_back,
    unbroadcast,
)
from engine.script import LATEX, Script
from engine.titles import title
from engine.trace import Step, Trace

_LONGEST_CHAIN = 12
_MOST_ADDENDS = 6


@dataclass(frozen=True)
class Broadcast:
    """An operand of shape ``small`` was copied along ``axes`` to ``large``, so its gradient is summed over them."""

    small: tuple[int, ...]
    large: tuple[int, ...]
    axes: tuple[int, ...]


@dataclass(frozen=True)
class Formula:
    """Three lines in one script, ``lhs = symbols``, ``= numbers``, ``= result``: the value or gradient of ``target``.

    ``total`` is the accumulation (``3 + 3 = 6``) where the target is used more than once; ``chain`` the
    product of all local derivatives from the output to the target, where there is one path only; ``broadcast``
    says over which copies of the target its gradient is summed.
    """

    edge: str | None
    target: str
    lhs: str
    symbols: str
    numbers: str
    result: str
    total: str | None = None
    chain: str | None = None
    broadcast: Broadcast | None = None


@dataclass(frozen=True)
class Explainer:
    """Writes the formulas of the steps of one trace."""

    trace: Trace
    script: Script = LATEX

    @cached_property
    def graph(self) -> Graph:
        return self.trace.graph

    def operand(self, node: Node) -> Term:
        """A value where it is used."""
        return self.script.operand(node)

    def formulas(self, step: Step) -> tuple[Formula, ...]:
        """The formulas of a step: one, or one per contribution of a backward step."""
        node = self.graph[step.node]
        match step.kind:
            case "apply":
                return (self.value(node),)
            case "seed":
                return (self._seed(node),)
            case "pull_back":
                edges = (Edge(tail, node.id, argnum) for argnum, tail in enumerate(node.operands))
                return tuple(self.contribution(edge) for edge in edges if edge.id in self.trace.contributions)
            case _:
                return (self.update(node),)

    def _application(self, node: Node) -> Application:
        known = self._applications
        if node.id not in known:
            known[node.id] = Application(self.graph, node, self.script, self.operand)
        return known[node.id]

    @cached_property
    def _applications(self) -> dict[str, Application]:
        return {}

    def value(self, node: Node) -> Formula:
        """How the value of a node that an op produced comes about."""
        written = self._application(node)
        symbols, numbers = written.value_in_symbols(), written.value_in_numbers()
        return Formula(
            None, node.id, self.script.name(node), symbols.text, numbers.text, self.script.number(node.value).text
        )

    def _seed(self, node: Node) -> Formula:
        one = self.script.number(self.trace.cotangents[node.id]).text
        return Formula(None, node.id, self.derivative(node), one, one, one)

    def contribution(self, edge: Edge) -> Formula:
        """How the contribution of an edge to the gradient of its tail comes about."""
        node, tail = self.graph[edge.head], self.graph[edge.tail]
        contribution = self.trace.contributions[edge.id]
        write = self._product if OPS[node.op or ""].has_locals else self._pull_back
        symbols, numbers = write(node, edge.argnum)
        broadcast = self._broadcast(edge)
        if broadcast is not None:
            symbols, *numbers = (self._summed(text, broadcast) for text in (symbols, *numbers))
        return Formula(
            edge=edge.id,
            target=tail.id,
            lhs=self.derivative(tail),
            symbols=symbols,
            numbers=" = ".join(numbers),
            result=self.script.number(contribution).text,
            total=self._total(edge),
            chain=self._chain(tail),
            broadcast=broadcast,
        )

    def _broadcast(self, edge: Edge) -> Broadcast | None:
        """How the tail was copied to take part in the op; None where it was not."""
        node, small = self.graph[edge.head], self.graph[edge.tail].shape
        large = node.shape if OPS[node.op or ""].has_locals else self._pulled_back_shape(node, edge.argnum)
        surplus = len(large) - len(small)
        if surplus < 0:
            return None
        copied = (surplus + axis for axis, size in enumerate(small) if size == 1 != large[surplus + axis])
        axes = (*range(surplus), *copied)
        return Broadcast(small, large, axes) if axes else None

    def _pulled_back_shape(self, node: Node, argnum: int) -> tuple[int, ...]:
        """The shape of a whole VJP before copies are summed, as of a matrix that many others are multiplied with."""
        rule = pull_back(node.op or "", argnum)
        if rule is None:
            return ()
        operands = (self.graph.values[tail] for tail in node.operands)
        with np.errstate(all="ignore"):
            return np.shape(rule(self.trace.cotangent(node), node.value, *operands, **node.params))

    def _summed(self, text: str, broadcast: Broadcast) -> str:
        """``sum(…, axis=0)``"""
        params = {"axis": broadcast.axes if len(broadcast.axes) < len(broadcast.large) else None}
        return self.script.apply(OPS["sum"], [self.script.term(text)], params).text

    def local_derivative(self, node: Node, argnum: int) -> Term:
        """∂ node / ∂ operand of an elementwise op, in symbols."""
        return self._application(node).local_in_symbols(argnum)

    def _product(self, node: Node, argnum: int) -> tuple[str, list[str]]:
        """Upstream gradient times local derivative, in symbols and, in one or two steps, in numbers."""
        written, script = self._application(node), self.script.with_digits(self._digits(node, argnum))
        symbols = self._times(self.derivative(node), written.local_in_symbols(argnum))
        return symbols, self._times_in_numbers(node, argnum, written.local_in_numbers(argnum, script), script)

    def _times_in_numbers(self, node: Node, argnum: int, numbers: Term, script: Script) -> list[str]:
        upstream, times = script.number(self.trace.cotangent(node)).text, script.times
        written = f"{upstream}{times}{numbers:{SIGN + 1}}"
        value = script.number(self._local(node, argnum))
        return [written] if numbers.text == value.text else [written, f"{upstream}{times}{value:{SIGN + 1}}"]

    def _local(self, node: Node, argnum: int) -> Array:
        derivative = self.trace.locals[f"{node.id}.{argnum}"]
        return np.float64(0) if derivative is None else derivative

    def _digits(self, node: Node, argnum: int) -> int:
        """With how many digits both products, with the rule and with its value, give the contribution shown."""
        rule, derivative = pull_back(node.op or "", argnum), self._local(node, argnum)
        values = [self.trace.cotangent(node), node.value, *(self.graph.values[tail] for tail in node.operands)]

        def products(round: Rounding) -> Iterator[Array]:
            if rule is not None:
                yield unbroadcast(rule(*map(round, values), **node.params), ())
            yield round(values[0]) * round(derivative)

        return digits_for(self.trace.contributions[f"{node.id}.{argnum}"], products)

    def _pull_back(self, node: Node, argnum: int) -> tuple[str, list[str]]:
        upstream, cotangent = self.derivative(node), self.trace.cotangent(node)
        symbols, numbers = self._application(node).pull_back(argnum, upstream, cotangent)
        return symbols, [numbers]

    def derivative(self, node: Node) -> str:
        """∂ output / ∂ node."""
        return self.script.derivative(self.graph[self.graph.output], node)

    def _total(self, edge: Edge) -> str | None:
        """The running sum up to and with this edge, where the tail is used more than once."""
        uses = self.contributing[edge.tail]
        count = uses.index(edge) + 1
        if count == 1:
            return None
        # Of very many addends those before are written as their sum.
        first = max(count - _MOST_ADDENDS, 0)
        parts = [self.trace.contributions[use.id] for use in uses[:count]]
        with np.errstate(all="ignore"):
            before = [np.float64(sum(parts[: first + 1]))] if first else parts[:1]
        return self.sum([*before, *parts[first + 1 :]])

    def sum(self, parts: Sequence[Array]) -> str:
        """``3 + 3 = 6``"""
        with np.errstate(all="ignore"):
            total = np.float64(sum(parts))
        script = self.script.with_digits(digits_for(total, lambda round: [np.float64(sum(map(round, parts)))]))
        addends = [f"{script.number(part):{SUM + (index > 0)}}" for index, part in enumerate(parts)]
        return f"{' + '.join(addends)} = {self.script.number(total).text}"

    @cached_property
    def contributing(self) -> Mapping[str, list[Edge]]:
        """For each node the uses that contribute to its gradient, in the order of the backward pass."""
        found: dict[str, list[Edge]] = {node.id: [] for node in self.graph}
        for node in reversed(self.graph.applications):
            for argnum, tail in enumerate(node.operands):
                edge = Edge(tail, node.id, argnum)
                if edge.id in self.trace.contributions:
                    found[tail].append(edge)
        return found

    def _chain(self, target: Node) -> str | None:
        """All local derivatives from the output to ``target``, each with the title of its op below."""
        path = self._only_path(target)
        if len(path) < 2 or len(path) > _LONGEST_CHAIN:
            return None
        titles = [title(self.graph, self.graph[edge.head]) for edge in reversed(path)]
        factors = [self.trace.locals[edge.id] for edge in reversed(path)]
        if any(factor is None or np.ndim(factor) for factor in factors):
            return None
        product = self.product([np.float64(factor) for factor in factors], self.trace.cotangent(target), titles)
        return f"{self.derivative(target)} = {product}"

    def product(self, factors: Sequence[Array], result: Array, titles: Sequence[str] = ()) -> str:
        """``−2.26 · 1.1 = −2.486``, each factor with its title below where there are titles."""
        script = self.script.with_digits(digits_for(result, lambda round: [np.float64(math.prod(map(round, factors)))]))
        written = [f"{script.number(factor):{SUM + 1}}" for factor in factors]
        if titles:
            written = list(map(script.under, written, titles))
        return f"{script.times.join(written)} = {self.script.number(result).text}"

    def _only_path(self, target: Node) -> list[Edge]:
        """The edges from ``target`` up to the output, where no node on the way is used twice; else nothing."""
        path: list[Edge] = []
        node = target.id
        while node != self.graph.output:
            uses = self.contributing[node]
            if len(uses) != 1 or len(path) > _LONGEST_CHAIN:
                return []
            path.append(uses[0])
            node = uses[0].head
        return path

    def update(self, node: Node) -> Formula:
        """How the new value of a parameter comes about."""
        name, times, move = self.script.name(node), self.script.times, self.trace.direction.move
        rate, gradient = np.float64(self.trace.learning_rate), self.trace.cotangent(node)
        updated = self.trace.updated[node.id]
        digits = digits_for(updated, lambda round: [move(round(node.value), round(rate) * round(gradient))])
        write = self.script.with_digits(digits).number
        sign = self.trace.direction.sign.replace("-", "−")
        symbols = f"{name} {sign} η{times}{self.derivative(node)}"
        numbers = f"{write(node.value).text} {sign} {write(rate):{SIGN + 1}}{times}{write(gradient):{SIGN + 1}}"
        return Formula(None, node.id, name, symbols, numbers, self.script.number(updated).text)

    def _times(self, upstream: str, local_derivative: Term) -> str:
        match local_derivative.text:
            case "1":
                return upstream
            case "-1" | "−1":
                return f"−{upstream}"
        return f"{upstream}{self.script.times}{local_derivative:{SIGN + 1}}"
