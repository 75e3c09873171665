"""Changes in place: ``x += v``, ``x[i] = v``, ``x.add_(v)``. A tensor gets another node; all who hold it see that."""

import ast
from collections.abc import Callable
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.graph import Role
from engine.language.calls import method_of
from engine.language.entries import index, key_of, places_of
from engine.language.operations import is_true, whole
from engine.language.run import Run
from engine.language.values import Ignored, Instance, NamedList, Tensor

Evaluate = Callable[[Run, ast.expr], Any]


def is_changed_in_place(value: Any) -> bool:
    """Arrays change themselves; numbers, also micrograd's, are replaced by new ones."""
    return isinstance(value, Tensor) and value.flavour not in ("number", "value")


def change(run: Run, tensor: Tensor, result: Tensor) -> None:
    """Put ``result`` in the place of what ``tensor`` holds. Raises EngineError for a leaf that requires a gradient."""
    if tensor.base is not None or not run.records_gradients:
        run.set_in_place(tensor, result.value)
        return
    check_changeable(run, tensor)
    if result.shape != tensor.shape:
        raise EngineError("unfit_shape", run.recorder.span, shape=tensor.shape, given=result.shape)
    name, tensor.draft = tensor.draft.name, result.draft
    if name is not None:
        run.name(name, tensor)


def check_changeable(run: Run, tensor: Tensor) -> None:
    """Raises EngineError, as PyTorch does, for a leaf that requires a gradient."""
    if tensor.is_leaf and tensor.draft.role is Role.PARAMETER and run.records_gradients:
        raise EngineError("in_place_on_leaf", run.recorder.span, name=tensor.draft.name or "x")


def set_requires_grad(run: Run, tensor: Tensor, value: Any) -> None:
    """A tensor that was computed without gradients becomes a leaf with this."""
    if not tensor.is_leaf and is_true(run, value):
        name = tensor.draft.name
        tensor.draft, tensor.is_copy = run.recorder.constant(tensor.value), False
        if name is not None:
            run.name(name, tensor)
    if tensor.dtype != "float" and is_true(run, value):
        run.note("whole_numbers_require_grad", name=tensor.draft.name or "x")
    tensor.draft.role = Role.PARAMETER if is_true(run, value) else None


# --- entries -------------------------------------------------------------------------------------------------------


def set_entry(run: Run, target: ast.Subscript, value: Any, evaluate: Evaluate, key: Evaluate) -> None:
    """``owner[key] = value``, also ``owner[i][j] = value`` where the owner is an array."""
    owner, keys = _owner(run, target, evaluate, key)
    if isinstance(owner, Tensor):
        _set_tensor_entry(run, owner, keys, value)
    else:
        _set_collection_entry(run, owner, keys[-1], value)


def _owner(run: Run, target: ast.Subscript, evaluate: Evaluate, key: Evaluate) -> tuple[Any, list[Any]]:
    """The object that is changed and the keys that lead to the entry; inside an array there may be several."""
    nodes = [target]
    while isinstance(nodes[-1].value, ast.Subscript):
        nodes.append(nodes[-1].value)
    owner, keys = evaluate(run, nodes[-1].value), [key(run, node.slice) for node in reversed(nodes)]
    while len(keys) > 1 and not isinstance(owner, Tensor):
        owner = index(run, owner, keys.pop(0))
    return owner, keys


def _set_collection_entry(run: Run, owner: Any, key: Any, value: Any) -> None:
    if isinstance(owner, dict):
        owner[key_of(run, key)] = value
    elif isinstance(owner, list) and isinstance(key, slice):
        owner[key] = value if isinstance(value, list) else list(value)
    elif isinstance(owner, list):
        position = whole(run, key)
        if not -len(owner) <= position < len(owner):
            raise EngineError("index_out_of_range", run.recorder.span, index=position, size=len(owner))
        owner[position] = run.name(f"{owner.name}[{position}]", value) if isinstance(owner, NamedList) else value
    elif isinstance(owner, Instance) and method_of(run, owner, "__setitem__"):
        method_of(run, owner, "__setitem__")(key, value)  # type: ignore[misc]
    elif not isinstance(owner, Ignored):
        raise EngineError("cannot_assign_entry", run.recorder.span)


def _set_tensor_entry(run: Run, owner: Tensor, keys: list[Any], value: Any) -> None:
    places = places_of(run, owner, keys)
    new = run.draft(value)
    try:
        spread = np.broadcast_to(new.value, places.shape)
    except ValueError:
        raise EngineError("unfit_shape", run.recorder.span, shape=places.shape, given=new.shape) from None
    is_plain = new.op is None and new.name is None and owner.is_leaf
    if tensor_is_free(run, owner) and (is_plain or not run.records_gradients):
        changed = np.array(owner.value)
        changed.flat[places] = spread
        run.set_in_place(owner, changed)
        return
    check_changeable(run, owner)
    key = np.unravel_index(places, owner.shape)
    change(run, owner, run.apply("replace", owner, run.apply("broadcast_to", Tensor(new), shape=places.shape), key=key))


def tensor_is_free(run: Run, tensor: Tensor) -> bool:
    """Whether its value may simply be overwritten."""
    return not run.records_gradients or tensor.base is not None or tensor.draft.role is not Role.PARAMETER


def delete_entry(run: Run, owner: Any, key: Any) -> None:
    """``del owner[key]``."""
    index(run, owner, key)
    if isinstance(owner, dict):
        del owner[key_of(run, key)]
    elif isinstance(owner, list):
        del owner[key if isinstance(key, slice) else whole(run, key)]
    else:
        raise EngineError("cannot_assign_entry", run.recorder.span)
