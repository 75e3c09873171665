"""Python's and PyTorch's containers that are more than a list, tuple or dictionary of plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from engine.language.values import Tensor


class Size(tuple[int, ...]):
    """The shape of a PyTorch tensor."""


class Selection(NamedTuple):
    """What PyTorch's max, sort and the like give: the values and their places."""

    values: "Tensor"
    indices: "Tensor"


class Set:
    """A set that keeps its entries in the order they came."""

    def __init__(self, entries: Iterable[Any] = ()) -> None:
        self.entries: dict[Any, None] = dict.fromkeys(entries)


class DefaultDict(dict[Any, Any]):
    """A dictionary that makes the value of a new key by a call of ``make``; a Counter counts how often a key comes."""

    def __init__(self, make: Any = None, entries: Mapping[Any, Any] | None = None, is_counter: bool = False) -> None:
        super().__init__(entries or {})
        self.make = make
        self.is_counter = is_counter

    def count(self, entries: Iterable[Any]) -> None:
        """Add 1 for every entry."""
        for entry in entries:
            self[entry] = self.get(entry, 0) + 1


class Iterator:
    """What ``iter()`` and generator functions give: entries that are taken one by one."""

    def __init__(self, entries: Iterable[Any]) -> None:
        self.entries = list(entries)[::-1]
        """Those still to come, last first."""
        self.is_endless = False
        """Whether there would be more: a generator function that does not end by itself."""


@dataclass(frozen=True)
class RecordType:
    """A ``namedtuple`` of the program."""

    name: str
    fields: tuple[str, ...]
    defaults: Mapping[str, Any] = field(default_factory=dict, compare=False)


class Record(tuple[Any, ...]):
    """A tuple whose entries have names."""

    kind: RecordType
