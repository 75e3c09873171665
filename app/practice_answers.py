"""What is answered about exercises, as Pydantic models."""

from typing import Literal

from pydantic import Field

from app.answer_models import Edge, Entries, Group, Latex, Node, Part
from app.explore_requests import Kind, Level


class Item(Part):
    """A hidden number: of a node, or for a local derivative of an edge; ``symbol`` is what is asked for."""

    id: str
    kind: Kind
    target: str
    symbol: Latex
    shape: list[int]


class BlankNode(Node):
    """A node whose value may be hidden."""

    value: Entries | None  # type: ignore[assignment]


class Sheet(Part):
    """The graph of an exercise, with null for what is hidden."""

    kinds: list[Kind]
    level: Level
    output: str
    items: list[Item]
    nodes: list[BlankNode]
    edges: list[Edge]
    groups: list[Group]
    opened: list[str]
    layout: str
    layout_note: Literal["fallback"] | None
    svg: str = Field("", description="Left out when known_layout names this layout.")


class Feedback(Part):
    """How an answer was read, and whether it is right; if not, the mistakes that lead to it, the likeliest first."""

    item: str
    value: Entries
    is_right: bool
    diagnoses: list[str]
    answer: Entries | None = Field(description="The hidden number itself; null while it is not found.")


class Hint(Part):
    """A rung: the sentence ``practice.hint.<code>`` of the catalogue, about ``ops``; what to look at and to show."""

    rung: int
    is_last: bool
    code: str
    ops: list[str]
    nodes: list[str]
    edges: list[str]
    lines: list[Latex]


class GeneratedExercise(Part):
    """A program to practise on, what is best hidden in it, and the seed for another one like it."""

    topic: str
    seed: int
    source: str
    kinds: list[Kind]
    next_seed: int
