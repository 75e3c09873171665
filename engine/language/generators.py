"""Generator functions: run at once, what they yield is collected for whoever loops over it."""

import ast
from collections.abc import Callable, Sequence
from typing import Any

from engine.errors import EngineError
from engine.language.containers import Iterator
from engine.language.iteration import iterate
from engine.language.run import Run
from engine.limits import MAX_ITEMS


class _Endless(Exception):
    """A generator function has yielded more than anyone will take."""


def generated(run: Run, body: Callable[[], Any]) -> Iterator:
    """What a generator function yields, from running its body."""
    run.yielded.append([])
    is_endless = False
    try:
        body()
    except _Endless:
        is_endless = True
    except EngineError as error:
        if error.code != "endless_loop" or not run.yielded[-1]:
            raise
        is_endless = True
    finally:
        entries = run.yielded.pop()
    iterator = Iterator(entries)
    iterator.is_endless = is_endless
    return iterator


def give(run: Run, node: ast.Yield | ast.YieldFrom) -> None:
    """``yield`` and ``yield from``."""
    from engine.language.expressions import evaluate  # an expression may be a yield, which holds an expression

    if not run.yielded:
        raise EngineError("outside", run.place(node), what="yield", where="def")
    value = None if node.value is None else evaluate(run, node.value)
    run.yielded[-1].extend(iterate(run, value) if isinstance(node, ast.YieldFrom) else [value])
    if len(run.yielded[-1]) > MAX_ITEMS:
        raise _Endless


def is_generator(body: Sequence[ast.stmt]) -> bool:
    """Whether a ``yield`` stands in these statements, outside of functions that they define."""
    waiting: list[ast.AST] = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda):
            waiting.extend(ast.iter_child_nodes(node))
    return False
