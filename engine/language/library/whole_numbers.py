"""Python's ``math`` of whole numbers: ``math.factorial(3)``, ``math.comb(5, 2)``, ``math.gcd(8, 12)``."""

import math
from collections.abc import Callable
from typing import Any

from engine.errors import EngineError
from engine.language.operations import whole
from engine.language.run import Run

_LARGEST = 170
"""The largest number whose factorial is a float64."""


def _small(run: Run, signature: str, *values: Any) -> tuple[int, ...]:
    """Whole numbers from 0 on, of which ``signature`` is an example; plain ones, which have no gradient."""
    numbers = tuple(whole(run, value) for value in values)
    if not all(0 <= number <= _LARGEST for number in numbers):
        raise EngineError("unfit_arguments", run.recorder.span, name=signature.split("(")[0], signature=signature)
    return numbers


def _factorial(run: Run, n: Any) -> int:
    return math.factorial(*_small(run, "factorial(5)", n))


def _comb(run: Run, n: Any, k: Any) -> int:
    return math.comb(*_small(run, "comb(5, 2)", n, k))


def _gcd(run: Run, a: Any, b: Any) -> int:
    return math.gcd(*_small(run, "gcd(8, 12)", a, b))


WHOLE_NUMBERS: dict[str, Callable[..., Any]] = {"factorial": _factorial, "comb": _comb, "gcd": _gcd}
