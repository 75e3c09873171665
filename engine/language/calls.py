"""Calling things: library functions, functions and classes of the program, objects."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from engine.errors import EngineError
from engine.language.run import Run
from engine.language.values import Class, Function, Instance, Method, Native, Scope, Tensor, kind

Arguments = Sequence[Any]
Keywords = Mapping[str, Any]

_SYNONYMS = {
    "dim": "axis",
    "keepdim": "keepdims",
    "input": "a",
    "self": "a",
    "other": "b",
    "x": "a",
    "x1": "a",
    "x2": "b",
    "a_min": "low",
    "a_max": "high",
    "min": "low",
    "max": "high",
    "unbiased": "correction",
    "ddof": "correction",
    "dims": "axes",
    "tensors": "parts",
    "arrays": "parts",
}
"""What libraries call the same argument; used where the function itself has no argument of the first name."""

_IGNORED = {"dtype", "device", "out", "inplace", "copy", "generator", "layout", "approximate"}
"""Arguments that change nothing here."""

_UNFIT = (TypeError, ValueError, ArithmeticError, LookupError, StopIteration, MemoryError)
"""What Python and NumPy raise for arguments of a kind, shape or size that a function of the library cannot take."""


def call(run: Run, function: Any, arguments: Arguments, keywords: Keywords, written: str = "") -> Any:
    """The result of a call. ``written`` is how the program names the function. Raises EngineError."""
    match function:
        case Native():
            return _call_native(run, function, arguments, keywords)
        case Function():
            return _call_function(run, function, arguments, keywords, {})
        case Method(function=Native() as native, owner=owner):
            return _call_native(run, native, (owner, *arguments), keywords)
        case Method(function=Function() as inner, owner=owner):
            around = {"__class__": inner.owner, "__self__": owner}
            return _call_function(run, inner, (owner, *arguments), keywords, around)
        case Class():
            return _instantiate(run, function, arguments, keywords)
        case Instance():
            return _call_instance(run, function, arguments, keywords, written)
    code = "not_a_function" if isinstance(function, Tensor | int | float) else "not_callable"
    raise EngineError(code, run.recorder.span, name=written or kind(function), kind=kind(function))


def _call_native(run: Run, native: Native, arguments: Arguments, keywords: Keywords) -> Any:
    signature = _signature(native.implementation)
    kept = {_synonym(name, signature): value for name, value in keywords.items()}
    kept = {name: value for name, value in kept.items() if name in signature.parameters or name not in _IGNORED}
    given = {"library": native.library} if "library" in signature.parameters else {}
    try:
        bound = signature.bind(run, *arguments, **kept, **given)
    except TypeError:
        raise _wrong_arguments(run, native, signature, arguments, kept) from None
    try:
        return native.implementation(*bound.args, **bound.kwargs)
    except _UNFIT:
        written = _written(native, signature)
        raise EngineError("unfit_arguments", run.recorder.span, name=native.name, signature=written) from None


@cache
def _signature(implementation: Callable[..., Any]) -> inspect.Signature:
    return inspect.signature(implementation)


def _synonym(name: str, signature: inspect.Signature) -> str:
    if name in signature.parameters:
        return name
    other = _SYNONYMS.get(name, name)
    return other if other in signature.parameters else name


def _shown(signature: inspect.Signature) -> list[str]:
    return [name for name in signature.parameters if name not in ("run", "library")]


def _written(native: Native, signature: inspect.Signature) -> str:
    return f"{native.name}({', '.join(_shown(signature))})"


def _wrong_arguments(
    run: Run, native: Native, signature: inspect.Signature, arguments: Arguments, keywords: Keywords
) -> EngineError:
    shown, written = _shown(signature), _written(native, signature)
    unknown = next((name for name in keywords if name not in shown), None)
    if unknown is not None:
        return EngineError("unknown_keyword", run.recorder.span, name=native.name, keyword=unknown, signature=written)
    needed = sum(p.default is inspect.Parameter.empty for name, p in signature.parameters.items() if name in shown)
    expected = str(needed) if needed == len(shown) else f"{needed}–{len(shown)}"
    given = len(arguments) + len(keywords)
    return EngineError(
        "wrong_arguments", run.recorder.span, name=native.name, signature=written, expected=expected, given=given
    )


# --- functions of the program -------------------------------------------------------------------------------------


def _call_function(
    run: Run, function: Function, arguments: Arguments, keywords: Keywords, extra: Mapping[str, Any]
) -> Any:
    from engine.language.execution import run_body  # statements call functions, and functions run statements

    names = {**_bind(run, function, arguments, keywords), **extra}
    with run.calling(function.name):
        outer, was_library = run.scope, run.is_library
        with run.group("call", f"{function.name}(…)"):
            run.scope, run.is_library = Scope(names, function.scope, function.assigned), function.is_library
            try:
                return run_body(run, function.body)
            finally:
                run.scope, run.is_library = outer, was_library


def _bind(run: Run, function: Function, arguments: Arguments, keywords: Keywords) -> dict[str, Any]:
    """Parameters and their values. Raises EngineError where they do not fit."""
    spec = function.arguments
    names = [argument.arg for argument in (*spec.posonlyargs, *spec.args)]
    bound = dict(zip(names, arguments, strict=False))
    surplus = list(arguments[len(names) :])
    known = {*names, *(argument.arg for argument in spec.kwonlyargs)}
    repeated = bound.keys() & keywords.keys()
    bound.update({name: value for name, value in keywords.items() if name in known})
    other = {name: value for name, value in keywords.items() if name not in known}
    defaults = dict(zip(names[len(names) - len(function.defaults) :], function.defaults, strict=True))
    keyword_only = (argument.arg for argument in spec.kwonlyargs)
    for name, value in {**defaults, **dict(zip(keyword_only, function.keyword_defaults, strict=True))}.items():
        bound.setdefault(name, value)
    if spec.vararg:
        bound[spec.vararg.arg] = tuple(surplus)
    if spec.kwarg:
        bound[spec.kwarg.arg] = other
    misfit = (surplus and not spec.vararg) or (other and not spec.kwarg) or not known <= bound.keys() or repeated
    if misfit:
        raise EngineError(
            "wrong_arguments",
            run.recorder.span,
            name=function.name,
            expected=_expected(function),
            given=len(arguments) + len(keywords),
            signature=f"{function.name}({', '.join(names)})",
        )
    return bound


def _expected(function: Function) -> str:
    count = len(function.arguments.posonlyargs) + len(function.arguments.args)
    needed = count - len(function.defaults)
    return str(count) if needed == count else f"{needed}–{count}"


# --- classes and objects -------------------------------------------------------------------------------------------


def _instantiate(run: Run, kind_: Class, arguments: Arguments, keywords: Keywords) -> Instance:
    instance = Instance(kind_)
    initialise = kind_.find("__init__")
    if initialise is not None:
        call(run, Method(initialise, instance), arguments, keywords)
    return instance


def _call_instance(run: Run, instance: Instance, arguments: Arguments, keywords: Keywords, written: str) -> Any:
    for name in ("__call__", "forward"):
        method = instance.kind.find(name)
        if method is not None:
            with run.group("module", written or instance.kind.name):
                return call(run, Method(method, instance), arguments, keywords)
    raise EngineError("not_callable", run.recorder.span, name=written, kind=instance.kind.name)
