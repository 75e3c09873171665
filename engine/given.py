"""Numbers and arrays of numbers that a person gives: the values of leaves, the seed, the samples of a data set."""

from numbers import Real
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.graph import Array
from engine.recorder import as_value

_NUMBERS = "biuf"
"""NumPy's kinds of numbers: truths, whole numbers and floats."""


def given_value(name: str, value: Any) -> Array:
    """``value`` as float64. Raises EngineError for what is anything but numbers, such as a text or None."""
    try:
        array = np.asarray(value)
        if array.dtype.kind in _NUMBERS or _are_large_numbers(array):
            return as_value(array)
    except (TypeError, ValueError, OverflowError):
        pass
    raise EngineError("bad_value", None, name=name)


def _are_large_numbers(array: np.ndarray) -> bool:
    """Whether they are whole numbers too large for NumPy's own, which it keeps as objects of Python."""
    return array.dtype == object and all(isinstance(entry, Real) for entry in array.flat)
