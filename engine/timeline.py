"""A trace as the JSON document that the page, scripts and tests read (DESIGN §5).

Numbers JSON has no word for are the strings "NaN", "Infinity" and "-Infinity".
"""

import math
from collections.abc import Container
from dataclasses import asdict
from typing import Any

import numpy as np

from engine import health
from engine.explain import Broadcast, Explainer, Formula
from engine.gradcheck import Check
from engine.graph import Array, Edge, Node
from engine.titles import title
from engine.trace import Step, Trace

SCHEMA = 1


def timeline(trace: Trace, explained: Container[int] | None = None) -> dict[str, Any]:
    """The document of a trace; ``layout`` and ``svg`` are the picture's and added by whoever draws it.

    ``explained`` are the indices of the steps whose formulas are wanted, None for all: they are half of the work.
    """
    graph = trace.graph
    explainer = Explainer(trace)
    return {
        "schema": SCHEMA,
        "source": trace.source,
        "output": graph.output,
        "value": jsonable(graph[graph.output].value),
        "gradients": {leaf.name: jsonable(trace.cotangent(leaf)) for leaf in graph.leaves},
        "nodes": [_node(trace, node) for node in graph],
        "edges": [_edge(trace, edge) for edge in graph.edges if not graph[edge.tail].is_folded],
        "groups": [asdict(group) for group in graph.groups],
        "steps": [_step(step, explainer, explained) for step in trace.steps],
        "checks": [_check(check) for check in trace.checks()],
        "update": _update(trace),
        "prints": [asdict(line) for line in trace.outcome.prints],
        "notes": [asdict(note) for note in (*trace.outcome.notes, *health.notes(graph, trace.adjoints))],
    }


def _node(trace: Trace, node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "label": node.label,
        "name": node.name,
        "symbol": node.symbol,
        "title": title(trace.graph, node),
        "op": node.op,
        "operands": list(node.operands),
        "role": str(node.role),
        "shape": list(node.shape),
        "value": jsonable(node.value),
        "grad": jsonable(trace.cotangent(node)),
        "span": node.span and list(node.span),
        "group": node.group,
        "folded": node.is_folded,
    }


def _edge(trace: Trace, edge: Edge) -> dict[str, Any]:
    derivative = trace.locals[edge.id]
    contribution = trace.contributions.get(edge.id)
    return {
        "id": edge.id,
        "tail": edge.tail,
        "head": edge.head,
        "argnum": edge.argnum,
        "local": None if derivative is None else jsonable(derivative),
        "contribution": None if contribution is None else jsonable(contribution),
    }


def _step(step: Step, explainer: Explainer, explained: Container[int] | None) -> dict[str, Any]:
    writes = [{"node": write.node, "field": write.field, "value": jsonable(write.value)} for write in step.writes]
    is_explained = explained is None or step.index in explained
    return {
        "index": step.index,
        "phase": step.phase,
        "kind": step.kind,
        "node": step.node,
        "edges": list(step.edges),
        "writes": writes,
        "formulas": [_formula(formula) for formula in explainer.formulas(step)] if is_explained else None,
    }


def _formula(formula: Formula) -> dict[str, Any]:
    return {
        "edge": formula.edge,
        "target": formula.target,
        "lhs": formula.lhs,
        "symbols": formula.symbols,
        "numbers": formula.numbers,
        "result": formula.result,
        "sum": formula.total,
        "chain": formula.chain,
        "broadcast": formula.broadcast and _broadcast(formula.broadcast),
    }


def _broadcast(broadcast: Broadcast) -> dict[str, Any]:
    return {"from": list(broadcast.small), "to": list(broadcast.large), "axes": list(broadcast.axes)}


def _check(check: Check) -> dict[str, Any]:
    return {
        "name": check.name,
        "backprop": jsonable(check.backprop),
        "numeric": jsonable(check.numeric),
        "error": jsonable(np.float64(check.error)),
        "verdict": str(check.verdict),
        "kink": check.kink,
    }


def _update(trace: Trace) -> dict[str, Any] | None:
    if not trace.graph.parameters:
        return None
    return {
        "learning_rate": jsonable(np.float64(trace.learning_rate)),
        "direction": str(trace.direction),
        "before": jsonable(trace.graph[trace.graph.output].value),
        "after": jsonable(trace.value_after_update()),
    }


def jsonable(value: Array) -> Any:
    """A float or nested lists of floats; what is not finite as its name."""
    if isinstance(value, float) and math.isfinite(value):
        return float(value)  # of a NumPy scalar
    return _entry(value.tolist())


def _entry(value: Any) -> Any:
    if isinstance(value, list):
        return [_entry(entry) for entry in value]
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
