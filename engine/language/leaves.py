"""How values get their names: a plain number becomes a leaf, a node takes the first name it is given.

Leaves inside lists, dictionaries and objects are named by their path, as PyTorch names parameters:
``w[0]``, ``params.b1``, ``fc1.weight``, ``layers.0.weight``.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import EngineError
from engine.graph import Array
from engine.language.dtypes import dtype_of
from engine.language.values import PLAIN, Instance, NamedList, Tensor, kind
from engine.limits import MAX_ENTRIES
from engine.recorder import as_value

if TYPE_CHECKING:
    from engine.language.run import Run


_CHILDREN = "_modules"
"""The attribute of Sequential and the like whose entries are named by their keys alone: ``0.weight``."""


def named(run: "Run", name: str, value: Any, owner: Instance | None = None) -> Any:
    """``value`` under its new name, perhaps an attribute of the object ``owner``."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = Tensor(run.recorder.constant(value), dtype_of(value), "number")
        value.draft.is_plain = True
    if isinstance(value, Tensor):
        name_node(run, name, value, owner)
    elif type(value) is list and _is_plain_list(value):
        return NamedList(value, name)
    elif type(value) is tuple and any(isinstance(entry, float) for entry in value):
        return tuple(named(run, f"{name}[{index}]", entry, owner) for index, entry in enumerate(value))
    elif isinstance(value, list | tuple | dict):
        _name_entries(run, name, value, owner)
    elif isinstance(value, Instance):
        _name_object(run, name, value, owner)
    return value


def name_node(run: "Run", name: str, tensor: Tensor, owner: Instance | None = None) -> None:
    """Give a node without a name this one; of a leaf only before its first use."""
    draft = tensor.draft
    if draft.name is not None:
        return
    if draft.op is not None:
        draft.name = name
    elif not draft.is_used:
        # Inside an object the name is only the last part of a path.
        _name_leaf(run, run.recorder.free_leaf_name(name) if owner is None else name, tensor)
        if owner is not None:
            owner.leaves.append(tensor)


def _name_leaf(run: "Run", name: str, tensor: Tensor) -> None:
    """The person's choice of a value for a leaf goes by its name."""
    draft = tensor.draft
    run.recorder.name_leaf(draft, name)
    if name in run.values and not draft.is_used:
        draft.value = run.values[name]
        tensor.flavour = None if draft.shape and tensor.flavour == "number" else tensor.flavour
        if tensor.dtype != "float" and np.any(draft.value != np.round(draft.value)):
            tensor.dtype = "float"


def entry_leaves(run: "Run", values: NamedList) -> NamedList:
    """A named list whose entries are leaves from now on, because the program looks at them one by one."""
    for index, entry in enumerate(values):
        if isinstance(entry, int | float) and not isinstance(entry, bool):
            values[index] = named(run, f"{values.name}[{index}]", entry)
        elif type(entry) is list:
            values[index] = NamedList(entry, f"{values.name}[{index}]")
    return values


def _name_entries(run: "Run", name: str, values: Any, owner: Instance | None) -> None:
    for key, entry in list(values.items()) if isinstance(values, dict) else enumerate(values):
        path = f"{name}.{key}" if isinstance(values, dict) else f"{name}[{key}]"
        if isinstance(entry, Instance) and entry.number is None:
            _hand_over(run, str(key) if name == _CHILDREN else f"{name}.{key}", entry, owner)
        elif isinstance(values, dict) and isinstance(entry, float):
            values[key] = named(run, path, entry, owner)
        elif isinstance(entry, Tensor | Instance) and _is_nameless_leaf(entry):
            named(run, path, entry, owner)
        elif isinstance(entry, list | tuple | dict):
            _name_entries(run, path, entry, owner)


def _is_nameless_leaf(value: Tensor | Instance) -> bool:
    tensor = value.number if isinstance(value, Instance) else value
    return tensor is not None and tensor.is_leaf and tensor.draft.name is None


# --- objects -------------------------------------------------------------------------------------------------------


def _name_object(run: "Run", name: str, instance: Instance, owner: Instance | None) -> None:
    if instance.kind.is_number_like:
        if instance.number is not None:
            name_node(run, name, instance.number, owner)
    elif owner is not None:
        _hand_over(run, name, instance, owner)
    else:
        _tell_apart(run, name, instance)


def _hand_over(run: "Run", prefix: str, instance: Instance, owner: Instance | None) -> None:
    """The leaves of an object that becomes part of another one take its path into their names."""
    _prefix(run, prefix, instance)
    if owner is not None and owner is not instance:
        owner.leaves.extend(instance.leaves)
        instance.leaves = []


def _prefix(run: "Run", prefix: str, instance: Instance) -> None:
    for leaf in instance.leaves:
        _name_leaf(run, f"{prefix}.{leaf.draft.name}", leaf)


def _tell_apart(run: "Run", name: str, instance: Instance) -> None:
    """Two objects whose leaves have the same names put their own names before them."""
    if any(other is instance for other, _ in run.objects):
        return
    for other, other_name in run.objects:
        if _names(other) & _names(instance):
            run.shared_names |= _names(other) & _names(instance)
            _prefix(run, other_name, other)
    if _names(instance) & run.shared_names:
        _prefix(run, name, instance)
    run.objects.append((instance, name))


def _names(instance: Instance) -> set[str | None]:
    return {leaf.draft.name for leaf in instance.leaves}


# --- lists of numbers ----------------------------------------------------------------------------------------------


def _is_plain_list(values: Any) -> bool:
    """Whether a (nested) list holds plain numbers, at least one, and can be an array."""
    try:
        return len(values) > 0 and np.size(plain_array(values)) > 0
    except (TypeError, EngineError):
        return False


def plain_array(values: Any) -> Array:
    """A nested list of plain numbers as an array. Raises TypeError where it holds anything else."""
    for value in _flat(values):
        if not isinstance(value, PLAIN):
            raise TypeError(kind(value))
    try:
        return as_value(values)
    except ValueError:
        raise EngineError("ragged_lengths") from None


def _flat(values: Any) -> Iterator[Any]:
    """The entries at the bottom; what has more than an array may have, such as a list that holds itself, is none."""
    waiting, count = [values], 0
    while waiting:
        value = waiting.pop()
        count += 1
        if count > 2 * MAX_ENTRIES:
            raise EngineError("array_too_large", None, shape=f"({len(values)}, …)", limit=MAX_ENTRIES)
        if isinstance(value, list | tuple | range):
            waiting.extend(value)
        else:
            yield value
