"""Functions that apply one op entry by entry; most are a row of the op table under one or more names."""

import inspect
from collections.abc import Callable
from typing import Any

from engine.language.operations import operate, plain
from engine.language.run import Run
from engine.language.values import PLAIN, Tensor, concrete
from engine.op import Op
from engine.ops import OPS

_SYNONYMS = {
    "ln": "log", "σ": "sigmoid", "expit": "sigmoid", "arcsin": "asin", "arccos": "acos", "arctan": "atan",
    "arctan2": "atan2", "arcsinh": "asinh", "arccosh": "acosh", "arctanh": "atanh", "absolute": "abs", "fabs": "abs",
    "negative": "neg", "pow": "power", "clamp": "clip", "lg": "log10",
    "swish": "silu", "subtract": "sub", "multiply": "mul", "divide": "div", "true_divide": "div", "mod": "remainder",
    "sgn": "sign", "gt": "greater", "lt": "less", "ge": "greater_equal", "le": "less_equal", "eq": "equal",
    "ne": "not_equal", "rint": "round", "logistic": "sigmoid", "rectify": "relu",
}  # fmt: skip


def _signature(op: Op) -> inspect.Signature:
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    operands = [inspect.Parameter(name, kind, default=_default(op, name)) for name in op.operands]
    params = [inspect.Parameter(name, kind, default=value) for name, value in op.params.items()]
    return inspect.Signature([inspect.Parameter("run", kind), *operands, *params])


def _default(op: Op, operand: str) -> Any:
    """Both bounds of clip may be left out."""
    bounds = {"low": float("-inf"), "high": float("inf")}
    return bounds[operand] if op.name == "clip" and operand in bounds else inspect.Parameter.empty


def _applying(op: Op) -> Callable[..., Any]:
    """The library function of an op; on plain numbers alone it is plain arithmetic."""
    signature = _signature(op)

    def implementation(run: Run, *arguments: Any, **keywords: Any) -> Any:
        bound = signature.bind(run, *arguments, **keywords)
        bound.apply_defaults()
        operands = [bound.arguments[name] for name in op.operands]
        params = {name: float(concrete(bound.arguments[name])) for name in op.params}
        if all(isinstance(operand, PLAIN) for operand in operands) and not params:
            return plain(op.name, *operands)
        return run.apply(op.name, *operands, **params)

    implementation.__signature__ = signature  # type: ignore[attr-defined]
    return implementation


def _power(run: Run, a: Any, b: Any, mod: Any = None) -> Any:
    return operate(run, "power", a, b)


def _floor_divide(run: Run, a: Any, b: Any) -> Any:
    return operate(run, "floor_divide", a, b)


def _round(run: Run, a: Any, decimals: Any = 0) -> Any:
    scale = 10.0 ** int(concrete(decimals))
    if scale == 1:
        return plain("round", a) if isinstance(a, PLAIN) else run.apply("round", a)
    return operate(run, "div", _APPLYING["round"](run, operate(run, "mul", a, scale)), scale)


def _step(run: Run, a: Any) -> Any:
    return run.apply("where", run.apply("greater", a, 0), 1.0, 0.0)


def _sinc(run: Run, a: Any) -> Any:
    """sin(πa) / (πa), and 1 at 0, whose gradient is 0 there as in PyTorch."""
    angle = operate(run, "mul", a, 3.141592653589793)
    safe = run.apply("where", run.apply("equal", angle, 0), 1.0, angle)
    return run.apply("where", run.apply("equal", angle, 0), 1.0, operate(run, "div", run.apply("sin", safe), safe))


def _where(run: Run, condition: Any, a: Any, b: Any) -> Tensor:
    return run.apply("where", condition, a, b)


_APPLYING = {name: _applying(op) for name, op in OPS.items() if op.has_locals}

ELEMENTWISE: dict[str, Callable[..., Any]] = {
    **_APPLYING,
    "pow": _power,
    "power": _power,
    "floor_divide": _floor_divide,
    "round": _round,
    "step": _step,
    "heaviside": _step,
    "sinc": _sinc,
    "where": _where,
    **{synonym: _APPLYING[name] for synonym, name in _SYNONYMS.items() if name != "power"},
}
