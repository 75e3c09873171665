"""What a program asks about its values: their types and attributes."""

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language.containers import Record, RecordType, Set
from engine.language.run import Run
from engine.language.values import Class, DType, Function, Instance, Method, Native, Tensor, kind

_NOTHING = object()

_TYPE_NAMES = {
    list: "list",
    dict: "dict",
    str: "str",
    bool: "bool",
    int: "int",
    float: "float",
    Set: "set",
    range: "range",
    slice: "slice",
}


def _type_names(run: Run, value: Any) -> set[str]:
    """The built-in types a value counts as."""
    if isinstance(value, Tensor):
        number = {"float": {"float", "Number"}, "int": {"int", "Number"}, "bool": {"bool", "int"}}[value.dtype]
        if value.flavour == "numpy" and not value.shape:
            return {_type_of_array(value).name, *(number if value.dtype == "float" else ())}
        names = {"number": number, "numpy": {"ndarray"}, "torch": {"Tensor"}, "value": {"Value"}}
        return names.get(value.flavour or "", {"Tensor", "ndarray", "Value", *number})
    if isinstance(value, bool):
        return {"bool", "int"}
    if isinstance(value, int | float):
        return {type(value).__name__, "Number"}
    if isinstance(value, tuple):
        return {"tuple"}
    if isinstance(value, Native | Function | Method):
        return {"function", "Callable"}
    return {name for types, name in _TYPE_NAMES.items() if isinstance(value, types)}


def _isinstance(run: Run, value: Any, types: Any) -> bool:
    kinds = types if isinstance(types, tuple) else (types,)
    if isinstance(value, Instance):
        return any(isinstance(one, Class) and value.kind.is_a(one) for one in kinds)
    if isinstance(value, Record):
        return any(one is value.kind or getattr(one, "name", "") == "tuple" for one in kinds)
    if any(isinstance(one, Class) and one.name == "Parameter" for one in kinds):
        return isinstance(value, Tensor) and value.is_parameter
    return bool(_type_names(run, value) & {one.name for one in kinds if isinstance(one, Native | DType)})


def _issubclass(run: Run, a: Any, b: Any) -> bool:
    return isinstance(a, Class) and any(
        isinstance(one, Class) and a.is_a(one) for one in (b if isinstance(b, tuple) else (b,))
    )


def _type(run: Run, value: Any) -> Any:
    if isinstance(value, Instance | Record):
        return value.kind
    if isinstance(value, Tensor) and value.flavour in ("numpy", "torch", "value"):
        return _type_of_array(value)
    if isinstance(value, Tensor):
        return _builtins()[value.dtype]
    name = "tuple" if isinstance(value, tuple) else "NoneType" if value is None else kind(value)
    return _builtins().get(name, Native(name, _type))


def _type_of_array(value: Tensor) -> Any:
    """A single number of NumPy's has the type that its kind of number is called by."""
    if value.flavour == "numpy" and not value.shape:
        return DType({"float": "float64", "int": "int64", "bool": "bool"}[value.dtype], value.dtype)
    return Native({"numpy": "ndarray", "torch": "Tensor", "value": "Value"}[value.flavour or ""], _type)


def array_equal(run: Run, a: Any, b: Any) -> bool:
    """Whether two arrays have the same shape and the same entries: PyTorch's ``equal`` too."""
    return np.array_equal(run.draft(a).value, run.draft(b).value)


def _hasattr(run: Run, a: Any, name: Any) -> bool:
    try:
        _getattr(run, a, name)
    except EngineError:
        return False
    return True


def _getattr(run: Run, a: Any, name: Any, default: Any = _NOTHING) -> Any:
    from engine.language.attributes import attribute  # attributes are of the library, and this is it

    try:
        return attribute(run, a, str(name), "")
    except EngineError:
        if default is _NOTHING:
            raise
        return default


def _setattr(run: Run, a: Any, name: Any, value: Any) -> None:
    from engine.language.assignments import set_attribute  # assignments need expressions, and they need the library

    set_attribute(run, a, str(name), value)


def _callable(run: Run, a: Any) -> bool:
    return isinstance(a, Native | Function | Method | Class | RecordType) or (
        isinstance(a, Instance) and (a.kind.has("__call__") or a.kind.has("forward"))
    )


def _id(run: Run, a: Any) -> int:
    """Numbers in the order in which they are asked for: the same program prints the same."""
    return run.identities.setdefault(id(a), (len(run.identities) + 1, a))[0]


def _builtins() -> dict[str, Native]:
    from engine.language.library.builtins import BUILTIN_NATIVES  # types are among them, and so is type()

    return BUILTIN_NATIVES


INTROSPECTION: dict[str, Callable[..., Any]] = {
    "array_equal": array_equal, "isinstance": _isinstance,
    "issubclass": _issubclass, "type": _type, "hasattr": _hasattr, "getattr": _getattr,
    "setattr": _setattr, "callable": _callable, "id": _id, "hash": _id, "object": _type,
}  # fmt: skip
