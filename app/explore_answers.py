"""What is answered about a program that was traced: the engine's dataclasses, field by field, as Pydantic models."""

from typing import Literal

from pydantic import Field

from app.answer_models import Check, Entries, Latex, Number, Part
from app.explore_requests import Kind, Level

Count = str
"""A whole number of any size, in decimal digits."""


class Copies(Part):
    """An operand of shape ``small`` was copied along ``axes`` to ``large``, so its gradient is summed over them."""

    small: list[int]
    large: list[int]
    axes: list[int]


class Line(Part):
    """The derivation of one number: ``lhs`` = ``symbols`` = ``numbers`` = ``result``; ``total`` is the running sum."""

    edge: str | None
    target: str
    lhs: Latex
    symbols: Latex
    numbers: Latex
    result: Latex
    total: Latex | None
    chain: Latex | None
    broadcast: Copies | None


class LedgerRow(Part):
    """A contribution to a gradient; ``step`` is the index of the step that adds it, ``running`` the sum up to it."""

    edge: str
    consumer: str
    argnum: int
    step: int
    upstream: Entries
    local: Entries | None
    local_symbols: Latex | None
    contribution: Entries
    running: Entries
    formula: Line


class Ledger(Part):
    """Where the numbers of a node come from; the contributions of the rows add up to the gradient."""

    node: str
    derivative: Latex
    value: Entries
    value_formula: Line | None
    gradient: Entries
    seed: Entries | None
    rows: list[LedgerRow]
    total: Latex | None


class WrittenPath(Part):
    """A path from the output down to the leaf; ``symbols`` and ``numbers`` are null where it is long."""

    edges: list[str]
    nodes: list[str]
    contribution: Entries
    symbols: Latex | None
    numbers: Latex | None


class PathSum(Part):
    """The gradient of a leaf as a sum over paths. ``visited`` edges are what the backward pass needs for all leaves."""

    leaf: str
    node: str
    derivative: Latex
    gradient: Entries
    count: Count = Field(description="Of all paths, exactly.")
    path_edges: Count = Field(description="Of all paths together: the products that a sum over paths needs.")
    edges: int = Field(description="Of the graph that lie on any path.")
    visited: int
    listed: Literal["all", "largest", "shortest"]
    paths: list[WrittenPath]
    rest: Entries = Field(description="What the paths that are not listed contribute.")
    total: Latex | None


class Layer(Part):
    """One step of a chain and its factor."""

    edge: str
    node: str
    inner: str
    function: Latex
    fraction: Latex
    symbols: Latex
    expanded: Latex | None
    number: Number


class Onion(Part):
    """The chain rule peeled layer by layer, or the obstacle to that; and the derivative in closed form, if short."""

    leaf: str
    obstacle: Literal["no_path", "several_paths", "arrays", "too_many_layers"] | None
    derivative: Latex
    layers: list[Layer]
    peels: list[Latex]
    symbols: Latex | None
    expanded: Latex | None
    numbers: Latex | None
    value: Number | None
    closed_form: Latex | None


class Nudge(Part):
    """What the gradient predicts for a nudge, and what happens."""

    nudge: Number
    predicted: Number
    real: Number
    gap: Number


class CurvePoint(Part):
    """A central difference and its distance from the gradient."""

    step: Number
    difference: Number
    error: Number


class Wiggle(Part):
    """Smaller and smaller nudges of a leaf, and the error of the central difference against its step."""

    leaf: str
    index: list[int]
    value: Number
    output: Number
    gradient: Number
    ladder: list[Nudge]
    curve: list[CurvePoint]


class TangentStep(Part):
    """One step of a walk forward: the tangent of ``node``."""

    index: int
    kind: Literal["seed", "push_forward"]
    node: str
    edges: list[str]
    tangent: Entries
    lhs: Latex
    meaning: Latex
    symbols: Latex
    numbers: Latex | None
    result: Latex


class Cost(Part):
    """Walks, and products with local derivatives in all of them."""

    passes: int
    products: int


class ForwardMode(Part):
    """The walk of one input, and what the derivatives by all inputs cost in both modes."""

    leaf: str
    index: list[int]
    steps: list[TangentStep]
    tangent: Entries
    products: int
    forward: Cost
    backward: Cost


class Size(Part):
    """The largest absolute entry, and its logarithm to base 10 where it has one."""

    size: Number
    exponent: float | None


class Finding(Part):
    """What is wrong with a gradient, where, and the strongest path from the output there."""

    ailment: Literal["vanishing", "exploding", "dead_relu"]
    node: str
    ratio: Number | None
    edges: list[str]


class GradientHealth(Part):
    """Sizes of gradients by node and of contributions by edge, and what is wrong with them."""

    nodes: dict[str, Size]
    edges: dict[str, Size]
    findings: list[Finding]


class Comparison(Part):
    """A gradient or contribution as it is and as the mistake makes it; null where there is none."""

    id: str
    right: Entries | None
    wrong: Entries | None
    differs: bool


class BrokenPass(Part):
    """The backward pass with a mistake beside the right one; ``first`` is the first node with a wrong gradient."""

    mistake: str
    place: str | None
    order: list[str]
    nodes: list[Comparison]
    edges: list[Comparison]
    first: str | None
    checks: list[Check]
    before: Entries
    after_right: Entries
    after_wrong: Entries


class Exported(Part):
    """A walk to take along."""

    format: str
    file_name: str
    text: str


class MistakeEntry(Part):
    """A mistake that can be made on purpose, and where: everywhere, at a node that an op produced, at a leaf."""

    name: str
    place: Literal["everywhere", "op", "leaf"]


class TopicEntry(Part):
    """A topic of exercises, and what is best hidden in them."""

    name: str
    kinds: list[Kind]


class FormatEntry(Part):
    """A form to take a walk along in."""

    name: str
    file_name: str


class Offers(Part):
    """What can be asked about a program."""

    mistakes: list[MistakeEntry]
    topics: list[TopicEntry]
    kinds: list[Kind]
    levels: list[Level]
    formats: list[FormatEntry]
    diagnoses: list[str]
