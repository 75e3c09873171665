"""What a loop goes through."""

from typing import Any

from engine.errors import EngineError
from engine.language.calls import method_of
from engine.language.containers import Iterator, Set
from engine.language.entries import index
from engine.language.exceptions import Raised
from engine.language.formatting import shown
from engine.language.leaves import entry_leaves
from engine.language.run import Run
from engine.language.values import Ignored, Instance, NamedList, Tensor, concrete
from engine.limits import MAX_ITEMS


def iterate(run: Run, value: Any) -> list[Any]:
    """The entries of ``value``. Raises EngineError for what cannot be looped over, or has too many."""
    match value:
        case Tensor() if value.shape:
            return [index(run, value, position) for position in range(_bounded(run, value.shape[0]))]
        case NamedList():
            return list(entry_leaves(run, value))
        case list() | tuple() | range() | dict() | str():
            _bounded(run, len(value))
            return list(value)
        case Set():
            return list(value.entries)
        case Iterator():
            return _rest(run, value)
        case Instance():
            return _of_object(run, value)
        case Ignored():
            return []
    raise EngineError("cannot_loop", run.recorder.span, value=shown(run, value))


def _bounded(run: Run, count: int) -> int:
    if count > MAX_ITEMS:
        raise EngineError("too_many_turns", run.recorder.span, turns=count, limit=MAX_ITEMS)
    return count


def _rest(run: Run, iterator: Iterator) -> list[Any]:
    if iterator.is_endless:
        raise EngineError("endless_generator", run.recorder.span, limit=MAX_ITEMS)
    entries, iterator.entries = iterator.entries[::-1], []
    return entries


def _of_object(run: Run, value: Instance) -> list[Any]:
    """``__iter__``, or ``__getitem__`` from 0 on."""
    iterator = method_of(run, value, "__iter__")
    if iterator is not None:
        found = iterator()
        return (
            _until_stop(run, method_of(run, found, "__next__")) if isinstance(found, Instance) else iterate(run, found)
        )
    length, entry = method_of(run, value, "__len__"), method_of(run, value, "__getitem__")
    if length is None or entry is None:
        raise EngineError("cannot_loop", run.recorder.span, value=shown(run, value))
    return [entry(position) for position in range(_bounded(run, int(concrete(length()))))]


def _until_stop(run: Run, following: Any) -> list[Any]:
    entries: list[Any] = []
    if following is None:
        raise EngineError("cannot_loop", run.recorder.span, value="__iter__")
    while len(entries) <= MAX_ITEMS:
        try:
            entries.append(following())
        except Raised as raised:
            if raised.exception.kind.name != "StopIteration":
                raise
            return entries
    raise EngineError("endless_generator", run.recorder.span, limit=MAX_ITEMS)
