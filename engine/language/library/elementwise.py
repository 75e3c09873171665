"""Functions that work entry by entry: the rows of the op table under all their names, and formulas over them."""

import inspect
from collections.abc import Callable
from typing import Any

from engine.language.library.formulas import FORMULAS, applied
from engine.language.run import Run
from engine.language.values import concrete
from engine.op import Op
from engine.ops import OPS

_SYNONYMS = {
    "ln": "log", "σ": "sigmoid", "expit": "sigmoid", "arcsin": "asin", "arccos": "acos", "arctan": "atan",
    "arctan2": "atan2", "arcsinh": "asinh", "arccosh": "acosh", "arctanh": "atanh", "absolute": "abs", "fabs": "abs",
    "negative": "neg", "lg": "log10", "swish": "silu", "multiply": "mul", "mod": "remainder", "fix": "trunc",
    "sgn": "sign", "gt": "greater", "lt": "less", "ge": "greater_equal", "le": "less_equal", "eq": "equal",
    "ne": "not_equal", "rint": "round", "logistic": "sigmoid", "rectify": "relu", "log_sigmoid": "logsigmoid",
    "bitwise_not": "logical_not", "invert": "logical_not",
}  # fmt: skip


def _signature(op: Op) -> inspect.Signature:
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    operands = [inspect.Parameter(name, kind) for name in op.operands]
    params = [inspect.Parameter(name, kind, default=value) for name, value in op.params.items()]
    return inspect.Signature([inspect.Parameter("run", kind), *operands, *params])


def _applying(op: Op) -> Callable[..., Any]:
    """The library function of an op."""
    signature = _signature(op)

    def implementation(run: Run, *arguments: Any, **keywords: Any) -> Any:
        bound = signature.bind(run, *arguments, **keywords)
        bound.apply_defaults()
        params = {name: float(concrete(bound.arguments[name])) for name in op.params}
        return applied(run, op.name, *(bound.arguments[name] for name in op.operands), **params)

    implementation.__signature__ = signature  # type: ignore[attr-defined]
    return implementation


_FUNCTIONS = {**{name: _applying(op) for name, op in OPS.items() if op.has_locals}, **FORMULAS}

ELEMENTWISE: dict[str, Callable[..., Any]] = {
    **_FUNCTIONS,
    **{synonym: _FUNCTIONS[name] for synonym, name in _SYNONYMS.items()},
}

_ROWS = {name: len(op.operands) for name, op in OPS.items() if op.has_locals}
OPERANDS: dict[str, int] = {**_ROWS, **{synonym: _ROWS[name] for synonym, name in _SYNONYMS.items()}}
"""How many operands the rows of the op table have, under all their names."""
