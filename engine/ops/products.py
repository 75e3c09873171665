"""Products of vectors, matrices and arrays: each case of ``@``, einsum and convolution."""

from engine.op import POWER, PRODUCT, Form, Op, structural

_TEXT = Form("{a:6} @ {b:7}", PRODUCT)
_LATEX = Form(r"{a:6} \, {b:7}", PRODUCT)


def _product(name: str, compute: str, rule_a: str, rule_b: str) -> Op:
    return structural(name, "a b", compute, rule_a, rule_b, text=_TEXT, latex=_LATEX, title="@")


def _convolution(name: str, space: str, window: str) -> Op:
    """Cross-correlation of (N, C, spatial…) with filters (F, C, window…): a sum over windows."""
    patches, filters, result = f"nc{window}{space}", f"fc{window}", f"nf{space}"
    size = "size=shape_of(b)[2:], stride=stride, padding=padding"
    return structural(
        name, "a b", f"np.einsum('{patches},{filters}->{result}', unfold(a, shape_of(b)[2:], stride, padding), b)",
        f"fold(einsum(g, b, left='{result}', right='{filters}', result='{patches}'), {size}, shape=shape_of(a))",
        f"einsum(g, unfold(a, {size}), left='{result}', right='{patches}', result='{filters}')",
        params={"stride": (1,) * len(space), "padding": (0,) * len(space)},
        text=Form("{a:6} ∗ {b:7}", PRODUCT), latex=Form(r"{a:6} * {b:7}", PRODUCT), title=name,
    )  # fmt: skip


def _pooling(name: str, compute: str, spread: str, kinks: tuple[str, ...] = ()) -> Op:
    """A number per window of (N, C, spatial…); ``spread`` undoes it before the windows are folded back."""
    how = "size=size, stride=stride, padding=padding"
    return structural(name, "a", compute, f"fold({spread}, {how}, shape=shape_of(a))",
                      params={"size": (), "stride": (), "padding": ()}, title=name.replace("_", " "),
                      kinks=kinks)


_A_T, _OUT_T = (f"transpose({operand}, axes=swapped(shape_of({operand})))" for operand in ("a", "out"))
_INVERSE_T = "transpose(inv(a), axes=swapped(shape_of(a)))"
_MAX_WINDOWS = "pooled(a, size, stride, padding, -np.inf)"
_FIRST = "first=first_max(pooled(a, size, stride, padding, -1e999), 2), size=size"

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
               params={"left": "", "right": "", "result": ""}),
    structural("inv", "a", "inverse_matrix(a)", f"-({_OUT_T} @ g @ {_OUT_T})",
               text=Form("{a:9}⁻¹", POWER), latex=Form(r"{{{a:9}}}^{{-1}}", POWER), title="( )⁻¹"),
    structural("solve", "a b", "solution(a, b)", f"-(solve({_A_T}, g) @ {_OUT_T})", f"solve({_A_T}, g)"),
    # Products of the inverse would not do for the gradient of a determinant that is 0.
    structural("det", "a", "np.linalg.det(a)", "reshape(g, shape=with_two(shape_of(out))) * cofactors(a)",
               latex=r"\det"),
    structural("cofactors", "a", "cofactors(a)",
               f"sum(g * {_INVERSE_T}, axis=(-1, -2), keepdims=True) * out"
               f" - {_INVERSE_T} @ transpose(g, axes=swapped(shape_of(a))) @ out", latex="cof"),
    _pooling("max_pool", f"np.max({_MAX_WINDOWS}, axis=2)",
             # The kink is where another entry becomes the maximum.
             f"spread(g, {_FIRST})", kinks=(f"spread(0 * out + 1, {_FIRST}) - 1 / 2",)),
    _pooling("avg_pool", "np.mean(pooled(a, size, stride, padding, 0.0), axis=2)", "share(g, size=size)"),
    # Where the entries of a window go, and back: what the pooling rules are written in.
    structural("spread", "a", "spread(a, first, size)", "gather_windows(g, first=first, size=size)",
               params={"first": (), "size": ()}),
    structural("gather_windows", "a", "gather_windows(a, first, size)", "spread(g, first=first, size=size)",
               params={"first": (), "size": ()}),
    structural("share", "a", "share(a, size)", "average_windows(g, size=size)", params={"size": ()}),
    structural("average_windows", "a", "average_windows(a, size)", "share(g, size=size)", params={"size": ()}),
    _convolution("conv1d", "x", "k"),
    _convolution("conv2d", "yx", "kl"),
)
