"""Einsum, convolution and pooling: functions that read a pattern before they apply ops."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language.library.arrays import tensor
from engine.language.operations import operate, whole
from engine.language.run import Run
from engine.language.values import Tensor
from engine.limits import MAX_DIMENSIONS, MAX_MULTIPLY_ADDS

_PATTERN = re.compile(r"[a-zA-Z]+(,[a-zA-Z]+)*(->[a-zA-Z]*)?")


def _einsum(run: Run, pattern: Any, *arrays: Any) -> Tensor:
    """Two operands at a time, from the left; an index that only one operand has is summed first."""
    terms, result = _read_pattern(run, str(pattern).replace(" ", ""), arrays)
    value, indices = tensor(run, arrays[0]), terms[0]
    value, indices = _without_lone_indices(run, value, indices, "".join(terms[1:]) + result)
    for position, (array, other) in enumerate(zip(arrays[1:], terms[1:], strict=True), 2):
        needed = result + "".join(terms[position:])
        right, other = _without_lone_indices(run, tensor(run, array), other, indices + needed)
        target = "".join(dict.fromkeys(i for i in indices + other if i in needed)) if position < len(terms) else result
        _check_work(run, indices + other, value, indices, right, other)
        value = run.apply("einsum", value, right, left=indices, right=other, result=target)
        indices = target
    return _arranged(run, value, indices, result)


def _read_pattern(run: Run, pattern: str, arrays: Sequence[Any]) -> tuple[list[str], str]:
    if not _PATTERN.fullmatch(pattern):
        raise EngineError("bad_einsum", run.recorder.span, pattern=pattern)
    inputs, arrow, result = pattern.partition("->")
    terms = inputs.split(",")
    fitting = len(terms) == len(arrays) and all(
        len(term) == len(set(term)) == len(tensor(run, array).shape) for term, array in zip(terms, arrays, strict=False)
    )
    if not fitting or not set(result) <= set("".join(terms)) or len(result) > MAX_DIMENSIONS:
        raise EngineError("bad_einsum", run.recorder.span, pattern=pattern)
    if not arrow:
        letters = "".join(terms)
        result = "".join(sorted(letter for letter in set(letters) if letters.count(letter) == 1))
    return terms, result


def _without_lone_indices(run: Run, value: Tensor, indices: str, others: str) -> tuple[Tensor, str]:
    lone = tuple(axis for axis, letter in enumerate(indices) if letter not in others)
    if not lone:
        return value, indices
    kept = "".join(letter for letter in indices if letter in others)
    return run.apply("sum", value, axis=lone, keepdims=False), kept


def _check_work(run: Run, letters: str, left: Tensor, left_indices: str, right: Tensor, right_indices: str) -> None:
    sizes = dict(zip(left_indices, left.shape, strict=True))
    for letter, size in zip(right_indices, right.shape, strict=True):
        if sizes.setdefault(letter, size) != size:
            raise EngineError(
                "shapes_do_not_fit", run.recorder.span, op="einsum", shapes=f"{left.shape} and {right.shape}"
            )
    if np.prod([float(sizes[letter]) for letter in set(letters)]) > MAX_MULTIPLY_ADDS:
        raise EngineError("too_much_work", run.recorder.span, limit=MAX_MULTIPLY_ADDS)


def _arranged(run: Run, value: Tensor, indices: str, result: str) -> Tensor:
    summed, indices = _without_lone_indices(run, value, indices, result)
    order = tuple(indices.index(letter) for letter in result)
    return summed if order == tuple(range(len(order))) else run.apply("transpose", summed, axes=order)


# --- convolution and pooling ---------------------------------------------------------------------------------------


def _sizes(run: Run, value: Any, dimensions: int) -> tuple[int, ...]:
    if isinstance(value, list | tuple):
        return tuple(whole(run, one) for one in value)
    return (whole(run, value),) * dimensions


def _convolution(dimensions: int) -> Callable[..., Any]:
    """Cross-correlation of (N, C, spatial…) or (C, spatial…) with filters (F, C, window…), plus a bias per filter."""

    def implementation(run: Run, a: Any, weight: Any, bias: Any = None, stride: Any = 1, padding: Any = 0) -> Tensor:
        image, filters = tensor(run, a), tensor(run, weight)
        batched = len(image.shape) == dimensions + 2
        if not batched:
            image = _with_batch(run, image, dimensions)
        steps, pads = _sizes(run, stride, dimensions), _sizes(run, padding, dimensions)
        _check_windows(run, image, filters.shape[2:], steps, pads, dimensions)
        if len(filters.shape) != dimensions + 2 or filters.shape[1] != image.shape[1]:
            raise EngineError(
                "shapes_do_not_fit",
                run.recorder.span,
                op=f"conv{dimensions}d",
                shapes=f"{image.shape} and {filters.shape}",
            )
        result = run.apply(f"conv{dimensions}d", image, filters, stride=steps, padding=pads)
        if bias is not None:
            columns = (tensor(run, bias).shape[0], *(1,) * dimensions)
            result = operate(run, "add", result, run.apply("reshape", bias, shape=columns))
        return result if batched else run.apply("reshape", result, shape=result.shape[1:])

    return implementation


def _with_batch(run: Run, image: Tensor, dimensions: int) -> Tensor:
    if len(image.shape) != dimensions + 1:
        raise EngineError("image_dimensions", run.recorder.span, shape=str(image.shape), dimensions=dimensions)
    return run.apply("reshape", image, shape=(1, *image.shape))


def _check_windows(
    run: Run, image: Tensor, window: tuple[int, ...], steps: Sequence[int], pads: Sequence[int], dimensions: int
) -> None:
    """Refuse windows larger than the padded image, and more work than the budget, before anything is built."""
    lengths = [length + 2 * pad for length, pad in zip(image.shape[2:], pads, strict=False)]
    bad = len(window) != dimensions or min(steps) < 1 or min(pads) < 0 or min(window, default=0) < 1
    if bad or any(size > length for size, length in zip(window, lengths, strict=True)):
        raise EngineError("window_too_large", run.recorder.span, window=str(window), shape=str(image.shape))
    positions = [(length - size) // step + 1 for length, size, step in zip(lengths, window, steps, strict=True)]
    if float(np.prod(image.shape[:2])) * np.prod(window) * np.prod(positions) > MAX_MULTIPLY_ADDS / 8:
        raise EngineError("too_much_work", run.recorder.span, limit=MAX_MULTIPLY_ADDS)


def _pooling(dimensions: int, op: str) -> Callable[..., Any]:
    """The first maximum, or the mean, of every window."""

    def implementation(run: Run, a: Any, kernel_size: Any, stride: Any = None, padding: Any = 0) -> Tensor:
        image = tensor(run, a)
        batched = len(image.shape) == dimensions + 2
        if not batched:
            image = _with_batch(run, image, dimensions)
        window = _sizes(run, kernel_size, dimensions)
        steps, pads = (
            _sizes(run, kernel_size if stride is None else stride, dimensions),
            _sizes(run, padding, dimensions),
        )
        _check_windows(run, image, window, steps, pads, dimensions)
        result = run.apply(op, image, size=window, stride=steps, padding=pads)
        return result if batched else run.apply("reshape", result, shape=result.shape[1:])

    return implementation


PRODUCTS: dict[str, Callable[..., Any]] = {
    "einsum": _einsum,
    "conv1d": _convolution(1),
    "conv2d": _convolution(2),
    "max_pool1d": _pooling(1, "max_pool"),
    "max_pool2d": _pooling(2, "max_pool"),
    "avg_pool1d": _pooling(1, "avg_pool"),
    "avg_pool2d": _pooling(2, "avg_pool"),
}
