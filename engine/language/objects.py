"""What operators, indices and truth mean for objects of the program's classes: their ``__…__`` methods."""

import ast
from collections.abc import Callable
from typing import Any

from engine.errors import EngineError
from engine.language.calls import method_of
from engine.language.run import Run
from engine.language.values import Instance, concrete, kind

_METHODS = {
    "add": "add", "sub": "sub", "mul": "mul", "div": "truediv", "power": "pow", "remainder": "mod",
    "floor_divide": "floordiv", "matmul": "matmul", "logical_and": "and", "logical_or": "or", "less": "lt",
    "less_equal": "le", "greater": "gt", "greater_equal": "ge", "equal": "eq", "not_equal": "ne",
}  # fmt: skip
_MIRRORED = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le", "eq": "eq", "ne": "ne"}


def operate(run: Run, op: str, left: Any, right: Any) -> Any:
    """A binary operator of which at least one operand is an object. Raises EngineError where no method fits."""
    name = _METHODS[op]
    method = method_of(run, left, f"__{name}__")
    if method is not None:
        return method(right)
    mirrored = method_of(run, right, f"__{_MIRRORED.get(name, f'r{name}')}__")
    if mirrored is not None:
        return mirrored(left)
    if op in ("equal", "not_equal"):
        return (left is right or _have_equal_fields(left, right)) is (op == "equal")
    owner, method_name = (left, name) if isinstance(left, Instance) else (right, f"r{name}")
    raise EngineError("no_operator", run.recorder.span, kind=kind(owner), method=f"__{method_name}__")


def _have_equal_fields(left: Any, right: Any) -> bool:
    """Two objects of one dataclass are compared by their fields."""
    if not isinstance(left, Instance) or not isinstance(right, Instance) or left.kind is not right.kind:
        return False
    return bool(left.kind.fields) and all(
        concrete(left.attributes[name]) == concrete(right.attributes[name]) for name in left.kind.fields
    )


def unary(run: Run, name: str, value: Instance) -> Any:
    """``-x``, ``abs(x)`` and the like. Raises EngineError where the class has no such method."""
    method = method_of(run, value, f"__{name}__")
    if method is None:
        raise EngineError("no_operator", run.recorder.span, kind=kind(value), method=f"__{name}__")
    return method()


def entry(run: Run, owner: Instance, key: Any) -> Any:
    """``owner[key]``."""
    method = method_of(run, owner, "__getitem__")
    if method is None:
        raise EngineError("cannot_index", run.recorder.span, kind=kind(owner))
    return method(key)


def is_true(run: Run, value: Instance) -> bool:
    """An object is true unless it says otherwise."""
    for name in ("__bool__", "__len__"):
        method = method_of(run, value, name)
        if method is not None:
            return bool(concrete(method()))
    return True


def contains(run: Run, owner: Instance, value: Any) -> bool:
    """``value in owner``. Raises EngineError where the class does not say."""
    method = method_of(run, owner, "__contains__")
    if method is None:
        raise EngineError("unfit_arguments", run.recorder.span, name="in", signature="a in b")
    return bool(concrete(method(value)))


def augment(run: Run, operator: ast.operator, current: Instance, value: Any, otherwise: Callable[[], Any]) -> Any:
    """``current += value`` by ``__iadd__``, or else by ``__add__``."""
    method = method_of(run, current, f"__i{_AUGMENTED.get(type(operator), '')}__")
    return otherwise() if method is None else method(value)


_AUGMENTED = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "truediv",
    ast.Pow: "pow",
    ast.MatMult: "matmul",
}
