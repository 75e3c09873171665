"""The sheet of an exercise: the graph with the hidden numbers left out, for the page and for the picture."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.drawing.state import State
from engine.graph import Array, Edge, Node
from engine.practice.exercise import Exercise, Kind, answer_of
from engine.timeline import timeline


@dataclass(frozen=True)
class Sheet:
    """What an exercise shows. Where values are hidden, so is the whole backward pass, which would tell them."""

    exercise: Exercise

    def document(self) -> dict[str, Any]:
        """The items, and nodes and edges as in the Timeline, with null for what is hidden."""
        whole = timeline(self.exercise.trace)
        return {
            "output": whole["output"],
            "items": [self._item(index) for index in range(len(self.exercise.items))],
            "nodes": [self._node(node) for node in whole["nodes"]],
            "edges": [self._edge(edge) for edge in whole["edges"]],
            "groups": whole["groups"],
        }

    def state(self) -> State:
        """The same for the picture."""
        trace, graph = self.exercise.trace, self.exercise.trace.graph
        visible = {edge.id: trace.locals[edge.id] for edge in graph.edges if self._shows_local(edge.id)}
        return State(
            values={node.id: node.value for node in graph if self._shows_value(node)},
            grads={node: grad for node, grad in trace.cotangents.items() if self._shows_gradient(node)},
            locals={edge: local for edge, local in visible.items() if local is not None},
        )

    def _item(self, index: int) -> dict[str, Any]:
        item = self.exercise.items[index]
        shape = list(_shape(answer_of(self.exercise.trace, item)))
        symbol = self.exercise.symbol(item)
        return {"id": item.id, "kind": str(item.kind), "target": item.target, "symbol": symbol, "shape": shape}

    def _node(self, node: dict[str, Any]) -> dict[str, Any]:
        value = node["value"] if self._shows_value(self.exercise.trace.graph[node["id"]]) else None
        return {**node, "value": value, "grad": node["grad"] if self._shows_gradient(node["id"]) else None}

    def _edge(self, edge: dict[str, Any]) -> dict[str, Any]:
        local = edge["local"] if self._shows_local(edge["id"]) else None
        shows = self._shows_contribution(Edge(edge["tail"], edge["head"], edge["argnum"]))
        return {**edge, "local": local, "contribution": edge["contribution"] if shows else None}

    def _hidden(self, kind: Kind) -> frozenset[str]:
        return frozenset(item.target for item in self.exercise.items if item.kind is kind)

    @cached_property
    def _values(self) -> frozenset[str]:
        return self._hidden(Kind.VALUE)

    @cached_property
    def _gradients(self) -> frozenset[str]:
        return self._hidden(Kind.GRADIENT)

    @cached_property
    def _locals(self) -> frozenset[str]:
        return self._hidden(Kind.LOCAL)

    def _shows_value(self, node: Node) -> bool:
        return node.id not in self._values

    def _shows_gradient(self, node: str) -> bool:
        return not self._values and node not in self._gradients

    def _shows_local(self, edge: str) -> bool:
        return not self._values and edge not in self._locals

    def _shows_contribution(self, edge: Edge) -> bool:
        """A contribution tells the gradients at both ends of its edge, and the local derivative between them."""
        ends_shown = self._shows_gradient(edge.tail) and self._shows_gradient(edge.head)
        return ends_shown and self._shows_local(edge.id)


def _shape(value: Array) -> tuple[int, ...]:
    return value.shape
