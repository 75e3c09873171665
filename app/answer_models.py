"""The Timeline as Pydantic models: they document the answer of ``/api/trace`` and give the front end its types.

Nothing is validated by them while serving; the tests hold them against real answers.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypeAliasType

NotFinite = Literal["NaN", "Infinity", "-Infinity"]
Number = Annotated[float, Field(allow_inf_nan=False)] | NotFinite
Vector = list[Number]
Matrix = list[Vector]
Cube = list[Matrix]
Entries = TypeAliasType("Entries", Number | Vector | Matrix | Cube | list[Cube])
"""A number, or nested lists for an array of up to four dimensions. A type that names itself would say the same,
but TypeScript knows none in the place where it would stand."""

Span = Annotated[tuple[int, int], Field(description="Code points of the source, counted from 0, half-open.")]
Latex = Annotated[str, Field(description="LaTeX.")]


class Part(BaseModel):
    """What all parts have in common: exactly the fields that are named."""

    model_config = ConfigDict(strict=True, extra="forbid")


class Node(Part):
    """A value of the program. ``title`` is what its box shows; a folded one is drawn inside its uses."""

    id: str
    label: str
    name: str | None
    op: str | None
    operands: list[str] = Field(description="Ids by argnum, folded ones included; none for a leaf.")
    role: Literal["input", "parameter", "constant", "intermediate", "output"]
    shape: list[int]
    value: Entries
    grad: Entries | None
    span: Span | None
    group: str | None
    symbol: Latex
    title: str
    folded: bool


class Edge(Part):
    """A use of ``tail`` as operand ``argnum`` of ``head``; ``local`` is the local derivative, null for array ops."""

    id: str
    tail: str
    head: str
    argnum: int
    local: Entries | None
    contribution: Entries | None


class Write(Part):
    """What a step changes. A write of ``grad`` holds the running sum."""

    node: str
    field: Literal["value", "grad", "updated"]
    value: Entries


class Broadcast(Part):
    """An operand of shape ``from`` was copied along ``axes`` to shape ``to``; its gradient is summed over them."""

    from_: list[int] = Field(alias="from")
    to: list[int]
    axes: list[int]


class Formula(Part):
    """The derivation of one number in lines: ``lhs`` = ``symbols`` = ``numbers`` = ``result``."""

    edge: str | None
    target: str
    lhs: Latex
    symbols: Latex
    numbers: Latex
    result: Latex
    sum: Latex | None
    chain: Latex | None
    broadcast: Broadcast | None


class Step(Part):
    """One recorded event. The state after k steps is the fold of the writes of the first k steps."""

    index: int
    phase: Literal["forward", "backward", "update"]
    kind: Literal["apply", "seed", "pull_back", "update"]
    node: str
    edges: list[str]
    writes: list[Write]
    formulas: list[Formula] | None = Field(description="Null where the request asked for those of other steps.")


class Check(Part):
    """A gradient beside its central difference."""

    name: str
    backprop: Entries | None
    numeric: Entries | None
    error: Number | None
    verdict: Literal["ok", "kink", "mismatch", "undefined"]
    kink: str | None = Field(description="Id of the node at whose kink the program stands.")


class Update(Part):
    """The output before and after one update of all parameters."""

    learning_rate: Number
    direction: Literal["descent", "ascent"]
    before: Entries
    after: Entries


class Group(Part):
    """Nodes that belong together: a function call, a module, one turn of a loop, a source line."""

    id: str
    kind: str
    label: str
    parent: str | None
    span: Span | None


class Print(Part):
    """What the program printed."""

    text: str
    span: Span | None


class Note(Part):
    """A remark; its sentence stands in the catalogue under ``note.<code>``."""

    code: str
    details: dict[str, Any]
    span: Span | None


class Timeline(Part):
    """The whole walk through a program: graph, steps, checks, and the picture unless the reader has its layout."""

    schema_version: Literal[1] = Field(alias="schema")
    source: str
    output: str
    value: Entries
    layout: str
    layout_note: Literal["fallback"] | None
    svg: str = Field("", description="Left out when known_layout names this layout.")
    gradients: dict[str, Entries]
    nodes: list[Node]
    edges: list[Edge]
    groups: list[Group]
    steps: list[Step]
    checks: list[Check]
    update: Update | None
    prints: list[Print]
    notes: list[Note]
    opened: list[str] = Field(description="Ids of the groups that the picture shows open; the others are closed.")


class EntryAnswer(Part):
    """How one entry comes about: ``lhs`` = ``symbols`` = ``numbers`` = ``result``; a sum of so many ``addends``."""

    lhs: Latex
    symbols: Latex
    numbers: Latex
    result: Latex
    addends: int


class ErrorDetail(Part):
    """What is wrong, where in the source (lines and columns from 1; the end is exclusive), and what to do instead."""

    code: str
    message: str
    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None
    hint: str | None
    details: dict[str, str] = Field(description="What fills the sentence, such as a name or a shape.")
    field: str | None = Field(description="The field of the request that it is about, with dots; else null.")


class ErrorAnswer(Part):
    """The form of every error."""

    error: ErrorDetail


class OpEntry(Part):
    """An op: how it is written, its value and one rule per operand, null where no gradient passes.

    Where ``local``, a rule is the local derivative; else the whole pull-back of the upstream gradient ȳ.
    """

    name: str
    operands: list[str]
    params: dict[str, Any] = Field(description="Further arguments with their defaults.")
    text: str
    value: Latex
    rules: list[Latex | None]
    local: bool


class OpList(Part):
    """The ops in the order of the table."""

    ops: list[OpEntry]


class Health(Part):
    """The server answers."""

    status: Literal["ok"]
