"""What may be asked about a program that was traced: strict Pydantic models."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.request_models import Lang, ProgramRequest

Kind = Literal["value", "local", "gradient", "updated"]
Level = Literal["easy", "medium", "hard"]


class LedgerRequest(ProgramRequest):
    """A program, and a node of it."""

    node: str = Field(description="Id of the node.", examples=["n0"])


class LeafRequest(ProgramRequest):
    """A program, and a leaf of it."""

    leaf: str = Field(description="Name of the leaf.", examples=["x"])


class EntryOfLeafRequest(LeafRequest):
    """A program, a leaf of it, and an entry of that where it is an array."""

    index: list[int] = Field([], description="From 0, one for each axis; else the first entry.")


class MistakeRequest(ProgramRequest):
    """A program, and a mistake to be made in its backward pass."""

    mistake: str = Field(description="As `GET /api/explore` lists them.", examples=["overwrite"])
    place: str | None = Field(None, description="Id of the node at which it is made, where it is made at one.")


class ExportRequest(ProgramRequest):
    """A program, and the form in which to take its walk along."""

    format: Literal["numpy", "pytorch", "latex", "markdown", "dot"]


class ExerciseRequest(ProgramRequest):
    """A program, and what is to be hidden of its walk."""

    kinds: Annotated[list[Kind], Field(min_length=1, max_length=4)] = Field(["gradient"], description="What is hidden.")
    level: Level = Field("medium", description="How much of it: every third number, every second, or all.")


class SheetRequest(ExerciseRequest):
    """An exercise, and what is wanted of its picture."""

    known_layout: str | None = Field(None, description="Key of the layout the reader has: its picture is left out.")
    opened: list[str] | None = Field(None, description="Ids of the groups to draw open; else as many as can be read.")


class AnswerRequest(ExerciseRequest):
    """An exercise, and an answer to one of its items."""

    item: str = Field(description="Id of the item.", examples=["gradient:n2"])
    answer: str = Field(description="A number, a list or an expression, as typed.", examples=["-2.26*1.1"])


class HintRequest(ExerciseRequest):
    """An exercise, and a rung of the hint ladder of one of its items."""

    item: str = Field(description="Id of the item.", examples=["gradient:n2"])
    rung: Annotated[int, Field(ge=1, le=4)] = Field(1, description="1: the rule, … 4: the number.")


class GenerateRequest(BaseModel):
    """A topic and a seed: the same exercise each time, another one for another seed."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    topic: str = Field(description="As `GET /api/explore` lists them.", examples=["chain"])
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = Field(description="Any number.", examples=[1])
    lang: Lang | None = Field(None, description="Language of error sentences; else Accept-Language decides.")
