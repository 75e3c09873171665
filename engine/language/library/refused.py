"""Functions that exist in NumPy or PyTorch but not here, with what to write instead."""

from collections.abc import Callable
from typing import Any

from engine.errors import EngineError
from engine.language.run import Run

_INSTEAD = {
    "pinv": "inv(A.T @ A) @ A.T",
    "lstsq": "solve(A.T @ A, A.T @ b)",
    "nansum": "sum",
    "nanmean": "mean",
    "vectorize": "a + b",
    "apply_along_axis": "stack",
    "fromfunction": "stack",
    "insert": "concatenate",
    "delete": "concatenate",
    "bincount": "one_hot(x).sum(0)",
    "piecewise": "where",
    "scatter": "where",
    "scatter_": "where",
    "cummax": "maximum",
    "cummin": "minimum",
}
_WITHOUT_REPLACEMENT = (
    "svd", "qr", "eig", "eigh", "eigvals", "eigvalsh", "cholesky", "matrix_rank", "cond", "expm", "matrix_exp", "lu",
    "histogram", "searchsorted", "digitize", "interp", "polyfit", "gradient", "fft", "load", "loadtxt",
    "genfromtxt", "save", "interpolate", "fold", "conv_transpose1d", "conv_transpose2d", "conv3d", "max_pool3d",
    "lp_pool2d", "pixel_shuffle", "rrelu", "multilabel_margin_loss", "local_response_norm", "bucketize", "histc",
    "resize", "isin", "intersect1d", "logcumsumexp", "cumulative_trapezoid",
)  # fmt: skip


def _refusing(name: str, code: str, instead: str) -> Callable[..., Any]:
    def implementation(run: Run, *arguments: Any, **keywords: Any) -> Any:
        raise EngineError(code, run.recorder.span, name=name, instead=instead)

    return implementation


_BY_CODE = {
    **dict.fromkeys(("register_hook", "register_forward_hook", "register_full_backward_hook"), "hooks"),
    **dict.fromkeys(("gradcheck", "gradgradcheck", "check_grads"), "checked_here"),
}

REFUSED: dict[str, Callable[..., Any]] = {
    **{name: _refusing(name, "not_here_but", instead) for name, instead in _INSTEAD.items()},
    **{name: _refusing(name, code, "") for name, code in _BY_CODE.items()},
    **{name: _refusing(name, "not_here", "") for name in _WITHOUT_REPLACEMENT},
}
