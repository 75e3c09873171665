"""Straight-line programs: they only reckon, no value decides what they do, and so one run tells the steps of all.

What a slider changes are values and nothing else. The graph of a straight-line program is kept, and for other values
it is only computed again. Any other program is run anew.
"""

import ast
from collections.abc import Mapping
from dataclasses import replace
from threading import Condition
from typing import Any

import numpy as np
from cachetools import LRUCache, cached

from engine.graph import Array, Graph
from engine.language.interpreter import Outcome, interpret
from engine.language.library import NAMES
from engine.language.library.elementwise import ELEMENTWISE, OPERANDS
from engine.language.source import Source, read
from engine.language.values import Native
from engine.passes import with_values

KEPT = 20_000
"""Nodes kept, of all graphs together."""

_RECKONING = (ast.Module, ast.Assign, ast.Expr, ast.Name, ast.BinOp, ast.UnaryOp)
_SIGNS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.UAdd, ast.USub)


def _is_row(name: str) -> bool:
    """Whether a name alone means a function that applies its row of the op table, and nothing besides."""
    function = NAMES.get(name)
    return isinstance(function, Native) and function.implementation is ELEMENTWISE[name]


_FUNCTIONS = {**{name: count for name, count in OPERANDS.items() if _is_row(name)}, "abs": OPERANDS["abs"]}
"""How many operands each function takes that looks at no value; further arguments would be settings."""


def outcome_of(
    text: str,
    values: Mapping[str, Any] | None = None,
    output: str | None = None,
    roles: Mapping[str, str] | None = None,
    seed: Any = None,
) -> Outcome:
    """What `interpret` gives, without running a straight-line program for every set of values. Raises EngineError."""
    kept = None if seed is not None else _kept(text, output, frozenset((roles or {}).items()))
    given = None if kept is None else _by_leaf(kept.graph, values or {})
    if kept is None or given is None:
        return interpret(text, values, output, roles, seed)
    return replace(kept, graph=with_values(kept.graph, given)) if given else kept


@cached(LRUCache(KEPT, getsizeof=lambda outcome: len(outcome.graph) if outcome else 1), condition=Condition())
def _kept(text: str, output: str | None, roles: frozenset[tuple[str, str]]) -> Outcome | None:
    """The outcome of a straight-line program with the values it is written with; None of any other program."""
    return interpret(text, None, output, dict(roles)) if is_straight_line(read(text)) else None


def _by_leaf(graph: Graph, values: Mapping[str, Any]) -> dict[str, Array] | None:
    """The values by leaf id; None where they are anything but floats for leaves of the graph."""
    ids = {leaf.name: leaf.id for leaf in graph.leaves}
    if all(name in ids and isinstance(value, float) for name, value in values.items()):
        return {ids[name]: np.float64(value) for name, value in values.items()}
    return None


def is_straight_line(source: Source) -> bool:
    """Whether a program is made of assignments, arithmetic and rows of the op table alone."""
    return all(_only_reckons(source, node) for node, _ in source.nodes)


def _only_reckons(source: Source, node: ast.AST) -> bool:
    match node:
        case ast.Constant(value=value):
            return type(value) in (int, float)
        case ast.BinOp(op=sign) | ast.UnaryOp(op=sign):
            return isinstance(sign, _SIGNS)
        case ast.Call(func=ast.Name(id=name), args=operands, keywords=[]):
            return name not in source.assigned and len(operands) <= _FUNCTIONS.get(name, -1)
    return isinstance(node, _RECKONING)
