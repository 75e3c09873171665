"""Python's own functions, on the language's values."""

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language import objects
from engine.language.calls import call, method_of
from engine.language.containers import Iterator, Set
from engine.language.entries import key_of
from engine.language.exceptions import Raised
from engine.language.formatting import bounded, formatted, shown, text
from engine.language.iteration import iterate
from engine.language.library.introspection import INTROSPECTION
from engine.language.library.reductions import REDUCTIONS
from engine.language.operations import everyday, is_true, operate, whole
from engine.language.run import Print, Run
from engine.language.type_words import described
from engine.language.values import (
    PLAIN,
    Instance,
    NamedList,
    Native,
    Tensor,
    concrete,
    number_of,
)
from engine.limits import MAX_ITEMS, MAX_PRINTS


def _print(run: Run, *values: Any, sep: Any = " ", end: Any = "\n", file: Any = None, flush: Any = None) -> None:
    line = bounded(run, str(" " if sep is None else sep).join(text(run, value) for value in values))
    ending = "\n" if end is None else str(end)
    is_ended = ending.endswith("\n")
    line += ending[:-1] if is_ended else ending
    if run.is_mid_line and run.prints:
        last = run.prints.pop()
        run.prints.append(Print(bounded(run, last.text + line), last.span))
    elif len(run.prints) < MAX_PRINTS:
        run.prints.append(Print(line, run.recorder.span))
    else:
        run.note("prints_cut", limit=MAX_PRINTS)
    run.is_mid_line = not is_ended


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
    if isinstance(a, Set):
        return len(a.entries)
    length = method_of(run, a, "__len__")
    if length is None:
        raise EngineError("no_length", run.recorder.span, kind=described(a))
    return whole(run, length())


# --- lists and loops -----------------------------------------------------------------------------------------------


def _zip(run: Run, *lists: Any, strict: Any = False) -> list[tuple[Any, ...]]:
    return list(zip(*(iterate(run, one) for one in lists), strict=is_true(run, strict)))


def _enumerate(run: Run, a: Any, start: Any = 0) -> list[tuple[int, Any]]:
    return list(enumerate(iterate(run, a), whole(run, start)))


def _list(run: Run, a: Any = ()) -> list[Any]:
    return list(iterate(run, a))


def _tuple(run: Run, a: Any = ()) -> tuple[Any, ...]:
    return tuple(iterate(run, a))


def _set(run: Run, a: Any = ()) -> Set:
    return Set(key_of(run, entry) for entry in iterate(run, a))


def _dict(run: Run, mapping: Any = (), /, **entries: Any) -> dict[Any, Any]:
    is_dict = isinstance(mapping, dict)
    pairs = mapping.items() if is_dict else (iterate(run, pair) for pair in iterate(run, mapping))
    return {**{key_of(run, key): value for key, value in pairs}, **entries}


def _reversed(run: Run, a: Any) -> list[Any]:
    return iterate(run, a)[::-1]


def _sorted(run: Run, a: Any, key: Any = None, reverse: Any = False) -> list[Any]:
    return ordered(run, iterate(run, a), key, reverse)


def ordered(run: Run, entries: Sequence[Any], key: Any, reverse: Any) -> list[Any]:
    """The entries in order of size, or of what ``key`` makes of them."""
    sizes = [everyday(entry if key is None else call(run, key, (entry,), {})) for entry in entries]
    order = sorted(range(len(sizes)), key=sizes.__getitem__, reverse=is_true(run, reverse))
    return [entries[place] for place in order]


def _map(run: Run, function: Any, *lists: Any) -> list[Any]:
    return [call(run, function, values, {}) for values in zip(*(iterate(run, one) for one in lists), strict=False)]


def _filter(run: Run, function: Any, a: Any) -> list[Any]:
    return [
        one for one in iterate(run, a) if is_true(run, one if function is None else call(run, function, (one,), {}))
    ]


def _iter(run: Run, a: Any) -> Any:
    if isinstance(a, Iterator) or (isinstance(a, Instance) and method_of(run, a, "__next__")):
        return a
    return Iterator(iterate(run, a))


_NOTHING = object()


def _next(run: Run, a: Any, default: Any = _NOTHING) -> Any:
    following = method_of(run, a, "__next__")
    if following is not None:
        return following()
    if not isinstance(a, Iterator | list):
        raise EngineError("cannot_loop", run.recorder.span, value=shown(run, a))
    if isinstance(a, Iterator) and a.entries:
        return a.entries.pop()
    if isinstance(a, list) and a:  # a generator expression, which is a list here
        return a.pop(0)
    if isinstance(a, Iterator) and a.is_endless:
        raise EngineError("endless_generator", run.recorder.span, limit=MAX_ITEMS)
    if default is not _NOTHING:
        return default
    raise Raised(Instance(run.prelude["StopIteration"], {"args": ()}), run.recorder.span, "")


def _any(run: Run, a: Any) -> bool:
    if isinstance(a, Tensor):
        return bool(np.any(a.value))
    return any(is_true(run, one) for one in iterate(run, a))


def _all(run: Run, a: Any) -> bool:
    if isinstance(a, Tensor):
        return bool(np.all(a.value))
    return all(is_true(run, one) for one in iterate(run, a))


# --- numbers and texts ---------------------------------------------------------------------------------------------


def _float(run: Run, a: Any = 0.0) -> Any:
    """Of an array the plain number, as in Python; ``float("inf")`` too."""
    if isinstance(a, str):
        try:
            return float(a)
        except ValueError:
            raise EngineError("not_a_number", run.recorder.span, kind=f"{a!r}") from None
    convert = method_of(run, a, "__float__")
    number = concrete(convert() if convert is not None else a)
    if not isinstance(number, PLAIN):
        raise EngineError("not_a_number", run.recorder.span, kind=described(a))
    return float(number)


def _int(run: Run, a: Any = 0, base: Any = 10) -> int:
    if isinstance(a, str):
        try:
            return int(a[:310], whole(run, base))
        except ValueError:
            raise EngineError("not_a_number", run.recorder.span, kind=f"{a!r}") from None
    number = _float(run, a)
    if number != number or abs(number) == float("inf"):
        raise EngineError("not_whole", run.recorder.span, value=number)
    return int(number)


def _bool(run: Run, a: Any = False) -> bool:
    return is_true(run, a)


def _str(run: Run, a: Any = "") -> str:
    return bounded(run, text(run, a))


def _repr(run: Run, a: Any) -> str:
    return bounded(run, shown(run, a))


def _format(run: Run, a: Any, spec: Any = "") -> str:
    return formatted(run, a, str(spec))


def _abs(run: Run, a: Any) -> Any:
    if isinstance(a, Instance):
        return objects.unary(run, "abs", a)
    return abs(a) if isinstance(a, PLAIN) else run.apply("abs", a)


def _round(run: Run, a: Any, ndigits: Any = None) -> Any:
    """With digits a plain number, as it is meant for reading; without, the op on a node."""
    if isinstance(a, Instance):
        return objects.unary(run, "round", a)
    number = number_of(a)
    if isinstance(number, PLAIN) and (ndigits is not None or isinstance(a, PLAIN)):
        is_finite = bool(np.isfinite(number))
        return round(number, None if ndigits is None else whole(run, ndigits)) if is_finite else number
    return run.apply("round", a)


def _pow(run: Run, a: Any, b: Any, mod: Any = None) -> Any:
    power = operate(run, "power", a, b)
    return power if mod is None else operate(run, "remainder", power, mod)


def _divmod(run: Run, a: Any, b: Any) -> tuple[Any, Any]:
    return operate(run, "floor_divide", a, b), operate(run, "remainder", a, b)


def _ord(run: Run, a: Any) -> int:
    return ord(a)


def _chr(run: Run, a: Any) -> str:
    return chr(whole(run, a))


def _over_entries(name: str) -> Callable[..., Any]:
    """Python's sum, max and min also go through sets, generators and lists whose entries are leaves."""
    reduce_ = REDUCTIONS[name]

    def implementation(run: Run, a: Any, *others: Any, **how: Any) -> Any:
        return reduce_(run, iterate(run, a) if _is_entry_by_entry(a) else a, *others, **how)

    implementation.__signature__ = inspect.signature(reduce_)  # type: ignore[attr-defined]
    return implementation


def _is_entry_by_entry(a: Any) -> bool:
    return not a.is_one_array if isinstance(a, NamedList) else isinstance(a, Set | Iterator | dict)


# --- the rest ------------------------------------------------------------------------------------------------------


def _slice(run: Run, start: Any, stop: Any = _NOTHING, step: Any = None) -> slice:
    bounds = (None, start, step) if stop is _NOTHING else (start, stop, step)
    return slice(*(None if bound is None else whole(run, bound) for bound in bounds))


def _refused(run: Run, *arguments: Any, **keywords: Any) -> None:
    raise EngineError("refused_function", run.recorder.span)


def _isclose(
    run: Run, a: Any, b: Any, rel_tol: Any = 1e-9, abs_tol: Any = 0.0, rtol: Any = None, atol: Any = None
) -> Any:
    """``math.isclose``, and NumPy's and PyTorch's of two numbers."""
    difference = np.abs(run.draft(operate(run, "sub", a, b)).value)
    if rtol is None:
        larger = np.maximum(np.abs(run.draft(a).value), np.abs(run.draft(b).value))
        return bool(np.all(difference <= np.maximum(number_of(rel_tol) * larger, number_of(abs_tol))))
    return bool(np.all(difference <= number_of(atol or 1e-8) + number_of(rtol) * np.abs(run.draft(b).value)))


def _allclose(run: Run, a: Any, b: Any, rtol: Any = 1e-5, atol: Any = 1e-8, equal_nan: Any = False) -> bool:
    """Whether two values agree within the tolerances, as NumPy and PyTorch define it."""
    left, right = run.draft(a).value, run.draft(b).value
    return bool(
        np.allclose(left, right, float(concrete(rtol)), float(concrete(atol)), equal_nan=is_true(run, equal_nan))
    )


BUILTINS: dict[str, Callable[..., Any]] = {
    "print": _print, "range": _range, "len": _len, "zip": _zip, "enumerate": _enumerate, "list": _list, "tuple": _tuple,
    "set": _set, "frozenset": _set, "dict": _dict, "reversed": _reversed, "sorted": _sorted, "map": _map,
    "filter": _filter, "iter": _iter, "next": _next, "any": _any, "all": _all, "float": _float, "int": _int,
    "bool": _bool, "str": _str, "repr": _repr, "format": _format, "abs": _abs,
    **{name: _over_entries(name) for name in ("sum", "max", "min")}, "round": _round, "pow": _pow,
    "divmod": _divmod, "ord": _ord, "chr": _chr, **INTROSPECTION,
    "slice": _slice, "isclose": _isclose, "allclose": _allclose,
    **dict.fromkeys(("open", "input", "eval", "exec", "compile", "globals", "locals", "vars"), _refused),
}  # fmt: skip

BUILTIN_NATIVES = {name: Native(name, function) for name, function in BUILTINS.items()}
