"""Sums over entries, written out: ``W₁₁·x₁ + W₁₂·x₂`` and ``0.1·1 + 0.2·2``."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from engine.addends import Addend, Index, Place, is_linear
from engine.graph import Array, Edge, Node
from engine.op import PRODUCT, SIGN, SUM, Term
from engine.pocket import Rounding, digits_for
from engine.script import LATEX, Script
from engine.trace import Trace

WRITTEN = 9
"""So many addends are written; of a longer sum the middle is left out."""

_LETTER = re.compile(r"[A-Za-z]|\\[A-Za-z]+")


def indexed(symbol: str, index: Index) -> str:
    """``W_{1,2}`` for the entry (0, 1); a symbol that has a subscript already is put in parentheses."""
    if not index:
        return symbol
    base = symbol if _LETTER.fullmatch(symbol) else f"({symbol})"
    return f"{base}_{{{','.join(str(at + 1) for at in index)}}}"


def listed(texts: Sequence[str], dots: str, separator: str = ", ") -> str:
    """All texts, or the first ones, dots and the last one."""
    shown = texts if len(texts) <= WRITTEN else [*texts[: WRITTEN - 2], dots, texts[-1]]
    return separator.join(shown)


@dataclass(frozen=True)
class Sum:
    """Writes the addends of an entry that ``node`` computes, or that it gives to an operand over ``edge``."""

    trace: Trace
    node: Node
    addends: Sequence[Addend]
    edge: Edge | None = None
    script: Script = LATEX

    def symbols(self, index: Index) -> str:
        """The sum in symbols; ``index`` is the entry that it gives."""
        return self._line(self._symbol, lambda addend: self._factor(addend, index))

    def numbers(self, result: Array) -> str:
        """The sum in numbers, with as many digits as give ``result``."""
        digits = digits_for(result, lambda round: [self._total(round)])

        def write(number: float) -> Term:
            return self.script.with_digits(digits).number(np.float64(number))

        return self._line(lambda addend: write(addend.value), lambda addend: write(addend.factor))

    def _total(self, round: Rounding) -> Array:
        common = self._common_factor()
        if common is not None:
            return np.float64(sum(round(np.float64(addend.value)) for addend in self.addends) * common)
        products = (round(np.float64(addend.value)) * round(np.float64(addend.factor)) for addend in self.addends)
        return np.float64(sum(products))

    def _line(self, value: Callable[[Addend], Term], factor: Callable[[Addend], Term]) -> str:
        common = self._common_factor()
        if not self.addends:
            return "0"
        if common is not None:
            return self._scaled(self._added([value(addend) for addend in self.addends]), common)
        return self._added([self._product(value(addend), factor(addend)) for addend in self.addends])

    def _product(self, value: Term, factor: Term) -> Term:
        return self.script.term(f"{value:{PRODUCT}}{self.script.times}{factor:{SIGN}}", PRODUCT)

    def _added(self, terms: Sequence[Term]) -> str:
        return listed([f"{term:{SUM + (at > 0)}}" for at, term in enumerate(terms)], r"\cdots", " + ")

    def _scaled(self, text: str, factor: float) -> str:
        """A sum with the factor that all its addends have."""
        term = self.script.term(text, SUM if len(self.addends) > 1 else PRODUCT)
        if factor == 1:
            return text
        if factor == -1:
            return f"-{term:{PRODUCT}}"
        if factor and np.isclose(1 / factor, round(1 / factor)):
            return rf"\frac{{{text}}}{{{round(1 / factor)}}}"
        number = self.script.number(np.float64(factor))
        return self._product(number, term).text

    def _common_factor(self) -> float | None:
        """The one factor of all addends, when it is a number of the op itself, as in a mean."""
        factors = {addend.factor for addend in self.addends}
        is_number = self.edge is None or is_linear(self.node.op or "", self.edge.argnum)
        if len(factors) != 1 or not is_number or any(addend.factor_place for addend in self.addends):
            return None
        return factors.pop()

    def _symbol(self, addend: Addend) -> Term:
        if addend.place.argnum is not None:
            return self._operand(addend.place)
        return self.script.term(self.derivative(self.node, addend.place.index))

    def _factor(self, addend: Addend, index: Index) -> Term:
        """Another operand's entry; else, in a gradient, a local derivative."""
        if addend.factor_place is not None:
            return self._operand(addend.factor_place)
        if self.edge is None:
            return self.script.number(np.float64(addend.factor))
        head = indexed(self.node.symbol, addend.place.index)
        tail = indexed(self.trace.graph[self.edge.tail].symbol, index)
        return self.script.term(self.script.derivative_text(head, tail))

    def _operand(self, place: Place) -> Term:
        operand = self.trace.graph[self.node.operands[place.argnum or 0]]
        if operand.is_folded:
            return self.script.operand(operand)
        return self.script.term(indexed(operand.symbol, place.index))

    def derivative(self, node: Node, index: Index) -> str:
        """∂ output / ∂ (entry ``index`` of ``node``)."""
        output = self.trace.graph[self.trace.graph.output]
        return self.script.derivative_text(output.symbol, indexed(node.symbol, index))
