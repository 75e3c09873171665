"""What a request may say, as strict Pydantic models."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, Json
from typing_extensions import TypeAliasType

Finite = Annotated[float, Field(allow_inf_nan=False)]
Entry = Annotated[float, Field(strict=True, allow_inf_nan=False)]
"""A number of JSON, also in a query, whose other fields are texts."""
Vector = list[Entry]
Matrix = list[Vector]
Cube = list[Matrix]
Value = TypeAliasType("Value", Entry | Vector | Matrix | Cube | list[Cube])
"""A number, or nested lists for an array of up to four dimensions."""

SettableRole = Literal["input", "parameter", "constant"]
Direction = Literal["descent", "ascent"]
Lang = Literal["en", "zh"]


class ProgramRequest(BaseModel):
    """A program and how it is run."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    source: str = Field(description="The program.", examples=["y = (3x + 2)²"])
    values: dict[str, Value] = Field({}, description="Values of leaves by name; the others keep theirs.")
    output: str | None = Field(None, description="Name of the value to differentiate; else the program's own.")
    seed: Value | None = Field(None, description="The gradient to start from, of the output's shape; else 1.")
    learning_rate: Finite = Field(0.1, description="The η of the update step.")
    direction: Direction = Field("descent", description="Whether an update makes the output smaller or larger.")
    roles: dict[str, SettableRole] = Field({}, description="Roles of leaves by name; the others keep theirs.")
    lang: Lang | None = Field(None, description="Language of error sentences; else Accept-Language decides.")


class TraceRequest(ProgramRequest):
    """A program, and what is wanted of its picture."""

    opened: list[str] | None = Field(None, description="Ids of the groups to draw open; else as many as can be read.")
    explained: list[int] | None = Field(None, description="Indices of the steps whose formulas are wanted; else all.")
    known_layout: str | None = Field(None, description="Key of the layout the reader has: its picture is left out.")


class EntryRequest(ProgramRequest):
    """A program, and one entry of an array in it.

    ``id`` is a node's for its value or its updated value, an edge's for the gradient that it carries.
    """

    of: Literal["value", "gradient", "updated"]
    id: str
    index: list[int] = Field(description="From 0, one for each axis.")


class PictureQuery(BaseModel):
    """The query of a picture: a program, its values and roles as JSON objects, and a step."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str = Field(description="The program.", examples=["y = (3x + 2)²"])
    step: int | None = Field(None, description="Number of steps done, from 0; all of them when left out.")
    values: Json[dict[str, Value]] = Field("{}", validate_default=True, description='Such as {"x": 2}.')
    output: str | None = Field(None, description="Name of the value to differentiate.")
    seed: Json[Value | None] = Field("null", validate_default=True, description="The gradient to start from.")
    opened: Json[list[str] | None] = Field("null", validate_default=True, description="Ids of the groups drawn open.")
    learning_rate: Finite = Field(0.1, description="The η of the update steps.")
    direction: Direction = Field("descent", description="Whether an update makes the output smaller or larger.")
    roles: Json[dict[str, SettableRole]] = Field("{}", validate_default=True, description='Such as {"x": "parameter"}.')
    lang: Lang | None = Field(None, description="Language of the picture; else Accept-Language decides.")
