"""Putting arrays together, cutting them apart, and picking entries."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language.entries import index as pick
from engine.language.library.arguments import is_torch, one_axis, tensor, text, whole_numbers
from engine.language.library.shapes import flat, pieces, reshaped
from engine.language.operations import operate, whole
from engine.language.run import Run
from engine.language.values import Tensor

# --- joining -------------------------------------------------------------------------------------------------------


def _parts(run: Run, parts: Any) -> list[Tensor]:
    if isinstance(parts, Tensor):
        return [pick(run, parts, place) for place in range(parts.shape[0] if parts.shape else 0)]
    return [tensor(run, part) for part in parts]


def _joined(run: Run, arrays: Sequence[Tensor], axis: Any) -> Tensor:
    """One behind the other along an axis that they have."""
    if not arrays or not arrays[0].shape:
        raise run.misfit("concatenate", *arrays)
    place = one_axis(run, arrays[0], axis)
    rest = {(len(array.shape), *(n for i, n in enumerate(array.shape) if i != place)) for array in arrays}
    if len(rest) > 1:
        raise run.misfit("concatenate", *arrays)
    sizes = tuple(array.shape[place] for array in arrays)
    run.recorder.check_size((*arrays[0].shape[:place], sum(sizes), *arrays[0].shape[place + 1 :]))
    return run.apply("concatenate", *arrays, axis=place, sizes=sizes)


def _concatenate(run: Run, parts: Any, axis: Any = 0) -> Tensor:
    arrays = _parts(run, parts)
    return _joined(run, [flat(run, array) for array in arrays] if axis is None else arrays, 0 if axis is None else axis)


def _stack(run: Run, parts: Any, axis: Any = 0) -> Tensor:
    arrays = _parts(run, parts)
    if not arrays or len({array.shape for array in arrays}) > 1:
        raise run.misfit("stack", *arrays)
    shape, place = arrays[0].shape, whole(run, axis)
    if not -len(shape) - 1 <= place <= len(shape):
        raise EngineError("no_such_axis", run.recorder.span, axis=place, shape=str(shape))
    run.recorder.check_size((len(arrays), *shape))
    return run.apply("stack", *arrays, axis=place % (len(shape) + 1))


def _with_axes(axis: int, enlarge: Callable[[tuple[int, ...]], tuple[int, ...]]) -> Callable[..., Any]:
    """Joined along ``axis`` once arrays with few axes have been given more."""

    def implementation(run: Run, parts: Any) -> Tensor:
        arrays = _parts(run, parts)
        shapes = [enlarge(array.shape) for array in arrays]
        fitted = [a if shape == a.shape else reshaped(run, a, shape) for a, shape in zip(arrays, shapes, strict=True)]
        return _joined(run, fitted, axis if shapes and len(shapes[0]) > axis else 0)

    return implementation


def _as_line(shape: tuple[int, ...]) -> tuple[int, ...]:
    return shape or (1,)


def _as_row(shape: tuple[int, ...]) -> tuple[int, ...]:
    return shape if len(shape) > 1 else (1, *_as_line(shape))


def _as_column(shape: tuple[int, ...]) -> tuple[int, ...]:
    return shape if len(shape) > 1 else (*_as_line(shape), 1)


def _as_layer(shape: tuple[int, ...]) -> tuple[int, ...]:
    return shape if len(shape) > 2 else (*_as_row(shape), 1)


def _append(run: Run, a: Any, values: Any, axis: Any = None) -> Tensor:
    return _concatenate(run, [a, values], axis)


# --- cutting -------------------------------------------------------------------------------------------------------


def _split(run: Run, a: Any, split: Any, axis: Any = 0, library: str = "") -> Sequence[Tensor]:
    """NumPy counts the parts, PyTorch their size; a list gives places (NumPy) or sizes (PyTorch)."""
    array = tensor(run, a)
    place = one_axis(run, array, axis)
    length, numbers = array.shape[place], whole_numbers(run, split)
    if isinstance(split, list | tuple):
        sizes = list(numbers) if is_torch(library) else []
        ends = [int(end) for end in np.cumsum(sizes)] if sizes else [*numbers, length]
        fits = not sizes or ends[-1] == length
    else:
        size = numbers[0] if is_torch(library) else length // max(numbers[0], 1)
        ends = [min(end, length) for end in range(size, length + size, size)] if size > 0 else []
        fits = bool(ends) and (is_torch(library) or size * numbers[0] == length)
    if not fits:
        raise EngineError("cannot_split", run.recorder.span, length=length, split=text(split))
    parts = pieces(run, array, ends, place)
    return parts if is_torch(library) else list(parts)


def _array_split(run: Run, a: Any, split: Any, axis: Any = 0) -> Sequence[Tensor]:
    """Into so many parts, the first ones larger by one where it does not come out even; or behind places."""
    array = tensor(run, a)
    place = one_axis(run, array, axis)
    if isinstance(split, list | tuple):
        return _split(run, array, split, axis, library="np")
    parts = max(whole(run, split), 1)
    small, larger = divmod(array.shape[place], parts)
    return pieces(run, array, [int(end) for end in np.cumsum([small + (one < larger) for one in range(parts)])], place)


def _chunk(run: Run, a: Any, chunks: Any, axis: Any = 0) -> Sequence[Tensor]:
    array = tensor(run, a)
    size = -(-array.shape[one_axis(run, array, axis)] // max(whole(run, chunks), 1))
    return _split(run, array, size, axis, library="torch")


def _split_along(axis: int) -> Callable[..., Any]:
    def implementation(run: Run, a: Any, split: Any) -> Sequence[Tensor]:
        array = tensor(run, a)
        return _split(run, array, split, min(axis, len(array.shape) - 1), library="np")

    return implementation


def _unbind(run: Run, a: Any, axis: Any = 0) -> tuple[Tensor, ...]:
    array = tensor(run, a)
    place = one_axis(run, array, axis)
    return tuple(pick(run, array, (*(slice(None),) * place, one)) for one in range(array.shape[place]))


# --- picking -------------------------------------------------------------------------------------------------------


def _take(run: Run, a: Any, indices: Any, axis: Any = None) -> Tensor:
    array = tensor(run, a)
    if axis is None:
        return pick(run, flat(run, array), indices)  # type: ignore[no-any-return]
    return pick(run, array, (*(slice(None),) * one_axis(run, array, axis), indices))  # type: ignore[no-any-return]


def _index_select(run: Run, a: Any, axis: Any, index: Any) -> Tensor:
    return _take(run, a, index, axis)


def _select(run: Run, a: Any, *arguments: Any, library: str = "") -> Tensor:
    """PyTorch's: one place along an axis. NumPy's chooses between lists, which is not here."""
    if not is_torch(library) or len(arguments) != 2:
        raise EngineError("not_here_but", run.recorder.span, name="select", instead="where")
    return _take(run, a, arguments[1], arguments[0])


def _narrow(run: Run, a: Any, axis: Any, start: Any, length: Any) -> Tensor:
    first = whole(run, start)
    return _take(run, a, slice(first, first + whole(run, length)), axis)


def _gather(run: Run, a: Any, axis: Any, index: Any) -> Tensor:
    """For each entry of ``index`` the entry of ``a`` that stands there along an axis; elsewhere in the same place."""
    array, shape = tensor(run, a), tensor(run, index).shape
    place = one_axis(run, array, axis)
    sizes = zip(shape, array.shape, strict=False)
    part = tuple(slice(0, n if i == place else size) for i, (size, n) in enumerate(sizes))
    if any(one.stop < n for one, n in zip(part, array.shape, strict=False)):
        array = pick(run, array, part)
    return _take_along(run, array, index, place)


def _take_along(run: Run, a: Any, indices: Any, axis: Any = -1) -> Tensor:
    array, places = tensor(run, a), tensor(run, indices).value
    place = one_axis(run, array, axis)
    if np.ndim(places) != len(array.shape) or not np.all(places == np.round(places)):
        raise run.misfit("gather", array, tensor(run, indices))
    if np.size(places) and not -array.shape[place] <= np.min(places) <= np.max(places) < array.shape[place]:
        worst = int(np.max(places) if np.max(places) >= array.shape[place] else np.min(places))
        raise EngineError("index_beyond", run.recorder.span, index=worst, axis=place, size=array.shape[place])
    return run.apply("take_along", array, indices=np.asarray(places, dtype=np.int64) % array.shape[place], axis=place)


def _scatter_add(run: Run, a: Any, axis: Any, index: Any, src: Any) -> Any:
    """``a`` with the entries of ``src`` added at places along an axis; places named twice get both."""
    array, places, values = tensor(run, a), tensor(run, index), tensor(run, src)
    place = one_axis(run, array, axis)
    if not len(array.shape) == len(places.shape) == len(values.shape):
        raise run.misfit("scatter_add", array, places, values)
    if values.shape != places.shape:
        values = pick(run, values, tuple(slice(0, size) for size in places.shape))
    key = [np.arange(n).reshape(-1, *(1,) * (len(places.shape) - i - 1)) for i, n in enumerate(places.shape)]
    key[place] = np.asarray(places.value, dtype=np.int64)
    return operate(run, "add", array, run.apply("scatter", values, key=tuple(key), shape=array.shape))


def _masked_fill(run: Run, a: Any, mask: Any, value: Any) -> Tensor:
    return run.apply("where", mask, value, a)


def _masked_select(run: Run, a: Any, mask: Any) -> Tensor:
    return pick(run, tensor(run, a), mask)  # type: ignore[no-any-return]


def _grid_of_places(run: Run, *lines: Any) -> tuple[Tensor, ...]:
    """``np.ix_``: whole numbers that broadcast to all their combinations."""
    count = len(lines)
    arrays = (np.asarray(run.draft(line).value) for line in lines)
    return tuple(run.constant(one.reshape((-1,) + (1,) * (count - place - 1))) for place, one in enumerate(arrays))


JOINING: dict[str, Callable[..., Any]] = {
    "concatenate": _concatenate, "cat": _concatenate, "concat": _concatenate, "stack": _stack, "append": _append,
    "hstack": _with_axes(1, _as_line), "vstack": _with_axes(0, _as_row), "row_stack": _with_axes(0, _as_row),
    "column_stack": _with_axes(1, _as_column), "dstack": _with_axes(2, _as_layer), "split": _split,
    "array_split": _array_split, "tensor_split": _array_split, "chunk": _chunk, "vsplit": _split_along(0),
    "hsplit": _split_along(1), "unbind": _unbind, "take": _take, "index_select": _index_select, "select": _select,
    "narrow": _narrow, "gather": _gather, "take_along_axis": _take_along, "take_along_dim": _take_along,
    "scatter_add": _scatter_add,
    "masked_fill": _masked_fill, "masked_select": _masked_select, "ix_": _grid_of_places,
}  # fmt: skip
