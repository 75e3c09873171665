"""What only NumPy has: ``add.at``, ``ndindex``, how arrays are printed."""

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np

from engine.language.changes import change
from engine.language.entries import places_of
from engine.language.library.arguments import tensor
from engine.language.library.creation import checked, copied
from engine.language.operations import operate, shape_argument
from engine.language.run import Run
from engine.language.values import Tensor, concrete


def _added_at(sign: str) -> Callable[..., Any]:
    """``np.add.at(a, places, b)``: like ``a[places] += b``, but a place that is named twice gets both."""

    def implementation(run: Run, a: Tensor, indices: Any, b: Any) -> None:
        places = places_of(run, a, [indices])
        spread = run.apply("broadcast_to", b, shape=places.shape)
        key = np.unravel_index(places, a.shape)
        change(run, a, operate(run, sign, a, run.apply("scatter", spread, key=key, shape=a.shape)))

    return implementation


def _places(run: Run, *shape: Any) -> list[tuple[int, ...]]:
    """``np.ndindex(2, 3)``: all places of an array of this shape, in order."""
    sizes = checked(run, shape_argument(run, shape))
    return list(itertools.product(*(range(size) for size in sizes)))


_PRINT_OPTIONS = {"precision": "precision", "suppress": "suppress_small", "floatmode": "floatmode"}


def _set_print_options(run: Run, **options: Any) -> None:
    for name, value in options.items():
        if name in _PRINT_OPTIONS:
            run.print_options[_PRINT_OPTIONS[name]] = concrete(value)


NUMPY: dict[str, Callable[..., Any]] = {
    "copy": lambda run, a: copied(run, tensor(run, a)),
    "ndindex": _places,
    "set_printoptions": _set_print_options,
}

METHODS_OF_FUNCTIONS: dict[str, Callable[..., Any]] = {"add.at": _added_at("add"), "subtract.at": _added_at("sub")}
"""What stands behind the dot of a function of NumPy."""
