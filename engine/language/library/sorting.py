"""Entries in order of size: sorting, the largest few, and where they stand."""

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language.containers import Selection
from engine.language.entries import index
from engine.language.library.arguments import is_torch, one_axis, tensor
from engine.language.library.shapes import flat
from engine.language.operations import is_true, whole
from engine.language.run import Run
from engine.language.values import Tensor


def _ordered(run: Run, op: str, array: Tensor, place: int, descending: bool) -> Tensor:
    found = run.apply(op, array, axis=place)
    return run.apply("flip", found, axis=(place,)) if descending else found


def _sort(
    run: Run, a: Any, axis: Any = -1, descending: Any = False, stable: Any = None, kind: Any = None, library: str = ""
) -> Any:
    """NumPy: the entries in order; PyTorch: with where they stood."""
    array = flat(run, tensor(run, a)) if axis is None else tensor(run, a)
    how = one_axis(run, array, -1 if axis is None else axis), is_true(run, descending)
    values = _ordered(run, "sort", array, *how)
    return Selection(values, _ordered(run, "argsort", array, *how)) if is_torch(library) else values


def _argsort(run: Run, a: Any, axis: Any = -1, descending: Any = False, stable: Any = None, kind: Any = None) -> Tensor:
    array = flat(run, tensor(run, a)) if axis is None else tensor(run, a)
    return _ordered(run, "argsort", array, one_axis(run, array, -1 if axis is None else axis), is_true(run, descending))


def _topk(run: Run, a: Any, k: Any, axis: Any = -1, largest: Any = True, sorted: Any = True) -> Selection:
    """The ``k`` largest (or smallest) entries along an axis, and where they stand."""
    array = tensor(run, a)
    place, count = one_axis(run, array, axis), whole(run, k)
    if not 0 <= count <= array.shape[place]:
        raise EngineError("index_beyond", run.recorder.span, index=count, axis=place, size=array.shape[place])
    first = (*(slice(None),) * place, slice(0, count))
    descending = is_true(run, largest)
    return Selection(*(index(run, _ordered(run, op, array, place, descending), first) for op in ("sort", "argsort")))


def _unique(
    run: Run, a: Any, return_index: Any = False, return_inverse: Any = False, return_counts: Any = False
) -> Any:
    """The different entries in order: the first of each value, where its gradient goes."""
    array = flat(run, tensor(run, a))
    _, *found = np.unique(array.value, return_index=True, return_inverse=True, return_counts=True)
    values = index(run, array, run.constant(found[0], "int"))
    asked = [is_true(run, flag) for flag in (return_index, return_inverse, return_counts)]
    more = [run.constant(np.ravel(part), "int") for part, is_asked in zip(found, asked, strict=True) if is_asked]
    return (values, *more) if more else values


SORTING: dict[str, Callable[..., Any]] = {
    "sort": _sort, "msort": _sort, "argsort": _argsort, "topk": _topk, "unique": _unique,
}  # fmt: skip
