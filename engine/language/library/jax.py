"""What only JAX has: random numbers from keys, and functions of whole trees of arrays."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.language.calls import call
from engine.language.library.creation import checked
from engine.language.operations import shape_argument, whole
from engine.language.run import Run
from engine.language.values import Namespace, Native, Tensor, number_of

# --- random --------------------------------------------------------------------------------------------------------


def _key(run: Run, seed: Any = 0) -> Tensor:
    run.note("own_random_numbers")
    return run.constant([0.0, float(whole(run, seed) % 2**32)], "int", "numpy")


def _split(run: Run, key: Tensor, num: Any = 2) -> Tensor:
    (count,) = checked(run, (whole(run, num),))
    keys = np.stack([np.zeros(count), _source(key).randint(0, 2**31, count)], axis=1)
    return run.constant(keys, "int", "numpy")


def _source(key: Tensor) -> np.random.RandomState:
    """A source of its own for every key, so that the same key gives the same numbers."""
    return np.random.RandomState(int(np.asarray(key.value).flat[-1]) % 2**32)


def _normal(run: Run, key: Tensor, shape: Any = ()) -> Tensor:
    return run.constant(_source(key).standard_normal(checked(run, shape_argument(run, (shape,)))), flavour="numpy")


def _uniform(run: Run, key: Tensor, shape: Any = (), minval: Any = 0.0, maxval: Any = 1.0) -> Tensor:
    sizes = checked(run, shape_argument(run, (shape,)))
    return run.constant(_source(key).uniform(number_of(minval), number_of(maxval), sizes), flavour="numpy")


def _randint(run: Run, key: Tensor, shape: Any, minval: Any, maxval: Any) -> Tensor:
    sizes = checked(run, shape_argument(run, (shape,)))
    return run.constant(_source(key).randint(whole(run, minval), whole(run, maxval), sizes), "int", "numpy")


_RANDOM: dict[str, Callable[..., Any]] = {
    "PRNGKey": _key, "key": _key, "split": _split, "normal": _normal, "uniform": _uniform, "randint": _randint,
}  # fmt: skip


# --- trees ---------------------------------------------------------------------------------------------------------


def _map(run: Run, function: Any, tree: Any, *others: Any) -> Any:
    """The function applied to every array in lists, tuples and dictionaries of the same form."""
    if isinstance(tree, dict):
        return {key: _map(run, function, one, *(other[key] for other in others)) for key, one in tree.items()}
    if isinstance(tree, list | tuple):
        return type(tree)(_map(run, function, *parts) for parts in zip(tree, *others, strict=True))
    return call(run, function, (tree, *others), {})


def _leaves(run: Run, tree: Any) -> list[Any]:
    parts: Sequence[Any] = list(tree.values()) if isinstance(tree, dict) else tree
    return [leaf for part in parts for leaf in _leaves(run, part)] if isinstance(tree, dict | list | tuple) else [tree]


def _natives(functions: dict[str, Callable[..., Any]]) -> dict[str, Any]:
    return {name: Native(name, function) for name, function in functions.items()}


JAX: dict[str, Any] = {
    "random": Namespace("jax.random", _natives(_RANDOM)),
    "tree": Namespace("jax.tree", _natives({"map": _map, "leaves": _leaves})),
    "tree_util": Namespace("jax.tree_util", _natives({"tree_map": _map, "tree_leaves": _leaves})),
    "config": Namespace("jax.config", _natives({"update": lambda run, *ignored: None})),
    "tree_map": Native("tree_map", _map),
}
