"""The PyTorch expression of every elementwise op, over its operands and params, and the points it is asked at."""

import math

from tests.reference.variant import Variant

_ONE_OPERAND = (
    "sqrt rsqrt reciprocal abs sign floor ceil round trunc frac exp expm1 log log2 log10 log1p sin cos tan asin acos"
    " atan sinh cosh tanh asinh acosh atanh erf sigmoid relu square"
)
_TWO_OPERANDS = "atan2 hypot xlogy remainder fmod maximum minimum fmax fmin logaddexp"
_ACTIVATIONS = "logsigmoid selu relu6 hardsigmoid hardswish tanhshrink softsign mish"

CLOSED_FORMS: dict[str, str] = {
    "cbrt": "RealRoot.apply(a)",
}
"""Ops that PyTorch lacks, by a definition of our own in ``record``."""

_EXPRESSIONS: dict[str, str] = {
    **{name: f"torch.{name}(a)" for name in _ONE_OPERAND.split()},
    **{name: f"torch.{name}(a, b)" for name in _TWO_OPERANDS.split()},
    **CLOSED_FORMS,
    "add": "a + b",
    "sub": "a - b",
    "mul": "a * b",
    "div": "a / b",
    "neg": "-a",
    "floor_divide": "torch.div(a, b, rounding_mode='floor')",
    "power": "a ** b",
    **{name: f"F.{name}(a)" for name in _ACTIVATIONS.split()},
    "leaky_relu": "F.leaky_relu(a, negative_slope)",
    "elu": "F.elu(a, alpha)",
    "celu": "F.celu(a, alpha)",
    "hardtanh": "F.hardtanh(a, min_val, max_val)",
    "softshrink": "F.softshrink(a, lambd)",
    "hardshrink": "F.hardshrink(a, lambd)",
    "gelu": "F.gelu(a)",
    "silu": "F.silu(a)",
    "softplus": "F.softplus(a)",
    "clip": "torch.clamp(*torch.broadcast_tensors(a, low, high))",
    "where": "torch.where(condition != 0, a, b)",
    "greater": "(a > b).double()",
    "less": "(a < b).double()",
    "greater_equal": "(a >= b).double()",
    "less_equal": "(a <= b).double()",
    "equal": "(a == b).double()",
    "not_equal": "(a != b).double()",
    "logical_and": "torch.logical_and(a, b).double()",
    "logical_or": "torch.logical_or(a, b).double()",
    "logical_not": "torch.logical_not(a).double()",
    **{
        loss: f"F.{loss}(*torch.broadcast_tensors(a, b), reduction='none')"
        for loss in ("binary_cross_entropy", "binary_cross_entropy_with_logits")
    },
}

OTHER_PARAMS: dict[str, dict[str, float]] = {
    "leaky_relu": {"negative_slope": 0.3},
    "elu": {"alpha": 0.3},
    "celu": {"alpha": 0.5},
    "hardtanh": {"min_val": -0.5, "max_val": 2.0},
    "softshrink": {"lambd": 1.0},
    "hardshrink": {"lambd": 1.0},
}
"""Params besides the default ones; every elementwise op that has a param stands here."""

ELEMENTWISE: dict[str, tuple[Variant, ...]] = {
    name: tuple(Variant(torch, params) for params in ({}, OTHER_PARAMS.get(name)) if params is not None)
    for name, torch in _EXPRESSIONS.items()
}

SHAPES: dict[int, list[tuple[tuple[int, ...], ...]]] = {
    1: [((2, 3),)],
    2: [((2, 3), (3,)), ((3,), (2, 3)), ((2, 3), ()), ((), (2, 3)), ((2, 1), (1, 3)), ((2, 3), (2, 3))],
    3: [((2, 3), (3,), ()), ((), (2, 1), (1, 3)), ((3,), (), (2, 3))],
}
"""Operands that broadcast, by the number of operands."""

_INF, _NAN = math.inf, math.nan
EDGES: dict[int, tuple[float, ...]] = {
    1: (
        0.0, -0.0, 0.5, -0.5, 1.0, -1.0, 1.5, -1.5, 2.0, -2.0, 2.5, 3.0, -3.0, math.pi / 2, 20.0, 20.000001, -20.000001,
        100.0, -100.0, 710.0, -745.0, 1000.0, -1000.0, 1e-8, -1e-8, 1e-300, 5e-324, 1e308, -1e308, _INF, -_INF, _NAN,
    ),
    2: (0.0, -0.0, 1.0, -2.0, 0.5, 3.0, _INF, -_INF, _NAN),
    3: (-1.0, 0.0, 1.0, _INF, _NAN),
}  # fmt: skip
"""Kinks, domain edges and the ends of the number range: each operand takes each of these."""

OWN_EDGES: dict[str, tuple[float, ...]] = {
    "binary_cross_entropy": (0.0, 0.25, 1.0),
    "softsign": (0.0, -0.0, 1.0, -2.0, 1e-300, 100.0, -100.0, _NAN),
    "tanhshrink": (0.0, -0.0, 1.0, -2.0, 0.5, 20.0, -1000.0, _INF, _NAN),
}
OWN_RANGE: dict[str, tuple[float, float]] = {"binary_cross_entropy": (0.0, 1.0)}
"""Edges and range of ops whose operands PyTorch refuses elsewhere, or where it cancels or overflows on the way."""
