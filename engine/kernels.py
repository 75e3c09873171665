"""What the op table is written in: NumPy, and the functions NumPy lacks.

Kernels take and give float64 arrays, scalars included, and follow IEEE 754 and PyTorch at the edges.
"""

import math
from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np

from engine import statics
from engine.statics import Array, Axis, Shape, count, in_rows, reduced

_erf: Any = np.frompyfunc(math.erf, 1, 1)


def overridable(kernel: Callable[..., Array]) -> Callable[..., Array]:
    """Let stand-ins for arrays take a kernel over, as they can take over NumPy's own functions (NEP 18)."""

    @wraps(kernel)
    def call(a: Any, *arguments: Any) -> Any:
        if isinstance(a, np.ndarray | float | int):
            return kernel(a, *arguments)
        return a.__array_function__(call, (type(a),), (a, *arguments), {})

    return call


def where(condition: Array, if_true: Array, if_false: Array) -> Array:
    """``if_true`` where ``condition`` is not 0, else ``if_false``; all broadcast."""
    if isinstance(condition, np.float64) and np.ndim(if_true) == 0 == np.ndim(if_false):
        return np.float64(if_true if condition else if_false)
    return np.where(condition, if_true, if_false)


def truth(condition: Any) -> Array:
    """1.0 for true and 0.0 for false: comparisons are float64 like every value."""
    return condition.astype(np.float64)


def erf(a: Array) -> Array:
    """The error function."""
    if isinstance(a, np.float64 | np.ndarray) and a.ndim == 0:
        return np.float64(math.erf(a))
    return _erf(a).astype(np.float64)


def sigmoid(a: Array) -> Array:
    """1 / (1 + exp(−a)), without overflow on either side: exp is only taken of −|a|."""
    tail = np.exp(-np.abs(a))
    return where(truth(a >= 0), 1 / (1 + tail), tail / (1 + tail))


def softplus(a: Array) -> Array:
    """log(1 + exp(a)), and ``a`` itself above 20, as PyTorch has it."""
    return where(truth(a > 20), a, np.log1p(np.exp(a)))


def mean(a: Array, axis: Axis, keepdims: bool) -> Array:
    """The mean; NaN of no entries, as PyTorch has it, without NumPy's warning."""
    how: Any = {"axis": axis, "keepdims": keepdims}
    return np.mean(a, **how) if np.size(a) else np.sum(a, **how) / np.float64(0.0)


def variance(a: Array, axis: Axis, keepdims: bool, correction: float) -> Array:
    """The mean squared deviation, with n − correction in place of n; NaN where that is 0."""
    deviation = a - np.mean(a, axis=axis, keepdims=True)
    return np.sum(deviation * deviation, axis=axis, keepdims=keepdims) / np.float64(count(a.shape, axis) - correction)


def logsumexp(a: Array, axis: Axis, keepdims: bool) -> Array:
    """log Σ exp(a), shifted by the maximum where that is finite."""
    largest = np.max(a, axis=axis, keepdims=True)
    shift = np.where(np.isfinite(largest), largest, 0.0)
    summed = np.log(np.sum(np.exp(a - shift), axis=axis, keepdims=True)) + shift
    return summed if keepdims else summed.reshape(reduced(a.shape, axis))


def softmax(a: Array, axis: int) -> Array:
    """exp(a) / Σ exp(a), shifted by the maximum."""
    powers = np.exp(a - np.max(a, axis=axis, keepdims=True))
    return powers / np.sum(powers, axis=axis, keepdims=True)


def log_softmax(a: Array, axis: int) -> Array:
    """log(softmax(a)), without the logarithm of 0."""
    shifted = a - np.max(a, axis=axis, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=axis, keepdims=True))


def sum_to(a: Array, shape: Shape) -> Array:
    """The sum of ``a`` over the axes along which an operand of ``shape`` would be copied."""
    surplus = np.ndim(a) - len(shape)
    copied = tuple(surplus + axis for axis, size in enumerate(shape) if size == 1 != np.shape(a)[surplus + axis])
    return np.sum(a, axis=(*range(surplus), *copied), keepdims=True).reshape(shape)


@overridable
def scatter(a: Array, key: Any, shape: Shape) -> Array:
    """Zeros of ``shape`` with ``a`` added at ``key``; places named twice get both."""
    result = np.zeros_like(a, shape=shape)
    np.add.at(result, key, a)
    return result


@overridable
def put_along(a: Array, indices: np.ndarray, axis: int, shape: Shape) -> Array:
    """Zeros of ``shape`` with ``a`` added at places along ``axis``; places named twice get both."""
    result = np.zeros_like(a, shape=shape)
    places = [np.arange(size).reshape(-1, *(1,) * (len(shape) - other - 1)) for other, size in enumerate(shape)]
    places[axis] = indices
    np.add.at(result, tuple(places), a)
    return result


@overridable
def replaced(a: Array, b: Array, key: Any) -> Array:
    """``a`` with ``b``, broadcast, at ``key``; of places named twice the last one counts."""
    result = np.array(a)
    result[key] = b
    return result


def shifted(a: np.ndarray, axis: int, fill: float) -> Array:
    """``a`` moved on by one place along ``axis``; the first place is filled."""
    before = (slice(None),) * (axis % a.ndim)
    first = np.full_like(a[(*before, slice(0, 1))], fill)
    return np.concatenate((first, a[(*before, slice(0, -1))]), axis=axis)


@overridable
def recurrence(a: Array, b: Array, axis: int) -> Array:
    """The sequence out₀ = a₀, outᵢ = aᵢ + bᵢ·outᵢ₋₁ along ``axis``."""
    addends, factors = np.moveaxis(a, axis, 0), np.moveaxis(b, axis, 0)
    result = np.array(addends)
    for place in range(1, len(result)):
        result[place] += factors[place] * result[place - 1]
    return np.moveaxis(result, 0, axis)


@overridable
def lower_median(a: Array) -> Array:
    """The middle entry in order of size, the smaller of two; NaN where there is one, as PyTorch has it."""
    ordered = np.sort(np.ravel(a))
    return np.float64(np.nan) if np.isnan(ordered[-1]) else ordered[(np.size(a) - 1) // 2]


@overridable
def inverse_matrix(a: Array) -> Array:
    """The inverse of each matrix; NaN where there is none."""
    return _of_regular(np.linalg.inv, a, a.shape)


@overridable
def solution(a: Array, b: Array) -> Array:
    """The matrices x with a @ x = b; NaN where there is none."""
    stack = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    return _of_regular(lambda matrix: np.linalg.solve(matrix, b), a, (*stack, *b.shape[-2:]))


def _of_regular(function: Callable[[Array], Array], a: Array, shape: Shape) -> Array:
    """``function`` of ``a``; NaN of ``shape`` where a matrix is singular."""
    try:
        return function(a)
    except np.linalg.LinAlgError:
        return np.full(shape, np.nan)


@overridable
def cofactors(a: Array) -> Array:
    """For each entry of a matrix the determinant without its row and column, with the sign of its place."""
    size = a.shape[-1]
    places = np.arange(size)
    others = np.array([np.delete(places, place) for place in places], dtype=int).reshape(size, size - 1)
    minors = a[..., others[:, None, :, None], others[None, :, None, :]]
    signs = (-1.0) ** (places[:, None] + places)
    return signs * np.linalg.det(minors)


def outer(a: Array, b: Array) -> Array:
    """Every entry of ``a`` times every entry of the vector ``b``."""
    return a[..., None] * b


@overridable
def unfold(a: np.ndarray, size: Shape, stride: Shape, padding: Shape, filler: float = 0.0) -> np.ndarray:
    """All windows of ``a`` (N, C, spatial…): (N, C, entry of the window, position), each counted in one row."""
    padded = np.pad(a, [(0, 0), (0, 0), *((amount, amount) for amount in padding)], constant_values=filler)
    return padded[(slice(None), slice(None), *_window_places(padded.shape[2:], size, stride))]


@overridable
def fold(a: np.ndarray, size: Shape, stride: Shape, padding: Shape, shape: Shape) -> np.ndarray:
    """The adjoint of ``unfold``: windows (N, C, entry, position) added back into an array of ``shape``."""
    lengths = tuple(length + 2 * amount for length, amount in zip(shape[2:], padding, strict=True))
    padded = np.zeros_like(a, shape=(*shape[:2], *lengths))
    np.add.at(padded, (slice(None), slice(None), *_window_places(lengths, size, stride)), a)
    inner = (slice(amount, amount + length) for length, amount in zip(shape[2:], padding, strict=True))
    return padded[(slice(None), slice(None), *inner)]


def _window_places(lengths: Shape, size: Shape, stride: Shape) -> tuple[Any, ...]:
    """For each spatial axis the padded index of (entry, position)."""
    places = _positions(lengths, size, stride, (0,) * len(size))
    entries = np.indices(size).reshape(len(size), -1, 1)
    starts = np.indices(places).reshape(len(size), 1, -1) * np.reshape(stride, (-1, 1, 1))
    return tuple(entries + starts)


def _positions(lengths: Shape, size: Shape, stride: Shape, padding: Shape) -> Shape:
    """How many places a window has along each spatial axis."""
    sizes = zip(lengths, size, stride, padding, strict=True)
    return tuple((length + 2 * amount - window) // step + 1 for length, window, step, amount in sizes)


def convolution(a: np.ndarray, b: np.ndarray, stride: Shape, padding: Shape) -> np.ndarray:
    """Cross-correlation of (N, C, spatial…) with filters (F, C, window…): (N, F, position…)."""
    size = b.shape[2:]
    filters = np.reshape(b, in_rows(b.shape))
    return np.reshape(
        np.einsum("ncep,fce->nfp", unfold(a, size, stride, padding), filters),
        (a.shape[0], b.shape[0], *_positions(a.shape[2:], size, stride, padding)),
    )


def max_pool(a: np.ndarray, size: Shape, stride: Shape, padding: Shape) -> np.ndarray:
    """The largest entry of each window of ``a`` (N, C, spatial…)."""
    largest = np.max(unfold(a, size, stride, padding, -np.inf), axis=2)
    return np.reshape(largest, (*a.shape[:2], *_positions(a.shape[2:], size, stride, padding)))


def avg_pool(a: np.ndarray, size: Shape, stride: Shape, padding: Shape) -> np.ndarray:
    """The mean of each window of ``a`` (N, C, spatial…); a margin counts as zeros."""
    means = np.mean(unfold(a, size, stride, padding), axis=2)
    return np.reshape(means, (*a.shape[:2], *_positions(a.shape[2:], size, stride, padding)))


NAMESPACE: dict[str, Any] = {
    "np": np,
    **{
        function.__name__: function
        for function in (
            where, truth, erf, sigmoid, softplus, mean, variance, logsumexp, softmax, log_softmax, sum_to, scatter,
            put_along, replaced, shifted, recurrence, lower_median, inverse_matrix, solution, cofactors, outer, unfold,
            fold, convolution, max_pool, avg_pool, statics.entries, statics.shape_of, statics.axes, statics.kept,
            reduced, count, statics.inverse, statics.opposite, statics.swapped, statics.with_two, in_rows,
            statics.per_window, statics.windows_of, statics.first_max, statics.first_min, statics.order,
            statics.differences, statics.entry, statics.section,
        )
    },
}  # fmt: skip
"""What an expression of the table may name besides operands and params."""
