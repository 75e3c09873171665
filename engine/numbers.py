"""How a number is written on the screen: four significant digits, a true minus, no trailing zeros."""

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

import numpy as np

DIGITS = 4
LARGE = Decimal("1e6")
SMALL = Decimal("1e-4")
MINUS = "\u2212"


def short(x: float, digits: int = DIGITS) -> str:
    """``x`` as people read it: ``1.277``, ``−2.26``, ``12346``, ``1.235e6``, ``2e−11``, ``NaN``, ``−∞``.

    Digits before the point are kept up to a million; from there on, and below 0.0001, the number is written
    with a power of ten. Halves are rounded away from zero, as on paper and as JavaScript does:
    ``tests/numbers.json`` holds the page's formatter to the same texts. ``digits`` are the significant ones.
    """
    return _short(float(x), digits)


@lru_cache(maxsize=8192)
def _short(x: float, digits: int) -> str:
    if math.isnan(x):
        return "NaN"
    sign = MINUS if x < 0 else ""
    if math.isinf(x):
        return sign + "∞"
    return sign + _magnitude(Decimal(abs(x)), digits) if x != 0 else "0"


@lru_cache(maxsize=8192)
def rounded(x: float, digits: int) -> np.float64:
    """The number that ``short(x, digits)`` shows."""
    if not math.isfinite(x) or x == 0:
        return np.float64(x)
    return np.float64(math.copysign(float(_round(Decimal(abs(float(x))), digits)), x))


def _magnitude(exact: Decimal, digits: int) -> str:
    rounded = _round(exact, digits)
    return f"{rounded:f}" if SMALL <= rounded < LARGE else _scientific(rounded)


def _round(exact: Decimal, digits: int) -> Decimal:
    """Rounded to ``digits``, or to a whole number where that keeps more; without trailing zeros."""
    whole = exact.adjusted() + 1
    kept = max(digits, whole) if exact < LARGE else digits
    return exact.normalize(Context(prec=kept, rounding=ROUND_HALF_UP))


def _scientific(rounded: Decimal) -> str:
    exponent = rounded.adjusted()
    sign = MINUS if exponent < 0 else ""
    return f"{rounded.scaleb(-exponent):f}e{sign}{abs(exponent)}"
