"""Running a program: its statements in order, then the graph of what it computed."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.graph import Array, Graph, Role
from engine.language.execution import execute
from engine.language.prelude import prelude
from engine.language.run import Note, Print, Run
from engine.language.source import Source, read
from engine.language.values import PLAIN, Instance, Scope, Tensor, kind
from engine.limits import MAX_NESTING
from engine.line_groups import with_lines
from engine.recorder import Draft, as_value

_TORCH_NAMES = {"torch", "nn", "F", "optim", "Value", "micrograd", "Tensor", "MLP"}
_FRAMES = 10_000
"""Frames of Python for the deepest program within the limits: 200 calls of functions whose bodies nest deeply."""


@dataclass(frozen=True)
class Outcome:
    """What running a program gives: the graph, the seed of its backward pass, what it printed, what to know."""

    graph: Graph
    seed: Array
    prints: tuple[Print, ...] = ()
    notes: tuple[Note, ...] = ()


def interpret(
    text: str,
    values: Mapping[str, Any] | None = None,
    output: str | None = None,
    roles: Mapping[str, str] | None = None,
    seed: Any = None,
) -> Outcome:
    """Run a program. ``values`` and ``roles`` are by leaf name; ``seed`` has the output's shape. Raises EngineError."""
    source = read(text)
    chosen = {name: _checked_value(name, value) for name, value in (values or {}).items()}
    start = None if seed is None else _checked_value("seed", seed)
    run = _started(source, chosen, {name: Role(role) for name, role in (roles or {}).items()}, start)
    _execute(run)
    if output is None and _has_no_variable(run):
        # f(3.0) in a program without any other number: the argument is what the reader wants to change.
        run = _started(source, chosen, run.roles, start)
        run.names_arguments = True
        _execute(run)
    draft = _output(run, output)
    graph = with_lines(run.recorder.graph(draft, run.roles), source.text)
    _check_chosen_names(graph, run)
    return Outcome(graph, _seed(run, draft, graph, start), tuple(run.prints), tuple(run.notes))


def _started(source: Source, values: Mapping[str, Array], roles: Mapping[str, Role], start: Array | None) -> Run:
    scope = Scope(parent=prelude(), assigned=source.assigned)
    return Run(source, values, roles, scope, start, is_torch=bool(source.mentioned & _TORCH_NAMES))


def _execute(run: Run) -> None:
    try:
        with np.errstate(all="ignore"), _deep_recursion():
            for statement in run.source.tree.body:
                execute(run, statement)
    except RecursionError:  # a list that holds itself, for example
        raise EngineError("nested_too_deeply", run.recorder.span, limit=MAX_NESTING) from None


@contextmanager
def _deep_recursion() -> Iterator[None]:
    """Room for the interpreter's own calls: one call of a program's function is a dozen of Python's."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _checked_value(name: str, value: Any) -> Any:
    try:
        return as_value(value)
    except (TypeError, ValueError):
        raise EngineError("bad_value", None, name=name) from None


# --- the output ----------------------------------------------------------------------------------------------------


def _has_no_variable(run: Run) -> bool:
    return run.output is None and run.differentiated is None and isinstance(run.last, PLAIN)


def _output(run: Run, name: str | None) -> Draft:
    """The node to differentiate: the one called ``name``, else what backward() was called on, else the last value."""
    if name is not None:
        return _named_output(run, name)
    if run.output is not None:
        return run.output
    last = run.last.number if isinstance(run.last, Instance) else run.last
    if isinstance(last, Tensor):
        return last.draft
    if run.differentiated is not None:
        return run.differentiated
    if run.last is None:
        raise EngineError("no_result", (0, 0))
    if not isinstance(run.last, PLAIN):
        raise EngineError("not_a_number", run.last_span, kind=kind(run.last))
    raise EngineError("nothing_to_differentiate", run.last_span, value=run.last)


def _named_output(run: Run, name: str) -> Draft:
    nodes = {key: _node(value) for key, value in run.scope.names.items()}
    found = nodes.get(name)
    if found is None:
        names = ", ".join(key for key, node in nodes.items() if node is not None)
        raise EngineError("unknown_output", None, name=name, names=names)
    return found.draft


def _node(value: Any) -> Tensor | None:
    return value if isinstance(value, Tensor) else value.number if isinstance(value, Instance) else None


def _check_chosen_names(graph: Graph, run: Run) -> None:
    """A name that the program mentions may have a value although this run did not come by it."""
    known = run.recorder.leaf_names
    for name in (*run.values, *run.roles):
        if name not in known and name not in run.source.loaded:
            names = ", ".join(leaf.name or "" for leaf in graph.leaves)
            raise EngineError("unknown_value", None, name=name, names=names)


def _seed(run: Run, output: Draft, graph: Graph, start: Array | None) -> Array:
    """The cotangent of the output: as given, as backward() was given it, or 1. Raises EngineError."""
    if start is None and run.output is output and run.seed is not None:
        return run.seed
    if start is None:
        if np.size(output.value) != 1:
            node = graph[graph.output]
            raise EngineError("output_not_scalar", node.span, name=node.label, shape=str(node.shape))
        return np.ones(output.shape)[()]
    if np.shape(start) != output.shape:
        raise EngineError("gradient_shape", None, shape=str(np.shape(start)), expected=str(output.shape))
    return start
