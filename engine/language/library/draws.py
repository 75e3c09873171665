"""Random arrays: NumPy's own numbers from a seed. PyTorch's functions draw from the same source."""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language.changes import change
from engine.language.entries import index
from engine.language.library.arguments import is_torch, tensor
from engine.language.library.creation import checked, requiring
from engine.language.operations import is_true, whole
from engine.language.run import Run
from engine.language.values import Namespace, Native, Tensor, concrete, number_of

Draw = Callable[..., Any]


def _seed(run: Run, seed: Any = 0, library: str = "") -> Any:
    run.random = np.random.RandomState(whole(run, seed or 0) % 2**32)
    if is_torch(library):
        run.note("own_random_numbers")
    return GENERATOR


def _generator_seed(run: Run, seed: Any = 0) -> Any:
    return _seed(run, seed, "torch")


GENERATOR = Namespace("torch.Generator", {"manual_seed": Native("manual_seed", _generator_seed)})
"""There is one source of random numbers; seeding a generator seeds it."""


def random_of(run: Run) -> np.random.RandomState:
    """The source of random numbers. Without a seed it is 0, so that the same program gives the same numbers."""
    if run.random is None:
        run.note("random_unseeded")
        run.random = np.random.RandomState(0)
    return run.random


def _drawn(run: Run, values: Any, library: str, requires_grad: Any = False, dtype: str = "float") -> Any:
    """An array; of NumPy a single number is a plain one."""
    if np.ndim(values) == 0 and not (is_torch(library) or (not library and run.is_torch)):
        return int(values) if dtype == "int" else float(values)
    return requiring(run, run.constant(values, dtype), requires_grad)


def _shaped(draw: Draw) -> Draw:
    """A function of a shape given as ``f(2, 3)`` or ``f((2, 3))`` or ``f(size=(2, 3))``."""

    def implementation(run: Run, *shape: Any, size: Any = None, requires_grad: Any = False, library: str = "") -> Any:
        sizes = checked(run, shape if size is None else (size,))
        return _drawn(run, draw(random_of(run), sizes), library, requires_grad)

    return implementation


def _shaped_like(draw: Draw) -> Draw:
    def implementation(run: Run, a: Any, requires_grad: Any = False) -> Any:
        array = tensor(run, a)
        made = run.constant(draw(random_of(run), array.shape), flavour=array.flavour)
        return requiring(run, made, requires_grad)

    return implementation


def _normals(random: np.random.RandomState, shape: tuple[int, ...]) -> Any:
    return random.standard_normal(shape)


def _uniforms(random: np.random.RandomState, shape: tuple[int, ...]) -> Any:
    return random.random_sample(shape)


def _from_range(draw: Draw, first: float, second: float) -> Draw:
    """``uniform(low, high, size)`` and ``normal(loc, scale, size)``, also ``torch.normal(mean, std, size)``."""

    def implementation(
        run: Run, loc: Any = first, scale: Any = second, size: Any = None, low: Any = None, high: Any = None,
        mean: Any = None, std: Any = None, requires_grad: Any = False, library: str = "",
    ) -> Any:  # fmt: skip
        start = next(one for one in (low, mean, loc) if one is not None)
        stop = next(one for one in (high, std, scale) if one is not None)
        shape = None if size is None else checked(run, (size,))
        bounds = (run.draft(one).value for one in (start, stop))
        return _drawn(run, draw(random_of(run), *bounds, shape), library, requires_grad)

    return implementation


def _randint(run: Run, low: Any, high: Any = None, size: Any = None, library: str = "") -> Any:
    """``randint(high)``, ``randint(low, high, size)``; PyTorch also has ``randint(high, size)``."""
    if is_torch(library) and isinstance(high, tuple | list):
        high, size = None, high
    first, last = (0, whole(run, low)) if high is None else (whole(run, low), whole(run, high))
    if last <= first:
        raise EngineError("empty_range", run.recorder.span, low=first, high=last)
    shape = None if size is None else checked(run, (size,))
    return _drawn(run, random_of(run).randint(first, last, shape), library, dtype="int")


def _permutation(run: Run, a: Any) -> Any:
    number = concrete(a)
    if isinstance(number, int):
        checked(run, (number,))
        return run.constant(random_of(run).permutation(number), "int")
    array = tensor(run, a)
    return index(run, array, run.constant(random_of(run).permutation(array.shape[0]), "int"))


def _shuffle(run: Run, a: Any) -> None:
    _reorder(run, a, random_of(run).permutation(len(a) if isinstance(a, list) else tensor(run, a).shape[0]))


def _reorder(run: Run, a: Any, order: Any) -> None:
    if isinstance(a, list):
        a[:] = [a[place] for place in order]
    else:
        array = tensor(run, a)
        change(run, array, index(run, array, run.constant(order, "int")))


def _choice(run: Run, a: Any, size: Any = None, replace: Any = True, p: Any = None) -> Any:
    return _chosen(run, random_of(run), a, size, replace, p)


def _chosen(run: Run, source: Any, a: Any, size: Any, replace: Any, p: Any) -> Any:
    number = concrete(a)
    entries = list(range(number)) if isinstance(number, int) else a
    count = entries.shape[0] if isinstance(entries, Tensor) else len(entries)
    weights = None if p is None else np.asarray(run.draft(p).value)
    shape = None if size is None else checked(run, (size,))
    places = source.choice(count, shape, is_true(run, replace), weights)
    if shape is None:
        return index(run, entries, int(places))
    found = run.constant(places, "int")
    return found if isinstance(number, int) else index(run, tensor(run, entries), found)


def _bernoulli(run: Run, a: Any, generator: Any = None) -> Tensor:
    array = tensor(run, a)
    return run.constant(random_of(run).random_sample(array.shape) < array.value, flavour=array.flavour)


def _multinomial(run: Run, a: Any, num_samples: Any, replacement: Any = False, generator: Any = None) -> Tensor:
    """Places drawn with the weights of ``a``, for every row of a matrix."""
    array = tensor(run, a)
    count = whole(run, num_samples)
    rows = np.atleast_2d(array.value)
    checked(run, (len(rows), count))
    drawn = [random_of(run).choice(len(row), count, is_true(run, replacement), row / np.sum(row)) for row in rows]
    return run.constant(drawn if len(array.shape) > 1 else drawn[0], "int", "torch")


def _bernoulli_mask(run: Run, a: Any, p: Any) -> Tensor:
    """The mask of dropout: 0 with probability p, else 1/(1 − p)."""
    keep = 1.0 - float(concrete(p))
    return run.constant((random_of(run).rand(*tensor(run, a).shape) < keep) / keep, flavour="torch")


def _filling(draw: Draw, first: float, second: float) -> Draw:
    """``x.uniform_(a, b)`` and ``x.normal_(mean, std)``."""

    def implementation(
        run: Run,
        a: Tensor,
        low: Any = first,
        high: Any = second,
        mean: Any = None,
        std: Any = None,
        generator: Any = None,
    ) -> Tensor:
        start, stop = (number_of(low if mean is None else mean), number_of(high if std is None else std))
        run.set_in_place(a, draw(random_of(run), start, stop, a.shape))
        return a

    return implementation


def _uniform(random: np.random.RandomState, low: Any, high: Any, shape: Any) -> Any:
    return random.uniform(low, high, shape)


def _normal(random: np.random.RandomState, mean: Any, deviation: Any, shape: Any) -> Any:
    return random.normal(mean, deviation, shape)


FILLING: dict[str, Draw] = {"uniform_": _filling(_uniform, 0.0, 1.0), "normal_": _filling(_normal, 0.0, 1.0)}


# --- NumPy's newer generator ---------------------------------------------------------------------------------------


def _default_rng(run: Run, seed: Any = 0) -> Namespace:
    """A generator with NumPy's own numbers; its methods are these and no others."""
    generator = np.random.default_rng(whole(run, seed or 0))

    def sized(draw: Draw) -> Draw:
        def implementation(run: Run, size: Any = None) -> Any:
            return _drawn(run, draw(None if size is None else checked(run, (size,))), "np")

        return implementation

    def ranged(draw: Draw, first: float, second: float) -> Draw:
        def implementation(
            run: Run, low: Any = first, high: Any = second, size: Any = None, loc: Any = None, scale: Any = None
        ) -> Any:
            start, stop = concrete(low if loc is None else loc), concrete(high if scale is None else scale)
            return _drawn(run, draw(start, stop, None if size is None else checked(run, (size,))), "np")

        return implementation

    def integers(run: Run, low: Any, high: Any = None, size: Any = None) -> Any:
        bounds = (0, whole(run, low)) if high is None else (whole(run, low), whole(run, high))
        shape = None if size is None else checked(run, (size,))
        return _drawn(run, generator.integers(*bounds, shape), "np", dtype="int")

    def permutation(run: Run, a: Any) -> Any:
        number = concrete(a)
        count = number if isinstance(number, int) else tensor(run, a).shape[0]
        checked(run, (count,))
        places = run.constant(generator.permutation(count), "int", "numpy")
        return places if isinstance(number, int) else index(run, tensor(run, a), places)

    def choice(run: Run, a: Any, size: Any = None, replace: Any = True, p: Any = None) -> Any:
        return _chosen(run, generator, a, size, replace, p)

    def shuffle(run: Run, a: Any) -> None:
        _reorder(run, a, generator.permutation(len(a) if isinstance(a, list) else tensor(run, a).shape[0]))

    functions: dict[str, Draw] = {
        "random": sized(generator.random),
        "standard_normal": sized(generator.standard_normal),
        "normal": ranged(generator.normal, 0.0, 1.0),
        "uniform": ranged(generator.uniform, 0.0, 1.0),
        "integers": integers,
        "permutation": permutation,
        "choice": choice,
        "shuffle": shuffle,
    }
    return Namespace("rng", {name: Native(name, function, "np") for name, function in functions.items()})


def _random_state(run: Run, seed: Any = 0) -> Namespace:
    """NumPy's older generator as an object: the functions of ``np.random`` on a source of its own."""
    source = np.random.RandomState(whole(run, seed or 0) % 2**32)

    def using(draw: Draw) -> Draw:
        def implementation(run: Run, *arguments: Any, **keywords: Any) -> Any:
            outer, run.random = run.random, source
            try:
                return draw(run, *arguments, **keywords)
            finally:
                run.random = outer

        implementation.__signature__ = inspect.signature(draw)  # type: ignore[attr-defined]
        return implementation

    functions = {name: draw for name, draw in RANDOM.items() if name not in ("seed", "default_rng", "RandomState")}
    return Namespace("RandomState", {name: Native(name, using(draw), "np") for name, draw in functions.items()})


RANDOM: dict[str, Draw] = {
    "seed": _seed,
    "randn": _shaped(_normals),
    "rand": _shaped(_uniforms),
    "random": _shaped(_uniforms),
    "random_sample": _shaped(_uniforms),
    "standard_normal": _shaped(_normals),
    "uniform": _from_range(_uniform, 0.0, 1.0),
    "normal": _from_range(_normal, 0.0, 1.0),
    "randint": _randint,
    "permutation": _permutation,
    "shuffle": _shuffle,
    "choice": _choice,
    "default_rng": _default_rng,
    "RandomState": _random_state,
}

TORCH_RANDOM: dict[str, Draw] = {
    "manual_seed": _seed,
    "randn": RANDOM["randn"],
    "rand": RANDOM["rand"],
    "normal": RANDOM["normal"],
    "randint": _randint,
    "randperm": _permutation,
    "randn_like": _shaped_like(_normals),
    "rand_like": _shaped_like(_uniforms),
    "bernoulli": _bernoulli,
    "multinomial": _multinomial,
    "dropout_mask": _bernoulli_mask,
    "Generator": lambda run, device="cpu": GENERATOR,
}
