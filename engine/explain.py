"""The mathematics of a step: in symbols, in numbers, and its result, as LaTeX.

Everything is read off the formulas of the op table (``rules``), so what is shown is what was computed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from engine.graph import Edge, Graph, Node
from engine.op import PRODUCT, SUM, Op, Term
from engine.ops import OPS
from engine.rules import Writer, Written, fold, parse, pull_back_formula
from engine.script import LATEX, Script
from engine.trace import Step, Trace

_LONGEST_CHAIN = 12


@dataclass(frozen=True)
class Formula:
    """Three lines in one script, ``lhs = symbols``, ``= numbers``, ``= result``: the value or gradient of ``target``.

    ``total`` is the accumulation (``3 + 3 = 6``) where the target is used more than once; ``chain`` the
    product of all local derivatives from the output to the target, where there is one path only.
    """

    edge: str | None
    target: str
    lhs: str
    symbols: str
    numbers: str
    result: str
    total: str | None = None
    chain: str | None = None


@dataclass(frozen=True)
class Explainer:
    """Writes the formulas of the steps of one trace."""

    trace: Trace
    script: Script = LATEX

    @property
    def graph(self) -> Graph:
        return self.trace.graph

    def formulas(self, step: Step) -> tuple[Formula, ...]:
        """The formulas of a step: one, or one per contribution of a backward step."""
        node = self.graph[step.node]
        match step.kind:
            case "apply":
                return (self._value(node),)
            case "seed":
                return (self._seed(node),)
            case "pull_back":
                edges = (Edge(tail, node.id, argnum) for argnum, tail in enumerate(node.operands))
                return tuple(self._gradient(node, edge) for edge in edges if edge.id in self.trace.contributions)
            case _:
                return (self._update(node),)

    def _value(self, node: Node) -> Formula:
        op = OPS[node.op or ""]
        operands = [self.graph[tail] for tail in node.operands]
        symbols = self.script.apply(op, [self.script.operand(operand) for operand in operands], node.params)
        numbers = self.script.apply(op, [self.script.number(operand.value) for operand in operands], node.params)
        return Formula(
            None, node.id, self.script.name(node), symbols.text, numbers.text, self.script.number(node.value).text
        )

    def _seed(self, node: Node) -> Formula:
        one = self.script.number(self.trace.cotangents[node.id]).text
        return Formula(None, node.id, self._derivative(node), one, one, one)

    def _gradient(self, node: Node, edge: Edge) -> Formula:
        tail = self.graph[edge.tail]
        contribution = self.trace.contributions[edge.id]
        write = self._product if OPS[node.op or ""].has_locals else self._pull_back
        symbols, numbers = write(node, edge.argnum)
        return Formula(
            edge=edge.id,
            target=tail.id,
            lhs=self._derivative(tail),
            symbols=symbols,
            numbers=numbers,
            result=self.script.number(contribution).text,
            total=self._total(edge),
            chain=self._chain(tail),
        )

    def _product(self, node: Node, argnum: int) -> tuple[str, str]:
        """Upstream gradient times local derivative, in symbols and in numbers."""
        op = OPS[node.op or ""]
        rule, writer = parse(op.rule(argnum) or "0"), Writer(self.script, self._statics(op, node, argnum))
        symbols = fold(rule, writer, self._symbols(op, node)).term
        numbers = fold(rule, writer, self._numbers(op, node)).term
        return self._times(self._derivative(node), symbols), self._times_in_numbers(node, argnum, numbers)

    def _times_in_numbers(self, node: Node, argnum: int, numbers: Term) -> str:
        upstream, times = self.script.number(self.trace.cotangent(node)).text, self.script.times
        written = f"{upstream}{times}{numbers:{PRODUCT + 1}}"
        derivative = self.trace.locals[f"{node.id}.{argnum}"]
        value = self.script.number(derivative if derivative is not None else np.float64(0))
        return written if numbers.text == value.text else f"{written} = {upstream}{times}{value:{PRODUCT + 1}}"

    def _pull_back(self, node: Node, argnum: int) -> tuple[str, str]:
        """A whole VJP, as for sums and matrix products."""
        op = OPS[node.op or ""]
        rule = pull_back_formula(op.name, argnum)
        if rule is None:
            return "0", "0"
        writer = Writer(self.script, self._statics(op, node, argnum))
        upstream = Written(self.script.term(self._derivative(node)))
        symbols = fold(rule, writer, {**self._symbols(op, node), "g": upstream})
        cotangent = self.trace.cotangent(node)
        known = Written(self.script.number(cotangent), cotangent)
        return symbols.term.text, fold(rule, writer, {**self._numbers(op, node), "g": known}).term.text

    def _operands(self, op: Op, node: Node) -> dict[str, Node]:
        names = op.operand_names(len(node.operands))
        return {name: self.graph[tail] for name, tail in zip(names, node.operands, strict=True)}

    def _symbols(self, op: Op, node: Node) -> dict[str, Written]:
        """Operands and ``out`` as symbols; plain numbers as themselves."""
        operands = {name: self._symbol(operand) for name, operand in self._operands(op, node).items()}
        return {**operands, **self._params(node), "out": Written(self.script.operand(node))}

    def _symbol(self, node: Node) -> Written:
        term = self.script.operand(node)
        return Written(term, node.value, is_constant=True) if node.is_folded else Written(term)

    def _numbers(self, op: Op, node: Node) -> dict[str, Written]:
        """Operands and ``out`` as their values."""
        nodes = {**self._operands(op, node), "out": node}
        values = {name: Written(self.script.number(one.value), one.value, one.is_folded) for name, one in nodes.items()}
        return {**values, **self._params(node)}

    def _params(self, node: Node) -> dict[str, Written]:
        numbers = {name: np.float64(value) for name, value in node.params.items() if isinstance(value, float)}
        return {name: Written(self.script.number(value), value, is_constant=True) for name, value in numbers.items()}

    def _statics(self, op: Op, node: Node, argnum: int) -> dict[str, Any]:
        operands = {name: operand.value for name, operand in self._operands(op, node).items()}
        return {**operands, **node.params, "out": node.value, "argnum": argnum}

    def _derivative(self, node: Node) -> str:
        return self.script.derivative(self.graph[self.graph.output], node)

    def _total(self, edge: Edge) -> str | None:
        """The running sum up to and with this edge, where the tail is used more than once."""
        uses = [use.id for use in self._uses_in_backward_order[edge.tail]]
        if len(uses) < 2:
            return None
        so_far = uses[: uses.index(edge.id) + 1]
        parts = [self.trace.contributions[use] for use in so_far]
        addends = [f"{self.script.number(part):{SUM + (index > 0)}}" for index, part in enumerate(parts)]
        with np.errstate(all="ignore"):
            total = self.script.number(np.float64(sum(parts))).text
        return f"{' + '.join(addends)} = {total}" if len(parts) > 1 else None

    @cached_property
    def _uses_in_backward_order(self) -> Mapping[str, list[Edge]]:
        order = {node.id: index for index, node in enumerate(reversed(self.graph.applications))}
        return {
            node_id: sorted(
                (e for e in edges if e.id in self.trace.contributions), key=lambda e: (order[e.head], e.argnum)
            )
            for node_id, edges in self.graph.uses.items()
        }

    def _chain(self, target: Node) -> str | None:
        """All local derivatives from the output to ``target``, each under-braced with its op."""
        path = self._only_path(target)
        if len(path) < 2 or len(path) > _LONGEST_CHAIN:
            return None
        factors = []
        for edge in reversed(path):
            head = self.graph[edge.head]
            derivative = self.trace.locals[edge.id]
            if derivative is None or np.ndim(derivative):
                return None
            factors.append(self.script.under(f"{self.script.number(derivative):{SUM + 1}}", OPS[head.op or ""].title))
        result = self.script.number(self.trace.cotangent(target)).text
        product = self.script.times.join(factors)
        return f"{self._derivative(target)} = {product} = {result}"

    def _only_path(self, target: Node) -> list[Edge]:
        """The edges from ``target`` up to the output, where no node on the way is used twice; else nothing."""
        path: list[Edge] = []
        node = target.id
        while node != self.graph.output:
            uses = self._uses_in_backward_order[node]
            if len(uses) != 1 or len(path) > _LONGEST_CHAIN:
                return []
            path.append(uses[0])
            node = uses[0].head
        return path

    def _update(self, node: Node) -> Formula:
        name, times = self.script.name(node), self.script.times
        rate = self.script.number(np.float64(self.trace.learning_rate)).text
        symbols = f"{name} − η{times}{self._derivative(node)}"
        gradient = f"{self.script.number(self.trace.cotangent(node)):{PRODUCT + 1}}"
        numbers = f"{self.script.number(node.value).text} − {rate}{times}{gradient}"
        return Formula(None, node.id, name, symbols, numbers, self.script.number(self.trace.updated[node.id]).text)

    def _times(self, upstream: str, local_derivative: Term) -> str:
        match local_derivative.text:
            case "1":
                return upstream
            case "-1" | "−1":
                return f"−{upstream}"
        return f"{upstream}{self.script.times}{local_derivative:{PRODUCT + 1}}"
