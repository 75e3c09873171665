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
from engine.language.library.builtins import BUILTIN_NATIVES
from engine.language.library.creation import CREATION
from engine.language.library.custom_functions import apply_function
from engine.language.library.draws import RANDOM, TORCH_RANDOM
from engine.language.library.elementwise import ELEMENTWISE
from engine.language.library.jax import JAX
from engine.language.library.methods import PLAIN_METHODS
from engine.language.library.modules import MODULES, NAMED_FUNCTIONS, PLOTS, PROGRESS, SILENT, progress
from engine.language.library.numpy import NUMPY
from engine.language.library.products import PRODUCTS
from engine.language.library.torch import CUDA, DTYPES, MODULE_PARTS, TORCH
from engine.language.library.whole_numbers import WHOLE_NUMBERS
from engine.language.values import DType, Ignored, Namespace, Native, Tensor
from engine.ops import OPS


def _natives(functions: Mapping[str, Callable[..., Any]]) -> dict[str, Any]:
    return {name: Native(name, function) for name, function in functions.items()}


_FUNCTIONS = _natives({**ELEMENTWISE, **ARRAYS, **PRODUCTS, **CREATION, **AUTOGRAD, **TORCH_RANDOM})
_CONSTANTS: dict[str, Any] = {"pi": np.pi, "π": np.pi, "e": np.e, "inf": float("inf"), "nan": float("nan")}
_MEMBERS: dict[str, Any] = {**BUILTIN_NATIVES, **_FUNCTIONS, **_CONSTANTS, "newaxis": None}
_NUMPY_DTYPES = {
    **{name: DType(name, "float") for name in ("float64", "float32", "float16", "double")},
    **{name: DType(name, "int") for name in ("int64", "int32", "int16", "int8", "uint8", "intp", "long")},
    "bool_": DType("bool", "bool"),
}


def _library(name: str, **members: Any) -> Namespace:
    return Namespace(name, {**_MEMBERS, **members})


def _random(name: str) -> Namespace:
    return Namespace(name, {key: native.of(name) for key, native in _natives(RANDOM).items()})


_NP = _library("np", **_natives(NUMPY), random=_random("np.random"), linalg=_library("np.linalg"), **_NUMPY_DTYPES)
_F = _library("torch.nn.functional")
_NN = _library("torch.nn", functional=_F, init=Namespace("torch.nn.init", {}), utils=Namespace("torch.nn.utils", {}))
_OPTIM = Namespace("torch.optim", {"lr_scheduler": Namespace("torch.optim.lr_scheduler", {})})
_DATA = Namespace("torch.utils.data", {})
_AUTOGRAD = _library("torch.autograd", functional=_library("torch.autograd.functional"))
_TORCH = _library(
    "torch", **_natives(TORCH), **DTYPES, nn=_NN, optim=_OPTIM, utils=Namespace("torch.utils", {"data": _DATA}),
    autograd=_AUTOGRAD, linalg=_library("torch.linalg"), special=_library("torch.special"),
    func=_library("torch.func"), random=_random("torch.random"), cuda=Namespace("torch.cuda", _natives(CUDA)),
    backends=Ignored(), mps=Namespace("torch.mps", _natives(CUDA)),
    accelerator=Namespace("torch.accelerator", _natives(CUDA)),
)  # fmt: skip
_JAX = _library("jax", **JAX, numpy=_NP, nn=_F, jit=Native("jit", progress), scipy=_library("jax.scipy"))
_MICROGRAD = Namespace("micrograd", {
    "engine": Namespace("micrograd.engine", {"Value": _FUNCTIONS["Value"]}), "nn": Namespace("micrograd.nn", {}),
})  # fmt: skip
_PROGRESS = Native("tqdm", progress)

LIBRARIES: dict[str, Any] = {
    **MODULES,
    "np": _NP, "numpy": _NP, "jnp": _NP, "torch": _TORCH, "nn": _NN, "F": _F, "optim": _OPTIM, "jax": _JAX,
    "enum": Namespace("enum", {}), "micrograd": _MICROGRAD, "autograd": _library("autograd", numpy=_NP), "anp": _NP,
    "math": _library("math", **_natives(WHOLE_NUMBERS)), "Math": _library("Math", PI=np.pi, E=np.e),
    "scipy": _library("scipy", special=_library("scipy.special")),
    **{name: Ignored(is_plot=True) for name in PLOTS},
}  # fmt: skip

_ONLY_MEMBERS = {"t"}
"""Functions that stand only behind a dot, because alone they are names that people give to values."""

NAMES: dict[str, Any] = {
    **{name: function for name, function in _FUNCTIONS.items() if name not in _ONLY_MEMBERS},
    **BUILTIN_NATIVES,
    **_CONSTANTS,
    **LIBRARIES,
    **{
        name: member
        for module in MODULES.values()
        for name, member in module.members.items()
        if name in NAMED_FUNCTIONS
    },
    **_natives({**MODULE_PARTS, "apply_function": apply_function, "ndindex": NUMPY["ndindex"]}),
    "random_uniform": Native("uniform", RANDOM["uniform"], "torch"),
    "random_normal": Native("normal", RANDOM["normal"], "torch"),
    "python_uniform": MODULES["random"].members["uniform"],
    "bool_dtype": DTYPES["bool"],
    "tqdm": _PROGRESS,
    "NotImplemented": NotImplemented,
}

NEVER_NUMBERS = {
    *_CONSTANTS, *(name for name, op in OPS.items() if op.has_locals), "ln", "sum", "mean", "prod", "max", "min", "len",
    "softmax", "True", "False", "NotImplemented",
}  # fmt: skip
"""What a name means even where the program reckons with it; other functions' names are also people's own."""

METHODS: dict[type, dict[str, Native]] = {
    Tensor: {**_FUNCTIONS, **_natives(TENSOR_METHODS), "type": BUILTIN_NATIVES["type"]},
    **PLAIN_METHODS,
}

KNOWN_LIBRARIES = {*LIBRARIES, *SILENT, *PROGRESS}


def imported(added: Mapping[str, Mapping[str, Any]], path: str) -> Any:
    """What an import of ``path`` (``torch.nn.functional``) brings; None for what is not here.

    ``added`` is what the prelude adds to each library, by the library's name.
    """
    head, *rest = path.split(".")
    if head in SILENT:
        return Ignored()
    if head in PROGRESS:
        return _PROGRESS
    value: Any = LIBRARIES.get(head)
    for part in rest:
        if isinstance(value, Namespace):
            value = {**value.members, **added.get(value.name, {})}.get(part)
            value = value.of(".".join([head, *rest[:-1]])) if isinstance(value, Native) else value
    return value
