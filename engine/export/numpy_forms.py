"""How NumPy writes the ops, and the few functions that a script has to define because NumPy lacks them."""

import re
from collections.abc import Iterable, Mapping

from engine.export.arithmetic import ARITHMETIC
from engine.op import COMPARISON, PRODUCT, SIGN, SUM, Form, infix


def _functions(names: str) -> dict[str, Form]:
    """Functions of one operand: ``ours=theirs``, or one name that is the same in both."""
    pairs = (name.partition("=") for name in names.split())
    return {ours: Form(f"np.{theirs or ours}({{a}})") for ours, _, theirs in pairs}


def _functions_of_two(names: str) -> dict[str, Form]:
    pairs = (name.partition("=") for name in names.split())
    return {ours: Form(f"np.{theirs or ours}({{a}}, {{b}})") for ours, _, theirs in pairs}


def _reductions(names: str) -> dict[str, Form]:
    pairs = (name.partition("=") for name in names.split())
    arguments = "({a}, axis={axis}, keepdims={keepdims})"
    return {ours: Form(f"np.{theirs or ours}{arguments}") for ours, _, theirs in pairs}


def _comparison(symbol: str) -> Form:
    return Form(f"{{a:{COMPARISON + 1}}} {symbol} {{b:{COMPARISON + 1}}}", COMPARISON)


NUMPY_FORMS: Mapping[str, Form] = {
    **ARITHMETIC,
    "reciprocal": Form(f"1 / {{a:{SIGN}}}", PRODUCT),
    **_functions("sqrt cbrt abs floor ceil round trunc exp expm1 log log2 log10 log1p sin cos tan sinh cosh tanh"),
    **_functions("asin=arcsin acos=arccos atan=arctan asinh=arcsinh acosh=arccosh atanh=arctanh logical_not"),
    **_functions_of_two("remainder=mod floor_divide fmod atan2=arctan2 hypot logaddexp maximum minimum fmax fmin"),
    **_functions_of_two("logical_and logical_or"),
    "rsqrt": Form("1 / np.sqrt({a})", PRODUCT),
    "sign": Form("np.where({a} > 0, 1, np.where({a} < 0, -1, 0))"),
    "frac": Form("{a:5} - np.trunc({a})", SUM),
    "xlogy": Form("np.where(({a:5} == 0) & ({b:5} == {b:5}), 0, {a:6} * np.log({b}))"),
    "erf": Form("erf({a})"),
    "sigmoid": Form("sigmoid({a})"),
    "logsigmoid": Form("np.minimum({a}, 0) - np.log1p(np.exp(-np.abs({a})))", SUM),
    "relu": Form("np.maximum({a}, 0)"),
    "leaky_relu": Form("np.where({a:5} > 0, {a}, {negative_slope} * {a:7})"),
    "elu": Form("np.where({a:5} > 0, {a}, {alpha} * np.expm1({a}))"),
    "celu": Form("np.where({a:5} > 0, {a}, {alpha} * np.expm1({a:6} / {alpha}))"),
    "selu": Form("1.0507009873554805 * np.where({a:5} > 0, {a}, 1.6732632423543772 * np.expm1({a}))", PRODUCT),
    "hardtanh": Form("np.clip({a}, {min_val}, {max_val})"),
    "relu6": Form("np.clip({a}, 0, 6)"),
    "hardsigmoid": Form("np.clip({a:5} + 3, 0, 6) / 6", PRODUCT),
    "hardswish": Form("{a:6} * np.clip({a:5} + 3, 0, 6) / 6", PRODUCT),
    "softshrink": Form(
        "np.where({a:5} > {lambd}, {a:5} - {lambd}, np.where({a:5} < -{lambd}, {a:5} + {lambd}, 0 * {a:7}))"
    ),
    "hardshrink": Form("np.where(({a:5} >= -{lambd}) & ({a:5} <= {lambd}), 0, {a})"),
    "tanhshrink": Form("{a:5} - np.tanh({a})", SUM),
    "softsign": Form("{a:6} / (1 + np.abs({a}))", PRODUCT),
    "mish": Form("{a:6} * np.tanh(softplus({a}))", PRODUCT),
    "gelu": Form("{a:6} / 2 * (1 + erf({a:6} / np.sqrt(2)))", PRODUCT),
    "silu": Form("{a:6} * sigmoid({a})", PRODUCT),
    "softplus": Form("softplus({a})"),
    "clip": Form("np.minimum(np.maximum({a}, {low}), {high})"),
    "where": Form("np.where({condition}, {a}, {b})"),
    "greater": _comparison(">"),
    "less": _comparison("<"),
    "greater_equal": _comparison(">="),
    "less_equal": _comparison("<="),
    "equal": _comparison("=="),
    "not_equal": _comparison("!="),
    "binary_cross_entropy": Form(
        "-({b:6} * np.maximum(np.log({a}), -100) + (1 - {b:6}) * np.maximum(np.log1p(-{a:7}), -100))", SIGN
    ),
    "binary_cross_entropy_with_logits": Form(
        "(1 - {b:6}) * {a:7} - (np.minimum({a}, 0) - np.log1p(np.exp(-np.abs({a}))))", SUM
    ),
    **_reductions("sum mean prod amax=max amin=min max_along=max min_along=min"),
    "before": Form("before({a}, axis={axis})"),
    "argmax": Form("np.argmax({a}, axis={axis}, keepdims={keepdims}) * 1.0", PRODUCT),
    "argmin": Form("np.argmin({a}, axis={axis}, keepdims={keepdims}) * 1.0", PRODUCT),
    "var": Form("np.var({a}, axis={axis}, keepdims={keepdims}, ddof={correction})"),
    "std": Form("np.std({a}, axis={axis}, keepdims={keepdims}, ddof={correction})"),
    "norm": Form("np.sqrt(np.sum({a:9} ** 2, axis={axis}, keepdims={keepdims}))"),
    "logsumexp": Form("logsumexp({a}, axis={axis}, keepdims={keepdims})"),
    "cumsum": Form("np.cumsum({a}, axis={axis})"),
    "softmax": Form("softmax({a}, axis={axis})"),
    "log_softmax": Form("log_softmax({a}, axis={axis})"),
    **{name: infix(" @ ", PRODUCT) for name in ("dot", "matvec", "vecmat", "matmul")},
    "outer": Form("{a:9}[..., None] * {b:7}", PRODUCT),
    "einsum": Form("np.einsum({left} + ',' + {right} + '->' + {result}, {a}, {b})"),
    "inv": Form("np.linalg.inv({a})"),
    "sum_to": Form("sum_to({a}, {shape})"),
    "broadcast_to": Form("np.broadcast_to({a}, {shape})"),
    "copy_to": Form("np.broadcast_to(np.reshape({a}, {kept}), {shape})"),
    "reshape": Form("np.reshape({a}, {shape})"),
    "transpose": Form("np.transpose({a}, {axes})"),
    "flip": Form("np.flip({a}, {axis})"),
    "roll": Form("np.roll({a}, {shift}, {axis})"),
    "index": Form("{a:9}[{key}]"),
    "scatter": Form("scatter({a}, np.s_[{key}], {shape})"),
    "take_along": Form("np.take_along_axis({a}, np.array({indices}), {axis})"),
    "put_along": Form("put_along({a}, np.array({indices}), {axis}, {shape})"),
    "concatenate": Form("np.concatenate(({parts}), axis={axis})"),
    "stack": Form("np.stack(({parts}), axis={axis})"),
    "triu": Form("np.triu({a}, {k})"),
    "tril": Form("np.tril({a}, {k})"),
    "detach": Form("{a:5} + 0", SUM),
}
"""The ops that NumPy can write, forward and backward; the others are refused."""

CONDITIONS = frozenset(
    ("greater", "less", "greater_equal", "less_equal", "equal", "not_equal", "logical_and", "logical_or", "logical_not")
)
"""Ops that NumPy answers with true and false, where a value of the graph is 1 and 0."""

HELPERS: Mapping[str, str] = {
    "erf": "erf = np.vectorize(math.erf, otypes=[float])",
    "sigmoid": """def sigmoid(a):
    return 1 / (1 + np.exp(-a))""",
    "softplus": """def softplus(a):
    return np.where(a > 20, a, np.log1p(np.exp(a)))""",
    "softmax": """def softmax(a, axis):
    powers = np.exp(a - np.max(a, axis=axis, keepdims=True))
    return powers / np.sum(powers, axis=axis, keepdims=True)""",
    "log_softmax": """def log_softmax(a, axis):
    shifted = a - np.max(a, axis=axis, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=axis, keepdims=True))""",
    "logsumexp": """def logsumexp(a, axis=None, keepdims=False):
    largest = np.max(a, axis=axis, keepdims=True)
    summed = np.log(np.sum(np.exp(a - largest), axis=axis, keepdims=True)) + largest
    return summed if keepdims else np.max(summed, axis=axis)""",
    "before": '''def before(a, axis):
    """For each entry the product of those before it."""
    result = np.ones(np.shape(a))
    np.moveaxis(result, axis, 0)[1:] = np.cumprod(np.moveaxis(a, axis, 0), axis=0)[:-1]
    return result''',
    "sum_to": '''def sum_to(a, shape):
    """Add up what broadcasting copied."""
    extra = np.ndim(a) - len(shape)
    copied = [extra + axis for axis, size in enumerate(shape) if size == 1]
    return np.sum(a, axis=(*range(extra), *copied)).reshape(shape)''',
    "scatter": '''def scatter(a, key, shape):
    """Zeros with a added where an index took it from."""
    result = np.zeros(shape)
    np.add.at(result, key, a)
    return result''',
    "put_along": '''def put_along(a, indices, axis, shape):
    """Zeros with a put at one index along an axis."""
    result = np.zeros(shape)
    np.put_along_axis(result, indices, a, axis)
    return result''',
}
"""Functions that a script defines where it uses them, by name."""


def helpers_of(lines: Iterable[str]) -> tuple[list[str], list[str]]:
    """The imports and the functions that some lines of a script need."""
    text = "\n".join(lines)
    helpers = [code for name, code in HELPERS.items() if re.search(rf"\b{name}\(", text)]
    return ["import math\n"] * any("math." in code for code in helpers) + ["import numpy as np"], helpers
