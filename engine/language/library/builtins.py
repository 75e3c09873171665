"""Python's own functions and the methods of its lists, texts and dictionaries, on the language's values."""

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language.formatting import shown
from engine.language.operations import is_true, operate, whole
from engine.language.run import Print, Run
from engine.language.values import PLAIN, Class, Instance, Tensor, concrete, kind
from engine.limits import MAX_PRINTS, MAX_TURNS


def _print(run: Run, *values: Any, sep: str = " ", end: str = "\n", file: Any = None, flush: Any = None) -> None:
    if len(run.prints) < MAX_PRINTS:
        run.prints.append(Print(sep.join(shown(value, run.is_torch) for value in values), run.recorder.span))


def _range(run: Run, start: Any, stop: Any = None, step: Any = 1) -> range:
    bounds = (0, whole(run, start)) if stop is None else (whole(run, start), whole(run, stop))
    stride = whole(run, step)
    if stride == 0:
        raise EngineError("zero_step", run.recorder.span)
    return range(*bounds, stride)


def _len(run: Run, a: Any) -> int:
    if isinstance(a, Tensor) and a.shape:
        return a.shape[0]
    if isinstance(a, list | tuple | str | dict | range):
        return len(a)
    if isinstance(a, Instance) and "layers" in a.attributes:
        return len(a.attributes["layers"])
    raise EngineError("no_length", run.recorder.span, kind=kind(a))


def _entries(run: Run, value: Any) -> list[Any]:
    from engine.language.expressions import iterate  # an expression may loop, and a loop evaluates expressions

    return iterate(run, value)


def _zip(run: Run, *lists: Any) -> list[tuple[Any, ...]]:
    return list(zip(*(_entries(run, one) for one in lists), strict=False))


def _enumerate(run: Run, a: Any, start: Any = 0) -> list[tuple[int, Any]]:
    return list(enumerate(_entries(run, a), whole(run, start)))


def _list(run: Run, a: Any = ()) -> list[Any]:
    return _entries(run, a)


def _tuple(run: Run, a: Any = ()) -> tuple[Any, ...]:
    return tuple(_entries(run, a))


def _reversed(run: Run, a: Any) -> list[Any]:
    return _entries(run, a)[::-1]


def _sorted(run: Run, a: Any, reverse: Any = False) -> list[Any]:
    return sorted(_entries(run, a), key=concrete, reverse=is_true(run, reverse))


def _map(run: Run, function: Any, *lists: Any) -> list[Any]:
    from engine.language.calls import call  # calls need the library, and this is it

    return [call(run, function, values, {}) for values in zip(*(_entries(run, one) for one in lists), strict=False)]


def _float(run: Run, a: Any = 0.0) -> Any:
    """Of an array the plain number, as in Python; ``float("inf")`` too."""
    if isinstance(a, str):
        try:
            return float(a)
        except ValueError:
            raise EngineError("not_a_number", run.recorder.span, kind=f"{a!r}") from None
    number = concrete(a)
    if not isinstance(number, PLAIN):
        raise EngineError("not_a_number", run.recorder.span, kind=kind(a))
    return float(number)


def _int(run: Run, a: Any = 0) -> int:
    number = _float(run, a)
    if number != number or abs(number) == float("inf"):
        raise EngineError("not_whole", run.recorder.span, value=number)
    return int(number)


def _bool(run: Run, a: Any = False) -> bool:
    return is_true(run, a)


def _str(run: Run, a: Any = "") -> str:
    return shown(a, run.is_torch)


def _isinstance(run: Run, value: Any, types: Any) -> bool:
    """Of an object its class; ``isinstance(other, Value)`` is true of every node."""
    kinds = types if isinstance(types, tuple) else (types,)
    if isinstance(value, Instance):
        return any(isinstance(one, Class) and value.kind.is_a(one) for one in kinds)
    return isinstance(value, Tensor) or any(getattr(one, "name", "") == type(value).__name__ for one in kinds)


def _any(run: Run, a: Any) -> bool:
    return any(is_true(run, one) for one in _entries(run, a))


def _all(run: Run, a: Any) -> bool:
    return all(is_true(run, one) for one in _entries(run, a))


def _allclose(run: Run, a: Any, b: Any, rtol: Any = 1e-5, atol: Any = 1e-8) -> bool:
    """Whether two values agree within the tolerances, as NumPy and PyTorch define it."""
    difference = run.draft(operate(run, "sub", a, b)).value
    limit = float(concrete(atol)) + float(concrete(rtol)) * np.abs(run.draft(b).value)
    return bool(np.all(np.abs(difference) <= limit))


BUILTINS: dict[str, Callable[..., Any]] = {
    "print": _print,
    "range": _range,
    "len": _len,
    "zip": _zip,
    "enumerate": _enumerate,
    "list": _list,
    "tuple": _tuple,
    "reversed": _reversed,
    "sorted": _sorted,
    "map": _map,
    "float": _float,
    "int": _int,
    "bool": _bool,
    "str": _str,
    "isinstance": _isinstance,
    "any": _any,
    "all": _all,
    "allclose": _allclose,
    "isclose": _allclose,
    "float64": _float,
}


# --- methods ----------------------------------------------------------------------------------------------------


def _append(run: Run, a: list[Any], value: Any) -> None:
    if len(a) >= 5 * MAX_TURNS:
        raise EngineError("list_too_long", run.recorder.span, limit=5 * MAX_TURNS)
    a.append(value)


def _extend(run: Run, a: list[Any], values: Any) -> None:
    for value in _entries(run, values):
        _append(run, a, value)


def _pop(run: Run, a: list[Any], position: Any = -1) -> Any:
    if not a:
        raise EngineError("index_out_of_range", run.recorder.span, index=whole(run, position), size=0)
    return a.pop(whole(run, position))


def _insert(run: Run, a: list[Any], position: Any, value: Any) -> None:
    a.insert(whole(run, position), value)


def _get(run: Run, a: dict[Any, Any], key: Any, default: Any = None) -> Any:
    return a.get(concrete(key), default)


LIST_METHODS: dict[str, Callable[..., Any]] = {
    "append": _append,
    "extend": _extend,
    "pop": _pop,
    "insert": _insert,
    "reverse": lambda run, a: a.reverse(),
    "copy": lambda run, a: list(a),
}
DICT_METHODS: dict[str, Callable[..., Any]] = {
    "get": _get,
    "keys": lambda run, a: list(a.keys()),
    "values": lambda run, a: list(a.values()),
    "items": lambda run, a: list(a.items()),
}
TEXT_METHODS: dict[str, Callable[..., Any]] = {"upper": lambda run, a: a.upper(), "lower": lambda run, a: a.lower()}
