"""The values a program can hold besides plain Python numbers, strings, lists, tuples and dicts."""

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from engine.graph import Array
from engine.language.containers import Iterator, Record, RecordType, Selection, Set, Size
from engine.recorder import Draft


class Tensor:
    """A name's hold on a node. An in-place change gives it another node; every name that holds it sees that.

    ``dtype`` is "float", "int" or "bool"; the value is float64 all the same. ``flavour`` is what the program takes it
    for: a "number" of Python, an array of "numpy" or "torch", a "value" of micrograd; None where nothing tells.
    ``is_copy`` is whether it is a clone, which is no leaf. ``keeps_grad`` is whether a node that is no leaf shows its
    gradient. ``is_parameter`` marks what ``nn.Parameter`` made. ``base`` is the tensor that an in-place change reaches
    through ``.data``.
    """

    __slots__ = ("base", "draft", "dtype", "flavour", "is_copy", "is_parameter", "keeps_grad")

    def __init__(self, draft: Draft, dtype: str = "float", flavour: str | None = None) -> None:
        self.draft = draft
        self.dtype = dtype
        self.flavour = flavour
        self.keeps_grad = False
        self.is_parameter = False
        self.is_copy = False
        self.base: Tensor | None = None

    @property
    def grad(self) -> "Tensor | None":
        """What backward passes have added up so far, as in PyTorch; None before the first."""
        return self.draft.grad  # type: ignore[no-any-return]

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
        return self.draft.op is None and not self.is_copy


@dataclass(frozen=True)
class DType:
    """The kind of number of an array, such as ``torch.float32``; ``kind`` is "float", "int" or "bool"."""

    name: str
    kind: str


@dataclass(frozen=True)
class Context:
    """What a ``with`` enters; ``records`` is whether gradients are recorded inside, None where it says nothing."""

    name: str
    records: bool | None = None


@dataclass(frozen=True)
class Factory:
    """The default of a dataclass field that is made anew for every object."""

    make: Any


@dataclass(frozen=True)
class Ignored:
    """Stands for a library and all that comes from it: whatever is done with it changes nothing."""

    is_plot: bool = False
    """Whether the reader is told that plots are not drawn."""


class NamedList(list[Any]):
    """A list of plain numbers that has a name.

    Used as an array it is a leaf of that name; an entry that is taken from it is a leaf as well, called ``name[0]``.
    """

    def __init__(self, values: Iterable[Any], name: str) -> None:
        super().__init__(values)
        self.name = name
        self.leaf: Tensor | None = None

    @property
    def is_one_array(self) -> bool:
        """Has the program not looked at its entries yet, which makes leaves of them?"""
        return not any(isinstance(entry, Tensor) for entry in self)


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
    elsewhere: dict[str, "Scope"] = field(default_factory=dict)
    """The scopes of names that are declared ``global`` or ``nonlocal`` here."""
    libraries: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Of the prelude: what it adds to which library."""

    def home(self, name: str) -> "Scope":
        """The scope in which an assignment here puts ``name``."""
        return self.elsewhere.get(name, self)

    def find(self, name: str) -> "Scope | None":
        """The innermost scope that holds ``name``."""
        scope: Scope | None = self.home(name)
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
    documentation: str | None = None
    assigned: frozenset[str] = frozenset()
    """The names that its body assigns: they are its own."""
    kind: str = "method"
    """How a class hands it on: "method", "static", "class" or "property"."""
    is_library: bool = False
    """Whether it belongs to the prelude."""
    is_generator: bool = False
    is_without_gradients: bool = False
    """Whether it is decorated with ``@torch.no_grad()``."""


@dataclass(eq=False)
class Class:
    """A class of the program or of the prelude."""

    name: str
    bases: tuple["Class", ...]
    attributes: dict[str, Any]
    is_library: bool = False
    fields: tuple[str, ...] = ()
    """The fields of a ``dataclass``."""

    def find(self, name: str) -> Any:
        """An attribute of the class or the nearest of its bases that has it; None where none has."""
        if name in self.attributes:
            return self.attributes[name]
        return next((base.find(name) for base in self.bases if base.has(name)), None)

    def has(self, name: str) -> bool:
        """Whether the class or one of its bases has an attribute of this name."""
        return name in self.attributes or any(base.has(name) for base in self.bases)

    def names(self) -> list[str]:
        """All attributes, also those of its bases."""
        return [*self.attributes, *(name for base in self.bases for name in base.names())]

    @cached_property
    def is_number_like(self) -> bool:
        """Whether it is a program's own engine, such as micrograd's Value: numbers with a method ``backward``.

        Before it has one, as in the first cells of a lecture, what it computes with is its argument ``data``.
        """
        if self.is_library or any(base.is_library for base in self.bases):
            return False
        is_reckoned_with = self.has("__mul__") or self.has("__add__")  # a layer has a method backward() too
        return is_reckoned_with and ("backward" in self.attributes or "data" in self._arguments)

    @property
    def _arguments(self) -> list[str]:
        initialise = self.attributes.get("__init__")
        return [one.arg for one in initialise.arguments.args] if isinstance(initialise, Function) else []

    def is_a(self, other: "Class") -> bool:
        """Whether this is ``other`` or derives from it."""
        return self is other or any(base.is_a(other) for base in self.bases)


@dataclass(eq=False)
class Instance:
    """An object of a Class. ``leaves`` are those that it brought with it and that no other object has taken over."""

    kind: Class
    attributes: dict[str, Any] = field(default_factory=dict)
    leaves: list[Tensor] = field(default_factory=list)

    @property
    def number(self) -> Tensor | None:
        """The value of an object of a program's own engine: its attribute ``data`` or ``value``."""
        if not self.kind.is_number_like:
            return None
        found = (self.attributes.get(name) for name in NUMBER_ATTRIBUTES)
        return next((value for value in found if isinstance(value, Tensor)), None)


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


NUMBER_ATTRIBUTES = ("data", "value", "val", "v", "x")
"""What programs call the value of their own kind of number."""

PLAIN = (bool, int, float)
"""The types of plain numbers."""

KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (Tensor, "array"),
    (list, "list"),
    ((Selection, Size, Record), "tuple"),
    ((Native, Function, Method), "function"),
    (Namespace, "module"),
    ((Class, RecordType), "class"),
    (Set, "set"),
    (Iterator, "iterator"),
    (DType, "dtype"),
    (Ignored, "plot"),
)


def kind(value: Any) -> str:
    """The type of a value, as the program's author would call it."""
    if isinstance(value, Instance):
        return value.kind.name
    if isinstance(value, Tensor) and value.flavour == "number":
        return value.dtype
    return next((name for types, name in KINDS if isinstance(value, types)), type(value).__name__)


def concrete(value: Any) -> Any:
    """The plain number a value stands for where it is one number; anything else unchanged."""
    if isinstance(value, Tensor) and np.size(value.value) == 1:
        number = float(value.value.item())
        if value.dtype == "bool":
            return bool(number)
        return int(number) if number.is_integer() and abs(number) < 2**53 else number
    return value


def number_of(value: Any) -> Any:
    """Like ``concrete``, but a float stays a float even where it is whole."""
    number = concrete(value)
    return float(number) if isinstance(value, Tensor) and value.dtype == "float" and number is not value else number
