"""Functions that make arrays: from lists, of one value, in steps."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language.calls import dtype_kind
from engine.language.changes import set_requires_grad
from engine.language.dtypes import dtype_of, retype
from engine.language.library.arguments import is_torch, tensor
from engine.language.operations import is_true, shape_argument, whole
from engine.language.run import Run
from engine.language.values import DType, NamedList, Native, Tensor, concrete, number_of
from engine.limits import MAX_ENTRIES


def _array(run: Run, object: Any, dtype: Any = None, requires_grad: Any = False, ndmin: Any = 0) -> Tensor:
    """An array of plain numbers, a leaf once it has a name; of nodes, a stack of them."""
    if isinstance(object, Tensor):
        made = run.constant(object.value, object.dtype) if object.is_leaf else copied(run, object)
        made.flavour = None
    else:
        values = list(object) if isinstance(object, list) else object
        made = (
            Tensor(run.draft(values), dtype_of(values)) if not isinstance(values, list) or values else run.constant([])
        )
    if dtype is not None:
        made = retype(run, made, dtype_kind(dtype))
    return requiring(run, made, requires_grad)


def _as_array(run: Run, data: Any, dtype: Any = None) -> Tensor:
    """An array as it is, and the leaf that a list with a name is; of anything else a new one."""
    if isinstance(data, NamedList) and data.is_one_array:
        data = Tensor(run.draft(data), dtype_of(data))
    if not isinstance(data, Tensor):
        return _array(run, data, dtype)
    return data if dtype is None else retype(run, data, dtype_kind(dtype))


def copied(run: Run, a: Tensor) -> Tensor:
    """Another hold on the same node, as ``clone()`` makes it: what changes it in place leaves ``a`` alone."""
    made = Tensor(a.draft, a.dtype, a.flavour)
    made.is_copy = a.draft.op is None
    return made


def requiring(run: Run, made: Tensor, requires_grad: Any) -> Tensor:
    """``made``, as a leaf that requires a gradient where that is asked for."""
    if is_true(run, requires_grad):
        set_requires_grad(run, made, True)
    return made


def _sized_or_array(kind: str) -> Callable[..., Any]:
    """``torch.Tensor(2, 3)`` is an array of that shape, ``torch.Tensor([2, 3])`` one of these numbers."""

    def implementation(run: Run, *given: Any) -> Tensor:
        if given and all(isinstance(concrete(one), int) for one in given) and not isinstance(given[0], list | tuple):
            return run.constant(np.zeros(checked(run, given)), kind)
        return retype(run, _array(run, given[0] if given else []), kind)

    return implementation


def _parameter(run: Run, data: Any = None, requires_grad: Any = True, library: str = "") -> Tensor:
    made = run.constant(run.draft([0.0] if data is None else data).value, flavour="torch")
    made.is_parameter = True
    return requiring(run, made, requires_grad)


def _value(run: Run, data: Any, _children: Any = (), _op: Any = "", label: Any = "") -> Tensor:
    """micrograd's Value: a scalar leaf; its label is its name."""
    made = run.constant(run.draft(data).value, dtype_of(data), "value")
    return run.name(label, made) if label else made


def _shape_of(run: Run, a: Any) -> tuple[int, ...]:
    return tensor(run, a).shape


def checked(run: Run, shape: Sequence[Any]) -> tuple[int, ...]:
    """The sizes of a shape given as ``f(2, 3)`` or ``f((2, 3))``. Raises EngineError for what is too large."""
    sizes = shape_argument(run, [one for one in shape if not isinstance(one, DType | Native)])
    if any(size < 0 for size in sizes):
        raise EngineError("negative_size", run.recorder.span, shape=str(sizes))
    run.recorder.check_size(sizes)
    return sizes


def _filled(value: float) -> Callable[..., Any]:
    def implementation(
        run: Run, *sizes: Any, size: Any = None, shape: Any = None, requires_grad: Any = False
    ) -> Tensor:
        given = next((one for one in (size, shape) if one is not None), None)
        made = run.constant(np.full(checked(run, sizes if given is None else (given,)), value))
        kinds = [dtype_kind(one) for one in sizes if isinstance(one, DType | Native)]
        return requiring(run, retype(run, made, kinds[0]) if kinds else made, requires_grad)

    return implementation


def _filled_like(value: float) -> Callable[..., Any]:
    def implementation(run: Run, a: Any, requires_grad: Any = False) -> Tensor:
        array = tensor(run, a)
        return requiring(run, run.constant(np.full(array.shape, value), array.dtype, array.flavour), requires_grad)

    return implementation


def _full(run: Run, shape: Any, fill_value: Any, requires_grad: Any = False) -> Tensor:
    sizes = checked(run, [shape])
    return requiring(
        run, run.constant(np.full(sizes, float(concrete(fill_value))), dtype_of(fill_value)), requires_grad
    )


def _full_like(run: Run, a: Any, fill_value: Any, requires_grad: Any = False) -> Tensor:
    return _full(run, tensor(run, a).shape, fill_value, requires_grad)


def _eye(run: Run, n: Any, m: Any = None, requires_grad: Any = False) -> Tensor:
    rows, columns = checked(run, (n, n if m is None else m))
    return requiring(run, run.constant(np.eye(rows, columns)), requires_grad)


def _arange(
    run: Run, start: Any, end: Any = None, step: Any = 1, stop: Any = None, requires_grad: Any = False
) -> Tensor:
    last = stop if end is None else end
    first, last = (0, number_of(start)) if last is None else (number_of(start), number_of(last))
    stride = number_of(step)
    length = math.ceil((last - first) / stride)
    if length > MAX_ENTRIES:
        raise EngineError("array_too_large", run.recorder.span, shape=f"({length},)", limit=MAX_ENTRIES)
    kind = "int" if all(isinstance(one, int) for one in (first, last, stride)) else "float"
    return requiring(run, run.constant(np.arange(first, last, stride), kind), requires_grad)


def _linspace(run: Run, start: Any, stop: Any = 1, num: Any = 50, steps: Any = None, end: Any = None,
              endpoint: Any = True, requires_grad: Any = False) -> Tensor:  # fmt: skip
    count = whole(run, num if steps is None else steps)
    checked(run, (count,))
    last = float(concrete(stop if end is None else end))
    made = run.constant(np.linspace(float(concrete(start)), last, count, endpoint=is_true(run, endpoint)))
    return requiring(run, made, requires_grad)


def _logspace(run: Run, start: Any, stop: Any, num: Any = 50, base: Any = 10.0, steps: Any = None) -> Tensor:
    exponents = _linspace(run, start, stop, num, steps)
    return run.constant(float(concrete(base)) ** exponents.value)


def _one_hot(run: Run, a: Any, num_classes: Any = -1) -> Tensor:
    labels = np.asarray(run.draft(a).value, dtype=np.int64)
    count = whole(run, num_classes)
    classes = int(labels.max()) + 1 if count < 0 else count
    checked(run, (*labels.shape, classes))
    if labels.min() < 0 or labels.max() >= classes:
        raise EngineError("label_out_of_range", run.recorder.span, label=int(labels.max()), classes=classes)
    return run.constant(np.eye(classes)[labels], "int", "torch")


def _from_numpy(run: Run, a: Any) -> Tensor:
    array = tensor(run, a)
    return Tensor(array.draft, array.dtype, "torch")


def _is_tensor(run: Run, a: Any) -> bool:
    return isinstance(a, Tensor) and a.flavour in ("torch", None)


def _ndarray(run: Run, shape: Any, library: str = "") -> Tensor:
    kind = "torch" if is_torch(library) else "numpy"
    return run.constant(np.zeros(checked(run, [shape])), flavour=kind)


CREATION: dict[str, Callable[..., Any]] = {
    "array": _array, "asarray": _as_array, "tensor": _array, "as_tensor": _as_array, "Tensor": _sized_or_array("float"),
    "FloatTensor": _sized_or_array("float"), "DoubleTensor": _sized_or_array("float"), "ndarray": _ndarray,
    "LongTensor": _sized_or_array("int"), "IntTensor": _sized_or_array("int"), "BoolTensor": _sized_or_array("bool"),
    "from_numpy": _from_numpy, "Parameter": _parameter, "Value": _value, "shape_of": _shape_of, "zeros": _filled(0.0),
    "ones": _filled(1.0), "empty": _filled(0.0), "zeros_like": _filled_like(0.0), "ones_like": _filled_like(1.0),
    "empty_like": _filled_like(0.0), "full": _full, "full_like": _full_like, "eye": _eye, "identity": _eye,
    "arange": _arange, "linspace": _linspace, "logspace": _logspace, "one_hot": _one_hot, "is_tensor": _is_tensor,
}  # fmt: skip
