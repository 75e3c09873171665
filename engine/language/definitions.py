"""Functions, classes, decorators and imports of the program."""

import ast
from dataclasses import replace
from typing import Any

from engine.errors import EngineError
from engine.language.calls import call
from engine.language.containers import RecordType
from engine.language.expressions import evaluate, function_of
from engine.language.library import KNOWN_LIBRARIES, NAMES, imported
from engine.language.run import Run
from engine.language.values import Class, Context, Function, Ignored, Instance, Namespace, Native, Scope


def define_function(run: Run, statement: ast.FunctionDef) -> None:
    """``def f(…):``."""
    run.scope.home(statement.name).names[statement.name] = _defined(run, statement, None)


def _defined(run: Run, statement: ast.FunctionDef, owner: Class | None) -> Any:
    made: Any = replace(function_of(run, statement.name, statement.args, statement.body), owner=owner)
    for decorator in reversed(statement.decorator_list):
        made = _decorated(run, decorator, made)
    return made


_KINDS = {"staticmethod": "static", "classmethod": "class", "property": "property", "cached_property": "property"}
_UNCHANGING = {"abstractmethod", "lru_cache", "cache", "wraps", "jit", "script", "overload", "override", "final"}


def _decorated(run: Run, decorator: ast.expr, made: Any) -> Any:
    """What a decorator makes of a function: one of Python's and PyTorch's own, or any function of the program."""
    name = _last_name(decorator)
    if isinstance(made, Function) and name in _KINDS:
        return replace(made, kind=_KINDS[name])
    if isinstance(decorator, ast.Attribute) and name in ("setter", "getter", "deleter") and isinstance(made, Function):
        return replace(made, kind=name)
    if name in _UNCHANGING:
        return _renamed(run, decorator, made) if name == "wraps" else made
    value = evaluate(run, decorator)
    if isinstance(value, Native) and value.name in ("no_grad", "inference_mode", "enable_grad"):
        value = call(run, value, (), {})
    if isinstance(value, Context) and isinstance(made, Function):
        return replace(made, is_without_gradients=value.records is False)
    return made if isinstance(value, Ignored) else call(run, value, (made,), {}, run.written(decorator))


def _renamed(run: Run, decorator: ast.expr, made: Any) -> Any:
    """``@wraps(f)``: the function is called f."""
    wrapped = evaluate(run, decorator.args[0]) if isinstance(decorator, ast.Call) and decorator.args else None
    return replace(made, name=wrapped.name) if isinstance(wrapped, Function) and isinstance(made, Function) else made


def _last_name(decorator: ast.expr) -> str:
    node = decorator.func if isinstance(decorator, ast.Call) else decorator
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


# --- classes -------------------------------------------------------------------------------------------------------


def define_class(run: Run, statement: ast.ClassDef) -> None:
    """``class A(B):``."""
    from engine.language.execution import execute  # a statement may define a class, which holds statements

    bases = tuple(base for base in (evaluate(run, one) for one in statement.bases) if isinstance(base, Class))
    made = Class(statement.name, bases, {"__annotations__": []}, is_library=run.is_library)
    outer, run.scope = run.scope, Scope(made.attributes, run.scope)
    try:
        for inner in statement.body:
            if isinstance(inner, ast.FunctionDef):
                _define_method(run, inner, made)
            else:
                execute(run, inner)
    finally:
        run.scope = outer
    for name, attribute in made.attributes.items():
        if isinstance(attribute, Function):
            # Methods look names up where the class stands, not inside it.
            made.attributes[name] = replace(attribute, scope=outer)
    value: Any = made
    if any(_last_name(base) == "NamedTuple" for base in statement.bases):
        fields = tuple(made.attributes["__annotations__"])
        value = RecordType(
            made.name, fields, {name: made.attributes[name] for name in fields if name in made.attributes}
        )
    elif any(base.name == "Enum" for base in bases):
        _number_members(made)
    for decorator in reversed(statement.decorator_list):
        value = _decorated_class(run, decorator, value)
    run.scope.home(statement.name).names[statement.name] = value


def _number_members(made: Class) -> None:
    """What the body of an ``Enum`` assigns are its members, each with a name and a value."""
    for name, value in made.attributes.items():
        if not name.startswith("_") and not isinstance(value, Function):
            made.attributes[name] = Instance(made, {"name": name, "value": value})


def _define_method(run: Run, statement: ast.FunctionDef, owner: Class) -> None:
    method = _defined(run, statement, owner)
    is_accessor = isinstance(method, Function) and method.kind in ("setter", "getter", "deleter")
    name = f"{statement.name}.{method.kind}" if is_accessor else statement.name
    owner.attributes[name] = replace(method, kind="method") if is_accessor else method


def _decorated_class(run: Run, decorator: ast.expr, made: Class) -> Any:
    if _last_name(decorator) == "dataclass":
        made.fields = (*(field for base in made.bases for field in base.fields), *made.attributes["__annotations__"])
        return made
    return call(run, evaluate(run, decorator), (made,), {}, run.written(decorator))


# --- imports -------------------------------------------------------------------------------------------------------


_UNKNOWN = {
    **dict.fromkeys(("pandas", "torchvision", "torchtext", "torchaudio", "datasets", "requests", "csv", "json", "PIL",
                     "cv2", "urllib", "pickle"), "library_of_data"),
    **dict.fromkeys(("tensorflow", "keras", "tf", "sklearn", "transformers", "lightning", "pytorch_lightning", "mxnet",
                     "paddle", "tinygrad", "flax", "optax", "haiku", "equinox"), "library_of_models"),
    **dict.fromkeys(("sympy",), "library_of_symbols"),
}  # fmt: skip
"""Libraries that courses use and that are not here, by what is written instead."""


def import_names(run: Run, statement: ast.Import | ast.ImportFrom) -> None:
    """Known libraries are here already; what they are called in the program is bound to them."""
    module = (statement.module or "") if isinstance(statement, ast.ImportFrom) else ""
    for alias in statement.names:
        path = f"{module}.{alias.name}" if module else alias.name
        head = path.split(".")[0]
        if head not in KNOWN_LIBRARIES:
            raise EngineError(_UNKNOWN.get(head, "unknown_library"), run.place(statement), name=head)
        if alias.name == "*":
            _take_all(run, module)
            continue
        is_head = isinstance(statement, ast.Import) and alias.asname is None
        value = imported(run.added_members, head if is_head else path)
        if value is None:
            raise EngineError("unknown_member", run.place(statement), library=module or head, name=alias.name)
        name = alias.asname or (head if is_head else alias.name)
        run.scope.home(name).names[name] = value


def _take_all(run: Run, module: str) -> None:
    """``from math import *``: what the module has beyond the names that are here already."""
    library = imported(run.added_members, module)
    members = library.members if isinstance(library, Namespace) else {}
    run.scope.names.update({name: member for name, member in members.items() if name not in NAMES})
