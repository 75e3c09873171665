"""Python's own modules: functools, itertools, collections, copy, time. And which libraries are known."""

import itertools
from collections.abc import Callable, Iterable
from typing import Any

from engine.errors import EngineError
from engine.language.calls import call
from engine.language.containers import DefaultDict, Iterator, RecordType, Set
from engine.language.entries import key_of
from engine.language.iteration import iterate
from engine.language.library.chance import RANDOM
from engine.language.operations import operate, whole
from engine.language.run import Run
from engine.language.values import Factory, Instance, Namespace, Native, Tensor, number_of
from engine.limits import MAX_ITEMS

# --- functools and itertools ---------------------------------------------------------------------------------------

_NOTHING = object()


def _reduce(run: Run, function: Any, values: Any, initial: Any = _NOTHING) -> Any:
    entries = iterate(run, values)
    start = [] if initial is _NOTHING else [initial]
    total, *rest = [*start, *entries]
    for entry in rest:
        total = call(run, function, (total, entry), {})
    return total


def _partial(run: Run, function: Any, *arguments: Any, **keywords: Any) -> Native:
    def implementation(run: Run, *more: Any, **other: Any) -> Any:
        return call(run, function, (*arguments, *more), {**keywords, **other})

    return Native("partial", implementation)


def _taken(run: Run, made: Iterable[Any]) -> list[Any]:
    """All that an iterator of Python's gives, if that is not too much."""
    entries = list(itertools.islice(made, MAX_ITEMS + 1))
    if len(entries) > MAX_ITEMS:
        raise EngineError("too_many_turns", run.recorder.span, turns=len(entries), limit=MAX_ITEMS)
    return entries


def _product(run: Run, *lists: Any, repeat: Any = 1) -> list[Any]:
    return _taken(run, itertools.product(*(iterate(run, one) for one in lists), repeat=whole(run, repeat)))


def _chain(run: Run, *lists: Any) -> list[Any]:
    return [entry for one in lists for entry in iterate(run, one)]


def _chosen(choose: Callable[..., Iterable[Any]]) -> Callable[..., Any]:
    def implementation(run: Run, values: Any, r: Any = None) -> list[Any]:
        entries = iterate(run, values)
        return _taken(run, choose(entries, len(entries) if r is None else whole(run, r)))

    return implementation


def _accumulate(run: Run, values: Any, function: Any = None, initial: Any = None) -> list[Any]:
    entries = [*([] if initial is None else [initial]), *iterate(run, values)]
    sums = entries[:1]
    for entry in entries[1:]:
        sums.append(
            operate(run, "add", sums[-1], entry) if function is None else call(run, function, (sums[-1], entry), {})
        )
    return sums


def _pairwise(run: Run, values: Any) -> list[Any]:
    return list(itertools.pairwise(iterate(run, values)))


def _repeat(run: Run, value: Any, times: Any = MAX_ITEMS) -> Iterator:
    return _endless(_taken(run, itertools.repeat(value, whole(run, times))), whole(run, times) >= MAX_ITEMS)


def _count(run: Run, start: Any = 0, step: Any = 1) -> Iterator:
    first, stride = number_of(start), number_of(step)
    return _endless([first + stride * place for place in range(MAX_ITEMS)], True)


def _cycle(run: Run, values: Any) -> Iterator:
    return _endless(list(itertools.islice(itertools.cycle(iterate(run, values)), MAX_ITEMS)), True)


def _endless(entries: list[Any], is_endless: bool) -> Iterator:
    iterator = Iterator(entries)
    iterator.is_endless = is_endless
    return iterator


def _slice(run: Run, values: Any, *bounds: Any) -> list[Any]:
    entries = values.entries[::-1] if isinstance(values, Iterator) else iterate(run, values)
    return entries[slice(*(None if bound is None else whole(run, bound) for bound in bounds))]


def _zip_longest(run: Run, *lists: Any, fillvalue: Any = None) -> list[Any]:
    return list(itertools.zip_longest(*(iterate(run, one) for one in lists), fillvalue=fillvalue))


# --- collections and dataclasses -----------------------------------------------------------------------------------


def _named_tuple(run: Run, typename: Any, field_names: Any, defaults: Any = ()) -> RecordType:
    names = str(field_names).replace(",", " ").split() if isinstance(field_names, str) else iterate(run, field_names)
    fields = tuple(str(name) for name in names)
    values = iterate(run, defaults or ())
    return RecordType(str(typename), fields, dict(zip(fields[len(fields) - len(values) :], values, strict=True)))


def _default_dict(run: Run, default_factory: Any = None, entries: Any = None) -> DefaultDict:
    return DefaultDict(default_factory, entries)


def _counter(run: Run, values: Any = ()) -> DefaultDict:
    if isinstance(values, dict):
        return DefaultDict(None, values, is_counter=True)
    counter = DefaultDict(is_counter=True)
    counter.count(key_of(run, entry) for entry in iterate(run, values))
    return counter


def _deque(run: Run, values: Any = (), maxlen: Any = None) -> list[Any]:
    return list(iterate(run, values))


def _ordered_dict(run: Run, pairs: Any = ()) -> dict[Any, Any]:
    if isinstance(pairs, dict):
        return dict(pairs)
    return {key_of(run, key): value for key, value in (iterate(run, pair) for pair in iterate(run, pairs))}


def _field(run: Run, default: Any = None, default_factory: Any = None, **keywords: Any) -> Any:
    return default if default_factory is None else Factory(default_factory)


# --- copy ----------------------------------------------------------------------------------------------------------


def _copy(run: Run, a: Any) -> Any:
    match a:
        case Instance():
            return Instance(a.kind, dict(a.attributes), list(a.leaves))
        case list() | dict():
            return a.copy()
        case Set():
            return Set(a.entries)
    return a


def deep_copy(run: Run, a: Any) -> Any:
    """A copy down to the numbers: leaves become new leaves."""
    return _deep(run, a, {})


def _deep(run: Run, a: Any, made: dict[int, Any]) -> Any:
    if id(a) in made:
        return made[id(a)]
    match a:
        case Tensor():
            made[id(a)] = _copied_tensor(run, a)
        case Instance():
            made[id(a)] = copied = Instance(a.kind)
            copied.attributes = {name: _deep(run, value, made) for name, value in a.attributes.items()}
        case list():
            copies: list[Any] = []
            made[id(a)] = copies
            copies.extend(_deep(run, value, made) for value in a)
        case tuple():
            return tuple(_deep(run, value, made) for value in a) if type(a) is tuple else a
        case dict():
            made[id(a)] = {key: _deep(run, value, made) for key, value in a.items()}
        case _:
            return a
    return made[id(a)]


def _copied_tensor(run: Run, a: Tensor) -> Tensor:
    copied = run.constant(a.value, a.dtype, a.flavour)
    copied.is_parameter = a.is_parameter
    if a.draft.name is not None:
        run.name(a.draft.name, copied)
    copied.draft.role = a.draft.role
    return copied


# --- the modules ---------------------------------------------------------------------------------------------------


def _clock(run: Run, *ignored: Any) -> float:
    """There is no clock: the same program gives the same answer."""
    return 0.0


def _operator(op: str) -> Callable[..., Any]:
    return lambda run, a, b: operate(run, op, a, b)


def _module(name: str, functions: dict[str, Callable[..., Any]]) -> Namespace:
    return Namespace(name, {key: Native(key, function) for key, function in functions.items()})


MODULES: dict[str, Namespace] = {
    "random": _module("random", RANDOM),
    "time": _module("time", dict.fromkeys(("time", "perf_counter", "monotonic", "process_time", "sleep"), _clock)),
    "copy": _module("copy", {"copy": _copy, "deepcopy": deep_copy}),
    "functools": _module("functools", {"reduce": _reduce, "partial": _partial}),
    "dataclasses": _module("dataclasses", {"dataclass": lambda run, a=None, **how: a, "field": _field}),
    "collections": _module("collections", {
        "namedtuple": _named_tuple, "defaultdict": _default_dict, "Counter": _counter, "deque": _deque,
        "OrderedDict": _ordered_dict,
    }),
    "itertools": _module("itertools", {
        "product": _product, "chain": _chain, "combinations": _chosen(itertools.combinations),
        "permutations": _chosen(itertools.permutations), "accumulate": _accumulate, "pairwise": _pairwise,
        "repeat": _repeat, "count": _count, "cycle": _cycle, "islice": _slice, "zip_longest": _zip_longest,
    }),
    "operator": _module("operator", {
        name: _operator(op)
        for name, op in {"add": "add", "sub": "sub", "mul": "mul", "truediv": "div", "pow": "power"}.items()
    }),
}  # fmt: skip

NAMED_FUNCTIONS = ("reduce", "partial", "namedtuple", "defaultdict", "Counter", "deque", "OrderedDict", "deepcopy")
"""Functions that a program may use without importing them first, as in a cell whose imports stand in another one."""

PLOTS = ("matplotlib", "plt", "sns", "seaborn", "plotly", "graphviz", "IPython", "ipywidgets", "torchviz", "wandb",
         "tensorboard", "torchsummary", "torchinfo", "bokeh", "altair", "mpl_toolkits", "d2l", "celluloid")  # fmt: skip
"""Libraries whose calls draw, log or show something: they are ignored."""

SILENT = ("typing", "typing_extensions", "abc", "__future__", "warnings", "logging", "os", "sys", "pathlib", "string",
          "numbers", "gc", "pprint", "inspect", "platform", "datetime", "types", "contextlib")  # fmt: skip
"""Libraries that say nothing about the computation: they are ignored without a word."""


def progress(run: Run, values: Any = (), *ignored: Any, **keywords: Any) -> Any:
    """``tqdm(values)``: a progress bar is its values."""
    return values


PROGRESS = {"tqdm", "trange", "progress_bar", "notebook", "auto", "fastprogress"}
