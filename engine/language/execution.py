"""Running statements: one small function per kind, in an allow-list."""

import ast
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.graph import Role
from engine.language.expressions import binary, evaluate, function_of, iterate, key
from engine.language.formatting import shown
from engine.language.operations import is_true
from engine.language.run import Run
from engine.language.suggestions import unsupported
from engine.language.values import PLAIN, Class, Function, Instance, Scope, Tensor
from engine.limits import MAX_TURNS

_KNOWN_LIBRARIES = {
    "numpy", "math", "torch", "micrograd", "matplotlib", "random", "autograd", "typing", "dataclasses", "__future__",
    "graphviz", "sklearn", "pandas", "tqdm", "scipy", "jax", "time", "copy", "os", "sys", "collections", "functools",
}  # fmt: skip


class _Return(Exception):
    def __init__(self, value: Any) -> None:
        self.value = value


class _Break(Exception):
    pass


class _Continue(Exception):
    pass


def run_body(run: Run, body: list[ast.stmt] | ast.expr) -> Any:
    """The result of a function's body."""
    if isinstance(body, ast.expr):
        return evaluate(run, body)
    try:
        for statement in body:
            execute(run, statement)
    except _Return as returned:
        return returned.value
    return None


def execute(run: Run, statement: ast.stmt) -> None:
    """Run one statement. Errors without a place get the statement's."""
    handler = _STATEMENTS.get(type(statement))
    if handler is None:
        raise unsupported(run, statement)
    if run.is_library:
        handler(run, statement)
        return
    span = run.place(statement)
    run.count_statement(span)
    outer, run.recorder.span = run.recorder.span, span
    try:
        handler(run, statement)
    except EngineError as error:
        raise error.at(span) from None
    finally:
        run.recorder.span = outer


# --- values and names ----------------------------------------------------------------------------------------------


def _expression(run: Run, statement: ast.Expr) -> None:
    if isinstance(statement.value, ast.Constant) and isinstance(statement.value.value, str):
        return
    value = evaluate(run, statement.value)
    if isinstance(value, Tensor | int | float):
        _remember(run, value, statement)


def _remember(run: Run, value: Any, statement: ast.stmt) -> None:
    """The last value at the top level is the output."""
    if run.scope is run.top and not run.is_library:
        run.last, run.last_span = value, run.place(statement)


def _assign(run: Run, statement: ast.Assign) -> None:
    value = evaluate(run, statement.value)
    for target in statement.targets:
        _store(run, target, value)
    _remember(run, value, statement)


def _annotated_assign(run: Run, statement: ast.AnnAssign) -> None:
    if statement.value is not None:
        value = evaluate(run, statement.value)
        _store(run, statement.target, value)
        _remember(run, value, statement)


def _store(run: Run, target: ast.expr, value: Any) -> None:
    match target:
        case ast.Name(id=name):
            run.scope.names[name] = value if run.is_library else run.name(name, value)
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            _store_each(run, target, targets, iterate(run, value))
        case ast.Attribute():
            _store_attribute(run, target, value)
        case ast.Subscript():
            _store_entry(run, target, value)
        case _:
            raise unsupported(run, target)


def _store_each(run: Run, target: ast.expr, targets: list[ast.expr], values: list[Any]) -> None:
    starred = next((index for index, one in enumerate(targets) if isinstance(one, ast.Starred)), None)
    if starred is not None and len(values) >= len(targets) - 1:
        after = len(targets) - starred - 1
        middle = values[starred : len(values) - after]
        values = [*values[:starred], middle, *values[len(values) - after :]]
    if len(values) != len(targets):
        raise EngineError("unpack", run.place(target), names=len(targets), values=len(values))
    for one, value in zip(targets, values, strict=True):
        _store(run, one.value if isinstance(one, ast.Starred) else one, value)


def _store_attribute(run: Run, target: ast.Attribute, value: Any) -> None:
    owner = evaluate(run, target.value)
    if isinstance(owner, Instance):
        if not (isinstance(value, PLAIN) and (run.is_library or isinstance(value, int))):
            value = run.name(target.attr, value)
        run.adopt("" if target.attr == "_" else target.attr, value)
        owner.attributes[target.attr] = value
    elif isinstance(owner, Class):
        owner.attributes[target.attr] = value
    elif isinstance(owner, Tensor) and target.attr == "data":
        run.set_in_place(owner, run.draft(value).value)
    elif isinstance(owner, Tensor) and target.attr == "grad":
        owner.grad = None if value is None else run.constant(run.copied_to(run.draft(value).value, owner.shape))
    elif isinstance(owner, Tensor) and target.attr == "requires_grad":
        owner.draft.role = Role.PARAMETER if is_true(run, value) else None
    elif not (isinstance(owner, Tensor) and target.attr in ("label", "_backward", "_prev", "_op")):
        raise EngineError("cannot_set_attribute", run.place(target), name=target.attr)


def _store_entry(run: Run, target: ast.Subscript, value: Any) -> None:
    owner, position = evaluate(run, target.value), key(run, target.slice)
    if isinstance(owner, list):
        if not isinstance(position, int) or not -len(owner) <= position < len(owner):
            raise EngineError("index_out_of_range", run.place(target), index=shown(position, False), size=len(owner))
        owner[position] = value
    elif isinstance(owner, dict) and isinstance(position, str | int | float):
        owner[position] = value
    elif isinstance(owner, Tensor):
        _write_entry(run, target, owner, position, value)
    else:
        raise EngineError("cannot_assign_entry", run.place(target))


def _write_entry(run: Run, target: ast.Subscript, owner: Tensor, position: Any, value: Any) -> None:
    """``x[i] = v`` without a gradient record: x must be a leaf nothing has used yet, or gradients be off."""
    if owner.draft.is_used or not owner.is_leaf or run.draft(value).op is not None:
        raise EngineError("cannot_assign_entry", run.place(target))
    changed = np.array(owner.value)
    place = tuple(
        int(one) if isinstance(one, int) else one for one in (position if isinstance(position, tuple) else (position,))
    )
    try:
        changed[place] = run.draft(value).value
    except (IndexError, ValueError):
        raise EngineError("bad_index", run.place(target), shape=str(owner.shape)) from None
    run.set_in_place(owner, changed)


def _augmented_assign(run: Run, statement: ast.AugAssign) -> None:
    """``x += v`` makes a new node; on a tensor without gradients it changes the tensor itself, as PyTorch does."""
    target = statement.target
    current, value = evaluate(run, _loaded(target)), evaluate(run, statement.value)
    if isinstance(current, Tensor) and _is_in_place(run, target, current):
        _check_in_place(run, statement, current)
        changed = binary(run, statement.op, current, value)
        run.set_in_place(current, run.draft(changed).value)
        return
    result = current + list(value) if isinstance(current, list) and isinstance(value, list | tuple) else None
    result = binary(run, statement.op, current, value) if result is None else result
    _store(run, target, result)
    _remember(run, result, statement)


def _loaded(target: ast.expr) -> ast.expr:
    loaded = type(target)(**{**{name: getattr(target, name) for name in target._fields}, "ctx": ast.Load()})
    return ast.copy_location(loaded, target)


def _is_in_place(run: Run, target: ast.expr, current: Tensor) -> bool:
    """Whether the tensor itself changes: through ``.data``, where gradients are off, or a leaf that requires grad."""
    through_data = isinstance(target, ast.Attribute) and target.attr == "data"
    return through_data or not run.records_gradients or (run.is_torch and current.draft.role is Role.PARAMETER)


def _check_in_place(run: Run, statement: ast.AugAssign, tensor: Tensor) -> None:
    through_data = isinstance(statement.target, ast.Attribute)
    if run.records_gradients and not through_data and tensor.is_leaf:
        raise EngineError("in_place_on_leaf", run.place(statement), name=tensor.draft.name or "")


# --- control flow --------------------------------------------------------------------------------------------------


def _if(run: Run, statement: ast.If) -> None:
    for inner in statement.body if is_true(run, evaluate(run, statement.test)) else statement.orelse:
        execute(run, inner)


def _for(run: Run, statement: ast.For) -> None:
    values = iterate(run, evaluate(run, statement.iter))
    for number, value in enumerate(values):
        _store_loop_value(run, statement.target, value)
        with run.group("turn", f"{run.written(statement.target)} · {number + 1}/{len(values)}"):
            if not _turn(run, statement.body):
                return
    for inner in statement.orelse:
        execute(run, inner)


def _store_loop_value(run: Run, target: ast.expr, value: Any) -> None:
    """Counters stay plain numbers; data that a loop goes through become leaves."""
    if isinstance(target, ast.Tuple | ast.List):
        parts = iterate(run, value)
        if len(parts) != len(target.elts):
            raise EngineError("unpack", run.place(target), names=len(target.elts), values=len(parts))
        for one, part in zip(target.elts, parts, strict=True):
            _store_loop_value(run, one, part)
    elif isinstance(target, ast.Name) and isinstance(value, int):
        run.scope.names[target.id] = value
    else:
        _store(run, target, value)


def _while(run: Run, statement: ast.While) -> None:
    turns = 0
    while is_true(run, evaluate(run, statement.test)):
        turns += 1
        if turns > MAX_TURNS:
            raise EngineError("endless_loop", run.place(statement.test), limit=MAX_TURNS)
        with run.group("turn", f"while · {turns}"):
            if not _turn(run, statement.body):
                return
    for inner in statement.orelse:
        execute(run, inner)


def _turn(run: Run, body: list[ast.stmt]) -> bool:
    """One turn of a loop; whether the loop goes on."""
    try:
        for inner in body:
            execute(run, inner)
    except _Continue:
        return True
    except _Break:
        return False
    return True


def _return(run: Run, statement: ast.Return) -> None:
    if run.scope is run.top:
        raise EngineError("outside", run.place(statement), what="return", where="def")
    raise _Return(None if statement.value is None else evaluate(run, statement.value))


def _break(run: Run, statement: ast.Break) -> None:
    raise _Break


def _continue(run: Run, statement: ast.Continue) -> None:
    raise _Continue


def _with(run: Run, statement: ast.With) -> None:
    """``with torch.no_grad():`` — the only context that changes anything."""
    contexts = [evaluate(run, item.context_expr) for item in statement.items]
    outer = run.records_gradients
    run.records_gradients = outer and "no_grad" not in contexts
    try:
        for inner in statement.body:
            execute(run, inner)
    finally:
        run.records_gradients = outer


def _assert(run: Run, statement: ast.Assert) -> None:
    if not is_true(run, evaluate(run, statement.test)):
        raise EngineError("assertion_failed", run.place(statement.test), test=run.written(statement.test))


# --- definitions ---------------------------------------------------------------------------------------------------


def _function(run: Run, statement: ast.FunctionDef) -> None:
    run.scope.names[statement.name] = _defined(run, statement, None)


def _defined(run: Run, statement: ast.FunctionDef, owner: Class | None) -> Any:
    function = function_of(run, statement.name, statement.args, statement.body)
    is_static = any(isinstance(one, ast.Name) and one.id == "staticmethod" for one in statement.decorator_list)
    return replace(function, owner=owner, is_static=is_static)


def _class(run: Run, statement: ast.ClassDef) -> None:
    bases = tuple(base for base in (evaluate(run, one) for one in statement.bases) if isinstance(base, Class))
    made = Class(statement.name, bases, {})
    outer, run.scope = run.scope, Scope(made.attributes, run.scope)
    try:
        for inner in statement.body:
            if isinstance(inner, ast.FunctionDef):
                made.attributes[inner.name] = _defined(run, inner, made)
            else:
                execute(run, inner)
    finally:
        run.scope = outer
    for name, value in made.attributes.items():
        if isinstance(value, Function):
            # Methods look names up where the class stands, not inside it.
            made.attributes[name] = replace(value, scope=outer)
    run.scope.names[statement.name] = made


def _import(run: Run, statement: ast.Import | ast.ImportFrom) -> None:
    """Known libraries are here already; what they are called in the program is bound to them."""
    from engine.language.library import imported

    module = statement.module or "" if isinstance(statement, ast.ImportFrom) else ""
    for alias in statement.names:
        path = f"{module}.{alias.name}" if module else alias.name
        if path.split(".")[0] not in _KNOWN_LIBRARIES:
            raise EngineError("unknown_library", run.place(statement), name=path.split(".")[0])
        value = imported(path)
        if value is not None and alias.name != "*":
            name = alias.asname or (path.split(".")[0] if isinstance(statement, ast.Import) else alias.name)
            run.scope.names[name] = (
                imported(name) if alias.asname is None and isinstance(statement, ast.Import) else value
            )


def _nothing(run: Run, statement: ast.stmt) -> None:
    """``pass`` changes nothing."""


_STATEMENTS: dict[type[ast.stmt], Callable[[Run, Any], None]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated_assign,
    ast.AugAssign: _augmented_assign,
    ast.If: _if,
    ast.For: _for,
    ast.While: _while,
    ast.Return: _return,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.With: _with,
    ast.Assert: _assert,
    ast.FunctionDef: _function,
    ast.ClassDef: _class,
    ast.Import: _import,
    ast.ImportFrom: _import,
    ast.Pass: _nothing,
}
