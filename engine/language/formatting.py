"""Values as text: what print, str, repr and f-strings show. Only plain values are formatted, by checked patterns."""

import re
import string
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language.containers import Iterator, Record, RecordType, Selection, Set, Size
from engine.language.run import Run
from engine.language.tensor_text import tensor_text
from engine.language.values import Class, DType, Instance, Native, Tensor, kind, number_of
from engine.limits import MAX_TEXT

_TYPES = {"Tensor": "torch.Tensor", "ndarray": "numpy.ndarray"}
_TYPES |= {name: name for name in ("int", "float", "bool", "str", "list", "tuple", "dict", "set", "NoneType")}
_SPEC = re.compile(r"([^{}]?[<>=^])?[+\- ]?#?0?\d{0,2}[,_]?(\.\d{1,2})?[a-zA-Z%]?")
_PERCENT = re.compile(r"%(?:%|[-+ #0]*\d{0,2}(?:\.\d{1,2})?[diufFeEgGxXos])")


def text(run: Run, value: Any) -> str:
    """``str(value)``: what print shows."""
    if isinstance(value, str):
        return value
    if isinstance(value, Instance):
        return _of_object(run, value, ("__str__", "__repr__"))
    if isinstance(value, Tensor):
        return _tensor(run, value, is_inside=False)
    return shown(run, value)


def shown(run: Run, value: Any) -> str:
    """``repr(value)``: how a value looks inside a list."""
    match value:
        case Tensor():
            return _tensor(run, value, is_inside=True)
        case Instance():
            return _of_object(run, value, ("__repr__", "__str__"))
        case Size():
            return f"torch.Size([{', '.join(map(str, value))}])"
        case Selection():
            return f"torch.return_types.max(\nvalues={shown(run, value.values)},\nindices={shown(run, value.indices)})"
        case Record():
            fields = zip(value.kind.fields, value, strict=True)
            return f"{value.kind.name}({', '.join(f'{name}={shown(run, entry)}' for name, entry in fields)})"
        case list() | tuple() | dict() | Set() | Iterator():
            return _collection(run, value)
        case str() | int() | float() | range() | None:
            return repr(value)
        case DType(name=name):
            return name
        case slice():
            return str(value)
    return "Ellipsis" if value is Ellipsis else _type_text(value) or f"<{kind(value)}>"


def _type_text(value: Any) -> str:
    if isinstance(value, Class | RecordType):
        return f"<class '{value.name if isinstance(value, Class) and value.is_library else f'__main__.{value.name}'}'>"
    name = _TYPES.get(value.name) if isinstance(value, Native) else None
    return f"<class '{name}'>" if name else ""


def _collection(run: Run, value: Any) -> str:
    if isinstance(value, dict):
        pairs = (f"{shown(run, key)}: {shown(run, entry)}" for key, entry in value.items())
        return "{" + ", ".join(pairs) + "}"
    entries = value.entries if isinstance(value, Set | Iterator) else value
    inside = ", ".join(shown(run, entry) for entry in entries)
    if isinstance(value, tuple):
        return f"({inside}{',' * (len(value) == 1)})"
    if isinstance(value, Set):
        return f"{{{inside}}}" if inside else "set()"
    return f"[{inside}]" if isinstance(value, list) else f"<{kind(value)}>"


def _of_object(run: Run, value: Instance, methods: Sequence[str]) -> str:
    from engine.language.calls import method_of  # calling needs expressions, and they show values

    for name in methods:
        written = method_of(run, value, name)
        if written is not None:
            return str(written())
    fields = ", ".join(f"{name}={shown(run, value.attributes.get(name))}" for name in value.kind.fields)
    return f"{value.kind.name}({fields or '…'})"


def _tensor(run: Run, tensor: Tensor, is_inside: bool) -> str:
    if tensor.flavour == "number":
        return repr(number_of(tensor))
    if tensor.flavour == "value":
        grad = 0 if tensor.grad is None else number_of(tensor.grad)
        return f"Value(data={number_of(tensor)!r}, grad={grad!r})"
    if tensor.flavour == "torch" or (tensor.flavour is None and run.is_torch):
        return tensor_text(tensor)
    if tensor.shape == ():
        return repr(number_of(tensor))
    array = np.asarray(tensor.value)
    typed = array if tensor.dtype == "float" else array.astype({"int": np.int64, "bool": np.bool_}[tensor.dtype])
    if is_inside:
        inside = np.array2string(typed, separator=", ", prefix="array(", threshold=1025, **run.print_options)
        return f"array({inside})"
    return np.array2string(typed, threshold=1025, **run.print_options)


# --- formats -------------------------------------------------------------------------------------------------------


def formatted(run: Run, value: Any, spec: str, conversion: str | None = None) -> str:
    """``f"{value!conversion:spec}"``. Raises EngineError for a format that is not a plain one."""
    if conversion is not None:
        value = shown(run, value) if conversion in "ra" else text(run, value)
    if not _SPEC.fullmatch(spec):
        raise EngineError("bad_format", run.recorder.span, spec=spec)
    plain = number_of(value)
    if not spec:
        return (
            repr(plain)
            if isinstance(value, Tensor) and value.shape == () and not _is_value(value)
            else text(run, value)
        )
    if isinstance(plain, bool):
        plain = int(plain)
    if not isinstance(plain, int | float | str):
        raise EngineError("bad_format", run.recorder.span, spec=spec)
    try:
        return format(plain, spec)
    except ValueError:
        raise EngineError("bad_format", run.recorder.span, spec=spec) from None


def _is_value(tensor: Tensor) -> bool:
    return tensor.flavour == "value"


def format_text(run: Run, pattern: str, values: Sequence[Any], names: Mapping[str, Any]) -> str:
    """``"{:.2f} {name}".format(…)``; a field is a name, a position or nothing."""
    pieces, position = [], 0
    try:
        fields = list(string.Formatter().parse(pattern))
    except ValueError:
        raise EngineError("bad_format", run.recorder.span, spec=pattern) from None
    for literal, field, spec, conversion in fields:
        pieces.append(literal)
        if field is None:
            continue
        key = field or str(position)
        position += not field
        pieces.append(formatted(run, _field(run, key, values, names), spec or "", conversion))
    return bounded(run, "".join(pieces))


def _field(run: Run, key: str, values: Sequence[Any], names: Mapping[str, Any]) -> Any:
    if key.isdecimal() and int(key) < len(values):
        return values[int(key)]
    if key in names:
        return names[key]
    raise EngineError("bad_format", run.recorder.span, spec=f"{{{key}}}")


def percent_text(run: Run, pattern: str, values: Any) -> str:
    """``"%.2f" % value`` and ``"%d %s" % (a, b)``."""
    given = values if isinstance(values, tuple) else (values,)
    plain = tuple(_percent_value(run, value) for value in given)
    if "%" in _PERCENT.sub("", pattern):
        raise EngineError("bad_format", run.recorder.span, spec=pattern)
    try:
        return bounded(run, pattern % plain)
    except (TypeError, ValueError, OverflowError):
        raise EngineError("bad_format", run.recorder.span, spec=pattern) from None


def _percent_value(run: Run, value: Any) -> Any:
    number = number_of(value)
    return number if isinstance(number, int | float) else text(run, value)


def bounded(run: Run, made: str) -> str:
    """A text that a program may go on with. Raises EngineError where it has grown too long."""
    if len(made) > MAX_TEXT:
        raise EngineError("text_too_long", run.recorder.span, limit=MAX_TEXT)
    return made
