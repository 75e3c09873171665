"""The state of one run of a program: its recorder, its names, and what it has said so far."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.errors import EngineError, Span
from engine.graph import Array, Group, Role
from engine.language import leaves
from engine.language.dtypes import result_dtype, result_flavour
from engine.language.python_random import PythonRandom
from engine.language.source import Source
from engine.language.type_words import described
from engine.language.values import PLAIN, Instance, NamedList, Namespace, Native, Scope, Tensor
from engine.limits import MAX_CALLS, MAX_STATEMENTS
from engine.ops import OPS
from engine.recorder import Draft, Recorder


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
    is_mid_line: bool = False
    """Whether the last print ended without a new line."""
    notes: list[Note] = field(default_factory=list)
    objects: list[tuple[Instance, str]] = field(default_factory=list)
    """The objects that have a variable of their own, and its name."""
    shared_names: set[str | None] = field(default_factory=set)
    """Names of leaves that occur in more than one object."""
    last: Any = None
    """The value of the last statement: the output unless backward() is called."""
    last_span: Span | None = None
    last_number: Draft | None = None
    """The single number that an op computed last, wherever in the program."""
    output: Draft | None = None
    """What backward() was last called on."""
    seed: Array | None = None
    differentiated: Draft | None = None
    """What a gradient function differentiated last: the output of a program that does nothing else."""
    freed: set[Draft] = field(default_factory=set)
    """The output whose graph PyTorch would have freed."""
    is_library: bool = False
    """Whether the prelude is running, whose names stay out of the picture."""
    is_torch: bool = False
    """Whether the program uses PyTorch or micrograd, where Python's own functions keep their meaning."""
    names_arguments: bool = False
    """Whether plain numbers that a function of the program is called with become leaves too."""
    records_gradients: bool = True
    random: np.random.RandomState | None = None
    """The seeded source of random numbers; None until the program seeds or uses it."""
    python_random: PythonRandom = field(default_factory=PythonRandom)
    print_options: dict[str, Any] = field(default_factory=dict)
    """What ``np.set_printoptions`` has set."""
    identities: dict[int, tuple[int, Any]] = field(default_factory=dict)
    """What ``id()`` has said of which object."""
    yielded: list[list[Any]] = field(default_factory=list)
    """What the generator functions that are running have yielded, innermost last."""
    handled: EngineError | None = None
    """What the ``except`` clause that is running has caught."""
    turns: int = 0
    """How many loops are running around this place."""
    statements: int = 0
    calls: int = 0

    def __post_init__(self) -> None:
        self.top = self.scope
        self.recorder.source = self.source.text

    @property
    def prelude(self) -> Mapping[str, Any]:
        """The names that the prelude defines."""
        return self.top.parent.names if self.top.parent else {}

    @property
    def added_members(self) -> Mapping[str, Mapping[str, Any]]:
        """What the prelude adds to each library, by the library's name."""
        return self.top.parent.libraries if self.top.parent else {}

    def members(self, library: Namespace) -> Mapping[str, Any]:
        """What stands behind the dot of a library: its own members and those of the prelude."""
        return {**library.members, **self.added_members.get(library.name, {})}

    # --- nodes

    def apply(self, op: str, *operands: Any, **params: Any) -> Tensor:
        """An op applied to values of the language; plain numbers and lists become constants."""
        drafts = [self.draft(operand) for operand in operands]
        return Tensor(self._applied(op, drafts, params), result_dtype(op, operands), result_flavour(operands))

    def _applied(self, op: str, drafts: Sequence[Draft], params: Mapping[str, Any]) -> Draft:
        """Of constants without a name, and where gradients are off, the result is a constant."""
        if not self.records_gradients or all(map(_is_nameless_constant, drafts)):
            return self.recorder.constant(self.recorder.compute(op, drafts, params))
        made = self.recorder.apply(op, drafts, params)
        if np.size(made.value) == 1 and OPS[op].rules[0] is not None:
            self.last_number = made
        return made

    def draft(self, value: Any) -> Draft:
        """``value`` as a node. Raises EngineError for what is not a number or an array of numbers."""
        if isinstance(value, Tensor):
            return value.draft
        if isinstance(value, PLAIN):
            return self.recorder.constant(value)
        if isinstance(value, list | tuple | range) and len(value):
            return self.stacked(value)
        if isinstance(value, Instance) and value.number is not None:
            return value.number.draft
        if isinstance(value, Native):
            raise EngineError("function_without_call", self.recorder.span, name=value.name)
        raise EngineError("not_a_number", self.recorder.span, kind=described(value))

    def stacked(self, values: Any) -> Draft:
        """A (nested) list as one array: a constant or leaf where it holds plain numbers only, else a stack of nodes."""
        try:
            array = leaves.plain_array(values)
        except TypeError:
            drafts = [self.draft(value) for value in values]
        else:
            return self._list_leaf(values, array) if isinstance(values, NamedList) else self.recorder.constant(array)
        shapes = sorted({draft.shape for draft in drafts})
        if len(shapes) > 1:
            raise EngineError("ragged_list", self.recorder.span, shapes=shapes)
        return self._applied("stack", drafts, {"axis": 0})

    def _list_leaf(self, values: NamedList, array: Array) -> Draft:
        """The leaf that a named list is as an array; made anew where the list has changed since."""
        if values.leaf is None or not np.array_equal(values.leaf.value, array):
            values.leaf = self.constant(array)
            leaves.name_node(self, values.name, values.leaf)
        return values.leaf.draft

    def constant(self, value: Any, dtype: str = "float", flavour: str | None = None) -> Tensor:
        """An array that has no name yet."""
        return Tensor(self.recorder.constant(value), dtype, flavour)

    def name(self, name: str, value: Any, owner: Instance | None = None) -> Any:
        """``value`` under its new name, perhaps as an attribute of ``owner``; a plain number becomes a leaf."""
        return leaves.named(self, name, value, owner)

    def set_in_place(self, tensor: Tensor, value: Array) -> None:
        """Give a tensor a new value: a new leaf of the same name and role, seen by all who hold the tensor."""
        old = tensor.draft
        draft = self.recorder.constant(self.copied_to(value, old.shape))
        draft.name, draft.role, draft.grad = old.name, old.role, old.grad
        tensor.draft = draft
        if tensor.base is not None:
            self.set_in_place(tensor.base, value)

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
    def recording(self, records: bool) -> Iterator[None]:
        """Whether what is computed inside becomes part of the graph, as under ``torch.no_grad()``."""
        outer, self.records_gradients = self.records_gradients, records
        try:
            yield
        finally:
            self.records_gradients = outer

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


def _is_nameless_constant(draft: Draft) -> bool:
    return draft.op is None and draft.role is Role.CONSTANT and draft.name is None
