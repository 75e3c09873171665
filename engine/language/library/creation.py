"""Functions that make arrays: from lists, of one value, in steps, at random."""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.graph import Role
from engine.language.library.arguments import tensor
from engine.language.operations import shape_argument, whole
from engine.language.run import Run
from engine.language.values import NamedList, Namespace, Native, Tensor, concrete
from engine.limits import MAX_ENTRIES


def _array(run: Run, object: Any, requires_grad: Any = False) -> Tensor:
    """An array of plain numbers, a leaf once it has a name; of nodes, a stack of them."""
    made = Tensor(run.draft(list(object) if isinstance(object, NamedList) else object))
    if isinstance(object, Tensor) and object.draft.name is not None:
        made = run.constant(object.value)
    return _requiring(made, requires_grad)


def _requiring(made: Tensor, requires_grad: Any) -> Tensor:
    if requires_grad:
        made.draft.role = Role.PARAMETER
    return made


def _parameter(run: Run, data: Any, requires_grad: Any = True) -> Tensor:
    return _requiring(run.constant(run.draft(data).value), requires_grad)


def _value(run: Run, data: Any, _children: Any = (), _op: Any = "", label: Any = "") -> Tensor:
    """micrograd's Value: a scalar leaf; its label is its name."""
    made = run.constant(run.draft(data).value)
    return run.name(label, made) if label else made


def _shape_of(run: Run, a: Any) -> tuple[int, ...]:
    return tensor(run, a).shape


def _filled(value: float) -> Callable[..., Any]:
    def implementation(run: Run, *shape: Any, requires_grad: Any = False) -> Tensor:
        return _requiring(run.constant(np.full(_checked(run, shape), value)), requires_grad)

    return implementation


def _filled_like(value: float) -> Callable[..., Any]:
    def implementation(run: Run, a: Any, requires_grad: Any = False) -> Tensor:
        return _requiring(run.constant(np.full(tensor(run, a).shape, value)), requires_grad)

    return implementation


def _checked(run: Run, shape: Sequence[Any]) -> tuple[int, ...]:
    sizes = shape_argument(run, shape)
    if any(size < 0 for size in sizes):
        raise EngineError("negative_size", run.recorder.span, shape=str(sizes))
    run.recorder.check_size(sizes)
    return sizes


def _full(run: Run, shape: Any, fill_value: Any, requires_grad: Any = False) -> Tensor:
    sizes = _checked(run, [shape])
    return _requiring(run.constant(np.full(sizes, float(concrete(fill_value)))), requires_grad)


def _eye(run: Run, n: Any, m: Any = None) -> Tensor:
    rows, columns = _checked(run, (n, n if m is None else m))
    return run.constant(np.eye(rows, columns))


def _arange(run: Run, start: Any, stop: Any = None, step: Any = 1, requires_grad: Any = False) -> Tensor:
    first, last = (0, concrete(start)) if stop is None else (concrete(start), concrete(stop))
    stride = concrete(step)
    length = math.ceil((last - first) / stride)
    if length > MAX_ENTRIES:
        raise EngineError("array_too_large", run.recorder.span, shape=f"({length},)", limit=MAX_ENTRIES)
    return _requiring(run.constant(np.arange(first, last, stride)), requires_grad)


def _linspace(run: Run, start: Any, stop: Any = 1, num: Any = 50, steps: Any = None, end: Any = None) -> Tensor:
    count = whole(run, num if steps is None else steps)
    _checked(run, (count,))
    return run.constant(np.linspace(float(concrete(start)), float(concrete(stop if end is None else end)), count))


def _one_hot(run: Run, a: Any, num_classes: Any = -1) -> Tensor:
    labels = np.asarray(run.draft(a).value, dtype=np.int64)
    count = whole(run, num_classes)
    classes = int(labels.max()) + 1 if count < 0 else count
    _checked(run, (*labels.shape, classes))
    if labels.min() < 0 or labels.max() >= classes:
        raise EngineError("label_out_of_range", run.recorder.span, label=int(labels.max()), classes=classes)
    return run.constant(np.eye(classes)[labels])


# --- at random: NumPy's own numbers from a seed ----------------------------------------------------------------


def _seed(run: Run, seed: Any = 0, library: str = "") -> None:
    run.random = np.random.RandomState(whole(run, seed) % 2**32)
    if library != "np.random":
        run.note("own_random_numbers")


def _drawing(draw: Callable[..., Any]) -> Callable[..., Any]:
    """A function of a shape given as ``f(2, 3)`` or ``f((2, 3))``; without a shape it gives a plain number."""

    def implementation(run: Run, *shape: Any, requires_grad: Any = False, library: str = "") -> Any:
        sizes = _checked(run, shape)
        return _drawn(run, draw(_random(run), sizes), requires_grad)

    return implementation


def _random(run: Run) -> np.random.RandomState:
    """The source of random numbers. Without a seed it is 0, so that the same program gives the same numbers."""
    if run.random is None:
        run.note("random_unseeded")
        run.random = np.random.RandomState(0)
    return run.random


def _drawn(run: Run, values: Any, requires_grad: Any = False) -> Any:
    if np.ndim(values) == 0 and not run.is_torch:
        return float(values)
    return _requiring(run.constant(values), requires_grad)


def _from_range(draw: Callable[..., Any], first: float, second: float) -> Callable[..., Any]:
    """``uniform(low, high, size)`` and ``normal(loc, scale, size)``."""

    def implementation(
        run: Run,
        loc: Any = first,
        scale: Any = second,
        size: Any = None,
        low: Any = None,
        high: Any = None,
        mean: Any = None,
        std: Any = None,
        mu: Any = None,
        sigma: Any = None,
    ) -> Any:
        start = next(concrete(one) for one in (low, mean, mu, loc) if one is not None)
        stop = next(concrete(one) for one in (high, std, sigma, scale) if one is not None)
        shape = () if size is None else _checked(run, (size,))
        return _drawn(run, draw(_random(run), start, stop, shape or None))

    return implementation


def _randint(run: Run, low: Any, high: Any = None, size: Any = None) -> Any:
    first, last = (0, whole(run, low)) if high is None else (whole(run, low), whole(run, high))
    if last <= first:
        raise EngineError("empty_range", run.recorder.span, low=first, high=last)
    drawn = _random(run).randint(first, last, None if size is None else _checked(run, (size,)))
    return int(drawn) if size is None else run.constant(drawn)


def _bernoulli_mask(run: Run, a: Any, p: Any) -> Tensor:
    """The mask of dropout: 0 with probability p, else 1/(1 − p)."""
    keep = 1.0 - float(concrete(p))
    return run.constant((_random(run).rand(*tensor(run, a).shape) < keep) / keep)


def _default_rng(run: Run, seed: Any = 0) -> Namespace:
    """A generator with NumPy's own numbers; its methods are these and no others."""
    generator = np.random.default_rng(whole(run, seed))

    def sized(draw: Callable[..., Any]) -> Callable[..., Any]:
        def implementation(run: Run, size: Any = None) -> Any:
            return _drawn(run, draw(None if size is None else _checked(run, (size,))))

        return implementation

    def ranged(draw: Callable[..., Any], first: float, second: float) -> Callable[..., Any]:
        def implementation(
            run: Run, low: Any = first, high: Any = second, size: Any = None, loc: Any = None, scale: Any = None
        ) -> Any:
            start, stop = concrete(low if loc is None else loc), concrete(high if scale is None else scale)
            return _drawn(run, draw(start, stop, None if size is None else _checked(run, (size,))))

        return implementation

    functions = {
        "random": sized(generator.random),
        "standard_normal": sized(generator.standard_normal),
        "normal": ranged(generator.normal, 0.0, 1.0),
        "uniform": ranged(generator.uniform, 0.0, 1.0),
        "integers": ranged(generator.integers, 0, 2),
    }
    return Namespace("rng", {name: Native(name, function) for name, function in functions.items()})


CREATION: dict[str, Callable[..., Any]] = {
    "array": _array,
    "asarray": _array,
    "tensor": _array,
    "as_tensor": _array,
    "Tensor": _array,
    "FloatTensor": _array,
    "from_numpy": _array,
    "DoubleTensor": _array,
    "Parameter": _parameter,
    "Value": _value,
    "shape_of": _shape_of,
    "zeros": _filled(0.0),
    "ones": _filled(1.0),
    "empty": _filled(0.0),
    "zeros_like": _filled_like(0.0),
    "ones_like": _filled_like(1.0),
    "full": _full,
    "eye": _eye,
    "identity": _eye,
    "arange": _arange,
    "linspace": _linspace,
    "one_hot": _one_hot,
    "manual_seed": _seed,
    "dropout_mask": _bernoulli_mask,
    "randn": _drawing(lambda random, shape: random.randn(*shape)),
    "rand": _drawing(lambda random, shape: random.rand(*shape)),
}

RANDOM: dict[str, Callable[..., Any]] = {
    "seed": _seed,
    "randn": CREATION["randn"],
    "rand": CREATION["rand"],
    "random": _drawing(lambda random, shape: random.rand(*shape)),
    "standard_normal": _drawing(lambda random, shape: random.randn(*shape)),
    "uniform": _from_range(lambda random, low, high, shape: random.uniform(low, high, shape), 0.0, 1.0),
    "normal": _from_range(lambda random, mean, deviation, shape: random.normal(mean, deviation, shape), 0.0, 1.0),
    "gauss": _from_range(lambda random, mean, deviation, shape: random.normal(mean, deviation, shape), 0.0, 1.0),
    "randint": _randint,
    "default_rng": _default_rng,
}
