"""Running a program: its statements in order, then the graph of what it computed."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.given import given_value
from engine.graph import Array, Graph, Role
from engine.language.decimal_comma import check_decimal_commas
from engine.language.execution import execute
from engine.language.outputs import check_chosen_names, chosen_output, has_no_variable, note_choice, seed_of
from engine.language.prelude import prelude
from engine.language.run import Note, Print, Run
from engine.language.source import Source, read
from engine.language.values import Scope
from engine.limits import MAX_NESTING
from engine.line_groups import with_lines

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
    source = _read_program(text)
    chosen = {name: given_value(name, value) for name, value in (values or {}).items()}
    start = None if seed is None else given_value("seed", seed)
    run = _started(source, chosen, {name: Role(role) for name, role in (roles or {}).items()}, start)
    _execute(run)
    if output is None and has_no_variable(run):
        # f(3.0) in a program without any other number: the argument is what the reader wants to change.
        run = _started(source, chosen, run.roles, start)
        run.names_arguments = True
        _execute(run)
    draft = chosen_output(run, output)
    graph = with_lines(run.recorder.graph(draft, run.roles), source.text)
    check_chosen_names(graph, run)
    if output is None:
        note_choice(run, draft, graph)
    return Outcome(graph, seed_of(run, draft, graph, start), tuple(run.prints), tuple(run.notes))


@lru_cache(maxsize=128)
def _read_program(text: str) -> Source:
    """Like `read`, and as there remembered."""
    source = read(text)
    check_decimal_commas(source)
    return source


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
