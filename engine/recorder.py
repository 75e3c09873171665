"""Records a computation while it happens (define by run, like PyTorch) and assembles the Graph of it."""

import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any
from weakref import WeakValueDictionary

import numpy as np

from engine.errors import EngineError, Span
from engine.graph import Array, Graph, Group, Node, Role, no_params
from engine.limits import (
    MAX_DIMENSIONS,
    MAX_ENTRIES,
    MAX_NODES,
    MAX_RECORDED,
    MAX_RECORDED_ENTRIES,
    MAX_TOTAL_ENTRIES,
)
from engine.naming import Naming
from engine.ops import OPS
from engine.rules import computation
from engine.script import TEXT

_LONGEST_QUOTE = 40
NO_ROLES: Mapping[str, Role] = {}


@dataclass(eq=False, slots=True, weakref_slot=True)
class Draft:
    """A node while the program still runs: it may yet be given a name or a role."""

    op: str | None
    operands: tuple["Draft", ...]
    value: Array
    params: Mapping[str, Any] = field(default_factory=no_params)
    span: Span | None = None
    name: str | None = None
    role: Role | None = None
    group: str | None = None
    is_used: bool = False
    is_plain: bool = False
    """Whether it is a plain number of Python, which has no ``grad`` that the program could reset."""
    index: int = 0
    """Its place in the order of execution."""
    grad: Any = None
    """What the program's backward passes have added up here so far."""

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the value; () for a scalar."""
        return self.value.shape

    def __repr__(self) -> str:
        return f"Draft({self.name or self.op or self.value})"


@dataclass
class Recorder:
    """Makes leaves, constants and op applications, within the budgets.

    Drafts hold their operands, and nothing else holds them: what the program has let go of, such as the earlier
    turns of a training loop, is gone.
    """

    groups: list[Group] = field(default_factory=list)
    source: str = ""
    """The program's text, which errors quote."""
    span: Span | None = None
    """The place in the source that is running now; new nodes and errors get it."""
    group: str | None = None
    recorded: int = 0
    """How many drafts have been made so far."""
    _entries: int = 0
    _names: set[str] = field(default_factory=set)
    _leaves: WeakValueDictionary[str, Draft] = field(default_factory=WeakValueDictionary)

    def constant(self, value: Any) -> Draft:
        """A plain number or array that has no name."""
        return self._record(Draft(None, (), as_value(value), role=Role.CONSTANT))

    def leaf(self, name: str, value: Any, role: Role | None = None) -> Draft:
        """A named value that gradients are computed for; without a role its name decides it."""
        draft = self._record(Draft(None, (), as_value(value), role=role))
        self.name_leaf(draft, name)
        return draft

    def apply(self, name: str, operands: Sequence[Draft], params: Mapping[str, Any] | None = None) -> Draft:
        """The result of an op. Raises EngineError where shapes do not fit or a budget is exceeded."""
        for operand in operands:
            operand.is_used = True
        params = {**OPS[name].params, **(params or {})}
        return self._record(Draft(name, tuple(operands), self.compute(name, operands, params), params))

    def compute(self, name: str, operands: Sequence[Draft], params: Mapping[str, Any]) -> Array:
        """The value of an op, without recording it."""
        self._check_broadcast(name, operands)
        try:
            return as_value(
                computation(name)(*(operand.value for operand in operands), **{**OPS[name].params, **params})
            )
        except ValueError:
            raise self.misfit(name, operands) from None

    def name_leaf(self, draft: Draft, name: str) -> None:
        """Give a leaf its name, which must be free; from now on it has a gradient."""
        if self._leaves.get(draft.name or "") is draft:
            del self._leaves[draft.name or ""]
        self._names.add(name)
        self._leaves[name] = draft
        draft.name = name
        if draft.role is Role.CONSTANT:
            draft.role = None

    def free_leaf_name(self, name: str) -> str:
        """``name``, or ``name_2``, ``name_3``, … where the program still holds a leaf of that name."""
        return _free(name, self._leaves)

    def check_size(self, shape: tuple[int, ...]) -> None:
        """Refuse an array that is too large before it is built."""
        if len(shape) > MAX_DIMENSIONS:
            raise EngineError("too_many_dimensions", self.span, limit=MAX_DIMENSIONS)
        if math.prod(shape) > MAX_ENTRIES:
            raise EngineError("array_too_large", self.span, shape=str(shape), limit=MAX_ENTRIES)

    @property
    def leaf_names(self) -> frozenset[str]:
        """The names of all leaves that the program has made."""
        return frozenset(self._names)

    def _record(self, draft: Draft) -> Draft:
        self.recorded += 1
        self._entries += draft.value.size
        if draft.shape:
            self.check_size(draft.shape)
        if self.recorded > MAX_RECORDED:
            raise EngineError("too_many_nodes", self.span, limit=MAX_RECORDED)
        if self._entries > MAX_RECORDED_ENTRIES:
            raise EngineError("too_many_entries", self.span, limit=MAX_RECORDED_ENTRIES)
        draft.span, draft.group, draft.index = self.span, self.group, self.recorded
        return draft

    def _check_broadcast(self, name: str, operands: Sequence[Draft]) -> None:
        """Refuse a result that is too large, or that cannot be, before it is built."""
        if not OPS[name].has_locals or all(operand.shape == () for operand in operands):
            return
        try:
            shape = np.broadcast_shapes(*(operand.shape for operand in operands))
        except ValueError:
            raise self.misfit(name, operands) from None
        self.check_size(shape)

    def misfit(self, name: str, operands: Sequence[Draft]) -> EngineError:
        """The error for operands whose shapes ``name`` cannot combine."""
        if not operands:
            return EngineError("nothing_to_join", self.span, name=name)
        shapes = [operand.shape for operand in operands]
        written = [self.written(operand) for operand in operands]
        sign = OPS[name].title if name in OPS and OPS[name].is_infix else name
        return EngineError("shapes_do_not_fit", self.span, op=sign, shapes=shapes, operands=written)

    def written(self, draft: Draft) -> str:
        """A node as the program has it: its name, its number, or the text it comes from."""
        if draft.name is not None:
            return draft.name
        if draft.op is None or draft.span is None:
            return TEXT.number(draft.value).text
        text = " ".join(self.source[slice(*draft.span)].split())
        return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"

    def graph(self, output: Draft, roles: Mapping[str, Role] = NO_ROLES) -> Graph:
        """The part of the recording that ``output`` depends on, as an immutable Graph; ``roles`` are by leaf name."""
        return self.assemble(output, roles)[0]

    def assemble(self, output: Draft, roles: Mapping[str, Role] = NO_ROLES) -> tuple[Graph, list[Draft]]:
        """The graph of ``output`` and the draft of each of its nodes. Raises EngineError where it is too large."""
        drafts = self.history(output)
        _check_graph_size(drafts)
        self._tell_leaves_apart(drafts)
        naming = Naming(drafts, output, roles)
        ids = _ids(drafts)
        nodes = tuple(self._node(draft, ids, naming, output) for draft in drafts)
        return Graph(nodes, ids[output], self._used_groups(nodes)), drafts

    def _tell_leaves_apart(self, drafts: Sequence[Draft]) -> None:
        """Two leaves of one graph never have the same name."""
        seen: dict[str, Draft] = {}
        for draft in drafts:
            if draft.op is None and draft.name is not None:
                if draft.name in seen:
                    self.name_leaf(draft, _free(draft.name, seen))
                seen[draft.name] = draft

    def skeleton(self, output: Draft) -> tuple[Graph, list[Draft]]:
        """Like ``assemble``, but without names and labels: enough for a backward pass while the program runs."""
        drafts = self.history(output)
        ids = _ids(drafts)
        nodes = tuple(
            Node(
                id=ids[draft],
                op=draft.op,
                operands=tuple(ids[operand] for operand in draft.operands),
                value=draft.value,
                label="",
                symbol="",
                role=draft.role or Role.INTERMEDIATE,
                name=draft.name,
                params=draft.params,
            )
            for draft in drafts
        )
        return Graph(nodes, ids[output]), drafts

    def history(self, output: Draft) -> list[Draft]:
        """The drafts that ``output`` depends on, itself among them, in execution order."""
        return sorted(self.reaching(output), key=_index)

    @staticmethod
    def reaching(output: Draft) -> set[Draft]:
        """The nodes that ``output`` depends on, itself among them."""
        reached, waiting = {output}, [output]
        while waiting:
            for operand in waiting.pop().operands:
                if operand not in reached:
                    reached.add(operand)
                    waiting.append(operand)
        return reached

    @staticmethod
    def _node(draft: Draft, ids: Mapping[Draft, str], naming: Naming, output: Draft) -> Node:
        return Node(
            id=ids[draft],
            op=draft.op,
            operands=tuple(ids[operand] for operand in draft.operands),
            value=draft.value,
            label=naming.label(draft),
            symbol=naming.symbol(draft),
            role=naming.role(draft, draft is output),
            name=draft.name,
            params=draft.params,
            span=draft.span,
            group=draft.group,
        )

    def _used_groups(self, nodes: Sequence[Node]) -> tuple[Group, ...]:
        parents = {group.id: group.parent for group in self.groups}
        used: set[str] = set()
        for node in nodes:
            group = node.group
            while group is not None and group not in used:
                used.add(group)
                group = parents[group]
        return tuple(group for group in self.groups if group.id in used)


_index = attrgetter("index")


def _ids(drafts: Sequence[Draft]) -> dict[Draft, str]:
    return {draft: f"n{index}" for index, draft in enumerate(drafts)}


def _free(name: str, taken: Container[str]) -> str:
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name}_{number}"
    return candidate


def _check_graph_size(drafts: Sequence[Draft]) -> None:
    if len(drafts) > MAX_NODES:
        raise EngineError("too_many_nodes", drafts[MAX_NODES].span, limit=MAX_NODES)
    entries = 0
    for draft in drafts:
        entries += draft.value.size
        if entries > MAX_TOTAL_ENTRIES:
            raise EngineError("too_many_entries", draft.span, limit=MAX_TOTAL_ENTRIES)


def as_value(value: Any) -> Array:
    """``value`` as float64: a NumPy scalar, or an array that nobody else can change."""
    if isinstance(value, np.float64):
        return value
    array = np.array(value, dtype=np.float64)
    if array.ndim == 0:
        return np.float64(array[()])
    array.flags.writeable = False
    return array
