"""The attributes of arrays, tensors and micrograd's values: ``x.shape``, ``x.T``, ``x.grad``, ``x.data``."""

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.graph import Role
from engine.language.calls import call
from engine.language.containers import Set, Size
from engine.language.dependence import leaves_with_gradient
from engine.language.library import METHODS
from engine.language.library.torch import DTYPES
from engine.language.operations import SIGNS
from engine.language.run import Run
from engine.language.values import DType, Method, Tensor, number_of


def _is_torch(run: Run, tensor: Tensor) -> bool:
    return tensor.flavour == "torch" or (tensor.flavour is None and run.is_torch)


def _shape(run: Run, tensor: Tensor) -> tuple[int, ...]:
    return Size(tensor.shape) if _is_torch(run, tensor) else tensor.shape


def _size(run: Run, tensor: Tensor) -> Any:
    """A number in NumPy, a method in PyTorch."""
    return Method(METHODS[Tensor]["size"], tensor) if _is_torch(run, tensor) else int(np.size(tensor.value))


def _transposed(run: Run, tensor: Tensor) -> Tensor:
    if len(tensor.shape) < 2:
        return tensor
    return run.apply("transpose", tensor, axes=tuple(reversed(range(len(tensor.shape)))))


def _matrix_transposed(run: Run, tensor: Tensor) -> Tensor:
    count = len(tensor.shape)
    return run.apply("transpose", tensor, axes=(*range(count - 2), count - 1, count - 2)) if count > 1 else tensor


def _data(run: Run, tensor: Tensor) -> Any:
    """micrograd: the plain number. PyTorch: the same numbers without gradients; a change reaches the tensor."""
    if tensor.flavour == "value":
        return number_of(tensor)
    if not tensor.is_leaf:
        return run.apply("detach", tensor)
    view = run.constant(tensor.value, tensor.dtype, tensor.flavour)
    view.base = tensor
    return view


def _grad(run: Run, tensor: Tensor) -> Any:
    if tensor.flavour == "value":
        return 0 if tensor.grad is None else number_of(tensor.grad)
    if not tensor.is_leaf and not tensor.keeps_grad and _is_torch(run, tensor):
        run.note("non_leaf_grad", name=tensor.draft.name or "")
        return None
    return tensor.grad


def _requires_grad(run: Run, tensor: Tensor) -> bool:
    return any(leaf.role is Role.PARAMETER for leaf in leaves_with_gradient(tensor.draft))


def _at(run: Run, tensor: Tensor) -> Any:
    """JAX's ``x.at[i].set(v)``: a changed copy."""
    return call(run, run.prelude["_At"], (tensor,), {})


def _dtype(run: Run, tensor: Tensor) -> DType:
    name = {"float": "float32", "int": "int64", "bool": "bool"}[tensor.dtype]
    return DTYPES[name] if _is_torch(run, tensor) else DType("float64" if name == "float32" else name, tensor.dtype)


def _operands(run: Run, tensor: Tensor) -> Set:
    """micrograd's ``_prev``."""
    return Set(Tensor(operand, flavour="value") for operand in tensor.draft.operands)


def _sign(run: Run, tensor: Tensor) -> str:
    return SIGNS.get(tensor.draft.op or "", tensor.draft.op or "")


TENSOR_ATTRIBUTES: dict[str, Callable[[Run, Tensor], Any]] = {
    "shape": _shape,
    "ndim": lambda run, tensor: len(tensor.shape),
    "size": _size,
    "T": _transposed,
    "mT": _matrix_transposed,
    "H": _matrix_transposed,
    "data": _data,
    "grad": _grad,
    "grad_fn": lambda run, tensor: None if tensor.is_leaf else f"<{(tensor.draft.op or '').title()}Backward0>",
    "requires_grad": _requires_grad,
    "is_leaf": lambda run, tensor: tensor.is_leaf or not _requires_grad(run, tensor),
    "dtype": _dtype,
    "device": lambda run, tensor: "cpu",
    "is_cuda": lambda run, tensor: False,
    "real": lambda run, tensor: tensor,
    "label": lambda run, tensor: tensor.draft.name or "",
    "at": _at,
    "_prev": _operands,
    "_op": _sign,
}
