"""Straight-line programs: they only reckon, no value decides what they do, and so one run tells the steps of all.

What a slider changes are values and nothing else. The graph of a straight-line program is kept, and for other values
it is only computed again. Any other program is run anew.
"""

import ast
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from threading import Condition
from typing import Any

import numpy as np
from cachetools import LRUCache, cached

from engine.errors import EngineError
from engine.language.interpreter import Outcome, interpret
from engine.language.library import NAMES
from engine.language.library.elementwise import ELEMENTWISE, OPERANDS
from engine.language.source import Source, read
from engine.language.values import Native
from engine.passes import with_values

KEPT = 20_000
"""Nodes kept, of all graphs together."""
_TEXT = 50
"""What the text of a kept program counts, in nodes: the longest takes as much memory."""

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
    if seed is None and is_straight_line(text):
        found = _moved(text, values or {}, output, roles or {})
        if found is not None:
            return found
    return interpret(text, values, output, roles, seed)


def _moved(text: str, values: Mapping[str, Any], output: str | None, roles: Mapping[str, str]) -> Outcome | None:
    """The outcome of a straight-line program with other values; None where only a run can tell it, or what is wrong."""
    if not all(isinstance(value, float) for value in values.values()):
        return None
    try:
        kept = _kept(text, output, frozenset(roles.items()))
    except EngineError:  # bad values may come first, so that the run with them has the word
        return None
    ids = {leaf.name: leaf.id for leaf in kept.graph.leaves}
    if not values.keys() <= ids.keys():
        return None
    given = {ids[name]: np.float64(value) for name, value in values.items()}
    return replace(kept, graph=with_values(kept.graph, given)) if given else kept


@cached(LRUCache(KEPT, getsizeof=lambda outcome: _TEXT + len(outcome.graph)), condition=Condition())
def _kept(text: str, output: str | None, roles: frozenset[tuple[str, str]]) -> Outcome:
    """The outcome of a straight-line program with the values it is written with. Raises EngineError."""
    return interpret(text, None, output, dict(roles))


@lru_cache(maxsize=128)
def is_straight_line(text: str) -> bool:
    """Whether a program is made of assignments, arithmetic and rows of the op table alone.

    Remembered, as what `read` gives. Raises EngineError for what cannot be read.
    """
    source = read(text)
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
