"""Static facts: what the formulas of the op table may ask about shapes, params and places.

They take shapes, params and values and give ints, tuples and indices. Formulas use them in keywords and as numbers.
"""

import math
from typing import Any

import numpy as np

# Values may be scalars too: np.float64 answers to the same calls as an array.
Array = Any
Shape = tuple[int, ...]
Axis = int | tuple[int, ...] | None


def shape_of(a: Array) -> Shape:
    """The shape of a value."""
    return np.shape(a)


def axes(shape: Shape, axis: Axis) -> Shape:
    """The axes a reduction runs over; None means all."""
    chosen = range(len(shape)) if axis is None else (axis,) if isinstance(axis, int) else axis
    return tuple(one % len(shape) for one in chosen)


def kept(shape: Shape, axis: Axis) -> Shape:
    """The shape after a reduction that keeps its axes with size 1."""
    return tuple(1 if one in axes(shape, axis) else size for one, size in enumerate(shape))


def reduced(shape: Shape, axis: Axis) -> Shape:
    """The shape after a reduction that drops its axes."""
    return tuple(size for one, size in enumerate(shape) if one not in axes(shape, axis))


def count(shape: Shape, axis: Axis) -> int:
    """How many entries a reduction combines into one."""
    return math.prod(shape[one] for one in axes(shape, axis))


def order(a: Array, axis: int) -> np.ndarray:
    """The indices that sort ``a`` along ``axis``; equal entries stay in their order."""
    return np.argsort(a, axis=axis, kind="stable")


def differences(a: Array, axis: int | None) -> Any:
    """What separates each two entries along ``axis`` or in all: 0, or changing its sign, where their order changes."""
    entries = np.ravel(a) if axis is None else np.moveaxis(np.asarray(a), axis, -1)
    first, second = np.triu_indices(entries.shape[-1], 1)
    return entries[..., first] - entries[..., second]


def opposite(shift: Shape) -> Shape:
    """The shifts that undo others."""
    return tuple(-amount for amount in shift)


def inverse(permutation: Shape) -> Shape:
    """The permutation that undoes another."""
    return tuple(int(position) for position in np.argsort(permutation))


def swapped(shape: Shape) -> Shape:
    """The permutation that swaps the last two axes."""
    first = tuple(range(len(shape) - 2))
    return (*first, len(shape) - 1, len(shape) - 2)


def with_two(shape: Shape) -> Shape:
    """``shape`` with two axes of size 1 behind it."""
    return (*shape, 1, 1)


def entries(size: Shape) -> int:
    """How many entries a window has."""
    return math.prod(size)


def in_rows(shape: Shape) -> Shape:
    """(N, C, spatial…) with the spatial axes in one."""
    return (*shape[:2], math.prod(shape[2:]))


def per_window(shape: Shape) -> Shape:
    """(N, C, position…) as one entry for each window: (N, C, 1, position)."""
    return (*shape[:2], 1, math.prod(shape[2:]))


def windows_of(shape: Shape, out: Shape, size: Shape) -> Shape:
    """The shape of all windows of an array of ``shape`` when ``out`` holds one number for each: see ``unfold``."""
    return (*shape[:2], math.prod(size), math.prod(out[2:]))


def first_max(a: Array, axis: int) -> Any:
    """The index of the first maximum along ``axis``, which keeps size 1."""
    return np.argmax(a, axis=axis, keepdims=True)


def first_min(a: Array, axis: int) -> Any:
    """The index of the first minimum along ``axis``, which keeps size 1."""
    return np.argmin(a, axis=axis, keepdims=True)


def entry(axis: int, argnum: int) -> tuple[Any, ...]:
    """The key of the ``argnum``-th array of a stack along ``axis``."""
    return (*(slice(None),) * axis, argnum)


def section(axis: int, sizes: Shape, argnum: int) -> tuple[Any, ...]:
    """The key of the ``argnum``-th array of a concatenation along ``axis``."""
    start = sum(sizes[:argnum])
    return (*(slice(None),) * axis, slice(start, start + sizes[argnum]))
