"""The methods of Python's lists, tuples, dictionaries, sets and texts."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine.errors import EngineError
from engine.language.containers import DefaultDict, Record, Set
from engine.language.entries import contains, index, key_of
from engine.language.formatting import bounded, format_text, shown
from engine.language.iteration import iterate
from engine.language.library.builtins import ordered
from engine.language.operations import everyday, whole
from engine.language.run import Run
from engine.language.values import NamedList, Native, concrete
from engine.limits import MAX_ITEMS, MAX_TEXT

# --- lists ---------------------------------------------------------------------------------------------------------


def _append(run: Run, a: list[Any], value: Any) -> None:
    if len(a) >= MAX_ITEMS:
        raise EngineError("list_too_long", run.recorder.span, limit=MAX_ITEMS)
    a.append(run.name(f"{a.name}[{len(a)}]", value) if isinstance(a, NamedList) and isinstance(value, float) else value)


def _append_left(run: Run, a: list[Any], value: Any) -> None:
    _append(run, a, value)
    a.insert(0, a.pop())


def _extend(run: Run, a: list[Any], values: Any) -> None:
    for value in iterate(run, values):
        _append(run, a, value)


def _pop(run: Run, a: list[Any], position: Any = -1) -> Any:
    entry = index(run, a, position)
    del a[whole(run, position)]
    return entry


def _insert(run: Run, a: list[Any], position: Any, value: Any) -> None:
    a.insert(whole(run, position), value)


def _place(run: Run, a: Any, value: Any) -> int:
    """The index of the first entry that equals ``value``."""
    wanted = everyday(value)
    for place, entry in enumerate(a):
        if entry is value or everyday(entry) == wanted:
            return place
    raise EngineError("not_in_list", run.recorder.span, value=shown(run, value))


def _remove(run: Run, a: list[Any], value: Any) -> None:
    del a[_place(run, a, value)]


def _count(run: Run, a: Any, value: Any) -> int:
    return sum(everyday(entry) == everyday(value) for entry in a)


def _sort(run: Run, a: list[Any], key: Any = None, reverse: Any = False) -> None:
    a[:] = ordered(run, a, key, reverse)


def _clear(run: Run, a: Any) -> None:
    (a.entries if isinstance(a, Set) else a).clear()


_LIST: dict[str, Callable[..., Any]] = {
    "append": _append, "appendleft": _append_left, "extend": _extend, "pop": _pop,
    "popleft": lambda run, a: _pop(run, a, 0), "insert": _insert, "index": _place, "remove": _remove, "count": _count,
    "sort": _sort, "reverse": lambda run, a: a.reverse(), "copy": lambda run, a: list(a), "clear": _clear,
}  # fmt: skip


def _as_dict(run: Run, a: Any) -> dict[str, Any]:
    return dict(zip(a.kind.fields, a, strict=True))


def _numel(run: Run, a: Any) -> int:
    product = 1
    for size in a:
        product *= size
    return product


def _replaced(run: Run, record: Any, /, **entries: Any) -> Record:
    """A namedtuple with other entries."""
    made = Record({**_as_dict(run, record), **entries}.values())
    made.kind = record.kind
    return made


_TUPLE: dict[str, Callable[..., Any]] = {
    "index": _place,
    "count": _count,
    "_asdict": _as_dict,
    "_replace": _replaced,
    "numel": _numel,
}


# --- dictionaries and sets -----------------------------------------------------------------------------------------


def _get(run: Run, a: dict[Any, Any], key: Any, default: Any = None) -> Any:
    return a.get(key_of(run, key), default)


def _update(run: Run, a: dict[Any, Any], other: Any = None, /, **entries: Any) -> None:
    if isinstance(a, DefaultDict) and a.is_counter and other is not None:
        a.count(key_of(run, entry) for entry in iterate(run, other))
        return
    pairs = other.items() if isinstance(other, dict) else (iterate(run, pair) for pair in iterate(run, other or ()))
    a.update({key_of(run, key): value for key, value in pairs})
    a.update(entries)


def _set_default(run: Run, a: dict[Any, Any], key: Any, default: Any = None) -> Any:
    return a.setdefault(key_of(run, key), default)


_MISSING = object()


def _pop_key(run: Run, a: dict[Any, Any], key: Any, default: Any = _MISSING) -> Any:
    found = a.pop(key_of(run, key), default)
    if found is _MISSING:
        raise EngineError("no_such_key", run.recorder.span, key=shown(run, key))
    return found


def _most_common(run: Run, a: dict[Any, Any], n: Any = None) -> list[tuple[Any, Any]]:
    pairs = sorted(a.items(), key=lambda pair: -concrete(pair[1]))
    return pairs if n is None else pairs[: whole(run, n)]


_DICT: dict[str, Callable[..., Any]] = {
    "get": _get, "keys": lambda run, a: list(a.keys()), "values": lambda run, a: list(a.values()),
    "items": lambda run, a: list(a.items()), "update": _update, "setdefault": _set_default, "pop": _pop_key,
    "copy": lambda run, a: dict(a), "clear": _clear, "most_common": _most_common,
}  # fmt: skip


def _entries(run: Run, values: Any) -> list[Any]:
    return [key_of(run, entry) for entry in iterate(run, values)]


def _add(run: Run, a: Set, value: Any) -> None:
    if len(a.entries) >= MAX_ITEMS:
        raise EngineError("list_too_long", run.recorder.span, limit=MAX_ITEMS)
    a.entries[key_of(run, value)] = None


def _discard(run: Run, a: Set, value: Any) -> None:
    a.entries.pop(key_of(run, value), None)


def _remove_entry(run: Run, a: Set, value: Any) -> None:
    if not contains(run, a, value):
        raise EngineError("no_such_key", run.recorder.span, key=shown(run, value))
    _discard(run, a, value)


def _combined(keep: Callable[[Set, list[Any]], Iterable[Any]]) -> Callable[..., Any]:
    def implementation(run: Run, a: Set, *others: Any) -> Set:
        for other in others:
            a = Set(keep(a, _entries(run, other)))
        return Set(a.entries)

    return implementation


_SET: dict[str, Callable[..., Any]] = {
    "add": _add, "discard": _discard, "remove": _remove_entry, "clear": _clear, "copy": lambda run, a: Set(a.entries),
    "update": lambda run, a, values: a.entries.update(dict.fromkeys(_entries(run, values))),
    "union": _combined(lambda a, other: [*a.entries, *other]),
    "intersection": _combined(lambda a, other: [one for one in a.entries if one in other]),
    "difference": _combined(lambda a, other: [one for one in a.entries if one not in other]),
    "issubset": lambda run, a, other: set(a.entries) <= set(_entries(run, other)),
    "pop": lambda run, a: a.entries.popitem()[0],
}  # fmt: skip


# --- texts ---------------------------------------------------------------------------------------------------------


def _on_text(method: Callable[..., Any]) -> Callable[..., Any]:
    """One of Python's own methods of texts; its arguments are texts and small whole numbers only."""

    def implementation(run: Run, a: str, *arguments: Any) -> Any:
        plain = [_text_argument(run, argument) for argument in arguments]
        made = method(a, *plain)
        return bounded(run, made) if isinstance(made, str) else made

    return implementation


def _text_argument(run: Run, argument: Any) -> Any:
    value = concrete(argument)
    if isinstance(value, int) and abs(value) > MAX_TEXT:
        raise EngineError("text_too_long", run.recorder.span, limit=MAX_TEXT)
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        return value
    raise TypeError


def _join(run: Run, a: str, values: Any) -> str:
    pieces = iterate(run, values)
    if not all(isinstance(piece, str) for piece in pieces):
        raise TypeError
    return bounded(run, a.join(pieces))


def _format(run: Run, pattern: str, /, *values: Any, **names: Any) -> str:
    return format_text(run, pattern, values, names)


def _replace(run: Run, a: str, old: Any, new: Any, count: Any = -1) -> str:
    if len(str(new)) * (a.count(str(old)) + 1) > MAX_TEXT:
        raise EngineError("text_too_long", run.recorder.span, limit=MAX_TEXT)
    return a.replace(str(old), str(new), whole(run, count))


_TEXT: dict[str, Callable[..., Any]] = {
    **{
        method.__name__: _on_text(method)
        for method in (
            str.split, str.rsplit, str.splitlines, str.strip, str.lstrip, str.rstrip, str.find, str.rfind, str.index,
            str.count, str.startswith, str.endswith, str.lower, str.upper, str.title, str.capitalize, str.casefold,
            str.swapcase, str.isalpha, str.isdigit, str.isnumeric, str.isdecimal, str.isalnum, str.isspace,
            str.islower, str.isupper, str.zfill, str.ljust, str.rjust, str.center, str.partition, str.removeprefix,
            str.removesuffix,
        )
    },
    "join": _join,
    "format": _format,
    "replace": _replace,
}  # fmt: skip


def _natives(methods: Mapping[str, Callable[..., Any]]) -> dict[str, Native]:
    return {name: Native(name, method) for name, method in methods.items()}


PLAIN_METHODS: dict[type, dict[str, Native]] = {
    list: _natives(_LIST),
    Record: _natives(_TUPLE),
    tuple: _natives(_TUPLE),
    dict: _natives(_DICT),
    Set: _natives(_SET),
    str: _natives(_TEXT),
}
