"""Functions on whole arrays: reductions, shapes, products, joining and picking."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language.operations import index, matmul, operate, shape_argument, whole
from engine.language.run import Run
from engine.language.values import PLAIN, Tensor, concrete
from engine.limits import MAX_DIMENSIONS


def tensor(run: Run, value: Any) -> Tensor:
    """``value`` as an array."""
    return value if isinstance(value, Tensor) else Tensor(run.draft(value))


def axis_of(run: Run, a: Tensor, axis: Any) -> tuple[int, ...] | None:
    """An axis argument as axes counted from 0; None stays None. Raises EngineError where there is no such axis."""
    if axis is None:
        return None
    axes = [whole(run, one) for one in (axis if isinstance(axis, list | tuple) else [axis])]
    for one in axes:
        if not -len(a.shape) <= one < max(len(a.shape), 1):
            raise EngineError("no_such_axis", run.recorder.span, axis=one, shape=str(a.shape))
    return tuple(sorted(one % max(len(a.shape), 1) for one in axes))


def _one_axis(run: Run, a: Tensor, axis: Any) -> int:
    axes = axis_of(run, a, axis)
    return axes[0] if axes else 0


# --- reductions --------------------------------------------------------------------------------------------------


def _reducing(op: str) -> Callable[..., Any]:
    def implementation(run: Run, a: Any, axis: Any = None, keepdims: Any = False) -> Any:
        array = tensor(run, a)
        return run.apply(op, array, axis=axis_of(run, array, axis), keepdims=bool(keepdims))

    return implementation


def _deviation(op: str) -> Callable[..., Any]:
    def implementation(
        run: Run, a: Any, axis: Any = None, correction: Any = None, keepdims: Any = False, library: str = ""
    ) -> Any:
        array = tensor(run, a)
        default = 1.0 if library in ("torch", "F", "nn") else 0.0
        chosen = default if correction is None else float(concrete(correction))
        return run.apply(op, array, axis=axis_of(run, array, axis), keepdims=bool(keepdims), correction=chosen)

    return implementation


def _extremum(name: str) -> Callable[..., Any]:
    """max or min: of two values, of all entries, or along an axis (in PyTorch with the places, too)."""
    pairwise = {"max": "maximum", "min": "minimum"}[name]

    def implementation(
        run: Run, a: Any, axis: Any = None, *others: Any, keepdims: Any = False, library: str = ""
    ) -> Any:
        if isinstance(axis, Tensor) or others or (axis is not None and library == ""):
            return _of_several(run, name, [a, axis, *others])
        array = tensor(run, a)
        axes = axis_of(run, array, axis)
        if library not in ("torch", "F") or axes is None:
            return run.apply(f"a{name}", array, axis=axes, keepdims=bool(keepdims))
        values = run.apply(f"{name}_along", array, axis=axes[0], keepdims=bool(keepdims))
        return values, run.apply(f"arg{name}", array, axis=axes[0], keepdims=bool(keepdims))

    def _of_several(run: Run, name: str, values: Sequence[Any]) -> Any:
        if run.is_torch:
            return _picked(name, values)
        result = values[0]
        for value in values[1:]:
            result = operate(run, pairwise, result, value)
        return result

    def plain(run: Run, *values: Any, key: Any = None, library: str = "") -> Any:
        """Python's own max and min, which also take a list."""
        if len(values) > 1:
            if library and len(values) == 2 and not (isinstance(values[0], PLAIN) or isinstance(values[1], PLAIN)):
                return implementation(run, *values, library=library)
            return _of_several(run, name, values) if not library else implementation(run, *values, library=library)
        if isinstance(values[0], list | tuple) and values[0] and not isinstance(values[0][0], list):
            return _of_several(run, name, values[0])
        return implementation(run, *values, library=library)

    return plain if name in ("max", "min") else implementation


def _picked(name: str, values: Sequence[Any]) -> Any:
    """The first value that is largest (or smallest), as Python's built-in has it; no node is made."""
    best = values[0]
    for value in values[1:]:
        larger = concrete(value) > concrete(best) if name == "max" else concrete(value) < concrete(best)
        best = value if larger else best
    return best


def _arg(op: str) -> Callable[..., Any]:
    def implementation(run: Run, a: Any, axis: Any = None, keepdims: Any = False) -> Any:
        array = tensor(run, a)
        axes = axis_of(run, array, axis)
        return run.apply(op, array, axis=axes and axes[0], keepdims=bool(keepdims))

    return implementation


def _prod(run: Run, a: Any, axis: Any = None, keepdims: Any = False) -> Any:
    """Over the last axis of the op; another axis is moved there first."""
    array = tensor(run, a)
    axes = axis_of(run, array, axis)
    if axes is None:
        return run.apply("prod", _reshaped(run, array, (-1,)))
    order = (*(one for one in range(len(array.shape)) if one != axes[0]), axes[0])
    moved = array if axes[0] == len(array.shape) - 1 else run.apply("transpose", array, axes=order)
    product = run.apply("prod", moved)
    return _unsqueeze(run, product, axes[0]) if keepdims else product


def _sum(run: Run, a: Any, axis: Any = None, keepdims: Any = False, start: Any = None) -> Any:
    """The sum of an array's entries, or Python's sum of a list: one addition after another."""
    if isinstance(a, list | tuple) and (start is not None or any(isinstance(one, Tensor) for one in a) or axis is None):
        return _added(run, a, start)
    if start is None and isinstance(axis, Tensor):
        return _added(run, a, axis)
    array = tensor(run, a)
    return run.apply("sum", array, axis=axis_of(run, array, axis), keepdims=bool(keepdims))


def _python_sum(run: Run, a: Any, start: Any = None, axis: Any = None, keepdims: Any = False, library: str = "") -> Any:
    if library or isinstance(a, Tensor):
        return _sum(run, a, axis if axis is not None or not library else start, keepdims)
    return _added(run, a, start)


def _added(run: Run, values: Sequence[Any], start: Any) -> Any:
    terms = ([] if start is None else [start]) + list(values)
    if any(isinstance(term, list) for term in terms):
        return run.apply("sum", tensor(run, values))
    total = terms[0] if terms else 0
    for term in terms[1:]:
        total = operate(run, "add", total, term)
    return total


def _norm(run: Run, a: Any, ord: Any = 2, axis: Any = None, keepdims: Any = False, p: Any = None) -> Any:
    """The p-norm: 2 by default, 1, inf, or any other p."""
    array, power = tensor(run, a), concrete(p if p is not None else ord)
    how = {"axis": axis_of(run, array, axis), "keepdims": bool(keepdims)}
    if power in (2, "fro", None):
        return run.apply("norm", array, **how)
    size = run.apply("abs", array)
    if power == float("inf"):
        return run.apply("amax", size, **how)
    if power == 1:
        return run.apply("sum", size, **how)
    return operate(run, "power", run.apply("sum", operate(run, "power", size, power), **how), 1 / float(power))


def _along(op: str) -> Callable[..., Any]:
    def implementation(run: Run, a: Any, axis: Any = -1) -> Any:
        array = tensor(run, a)
        return run.apply(op, array, axis=_one_axis(run, array, axis))

    return implementation


# --- shapes ------------------------------------------------------------------------------------------------------


def _reshaped(run: Run, a: Tensor, shape: tuple[int, ...]) -> Tensor:
    if len(shape) > MAX_DIMENSIONS:
        raise EngineError("too_many_dimensions", run.recorder.span, limit=MAX_DIMENSIONS)
    known = int(np.prod([size for size in shape if size != -1]))
    if -1 in shape and known:
        shape = tuple(int(np.size(a.value)) // known if size == -1 else size for size in shape)
    if int(np.prod(shape)) != np.size(a.value) or -1 in shape:
        raise EngineError("cannot_reshape", run.recorder.span, old=str(a.shape), new=str(shape))
    return run.apply("reshape", a, shape=shape)


def _reshape(run: Run, a: Any, *shape: Any) -> Tensor:
    return _reshaped(run, tensor(run, a), shape_argument(run, shape))


def _flatten(run: Run, a: Any, start_dim: Any = 0, end_dim: Any = -1) -> Tensor:
    array, first = tensor(run, a), whole(run, start_dim)
    return _reshaped(run, array, (*array.shape[:first], -1))


def _squeeze(run: Run, a: Any, axis: Any = None) -> Tensor:
    array = tensor(run, a)
    axes = axis_of(run, array, axis)
    chosen = range(len(array.shape)) if axes is None else axes
    return _reshaped(run, array, tuple(n for i, n in enumerate(array.shape) if not (i in chosen and n == 1)))


def _unsqueeze(run: Run, a: Any, axis: Any) -> Tensor:
    array = tensor(run, a)
    place = whole(run, axis) % (len(array.shape) + 1)
    return _reshaped(run, array, (*array.shape[:place], 1, *array.shape[place:]))


def _transpose(run: Run, a: Any, *axes: Any, library: str = "") -> Tensor:
    """All axes reversed, in the order given, or (PyTorch) two axes swapped."""
    array = tensor(run, a)
    order = (
        [one % len(array.shape) for one in shape_argument(run, axes)] if axes else list(range(len(array.shape)))[::-1]
    )
    if library == "torch" and len(order) == 2 and len(axes) == 2:
        first, second = order
        order = list(range(len(array.shape)))
        order[first], order[second] = order[second], order[first]
    return _permuted(run, array, order)


def _permute(run: Run, a: Any, *axes: Any) -> Tensor:
    array = tensor(run, a)
    return _permuted(run, array, [one % len(array.shape) for one in shape_argument(run, axes)])


def _permuted(run: Run, array: Tensor, order: list[int]) -> Tensor:
    if sorted(order) != list(range(len(array.shape))):
        raise EngineError("bad_axes", run.recorder.span, axes=str(tuple(order)), shape=str(array.shape))
    return array if len(order) < 2 else run.apply("transpose", array, axes=tuple(order))


def _t(run: Run, a: Any) -> Tensor:
    return _transpose(run, a)


def _expand(run: Run, a: Any, *shape: Any) -> Tensor:
    array, wanted = tensor(run, a), shape_argument(run, shape)
    offset = len(wanted) - len(array.shape)
    full = tuple(array.shape[i - offset] if size == -1 else size for i, size in enumerate(wanted))
    try:
        np.broadcast_shapes(full, array.shape)
    except ValueError:
        raise EngineError("cannot_reshape", run.recorder.span, old=str(array.shape), new=str(full)) from None
    run.recorder.check_size(full)
    return run.apply("broadcast_to", array, shape=full)


def _flip(run: Run, a: Any, axis: Any = None, *more: Any) -> Tensor:
    array = tensor(run, a)
    return run.apply("flip", array, axis=axis_of(run, array, axis))


# --- joining and picking -------------------------------------------------------------------------------------------


def _concatenate(run: Run, parts: Any, axis: Any = 0) -> Tensor:
    arrays = [tensor(run, part) for part in parts]
    place = _one_axis(run, arrays[0], axis)
    rest = {tuple(n for i, n in enumerate(array.shape) if i != place) for array in arrays}
    if len(rest) > 1 or not arrays[0].shape:
        shapes = " and ".join(str(array.shape) for array in arrays)
        raise EngineError("shapes_do_not_fit", run.recorder.span, op="concatenate", shapes=shapes)
    return run.apply("concatenate", *arrays, axis=place, sizes=tuple(array.shape[place] for array in arrays))


def _stack(run: Run, parts: Any, axis: Any = 0) -> Tensor:
    arrays = [tensor(run, part) for part in parts]
    if len({array.shape for array in arrays}) > 1:
        shapes = " and ".join(str(array.shape) for array in arrays)
        raise EngineError("shapes_do_not_fit", run.recorder.span, op="stack", shapes=shapes)
    return run.apply("stack", *arrays, axis=whole(run, axis) % (len(arrays[0].shape) + 1))


def _split(run: Run, a: Any, split: Any, axis: Any = 0, library: str = "") -> tuple[Tensor, ...]:
    """NumPy counts the parts, PyTorch their size; a list gives places (NumPy) or sizes (PyTorch)."""
    array = tensor(run, a)
    place = _one_axis(run, array, axis)
    length = array.shape[place]
    if isinstance(split, list | tuple):
        numbers = [whole(run, one) for one in split]
        ends = list(np.cumsum(numbers)) if library == "torch" else [*numbers, length]
    else:
        size = whole(run, split) if library == "torch" else max(length // max(whole(run, split), 1), 1)
        ends = [min(end, length) for end in range(size, length + size, max(size, 1))]
    starts = [0, *ends[:-1]]
    before = (slice(None),) * place
    return tuple(index(run, array, (*before, slice(int(i), int(j)))) for i, j in zip(starts, ends, strict=True))


def _chunk(run: Run, a: Any, chunks: Any, axis: Any = 0) -> tuple[Tensor, ...]:
    array = tensor(run, a)
    length = array.shape[_one_axis(run, array, axis)]
    return _split(run, array, -(-length // whole(run, chunks)), axis, library="torch")


def _gather(run: Run, a: Any, axis: Any, index: Any) -> Tensor:
    array, places = tensor(run, a), np.asarray(run.draft(index).value, dtype=np.int64)
    return run.apply("take_along", array, indices=places, axis=_one_axis(run, array, axis))


def _take(run: Run, a: Any, index_: Any, axis: Any = None) -> Tensor:
    array = tensor(run, a)
    if axis is None:
        return index(run, _reshaped(run, array, (-1,)), index_)  # type: ignore[no-any-return]
    return index(run, array, (*(slice(None),) * _one_axis(run, array, axis), index_))  # type: ignore[no-any-return]


def _masked_fill(run: Run, a: Any, mask: Any, value: Any) -> Tensor:
    return run.apply("where", mask, value, a)


# --- products and matrices -----------------------------------------------------------------------------------------


def _matmul(run: Run, a: Any, b: Any) -> Any:
    """``a @ b``; NumPy's dot also takes plain numbers."""
    left, right = tensor(run, a), tensor(run, b)
    if not left.shape or not right.shape:
        return operate(run, "mul", a, b)
    return matmul(run, left, right)


def _outer(run: Run, a: Any, b: Any) -> Tensor:
    left, right = tensor(run, a), tensor(run, b)
    if len(left.shape) != 1 or len(right.shape) != 1:
        raise EngineError("shapes_do_not_fit", run.recorder.span, op="outer", shapes=f"{left.shape} and {right.shape}")
    run.recorder.check_size((*left.shape, *right.shape))
    return run.apply("outer", left, right)


def _trace(run: Run, a: Any) -> Tensor:
    return run.apply("sum", _diagonal(run, a), axis=None, keepdims=False)


def _diagonal(run: Run, a: Any) -> Tensor:
    array = tensor(run, a)
    places = np.arange(min(array.shape))
    return run.apply("index", array, key=(places, places))


def _diag(run: Run, a: Any, k: Any = 0) -> Tensor:
    array = tensor(run, a)
    if len(array.shape) == 2:
        return _diagonal(run, array)
    run.recorder.check_size(array.shape * 2)
    places = np.arange(array.shape[0])
    return run.apply("scatter", array, key=(places, places), shape=array.shape * 2)


def _triangle(op: str) -> Callable[..., Any]:
    def implementation(run: Run, a: Any, k: Any = 0, diagonal: Any = None) -> Any:
        return run.apply(op, a, k=whole(run, k if diagonal is None else diagonal))

    return implementation


ARRAYS: dict[str, Callable[..., Any]] = {
    "sum": _python_sum, "mean": _reducing("mean"), "average": _reducing("mean"), "prod": _prod,
    "amax": _reducing("amax"), "amin": _reducing("amin"), "max": _extremum("max"), "min": _extremum("min"),
    "var": _deviation("var"), "std": _deviation("std"), "norm": _norm, "logsumexp": _reducing("logsumexp"),
    "argmax": _arg("argmax"), "argmin": _arg("argmin"), "cumsum": _along("cumsum"),
    "softmax": _along("softmax"), "log_softmax": _along("log_softmax"),
    "reshape": _reshape, "view": _reshape, "flatten": _flatten, "ravel": _flatten, "squeeze": _squeeze,
    "unsqueeze": _unsqueeze, "expand_dims": _unsqueeze, "transpose": _transpose, "swapaxes": _transpose,
    "permute": _permute, "t": _t, "expand": _expand, "broadcast_to": _expand, "flip": _flip,
    "concatenate": _concatenate, "cat": _concatenate, "concat": _concatenate, "stack": _stack, "vstack": _stack,
    "split": _split, "array_split": _split, "chunk": _chunk, "gather": _gather, "take": _take,
    "index_select": _take, "masked_fill": _masked_fill,
    "matmul": _matmul, "dot": _matmul, "mm": _matmul, "bmm": _matmul, "mv": _matmul, "inner": _matmul, "vdot": _matmul,
    "outer": _outer, "ger": _outer, "trace": _trace, "diag": _diag, "diagonal": _diagonal,
    "triu": _triangle("triu"), "tril": _triangle("tril"),
}  # fmt: skip
