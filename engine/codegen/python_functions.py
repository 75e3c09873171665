"""NumPy's scalar functions as Python code on floats: what each is called, written with, or composed of.

Python's functions are several times faster on floats than NumPy's but raise where IEEE 754 has an infinity or
a NaN. ``FAST`` holds them as they are. ``CAREFUL`` answers as NumPy does where they raise, and is equal to
``FAST`` bit for bit where they do not, so a run may change from one to the other.
"""

import math
import operator
from collections.abc import Callable
from functools import wraps

import numpy as np

from engine.codegen.expressions import CONSTANT, Book, Expression, Simplification

_LOG_2 = math.log(2.0)
_ONE_ARGUMENT: dict[str, Callable[..., float]] = {
    "absolute": abs, "exp": math.exp, "expm1": math.expm1, "log": math.log, "log2": math.log2, "log10": math.log10,
    "log1p": math.log1p, "sqrt": math.sqrt, "cbrt": math.cbrt, "sin": math.sin, "cos": math.cos, "tan": math.tan,
    "arcsin": math.asin, "arccos": math.acos, "arctan": math.atan, "sinh": math.sinh, "cosh": math.cosh,
    "tanh": math.tanh, "arcsinh": math.asinh, "arccosh": math.acosh, "arctanh": math.atanh,
    "floor": lambda a: float(math.floor(a)), "ceil": lambda a: float(math.ceil(a)),
    "trunc": lambda a: float(math.trunc(a)), "rint": lambda a: float(round(a)), "isfinite": math.isfinite,
    "erf": math.erf, "square": lambda a: a**2.0,
}  # fmt: skip
_TWO_ARGUMENTS: dict[str, Callable[..., float]] = {
    "power": math.pow, "arctan2": math.atan2, "hypot": math.hypot, "fmod": math.fmod,
    "divide": operator.truediv, "remainder": operator.mod, "floor_divide": operator.floordiv,
    "logaddexp": lambda a, b: a + _LOG_2 if a == b else max(a, b) + math.log1p(math.exp(-abs(a - b))),
}  # fmt: skip
_NEVER_RAISING: dict[str, Callable[..., float]] = {
    "add": operator.add, "subtract": operator.sub, "multiply": operator.mul, "negative": operator.neg,
    "greater": operator.gt, "less": operator.lt, "greater_equal": operator.ge, "less_equal": operator.le,
    "equal": operator.eq, "not_equal": operator.ne, "logical_not": operator.not_,
    "logical_and": lambda a, b: bool(a and b), "logical_or": lambda a, b: bool(a or b),
    "where": lambda condition, a, b: a if condition else b,
}  # fmt: skip

NUMBERS = {"inf": math.inf, "nan": math.nan}
FAST: dict[str, Callable[..., float]] = {**_ONE_ARGUMENT, **_TWO_ARGUMENTS}


def _careful(name: str, fast: Callable[..., float]) -> Callable[..., float]:
    of_numpy = getattr(np, name, None)

    @wraps(fast)
    def careful(*operands: float) -> float:
        try:
            return fast(*operands)
        except (ArithmeticError, ValueError):
            with np.errstate(all="ignore"):
                return float(of_numpy(*map(np.float64, operands))) if of_numpy else math.nan

    return careful


CAREFUL: dict[str, Callable[..., float]] = {name: _careful(name, fast) for name, fast in FAST.items()}

KNOWN = frozenset({*FAST, *_NEVER_RAISING})
COMPARISONS = frozenset({"greater", "less", "greater_equal", "less_equal", "equal", "not_equal"})
CONDITIONS = COMPARISONS | {"logical_and", "logical_or", "logical_not", "isfinite"}
"""Functions whose value is true or false."""


# --- simplifications: each is exact for every float, NaN and infinities included ---------------------------------


def _simplification(name: str) -> Simplification:
    """Arithmetic on numbers is carried out, since the code need not repeat it; then the function's own rule."""
    function, rule = CAREFUL.get(name) or _NEVER_RAISING[name], _RULES.get(name)

    def simplify(book: Book, *operands: Expression) -> Expression | None:
        for operand in operands:
            if operand.function != CONSTANT:
                return rule(book, *operands) if rule else None
        return book.constant(float(function(*(operand.value for operand in operands))))

    return simplify


def _is(expression: Expression, number: float) -> bool:
    return expression.is_constant and isinstance(expression.value, float) and expression.value == number


def _is_a_number(expression: Expression) -> bool:
    return expression.is_constant and not math.isnan(expression.value)


def _add(book: Book, a: Expression, b: Expression) -> Expression | None:
    if b.function == "negative":
        return book.apply("subtract", a, b.operands[0])
    return book.apply("subtract", b, a.operands[0]) if a.function == "negative" else None


def _subtract(book: Book, a: Expression, b: Expression) -> Expression | None:
    if b.function == "negative":
        return book.apply("add", a, b.operands[0])
    return a if _is(b, 0.0) and math.copysign(1.0, b.value) > 0 else None


def _multiply(book: Book, a: Expression, b: Expression) -> Expression | None:
    for factor, other in ((a, b), (b, a)):
        if _is(factor, 1.0):
            return other
        if _is(factor, -1.0):
            return book.apply("negative", other)
        if factor.function == "negative":
            return book.apply("negative", book.apply("multiply", factor.operands[0], other))
    return None


def _divide(book: Book, a: Expression, b: Expression) -> Expression | None:
    return a if _is(b, 1.0) else None


def _negative(book: Book, a: Expression) -> Expression | None:
    return a.operands[0] if a.function == "negative" else None


def _power(book: Book, a: Expression, b: Expression) -> Expression | None:
    """Small whole powers as products: as exact as ``pow``, faster, and they do not raise."""
    if _is(b, 1.0):
        return a
    if _is(b, 2.0) or _is(b, 3.0):
        squared = book.apply("multiply", a, a)
        return squared if b.value == 2 else book.apply("multiply", squared, a)
    return book.apply("divide", book.constant(1.0), a) if _is(b, -1.0) else None


def _where(book: Book, condition: Expression, a: Expression, b: Expression) -> Expression | None:
    if condition.is_constant:
        return a if condition.value else b
    return a if a is b else None


def _maximum(book: Book, a: Expression, b: Expression, better: str = "less_equal") -> Expression:
    """``b`` where a ≤ b or b is NaN, else ``a``; a number goes to the right, where it needs no test for NaN."""
    if _is_a_number(a):
        a, b = b, a
    is_b = book.apply("logical_or", book.apply(better, a, b), book.apply("not_equal", b, b))
    return book.apply("where", is_b, b, a)


def _minimum(book: Book, a: Expression, b: Expression) -> Expression:
    return _maximum(book, a, b, "greater_equal")


def _fmax(book: Book, a: Expression, b: Expression, better: str = "greater_equal") -> Expression:
    """The larger one, or the one that is not NaN."""
    is_a = book.apply("logical_or", book.apply(better, a, b), book.apply("not_equal", b, b))
    return book.apply("where", is_a, a, b)


def _fmin(book: Book, a: Expression, b: Expression) -> Expression:
    return _fmax(book, a, b, "less_equal")


def _sign(book: Book, a: Expression) -> Expression:
    zero, one = book.constant(0.0), book.constant(1.0)
    negative = book.apply("where", book.apply("less", a, zero), book.constant(-1.0), a)
    return book.apply("where", book.apply("greater", a, zero), one, negative)


def _and(book: Book, a: Expression, b: Expression) -> Expression | None:
    return next((other if known.value else known for known, other in ((a, b), (b, a)) if known.is_constant), None)


def _or(book: Book, a: Expression, b: Expression) -> Expression | None:
    for one, other in ((a, b), (b, a)):
        if one.is_constant:
            return one if one.value else other
        if follows(one, other):
            return other
    return None


_WEAKER = {"less": "less_equal", "greater": "greater_equal"}


def follows(condition: Expression, other: Expression) -> bool:
    """Whether ``other`` is true wherever ``condition`` is: a < b and a ≤ b."""
    same_sides = condition.operands == other.operands
    return condition is other or (same_sides and _WEAKER.get(condition.function) == other.function)


def _compared(comparison: str) -> Simplification:
    """A choice compared with a number, where the first branch is a number too: ``relu(z) <= 0`` is ``z <= 0``."""

    def simplify(book: Book, a: Expression, b: Expression) -> Expression | None:
        if not (a.function == "where" and b.is_constant and a.operands[1].is_constant):
            return None
        condition, number, other = a.operands
        if not book.apply(comparison, number, b).value:
            return None
        return book.apply("logical_or", condition, book.apply(comparison, other, b))

    return simplify


ARITHMETIC_RULES: dict[str, Simplification] = {
    "add": _add, "subtract": _subtract, "multiply": _multiply, "divide": _divide, "negative": _negative,
}  # fmt: skip
"""These hold for arrays as well."""
_RULES: dict[str, Simplification] = {
    **ARITHMETIC_RULES, "power": _power, "where": _where, "logical_and": _and, "logical_or": _or,
    **{comparison: _compared(comparison) for comparison in ("less", "less_equal", "greater", "greater_equal")},
}  # fmt: skip
COMPOSED: dict[str, Simplification] = {
    "maximum": _maximum, "minimum": _minimum, "fmax": _fmax, "fmin": _fmin, "sign": _sign,
}  # fmt: skip
"""Functions that Python code is better off without: a choice in place reads no global and calls nothing."""

SIMPLIFICATIONS: dict[str, Simplification] = {
    **{name: _simplification(name) for name in KNOWN},
    **COMPOSED,
}
COMMUTATIVE = ("add", "multiply")


def scalar_book() -> Book:
    """A book whose functions are those of Python code on floats."""
    return Book(SIMPLIFICATIONS, COMMUTATIVE)
