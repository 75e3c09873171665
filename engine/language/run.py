"""The state of one run of a program: its recorder, its names, and what it has said so far."""

import ast
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.errors import EngineError, Span
from engine.graph import Array, Group, Role
from engine.language.source import Source
from engine.language.values import PLAIN, Instance, NamedList, Native, Scope, Tensor, kind
from engine.limits import MAX_CALLS, MAX_STATEMENTS
from engine.recorder import Draft, Recorder, as_value


@dataclass(frozen=True)
class Print:
    """A line that the program printed, and the place of the print."""

    text: str
    span: Span | None


@dataclass(frozen=True)
class Note:
    """Something the reader should know about the run; ``details`` fill the sentence of ``code``."""

    code: str
    details: Mapping[str, Any]
    span: Span | None


@dataclass
class Run:
    """One run. ``values`` and ``roles`` are what the person chose for leaves, by the leaf's name.

    ``start`` is the gradient that the person chose for ``backward()`` to start from at an array.
    """

    source: Source
    values: Mapping[str, Array]
    roles: Mapping[str, Role]
    scope: Scope
    start: Array | None = None
    recorder: Recorder = field(default_factory=Recorder)
    prints: list[Print] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    last: Any = None
    """The value of the last statement: the output unless backward() is called."""
    last_span: Span | None = None
    output: Draft | None = None
    """What backward() was last called on."""
    seed: Array | None = None
    is_library: bool = False
    """Whether the prelude is running, whose names stay out of the picture."""
    is_torch: bool = False
    """Whether the program uses PyTorch or micrograd, where Python's own functions keep their meaning."""
    records_gradients: bool = True
    random: np.random.RandomState | None = None
    """The seeded source of random numbers; None until the program seeds or uses it."""
    statements: int = 0
    calls: int = 0

    def __post_init__(self) -> None:
        self.top = self.scope
        self.recorder.source = self.source.text

    @property
    def prelude(self) -> Mapping[str, Any]:
        """The names of the prelude, under their names in PyTorch's functional library too."""
        names = self.top.parent.names if self.top.parent else {}
        return {**{name: value for name, value in names.items() if name != "functional"}, **names.get("functional", {})}

    # --- nodes

    def apply(self, op: str, *operands: Any, **params: Any) -> Tensor:
        """An op applied to values of the language; plain numbers and lists become constants."""
        drafts = [self.draft(operand) for operand in operands]
        if not self.records_gradients:
            return Tensor(self.recorder.constant(self.recorder.compute(op, drafts, params)))
        return Tensor(self.recorder.apply(op, drafts, params))

    def draft(self, value: Any) -> Draft:
        """``value`` as a node. Raises EngineError for what is not a number or an array of numbers."""
        if isinstance(value, Tensor):
            return value.draft
        if isinstance(value, PLAIN):
            return self.recorder.constant(value)
        if isinstance(value, NamedList):
            return self._list_leaf(value)
        if isinstance(value, list | tuple | range) and len(value):
            return self.stacked(value)
        if isinstance(value, Native):
            raise EngineError("function_without_call", self.recorder.span, name=value.name)
        raise EngineError("not_a_number", self.recorder.span, kind=kind(value))

    def _list_leaf(self, values: NamedList) -> Draft:
        """The leaf that a named list is as an array; made anew where the list has changed since."""
        array = plain_array(values)
        if values.leaf is None or not np.array_equal(values.leaf.value, array):
            values.leaf = self.constant(array)
            self._name_draft(values.name, values.leaf)
        return values.leaf.draft

    def stacked(self, values: Any) -> Draft:
        """A (nested) list as one array: a constant where it holds plain numbers only, else a stack of nodes."""
        try:
            return self.recorder.constant(plain_array(values))
        except TypeError:
            drafts = [self.draft(value) for value in values]
        shapes = sorted({draft.shape for draft in drafts})
        if len(shapes) > 1:
            raise EngineError("ragged_list", self.recorder.span, shapes=" and ".join(map(str, shapes)))
        if all(draft.op is None and draft.role is Role.CONSTANT for draft in drafts):
            return self.recorder.constant(np.stack([draft.value for draft in drafts]))
        return self.recorder.apply("stack", drafts, {"axis": 0})

    def constant(self, value: Any) -> Tensor:
        """An array that has no name yet."""
        return Tensor(self.recorder.constant(value))

    # --- names

    def name(self, name: str, value: Any) -> Any:
        """``value`` under its new name: a plain number becomes a leaf, a node without a name takes it."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = self.constant(value)
        if isinstance(value, Tensor) and value.draft.name is None:
            self._name_draft(name, value)
        elif isinstance(value, list) and type(value) is list and _is_plain_list(value):
            value = NamedList(value, name)
        elif isinstance(value, list | tuple):
            self._name_entries(name, value)
        return value

    def _name_draft(self, name: str, tensor: Tensor) -> None:
        draft = tensor.draft
        if draft.op is not None:
            draft.name = name
            return
        if draft.is_used:
            return
        free = self.recorder.free_leaf_name(name)
        self.recorder.name_leaf(draft, free)
        if free in self.values:
            draft.value = self.values[free]
        if free in self.roles:
            draft.role = self.roles[free]

    def _name_entries(self, name: str, values: Any) -> None:
        """Leaves in a list are called ``name[0]``, ``name[1]``, …"""
        for index, value in enumerate(values):
            if isinstance(value, Tensor) and value.is_leaf and value.draft.name is None:
                self._name_draft(f"{name}[{index}]", value)
            elif isinstance(value, list | tuple):
                self._name_entries(f"{name}[{index}]", value)

    def adopt(self, prefix: str, value: Any) -> None:
        """Put ``prefix`` before the names of the leaves inside an object, as PyTorch does: ``fc1.weight``."""
        if isinstance(value, Instance):
            for attribute in value.attributes.values():
                self._adopt_leaf(prefix, attribute)
        elif isinstance(value, list | tuple):
            for index, entry in enumerate(value):
                self.adopt(f"{prefix}.{index}".lstrip("."), entry)

    def _adopt_leaf(self, prefix: str, value: Any) -> None:
        if isinstance(value, Tensor):
            if value.is_leaf and value.draft.name is not None:
                self.recorder.name_leaf(value.draft, f"{prefix}.{value.draft.name}".lstrip("."))
        elif isinstance(value, list | tuple):
            for entry in value:
                self._adopt_leaf(prefix, entry)
        elif isinstance(value, Instance):
            self.adopt(prefix, value)

    def set_in_place(self, tensor: Tensor, value: Array) -> None:
        """Give a tensor a new value: a new leaf of the same name and role, seen by all who hold the tensor."""
        old = tensor.draft
        draft = self.recorder.constant(self.copied_to(value, old.shape))
        draft.name, draft.role = old.name, old.role
        tensor.draft = draft
        draft.holder = tensor

    def misfit(self, name: str, *operands: Tensor) -> EngineError:
        """The error for arrays whose shapes ``name`` cannot combine."""
        return self.recorder.misfit(name, [operand.draft for operand in operands])

    def copied_to(self, value: Array, shape: tuple[int, ...]) -> Array:
        """``value`` broadcast to ``shape``. Raises EngineError where it does not fit."""
        try:
            return np.broadcast_to(value, shape)
        except ValueError:
            raise EngineError("cannot_expand", self.recorder.span, old=str(np.shape(value)), new=str(shape)) from None

    # --- where it is

    def place(self, node: ast.AST) -> Span | None:
        """The place of a piece of syntax; inside the prelude, of the call that led there."""
        return self.recorder.span if self.is_library else self.source.span(node)

    def written(self, node: ast.AST) -> str:
        """The typed text of a piece of syntax; nothing inside the prelude."""
        return "" if self.is_library else self.source.snippet(node)

    # --- what it says

    def note(self, code: str, **details: Any) -> None:
        """Tell the reader something, once."""
        note = Note(code, details, self.recorder.span)
        if all(other.code != code for other in self.notes):
            self.notes.append(note)

    # --- budgets and groups

    def count_statement(self, span: Span | None) -> None:
        """Raises EngineError where the program runs on and on."""
        self.statements += 1
        if self.statements > MAX_STATEMENTS:
            raise EngineError("runs_too_long", span, limit=MAX_STATEMENTS)

    @contextmanager
    def calling(self, name: str) -> Iterator[None]:
        """One call deep; raises EngineError for a recursion without end."""
        if self.calls >= MAX_CALLS:
            raise EngineError("calls_too_deep", self.recorder.span, name=name, limit=MAX_CALLS)
        self.calls += 1
        try:
            yield
        finally:
            self.calls -= 1

    @contextmanager
    def group(self, kind_of_group: str, label: str) -> Iterator[None]:
        """What is recorded inside belongs to a new group."""
        if self.is_library:
            yield
            return
        outer = self.recorder.group
        group = Group(f"g{len(self.recorder.groups)}", kind_of_group, label, outer, self.recorder.span)
        self.recorder.groups.append(group)
        self.recorder.group = group.id
        try:
            yield
        finally:
            self.recorder.group = outer


def _is_plain_list(values: Any) -> bool:
    """Whether a (nested) list holds plain numbers, at least one, and can be an array."""
    try:
        return len(values) > 0 and np.size(plain_array(values)) > 0
    except (TypeError, EngineError):
        return False


def plain_array(values: Any) -> Array:
    """A nested list of plain numbers as an array. Raises TypeError where it holds anything else."""
    waiting = list(values)
    while waiting:
        value = waiting.pop()
        if isinstance(value, list | tuple | range):
            waiting.extend(value)
        elif not isinstance(value, PLAIN):
            raise TypeError(kind(value))
    try:
        return as_value(values)
    except ValueError:
        raise EngineError("ragged_list", None, shapes="different lengths") from None
