"""Functions of one entry at a time that are formulas over the rows of the op table."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language.entries import index
from engine.language.library.arguments import one_axis, tensor
from engine.language.library.shapes import reshaped
from engine.language.operations import operate, plain
from engine.language.run import Run
from engine.language.values import PLAIN, Tensor, concrete

_INFINITY = float("inf")


def applied(run: Run, op: str, *operands: Any, **params: Any) -> Any:
    """An op on values; on plain numbers alone it is plain arithmetic."""
    if all(isinstance(operand, PLAIN) for operand in operands) and not params:
        return plain(op, *operands)
    return run.apply(op, *operands, **params)


# --- powers and logarithms -----------------------------------------------------------------------------------------


def _power(run: Run, a: Any, b: Any, mod: Any = None) -> Any:
    return operate(run, "power", a, b)


def _log(run: Run, a: Any, base: Any = None) -> Any:
    """The natural logarithm, or that to another base."""
    found = applied(run, "log", a)
    return found if base is None else operate(run, "div", found, applied(run, "log", base))


def _exp2(run: Run, a: Any) -> Any:
    return operate(run, "power", 2.0, a)


def _logit(run: Run, a: Any) -> Any:
    """ln(a / (1 − a)), the inverse of the sigmoid."""
    return applied(run, "log", operate(run, "div", a, operate(run, "sub", 1.0, a)))


def _hypot(run: Run, *legs: Any) -> Any:
    """The length of the hypotenuse, in JavaScript and Python over any number of legs."""
    length = legs[0] if legs else 0.0
    for leg in legs[1:]:
        length = applied(run, "hypot", length, leg)
    return applied(run, "abs", length) if len(legs) == 1 else length


def _distance(run: Run, p: Any, q: Any) -> Tensor:
    return run.apply("norm", operate(run, "sub", tensor(run, p), tensor(run, q)))


def _erfc(run: Run, a: Any) -> Any:
    return operate(run, "sub", 1.0, applied(run, "erf", a))


# --- rounding and angles -------------------------------------------------------------------------------------------


def _floor_divide(run: Run, a: Any, b: Any) -> Any:
    return operate(run, "floor_divide", a, b)


def _divide(run: Run, a: Any, b: Any, rounding_mode: Any = None) -> Any:
    quotient = operate(run, "div" if rounding_mode != "floor" else "floor_divide", a, b)
    return applied(run, "trunc", quotient) if rounding_mode == "trunc" else quotient


def _round(run: Run, a: Any, decimals: Any = 0) -> Any:
    scale = 10.0 ** int(concrete(decimals))
    if scale == 1:
        return applied(run, "round", a)
    return operate(run, "div", applied(run, "round", operate(run, "mul", a, scale)), scale)


def _radians(run: Run, a: Any) -> Any:
    return operate(run, "mul", a, math.pi / 180)


def _degrees(run: Run, a: Any) -> Any:
    return operate(run, "mul", a, 180 / math.pi)


def _sinc(run: Run, a: Any) -> Any:
    """sin(πa) / (πa), and 1 at 0, whose gradient is 0 there as in PyTorch."""
    angle = operate(run, "mul", a, math.pi)
    safe = run.apply("where", run.apply("equal", angle, 0), 1.0, angle)
    return run.apply("where", run.apply("equal", angle, 0), 1.0, operate(run, "div", run.apply("sin", safe), safe))


# --- choices -------------------------------------------------------------------------------------------------------


def _clip(run: Run, a: Any, low: Any = None, high: Any = None) -> Any:
    """Kept between two bounds, either of which may be left out."""
    bounds = (-_INFINITY if low is None else low, _INFINITY if high is None else high)
    return applied(run, "clip", a, *bounds)


def _clip_low(run: Run, a: Any, low: Any) -> Any:
    return _clip(run, a, low)


def _clip_high(run: Run, a: Any, high: Any) -> Any:
    return _clip(run, a, None, high)


def _step(run: Run, a: Any, values: Any = None) -> Any:
    """1 above 0, else 0; ``values`` is what stands at 0 itself."""
    steps = run.apply("where", run.apply("greater", a, 0), 1.0, 0.0)
    return steps if values is None else run.apply("where", run.apply("equal", a, 0), values, steps)


def _sign_of(run: Run, a: Any, b: Any) -> Any:
    """``copysign``: the size of ``a`` with the sign of ``b``."""
    return operate(run, "mul", applied(run, "abs", a), run.apply("where", run.apply("less", b, 0), -1.0, 1.0))


def _xor(run: Run, a: Any, b: Any) -> Any:
    return applied(run, "not_equal", *(applied(run, "logical_not", one) for one in (a, b)))


def _is_nan(run: Run, a: Any) -> Any:
    return applied(run, "not_equal", a, a)


def _is_infinite(run: Run, a: Any) -> Any:
    return applied(run, "equal", applied(run, "abs", a), _INFINITY)


def _is_finite(run: Run, a: Any) -> Any:
    return applied(run, "less", applied(run, "abs", a), _INFINITY)


def _nan_to_num(run: Run, a: Any, nan: Any = 0.0, posinf: Any = None, neginf: Any = None) -> Any:
    largest = float(np.finfo(np.float64).max)
    found = run.apply("where", _is_nan(run, a), nan, a)
    above, below = (largest if posinf is None else posinf), (-largest if neginf is None else neginf)
    found = run.apply("where", run.apply("equal", a, _INFINITY), above, found)
    return run.apply("where", run.apply("equal", a, -_INFINITY), below, found)


# --- activations ---------------------------------------------------------------------------------------------------


def _gelu(run: Run, a: Any, approximate: Any = "none") -> Any:
    """The exact form, or GPT-2's with tanh."""
    if approximate != "tanh":
        return applied(run, "gelu", a)
    cubed = operate(run, "mul", 0.044715, operate(run, "power", a, 3))
    inner = operate(run, "mul", math.sqrt(2 / math.pi), operate(run, "add", a, cubed))
    return operate(run, "mul", operate(run, "mul", 0.5, a), operate(run, "add", 1.0, applied(run, "tanh", inner)))


def _softplus(run: Run, a: Any, beta: Any = 1.0, threshold: Any = 20.0) -> Any:
    if concrete(beta) == 1:
        return applied(run, "softplus", a)
    return operate(run, "div", applied(run, "softplus", operate(run, "mul", beta, a)), beta)


def _threshold(run: Run, a: Any, threshold: Any, value: Any) -> Tensor:
    return run.apply("where", run.apply("greater", a, threshold), a, value)


def _prelu(run: Run, a: Any, weight: Any) -> Tensor:
    """A leaky ReLU whose slope is learned, one for all or one per channel (axis 1)."""
    array, slope = tensor(run, a), tensor(run, weight)
    if np.size(slope.value) > 1 and len(array.shape) > 2:
        slope = reshaped(run, slope, (-1, *(1,) * (len(array.shape) - 2)))
    return run.apply("where", run.apply("greater", array, 0), array, operate(run, "mul", slope, array))


def _glu(run: Run, a: Any, axis: Any = -1) -> Any:
    """One half times the sigmoid of the other."""
    array = tensor(run, a)
    place = one_axis(run, array, axis)
    if array.shape[place] % 2:
        raise EngineError("cannot_split", run.recorder.span, length=array.shape[place], split="2")
    before, middle = (slice(None),) * place, array.shape[place] // 2
    value, gate = (index(run, array, (*before, part)) for part in (slice(0, middle), slice(middle, None)))
    return operate(run, "mul", value, run.apply("sigmoid", gate))


# --- mixtures ------------------------------------------------------------------------------------------------------


def _lerp(run: Run, a: Any, end: Any, weight: Any) -> Any:
    return operate(run, "add", a, operate(run, "mul", weight, operate(run, "sub", end, a)))


def _plus_scaled(op: str) -> Callable[..., Any]:
    """a + value·(b · c) or a + value·(b / c)."""

    def implementation(run: Run, a: Any, b: Any, c: Any, value: Any = 1) -> Any:
        term = operate(run, op, b, c)
        return operate(run, "add", a, term if value == 1 else operate(run, "mul", value, term))

    return implementation


def _added(op: str) -> Callable[..., Any]:
    """a ± alpha·b, also of lists: the + of two lists would join them."""

    def implementation(run: Run, a: Any, b: Any, alpha: Any = 1) -> Any:
        a = tensor(run, a) if isinstance(a, list | tuple) else a
        return operate(run, op, a, b if concrete(alpha) == 1 else operate(run, "mul", alpha, b))

    return implementation


def _polynomial(run: Run, p: Any, x: Any) -> Any:
    """By Horner's scheme, the highest power first."""
    coefficients = tensor(run, p)
    value: Any = 0.0
    for place in range(coefficients.shape[0]):
        coefficient = index(run, coefficients, place)
        value = coefficient if place == 0 else operate(run, "add", operate(run, "mul", value, x), coefficient)
    return value


def _rsub(run: Run, a: Any, b: Any) -> Any:
    return operate(run, "sub", b, a)


FORMULAS: dict[str, Callable[..., Any]] = {
    "pow": _power, "power": _power, "float_power": _power, "log": _log, "exp2": _exp2, "logit": _logit,
    "hypot": _hypot, "dist": _distance, "erfc": _erfc, "floor_divide": _floor_divide, "div": _divide,
    "divide": _divide, "true_divide": _divide, "round": _round, "radians": _radians, "deg2rad": _radians,
    "degrees": _degrees, "rad2deg": _degrees, "sinc": _sinc, "clip": _clip, "clamp": _clip,
    "clamp_min": _clip_low, "clamp_max": _clip_high, "step": _step, "heaviside": _step, "copysign": _sign_of,
    "logical_xor": _xor, "isnan": _is_nan, "isinf": _is_infinite, "isfinite": _is_finite, "nan_to_num": _nan_to_num,
    "gelu": _gelu, "softplus": _softplus, "threshold": _threshold, "prelu": _prelu, "glu": _glu, "lerp": _lerp,
    "addcmul": _plus_scaled("mul"), "addcdiv": _plus_scaled("div"), "add": _added("add"), "sub": _added("sub"),
    "subtract": _added("sub"), "rsub": _rsub, "polyval": _polynomial,
}  # fmt: skip
