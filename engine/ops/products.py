"""Products of vectors, matrices and arrays: each case of ``@``, einsum and convolution."""

from engine.op import POWER, PRODUCT, Form, Op, structural

_TEXT = Form("{a:6} @ {b:7}", PRODUCT)
_LATEX = Form(r"{a:6} \, {b:7}", PRODUCT)


def _product(name: str, compute: str, rule_a: str, rule_b: str) -> Op:
    return structural(name, "a b", compute, rule_a, rule_b, text=_TEXT, latex=_LATEX, title="@")


def _convolution(name: str, dimensions: int) -> Op:
    """Cross-correlation of (N, C, spatial…) with filters (F, C, window…): a sum over the entries of windows."""
    patches, filters, result = "ncep", "fce", "nfp"
    size = "size=shape_of(b)[2:], stride=stride, padding=padding"
    g, b = "reshape(g, shape=in_rows(shape_of(out)))", "reshape(b, shape=in_rows(shape_of(b)))"
    return structural(
        name, "a b", "convolution(a, b, stride, padding)",
        f"fold(einsum({g}, {b}, left='{result}', right='{filters}', result='{patches}'), {size}, shape=shape_of(a))",
        f"reshape(einsum({g}, unfold(a, {size}), left='{result}', right='{patches}', result='{filters}'),"
        " shape=shape_of(b))",
        params={"stride": (1,) * dimensions, "padding": (0,) * dimensions},
        text=Form("{a:6} ∗ {b:7}", PRODUCT), latex=Form(r"{a:6} * {b:7}", PRODUCT), title=name,
    )  # fmt: skip


def _pooling(name: str, compute: str, windows: str, kinks: tuple[str, ...] = ()) -> Op:
    """A number per window of (N, C, spatial…); ``windows`` gives each window its gradient, which is folded back."""
    return structural(name, "a", compute, f"fold({windows}, {_HOW}, shape=shape_of(a))",
                      params={"size": (), "stride": (), "padding": ()}, title=name.replace("_", " "), kinks=kinks)


_HOW = "size=size, stride=stride, padding=padding"
_WINDOWS = "windows_of(shape_of(a), shape_of(out), size)"
_UPSTREAM, _EACH = (f"reshape({name}, shape=per_window(shape_of(out)))" for name in ("g", "out"))
_AT_MAX = f"indices=first_max(unfold(a, size, stride, padding, -1e999), 2), axis=2, shape={_WINDOWS}"
_A_T, _OUT_T = (f"transpose({operand}, axes=swapped(shape_of({operand})))" for operand in ("a", "out"))
_INVERSE_T = "transpose(inv(a), axes=swapped(shape_of(a)))"

PRODUCTS = (
    _product("dot", "np.dot(a, b)", "g * b", "g * a"),
    _product("matvec", "np.matmul(a, b)", "outer(g, b)", "matvec(transpose(a, axes=swapped(shape_of(a))), g)"),
    _product("vecmat", "np.matmul(a, b)", "matvec(b, g)", "outer(a, g)"),
    _product("matmul", "np.matmul(a, b)",
             "g @ transpose(b, axes=swapped(shape_of(b)))", "transpose(a, axes=swapped(shape_of(a))) @ g"),
    structural("outer", "a b", "outer(a, b)", "matvec(g, b)", "vecmat(a, g)",
               text=Form("{a:6} ⊗ {b:7}", PRODUCT), latex=Form(r"{a:6} \, {{{b:9}}}^{{\top}}", PRODUCT), title="⊗"),
    structural("einsum", "a b", "np.einsum(left + ',' + right + '->' + result, a, b)",
               "einsum(g, b, left=result, right=right, result=left)",
               "einsum(g, a, left=result, right=left, result=right)",
               params={"left": "", "right": "", "result": ""},
               text=Form("einsum('{left},{right}->{result}', {a}, {b})"),
               latex=Form(r"\operatorname{{einsum}}_{{{left},{right} \to {result}}}\left({a}, {b}\right)")),
    structural("inv", "a", "inverse_matrix(a)", f"-({_OUT_T} @ g @ {_OUT_T})",
               text=Form("{a:9}⁻¹", POWER), latex=Form(r"{{{a:9}}}^{{-1}}", POWER), title="( )⁻¹"),
    structural("solve", "a b", "solution(a, b)", f"-(solve({_A_T}, g) @ {_OUT_T})", f"solve({_A_T}, g)"),
    # Products of the inverse would not do for the gradient of a determinant that is 0.
    structural("det", "a", "np.linalg.det(a)", "reshape(g, shape=with_two(shape_of(out))) * cofactors(a)",
               latex=r"\det"),
    structural("cofactors", "a", "cofactors(a)",
               f"sum(g * {_INVERSE_T}, axis=(-1, -2), keepdims=True) * out"
               f" - {_INVERSE_T} @ transpose(g, axes=swapped(shape_of(a))) @ out", latex="cof"),
    _pooling("max_pool", "max_pool(a, size, stride, padding)", f"put_along({_UPSTREAM}, {_AT_MAX})",
             # It is where another entry becomes the maximum.
             kinks=(f"put_along(0 * {_EACH} + 1, {_AT_MAX}) - 1 / 2",)),
    _pooling("avg_pool", "avg_pool(a, size, stride, padding)",
             f"broadcast_to({_UPSTREAM} / entries(size), shape={_WINDOWS})"),
    _convolution("conv1d", 1),
    _convolution("conv2d", 2),
)
