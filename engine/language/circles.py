"""Names that are computed from each other: ``x = y + 1; y = x + 1`` has no order that would work."""

import ast
from collections.abc import Mapping

from engine.errors import EngineError
from engine.language.run import Run
from engine.language.source import Source, assigned_names


def used_too_early(run: Run, node: ast.Name) -> EngineError:
    """The error for a name that has no value yet, though the program assigns it one."""
    targets = _assigned_at(run.source, node)
    if node.id in targets:
        return EngineError("used_in_itself", run.place(node), name=node.id)
    other = _circle(run.source, node.id, targets)
    if other is not None:
        return EngineError("need_each_other", run.place(node), name=node.id, other=other)
    return EngineError("used_before_assignment", run.place(node), name=node.id)


def _assigned_at(source: Source, place: ast.AST) -> frozenset[str]:
    """The names that the assignment around ``place`` gives values to."""
    statement = next((one for one in source.tree.body if any(node is place for node in ast.walk(one))), None)
    return assigned_names([statement]) if isinstance(statement, ast.Assign) else frozenset()


def _circle(source: Source, name: str, targets: frozenset[str]) -> str | None:
    """One of the ``targets`` computed from ``name``, of which ``name`` is computed in turn; None without a circle."""
    return next(iter(sorted(targets & _reached(_needs(source), name))), None)


def _needs(source: Source) -> Mapping[str, set[str]]:
    """The names that each assigned name is computed from."""
    needs: dict[str, set[str]] = {}
    for statement in source.tree.body:
        if isinstance(statement, ast.Assign):
            used = {node.id for node in ast.walk(statement.value) if isinstance(node, ast.Name)}
            for name in assigned_names([statement]):
                needs.setdefault(name, set()).update(used)
    return needs


def _reached(needs: Mapping[str, set[str]], name: str) -> frozenset[str]:
    found, waiting = {name}, [name]
    while waiting:
        new = needs.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return frozenset(found)
