"""A program walked through: forward, backward and update, as steps that are deltas."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from engine.gradcheck import Check, check
from engine.graph import Array, Graph, Node
from engine.language.interpreter import Outcome
from engine.language.straight_line import outcome_of
from engine.passes import Adjoints, forward, locals_of, reverse

DEFAULT_LEARNING_RATE = 0.1


class Direction(StrEnum):
    """Where an update leads: down, to a smaller output, against the gradient; or up, along it."""

    DESCENT = "descent"
    ASCENT = "ascent"

    @property
    def sign(self) -> str:
        """How a step is joined to the old value."""
        return "+" if self is Direction.ASCENT else "-"

    def move(self, value: Array, step: Array) -> Array:
        """A parameter after a step of this size, which is the learning rate times the gradient."""
        return value + step if self is Direction.ASCENT else value - step


class Write(NamedTuple):
    """What a step changes: ``field`` (value, grad or updated) of ``node``; a grad is the sum so far."""

    node: str
    field: str
    value: Array


@dataclass(frozen=True, slots=True)
class Step:
    """One recorded event: the op, seed or update at ``node``, the edges it uses, and what it writes."""

    index: int
    phase: str
    kind: str
    node: str
    edges: tuple[str, ...]
    writes: tuple[Write, ...]


@dataclass(frozen=True)
class Trace:
    """The whole walk. ``primals`` and ``cotangents`` are by node id, ``contributions`` by edge id."""

    source: str
    outcome: Outcome
    adjoints: Adjoints
    learning_rate: float = DEFAULT_LEARNING_RATE
    direction: Direction = Direction.DESCENT

    @property
    def graph(self) -> Graph:
        """The computation graph of the program's output."""
        return self.outcome.graph

    @property
    def cotangents(self) -> Mapping[str, Array]:
        """d output / d node, by node id; a node that no gradient reaches is missing."""
        return self.adjoints.cotangents

    @property
    def contributions(self) -> Mapping[str, Array]:
        """What each edge adds to the cotangent of its tail, by edge id."""
        return self.adjoints.contributions

    @property
    def value(self) -> Any:
        """The value of the output, as a float or an array."""
        return _plain(self.graph[self.graph.output].value)

    @cached_property
    def gradients(self) -> dict[str, Any]:
        """d output / d leaf by leaf name, as floats or arrays; 0 where no gradient reaches the leaf."""
        return {leaf.name or "": _plain(self.cotangent(leaf)) for leaf in self.graph.leaves}

    @cached_property
    def locals(self) -> dict[str, Array | None]:
        """d head / d tail of every edge, by edge id; None where the op has no entry-by-entry derivative."""
        return locals_of(self.graph)

    def cotangent(self, node: Node) -> Array:
        """d output / d node, of the node's shape; 0 where no gradient reaches it."""
        known = self.cotangents.get(node.id)
        return np.zeros(node.shape)[()] if known is None else known

    def checks(self) -> tuple[Check, ...]:
        """The gradient of every leaf against central differences."""
        return check(self.graph, self.cotangents, self.outcome.seed)

    @cached_property
    def updated(self) -> dict[str, Array]:
        """The parameters after one step of gradient descent (or ascent), by node id."""
        return self.updated_by({leaf.id: self.cotangent(leaf) for leaf in self.graph.parameters})

    def updated_by(self, gradients: Mapping[str, Array]) -> dict[str, Array]:
        """The leaves with these gradients, by node id, after one step."""
        with np.errstate(all="ignore"):
            return {
                leaf: self.direction.move(self.graph.values[leaf], self.learning_rate * gradient)
                for leaf, gradient in gradients.items()
            }

    def value_after_update(self) -> Array:
        """The value of the output once the parameters are updated."""
        return forward(self.graph, self.updated)[self.graph.output]

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """All steps in order: one per op forward, the seed, one per op backward, one per parameter."""
        events = [*self._forward_steps(), self._seed_step(), *self._backward_steps(), *self._update_steps()]
        return tuple(Step(index, *event) for index, event in enumerate(events))

    def _forward_steps(self) -> list[tuple[Any, ...]]:
        return [
            ("forward", "apply", node.id, self._shown_edges[node.id], (Write(node.id, "value", node.value),))
            for node in self.graph.applications
        ]

    def _seed_step(self) -> tuple[Any, ...]:
        output = self.graph.output
        return "backward", "seed", output, (), (Write(output, "grad", self.cotangents[output]),)

    def _backward_steps(self) -> list[tuple[Any, ...]]:
        sums: dict[str, Array] = {}
        with np.errstate(all="ignore"):
            return [
                ("backward", "pull_back", node.id, self._shown_edges[node.id], tuple(self._grad_writes(node, sums)))
                for node in reversed(self.graph.applications)
            ]

    def _grad_writes(self, node: Node, sums: dict[str, Array]) -> list[Write]:
        """One write per contribution, each the running sum; ``sums`` carries it from step to step."""
        writes = []
        for argnum, tail in enumerate(node.operands):
            contribution = self.contributions.get(f"{node.id}.{argnum}")
            if contribution is not None:
                sums[tail] = sums[tail] + contribution if tail in sums else contribution
                writes.append(Write(tail, "grad", sums[tail]))
        return writes

    def _update_steps(self) -> list[tuple[Any, ...]]:
        return [
            ("update", "update", leaf.id, (), (Write(leaf.id, "updated", self.updated[leaf.id]),))
            for leaf in self.graph.parameters
        ]

    @cached_property
    def _shown_edges(self) -> dict[str, tuple[str, ...]]:
        """The edges into each node that an op produced, without those from plain numbers drawn inside its box."""
        shown: dict[str, list[str]] = {node.id: [] for node in self.graph.applications}
        for edge in self.graph.edges:
            if edge.tail not in self.graph.folded:
                shown[edge.head].append(edge.id)
        return {head: tuple(edges) for head, edges in shown.items()}

    def timeline(self, explained: Container[int] | None = None) -> dict[str, Any]:
        """The JSON document of DESIGN §5, without its picture; ``explained``: see `engine.timeline.timeline`."""
        from engine.timeline import timeline  # the document is written from a trace, not the other way round

        return timeline(self, explained)


def trace(
    source: str,
    values: Mapping[str, Any] | None = None,
    output: str | None = None,
    *,
    roles: Mapping[str, str] | None = None,
    seed: Any = None,
    learning_rate: float = DEFAULT_LEARNING_RATE,
    direction: str = Direction.DESCENT,
) -> Trace:
    """Run a program, differentiate its output and record the walk.

    ``values`` replace leaf values and ``roles`` leaf roles, both by leaf name; ``output`` names the node to
    differentiate and ``seed``, of its shape, is the gradient that the backward pass starts from (1 for a single
    number). An update makes the output smaller, or larger where ``direction`` is "ascent". Raises EngineError for
    anything wrong with the program, the values or the names.
    """
    outcome = outcome_of(source, values, output, roles, seed)
    return Trace(source, outcome, reverse(outcome.graph, outcome.seed), learning_rate, Direction(direction))


def _plain(value: Array) -> Any:
    return float(value) if np.ndim(value) == 0 else value
