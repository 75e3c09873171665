"""Values that stand for a whole batch, with the sample as first axis: what JAX calls vmap.

To the passes such a value has the shape of one sample. Each call on it is carried over to all samples at once.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.codegen.arrays import Recorded, call, function_name, lifted, ufunc_name
from engine.codegen.recording import CannotRecord


class Batched(Recorded):
    """One array a sample; the first axis of the expression is the sample."""

    @property
    def shape(self) -> tuple[int, ...]:
        """That of one sample."""
        return super().shape[1:]

    @property
    def plain(self) -> Any:
        """The array that the code holds, with the sample as first axis."""
        return Recorded(self.expression)

    def __getitem__(self, key: Any) -> Recorded:
        keys = key if isinstance(key, tuple) else (key,)
        if any(isinstance(each, np.ndarray | list) for each in keys) and len(keys) > 1:
            raise CannotRecord("several index arrays")  # their axes would change places
        return _whole(call("{0}[{1}]", self.plain, (slice(None), *keys)))

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        if method != "__call__" or options:
            raise CannotRecord(f"{ufunc.__name__}.{method}")
        values = [lifted(self.book, value) for value in inputs]
        return _matmul(*values) if ufunc is np.matmul else _entrywise(ufunc_name(ufunc), values)

    def __array_function__(self, function: Callable[..., Any], types: Any, args: Any, kwargs: Any) -> Any:
        if function in (np.shape, np.ndim, np.size):
            return getattr(self, function.__name__)
        if function is np.where:
            condition, *branches = (lifted(self.book, value) for value in args)
            return _entrywise("where", [condition.as_condition(), *branches])
        if function not in _RULES:
            raise CannotRecord(function.__name__)
        return _RULES[function](*args, **kwargs)


def _whole(value: Any) -> Batched:
    """A value computed on plain arrays, as the batch that it is."""
    return Batched(value.expression)


def _entrywise(function: str, values: list[Recorded]) -> Batched:
    """A function of broadcast entries: axes of size 1 are put behind the sample where a value has fewer axes."""
    rank = max(value.ndim for value in values)
    aligned = [_with_axes(value, rank - value.ndim) if isinstance(value, Batched) else value for value in values]
    return Batched(values[0].book.apply(function, *(value.expression for value in aligned)))


def _with_axes(value: Batched, count: int) -> Batched:
    return _whole(value[(None,) * count]) if count else value


def _matmul(a: Any, b: Any) -> Any:
    """``a @ b`` for each sample: as one product of matrices where one side is the same for all samples."""
    if a.ndim == 1 and b.ndim == 1:
        return np.sum(a * b, axis=-1)
    if a.ndim == 1 and not isinstance(b, Batched):
        return _whole(np.matmul(a.plain, b))
    if b.ndim == 1 and not isinstance(a, Batched):
        return _whole(np.matmul(b.plain, _swapped(a)))
    if a.ndim == 1:
        return np.matmul(a[None], b)[..., 0, :]
    if b.ndim == 1:
        return np.matmul(a, b[..., None])[..., 0]
    rank = max(a.ndim, b.ndim)
    aligned = [_with_axes(value, rank - value.ndim).plain if isinstance(value, Batched) else value for value in (a, b)]
    return _whole(np.matmul(*aligned))


def _swapped(a: Any) -> Any:
    """The last two axes swapped; what a transposition was made of, if ``a`` is one."""
    is_transposed = a.ndim == 2 and a.expression.function == "np.transpose({0}, (1, 0, ))"
    return Recorded(a.expression.operands[0]) if is_transposed else np.swapaxes(a, -1, -2)


def _shifted(axis: Any, rank: int) -> Any:
    """An axis of one sample as an axis of the batch; None is all axes of the sample."""
    if axis is None:
        return tuple(range(1, rank + 1))
    return tuple(_shifted(each, rank) for each in axis) if isinstance(axis, tuple) else axis % rank + 1


def _along(function: Callable[..., Any]) -> Callable[..., Batched]:
    """A function along an axis, or along all."""

    def rule(a: Batched, axis: Any = None, **options: Any) -> Batched:
        if a.ndim == 0:
            return a
        return _whole(call(f"{function_name(function)}(...)", a.plain, axis=_shifted(axis, a.ndim), **options))

    return rule


def _reshape(a: Batched, shape: Any) -> Batched:
    shape = shape if isinstance(shape, tuple) else (shape,)
    return a if a.shape == shape else _whole(call("reshape_each(...)", a.plain, shape))


def _broadcast_to(a: Batched, shape: tuple[int, ...]) -> Batched:
    return a if a.shape == shape else _whole(call("broadcast_each(...)", a.plain, shape))


def _transpose(a: Batched, axes: Any = None) -> Batched:
    order = tuple(reversed(range(a.ndim))) if axes is None else axes
    return _whole(np.transpose(a.plain, (0, *(axis % a.ndim + 1 for axis in order))))


_RULES: dict[Callable[..., Any], Callable[..., Batched]] = {
    **{function: _along(function) for function in (np.sum, np.mean, np.max, np.min, np.flip, np.prod)},
    np.reshape: _reshape,
    np.broadcast_to: _broadcast_to,
    np.transpose: _transpose,
    np.dot: _matmul,
    np.round: lambda a: np.rint(a),
}
