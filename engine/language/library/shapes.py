"""The same entries in another shape or order: reshaping, moving axes, turning, cutting."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language.entries import index
from engine.language.library.arguments import axis_of, is_torch, one_axis, tensor, text, whole_numbers
from engine.language.operations import shape_argument, whole
from engine.language.run import Run
from engine.language.values import Tensor
from engine.limits import MAX_DIMENSIONS

# --- reshaping -----------------------------------------------------------------------------------------------------


def reshaped(run: Run, a: Tensor, shape: tuple[int, ...]) -> Tensor:
    """``a`` in another shape, in which one size may be −1. Raises EngineError where the entries do not fit."""
    if len(shape) > MAX_DIMENSIONS:
        raise EngineError("too_many_dimensions", run.recorder.span, limit=MAX_DIMENSIONS)
    known = int(np.prod([size for size in shape if size != -1]))
    full = tuple(int(np.size(a.value)) // known if size == -1 and known > 0 else size for size in shape)
    if shape.count(-1) > 1 or min(full, default=0) < 0 or int(np.prod(full)) != np.size(a.value):
        raise EngineError("cannot_reshape", run.recorder.span, old=str(a.shape), new=str(shape))
    return a if full == a.shape else run.apply("reshape", a, shape=full)


def flat(run: Run, a: Tensor) -> Tensor:
    """``a`` with all entries in one row."""
    return a if len(a.shape) == 1 else reshaped(run, a, (-1,))


def unsqueezed(run: Run, a: Tensor, place: int) -> Tensor:
    """``a`` with a new axis of size 1 at ``place``."""
    return reshaped(run, a, (*a.shape[:place], 1, *a.shape[place:]))


def _reshape(run: Run, a: Any, *sizes: Any, shape: Any = None) -> Tensor:
    return reshaped(run, tensor(run, a), shape_argument(run, sizes if shape is None else (shape,)))


def _like(run: Run, a: Any, b: Any) -> Tensor:
    return reshaped(run, tensor(run, a), tensor(run, b).shape)


def _flatten(run: Run, a: Any, start_dim: Any = 0, end_dim: Any = -1) -> Tensor:
    array = tensor(run, a)
    if len(array.shape) < 2:
        return flat(run, array)
    first, last = one_axis(run, array, start_dim), one_axis(run, array, end_dim)
    return reshaped(run, array, (*array.shape[:first], -1, *array.shape[last + 1 :]))


def _squeeze(run: Run, a: Any, axis: Any = None, library: str = "") -> Tensor:
    """Without axes of size 1; NumPy refuses to drop any other, PyTorch leaves it."""
    array = tensor(run, a)
    axes = axis_of(run, array, axis)
    chosen = range(len(array.shape)) if axes is None else axes
    kept = tuple(n for i, n in enumerate(array.shape) if not (i in chosen and n == 1))
    if axes and not is_torch(library) and len(kept) > len(array.shape) - len(axes):
        raise EngineError("cannot_squeeze", run.recorder.span, axis=text(axis), shape=str(array.shape))
    return reshaped(run, array, kept) if kept != array.shape else array


def _unsqueeze(run: Run, a: Any, axis: Any) -> Tensor:
    array = tensor(run, a)
    places, count = whole_numbers(run, axis), len(array.shape)
    for place in sorted(one % (count + len(places)) if -count - len(places) <= one < 0 else one for one in places):
        if not 0 <= place <= len(array.shape):
            raise EngineError("no_such_axis", run.recorder.span, axis=place, shape=str(array.shape))
        array = unsqueezed(run, array, place)
    return array


def _at_least(dimensions: int) -> Callable[..., Any]:
    """A vector becomes a matrix of one row."""

    def implementation(run: Run, a: Any) -> Tensor:
        array = tensor(run, a)
        missing = dimensions - len(array.shape)
        return reshaped(run, array, (1,) * missing + array.shape) if missing > 0 else array

    return implementation


# --- axes ----------------------------------------------------------------------------------------------------------


def permuted(run: Run, array: Tensor, order: list[int]) -> Tensor:
    """``array`` with its axes in this order."""
    count = len(array.shape)
    found = [one % count if -count <= one < count else -1 for one in order]
    if sorted(found) != list(range(count)):
        raise EngineError("bad_axes", run.recorder.span, axes=str(tuple(order)), shape=str(array.shape))
    return array if found == list(range(count)) else run.apply("transpose", array, axes=tuple(found))


def _transpose(run: Run, a: Any, *order: Any, axes: Any = None, library: str = "") -> Tensor:
    """All axes reversed, in the order given, or (PyTorch) two axes swapped."""
    array = tensor(run, a)
    given = order if axes is None else (axes,)
    if not given or given[0] is None:
        return permuted(run, array, list(range(len(array.shape)))[::-1])
    if is_torch(library) and len(given) == 2:
        return _swapaxes(run, array, *given)
    return permuted(run, array, list(shape_argument(run, given)))


def _swapaxes(run: Run, a: Any, axis0: Any, axis1: Any) -> Tensor:
    array = tensor(run, a)
    order = list(range(len(array.shape)))
    first, second = one_axis(run, array, axis0), one_axis(run, array, axis1)
    order[first], order[second] = order[second], order[first]
    return permuted(run, array, order)


def _permute(run: Run, a: Any, *order: Any, axes: Any = None) -> Tensor:
    return permuted(run, tensor(run, a), list(shape_argument(run, order if axes is None else (axes,))))


def _t(run: Run, a: Any) -> Tensor:
    return _transpose(run, a)


def _move_axis(run: Run, a: Any, source: Any, destination: Any) -> Tensor:
    array = tensor(run, a)
    sources = [one_axis(run, array, one) for one in whole_numbers(run, source)]
    targets = [one_axis(run, array, one) for one in whole_numbers(run, destination)]
    order = [one for one in range(len(array.shape)) if one not in sources]
    for target, moved in sorted(zip(targets, sources, strict=True)):
        order.insert(target, moved)
    return permuted(run, array, order)


# --- turning -------------------------------------------------------------------------------------------------------


def _flip(run: Run, a: Any, axis: Any = None, *more: Any, axes: Any = None) -> Tensor:
    array = tensor(run, a)
    chosen = (axis, *more) if more else axis if axes is None else axes
    return run.apply("flip", array, axis=axis_of(run, array, chosen))


def _flipped(axis: int) -> Callable[..., Any]:
    return lambda run, a: _flip(run, a, axis)


def _rot90(run: Run, a: Any, k: Any = 1, axes: Any = (0, 1)) -> Tensor:
    """Turned by quarters from the first axis towards the second."""
    array, quarters = tensor(run, a), whole(run, k) % 4
    first, second = (one_axis(run, array, one) for one in axes)
    if quarters == 2:
        return _flip(run, _flip(run, array, first), second)
    if quarters == 1:
        return _swapaxes(run, _flip(run, array, second), first, second)
    return _flip(run, _swapaxes(run, array, first, second), second) if quarters else array


def _roll(run: Run, a: Any, shift: Any = 0, axis: Any = None, shifts: Any = None, axes: Any = None) -> Tensor:
    array = tensor(run, a)
    amounts = whole_numbers(run, shift if shifts is None else shifts)
    chosen = axis if axes is None else axes
    if chosen is None:
        rolled = run.apply("roll", flat(run, array), shift=(sum(amounts),), axis=(0,))
        return rolled if len(array.shape) == 1 else reshaped(run, rolled, array.shape)
    places = tuple(one_axis(run, array, one) for one in whole_numbers(run, chosen))
    amounts = amounts * len(places) if len(amounts) == 1 else amounts
    if len(amounts) != len(places):
        raise EngineError("bad_axes", run.recorder.span, axes=str(places), shape=str(array.shape))
    sizes = (array.shape[place] or 1 for place in places)
    return run.apply("roll", array, shift=tuple(n % size for n, size in zip(amounts, sizes, strict=True)), axis=places)


# --- pieces --------------------------------------------------------------------------------------------------------


def pieces(run: Run, array: Tensor, ends: list[int], place: int) -> tuple[Tensor, ...]:
    """``array`` cut along an axis behind each of ``ends``."""
    before = (slice(None),) * place
    return tuple(index(run, array, (*before, slice(start, end))) for start, end in pairwise([0, *ends]))


SHAPES: dict[str, Callable[..., Any]] = {
    "reshape": _reshape, "view": _reshape, "reshape_as": _like, "view_as": _like, "flatten": _flatten,
    "ravel": _flatten, "squeeze": _squeeze, "unsqueeze": _unsqueeze, "expand_dims": _unsqueeze,
    "atleast_1d": _at_least(1),
    "atleast_2d": _at_least(2), "transpose": _transpose, "swapaxes": _swapaxes, "swapdims": _swapaxes,
    "permute": _permute, "permute_dims": _permute, "t": _t, "moveaxis": _move_axis, "movedim": _move_axis,
    "flip": _flip, "flipud": _flipped(0), "fliplr": _flipped(1), "rot90": _rot90,
    "roll": _roll,
}  # fmt: skip
