"""Running a program: its statements in order, then the graph of what it computed."""

import ast
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.graph import Graph, Role
from engine.language.expressions import evaluate, unsupported
from engine.language.run import Run
from engine.language.source import Source, read
from engine.recorder import Draft, as_value


def interpret(
    text: str,
    values: Mapping[str, Any] | None = None,
    output: str | None = None,
    roles: Mapping[str, str] | None = None,
) -> Graph:
    """The graph of a program. ``values`` and ``roles`` are by leaf name. Raises EngineError."""
    source = read(text)
    chosen = {name: _checked_value(name, value) for name, value in (values or {}).items()}
    run = Run(source, _assigned_names(source), chosen, {name: Role(role) for name, role in (roles or {}).items()})
    with np.errstate(all="ignore"):
        for statement in source.tree.body:
            _execute(run, statement)
    graph = run.recorder.graph(_output(run, output))
    _check_chosen_names(graph, run)
    return graph


def _checked_value(name: str, value: Any) -> Any:
    try:
        return as_value(value)
    except (TypeError, ValueError):
        raise EngineError("bad_value", None, name=name) from None


def _assigned_names(source: Source) -> frozenset[str]:
    stores = (node for node in ast.walk(source.tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    return frozenset(node.id for node in stores)


def _output(run: Run, name: str | None) -> Draft:
    """The node to differentiate: the one called ``name``, else the value of the last statement."""
    if name is not None:
        return _named_output(run, name)
    if isinstance(run.last, Draft):
        return run.last
    if run.last is None:
        raise EngineError("no_result", (0, 0))
    raise EngineError("nothing_to_differentiate", run.last_span, value=run.last)


def _named_output(run: Run, name: str) -> Draft:
    found = run.names.get(name)
    if not isinstance(found, Draft):
        names = ", ".join(name for name, value in run.names.items() if isinstance(value, Draft))
        raise EngineError("unknown_output", None, name=name, names=names)
    return found


def _check_chosen_names(graph: Graph, run: Run) -> None:
    drafts = {draft.name for draft in run.recorder.drafts if draft.op is None and draft.name}
    for name in (*run.values, *run.roles):
        if name not in drafts:
            names = ", ".join(leaf.name or "" for leaf in graph.leaves)
            raise EngineError("unknown_value", None, name=name, names=names)


def _execute(run: Run, statement: ast.stmt) -> None:
    handler = _STATEMENTS.get(type(statement))
    if handler is None:
        raise unsupported(run, statement)
    run.recorder.span = run.source.span(statement)
    handler(run, statement)


def _expression(run: Run, statement: ast.Expr) -> None:
    _finish(run, statement, evaluate(run, statement.value))


def _assign(run: Run, statement: ast.Assign) -> None:
    value = evaluate(run, statement.value)
    for target in statement.targets:
        _bind(run, target, value)
    _finish(run, statement, value)


def _annotated_assign(run: Run, statement: ast.AnnAssign) -> None:
    if statement.value is not None:
        value = evaluate(run, statement.value)
        _bind(run, statement.target, value)
        _finish(run, statement, value)


def _augmented_assign(run: Run, statement: ast.AugAssign) -> None:
    target = statement.target
    combined = ast.BinOp(ast.Name(ast.unparse(target), ast.Load()), statement.op, statement.value)
    for part in (combined, combined.left):
        ast.copy_location(part, statement if part is combined else target)
    value = evaluate(run, combined)
    _bind(run, target, value)
    _finish(run, statement, value)


def _bind(run: Run, target: ast.expr, value: Any) -> None:
    """Give a value its name: a plain number becomes a leaf, a new node takes the name."""
    if not isinstance(target, ast.Name):
        raise unsupported(run, target)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = run.leaf(target.id, value)
    elif isinstance(value, Draft) and value.name is None:
        value.name = target.id
    run.names[target.id] = value


def _finish(run: Run, statement: ast.stmt, value: Any) -> None:
    run.last, run.last_span = value, run.source.span(statement)


def _nothing(run: Run, statement: ast.stmt) -> None:
    """Imports of known libraries and ``pass`` change nothing."""


_STATEMENTS: dict[type[ast.stmt], Callable[[Run, Any], None]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated_assign,
    ast.AugAssign: _augmented_assign,
    ast.Import: _nothing,
    ast.ImportFrom: _nothing,
    ast.Pass: _nothing,
}
