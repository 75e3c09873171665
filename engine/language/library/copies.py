"""Entries copied: to a larger shape, side by side, or into a margin."""

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language.library.arguments import is_torch, one_axis, tensor, text, whole_numbers
from engine.language.library.shapes import flat, reshaped
from engine.language.operations import shape_argument
from engine.language.run import Run
from engine.language.values import Tensor


def broadcast(run: Run, array: Tensor, shape: tuple[int, ...]) -> Tensor:
    """``array`` copied to ``shape``. Raises EngineError where it cannot be, or where that is too large."""
    try:
        fits = np.broadcast_shapes(shape, array.shape) == shape
    except ValueError:
        fits = False
    if not fits:
        raise EngineError("cannot_expand", run.recorder.span, old=str(array.shape), new=str(shape))
    run.recorder.check_size(shape)
    return array if shape == array.shape else run.apply("broadcast_to", array, shape=shape)


def _expand(run: Run, a: Any, *sizes: Any, shape: Any = None) -> Tensor:
    array = tensor(run, a)
    wanted = shape_argument(run, sizes if shape is None else (shape,))
    offset = len(wanted) - len(array.shape)
    own = (1,) * offset + array.shape
    return broadcast(run, array, tuple(own[i] if size == -1 and i >= offset else size for i, size in enumerate(wanted)))


def _expand_as(run: Run, a: Any, b: Any) -> Tensor:
    return broadcast(run, tensor(run, a), tensor(run, b).shape)


def _broadcast_together(run: Run, *arrays: Any) -> list[Tensor]:
    found = [tensor(run, array) for array in arrays]
    try:
        shape = np.broadcast_shapes(*(array.shape for array in found))
    except ValueError:
        raise run.misfit("broadcast_arrays", *found) from None
    return [broadcast(run, array, shape) for array in found]


def _meshgrid(run: Run, *lines: Any, indexing: Any = None, library: str = "") -> list[Tensor]:
    """Every line copied along the axes of the others; NumPy puts the second line first."""
    arrays = [flat(run, tensor(run, line)) for line in lines]
    order = list(range(len(arrays)))
    if (indexing or ("ij" if is_torch(library) else "xy")) == "xy" and len(order) > 1:
        order[0], order[1] = 1, 0
    shape = tuple(arrays[one].shape[0] for one in order)
    grid = []
    for place, array in enumerate(arrays):
        sizes = tuple(-1 if one == place else 1 for one in order)
        grid.append(broadcast(run, reshaped(run, array, sizes), shape))
    return grid


def _taken(run: Run, array: Tensor, places: list[np.ndarray]) -> Tensor:
    """The entries at each combination of places along the axes."""
    run.recorder.check_size(tuple(len(along) for along in places))
    return run.apply("index", array, key=np.ix_(*places))


def _tile(run: Run, a: Any, *repeats: Any, reps: Any = None) -> Tensor:
    """All of ``a`` side by side, so many times along each axis."""
    array, counts = tensor(run, a), shape_argument(run, repeats if reps is None else (reps,))
    missing = len(counts) - len(array.shape)
    if missing > 0:
        array = reshaped(run, array, (1,) * missing + array.shape)
    counts = (1,) * -missing + counts
    sizes = tuple(size * max(count, 0) for size, count in zip(array.shape, counts, strict=True))
    run.recorder.check_size(sizes)
    return _taken(run, array, [np.arange(size) % max(n, 1) for size, n in zip(sizes, array.shape, strict=True)])


def _repeat_each(run: Run, a: Any, repeats: Any, axis: Any = None) -> Tensor:
    """Every entry so many times, one after the other."""
    array = tensor(run, a) if axis is not None else flat(run, tensor(run, a))
    place = 0 if axis is None else one_axis(run, array, axis)
    counts = tuple(int(n) for n in np.ravel(tensor(run, repeats).value))
    if len(counts) not in (1, array.shape[place]) or min(counts, default=0) < 0:
        raise EngineError("cannot_expand", run.recorder.span, old=str(array.shape), new=str(counts))
    total = sum(counts) if len(counts) > 1 else counts[0] * array.shape[place]
    run.recorder.check_size((*array.shape[:place], total, *array.shape[place + 1 :]))
    picked = np.repeat(np.arange(array.shape[place]), counts)
    return run.apply("index", array, key=(*(slice(None),) * place, picked))


def _repeat(run: Run, a: Any, *repeats: Any, axis: Any = None, library: str = "") -> Tensor:
    """PyTorch's method repeats the whole, NumPy's function every entry."""
    if is_torch(library):
        return _tile(run, a, *repeats)
    along = repeats[1] if len(repeats) > 1 else axis
    return _repeat_each(run, a, repeats[0], along)


# --- margins -------------------------------------------------------------------------------------------------------

_MARGINS: dict[str, Any] = {
    "edge": "edge", "replicate": "edge", "reflect": "reflect", "symmetric": "symmetric", "wrap": "wrap",
    "circular": "wrap",
}  # fmt: skip
"""How a margin is continued, by PyTorch's and NumPy's names for it."""


def _pad(
    run: Run, a: Any, pad_width: Any = None, mode: Any = "constant", constant_values: Any = 0.0, pad: Any = None,
    value: Any = None, library: str = "",
) -> Tensor:  # fmt: skip
    """A margin around an array: of one number, or continued from the entries."""
    array = tensor(run, a)
    wanted = pad_width if pad is None else pad
    margins = _torch_margins(run, array, wanted) if is_torch(library) else _numpy_margins(run, array, wanted)
    shape = tuple(n + before + after for n, (before, after) in zip(array.shape, margins, strict=True))
    run.recorder.check_size(shape)
    if mode in _MARGINS:
        sizes = zip(array.shape, margins, strict=True)
        return _taken(run, array, [np.pad(np.arange(size), margin, mode=_MARGINS[mode]) for size, margin in sizes])
    if mode != "constant":
        raise EngineError("unknown_mode", run.recorder.span, mode=text(mode))
    key = tuple(slice(before, before + n) for n, (before, _) in zip(array.shape, margins, strict=True))
    number = constant_values if value is None else value
    if number == 0:
        return run.apply("scatter", array, key=key, shape=shape)
    return run.apply("replace", run.constant(np.full(shape, float(number))), array, key=key)


def _torch_margins(run: Run, array: Tensor, wanted: Any) -> list[tuple[int, int]]:
    """PyTorch counts margins from the last axis: left, right, top, bottom, …"""
    numbers = whole_numbers(run, wanted)
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))[::-1]
    return _checked_margins(run, array, [(0, 0)] * (len(array.shape) - len(pairs)) + pairs)


def _numpy_margins(run: Run, array: Tensor, wanted: Any) -> list[tuple[int, int]]:
    """NumPy takes one number, one pair, or a pair per axis."""
    pairs = [whole_numbers(run, one) for one in (wanted if isinstance(wanted, list | tuple) else (wanted,))]
    if len(pairs) == 2 and all(len(pair) == 1 for pair in pairs):
        pairs = [(*pairs[0], *pairs[1])]
    pairs = pairs * len(array.shape) if len(pairs) == 1 else pairs
    return _checked_margins(run, array, [(pair[0], pair[-1]) for pair in pairs])


def _checked_margins(run: Run, array: Tensor, margins: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if len(margins) != len(array.shape) or min((min(pair) for pair in margins), default=0) < 0:
        raise EngineError("bad_margins", run.recorder.span, margins=str(margins), shape=str(array.shape))
    return margins


COPIES: dict[str, Callable[..., Any]] = {
    "expand": _expand, "broadcast_to": _expand, "expand_as": _expand_as, "broadcast_arrays": _broadcast_together,
    "broadcast_tensors": _broadcast_together, "meshgrid": _meshgrid, "tile": _tile, "repeat": _repeat,
    "repeat_interleave": _repeat_each, "pad": _pad,
}  # fmt: skip
