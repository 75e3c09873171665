"""Refusals that say what exists instead."""

import ast
import difflib
from collections.abc import Iterable

from engine.errors import EngineError
from engine.language.run import Run

_REFUSALS: dict[type[ast.AST], tuple[str, str]] = {
    ast.Match: ("use_if", "match"),
    ast.Await: ("use_def", "await"),
    ast.AsyncFunctionDef: ("use_def", "async def"),
    ast.LShift: ("use_power", "<<"),
    ast.RShift: ("use_power", ">>"),
    ast.BitXor: ("use_power", "xor"),
}


def unsupported(run: Run, node: ast.AST) -> EngineError:
    """The refusal of a piece of syntax, by name."""
    code, what = _REFUSALS.get(type(node), ("not_supported", run.written(node) or type(node).__name__))
    return EngineError(code, run.place(node), what=what if len(what) <= 40 else what[:39] + "…")


def suggestion(
    run: Run, node: ast.AST | None, name: str, known: Iterable[str], code: str, owner: str = ""
) -> EngineError:
    """An unknown name, with the closest known one where there is one. ``code`` has a variant ``…_like``."""
    close = difflib.get_close_matches(name, [word for word in known if word != name], n=1, cutoff=0.7)
    span = run.place(node) if node is not None else run.recorder.span
    if close:
        return EngineError(f"{code}_like", span, name=name, owner=owner, suggestion=close[0])
    return EngineError(code, span, name=name, owner=owner)
