"""One application of an op as it is written: its operands, its result and its rules, in symbols and in numbers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from engine.graph import Array, Graph, Node
from engine.op import Op, Term
from engine.ops import OPS
from engine.pocket import digits_for
from engine.rules import Writer, Written, computation, fold, parse, pull_back_formula
from engine.script import Script


@dataclass(frozen=True)
class Application:
    """The op at ``node``, written in ``script``; ``operand`` writes a value where it is used."""

    graph: Graph
    node: Node
    script: Script
    operand: Callable[[Node], Term]

    @cached_property
    def op(self) -> Op:
        return OPS[self.node.op or ""]

    @cached_property
    def tails(self) -> tuple[Node, ...]:
        """The operands, by argnum."""
        return tuple(self.graph[tail] for tail in self.node.operands)

    @property
    def values(self) -> list[Array]:
        """The values of the operands."""
        return [tail.value for tail in self.tails]

    def value_in_symbols(self) -> Term:
        """The op applied to the names of its operands."""
        return self.script.apply(self.op, [self.operand(tail) for tail in self.tails], self.node.params)

    def value_in_numbers(self) -> Term:
        """The op applied to the values of its operands, with digits that give the result shown."""
        compute = computation(self.op.name)
        digits = digits_for(self.node.value, lambda round: [compute(*map(round, self.values), **self.node.params)])
        write = self.script.with_digits(digits).number
        return self.script.apply(self.op, [write(value) for value in self.values], self.node.params)

    def local_in_symbols(self, argnum: int) -> Term:
        """∂ node / ∂ operand of an elementwise op."""
        return self._local(argnum, self.script, self._symbols)

    def local_in_numbers(self, argnum: int, script: Script) -> Term:
        """The same with values in place of names."""
        return self._local(argnum, script, self._numbers(script))

    def _local(self, argnum: int, script: Script, names: Mapping[str, Written]) -> Term:
        return fold(parse(self.op.rule(argnum) or "0"), Writer(script, self._statics(argnum)), names).term

    def pull_back(self, argnum: int, upstream: str, cotangent: Array) -> tuple[str, str]:
        """A whole VJP, as for sums and matrix products, in symbols and in numbers."""
        rule = pull_back_formula(self.op.name, argnum)
        if rule is None:
            return "0", "0"
        writer = Writer(self.script, self._statics(argnum))
        symbols = fold(rule, writer, {**self._symbols, "g": Written(self.script.term(upstream))})
        known = Written(self.script.number(cotangent), cotangent)
        numbers = fold(rule, writer, {**self._numbers(self.script), "g": known})
        return symbols.term.text, numbers.term.text

    @cached_property
    def _named(self) -> dict[str, Node]:
        return dict(zip(self.op.operand_names(len(self.tails)), self.tails, strict=True))

    @cached_property
    def _symbols(self) -> dict[str, Written]:
        """Operands and ``out`` as symbols; plain numbers as themselves."""
        operands = {name: self._symbol(tail) for name, tail in self._named.items()}
        return {**operands, **self._params, "out": Written(self.operand(self.node))}

    def _symbol(self, tail: Node) -> Written:
        term = self.operand(tail)
        return Written(term, tail.value, is_constant=True) if tail.is_folded else Written(term)

    def _numbers(self, script: Script) -> dict[str, Written]:
        """Operands and ``out`` as their values."""
        nodes = {**self._named, "out": self.node}
        values = {name: Written(script.number(one.value), one.value, one.is_folded) for name, one in nodes.items()}
        return {**values, **self._params}

    @cached_property
    def _params(self) -> dict[str, Written]:
        numbers = {name: np.float64(value) for name, value in self.node.params.items() if isinstance(value, float)}
        return {name: Written(self.script.number(value), value, is_constant=True) for name, value in numbers.items()}

    def _statics(self, argnum: int) -> dict[str, Any]:
        operands = {name: tail.value for name, tail in self._named.items()}
        return {**operands, **self.node.params, "out": self.node.value, "argnum": argnum}
