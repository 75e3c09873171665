"""Giving names, attributes and entries their values."""

import ast
from collections.abc import Callable
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language import changes, objects
from engine.language.attributes import attribute
from engine.language.calls import method_of
from engine.language.comprehensions import parts
from engine.language.dtypes import dtype_of
from engine.language.entries import index
from engine.language.expressions import binary, evaluate, key
from engine.language.iteration import iterate
from engine.language.own_values import set_own_attribute
from engine.language.run import Run
from engine.language.suggestions import unsupported
from engine.language.values import PLAIN, Class, Function, Ignored, Instance, Tensor


def remember(run: Run, value: Any, statement: ast.stmt) -> None:
    """The last value at the top level is the output; of several the last number, as of ``loss, cache = …``."""
    if run.scope is run.top and not run.is_library:
        numbers = [one for one in value if isinstance(one, Tensor)] if isinstance(value, tuple) else []
        single = [one for one in numbers if np.size(one.value) == 1]
        last = (single or numbers or [value])[-1]
        run.last, run.last_span = last, run.place(statement)


def assign(run: Run, statement: ast.Assign) -> None:
    """``a = b = value``."""
    value = evaluate(run, statement.value)
    for target in statement.targets:
        store(run, target, value, is_counted(value, statement.value))
    remember(run, value, statement)


def annotated_assign(run: Run, statement: ast.AnnAssign) -> None:
    """``a: float = value``; in the body of a class also the name of a field."""
    if isinstance(statement.target, ast.Name) and "__annotations__" in run.scope.names:
        run.scope.names["__annotations__"].append(statement.target.id)
    if statement.value is not None:
        value = evaluate(run, statement.value)
        store(run, statement.target, value, is_counted(value, statement.value))
        remember(run, value, statement)


def is_counted(value: Any, written: ast.expr) -> bool:
    """Whether a whole number was counted, such as ``len(x)`` or ``x.shape[0]``, and not written down."""
    if isinstance(value, tuple):
        return bool(value) and all(isinstance(one, int) for one in value) and not isinstance(written, ast.Tuple)
    return isinstance(value, int) and not all(isinstance(node, _LITERAL) for node in ast.walk(written))


_LITERAL = (ast.Constant, ast.UnaryOp, ast.BinOp, ast.operator, ast.unaryop)


def store(run: Run, target: ast.expr, value: Any, is_plain: bool = False) -> None:
    """Put ``value`` where ``target`` says; a plain number stays one where ``is_plain``, else it becomes a leaf."""
    match target:
        case ast.Name(id=name):
            run.scope.home(name).names[name] = value if is_plain or run.is_library else run.name(name, value)
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            for one, part in zip(targets, parts(run, targets, value), strict=True):
                store(run, one.value if isinstance(one, ast.Starred) else one, part, is_plain)
        case ast.Attribute():
            set_attribute(run, evaluate(run, target.value), target.attr, value)
        case ast.Subscript():
            changes.set_entry(run, target, value, evaluate, key)
        case _:
            raise unsupported(run, target)


# --- attributes ----------------------------------------------------------------------------------------------------


def set_attribute(run: Run, owner: Any, name: str, value: Any) -> None:
    """``owner.name = value``. Raises EngineError where it cannot be set."""
    if isinstance(owner, Instance):
        _set_object_attribute(run, owner, name, value)
    elif isinstance(owner, Class):
        owner.attributes[name] = value
    elif isinstance(owner, Tensor) and name in _TENSOR_SETTERS:
        _TENSOR_SETTERS[name](run, owner, value)
    elif not isinstance(owner, Ignored):
        raise EngineError("cannot_set_attribute", run.recorder.span, name=name)


def _set_object_attribute(run: Run, owner: Instance, name: str, value: Any) -> None:
    setter = owner.kind.find(f"{name}.setter")
    if isinstance(setter, Function):
        method_of(run, owner, f"{name}.setter")(value)  # type: ignore[misc]
    elif not (owner.kind.is_number_like and set_own_attribute(run, owner, name, value)):
        is_setting = isinstance(value, PLAIN) and (run.is_library or run.is_torch or isinstance(value, int))
        is_kept = is_setting or owner.kind.is_number_like
        owner.attributes[name] = value if is_kept else run.name(name, value, owner)


def _set_data(run: Run, tensor: Tensor, value: Any) -> None:
    new = run.draft(value).value
    if np.shape(new) != tensor.shape:
        new = run.copied_to(new, tensor.shape)
    run.set_in_place(tensor, new)


def _set_grad(run: Run, tensor: Tensor, value: Any) -> None:
    tensor.draft.grad = None
    if value is not None:
        made = run.constant(run.copied_to(run.draft(value).value, tensor.shape))
        made.flavour = "number" if tensor.flavour == "value" else tensor.flavour
        tensor.draft.grad = made


def _set_label(run: Run, tensor: Tensor, value: Any) -> None:
    if isinstance(value, str) and value.isidentifier():
        run.name(value, tensor)


_TENSOR_SETTERS: dict[str, Callable[[Run, Tensor, Any], None]] = {
    "data": _set_data,
    "grad": _set_grad,
    "requires_grad": changes.set_requires_grad,
    "label": _set_label,
    "name": _set_label,
    **dict.fromkeys(("_backward", "_prev", "_op"), lambda run, tensor, value: None),
}


# --- augmented assignment ------------------------------------------------------------------------------------------


def augmented_assign(run: Run, statement: ast.AugAssign) -> None:
    """``x += v``: arrays and lists change themselves, anything else gets a new value."""
    target = statement.target
    put: Callable[[Any], None]
    match target:
        case ast.Name():
            current, put = evaluate(run, _read(target)), lambda value: store(run, target, value)
        case ast.Attribute():
            owner = evaluate(run, target.value)
            current = attribute(run, owner, target.attr, run.written(target.value))
            put = lambda value: set_attribute(run, owner, target.attr, value)  # noqa: E731
        case ast.Subscript():
            current, put = _entry(run, target), lambda value: changes.set_entry(run, target, value, evaluate, key)
    value = evaluate(run, statement.value)
    result = _augmented(run, statement.op, current, value)
    if result is not current or isinstance(target, ast.Subscript):
        put(result)
    is_counter = run.turns > 0 and isinstance(statement.value, ast.Constant) and dtype_of(result) == "int"
    if not is_counter:  # i += 1 at the end of a turn is not what the loop computes
        remember(run, result, statement)


def _read(target: ast.Name) -> ast.Name:
    return ast.copy_location(ast.Name(target.id, ast.Load()), target)


def _entry(run: Run, target: ast.Subscript) -> Any:
    return index(run, evaluate(run, target.value), key(run, target.slice))


def _augmented(run: Run, operator: ast.operator, current: Any, value: Any) -> Any:
    """The new value, which is ``current`` itself where that has changed in place."""
    if isinstance(current, list) and isinstance(operator, ast.Add) and not isinstance(value, Tensor):
        current.extend(iterate(run, value))
        return current
    if isinstance(current, Instance):
        return objects.augment(run, operator, current, value, lambda: binary(run, operator, current, value))
    result = binary(run, operator, current, value)
    if changes.is_changed_in_place(current) and isinstance(result, Tensor):
        changes.change(run, current, result)
        return current
    return result


def delete(run: Run, statement: ast.Delete) -> None:
    """``del name``, ``del a[i]``."""
    for target in statement.targets:
        match target:
            case ast.Name(id=name) if name in run.scope.names:
                del run.scope.names[name]
            case ast.Subscript():
                changes.delete_entry(run, evaluate(run, target.value), key(run, target.slice))
            case ast.Attribute(attr=name):
                owner = evaluate(run, target.value)
                if not isinstance(owner, Instance) or name not in owner.attributes:
                    raise EngineError("cannot_set_attribute", run.place(target), name=name)
                del owner.attributes[name]
            case _:
                raise EngineError("unknown_name", run.place(target), name=run.written(target))
