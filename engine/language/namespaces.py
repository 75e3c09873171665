"""Which names mean which op: plain mathematical names, and the members of np, math, torch and friends."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.ops import OPS


@dataclass(frozen=True)
class Function:
    """A function of the language: the op it applies, under the name the person wrote."""

    name: str
    op: str


@dataclass(frozen=True)
class Namespace:
    """A library the program may name, such as ``np``."""

    name: str
    members: Mapping[str, "Function | float | Namespace"]


_ALIASES = {
    "ln": "log", "σ": "sigmoid", "arcsin": "asin", "arccos": "acos", "arctan": "atan", "arctan2": "atan2",
    "arcsinh": "asinh", "arccosh": "acosh", "arctanh": "atanh", "absolute": "abs", "fabs": "abs", "negative": "neg",
    "pow": "power", "max": "maximum", "min": "minimum", "fmax": "maximum", "fmin": "minimum", "clamp": "clip",
    "lg": "log10", "swish": "silu", "add": "add", "subtract": "sub", "multiply": "mul", "divide": "div", "mod": "remainder",
    "sgn": "sign", "step": "heaviside",
}  # fmt: skip
_CONSTANTS = {"pi": np.pi, "e": np.e, "inf": np.inf, "nan": np.nan}
_HIDDEN = {"sum_to", "broadcast_to"}
_LIBRARIES = ("np", "numpy", "math", "Math", "torch", "F", "jnp")

FUNCTIONS: dict[str, Function] = {
    name: Function(name, op)
    for name, op in {**{op: op for op in OPS if op not in _HIDDEN}, **_ALIASES}.items()
    if op in OPS
}
"""Every function by the name it can be called with."""

NAMES: dict[str, "Function | float | Namespace"] = {
    **FUNCTIONS,
    **_CONSTANTS,
    "π": np.pi,
    "PI": np.pi,
    "E": np.e,
    **{library: Namespace(library, {**FUNCTIONS, **_CONSTANTS, "PI": np.pi, "E": np.e}) for library in _LIBRARIES},
}
"""What a name means that the program does not assign itself."""
for _upper in ("PI", "E"):
    del NAMES[_upper]
