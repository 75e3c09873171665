"""An exercise: a program of whose walk some numbers are hidden, for the learner to find."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from engine.errors import EngineError
from engine.explain import Explainer
from engine.graph import Array
from engine.picture.folding import sums
from engine.trace import Trace

MOST_ITEMS = 40
LARGEST_ITEM = 9
"""Entries of a number that is hidden: nobody types a large matrix."""


class Kind(StrEnum):
    """What is hidden: values of the forward pass, local derivatives, gradients, parameters after an update."""

    VALUE = "value"
    LOCAL = "local"
    GRADIENT = "gradient"
    UPDATED = "updated"


class Level(StrEnum):
    """How much is hidden of what could be: every third, every second, or everything."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


_EVERY = {Level.EASY: 3, Level.MEDIUM: 2, Level.HARD: 1}


@dataclass(frozen=True)
class Item:
    """One hidden number: of which kind, and of which node (for a local derivative, of which edge) by id."""

    kind: Kind
    target: str

    @property
    def id(self) -> str:
        """Distinct within an exercise: ``gradient:n3``."""
        return f"{self.kind}:{self.target}"


@dataclass(frozen=True)
class Exercise:
    """A trace and its hidden numbers, kind by kind, each in the order in which the walk comes by them."""

    trace: Trace
    items: tuple[Item, ...]

    def item(self, item_id: str) -> Item:
        """The hidden number with this id. Raises EngineError where there is none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise EngineError("unknown_item", None, item=item_id, names=", ".join(item.id for item in self.items))

    @cached_property
    def explainer(self) -> Explainer:
        """Writes the mathematics of the trace."""
        return Explainer(self.trace)

    def symbol(self, item: Item) -> str:
        """What is asked for, in LaTeX: a name, ∂L/∂w, or ∂head/∂tail of an edge."""
        graph, script = self.trace.graph, self.explainer.script
        match item.kind:
            case Kind.LOCAL:
                head, argnum = ends(item.target)
                return script.derivative(graph[head], graph[graph[head].operands[argnum]])
            case Kind.GRADIENT:
                return self.explainer.derivative(graph[item.target])
        return graph[item.target].symbol


def ends(edge_id: str) -> tuple[str, int]:
    """Head and argnum of an edge."""
    head, _, argnum = edge_id.rpartition(".")
    return head, int(argnum)


def answer_of(trace: Trace, item: Item) -> Array:
    """The number that an item hides."""
    match item.kind:
        case Kind.VALUE:
            return trace.graph.values[item.target]
        case Kind.LOCAL:
            derivative = trace.locals[item.target]
            return np.float64(0) if derivative is None else derivative
        case Kind.GRADIENT:
            return trace.cotangents[item.target]
    return trace.updated[item.target]


def hide(trace: Trace, kinds: Sequence[Kind], level: Level) -> Exercise:
    """An exercise on the program of ``trace``. Raises EngineError where there is nothing to hide."""
    chosen = [_every(_candidates(trace, kind), _EVERY[level]) for kind in Kind if kind in kinds]
    room = MOST_ITEMS // max(1, len(chosen))
    items = tuple(item for some in chosen for item in _thinned(some, room))
    if not items:
        raise EngineError("nothing_to_hide")
    return Exercise(trace, items)


def _every(items: list[Item], distance: int) -> list[Item]:
    """Every so many, counted from the end of the walk."""
    return items[::-1][::distance][::-1]


def _thinned(items: list[Item], room: int) -> list[Item]:
    """At most ``room`` of the items, evenly spread."""
    if len(items) <= room:
        return items
    return [items[index] for index in np.linspace(0, len(items) - 1, room).astype(int)]


def _candidates(trace: Trace, kind: Kind) -> list[Item]:
    """The numbers of a kind that a person can find, in the order of the walk."""
    items = (Item(kind, target) for target in _TARGETS[kind](trace, sums(trace.graph)))
    return [item for item in items if _can_be_found(answer_of(trace, item))]


def _can_be_found(answer: Array) -> bool:
    return 0 < np.size(answer) <= LARGEST_ITEM and bool(np.all(np.isfinite(answer)))


def _value_targets(trace: Trace, inner: Container[str]) -> list[str]:
    return [node.id for node in trace.graph.applications if node.id not in inner]


def _local_targets(trace: Trace, inner: Container[str]) -> list[str]:
    uses = (
        (node, argnum, tail) for node in reversed(trace.graph.applications) for argnum, tail in enumerate(node.operands)
    )
    edges = (f"{node.id}.{argnum}" for node, argnum, tail in uses if tail not in inner)
    return [edge for edge in edges if edge in trace.contributions and trace.locals[edge] is not None]


def _gradient_targets(trace: Trace, inner: Container[str]) -> list[str]:
    """All nodes with a gradient but the output, whose gradient is the seed."""
    nodes = (node.id for node in reversed(trace.graph.nodes))
    return [node for node in nodes if node in trace.cotangents and node != trace.graph.output and node not in inner]


_TARGETS: dict[Kind, Callable[[Trace, Container[str]], Sequence[str]]] = {
    Kind.VALUE: _value_targets,
    Kind.LOCAL: _local_targets,
    Kind.GRADIENT: _gradient_targets,
    Kind.UPDATED: lambda trace, _: [leaf.id for leaf in trace.graph.parameters],
}
"""What there is of each kind, without the inner sums of a sum, which are drawn as one with it."""
