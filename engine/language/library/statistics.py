"""Means, spreads, norms, and the entries in the middle."""

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language.containers import Selection
from engine.language.entries import index
from engine.language.library.arguments import axis_of, is_torch, one_axis, tensor, text
from engine.language.library.reductions import counted, reduced
from engine.language.library.shapes import flat, reshaped, unsqueezed
from engine.language.operations import is_true, matmul, operate
from engine.language.run import Run
from engine.language.values import Tensor, concrete


def _deviation(op: str) -> Callable[..., Any]:
    def implementation(
        run: Run, a: Any, axis: Any = None, correction: Any = None, keepdims: Any = False, library: str = ""
    ) -> Tensor:
        default = 1.0 if is_torch(library) else 0.0
        chosen = default if correction is None else float(concrete(correction))
        return reduced(run, op, tensor(run, a), axis, keepdims, correction=chosen)

    return implementation


def _average(run: Run, a: Any, axis: Any = None, weights: Any = None, keepdims: Any = False) -> Tensor:
    """The mean; with weights Σ w·a / Σ w, where weights of one dimension run along the axis."""
    array = tensor(run, a)
    if weights is None:
        return reduced(run, "mean", array, axis, keepdims)
    weight = tensor(run, weights)
    if axis is not None and len(weight.shape) == 1:
        place = one_axis(run, array, axis)
        weight = reshaped(run, weight, (-1, *(1,) * (len(array.shape) - place - 1)))
    total = reduced(run, "sum", operate(run, "mul", weight, array), axis, keepdims)
    copied = operate(run, "mul", weight, run.constant(np.ones(array.shape)))
    return operate(run, "div", total, reduced(run, "sum", copied, axis, keepdims))  # type: ignore[no-any-return]


def _with_mean(op: str) -> Callable[..., Any]:
    """PyTorch's ``std_mean`` and ``var_mean``: both at once."""

    def implementation(run: Run, a: Any, axis: Any = None, correction: Any = None, keepdims: Any = False) -> Any:
        spread = _deviation(op)(run, a, axis, correction, keepdims, library="torch")
        return spread, reduced(run, "mean", tensor(run, a), axis, keepdims)

    return implementation


def _covariance(run: Run, a: Any, rowvar: Any = True, bias: Any = False, correction: Any = None) -> Any:
    """Each variable stands in a row (or in a column), each observation in the other direction."""
    array = tensor(run, a)
    rows = array if len(array.shape) == 2 else reshaped(run, array, (1, -1))
    if not is_true(run, rowvar) and len(array.shape) == 2:
        rows = run.apply("transpose", rows, axes=(1, 0))
    centred = operate(run, "sub", rows, reduced(run, "mean", rows, 1, True))
    products = matmul(run, centred, run.apply("transpose", centred, axes=(1, 0)))
    missing = float(concrete(correction)) if correction is not None else float(not is_true(run, bias))
    found = operate(run, "div", products, rows.shape[1] - missing)
    return reshaped(run, found, ()) if len(array.shape) < 2 else found


def _correlation(run: Run, a: Any, y: Any = None, rowvar: Any = True) -> Any:
    """Covariances over both standard deviations; of two sequences as of two rows."""
    array = tensor(run, a) if y is None else run.apply("stack", a, y, axis=0)
    covariance = _covariance(run, array, rowvar)
    if not covariance.shape:
        return operate(run, "div", covariance, covariance)
    places = np.arange(covariance.shape[0])
    deviations = run.apply("sqrt", run.apply("index", covariance, key=(places, places)))
    return operate(run, "div", covariance, run.apply("outer", deviations, deviations))


# --- norms ---------------------------------------------------------------------------------------------------------


def _norm(
    run: Run, a: Any, ord: Any = None, axis: Any = None, keepdims: Any = False, p: Any = None, library: str = ""
) -> Any:
    """The p-norm of all entries or along axes; of a matrix, ``linalg.norm`` means norms of matrices."""
    array, power = tensor(run, a), concrete(p if p is not None else ord)
    is_matrix = (len(array.shape) == 2 and axis is None) or (isinstance(axis, list | tuple) and len(axis) == 2)
    if is_matrix and power not in (None, "fro") and library in ("np", "np.linalg", "torch.linalg"):
        return _matrix_norm(run, array, power, axis_of(run, array, axis) or (0, 1), keepdims)
    if power in (2, "fro", None):
        return reduced(run, "norm", array, axis, keepdims)
    return _power_norm(run, array, power, axis, keepdims)


def _vector_norm(run: Run, a: Any, ord: Any = 2, axis: Any = None, keepdims: Any = False) -> Any:
    return _norm(run, a, ord, axis, keepdims)


def _power_norm(run: Run, array: Tensor, power: Any, axis: Any, keepdims: Any) -> Any:
    if not isinstance(power, int | float):
        raise EngineError("unknown_norm", run.recorder.span, ord=text(power))
    if power == 0:
        return counted(run, array, axis, keepdims)
    size = run.apply("abs", array)
    if abs(power) == float("inf"):
        return reduced(run, "amax" if power > 0 else "amin", size, axis, keepdims)
    if power == 1:
        return reduced(run, "sum", size, axis, keepdims)
    powers = reduced(run, "sum", operate(run, "power", size, power), axis, keepdims)
    return operate(run, "power", powers, 1 / float(power))


def _matrix_norm(run: Run, array: Tensor, power: Any, axes: tuple[int, ...], keepdims: Any) -> Any:
    """The largest (or smallest) sum of a column (1) or row (inf)."""
    rows, columns = axes
    if power not in (1, -1, float("inf"), float("-inf")):
        raise EngineError("unknown_norm", run.recorder.span, ord=text(power))
    added = rows if abs(power) == 1 else columns
    sums = reduced(run, "sum", run.apply("abs", array), added, True)
    return reduced(run, "amax" if power > 0 else "amin", sums, axes, keepdims)


# --- the middle ----------------------------------------------------------------------------------------------------


def _median(run: Run, a: Any, axis: Any = None, keepdims: Any = False, library: str = "") -> Any:
    """NumPy: the mean of the two in the middle; PyTorch: the lower one, along an axis with its place."""
    array = tensor(run, a)
    if np.size(array.value) == 0:
        raise EngineError("empty_array", run.recorder.span, op="median", shape=str(array.shape))
    if not is_torch(library):
        return _quantile(run, array, 0.5, axis, keepdims)
    if axis is None:
        return run.apply("median", array)
    place = one_axis(run, array, axis)
    return _ranked(run, array, (array.shape[place] - 1) // 2, place, keepdims)


def _kthvalue(run: Run, a: Any, k: Any, axis: Any = -1, keepdims: Any = False) -> Selection:
    array = tensor(run, a)
    return _ranked(run, array, int(concrete(k)) - 1, one_axis(run, array, axis), keepdims)


def _ranked(run: Run, array: Tensor, rank: int, place: int, keepdims: Any) -> Selection:
    key = (*(slice(None),) * place, slice(rank, rank + 1) if keepdims else rank)
    ordered = (run.apply(op, array, axis=place) for op in ("sort", "argsort"))
    return Selection(*(index(run, one, key) for one in ordered))


def _quantile(run: Run, a: Any, q: Any, axis: Any = None, keepdims: Any = False) -> Any:
    """The entry a share ``q`` of the way up in order of size, between two by linear interpolation."""
    array, share = tensor(run, a), concrete(q)
    if not isinstance(share, int | float) or not 0 <= share <= 1:
        raise EngineError("not_a_share", run.recorder.span, value=text(share))
    line = flat(run, array) if axis is None else array
    place = 0 if axis is None else one_axis(run, array, axis)
    way = share * (line.shape[place] - 1)
    low, before = int(way), (slice(None),) * place
    ordered = run.apply("sort", line, axis=place)
    found = index(run, ordered, (*before, low))
    if way > low:
        found = _between(run, found, index(run, ordered, (*before, low + 1)), way - low)
    if keepdims:
        return reshaped(run, found, (1,) * len(array.shape)) if axis is None else unsqueezed(run, found, place)
    return found


def _between(run: Run, below: Tensor, above: Tensor, share: float) -> Any:
    return operate(run, "add", below, operate(run, "mul", operate(run, "sub", above, below), share))


def _percentile(run: Run, a: Any, q: Any, axis: Any = None, keepdims: Any = False) -> Any:
    percent = concrete(q)
    return _quantile(run, a, percent / 100 if isinstance(percent, int | float) else q, axis, keepdims)


STATISTICS: dict[str, Callable[..., Any]] = {
    "average": _average, "std_mean": _with_mean("std"), "var_mean": _with_mean("var"), "cov": _covariance,
    "corrcoef": _correlation, "var": _deviation("var"), "std": _deviation("std"), "norm": _norm,
    "vector_norm": _vector_norm,
    "matrix_norm": _norm, "median": _median, "quantile": _quantile, "percentile": _percentile, "kthvalue": _kthvalue,
}  # fmt: skip
