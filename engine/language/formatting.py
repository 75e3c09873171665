"""Values as text: what print and f-strings show. Only numbers are formatted, and only by a checked pattern."""

import re
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language.run import Run
from engine.language.values import Instance, Tensor, concrete, kind

_SPEC = re.compile(r"[<>^]?[+ ]?\d{0,2},?(\.\d{1,2})?[fegdsFEG%]?")


def formatted(run: Run, value: Any, spec: str) -> str:
    """``value`` in an f-string with its format. Raises EngineError for a format that is not a plain one."""
    if not _SPEC.fullmatch(spec):
        raise EngineError("bad_format", run.recorder.span, spec=spec)
    plain = concrete(value)
    if not spec or not isinstance(plain, int | float | str):
        return shown(value, run.is_torch)
    try:
        return format(float(plain) if isinstance(plain, int) and spec[-1] in "feg%" else plain, spec)
    except ValueError:
        raise EngineError("bad_format", run.recorder.span, spec=spec) from None


def shown(value: Any, as_torch: bool) -> str:
    """``value`` as print shows it: arrays as the library writes them that the program uses."""
    if isinstance(value, Tensor):
        return _tensor(value, as_torch)
    if isinstance(value, list | tuple):
        entries = ", ".join(shown(entry, as_torch) for entry in value)
        return f"[{entries}]" if isinstance(value, list) else f"({entries}{',' * (len(value) == 1)})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {shown(entry, as_torch)}" for key, entry in value.items()) + "}"
    if isinstance(value, str | int | float | bool | type(None)):
        return str(value)
    return f"{value.kind.name}(…)" if isinstance(value, Instance) else f"<{kind(value)}>"


def _tensor(tensor: Tensor, as_torch: bool) -> str:
    if not as_torch:
        array = np.asarray(tensor.value)
        return repr(float(array)) if array.shape == () else np.array2string(array, threshold=1024)
    body = _torch_number(float(tensor.value)) if tensor.shape == () else _torch_array(tensor.value)
    return f"tensor({body})"


def _torch_array(array: Any) -> str:
    entry = "{:.0f}.".format if np.all(array == np.round(array)) else "{:.4f}".format
    return np.array2string(array, separator=", ", formatter={"float_kind": entry}, prefix="tensor(", threshold=1024)


def _torch_number(number: float) -> str:
    if not np.isfinite(number):
        return str(number)
    return f"{number:.0f}." if number.is_integer() and abs(number) < 1e16 else f"{number:.4f}"
