"""How PyTorch writes the ops."""

from collections.abc import Mapping

from engine.export.arithmetic import ARITHMETIC
from engine.op import COMPARISON, PRODUCT, Form, infix


def _functions(names: str, module: str = "torch") -> dict[str, Form]:
    """Functions of one operand that PyTorch calls as we do."""
    return {name: Form(f"{module}.{name}({{a}})") for name in names.split()}


def _functions_of_two(names: str) -> dict[str, Form]:
    return {name: Form(f"torch.{name}({{a}}, {{b}})") for name in names.split()}


def _reductions(names: str) -> dict[str, Form]:
    return {name: Form(f"torch.{name}({{a}}, dim={{axis}}, keepdim={{keepdims}})") for name in names.split()}


def _spread(name: str) -> Form:
    return Form(f"torch.{name}({{a}}, dim={{axis}}, keepdim={{keepdims}}, correction={{correction}})")


def _condition(symbol: str) -> Form:
    """1 and 0 for true and false."""
    return Form(f"({{a:{COMPARISON + 1}}} {symbol} {{b:{COMPARISON + 1}}}).double()")


PYTORCH_FORMS: Mapping[str, Form] = {
    **ARITHMETIC,
    **_functions("sqrt rsqrt reciprocal abs sign floor ceil round trunc frac exp expm1 log log2 log10 log1p"),
    **_functions("sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh erf sigmoid relu"),
    **_functions("logsigmoid gelu silu softplus selu relu6 hardsigmoid hardswish tanhshrink softsign mish", "F"),
    **_functions_of_two("atan2 hypot xlogy remainder fmod maximum minimum fmax fmin logaddexp"),
    "floor_divide": Form("torch.div({a}, {b}, rounding_mode='floor')"),
    "leaky_relu": Form("F.leaky_relu({a}, {negative_slope})"),
    "elu": Form("F.elu({a}, {alpha})"),
    "celu": Form("F.celu({a}, {alpha})"),
    "hardtanh": Form("F.hardtanh({a}, {min_val}, {max_val})"),
    "softshrink": Form("F.softshrink({a}, {lambd})"),
    "hardshrink": Form("F.hardshrink({a}, {lambd})"),
    "clip": Form("torch.clamp(*torch.broadcast_tensors({a}, {low}, {high}))"),
    "where": Form("torch.where({condition:5} != 0, {a}, {b})"),
    "greater": _condition(">"),
    "less": _condition("<"),
    "greater_equal": _condition(">="),
    "less_equal": _condition("<="),
    "equal": _condition("=="),
    "not_equal": _condition("!="),
    "logical_and": Form("torch.logical_and({a}, {b}).double()"),
    "logical_or": Form("torch.logical_or({a}, {b}).double()"),
    "logical_not": Form("torch.logical_not({a}).double()"),
    **{
        name: Form(f"F.{name}(*torch.broadcast_tensors({{a}}, {{b}}), reduction='none')")
        for name in ("binary_cross_entropy", "binary_cross_entropy_with_logits")
    },
    **_reductions("sum mean amax amin logsumexp"),
    "prod": Form("torch.prod({a}, dim={axis}, keepdim={keepdims})"),
    "max_along": Form("torch.max({a}, dim={axis}, keepdim={keepdims}).values"),
    "min_along": Form("torch.min({a}, dim={axis}, keepdim={keepdims}).values"),
    "var": _spread("var"),
    "std": _spread("std"),
    "norm": Form("torch.linalg.vector_norm({a}, dim={axis}, keepdim={keepdims})"),
    "cumsum": Form("torch.cumsum({a}, {axis})"),
    "cumprod": Form("torch.cumprod({a}, {axis})"),
    "median": Form("torch.median({a})"),
    "softmax": Form("torch.softmax({a}, {axis})"),
    "log_softmax": Form("torch.log_softmax({a}, {axis})"),
    **{name: infix(" @ ", PRODUCT) for name in ("dot", "matvec", "vecmat", "matmul")},
    "outer": Form("{a:9}[..., None] * {b:7}", PRODUCT),
    "einsum": Form("torch.einsum({left} + ',' + {right} + '->' + {result}, {a}, {b})"),
    "inv": Form("torch.linalg.inv({a})"),
    "det": Form("torch.linalg.det({a})"),
    "conv1d": Form("F.conv1d({a}, {b}, stride={stride}, padding={padding})"),
    "conv2d": Form("F.conv2d({a}, {b}, stride={stride}, padding={padding})"),
    "broadcast_to": Form("{a:9}.expand({shape})"),
    "copy_to": Form("{a:9}.reshape({kept}).expand({shape})"),
    "sum_to": Form("{a:9}.sum_to_size({shape})"),
    "reshape": Form("{a:9}.reshape({shape})"),
    "transpose": Form("{a:9}.permute({axes})"),
    "flip": Form("torch.flip({a}, {axis})"),
    "index": Form("{a:9}[{key}]"),
    "take_along": Form("torch.take_along_dim({a}, torch.tensor({indices}), {axis})"),
    "put_along": Form("torch.zeros({shape}).scatter({axis}, torch.tensor({indices}), {a})"),
    "concatenate": Form("torch.cat(({parts}), {axis})"),
    "stack": Form("torch.stack(({parts}), {axis})"),
    "triu": Form("torch.triu({a}, {k})"),
    "tril": Form("torch.tril({a}, {k})"),
    "detach": Form("{a:9}.detach()"),
}
"""The ops that PyTorch has as such; the others are refused."""

DIMENSIONS = frozenset(("sum", "mean", "amax", "amin", "logsumexp", "var", "std", "norm", "flip"))
"""Ops whose ``axis`` may be None for all axes, which PyTorch wants to have listed."""
