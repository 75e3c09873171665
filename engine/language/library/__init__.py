"""The library of the language: what every name, member of a library and method means.

``NAMES`` is what a name means that the program does not assign; ``METHODS`` what stands behind a dot, by the
type of the value. Members of ``np``, ``torch`` and so on are keys of the same tables, never attributes of
Python objects. Functions that are programs themselves are in ``prelude``.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine.language.library.arrays import ARRAYS
from engine.language.library.autograd import AUTOGRAD, TENSOR_METHODS
from engine.language.library.builtins import BUILTINS, DICT_METHODS, LIST_METHODS, TEXT_METHODS
from engine.language.library.creation import CREATION, RANDOM
from engine.language.library.elementwise import ELEMENTWISE
from engine.language.library.products import PRODUCTS
from engine.language.values import Namespace, Native


def _natives(functions: Mapping[str, Callable[..., Any]]) -> dict[str, Any]:
    return {name: Native(name, function) for name, function in functions.items()}


_FUNCTIONS = _natives({**ELEMENTWISE, **ARRAYS, **PRODUCTS, **CREATION, **AUTOGRAD})
_CONSTANTS: dict[str, Any] = {"pi": np.pi, "π": np.pi, "e": np.e, "inf": float("inf"), "nan": float("nan")}
_MEMBERS: dict[str, Any] = {
    **_natives(BUILTINS),
    **_FUNCTIONS,
    **_CONSTANTS,
    **dict.fromkeys(("float32", "float64", "double", "float", "long", "int64", "int32", "bool"), "dtype"),
    "newaxis": None,
    "PI": np.pi,
    "E": np.e,
}

_RANDOM = {name: native.of("np.random") for name, native in _natives(RANDOM).items()}


def _library(name: str, **members: Any) -> Namespace:
    return Namespace(name, {**_MEMBERS, **members})


_FUNCTIONAL = _library("F")
_OPTIM = Namespace("optim", {})
_INIT = Namespace("init", {})
_NN = _library("nn", functional=_FUNCTIONAL, init=_INIT)
_NP = _library("np", random=Namespace("np.random", _RANDOM), linalg=_library("np.linalg"))
_TORCH = _library(
    "torch", nn=_NN, optim=_OPTIM, linalg=_library("torch.linalg"), special=_library("torch.special"),
    autograd=_library("torch.autograd"), random=Namespace("torch.random", _RANDOM),
)  # fmt: skip

LIBRARIES: dict[str, Namespace] = {
    "np": _NP, "numpy": _NP, "jnp": _NP, "torch": _TORCH, "nn": _NN, "F": _FUNCTIONAL, "optim": _OPTIM,
    "math": _library("math"), "Math": _library("Math"), "random": Namespace("random", {**_natives(RANDOM)}),
    "autograd": _library("autograd", numpy=_NP),
}  # fmt: skip

_ONLY_MEMBERS = {"t"}
"""Functions that stand only behind a dot, because alone they are names that people give to values."""

NAMES: dict[str, Any] = {
    **_natives(BUILTINS),
    **{name: function for name, function in _FUNCTIONS.items() if name not in _ONLY_MEMBERS},
    **_CONSTANTS,
    **LIBRARIES,
}

METHODS: dict[str, dict[str, Native]] = {
    "Tensor": {**_FUNCTIONS, **_natives(TENSOR_METHODS)},
    "list": _natives(LIST_METHODS),
    "dict": _natives(DICT_METHODS),
    "str": _natives(TEXT_METHODS),
}


def imported(path: str) -> Any:
    """What an import of ``path`` (``torch.nn.functional``) brings; None for a library we have nothing of."""
    head, *rest = path.split(".")
    value: Any = NAMES.get(head)
    for part in rest:
        value = value.members.get(part) if isinstance(value, Namespace) else None
    return value
