"""Calling things: library functions, functions and classes of the program, objects."""

from collections.abc import Callable
from typing import Any

from engine.errors import EngineError
from engine.language.binding import REQUIRED, Arguments, Keywords, bind, bind_native, takes, written
from engine.language.containers import Record, RecordType
from engine.language.dtypes import retype
from engine.language.run import Run
from engine.language.type_words import described
from engine.language.values import (
    Class,
    DType,
    Factory,
    Function,
    Ignored,
    Instance,
    Method,
    Native,
    Scope,
    Tensor,
)

FUNCTION_LIKE = "_is_function_like"
"""The attribute of a module that takes no settings."""

_UNFIT = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, StopIteration, MemoryError)
"""What Python and NumPy raise for arguments of a kind, shape or size that a function of the library cannot take."""


def spread(run: Run, value: Any) -> dict[str, Any]:
    """The keywords of ``f(**value)``. Raises EngineError for what is no dictionary of names."""
    if isinstance(value, dict) and all(isinstance(name, str) for name in value):
        return value
    raise EngineError("unfit_arguments", run.recorder.span, name="**", signature="f(**{'a': 1})")


def call(run: Run, function: Any, arguments: Arguments, keywords: Keywords, written_as: str = "") -> Any:
    """The result of a call. ``written_as`` is how the program names the function. Raises EngineError."""
    match function:
        case Native():
            return _call_native(run, function, arguments, keywords)
        case Function():
            return _call_function(run, function, arguments, keywords)
        case Method(function=Native() as native, owner=owner):
            return _call_native(run, native, (owner, *arguments), keywords)
        case Method(function=Function() as inner, owner=owner):
            return _call_method(run, inner, owner, arguments, keywords)
        case Class():
            return _call_class(run, function, arguments, keywords)
        case Instance():
            return _call_instance(run, function, arguments, keywords, written_as)
        case RecordType():
            return _record(run, function, arguments, keywords)
        case Ignored():
            return _ignored(run, function)
        case DType():
            return _cast(run, function, arguments)
    code = "not_a_function" if isinstance(function, Tensor | int | float) else "not_callable"
    raise EngineError(code, run.recorder.span, name=written_as or described(function), kind=described(function))


def _ignored(run: Run, function: Ignored) -> Ignored:
    if function.is_plot:
        run.note("plots_ignored")
    return function


# --- functions of the library --------------------------------------------------------------------------------------


def _call_native(run: Run, native: Native, arguments: Arguments, keywords: Keywords) -> Any:
    bound = bind_native(run, native, arguments, keywords)
    try:
        result = native.implementation(*bound.args, **bound.kwargs)
        return _as_asked(run, native, result, keywords)
    except _UNFIT:
        name, signature = native.name, written(native)
        raise EngineError("unfit_arguments", run.recorder.span, name=name, signature=signature) from None


_FLAVOURS = {"np": "numpy", "torch": "torch", "F": "torch", "nn": "torch"}


def _as_asked(run: Run, native: Native, result: Any, keywords: Keywords) -> Any:
    """New arrays belong to the library that made them, and have the ``dtype`` that was asked for."""
    flavour = _FLAVOURS.get(native.library.split(".")[0])
    for made in result if isinstance(result, tuple | list) else (result,):
        if isinstance(made, Tensor) and made.flavour is None:
            made.flavour = flavour
    dtype = keywords.get("dtype")
    if dtype is not None and isinstance(result, Tensor) and not takes(native, "dtype"):
        return retype(run, result, dtype_kind(dtype))
    return result


def dtype_kind(dtype: Any) -> str:
    """The kind of number that an argument ``dtype`` asks for: ``torch.long``, ``np.int64``, ``int``, ``"float32"``."""
    name = dtype.kind if isinstance(dtype, DType) else dtype.name if isinstance(dtype, Native) else str(dtype)
    return "bool" if name.startswith("bool") else "int" if name.startswith(("int", "uint", "long")) else "float"


def _cast(run: Run, dtype: DType, arguments: Arguments) -> Any:
    made = run.constant(run.draft(arguments[0]).value) if arguments else run.constant(0.0)
    made.flavour = "numpy"
    return retype(run, made, dtype.kind)


# --- functions of the program -------------------------------------------------------------------------------------


def _call_function(run: Run, function: Function, arguments: Arguments, keywords: Keywords) -> Any:
    return _run_function(run, function, bind(run, function, arguments, keywords))


def _call_method(run: Run, function: Function, owner: Any, arguments: Arguments, keywords: Keywords) -> Any:
    from engine.language.own_values import is_own_backward, run_own_backward  # their backward() is a call

    names = bind(run, function, (owner, *arguments), keywords)
    names.update({"__class__": function.owner, "__self__": owner})
    if is_own_backward(run, function, owner):
        return run_own_backward(run, owner, lambda: _run_function(run, function, names))
    return _run_function(run, function, names)


def _run_function(run: Run, function: Function, names: dict[str, Any]) -> Any:
    from engine.language.execution import run_body  # statements call functions, and functions run statements
    from engine.language.generators import generated

    if run.names_arguments and not function.is_library:
        names = {name: run.name(name, value) for name, value in names.items()}
    records = run.records_gradients and not function.is_without_gradients
    with run.calling(function.name), run.recording(records):
        outer, was_library = run.scope, run.is_library
        with run.group("call", f"{function.name}(…)"):
            run.scope, run.is_library = Scope(names, function.scope, function.assigned), function.is_library
            try:
                if function.is_generator:
                    return generated(run, lambda: run_body(run, function.body))
                return run_body(run, function.body)
            finally:
                run.scope, run.is_library = outer, was_library


def method_of(run: Run, owner: Any, name: str) -> Callable[..., Any] | None:
    """The method ``name`` of an object's class, ready to be called; None where there is none."""
    method = owner.kind.find(name) if isinstance(owner, Instance) else None
    if method is None:
        return None
    return lambda *arguments: call(run, Method(method, owner), arguments, {})


# --- classes and objects -------------------------------------------------------------------------------------------


def _call_class(run: Run, kind_: Class, arguments: Arguments, keywords: Keywords) -> Any:
    """An object; or, as on paper and where nothing is of PyTorch, what ``ReLU(x)`` computes."""
    is_applied = len(arguments) == 1 and isinstance(arguments[0], Tensor) and kind_.has(FUNCTION_LIKE)
    if is_applied and not run.is_torch:
        return call(run, _instantiate(run, kind_, (), {}), arguments, keywords)
    return _instantiate(run, kind_, arguments, keywords)


def _instantiate(run: Run, kind_: Class, arguments: Arguments, keywords: Keywords) -> Instance:
    instance = Instance(kind_)
    initialise = kind_.find("__init__")
    if (initialise is not None and "__init__" in kind_.attributes) or (not kind_.fields and initialise is not None):
        call(run, Method(initialise, instance), arguments, keywords)
    else:
        _fill_fields(run, instance, _field_values(run, kind_, arguments, keywords))
        after = method_of(run, instance, "__post_init__")
        if after is not None:
            after()
    return instance


def _fill_fields(run: Run, instance: Instance, values: dict[str, Any]) -> None:
    """As if ``__init__`` had assigned them one by one."""
    from engine.language.assignments import set_attribute  # assignments call functions, and this makes objects

    for name, value in values.items():
        set_attribute(run, instance, name, value)


def _field_values(run: Run, kind_: Class, arguments: Arguments, keywords: Keywords) -> dict[str, Any]:
    """The fields of a dataclass, as given or by default; a class without fields takes no arguments."""
    given = {**dict(zip(kind_.fields, arguments, strict=False)), **keywords}
    found = {name: given[name] if name in given else _default(run, kind_, name) for name in kind_.fields}
    if len(arguments) > len(kind_.fields) or not given.keys() <= found.keys() or REQUIRED in found.values():
        raise _unfit_fields(run, kind_, len(arguments) + len(keywords))
    return found


def _unfit_fields(run: Run, kind_: Class | RecordType, given: int) -> EngineError:
    signature = f"{kind_.name}({', '.join(kind_.fields)})"
    expected = str(len(kind_.fields))
    return EngineError(
        "wrong_arguments", run.recorder.span, name=kind_.name, expected=expected, given=given, signature=signature
    )


def _default(run: Run, kind_: Class, name: str) -> Any:
    """The default of a field; ``field(default_factory=list)`` makes a new one for every object."""
    default = kind_.find(name)
    if isinstance(default, Factory):
        return call(run, default.make, (), {})
    return REQUIRED if default is None and name not in kind_.attributes else default


def _call_instance(run: Run, instance: Instance, arguments: Arguments, keywords: Keywords, written_as: str) -> Any:
    for name in ("__call__", "forward"):
        method = instance.kind.find(name)
        if method is not None:
            with run.group("module", written_as or instance.kind.name):
                return call(run, Method(method, instance), arguments, keywords)
    raise EngineError("not_callable", run.recorder.span, name=written_as, kind=instance.kind.name)


def _record(run: Run, kind_: RecordType, arguments: Arguments, keywords: Keywords) -> Record:
    given = {**kind_.defaults, **dict(zip(kind_.fields, arguments, strict=False)), **keywords}
    if len(arguments) > len(kind_.fields) or given.keys() != set(kind_.fields):
        raise _unfit_fields(run, kind_, len(arguments) + len(keywords))
    record = Record(given[name] for name in kind_.fields)
    record.kind = kind_
    return record
