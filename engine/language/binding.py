"""Arguments of a call and the parameters they are for; what is said where they do not fit."""

import ast
import inspect
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from engine.errors import EngineError
from engine.language.run import Run
from engine.language.values import Function, Native

Arguments = Sequence[Any]
Keywords = Mapping[str, Any]

_SYNONYMS = {"dim": "axis", "keepdim": "keepdims", "input": "a", "self": "a", "other": "b", "x": "a", "x1": "a",
             "x2": "b", "a_min": "low", "a_max": "high", "min": "low", "max": "high", "unbiased": "correction",
             "ddof": "correction", "dims": "axes", "tensors": "parts", "arrays": "parts"}  # fmt: skip
"""What libraries call the same argument; used where the function itself has no argument of the first name."""

IGNORED_KEYWORDS = {"dtype", "device", "out", "inplace", "copy", "generator", "layout", "approximate", "pin_memory",
                    "non_blocking", "memory_format", "only_inputs", "order"}  # fmt: skip
"""Arguments that change nothing here."""


def bind_native(run: Run, native: Native, arguments: Arguments, keywords: Keywords) -> inspect.BoundArguments:
    """The arguments of a function of the library. Raises EngineError where they do not fit."""
    signature = _signature(native)
    kept = {_synonym(name, signature): value for name, value in keywords.items()}
    kept = {name: value for name, value in kept.items() if _takes(signature, name) or name not in IGNORED_KEYWORDS}
    given = {"library": native.library} if "library" in signature.parameters else {}
    try:
        return signature.bind(run, *arguments, **kept, **given)
    except TypeError:
        raise _wrong_arguments(run, native, arguments, kept) from None


@cache
def _signature_of(implementation: Any) -> inspect.Signature:
    return inspect.signature(implementation)


def _signature(native: Native) -> inspect.Signature:
    return _signature_of(native.implementation)


def takes(native: Native, name: str) -> bool:
    """Whether a function of the library has an argument of this name."""
    return _takes(_signature(native), name)


def _takes(signature: inspect.Signature, name: str) -> bool:
    return name in signature.parameters


def _synonym(name: str, signature: inspect.Signature) -> str:
    """What the function itself calls the argument; one that is given by place alone has no name."""
    if name in signature.parameters:
        return name
    other = signature.parameters.get(_SYNONYMS.get(name, name))
    return name if other is None or other.kind is inspect.Parameter.POSITIONAL_ONLY else other.name


def _shown(signature: inspect.Signature) -> list[str]:
    return [name for name in signature.parameters if name not in ("run", "library")]


def written(native: Native) -> str:
    """How a function of the library is called: ``clip(a, low, high)``."""
    return f"{native.name}({', '.join(_shown(_signature(native)))})"


def _wrong_arguments(run: Run, native: Native, arguments: Arguments, keywords: Keywords) -> EngineError:
    signature = _signature(native)
    shown = _shown(signature)
    unknown = next((name for name in keywords if name not in shown), None)
    if unknown is not None:
        return EngineError(
            "unknown_keyword", run.recorder.span, name=native.name, keyword=unknown, signature=written(native)
        )
    needed = sum(p.default is inspect.Parameter.empty for name, p in signature.parameters.items() if name in shown)
    expected = str(needed) if needed == len(shown) else f"{needed}–{len(shown)}"
    given = len(arguments) + len(keywords)
    return EngineError(
        "wrong_arguments",
        run.recorder.span,
        name=native.name,
        signature=written(native),
        expected=expected,
        given=given,
    )


# --- functions of the program --------------------------------------------------------------------------------------


def bind(run: Run, function: Function, arguments: Arguments, keywords: Keywords) -> dict[str, Any]:
    """Parameters and their values. Raises EngineError where they do not fit."""
    spec = function.arguments
    names = [argument.arg for argument in (*spec.posonlyargs, *spec.args)]
    keyword_only = [argument.arg for argument in spec.kwonlyargs]
    bound = dict(zip(names, arguments, strict=False))
    surplus = tuple(arguments[len(names) :])
    other = _take_keywords(run, function, bound, {*names, *keyword_only}, keywords)
    defaults = dict(zip(names[len(names) - len(function.defaults) :], function.defaults, strict=True))
    for name, value in {**defaults, **dict(zip(keyword_only, function.keyword_defaults, strict=True))}.items():
        if value is not REQUIRED:
            bound.setdefault(name, value)
    if (surplus and not spec.vararg) or not {*names, *keyword_only} <= bound.keys():
        raise _misfit(run, function, names, arguments, keywords)
    if spec.vararg:
        bound[spec.vararg.arg] = surplus
    if spec.kwarg:
        bound[spec.kwarg.arg] = other
    return bound


REQUIRED = object()
"""The default of a keyword-only parameter that has none."""


def _take_keywords(
    run: Run, function: Function, bound: dict[str, Any], known: set[str], keywords: Keywords
) -> dict[str, Any]:
    """Put keyword arguments with their parameters; those that no parameter is for are left over for ``**kwargs``."""
    other = {}
    for name, value in keywords.items():
        if name in bound and name in known:
            raise EngineError("repeated_argument", run.recorder.span, name=function.name, keyword=name)
        if name in known:
            bound[name] = value
        elif function.arguments.kwarg:
            other[name] = value
        elif not (function.is_library and name in IGNORED_KEYWORDS):
            signature = _signature_text(function)
            raise EngineError(
                "unknown_keyword", run.recorder.span, name=function.name, keyword=name, signature=signature
            )
    return other


def _misfit(
    run: Run, function: Function, names: Sequence[str], arguments: Arguments, keywords: Keywords
) -> EngineError:
    needed, hidden = len(names) - len(function.defaults), int(_hides_self(function))
    expected = str(len(names) - hidden) if needed == len(names) else f"{needed - hidden}–{len(names) - hidden}"
    given = len(arguments) + len(keywords) - hidden
    return EngineError("wrong_arguments", run.recorder.span, name=_called(function), expected=expected, given=given,
                       signature=_signature_text(function))  # fmt: skip


def _hides_self(function: Function) -> bool:
    return function.owner is not None and function.kind != "static"


def _called(function: Function) -> str:
    """A class is called by its own name, not by ``__init__``."""
    return function.owner.name if function.owner is not None and function.name == "__init__" else function.name


def _signature_text(function: Function) -> str:
    names = [name.arg for name in (*function.arguments.posonlyargs, *function.arguments.args)]
    return f"{_called(function)}({', '.join(names[int(_hides_self(function)) :])})"


def parameter_names(arguments: ast.arguments) -> list[str]:
    """The names of all parameters."""
    extra = [one.arg for one in (arguments.vararg, arguments.kwarg) if one is not None]
    return [one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)] + extra
