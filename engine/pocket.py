"""Rounding for readers who check with a pocket calculator.

A calculation is written with as few digits as it can be while its rounded operands still give the result that is
shown: ``0.3333 · 3`` is not 1 on a calculator, ``0.33333 · 3`` is, rounded as everything here.
"""

from collections.abc import Callable, Iterable

import numpy as np

from engine.graph import Array
from engine.numbers import DIGITS, rounded, short

_TRIED = (DIGITS, 5, 6, 7, 8, 10, 12)
_HALF = 1e-11

Rounding = Callable[[Array], Array]
"""A scalar as it is written; an array, which is written with four digits in any case, as it is."""


def digits_for(result: Array, repeat: Callable[[Rounding], Iterable[Array]]) -> int:
    """The least number of digits with which every calculation of ``repeat`` gives ``result`` as it is shown.

    ``repeat`` carries the calculations out again with its operands rounded. Where no number of digits is enough,
    as in a difference of almost equal numbers, it is the usual one.
    """
    if np.ndim(result):
        return DIGITS
    shown = short(float(result))
    with np.errstate(all="ignore"):
        return next((digits for digits in _TRIED if _agrees(shown, repeat, digits)), DIGITS)


def _agrees(shown: str, repeat: Callable[[Rounding], Iterable[Array]], digits: int) -> bool:
    values = repeat(lambda value: _rounded(value, digits))
    return all(not isinstance(value, float) or _is_shown(float(value), shown) for value in values)


def _is_shown(value: float, shown: str) -> bool:
    """Whether a calculator's ``value`` can be read as the result; of a half, which binary numbers miss, either way."""
    return shown == short(value) or shown in (short(value * (1 - _HALF)), short(value * (1 + _HALF)))


def _rounded(value: Array, digits: int) -> Array:
    return rounded(float(value), digits) if isinstance(value, float) else value
