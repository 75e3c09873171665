"""Windows that slide over an array: convolution, pooling, and the windows themselves."""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from engine.errors import EngineError
from engine.language.library.arguments import one_axis, tensor, text, whole_numbers
from engine.language.library.shapes import flat, permuted, reshaped
from engine.language.operations import operate, whole
from engine.language.run import Run
from engine.language.values import Tensor
from engine.limits import MAX_MULTIPLY_ADDS
from engine.statics import Shape


class Windows(NamedTuple):
    """Windows that slide over the spatial axes of (N, C, spatial…)."""

    size: tuple[int, ...]
    stride: tuple[int, ...]
    padding: tuple[int, ...]

    def positions(self, shape: Shape) -> tuple[int, ...]:
        """How many places a window has along each spatial axis of an array of ``shape``."""
        lengths = [n + 2 * amount for n, amount in zip(shape[2:], self.padding, strict=True)]
        return tuple((n - size) // step + 1 for n, size, step in zip(lengths, self.size, self.stride, strict=True))


def _sizes(run: Run, value: Any, dimensions: int) -> tuple[int, ...]:
    numbers = whole_numbers(run, value)
    return numbers * dimensions if len(numbers) == 1 else numbers


def _windows(run: Run, image: Tensor, size: Any, stride: Any, padding: Any) -> Windows:
    """The windows of arguments. Raises EngineError where they do not fit into ``image``, or are too many."""
    dimensions = len(image.shape) - 2
    window = _sizes(run, size, dimensions)
    steps = _sizes(run, stride, dimensions)
    pads = _margins(run, padding, window, steps)
    windows = Windows(window, steps, pads)
    fits = len(window) == len(steps) == len(pads) == dimensions and min(*window, *steps) > 0 <= min(pads)
    if not fits or min(windows.positions(image.shape)) < 1:
        raise EngineError("window_too_large", run.recorder.span, window=str(window), shape=str(image.shape))
    if math.prod((*image.shape[:2], *window, *windows.positions(image.shape))) > MAX_MULTIPLY_ADDS // 8:
        raise EngineError("too_much_work", run.recorder.span, limit=MAX_MULTIPLY_ADDS)
    return windows


def _margins(run: Run, padding: Any, window: tuple[int, ...], steps: tuple[int, ...]) -> tuple[int, ...]:
    """``valid`` is no margin; ``same`` keeps the size, which takes odd windows and steps of 1."""
    if padding == "valid":
        return (0,) * len(window)
    if padding != "same":
        return _sizes(run, padding, len(window))
    if set(steps) != {1} or any(size % 2 == 0 for size in window):
        raise EngineError("unknown_mode", run.recorder.span, mode="padding='same'")
    return tuple(size // 2 for size in window)


def _batched(run: Run, image: Tensor, dimensions: int) -> Tensor:
    """(C, spatial…) as a batch of one; (N, C, spatial…) as it is."""
    if len(image.shape) == dimensions + 1:
        return reshaped(run, image, (1, *image.shape))
    if len(image.shape) != dimensions + 2:
        raise EngineError("image_dimensions", run.recorder.span, shape=str(image.shape), dimensions=dimensions)
    return image


def _unbatched(run: Run, result: Tensor, image: Tensor, dimensions: int) -> Tensor:
    return result if len(image.shape) == dimensions + 2 else reshaped(run, result, result.shape[1:])


def _convolution(dimensions: int) -> Callable[..., Any]:
    """Cross-correlation of (N, C, spatial…) or (C, spatial…) with filters (F, C, window…), plus a bias per filter."""

    def implementation(run: Run, a: Any, weight: Any, bias: Any = None, stride: Any = 1, padding: Any = 0) -> Tensor:
        image, filters = tensor(run, a), tensor(run, weight)
        batch = _batched(run, image, dimensions)
        if len(filters.shape) != dimensions + 2 or filters.shape[1] != batch.shape[1]:
            raise run.misfit(f"conv{dimensions}d", image, filters)
        windows = _windows(run, batch, filters.shape[2:], stride, padding)
        run.recorder.check_size((batch.shape[0], filters.shape[0], *windows.positions(batch.shape)))
        result = run.apply(f"conv{dimensions}d", batch, filters, stride=windows.stride, padding=windows.padding)
        if bias is not None:
            result = operate(run, "add", result, reshaped(run, tensor(run, bias), (-1, *(1,) * dimensions)))
        return _unbatched(run, result, image, dimensions)

    return implementation


def _pooling(dimensions: int, op: str) -> Callable[..., Any]:
    """The first maximum, or the mean, of every window."""

    def implementation(run: Run, a: Any, kernel_size: Any, stride: Any = None, padding: Any = 0) -> Tensor:
        image = tensor(run, a)
        batch = _batched(run, image, dimensions)
        windows = _windows(run, batch, kernel_size, kernel_size if stride is None else stride, padding)
        if any(2 * pad > size for pad, size in zip(windows.padding, windows.size, strict=True)):
            raise EngineError("window_too_large", run.recorder.span, window=str(windows.size), shape=str(image.shape))
        return _unbatched(run, run.apply(op, batch, **windows._asdict()), image, dimensions)

    return implementation


def _adaptive(dimensions: int, op: str) -> Callable[..., Any]:
    """Windows as large as it takes for a result of this size, where they come out even."""

    def implementation(run: Run, a: Any, output_size: Any) -> Tensor:
        image = tensor(run, a)
        batch = _batched(run, image, dimensions)
        lengths, wanted = batch.shape[2:], _sizes(run, output_size, dimensions)
        if len(wanted) != dimensions or any(n < 1 or length % n for length, n in zip(lengths, wanted, strict=False)):
            raise EngineError("window_too_large", run.recorder.span, window=str(wanted), shape=str(image.shape))
        size = tuple(length // n for length, n in zip(lengths, wanted, strict=True))
        result = run.apply(op, batch, size=size, stride=size, padding=(0,) * dimensions)
        return _unbatched(run, result, image, dimensions)

    return implementation


def _unfold(run: Run, a: Any, *arguments: Any, library: str = "", **keywords: Any) -> Tensor:
    """``F.unfold(image, kernel_size)``: the windows as columns; ``x.unfold(axis, size, step)``: along one axis."""
    return (_windows_along if len(arguments) == 3 and library == "torch" else _columns)(run, a, *arguments, **keywords)


def _columns(run: Run, a: Any, kernel_size: Any, dilation: Any = 1, padding: Any = 0, stride: Any = 1) -> Tensor:
    if dilation not in (1, (1, 1)):
        raise EngineError("unknown_mode", run.recorder.span, mode=f"dilation={text(dilation)}")
    batch = _batched(run, tensor(run, a), 2)
    windows = _windows(run, batch, kernel_size, stride, padding)
    positions = windows.positions(batch.shape)
    key = _window_places(windows, positions)
    padded = _padded(run, batch, windows.padding)
    patches = run.apply("index", padded, key=(slice(None), slice(None), *key))
    return reshaped(run, patches, (batch.shape[0], -1, math.prod(positions)))


def _padded(run: Run, batch: Tensor, padding: tuple[int, ...]) -> Tensor:
    if not any(padding):
        return batch
    key = (slice(None), slice(None), *(slice(pad, pad + n) for pad, n in zip(padding, batch.shape[2:], strict=True)))
    shape = (*batch.shape[:2], *(n + 2 * pad for pad, n in zip(padding, batch.shape[2:], strict=True)))
    return run.apply("scatter", batch, key=key, shape=shape)


def _window_places(windows: Windows, positions: tuple[int, ...]) -> tuple[np.ndarray, ...]:
    """For each spatial axis the places of (entry of the window, position), both counted in one row."""
    entries = np.indices(windows.size).reshape(len(positions), -1, 1)
    starts = np.indices(positions).reshape(len(positions), 1, -1) * np.array(windows.stride)[:, None, None]
    return tuple(entries + starts)


def _windows_along(run: Run, a: Any, dimension: Any, size: Any, step: Any) -> Tensor:
    array = tensor(run, a)
    place, width, stride = one_axis(run, array, dimension), whole(run, size), whole(run, step)
    if stride < 1 or not 0 < width <= array.shape[place]:
        raise EngineError("window_too_large", run.recorder.span, window=str(width), shape=str(array.shape))
    starts = np.arange(0, array.shape[place] - width + 1, stride)
    run.recorder.check_size((*array.shape[:place], len(starts), *array.shape[place + 1 :], width))
    order = [one for one in range(len(array.shape)) if one != place]
    moved = permuted(run, array, [*order, place])
    found = run.apply("index", moved, key=(..., starts[:, None] + np.arange(width)))
    return permuted(run, found, [*range(place), len(order), *range(place, len(order)), len(order) + 1])


def _convolve(run: Run, a: Any, v: Any, mode: Any = "full") -> Tensor:
    """NumPy's: the shorter sequence turned round and slid along the other."""
    line, window = flat(run, tensor(run, a)), flat(run, tensor(run, v))
    if window.shape > line.shape:
        line, window = window, line
    return _slide(run, line, run.apply("flip", window, axis=(0,)), mode)


def _correlate(run: Run, a: Any, v: Any, mode: Any = "valid") -> Tensor:
    return _slide(run, a, flat(run, tensor(run, v)), mode)


def _slide(run: Run, a: Any, window: Tensor, mode: Any) -> Tensor:
    line = flat(run, tensor(run, a))
    size = window.shape[0]
    margins = {"full": size - 1, "same": size // 2, "valid": 0}
    if mode not in margins or (mode == "same" and size % 2 == 0) or size > line.shape[0]:
        raise EngineError("unknown_mode", run.recorder.span, mode=text(mode))
    image, filters = reshaped(run, line, (1, 1, -1)), reshaped(run, window, (1, 1, -1))
    return flat(run, _convolution(1)(run, image, filters, padding=margins[mode]))


WINDOWS: dict[str, Callable[..., Any]] = {
    "conv1d": _convolution(1),
    "conv2d": _convolution(2),
    "max_pool1d": _pooling(1, "max_pool"),
    "max_pool2d": _pooling(2, "max_pool"),
    "avg_pool1d": _pooling(1, "avg_pool"),
    "avg_pool2d": _pooling(2, "avg_pool"),
    "adaptive_avg_pool1d": _adaptive(1, "avg_pool"),
    "adaptive_avg_pool2d": _adaptive(2, "avg_pool"),
    "adaptive_max_pool1d": _adaptive(1, "max_pool"),
    "adaptive_max_pool2d": _adaptive(2, "max_pool"),
    "unfold": _unfold,
    "convolve": _convolve,
    "correlate": _correlate,
}
