"""Entries of lists, dictionaries and arrays: ``a[i]``, ``a[1:, None]``, ``v in a``, and what may be a key."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.graph import Array
from engine.language import objects
from engine.language.calls import call
from engine.language.containers import DefaultDict, Set, Size
from engine.language.dtypes import dtype_of
from engine.language.formatting import shown
from engine.language.leaves import entry_leaves
from engine.language.operations import everyday, whole
from engine.language.run import Run
from engine.language.type_words import described
from engine.language.values import Ignored, Instance, NamedList, Tensor, concrete


def contains(run: Run, owner: Any, value: Any) -> bool:
    """``value in owner``. Raises EngineError for what holds nothing."""
    match owner:
        case Instance():
            return objects.contains(run, owner, value)
        case dict() | Set():
            return _is_key(_identified(value), owner.entries if isinstance(owner, Set) else owner)
        case str() if isinstance(value, str):
            return value in owner
        case list() | tuple() | range():
            wanted = everyday(value)
            return any(entry is value or everyday(entry) == wanted for entry in owner)
        case Tensor() if owner.shape:
            return bool(np.any(owner.value == run.draft(value).value))
    raise EngineError("unfit_arguments", run.recorder.span, name="in", signature="a in b")


def _is_key(value: Any, keys: Any) -> bool:
    try:
        return value in keys
    except TypeError:
        return False


def index(run: Run, owner: Any, key: Any) -> Any:
    """``owner[key]``."""
    if isinstance(owner, Tensor):
        return _index_tensor(run, owner, key)
    if isinstance(owner, Instance):
        return objects.entry(run, owner, key)
    if isinstance(owner, dict):
        return _value_of_key(run, owner, key)
    if isinstance(owner, Ignored):
        return owner
    if not isinstance(owner, list | tuple | str | range):
        raise EngineError("cannot_index", run.recorder.span, kind=described(owner))
    if isinstance(owner, NamedList):
        entry_leaves(run, owner)
    if isinstance(key, slice):
        return Size(owner[key]) if isinstance(owner, Size) else owner[key]
    position = whole(run, key)
    if not -len(owner) <= position < len(owner):
        raise EngineError("index_out_of_range", run.recorder.span, index=position, size=len(owner))
    return owner[position]


def _value_of_key(run: Run, owner: dict[Any, Any], key: Any) -> Any:
    plain_key = key_of(run, key)
    if isinstance(owner, DefaultDict) and plain_key not in owner:
        if owner.is_counter:
            return 0
        if owner.make is not None:
            owner[plain_key] = call(run, owner.make, (), {})
    if plain_key in owner:
        return owner[plain_key]
    raise EngineError("no_such_key", run.recorder.span, key=shown(run, plain_key))


def key_of(run: Run, key: Any) -> Any:
    """A value as the key of a dictionary or the entry of a set. Raises EngineError for what cannot be one."""
    plain_key = everyday(key) if isinstance(key, tuple) else _identified(key)
    try:
        hash(plain_key)
    except TypeError:
        raise EngineError("unfit_key", run.recorder.span, kind=described(plain_key)) from None
    return plain_key


def _identified(value: Any) -> Any:
    """Arrays, also of one number, are told apart by which they are, as in PyTorch; numbers by their size."""
    return value if isinstance(value, Tensor) and value.flavour in ("torch", "value") else concrete(value)


def _index_tensor(run: Run, owner: Tensor, key: Any) -> Tensor:
    keys = static_keys(run, key)
    try:
        np.asarray(owner.value)[keys]
    except IndexError:
        raise EngineError("bad_index", run.recorder.span, shape=str(owner.shape)) from None
    return run.apply("index", owner, key=keys)


def places_of(run: Run, owner: Tensor, keys: Sequence[Any]) -> np.ndarray:
    """The places that keys lead to, one after another, counted along the flattened array."""
    places = np.arange(np.size(owner.value)).reshape(owner.shape)
    for key in keys:
        try:
            places = np.asarray(places[static_keys(run, key)])
        except IndexError:
            raise EngineError("bad_index", run.recorder.span, shape=str(owner.shape)) from None
    return places


def static_keys(run: Run, key: Any) -> tuple[Any, ...]:
    """What stands between the square brackets of an array, as NumPy takes it."""
    return tuple(_static_key(run, part) for part in (key if isinstance(key, tuple) else (key,)))


def _static_key(run: Run, key: Any) -> Any:
    """One part: an int, a slice, None, ``...``, whole-number arrays or masks."""
    if isinstance(key, slice) or key is None or key is Ellipsis:
        return key
    if isinstance(key, list | tuple | range):
        key = Tensor(run.stacked(list(key)), dtype_of(key)) if len(key) else run.constant([], "int")
    if isinstance(key, Tensor) and key.dtype == "bool":
        return np.asarray(key.value, dtype=bool)
    if isinstance(key, Tensor) and key.shape:
        return _whole_array(run, key.value)
    return whole(run, key)


def _whole_array(run: Run, values: Array) -> np.ndarray:
    if not np.all(values == np.round(values)):
        raise EngineError("index_not_whole", run.recorder.span)
    return np.asarray(values, dtype=np.int64)
