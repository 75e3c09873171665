"""Comprehensions, and what their loops and others unpack."""

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from engine.errors import EngineError
from engine.language.containers import Set
from engine.language.entries import key_of
from engine.language.iteration import iterate
from engine.language.operations import is_true
from engine.language.run import Run
from engine.language.suggestions import unsupported
from engine.language.values import Ignored, Scope


def _evaluate(run: Run, node: ast.expr) -> Any:
    from engine.language.expressions import evaluate  # an expression may be a comprehension, which holds expressions

    return evaluate(run, node)


def of_list(run: Run, node: ast.ListComp | ast.GeneratorExp) -> list[Any]:
    """Evaluated at once: a generator is only ever handed to a function that goes through it."""
    return _comprehended(run, node.generators, lambda: _evaluate(run, node.elt))


def of_set(run: Run, node: ast.SetComp) -> Set:
    """``{f(x) for x in xs}``."""
    return Set(_comprehended(run, node.generators, lambda: key_of(run, _evaluate(run, node.elt))))


def of_dict(run: Run, node: ast.DictComp) -> dict[Any, Any]:
    """``{k: v for k, v in pairs}``."""
    return dict(
        _comprehended(run, node.generators, lambda: (key_of(run, _evaluate(run, node.key)), _evaluate(run, node.value)))
    )


def _comprehended(run: Run, generators: Sequence[ast.comprehension], element: Callable[[], Any]) -> list[Any]:
    outer, run.scope = run.scope, Scope(parent=run.scope)
    try:
        return list(_turns(run, generators, element))
    finally:
        run.scope = outer


def _turns(run: Run, generators: Sequence[ast.comprehension], element: Callable[[], Any]) -> Iterator[Any]:
    if not generators:
        yield element()
        return
    first, *rest = generators
    for value in iterate(run, _evaluate(run, first.iter)):
        run.count_statement(run.place(first.iter))
        unpack(run, first.target, value)
        if all(is_true(run, _evaluate(run, condition)) for condition in first.ifs):
            yield from _turns(run, rest, element)


def unpack(run: Run, target: ast.expr, value: Any) -> None:
    """Give the names of a comprehension's target their values; no leaves are made."""
    match target:
        case ast.Name(id=name):
            run.scope.names[name] = value
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            for one, part in zip(targets, parts(run, targets, value), strict=True):
                unpack(run, one.value if isinstance(one, ast.Starred) else one, part)
        case _:
            raise unsupported(run, target)


def parts(run: Run, targets: Sequence[ast.expr], value: Any) -> list[Any]:
    """The entries of ``value``, one for each target; a starred one takes what is left. Raises EngineError."""
    if isinstance(value, Ignored):
        return [value] * len(targets)
    values = iterate(run, value)
    starred = next((index for index, one in enumerate(targets) if isinstance(one, ast.Starred)), None)
    if starred is not None and len(values) >= len(targets) - 1:
        after = len(values) - (len(targets) - starred - 1)
        values = [*values[:starred], values[starred:after], *values[after:]]
    if len(values) != len(targets):
        raise EngineError("unpack", run.recorder.span, names=len(targets), values=len(values))
    return values
