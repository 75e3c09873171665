"""How a number is written on the screen: four significant digits, a true minus, no trailing zeros."""

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

DIGITS = 4
LARGE = Decimal("1e6")
SMALL = Decimal("1e-4")
MINUS = "\u2212"


@lru_cache(maxsize=8192)
def short(x: float) -> str:
    """``x`` as people read it: ``1.277``, ``−2.26``, ``12346``, ``1.235e6``, ``2e−11``, ``NaN``, ``−∞``.

    Digits before the point are kept up to a million; from there on, and below 0.0001, the number is written
    with a power of ten. Halves are rounded away from zero, as on paper and as JavaScript does:
    ``tests/numbers.json`` holds the page's formatter to the same texts.
    """
    if math.isnan(x):
        return "NaN"
    sign = MINUS if x < 0 else ""
    if math.isinf(x):
        return sign + "∞"
    return sign + _magnitude(Decimal(abs(float(x)))) if x != 0 else "0"


def _magnitude(exact: Decimal) -> str:
    rounded = _round(exact)
    return f"{rounded:f}" if SMALL <= rounded < LARGE else _scientific(rounded)


def _round(exact: Decimal) -> Decimal:
    """Rounded to four digits, or to a whole number where that keeps more; without trailing zeros."""
    whole = exact.adjusted() + 1
    digits = max(DIGITS, whole) if exact < LARGE else DIGITS
    return exact.normalize(Context(prec=digits, rounding=ROUND_HALF_UP))


def _scientific(rounded: Decimal) -> str:
    exponent = rounded.adjusted()
    sign = MINUS if exponent < 0 else ""
    return f"{rounded.scaleb(-exponent):f}e{sign}{abs(exponent)}"
