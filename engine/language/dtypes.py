"""What kind of number a result is, and what the program takes it for. Every value is float64 all the same.

Kinds tell masks from places in an index, and decide with the flavours how a value is printed.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.language.values import Tensor
from engine.ops import OPS

if TYPE_CHECKING:
    from engine.language.run import Run

_KINDS = ("bool", "int", "float")
_FLAVOURS = ("number", None, "numpy", "torch", "value")

_TRUTHS = {name for name, op in OPS.items() if op.has_locals and op.rules[0] is None and name != "where"}
_PLACES = {"argmax", "argmin", "argsort"}
_MOVING = {
    "sum_to", "broadcast_to", "reshape", "transpose", "flip", "index", "scatter", "take_along", "put_along",
    "concatenate", "stack", "triu", "tril", "detach", "roll", "replace", "unfold", "amax", "amin", "max_along",
    "min_along", "maximum", "minimum", "fmax", "fmin", "sort", "median", "max_pool", "where", "clip", "relu",
}  # fmt: skip
"""Ops whose results are numbers of their operands."""

_COUNTING = {
    "add", "sub", "mul", "neg", "abs", "square", "power", "sum", "prod", "cumsum", "cumprod", "remainder",
    "floor_divide", "fmod", "sign", "dot", "matvec", "vecmat", "matmul", "outer", "einsum", "floor", "ceil", "round",
    "trunc",
}  # fmt: skip
"""Ops that make whole numbers of whole numbers."""


def dtype_of(value: Any) -> str:
    """The kind of number of a value of the language."""
    if isinstance(value, Tensor):
        return value.dtype
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int"
    if isinstance(value, list | tuple) and value:
        return widest(map(dtype_of, value))
    return "int" if isinstance(value, range) else "float"


def widest(kinds: Iterable[str]) -> str:
    """The kind that holds them all."""
    return max(kinds, key=_KINDS.index, default="float")


def result_dtype(op: str, operands: Sequence[Any]) -> str:
    """The kind of number that ``op`` makes of its operands."""
    if op in _TRUTHS:
        return "bool"
    if op in _PLACES:
        return "int"
    kind = widest(map(dtype_of, operands[1:] if op == "where" else operands))
    if op in _MOVING:
        return kind
    return "float" if op not in _COUNTING else "int" if kind == "bool" else kind


def flavour_of(value: Any) -> str | None:
    """What the program takes a value for; plain numbers are numbers of Python."""
    if isinstance(value, Tensor):
        return value.flavour
    if isinstance(value, list | tuple):
        found = max(map(flavour_of, value), key=_FLAVOURS.index, default=None)
        return None if found == "number" else found  # an array, and of the library that makes it
    return "number"


def result_flavour(operands: Sequence[Any]) -> str | None:
    """What a result is taken for: micrograd's values prevail over PyTorch's tensors, those over NumPy's arrays."""
    return max(map(flavour_of, operands), key=_FLAVOURS.index, default=None)


def retype(run: "Run", tensor: Tensor, kind: str) -> Tensor:
    """``tensor`` as another kind of number; float to int cuts off the fraction, and the gradient with it."""
    if kind == tensor.dtype:
        return tensor
    if kind == "bool":
        made = run.apply("not_equal", tensor, 0)
    elif kind == "int" and np.any(tensor.value != np.trunc(tensor.value)):
        made = run.constant(np.nan_to_num(np.trunc(tensor.value)))
    else:
        made = Tensor(tensor.draft)
    made.dtype, made.flavour = kind, tensor.flavour
    return made
