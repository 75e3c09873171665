"""What the arguments of library functions mean: arrays, axes, numbers, and whose rules a function follows."""

import ast
from typing import Any

from engine.errors import EngineError
from engine.language.dtypes import dtype_of
from engine.language.operations import whole
from engine.language.run import Run
from engine.language.values import Tensor, kind


def tensor(run: Run, value: Any) -> Tensor:
    """``value`` as an array."""
    return value if isinstance(value, Tensor) else Tensor(run.draft(value), dtype_of(value))


def is_torch(library: str) -> bool:
    """Whether a function was taken from PyTorch, whose rules differ from NumPy's here and there."""
    return library.split(".")[0] in ("torch", "F", "nn")


def is_code(run: Run) -> bool:
    """Whether the program is Python code, where Python's own functions mean what they mean there."""
    imports = any(isinstance(statement, ast.Import | ast.ImportFrom) for statement in run.source.tree.body)
    return not run.is_library and (run.is_torch or imports)


def axis_of(run: Run, a: Tensor, axis: Any) -> tuple[int, ...] | None:
    """An axis argument as axes counted from 0; None stays None. Raises EngineError where there is no such axis."""
    if axis is None:
        return None
    axes = whole_numbers(run, axis)
    count = len(a.shape)
    for one in axes:
        if not -max(count, 1) <= one < max(count, 1):
            raise EngineError("no_such_axis", run.recorder.span, axis=one, shape=str(a.shape))
    found = tuple(sorted({one % count for one in axes})) if count else ()
    if count and len(found) < len(axes):
        raise EngineError("bad_axes", run.recorder.span, axes=str(tuple(axes)), shape=str(a.shape))
    return found


def one_axis(run: Run, a: Tensor, axis: Any) -> int:
    """An argument that must be one axis. Raises EngineError."""
    axes = axis_of(run, a, whole(run, axis))
    if not axes:
        raise EngineError("no_such_axis", run.recorder.span, axis=whole(run, axis), shape=str(a.shape))
    return axes[0]


def whole_numbers(run: Run, value: Any) -> tuple[int, ...]:
    """A whole number or a list of them, as a tuple."""
    return tuple(whole(run, one) for one in (value if isinstance(value, list | tuple) else (value,)))


def text(value: Any) -> str:
    """An argument in a message: a word or number as it is, anything else by its kind."""
    if isinstance(value, tuple | list):
        return f"({', '.join(map(text, value))})"
    return str(value) if isinstance(value, str | int | float | None) else kind(value)
