"""The values a program can hold besides plain Python numbers, strings, lists, tuples and dicts."""

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from engine.graph import Array
from engine.recorder import Draft


class Tensor:
    """A name's hold on a node. An in-place change gives it another node; every name that holds it sees that.

    ``grad`` is what backward passes have added up so far, as in PyTorch; None before the first.
    """

    __slots__ = ("draft", "grad")

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.grad: Tensor | None = None
        draft.holder = self

    @property
    def value(self) -> Array:
        """The value of the node."""
        return self.draft.value

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the value; () for a scalar."""
        return self.draft.shape

    @property
    def is_leaf(self) -> bool:
        """Whether no op produced the node."""
        return self.draft.op is None


class Selection(NamedTuple):
    """What PyTorch's max, sort and the like give: the values and their places."""

    values: Tensor
    indices: Tensor


class NamedList(list[Any]):
    """A list of plain numbers that has a name: used as an array it is a leaf of that name."""

    def __init__(self, values: Iterable[Any], name: str) -> None:
        super().__init__(values)
        self.name = name
        self.leaf: Tensor | None = None


@dataclass(frozen=True)
class Native:
    """A function of the library. ``implementation`` takes the run first, then the arguments of the call.

    ``library`` is the namespace it was taken from, for the few functions that differ between libraries.
    """

    name: str
    implementation: Callable[..., Any]
    library: str = ""

    def of(self, library: str) -> "Native":
        """The same function, taken from ``library``."""
        return Native(self.name, self.implementation, library)


@dataclass(frozen=True)
class Namespace:
    """A library the program may name, such as ``np``; its members are the keys of one table."""

    name: str
    members: Mapping[str, Any]


@dataclass
class Scope:
    """Names and what they hold; a name not found here is looked up in the enclosing scope."""

    names: dict[str, Any] = field(default_factory=dict)
    parent: "Scope | None" = None
    assigned: frozenset[str] = frozenset()
    """The names that this scope assigns somewhere."""

    def find(self, name: str) -> "Scope | None":
        """The innermost scope that holds ``name``."""
        scope: Scope | None = self
        while scope is not None and name not in scope.names:
            scope = scope.parent
        return scope


@dataclass(frozen=True, eq=False)
class Function:
    """A function or lambda of the program."""

    name: str
    arguments: ast.arguments
    body: list[ast.stmt] | ast.expr
    scope: Scope
    defaults: tuple[Any, ...]
    keyword_defaults: tuple[Any, ...]
    owner: "Class | None" = None
    """The class it is a method of, for ``super()``."""
    assigned: frozenset[str] = frozenset()
    """The names that its body assigns: they are its own."""
    is_static: bool = False
    is_library: bool = False
    """Whether it belongs to the prelude."""


@dataclass(eq=False)
class Class:
    """A class of the program or of the prelude."""

    name: str
    bases: tuple["Class", ...]
    attributes: dict[str, Any]

    def find(self, name: str) -> Any:
        """An attribute of the class or the nearest of its bases that has it; None where none has."""
        if name in self.attributes:
            return self.attributes[name]
        found = (base.find(name) for base in self.bases)
        return next((value for value in found if value is not None), None)

    def is_a(self, other: "Class") -> bool:
        """Whether this is ``other`` or derives from it."""
        return self is other or any(base.is_a(other) for base in self.bases)


@dataclass(eq=False)
class Instance:
    """An object of a Class."""

    kind: Class
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Method:
    """A function together with the object it was taken from."""

    function: Function | Native
    owner: Any


@dataclass(frozen=True)
class Super:
    """``super()``: the attributes of the bases of ``kind``, for ``instance``."""

    kind: Class
    instance: Instance


PLAIN = (bool, int, float)
"""The types of plain numbers."""

_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (Tensor, "array"),
    (list, "list"),
    (Selection, "tuple"),
    ((Native, Function, Method), "function"),
    (Namespace, "module"),
    (Class, "class"),
)


def kind(value: Any) -> str:
    """The type of a value, as the program's author would call it, for messages."""
    if isinstance(value, Instance):
        return value.kind.name
    return next((name for types, name in _KINDS if isinstance(value, types)), type(value).__name__)


def concrete(value: Any) -> Any:
    """The plain number a value stands for where it is one number; anything else unchanged."""
    if isinstance(value, Tensor) and np.size(value.value) == 1:
        number = float(value.value.item())
        return int(number) if number.is_integer() and abs(number) < 2**53 else number
    return value
