"""What a picture shows at a step: the fold of all steps before it."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.graph import Array, Graph
from engine.passes import local
from engine.trace import Step, Trace


@dataclass(frozen=True)
class State:
    """The numbers that are known, by node id (``locals`` by edge id), and what the last step touched.

    ``targets`` are the nodes that received a gradient, ``live`` the edges it came over, ``back`` all edges that
    gradients have passed. A number that is missing is drawn as "—".
    """

    values: Mapping[str, Array]
    grads: Mapping[str, Array]
    locals: Mapping[str, Array]
    phase: str | None = None
    active: str | None = None
    targets: frozenset[str] = frozenset()
    live: frozenset[str] = frozenset()
    back: frozenset[str] = frozenset()


def start(graph: Graph) -> State:
    """Before the first step only the leaves have a value."""
    return State({node.id: node.value for node in graph if node.is_leaf}, {}, {})


def state_at(trace: Trace, done: int) -> State:
    """The state when the first ``done`` steps (0 to all) are done."""
    steps = trace.steps[:done]
    known = start(trace.graph)
    if not steps:
        return known
    back = frozenset(edge for step in steps if step.phase == "backward" for edge in step.edges)
    last = steps[-1]
    return State(
        values={**known.values, **_written(steps, "value"), **_written(steps, "updated")},
        grads=_written(steps, "grad"),
        locals=_locals(trace.graph, back),
        phase=last.phase,
        active=last.node,
        targets=frozenset(write.node for write in last.writes) - {last.node},
        live=frozenset(last.edges),
        back=back,
    )


def _written(steps: tuple[Step, ...], field: str) -> dict[str, Array]:
    return {write.node: write.value for step in steps for write in step.writes if write.field == field}


def _locals(graph: Graph, edges: frozenset[str]) -> dict[str, Array]:
    found = {edge.id: local(graph, graph[edge.head], edge.argnum) for edge in graph.edges if edge.id in edges}
    return {edge: derivative for edge, derivative in found.items() if derivative is not None}
