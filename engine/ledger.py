"""Where a number comes from: the ledger of a node's gradient, one row per contribution, and how its value was made."""

from dataclasses import dataclass

import numpy as np

from engine.explain import Explainer, Formula
from engine.graph import Array, Edge, Node
from engine.lookup import node_with
from engine.trace import Trace


@dataclass(frozen=True)
class Row:
    """A contribution to the gradient of the node: what the backward pass adds over one edge.

    ``step`` is the index of the step that adds it, ``upstream`` the gradient of the consumer. ``local`` and
    ``local_symbols`` (LaTeX) are the local derivative, None for ops that have no entry-by-entry one. ``running`` is
    the sum up to and with this row; ``formula`` writes the product, and the sum, line by line.
    """

    edge: str
    consumer: str
    argnum: int
    step: int
    upstream: Array
    local: Array | None
    local_symbols: str | None
    contribution: Array
    running: Array
    formula: Formula


@dataclass(frozen=True)
class Ledger:
    """The rows in the order of the backward pass; their contributions add up to ``gradient``.

    ``seed`` is what the backward pass starts from, for the output alone. ``value_formula`` tells how an op made the
    value; a leaf has none. ``total`` is the sum of several contributions in LaTeX: ``3 + 3 = 6``.
    """

    node: str
    derivative: str
    value: Array
    value_formula: Formula | None
    gradient: Array
    seed: Array | None
    rows: tuple[Row, ...]
    total: str | None


def ledger(trace: Trace, node_id: str) -> Ledger:
    """The ledger of a node. Raises EngineError where there is no such node."""
    node = node_with(trace.graph, node_id)
    explainer = Explainer(trace)
    rows = _rows(trace, explainer, node)
    return Ledger(
        node=node.id,
        derivative=explainer.derivative(node),
        value=node.value,
        value_formula=None if node.is_leaf else explainer.value(node),
        gradient=trace.cotangent(node),
        seed=trace.outcome.seed if node.id == trace.graph.output else None,
        rows=rows,
        total=explainer.sum([row.contribution for row in rows]) if len(rows) > 1 else None,
    )


def _rows(trace: Trace, explainer: Explainer, node: Node) -> tuple[Row, ...]:
    steps = {step.node: step.index for step in trace.steps if step.kind == "pull_back"}
    rows: list[Row] = []
    for edge in explainer.contributing[node.id]:
        with np.errstate(all="ignore"):
            contribution = trace.contributions[edge.id]
            running = rows[-1].running + contribution if rows else contribution
        rows.append(_row(trace, explainer, edge, steps[edge.head], running))
    return tuple(rows)


def _row(trace: Trace, explainer: Explainer, edge: Edge, step: int, running: Array) -> Row:
    head, local = trace.graph[edge.head], trace.locals[edge.id]
    return Row(
        edge=edge.id,
        consumer=head.id,
        argnum=edge.argnum,
        step=step,
        upstream=trace.cotangent(head),
        local=local,
        local_symbols=None if local is None else explainer.local_derivative(head, edge.argnum).text,
        contribution=trace.contributions[edge.id],
        running=running,
        formula=explainer.contribution(edge),
    )
