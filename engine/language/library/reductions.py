"""Many entries into one: sums, products, extremes, and running and normalising forms of them."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language.containers import Selection
from engine.language.entries import index
from engine.language.library.arguments import axis_of, is_code, is_torch, one_axis, tensor
from engine.language.library.shapes import flat, reshaped
from engine.language.operations import is_true, operate
from engine.language.run import Run
from engine.language.values import PLAIN, NamedList, Tensor, concrete

_WITHOUT_EMPTY = {"amax", "amin", "argmax", "argmin", "median"}


def reduced(run: Run, op: str, array: Tensor, axis: Any, keepdims: Any, **params: Any) -> Tensor:
    """A reducing op over an axis argument. Raises EngineError where there is nothing to choose from."""
    axes = axis_of(run, array, axis)
    if op in _WITHOUT_EMPTY and np.size(array.value) == 0:
        raise EngineError("empty_array", run.recorder.span, op=op, shape=str(array.shape))
    if axes is not None and len(axes) == len(array.shape):
        axes = None
    return run.apply(op, array, axis=axes, keepdims=bool(keepdims), **params)


def _reducing(op: str) -> Callable[..., Any]:
    def implementation(run: Run, a: Any, axis: Any = None, keepdims: Any = False) -> Tensor:
        return reduced(run, op, tensor(run, a), axis, keepdims)

    return implementation


# --- sums and products ---------------------------------------------------------------------------------------------


def _sum(run: Run, a: Any, axis: Any = None, keepdims: Any = False, start: Any = None, library: str = "") -> Any:
    """The sum of an array's entries; Python's own sum adds one after another, of a matrix its rows."""
    if not library and not isinstance(a, Tensor):
        return _added(run, a, axis if start is None else start)
    array = tensor(run, a)
    if not library and axis is None and len(array.shape) > 1 and is_code(run):
        axis = 0
    return reduced(run, "sum", array, axis, keepdims)


def _added(run: Run, values: Sequence[Any], start: Any) -> Any:
    terms = ([] if start is None else [start]) + list(values)
    if any(isinstance(term, list) for term in terms):
        return reduced(run, "sum", tensor(run, values), None, False)
    total = terms[0] if terms else 0
    for term in terms[1:]:
        total = operate(run, "add", total, term)
    return total


def _prod(run: Run, a: Any, axis: Any = None, keepdims: Any = False) -> Tensor:
    """Over one axis of the op; over all axes once they are one."""
    array = tensor(run, a)
    if axis is not None:
        return run.apply("prod", array, axis=one_axis(run, array, axis), keepdims=bool(keepdims))
    product = run.apply("prod", flat(run, array), axis=0, keepdims=False)
    return reshaped(run, product, (1,) * len(array.shape)) if keepdims else product


def _running(op: str) -> Callable[..., Any]:
    """Along an axis; without one over all entries in a row, as NumPy has it."""

    def implementation(run: Run, a: Any, axis: Any = None) -> Tensor:
        array = tensor(run, a) if axis is not None else flat(run, tensor(run, a))
        return run.apply(op, array, axis=0 if axis is None else one_axis(run, array, axis))

    return implementation


# --- extremes ------------------------------------------------------------------------------------------------------


def _extremum(name: str) -> Callable[..., Any]:
    """max or min: of an array, along an axis (in PyTorch with the places, too), or of several values."""

    def implementation(
        run: Run, *values: Any, axis: Any = None, keepdims: Any = False, key: Any = None, default: Any = None,
        library: str = "",
    ) -> Any:  # fmt: skip
        if not values:
            raise EngineError("unfit_arguments", run.recorder.span, name=name, signature=f"{name}(a, b)")
        if library in ("", "math", "Math") and axis is None:
            return _of_values(run, name, values, key, default)
        first, *more = values
        if more and isinstance(more[0], Tensor):
            return operate(run, f"{name}imum", first, more[0])
        axis, keepdims = more[0] if more else axis, more[-1] if len(more) > 1 else keepdims
        return _along_axis(run, name, tensor(run, first), axis, keepdims, library)

    return implementation


def _along_axis(run: Run, name: str, array: Tensor, axis: Any, keepdims: Any, library: str) -> Any:
    if not is_torch(library) or axis is None:
        return reduced(run, f"a{name}", array, axis, keepdims)
    if not array.shape:
        return Selection(array, run.constant(0.0))
    how = {"axis": one_axis(run, array, axis), "keepdims": bool(keepdims)}
    if np.size(array.value) == 0:
        raise EngineError("empty_array", run.recorder.span, op=name, shape=str(array.shape))
    return Selection(run.apply(f"{name}_along", array, **how), run.apply(f"arg{name}", array, **how))


def _of_values(run: Run, name: str, values: Sequence[Any], key: Any, default: Any) -> Any:
    """Python's own max and min, of several values or of the entries of a list."""
    if len(values) == 1 and _is_one_array(run, values[0]) and key is None:
        return reduced(run, f"a{name}", tensor(run, values[0]), None, False)
    entries = list(values[0]) if len(values) == 1 and not isinstance(values[0], PLAIN) else list(values)
    if not entries and default is not None:
        return default
    if not entries:
        raise EngineError("empty_array", run.recorder.span, op=name, shape="(0,)")
    if any(isinstance(entry, list) for entry in entries):
        return reduced(run, f"a{name}", tensor(run, entries), None, False)
    if key is not None or run.is_torch:
        return _picked(run, name, entries, key)
    best = entries[0]
    for entry in entries[1:]:
        best = operate(run, f"{name}imum", best, entry)
    return best


def _is_one_array(run: Run, value: Any) -> bool:
    """In code that uses PyTorch the built-in of a list picks one of its entries."""
    if isinstance(value, NamedList):
        return bool(value) and value.is_one_array and not run.is_torch
    return isinstance(value, Tensor)


def _picked(run: Run, name: str, entries: Sequence[Any], key: Any) -> Any:
    """The first entry that is largest (or smallest), as Python's built-in has it; no node is made."""
    from engine.language.calls import call  # calls need the library, and this is it

    sizes = [concrete(entry if key is None else call(run, key, (entry,), {})) for entry in entries]
    best = max(sizes) if name == "max" else min(sizes)
    return entries[sizes.index(best)] if best == best else entries[0]


def _place(op: str) -> Callable[..., Any]:
    def implementation(run: Run, a: Any, axis: Any = None, keepdims: Any = False) -> Tensor:
        array = tensor(run, a)
        if np.size(array.value) == 0:
            raise EngineError("empty_array", run.recorder.span, op=op, shape=str(array.shape))
        place = one_axis(run, array, axis) if axis is not None and array.shape else None
        return run.apply(op, array, axis=place, keepdims=bool(keepdims))

    return implementation


def _spread(run: Run, a: Any, axis: Any = None, keepdims: Any = False) -> Any:
    """The distance between the largest and the smallest entry."""
    array = tensor(run, a)
    ends = (reduced(run, op, array, axis, keepdims) for op in ("amax", "amin"))
    return operate(run, "sub", *ends)


def _quantified(op: str, of_nothing: float) -> Callable[..., Any]:
    """any or all: whether entries differ from 0."""

    def implementation(run: Run, a: Any, axis: Any = None, keepdims: Any = False, library: str = "") -> Any:
        if not library and not isinstance(a, Tensor):
            return (any if op == "amax" else all)(is_true(run, one) for one in a)
        array = tensor(run, a)
        if np.size(array.value) == 0 and axis is None:
            return run.constant(of_nothing)
        return reduced(run, op, run.apply("not_equal", array, 0), axis, keepdims)

    return implementation


def counted(run: Run, a: Any, axis: Any = None, keepdims: Any = False) -> Tensor:
    """How many entries differ from 0."""
    return reduced(run, "sum", run.apply("not_equal", a, 0), axis, keepdims)


# --- normalised, and between neighbours ----------------------------------------------------------------------------


def _along(op: str) -> Callable[..., Any]:
    def implementation(run: Run, a: Any, axis: Any = -1) -> Tensor:
        array = tensor(run, a)
        return run.apply(op, array, axis=one_axis(run, array, -1 if axis is None else axis))

    return implementation


def _softmin(run: Run, a: Any, axis: Any = -1) -> Any:
    return _along("softmax")(run, run.apply("neg", a), axis)


def _diff(run: Run, a: Any, n: Any = 1, axis: Any = -1) -> Any:
    """The differences of neighbours along an axis, ``n`` times."""
    array = tensor(run, a)
    before = (slice(None),) * one_axis(run, array, axis)
    for _ in range(min(int(concrete(n)), array.shape[len(before)])):
        later, earlier = (index(run, array, (*before, part)) for part in (slice(1, None), slice(None, -1)))
        array = operate(run, "sub", later, earlier)
    return array


def _trapezoid(run: Run, y: Any, x: Any = None, dx: Any = 1.0, axis: Any = -1) -> Any:
    """The area under a line of points, by trapezia."""
    array = tensor(run, y)
    before = (slice(None),) * one_axis(run, array, axis)
    later, earlier = (index(run, array, (*before, part)) for part in (slice(1, None), slice(None, -1)))
    heights = operate(run, "div", operate(run, "add", later, earlier), 2)
    widths = dx if x is None else _diff(run, x)
    return reduced(run, "sum", operate(run, "mul", heights, widths), axis, False)


REDUCTIONS: dict[str, Callable[..., Any]] = {
    "sum": _sum, "fsum": _sum, "mean": _reducing("mean"), "prod": _prod, "amax": _reducing("amax"),
    "amin": _reducing("amin"), "max": _extremum("max"), "min": _extremum("min"), "ptp": _spread,
    "argmax": _place("argmax"), "argmin": _place("argmin"), "any": _quantified("amax", 0.0),
    "all": _quantified("amin", 1.0), "count_nonzero": counted, "logsumexp": _reducing("logsumexp"),
    "cumsum": _running("cumsum"), "cumprod": _running("cumprod"), "softmax": _along("softmax"),
    "log_softmax": _along("log_softmax"), "softmin": _softmin, "diff": _diff, "trapezoid": _trapezoid,
    "trapz": _trapezoid,
}  # fmt: skip
