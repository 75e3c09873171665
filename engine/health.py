"""Where a number first goes wrong: the first node whose value or gradient is infinite or not a number, and why."""

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from engine.graph import Array, Graph, Node, Role
from engine.language.run import Note
from engine.numbers import short
from engine.ops import OPS
from engine.passes import Adjoints
from engine.rules import predicate


def notes(graph: Graph, adjoints: Adjoints) -> Iterator[Note]:
    """One note for the first such value of the forward pass; if all are finite, one for the first such gradient."""
    found = _first_value(graph) or _first_gradient(graph, adjoints)
    if found is not None:
        yield found


def _first_value(graph: Graph) -> Note | None:
    for node in graph.applications:
        if _is_finite(node.value) or not all(_is_finite(graph[tail].value) for tail in node.operands):
            continue
        condition = _broken_condition(graph, node)
        details = {"name": node.label, "operands": _operands(graph, node)}
        code = f"first_{_kind(node.value)}"
        if condition is None:
            return Note(code, details, node.span)
        return Note(f"{code}_outside", {**details, "condition": condition}, node.span)
    return None


def _first_gradient(graph: Graph, adjoints: Adjoints) -> Note | None:
    """In the order of the backward pass; what only an input receives does not disturb those who learn."""
    for node in reversed(graph.applications):
        if not _is_finite(adjoints.cotangents.get(node.id, np.float64(0.0))):
            continue
        for argnum, tail in enumerate(node.operands):
            contribution = adjoints.contributions.get(f"{node.id}.{argnum}")
            if contribution is None or _is_finite(contribution) or _is_bystander(graph, graph[tail]):
                continue
            details = {"name": graph[tail].label, "through": node.label, "operands": _operands(graph, node)}
            return Note(f"first_{_kind(contribution)}_gradient", details, node.span)
    return None


def _is_bystander(graph: Graph, node: Node) -> bool:
    return node.role is Role.INPUT and bool(graph.parameters)


def _is_finite(value: Array) -> bool:
    return math.isfinite(value) if isinstance(value, float) else bool(np.all(np.isfinite(value)))


def _kind(value: Array) -> str:
    return "nan" if np.any(np.isnan(value)) else "infinite"


def _operands(graph: Graph, node: Node) -> str:
    """``x = −1, y = 2``: what the op was applied to."""
    written = (_operand(graph[tail]) for tail in node.operands)
    return ", ".join(text for text in written if text)


def _operand(node: Node) -> str:
    shown = short(float(node.value)) if np.ndim(node.value) == 0 else f"[{node.shape}]"
    return shown if node.label == shown else f"{node.label} = {shown}"


def _broken_condition(graph: Graph, node: Node) -> str | None:
    """The condition on the op's operands that does not hold, in the learner's own names."""
    op = OPS[node.op or ""]
    if op.domain is None:
        return None
    values = [graph[tail].value for tail in node.operands]
    with np.errstate(all="ignore"):
        holds = np.all(predicate(op.name, op.domain)(node.value, *values, **node.params))
    if holds:
        return None
    labels: Mapping[str, Any] = dict(zip(op.operands, (graph[tail].label for tail in node.operands), strict=False))
    return re.sub(r"[a-z]\w*", lambda word: str(labels.get(word[0], word[0])), op.domain)
