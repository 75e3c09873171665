"""Where a number first goes wrong: the first node whose value or gradient is infinite or not a number, and why."""

import ast
import math
from collections.abc import Iterator, Sequence

import numpy as np

from engine.graph import Array, Graph, Node, Role
from engine.language.run import Note
from engine.numbers import short
from engine.op import SUM, Term
from engine.ops import OPS
from engine.passes import Adjoints
from engine.rules import Writer, Written, fold, parse, predicate
from engine.script import TEXT, shape_text


def notes(graph: Graph, adjoints: Adjoints) -> Iterator[Note]:
    """One note for the first such value of the forward pass; if all are finite, one for the first such gradient."""
    found = _first_value(graph) or _first_gradient(graph, adjoints)
    if found is not None:
        yield found


def _first_value(graph: Graph) -> Note | None:
    for node in graph.applications:
        if _is_finite(node.value):
            continue
        if np.any(np.isnan(node.value)) and any(_is_nan_constant(graph[tail]) for tail in node.operands):
            return Note("first_nan_constant", {"name": node.label}, node.span)
        if all(_is_finite(graph[tail].value) for tail in node.operands):
            return _value_note(graph, node)
    return None


def _is_nan_constant(node: Node) -> bool:
    """Whether a plain number of the program, such as √(−1), is none."""
    return node.is_folded and bool(np.any(np.isnan(node.value)))


def _value_note(graph: Graph, node: Node) -> Note:
    code, details = f"first_{_kind(node.value)}", {"name": node.label}
    broken = _broken_condition(graph, node)
    if broken is None:
        return Note(code, {**details, "operands": _operands(graph, node.operands)}, node.span)
    condition, concerned = broken
    operands = _operands(graph, concerned)
    code = f"{code}_outside" if operands else f"{code}_fixed"
    return Note(code, {**details, "condition": condition, **({"operands": operands} if operands else {})}, node.span)


def _first_gradient(graph: Graph, adjoints: Adjoints) -> Note | None:
    """In the order of the backward pass; what only an input receives does not disturb those who learn."""
    for node in reversed(graph.applications):
        if not _is_finite(adjoints.cotangents.get(node.id, np.float64(0.0))):
            continue
        for argnum, tail in enumerate(node.operands):
            contribution = adjoints.contributions.get(f"{node.id}.{argnum}")
            if contribution is None or _is_finite(contribution) or _is_bystander(graph, graph[tail]):
                continue
            details = {"name": graph[tail].label, "through": node.label, "operands": _operands(graph, node.operands)}
            return Note(f"first_{_kind(contribution)}_gradient", details, node.span)
    return None


def _is_bystander(graph: Graph, node: Node) -> bool:
    return node.role is Role.INPUT and bool(graph.parameters)


def _is_finite(value: Array) -> bool:
    return math.isfinite(value) if isinstance(value, float) else bool(np.all(np.isfinite(value)))


def _kind(value: Array) -> str:
    return "nan" if np.any(np.isnan(value)) else "infinite"


def _operands(graph: Graph, tails: Sequence[str]) -> str:
    """``x = −1, y = 2``: what the op was applied to, without the plain numbers, which stand in its own label."""
    return ", ".join(_operand(graph[tail]) for tail in tails if not graph[tail].is_folded)


def _operand(node: Node) -> str:
    shown = short(float(node.value)) if np.ndim(node.value) == 0 else f"[{shape_text(node.shape)}]"
    return shown if node.label == shown else f"{node.name or node.label} = {shown}"


def _written(node: Node) -> Term:
    return TEXT.term(node.name) if node.name else TEXT.term(node.label, SUM)


def _broken_condition(graph: Graph, node: Node) -> tuple[str, list[str]] | None:
    """The condition on the op's operands that does not hold, in the learner's own names, and whom it concerns."""
    op = OPS[node.op or ""]
    if op.domain is None:
        return None
    condition = _condition(graph, node, op.domain)
    if _holds(graph, node, condition):
        return None
    tails = dict(zip(op.operands, node.operands, strict=True))
    names = {name: Written(_written(graph[tail])) for name, tail in tails.items()}
    used = {part.id for part in ast.walk(condition) if isinstance(part, ast.Name)}
    written = fold(condition, Writer(TEXT, {}), names).term.text
    return written, [tail for name, tail in tails.items() if name in used]


def _condition(graph: Graph, node: Node, domain: str) -> ast.expr:
    """What the op needs of these operands: a whole exponent, for example, asks less of its base than another."""
    match parse(domain):
        case ast.Call(func=ast.Name(id="where"), args=[case, met, otherwise]):
            return met if _holds(graph, node, case) else otherwise
        case condition:
            return condition


def _holds(graph: Graph, node: Node, condition: ast.expr) -> bool:
    values = [graph[tail].value for tail in node.operands]
    with np.errstate(all="ignore"):
        return bool(np.all(predicate(node.op or "", ast.unparse(condition))(node.value, *values, **node.params)))
