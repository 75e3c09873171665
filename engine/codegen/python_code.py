"""How expressions on floats are written in Python."""

import math
from collections.abc import Callable, Sequence
from typing import Any

from engine.codegen.code import AND, ATOM, CHOICE, COMPARISON, NOT, OR, POWER, PRODUCT, SIGN, SUM, Code
from engine.codegen.expressions import Expression
from engine.codegen.guards import Case
from engine.codegen.python_functions import CAREFUL, COMPARISONS, CONDITIONS, FAST, NUMBERS

ARITHMETIC = {
    "add": ("+", SUM), "subtract": ("-", SUM), "multiply": ("*", PRODUCT), "divide": ("/", PRODUCT),
    "greater": (">", COMPARISON), "less": ("<", COMPARISON),
    "greater_equal": (">=", COMPARISON), "less_equal": ("<=", COMPARISON), "equal": ("==", COMPARISON),
    "not_equal": ("!=", COMPARISON),
}  # fmt: skip
"""Operators that mean the same for floats and arrays."""
_OPERATORS = {**ARITHMETIC, "remainder": ("%", PRODUCT), "logical_and": ("and", AND), "logical_or": ("or", OR)}
_RAISING_OPERATORS = frozenset({"divide", "remainder", "square"})
_CONDITION_OPERANDS = {"where": {0}, "logical_and": {0, 1}, "logical_or": {0, 1}, "logical_not": {0}}


def infix(symbol: str, level: int, codes: Sequence[Code]) -> Code:
    """Left-associative; comparisons are not chained."""
    left = level + (level == COMPARISON)
    return Code(f"{codes[0].at(left)} {symbol} {codes[1].at(level + 1)}", level)


class PythonCode:
    """Writes expressions; ``functions`` collects the names it needs.

    Careful code calls a function where an operator would raise an exception.
    """

    skips_closed_branches = True
    updates_in_place = True
    repeated = COMPARISONS

    def __init__(self, is_careful: bool = False) -> None:
        self.is_careful = is_careful
        self.functions: set[str] = set()

    def number(self, expression: Expression) -> Code:
        """A number as Python reads it back; ``inf`` and ``nan`` are names."""
        text = repr(expression.value)
        if not math.isfinite(expression.value):
            self.functions.add(text.removeprefix("-"))
        return Code(text, SIGN if text.startswith("-") else ATOM)

    def imports(self) -> list[str]:
        """Arguments that make the functions locals."""
        return [f"{name}={name}" for name in sorted(self.functions)]

    def namespace(self) -> dict[str, Any]:
        """What the names in the code mean."""
        return {**NUMBERS, **(CAREFUL if self.is_careful else FAST)}

    def write(self, expression: Expression, operand: Callable[[Expression], Code], case: Case | None) -> Code:
        """An operation on ``operand(…)``, the code of its operands; in a known ``case`` only the branch taken."""
        function, operands = expression.function, expression.operands
        if function == "where" and case is not None and (truth := case.decides(operands[0])) is not None:
            return self._as_value(operands[1 if truth else 2], operand)
        conditions = _CONDITION_OPERANDS.get(function, ())
        codes = [
            operand(each) if argnum in conditions else self._as_value(each, operand)
            for argnum, each in enumerate(operands)
        ]
        return self._applied(function, codes)

    def _as_value(self, expression: Expression, operand: Callable[[Expression], Code]) -> Code:
        return self.value(expression, operand(expression))

    def value(self, expression: Expression, code: Code) -> Code:
        """A condition as the number 1.0 or 0.0; anything else as it is."""
        return Code(f"1.0 if {code.at(OR)} else 0.0", CHOICE) if expression.function in CONDITIONS else code

    def _applied(self, function: str, codes: Sequence[Code]) -> Code:
        if self.is_careful and function in _RAISING_OPERATORS:
            return self._call(function, codes)
        if function in _OPERATORS:
            return infix(*_OPERATORS[function], codes)
        match function, codes:
            case "where", [condition, a, b]:
                return Code(f"{a.at(OR)} if {condition.at(OR)} else {b.at(CHOICE)}", CHOICE)
            case "negative", [a]:
                return Code(f"-{a.at(SIGN)}", SIGN)
            case "square", [a]:
                return Code(f"{a.at(ATOM)} ** 2.0", POWER)
            case "logical_not", [a]:
                return Code(f"not {a.at(NOT)}", NOT)
        return self._call(function, codes)

    def _call(self, function: str, codes: Sequence[Code]) -> Code:
        assert function in FAST, function
        self.functions.add(function)
        return Code(f"{function}({', '.join(code.at(CHOICE) for code in codes)})")
