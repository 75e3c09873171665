"""Where the entries stand that are not 0, or for which a condition holds: ``x[np.where(x > 0)]``, ``argwhere``.

Places are whole numbers; no gradient passes through them.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language.library.arguments import is_torch, tensor
from engine.language.operations import is_true
from engine.language.run import Run
from engine.language.values import Tensor


def _by_axis(run: Run, a: Any) -> tuple[Tensor, ...]:
    """The places as one array of whole numbers for each axis."""
    return tuple(run.constant(places, "int") for places in np.nonzero(np.atleast_1d(tensor(run, a).value)))


def _by_entry(run: Run, a: Any) -> Tensor:
    """The places as the rows of a matrix of shape (entries that are not 0, axes)."""
    return run.constant(np.argwhere(tensor(run, a).value), "int")


def _flat(run: Run, a: Any) -> Tensor:
    return run.constant(np.flatnonzero(tensor(run, a).value), "int")


def _nonzero(run: Run, a: Any, as_tuple: Any = None, library: str = "") -> Any:
    """NumPy: one array for each axis; PyTorch: one row for each entry, unless told otherwise."""
    is_tuple = not is_torch(library) if as_tuple is None else is_true(run, as_tuple)
    return _by_axis(run, a) if is_tuple else _by_entry(run, a)


def _where(run: Run, condition: Any, a: Any = None, b: Any = None) -> Any:
    """Entries of ``a`` where the condition holds, else of ``b``; with the condition alone, where it holds."""
    if a is None and b is None:
        return _by_axis(run, condition)
    if a is None or b is None:
        raise EngineError("unfit_arguments", run.recorder.span, name="where", signature="where(condition, a, b)")
    return run.apply("where", condition, a, b)


PLACES: dict[str, Callable[..., Any]] = {
    "where": _where, "nonzero": _nonzero, "argwhere": _by_entry, "flatnonzero": _flat,
}  # fmt: skip
