"""How expressions on arrays are written with NumPy."""

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.codegen.batch_helpers import HELPERS
from engine.codegen.code import ATOM, CHOICE, SIGN, Code
from engine.codegen.expressions import Expression
from engine.codegen.guards import Case
from engine.codegen.python_code import ARITHMETIC, infix
from engine.kernels import NAMESPACE

ARRAY_NAMESPACE: dict[str, Any] = {**NAMESPACE, **HELPERS}
"""What the code may call."""


class ArrayCode:
    """Writes calls of NumPy; ``constants`` are the arrays among the numbers, by the name the code has for them."""

    skips_closed_branches = False
    updates_in_place = False
    repeated: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.constants: dict[str, np.ndarray] = {}

    def number(self, expression: Expression) -> Code:
        """A number is written out; an array gets a name."""
        if isinstance(expression.value, float):
            text = repr(expression.value)
            if not np.isfinite(expression.value):
                return Code(f"np.float64('{text}')")
            return Code(text, SIGN if text.startswith("-") else ATOM)
        name = f"k{expression.number}"
        self.constants[name] = expression.value
        return Code(name)

    def imports(self) -> list[str]:
        """Arguments that make NumPy and the constants locals."""
        return [f"{name}={name}" for name in ("np", *self.constants)]

    def namespace(self) -> dict[str, Any]:
        """What the names in the code mean."""
        return {**ARRAY_NAMESPACE, **self.constants}

    def write(self, expression: Expression, operand: Callable[[Expression], Code], case: Case | None) -> Code:
        """A call, or an operator where Python has one."""
        codes = [operand(each) for each in expression.operands]
        function = expression.function
        if function in ARITHMETIC:
            return infix(*ARITHMETIC[function], codes)
        if function == "negative":
            return Code(f"-{codes[0].at(SIGN)}", SIGN)
        if "{" not in function:
            return Code(f"np.{function}({', '.join(code.at(CHOICE) for code in codes)})")
        level = ATOM if function.startswith("{0}") else CHOICE
        return Code(function.format(*(code.at(level) for code in codes)))

    def value(self, expression: Expression, code: Code) -> Code:
        """Truths count as 1 and 0 in NumPy."""
        return code
