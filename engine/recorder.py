"""Records a computation while it happens (define by run, like PyTorch) and assembles the Graph of it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.errors import EngineError, Span
from engine.graph import Array, Graph, Group, Node, Role, no_params
from engine.limits import MAX_DIMENSIONS, MAX_ENTRIES, MAX_NODES, MAX_TOTAL_ENTRIES
from engine.naming import Naming
from engine.ops import OPS
from engine.rules import computation
from engine.script import TEXT

_LONGEST_QUOTE = 40


@dataclass(eq=False, slots=True)
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
    holder: Any = None
    """What the program holds the node by, where it keeps the gradient."""

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the value; () for a scalar."""
        return self.value.shape

    def __repr__(self) -> str:
        return f"Draft({self.name or self.op or self.value})"


@dataclass
class Recorder:
    """Makes leaves, constants and op applications, within the budgets; remembers them in execution order."""

    drafts: list[Draft] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    source: str = ""
    """The program's text, which errors quote."""
    span: Span | None = None
    """The place in the source that is running now; new nodes and errors get it."""
    group: str | None = None
    _entries: int = 0
    _leaves: dict[str, Draft] = field(default_factory=dict)

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
        draft.name = name
        if draft.role is Role.CONSTANT:
            draft.role = None
        self._leaves[name] = draft

    def free_leaf_name(self, name: str) -> str:
        """``name``, or ``name_2``, ``name_3``, … where a leaf of that name is in use already."""
        candidate, number = name, 1
        while candidate in self._leaves and self._leaves[candidate].is_used:
            number += 1
            candidate = f"{name}_{number}"
        return candidate

    def check_size(self, shape: tuple[int, ...]) -> None:
        """Refuse an array that is too large before it is built."""
        if len(shape) > MAX_DIMENSIONS:
            raise EngineError("too_many_dimensions", self.span, limit=MAX_DIMENSIONS)
        if math.prod(shape) > MAX_ENTRIES:
            raise EngineError("array_too_large", self.span, shape=str(shape), limit=MAX_ENTRIES)

    def _record(self, draft: Draft) -> Draft:
        self._entries += draft.value.size
        if len(self.drafts) >= MAX_NODES:
            raise EngineError("too_many_nodes", self.span, limit=MAX_NODES)
        if draft.shape:
            self.check_size(draft.shape)
        if self._entries > MAX_TOTAL_ENTRIES:
            raise EngineError("too_many_entries", self.span, limit=MAX_TOTAL_ENTRIES)
        draft.span, draft.group = self.span, self.group
        self.drafts.append(draft)
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
        shapes = " and ".join(str(operand.shape) for operand in operands)
        written = " and ".join(self.written(operand) for operand in operands)
        return EngineError("shapes_do_not_fit", self.span, op=name, shapes=shapes, operands=written)

    def written(self, draft: Draft) -> str:
        """A node as the program has it: its name, its number, or the text it comes from."""
        if draft.name is not None:
            return draft.name
        if draft.op is None or draft.span is None:
            return TEXT.number(draft.value).text
        text = " ".join(self.source[slice(*draft.span)].split())
        return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"

    def graph(self, output: Draft) -> Graph:
        """The part of the recording that ``output`` depends on, as an immutable Graph."""
        return self.assemble(output)[0]

    def assemble(self, output: Draft) -> tuple[Graph, list[Draft]]:
        """The graph of ``output`` and the draft of each of its nodes."""
        reached = self.reaching(output)
        drafts = [draft for draft in self.drafts if draft in reached]
        naming = Naming(drafts, output)
        ids = {draft: f"n{index}" for index, draft in enumerate(drafts)}
        nodes = tuple(self._node(draft, ids, naming, output) for draft in drafts)
        return Graph(nodes, ids[output], self._used_groups(nodes)), drafts

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


def as_value(value: Any) -> Array:
    """``value`` as float64: a NumPy scalar, or an array that nobody else can change."""
    if isinstance(value, np.float64):
        return value
    array = np.array(value, dtype=np.float64)
    if array.ndim == 0:
        return np.float64(array[()])
    array.flags.writeable = False
    return array
