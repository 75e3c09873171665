"""The state of one run of a program: its recorder, its names, and what it has said so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.errors import EngineError, Span
from engine.graph import Array, Role
from engine.language.source import Source
from engine.recorder import Draft, Recorder

Number = int | float


@dataclass
class Run:
    """One run. ``values`` replace what the program gives its leaves; ``assigned`` are all names it assigns."""

    source: Source
    assigned: frozenset[str]
    values: Mapping[str, Array]
    roles: Mapping[str, Role]
    recorder: Recorder = field(default_factory=Recorder)
    names: dict[str, Any] = field(default_factory=dict)
    last: Any = None
    """The value of the last statement: the output unless another is asked for."""
    last_span: Span | None = None

    def leaf(self, name: str, value: Any) -> Draft:
        """A leaf called ``name``, with the value and role the person chose for it, if any."""
        free = self.recorder.free_leaf_name(name)
        return self.recorder.leaf(free, self.values.get(free, value), self.roles.get(free))

    def draft(self, value: Any) -> Draft:
        """``value`` as a node; plain numbers become constants. Raises EngineError for anything else."""
        if isinstance(value, Draft):
            return value
        if isinstance(value, bool | int | float):
            return self.recorder.constant(value)
        raise EngineError("not_a_number", self.recorder.span, kind=kind(value))


def kind(value: Any) -> str:
    """What a value is, in the program's own terms, for messages."""
    return type(value).__name__
