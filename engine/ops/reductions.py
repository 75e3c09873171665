"""Ops that combine many entries into one, and the normalisations built on them.

``axis`` is an int, a tuple of ints or None for all entries; ``copy_to`` gives the upstream gradient, or the result,
back the axes that the reduction took, with a copy for every entry that it combined.
"""

from engine.op import Form, Op, latex_call, structural

_G, _OUT = (f"copy_to({name}, kept=kept(shape_of(a), axis), shape=shape_of(a))" for name in ("g", "out"))


def _reduction(name: str, compute: str, rule: str, latex: str, title: str | None = None,
               kinks: tuple[str, ...] = (), **params: object) -> Op:
    return structural(name, "a", compute, rule, params={"axis": None, "keepdims": False, **params},
                      text=_text(title if title == name[1:] else name), latex=_latex(latex), title=title, kinks=kinks)


def _text(name: str) -> Form:
    """``sum(x)``, or ``sum(x, axis=0)`` over some axes only."""
    return Form(f"{name}({{a}}{{axis:, axis=}})")


def _latex(name: str) -> Form:
    form = latex_call(name, ("a",))
    return Form(form.template.replace("{a}", r"{a}{axis:, \text{{axis}}=}"))


def _extremum(name: str, function: str, latex: str, other: str) -> tuple[Op, Op]:
    """The extremum whose ties share the gradient (amax), and the one whose first place takes it (max_along)."""
    at_extremum, place = f"(a == {_OUT})", f"indices={other}(a, axis)"
    shared = f"{_G} * {at_extremum} / sum({at_extremum}, axis=axis, keepdims=True)"
    first = f"put_along(reshape(g, shape=kept(shape_of(a), axis)), {place}, axis=axis, shape=shape_of(a))"
    ties = (f"where({at_extremum}, 1, -1)",)  # changes its sign where another entry becomes the extremum
    compute = f"np.{function}(a, axis=axis, keepdims=keepdims)"
    return (
        _reduction(f"a{name}", compute, shared, latex, name, kinks=ties),
        structural(f"{name}_along", "a", compute, first, params={"axis": -1, "keepdims": False},
                   text=_text(name), latex=_latex(latex), title=name, kinks=ties),
    )


_REVERSED_SCAN = (
    "flip(recurrence(flip(g, axis=axis), shift(flip({factor}, axis=axis), axis=axis), axis=axis), axis=axis)"
)
"""How the upstream gradient runs back through outᵢ = … + factorᵢ·outᵢ₋₁."""

_AT_MEDIAN = "where(out == out, a == out, a != a)"  # NaN is a median too

REDUCTIONS = (
    _reduction("sum", "np.sum(a, axis=axis, keepdims=keepdims)", _G, r"\sum", "Σ"),
    _reduction("mean", "mean(a, axis, keepdims)", f"{_G} / count(shape_of(a), axis)", "mean"),
    structural("prod", "a", "np.prod(a, axis=axis, keepdims=keepdims)",
               f"{_G} * before(a, axis=axis) * flip(before(flip(a, axis=axis), axis=axis), axis=axis)",
               params={"axis": -1, "keepdims": False}, latex=r"\prod", title="Π"),
    *_extremum("max", "max", r"\max", "first_max"),
    *_extremum("min", "min", r"\min", "first_min"),
    structural("argmax", "a", "np.argmax(a, axis=axis, keepdims=keepdims) * 1.0", None,
               params={"axis": None, "keepdims": False}),
    structural("argmin", "a", "np.argmin(a, axis=axis, keepdims=keepdims) * 1.0", None,
               params={"axis": None, "keepdims": False}),
    _reduction("var", "variance(a, axis, keepdims, correction)",
               f"{_G} * (2 * (a - mean(a, axis=axis, keepdims=True))) / (count(shape_of(a), axis) - correction)",
               "var", correction=0.0),
    _reduction("std", "np.sqrt(variance(a, axis, keepdims, correction))",
               f"where({_OUT} == 0, 0, {_G} * (a - mean(a, axis=axis, keepdims=True))"
               f" / ({_OUT} * (count(shape_of(a), axis) - correction)))", "std", correction=0.0),
    structural("norm", "a", "np.sqrt(np.sum(a * a, axis=axis, keepdims=keepdims))",
               f"where({_OUT} == 0, 0, {_G} * a / {_OUT})", params={"axis": None, "keepdims": False},
               text=Form("‖{a}‖"), latex=Form(r"\left\lVert {a} \right\rVert"), title="‖ ‖"),
    _reduction("logsumexp", "logsumexp(a, axis, keepdims)",
               f"{_G} * where({_OUT} == -1e999, 0, exp(a - {_OUT}))", "logsumexp"),
    structural("cumsum", "a", "np.cumsum(a, axis)", "flip(cumsum(flip(g, axis=axis), axis=axis), axis=axis)",
               params={"axis": 0}),
    structural("cumprod", "a", "np.cumprod(a, axis)",
               f"before(a, axis=axis) * {_REVERSED_SCAN.format(factor='a')}", params={"axis": 0}),
    # What the rules of products are written in: no quotient can replace a product of the other entries.
    structural("before", "a", "shifted(np.cumprod(a, axis), axis, 1.0)",
               "out * flip(shift(recurrence(flip(g, axis=axis), flip(a, axis=axis), axis=axis), axis=axis), axis=axis)",
               params={"axis": 0}, title="Π before"),
    structural("recurrence", "a b", "recurrence(a, b, axis)", _REVERSED_SCAN.format(factor="b"),
               f"{_REVERSED_SCAN.format(factor='b')} * shift(out, axis=axis)", params={"axis": 0}),
    structural("median", "a", "lower_median(a)", f"g * {_AT_MEDIAN} / sum({_AT_MEDIAN})",
               kinks=("differences(a, None)",)),
    structural("sort", "a", "np.sort(a, axis=axis, kind='stable')",
               "put_along(g, indices=order(a, axis), axis=axis, shape=shape_of(a))",
               params={"axis": -1}, kinks=("differences(a, axis)",)),
    structural("argsort", "a", "order(a, axis) * 1.0", None, params={"axis": -1},
               kinks=("differences(a, axis)",)),
    structural("softmax", "a", "softmax(a, axis)", "out * (g - sum(g * out, axis=axis, keepdims=True))",
               params={"axis": -1}, latex="softmax"),
    structural("log_softmax", "a", "log_softmax(a, axis)", "g - exp(out) * sum(g, axis=axis, keepdims=True)",
               params={"axis": -1}, latex="log softmax"),
)
