"""Refusals that say what exists instead."""

import ast
import difflib
from collections.abc import Iterable, Sequence

from engine.errors import EngineError
from engine.language.run import Run
from engine.ops import OPS

_REFUSALS: dict[type[ast.AST], tuple[str, str]] = {
    ast.Match: ("use_if", "match"),
    ast.Await: ("use_def", "await"),
    ast.AsyncFunctionDef: ("use_def", "async def"),
    ast.LShift: ("use_power", "<<"),
    ast.RShift: ("use_power", ">>"),
    ast.BitXor: ("use_power", "xor"),
}

_ABBREVIATION = 3
"""Letters from which on a beginning tells what is meant."""


def unsupported(run: Run, node: ast.AST) -> EngineError:
    """The refusal of a piece of syntax, by name."""
    code, what = _REFUSALS.get(type(node), ("not_supported", run.written(node) or type(node).__name__))
    return EngineError(code, run.place(node), what=what if len(what) <= 40 else what[:39] + "…")


def suggestion(
    run: Run, node: ast.AST | None, name: str, known: Iterable[str], code: str, owner: str = ""
) -> EngineError:
    """An unknown name, with the closest known one where there is one. ``code`` has a variant ``…_like``."""
    close = _closest(name, [word for word in known if word != name])
    span = run.place(node) if node is not None else run.recorder.span
    if close is not None:
        return EngineError(f"{code}_like", span, name=name, owner=owner, suggestion=close)
    return EngineError(code, span, name=name, owner=owner)


def _closest(name: str, known: Sequence[str]) -> str | None:
    """The word that ``name`` is but for capitals, or the beginning of, such as sig; else what differs the least."""
    same = next((word for word in known if word.casefold() == name.casefold()), None)
    if same is not None:
        return same
    longer = [word for word in known if word.startswith(name)] if len(name) >= _ABBREVIATION else []
    if longer:
        return max(longer, key=lambda word: (_has_slope(word), -len(word)))
    return next(iter(difflib.get_close_matches(name, known, n=1, cutoff=0.7)), None)


def _has_slope(word: str) -> bool:
    """Whether a function passes gradients on: it is more likely what is meant here."""
    return word in OPS and any(rule not in (None, "0") for rule in OPS[word].rules)
