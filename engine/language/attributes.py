"""What stands behind a dot: members of libraries, attributes and methods of arrays, lists and objects.

Every attribute is a key of one of our tables or of a program's own object, never of a Python object.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.kernels import swapped
from engine.language.library import METHODS
from engine.language.run import Run
from engine.language.suggestions import suggestion
from engine.language.values import Class, Function, Instance, Method, Namespace, Native, Selection, Super, Tensor, kind


def attribute(run: Run, owner: Any, name: str, written: str) -> Any:
    """``owner.name``. Raises EngineError for what does not exist; ``written`` is how the program names the owner."""
    match owner:
        case Namespace():
            return _member(run, owner, name)
        case Tensor():
            return _tensor_attribute(run, owner, name, written)
        case Instance():
            return _instance_attribute(run, owner, name, written)
        case Class():
            return _found(run, owner.find(name), owner.attributes, name, written)
        case Selection() if name in Selection._fields:
            return getattr(owner, name)
        case Super():
            return _super_attribute(run, owner, name, written)
    method = METHODS.get(type(owner).__name__, {}).get(name)
    if method is None:
        raise suggestion(
            run, None, name, METHODS.get(type(owner).__name__, {}), "unknown_attribute", written or kind(owner)
        )
    return Method(method, owner)


def _member(run: Run, library: Namespace, name: str) -> Any:
    members = {**library.members, **run.prelude}
    if name not in members:
        raise suggestion(run, None, name, members, "unknown_attribute", library.name)
    member = members[name]
    return member.of(library.name) if isinstance(member, Native) else member


def _found(run: Run, value: Any, known: Mapping[str, Any], name: str, written: str) -> Any:
    if value is None:
        raise suggestion(run, None, name, known, "unknown_attribute", written)
    return value


def _tensor_attribute(run: Run, tensor: Tensor, name: str, written: str) -> Any:
    if name in _TENSOR_ATTRIBUTES:
        return _TENSOR_ATTRIBUTES[name](run, tensor)
    method = METHODS["Tensor"].get(name)
    if method is None:
        raise suggestion(run, None, name, {**METHODS["Tensor"], **_TENSOR_ATTRIBUTES}, "unknown_attribute", written)
    return Method(method.of("torch" if run.is_torch else "np"), tensor)


def _transposed(run: Run, tensor: Tensor) -> Tensor:
    if len(tensor.shape) < 2:
        return tensor
    return run.apply("transpose", tensor, axes=tuple(reversed(range(len(tensor.shape)))))


_TENSOR_ATTRIBUTES: dict[str, Callable[[Run, Tensor], Any]] = {
    "shape": lambda run, tensor: tensor.shape,
    "ndim": lambda run, tensor: len(tensor.shape),
    "size": lambda run, tensor: (
        Method(METHODS["Tensor"]["size"], tensor) if run.is_torch else int(np.size(tensor.value))
    ),
    "T": _transposed,
    "mT": lambda run, tensor: run.apply("transpose", tensor, axes=swapped(tensor.shape)),
    "data": lambda run, tensor: run.apply("detach", tensor) if not tensor.is_leaf else tensor,
    "grad": lambda run, tensor: tensor.grad,
    "requires_grad": lambda run, tensor: tensor.is_leaf and str(tensor.draft.role) == "parameter",
    "is_leaf": lambda run, tensor: tensor.is_leaf,
    "dtype": lambda run, tensor: "float64",
    "label": lambda run, tensor: tensor.draft.name or "",
}


def _instance_attribute(run: Run, instance: Instance, name: str, written: str) -> Any:
    if name in instance.attributes:
        return instance.attributes[name]
    value = instance.kind.find(name)
    if isinstance(value, Function):
        return value if value.is_static else Method(value, instance)
    known = {**instance.kind.attributes, **instance.attributes}
    return _found(run, value, known, name, written)


def _super_attribute(run: Run, above: Super, name: str, written: str) -> Any:
    found = (base.find(name) for base in above.kind.bases)
    value = next((one for one in found if one is not None), None)
    if value is None and name == "__init__":
        return Native("__init__", lambda run, *arguments, **keywords: None)
    if value is None:
        raise EngineError("unknown_attribute", run.recorder.span, owner=written, name=name)
    return Method(value, above.instance)
