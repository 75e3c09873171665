"""Python's module ``random``, with Python's own numbers from a seed."""

from collections.abc import Callable
from typing import Any

from engine.errors import EngineError
from engine.language.iteration import iterate
from engine.language.operations import everyday, operate, whole
from engine.language.run import Run
from engine.language.values import number_of
from engine.limits import MAX_ITEMS


def _seed(run: Run, seed: Any = 0) -> None:
    run.python_random = type(run.python_random)(whole(run, seed or 0))
    run.python_random.is_seeded = True


def _source(run: Run) -> Any:
    if not run.python_random.is_seeded:
        run.note("random_unseeded")
        run.python_random.is_seeded = True
    return run.python_random


def _uniform(run: Run, a: Any, b: Any) -> float:
    low, high = number_of(a), number_of(b)
    return float(low + (high - low) * _source(run).random())


def _randrange(run: Run, start: Any, stop: Any = None, step: Any = 1) -> int:
    values = range(whole(run, start)) if stop is None else range(whole(run, start), whole(run, stop), whole(run, step))
    if not 0 < len(values) <= 2**32:
        raise EngineError("empty_range", run.recorder.span, low=values.start, high=values.stop)
    return values[int(_source(run).below(len(values)))]


def _choice(run: Run, values: Any) -> Any:
    entries = iterate(run, values)
    if not entries:
        raise EngineError("index_out_of_range", run.recorder.span, index=0, size=0)
    return entries[_source(run).below(len(entries))]


def _shuffle(run: Run, values: Any) -> None:
    _source(run).shuffle(values)


def _sample(run: Run, values: Any, k: Any) -> list[Any]:
    entries, count = iterate(run, values), whole(run, k)
    if not 0 <= count <= len(entries):
        raise EngineError("sample_too_large", run.recorder.span, count=count, size=len(entries))
    return _source(run).sample(entries, count)  # type: ignore[no-any-return]


def _choices(run: Run, values: Any, weights: Any = None, k: Any = 1) -> list[Any]:
    weighted = None if weights is None else [float(everyday(weight)) for weight in iterate(run, weights)]
    return _source(run).choices(iterate(run, values), weighted, min(whole(run, k), MAX_ITEMS))  # type: ignore[no-any-return]


RANDOM: dict[str, Callable[..., Any]] = {
    "seed": _seed,
    "random": lambda run: _source(run).random(),
    "uniform": _uniform,
    "gauss": lambda run, mu=0.0, sigma=1.0: _source(run).gauss(number_of(mu), number_of(sigma)),
    "normalvariate": lambda run, mu=0.0, sigma=1.0: _source(run).normal(number_of(mu), number_of(sigma)),
    "randint": lambda run, a, b: _randrange(run, a, operate(run, "add", b, 1)),
    "randrange": _randrange,
    "choice": _choice,
    "choices": _choices,
    "shuffle": _shuffle,
    "sample": _sample,
}
