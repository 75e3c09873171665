"""Kinks, ties, domain edges, powers and accumulation: programs of ours with the PyTorch expression beside each.

A row is a program's last expression in our language and in PyTorch over the same leaves. The cases follow
the table of conventions that the project agreed on; ``record`` writes PyTorch's answers to them.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_INF, _NAN = math.inf, math.nan


@dataclass(frozen=True)
class Case:
    """A program, its PyTorch counterpart and the values of its leaves."""

    name: str
    program: str
    torch: str
    leaves: Mapping[str, Any]


def _unary(program: str, torch: str, *points: float) -> list[Case]:
    return [Case(f"{program} at {point!r}", program, torch, {"x": point}) for point in points]


def _binary(program: str, torch: str, *points: tuple[float, float]) -> list[Case]:
    return [Case(f"{program} at {x!r}, {y!r}", program, torch, {"x": x, "y": y}) for x, y in points]


def _vector(program: str, torch: str, *points: list[Any]) -> list[Case]:
    return [Case(f"{program} at {point!r}", program, torch, {"x": point}) for point in points]


KINKS = [
    *_unary("relu(x)", "torch.relu(x)", 0.0, -0.0, _NAN),
    *_unary("abs(x)", "torch.abs(x)", 0.0, -0.0),
    *_unary("|x|", "torch.abs(x)", 0.0),
    *_unary("sign(x)", "torch.sign(x)", 0.0),
    *_binary("maximum(x, y)", "torch.maximum(x, y)", (2.0, 2.0), (_NAN, 1.0), (1.0, _NAN)),
    *_binary("minimum(x, y)", "torch.minimum(x, y)", (2.0, 2.0)),
    *_unary("maximum(x, 0)", "torch.maximum(x, torch.zeros_like(x))", 0.0),
    *_binary("fmax(x, y)", "torch.fmax(x, y)", (2.0, 2.0), (_NAN, 1.0), (1.0, _NAN)),
    *_unary("clip(x, 0, 1)", "torch.clamp(x, 0, 1)", 0.0, 1.0, 1.5, _NAN),
    *_unary("clip(x, 1, 0)", "torch.clamp(x, 1, 0)", 1.5),
    *_unary("hardtanh(x)", "F.hardtanh(x)", -1.0, 1.0),
    *_unary("relu6(x)", "F.relu6(x)", 0.0, 6.0),
    *_unary("leaky_relu(x)", "F.leaky_relu(x)", 0.0),
    *_unary("elu(x)", "F.elu(x)", 0.0),
    *_unary("selu(x)", "F.selu(x)", 0.0),
    *_unary("gelu(x)", "F.gelu(x)", 0.0),
    *_unary("silu(x)", "F.silu(x)", 0.0),
    *_unary("softplus(x)", "F.softplus(x)", 0.0, 20.0, 20.000001),
    *_unary("hardsigmoid(x)", "F.hardsigmoid(x)", -3.0, 3.0),
    *_unary("softshrink(x)", "F.softshrink(x)", 0.5),
    *_unary("l1_loss(x, 1)", "F.l1_loss(x, torch.ones_like(x))", 1.0),
    *_unary("smooth_l1_loss(x, 0)", "F.smooth_l1_loss(x, torch.zeros_like(x))", 1.0),
    *_unary("huber_loss(x, 0)", "F.huber_loss(x, torch.zeros_like(x))", 1.0),
    *_unary("floor(x)", "torch.floor(x)", 2.5),
    *_unary("ceil(x)", "torch.ceil(x)", 2.5),
    *_unary("round(x)", "torch.round(x)", 2.5, 0.5),
    *_unary("trunc(x)", "torch.trunc(x)", 2.5),
    *_unary("frac(x)", "torch.frac(x)", 1.25),
    *_binary("remainder(x, y)", "torch.remainder(x, y)", (5.0, 3.0), (-5.0, 3.0)),
    *_binary("x % y", "torch.remainder(x, y)", (5.0, 3.0), (-5.0, 3.0)),
    *_binary("fmod(x, y)", "torch.fmod(x, y)", (-5.0, 3.0)),
    *_binary("floor_divide(x, y)", "torch.div(x, y, rounding_mode='floor')", (7.0, 2.0)),
    *_unary("where(x > 0, 1, 0) + 0·x", "torch.where(x > 0, 1.0, 0.0) + 0 * x", 0.0),
]

DOMAIN = [
    *_unary("sqrt(x)", "torch.sqrt(x)", 0.0, -1.0, -0.0),
    *_unary("rsqrt(x)", "torch.rsqrt(x)", 0.0),
    *_unary("log(x)", "torch.log(x)", 0.0, -1.0),
    *_unary("log1p(x)", "torch.log1p(x)", -1.0),
    *_unary("log10(x)", "torch.log10(x)", 0.0),
    *_unary("1/x", "1 / x", 0.0, -0.0),
    *_binary("x/y", "x / y", (0.0, 0.0)),
    *_unary("x·x/x", "x * x / x", 0.0),
    *_unary("exp(x)", "torch.exp(x)", 710.0, -800.0),
    *_unary("sigmoid(x)", "torch.sigmoid(x)", 1000.0, -1000.0, -745.0),
    *_unary("tanh(x)", "torch.tanh(x)", 1000.0),
    *_unary("logsigmoid(x)", "F.logsigmoid(x)", -1000.0),
    *_unary("softplus(x)", "F.softplus(x)", -1000.0, 1000.0),
    *_unary("asin(x)", "torch.asin(x)", 1.0, 2.0),
    *_unary("acos(x)", "torch.acos(x)", -1.0),
    *_unary("atanh(x)", "torch.atanh(x)", 1.0),
    *_unary("acosh(x)", "torch.acosh(x)", 1.0),
    *_binary("atan2(x, y)", "torch.atan2(x, y)", (0.0, 0.0)),
    *_binary("hypot(x, y)", "torch.hypot(x, y)", (0.0, 0.0)),
    *_unary("tan(x)", "torch.tan(x)", math.pi / 2),
    *_unary("sinc(x)", "torch.sinc(x)", 0.0),
    *_binary("xlogy(x, y)", "torch.xlogy(x, y)", (0.0, 0.0)),
    *_unary("x·log(x)", "x * torch.log(x)", 0.0),
    *_binary("x − y", "x - y", (_INF, _INF)),
    *_binary("x·y", "x * y", (0.0, _INF)),
    *_unary("x/2", "x / 2", 5e-324),
    *_unary("x·1", "x * 1", 5e-324),
    *_unary("−x", "-x", 0.0),
    *_unary("x·10", "x * 10", 1e308),
    *_unary("log1p(x)", "torch.log1p(x)", 1e-12, -1e-12),
    *_unary("expm1(x)", "torch.expm1(x)", 1e-12),
]

POWERS = [
    *_binary(
        "x**y", "x ** y",
        (0.0, 0.0), (0.0, 2.0), (0.0, 0.5), (0.0, 1.0), (0.0, -1.0), (-0.0, -1.0), (-8.0, 0.3333333333333333),
        (-2.0, 2.0), (-2.0, 3.0), (-2.0, -1.0), (2.0, 0.0), (-2.0, 0.0), (0.0, _INF), (1.0, _INF), (_INF, 0.0),
        (_NAN, 0.0), (1.0, _NAN), (2.0, 0.5), (9.0, 387420489.0), (10.0, 308.0), (10.0, 309.0),
    ),
    *_unary("x**0", "x ** 0", 0.0, 5.0),
    *_unary("x**1", "x ** 1", 0.0),
    *_unary("x**2", "x ** 2", 0.0, -2.0),
    *_unary("x²", "x ** 2", -2.0),
    *_unary("x**3", "x ** 3", -2.0),
    *_unary("x³", "x ** 3", -2.0),
    *_unary("x**0.5", "x ** 0.5", 0.0, -4.0),
    *_unary("x**−1", "x ** -1", 0.0),
    *_unary("x**1.5", "x ** 1.5", 0.0),
    *_unary("x**0.3333333333333333", "x ** 0.3333333333333333", -8.0),
    *_unary("0**x", "0.0 ** x", 0.0, 2.0, -1.0),
    *_unary("2^x", "2.0 ** x", 0.0),
    *_unary("(−2)**x", "(-2.0) ** x", 2.0),
    *_unary("1**x", "1.0 ** x", 5.0),
]  # fmt: skip

CHOICES = [
    *_unary("where(x > 0, sqrt(x), 0)", "torch.where(x > 0, torch.sqrt(x), 0.0)", -1.0, 0.0),
    *_unary("where(x > 0, 1/x, x)", "torch.where(x > 0, 1 / x, x)", 0.0),
    *_unary("where(x > 0, log(x), x)", "torch.where(x > 0, torch.log(x), x)", -1.0),
    *_unary("0·sqrt(x)", "0 * torch.sqrt(x)", 0.0),
    *_unary("relu(sqrt(x) − 1)", "torch.relu(torch.sqrt(x) - 1)", 0.0),
    *_unary("maximum(sqrt(x), 1)", "torch.maximum(torch.sqrt(x), torch.ones_like(x))", 0.0),
    *_unary("where(x > 0, exp(x), 1)", "torch.where(x > 0, torch.exp(x), 1.0)", 1000.0),
    *_unary("where(x < 0, exp(x), 1)", "torch.where(x < 0, torch.exp(x), 1.0)", 1000.0),
    *_unary("sqrt(x·x)", "torch.sqrt(x * x)", 0.0),
]

ACCUMULATION = [
    *_unary("x + x", "x + x", 3.0),
    *_unary("x·x·x", "x * x * x", 3.0),
    *_unary("x − x", "x - x", 3.0),
    *_unary("h = x²; h·h + h", "(x ** 2) * (x ** 2) + x ** 2", 3.0),
]

REDUCTIONS = [
    *_vector("max(x)", "torch.max(x)", [1.0, 3.0, 3.0, 3.0]),
    *_vector("x.max()", "x.max()", [1.0, 3.0, 3.0, 3.0]),
    *_vector("min(x)", "torch.min(x)", [1.0, 1.0, 3.0]),
    *_vector("torch.max(x, dim=0).values", "torch.max(x, dim=0).values", [3.0, 1.0, 3.0]),
    *_vector("torch.amax(x, dim=0)", "torch.amax(x, dim=0)", [3.0, 1.0, 3.0]),
    *_vector("torch.median(x)", "torch.median(x)", [1.0, 2.0, 3.0, 4.0]),
    *_vector("torch.sort(x).values[0]", "torch.sort(x).values[0]", [2.0, 2.0, 3.0]),
    *_vector("norm(x)", "torch.linalg.norm(x)", [0.0, 0.0, 0.0]),
    *_vector("norm(x, 1)", "torch.linalg.norm(x, 1)", [0.0, 0.0]),
    *_vector("norm(x, inf)", "torch.linalg.norm(x, math.inf)", [3.0, -3.0, 1.0]),
    *_vector("sqrt(sum(x**2))", "torch.sqrt(torch.sum(x ** 2))", [0.0, 0.0]),
    *_vector("torch.std(x)", "torch.std(x)", [2.0, 2.0, 2.0], [1.0, 2.0, 4.0]),
    *_vector("np.std(x)", "torch.std(x, correction=0)", [1.0, 2.0, 4.0]),
    *_vector("torch.var(x)", "torch.var(x)", [1.0, 2.0, 4.0], [3.0]),
    *_vector("np.var(x)", "torch.var(x, correction=0)", [1.0, 2.0, 4.0]),
    *_vector("mean(x)", "torch.mean(x)", [], [1.0, 2.0, 3.0, 4.0]),
    *_vector("sum(x)", "torch.sum(x)", []),
    *_vector("prod(x)", "torch.prod(x)", [2.0, 0.0, 3.0], [2.0, 0.0, 0.0]),
    *_vector("sum(cumprod(x))", "torch.cumprod(x, 0).sum()", [2.0, 0.0, 3.0]),
]

SOFTMAX = [
    *_vector("softmax(x)[0]", "torch.softmax(x, 0)[0]", [1000.0, 0.0], [_INF, 0.0], [-_INF, -_INF]),
    *_vector("log_softmax(x)[1]", "torch.log_softmax(x, 0)[1]", [1000.0, 0.0]),
    *_vector("log(softmax(x))[1]", "torch.log(torch.softmax(x, 0))[1]", [1000.0, 0.0]),
    *_vector("logsumexp(x)", "torch.logsumexp(x, 0)", [1000.0, 1000.0]),
    *_vector("cross_entropy(x, 0)", "F.cross_entropy(x, torch.tensor(0))", [1.0, 2.0, 3.0]),
    *_unary("binary_cross_entropy(x, 0)", "F.binary_cross_entropy(x, torch.zeros_like(x))", 0.0),
    *_unary("binary_cross_entropy(x, 1)", "F.binary_cross_entropy(x, torch.ones_like(x))", 0.0),
    *_unary(
        "binary_cross_entropy_with_logits(x, 0)",
        "F.binary_cross_entropy_with_logits(x, torch.zeros_like(x))",
        1000.0,
    ),
]


def _pair(program: str, torch: str, x: Any, y: Any) -> Case:
    return Case(program, program, torch, {"x": x, "y": y})


ARRAYS = [
    *_vector("x[0]·x[0] + x[1]", "x[0] * x[0] + x[1]", [3.0, 4.0]),
    *_vector("x[[0, 0, 1]].sum()", "x[[0, 0, 1]].sum()", [3.0, 4.0]),
    _pair("sum(x + y)", "torch.sum(x + y)", [1.0, 2.0, 3.0], [5.0]),
    _pair("sum(x·y)", "torch.sum(x * y)", [[1.0], [2.0]], [[3.0, 4.0, 5.0]]),
    _pair("(x·y).sum()", "torch.sum(x * y)", 2.0, [[1.0, 2.0], [3.0, 4.0]]),
    _pair("x @ y", "x @ y", [1.0, 2.0], [3.0, 4.0]),
    _pair("sum(x @ y)", "torch.sum(x @ y)", [[1.0, 2.0], [3.0, 4.0]], [5.0, 6.0]),
    _pair("(x @ y).sum()", "torch.sum(x @ y)", [1.0, 2.0], [[3.0, 4.0], [5.0, 6.0]]),
    *_unary("x.detach()·x", "x.detach() * x", 3.0),
]

CASES: tuple[Case, ...] = (*KINKS, *DOMAIN, *POWERS, *CHOICES, *ACCUMULATION, *REDUCTIONS, *SOFTMAX, *ARRAYS)
