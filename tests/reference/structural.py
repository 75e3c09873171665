"""The PyTorch expression of every op that is not elementwise: params, shapes, points where entries tie or vanish."""

import math

import numpy as np

from tests.reference.variant import Variant

_INF, _NAN = math.inf, math.nan
_MATRIX = ((2, 3),)
_TIES = (([[3.0, 1.0, 3.0], [2.0, 2.0, 2.0]],),)
_ZEROS = (([[0.0, 0.0, 0.0], [3.0, 0.0, -4.0]],),)
_LARGE = (([[1000.0, 0.0, -1000.0], [-_INF, 0.0, 1.0]],), ([[_INF, 0.0, 1.0], [_NAN, 0.0, 1.0]],))
_INFINITE = (*_LARGE, ([[-_INF] * 3, [1000.0] * 3],))


def _reduction(torch: str, *points: tuple[list[list[float]]], **params: float) -> tuple[Variant, ...]:
    """Over the last axis, over the first and keeping it, and over both."""
    axes = [{"axis": -1}, {"axis": 0, "keepdims": True}, {"axis": (0, 1)}]
    return tuple(Variant(torch, {"keepdims": False, **axis, **params}, _MATRIX, points) for axis in axes)


def _along_axis(torch: str, *points: tuple[list[list[float]]]) -> tuple[Variant, ...]:
    return tuple(Variant(torch, {"axis": axis}, _MATRIX, points) for axis in (0, -1))


def _one_axis(torch: str, *points: tuple[list[list[float]]]) -> tuple[Variant, ...]:
    return tuple(
        Variant(torch, {"axis": axis, "keepdims": kept}, _MATRIX, points) for axis, kept in ((-1, False), (0, True))
    )


def _product(*shapes: tuple[tuple[int, ...], tuple[int, ...]]) -> tuple[Variant, ...]:
    return tuple(Variant("torch.matmul(a, b)", {}, pair) for pair in shapes)


def _windows(
    torch: str, *shapes: tuple[int, ...], stride: tuple[int, ...], padding: tuple[int, ...], **params: object
) -> Variant:
    return Variant(torch, {"stride": stride, "padding": padding, **params}, shapes)


_COLUMNS = "F.pad(a, (1, 1)).unfold(2, 2, 2).permute(0, 1, 3, 2)"
_ADDED = "torch.zeros(shape, dtype=torch.float64).index_add(2, torch.tensor([0, 1, 2, 1, 2, 3]), a.reshape(1, 2, 6))"
_PLACED = "torch.zeros(shape, dtype=torch.float64)"
_FIRST_OF_EACH_COLUMN = np.array([[1, 0, 1]])
_EQUAL = (([[[[1.0, 1.0, 1.0], [1.0, 2.0, 2.0], [0.0, 2.0, 2.0]]]],),)

STRUCTURAL: dict[str, tuple[Variant, ...]] = {
    "sum_to": tuple(Variant("a.sum_to_size(shape)", {"shape": shape}, _MATRIX) for shape in ((3,), (2, 1), (), (2, 3))),
    "broadcast_to": tuple(
        Variant("a.expand(shape)", {"shape": shape}, (small,))
        for small, shape in (((3,), (2, 3)), ((2, 1), (2, 3)), ((), (3,)))
    ),
    "copy_to": tuple(
        Variant("a.reshape(kept).expand(shape)", {"kept": kept, "shape": (2, 3)}, (small,))
        for small, kept in (((3,), (1, 3)), ((2,), (2, 1)), ((), (1, 1)), ((2, 1), (2, 1)))
    ),
    "reshape": tuple(Variant("a.reshape(shape)", {"shape": shape}, _MATRIX) for shape in ((3, 2), (6,))),
    "transpose": (
        Variant("a.permute(axes)", {"axes": (1, 0)}, _MATRIX),
        Variant("a.permute(axes)", {"axes": (2, 0, 1)}, ((2, 3, 2),)),
    ),
    "flip": (
        Variant("torch.flip(a, (axis,))", {"axis": 1}, _MATRIX),
        Variant("torch.flip(a, (0, 1))", {"axis": None}, _MATRIX),
    ),
    "index": tuple(
        Variant("a[key]", {"key": key}, _MATRIX)
        for key in ((1,), (1, -1), (slice(None), 0), (slice(0, 1), slice(1, None)), ([1, 1, 0],))
    ),
    "scatter": (
        Variant(
            f"{_PLACED}.index_put((torch.tensor([1, 1, 0]),), a, accumulate=True)",
            {"key": ([1, 1, 0],), "shape": (2,)},
            ((3,),),
        ),
    ),
    "take_along": (
        Variant(
            "torch.take_along_dim(a, torch.tensor(indices), axis)",
            {"indices": _FIRST_OF_EACH_COLUMN, "axis": 0},
            _MATRIX,
        ),
    ),
    "put_along": (
        Variant(
            f"{_PLACED}.scatter(axis, torch.tensor(indices), a)",
            {"indices": _FIRST_OF_EACH_COLUMN, "axis": 0, "shape": (2, 3)},
            ((1, 3),),
        ),
    ),
    "concatenate": (
        Variant("torch.cat((parts0, parts1), axis)", {"axis": 0, "sizes": (2, 1)}, ((2, 3), (1, 3))),
        Variant("torch.cat((parts0, parts1, parts2), axis)", {"axis": 1, "sizes": (1, 2, 1)}, ((2, 1), (2, 2), (2, 1))),
    ),
    "stack": tuple(Variant("torch.stack((parts0, parts1), axis)", {"axis": axis}, ((2, 3), (2, 3))) for axis in (0, 1)),
    "triu": tuple(Variant("torch.triu(a, k)", {"k": k}, _MATRIX) for k in (0, 1)),
    "tril": tuple(Variant("torch.tril(a, k)", {"k": k}, _MATRIX) for k in (0, -1)),
    "unfold": (_windows(_COLUMNS, (1, 2, 4), size=(2,), stride=(2,), padding=(1,)),),
    "fold": (_windows(_ADDED, (1, 2, 2, 3), size=(2,), stride=(1,), padding=(0,), shape=(1, 2, 4)),),
    "detach": (Variant("a.detach()", {}, _MATRIX),),
    "sum": _reduction("torch.sum(a, dim=axis, keepdim=keepdims)"),
    "mean": _reduction("torch.mean(a, dim=axis, keepdim=keepdims)"),
    "prod": tuple(
        Variant("torch.prod(a, dim=axis, keepdim=keepdims)", how, _MATRIX, (([[2.0, 0.0, 3.0], [2.0, 0.0, 0.0]],),))
        for how in ({"axis": -1, "keepdims": False}, {"axis": 0, "keepdims": True})
    ),
    "amax": _reduction("torch.amax(a, dim=axis, keepdim=keepdims)", *_TIES),
    "amin": _reduction("torch.amin(a, dim=axis, keepdim=keepdims)", *_TIES),
    "max_along": _one_axis("torch.max(a, dim=axis, keepdim=keepdims).values", *_TIES),
    "min_along": _one_axis("torch.min(a, dim=axis, keepdim=keepdims).values", *_TIES),
    "argmax": _one_axis("torch.argmax(a, dim=axis, keepdim=keepdims).double()"),
    "argmin": _one_axis("torch.argmin(a, dim=axis, keepdim=keepdims).double()"),
    "var": (
        *_reduction("torch.var(a, dim=axis, keepdim=keepdims, correction=correction)", *_ZEROS, correction=0),
        *_reduction("torch.var(a, dim=axis, keepdim=keepdims, correction=correction)", *_ZEROS, correction=1),
    ),
    "std": (
        *_reduction("torch.std(a, dim=axis, keepdim=keepdims, correction=correction)", *_ZEROS, correction=0),
        *_reduction("torch.std(a, dim=axis, keepdim=keepdims, correction=correction)", *_ZEROS, correction=1),
    ),
    "norm": _reduction("torch.linalg.vector_norm(a, dim=axis, keepdim=keepdims)", *_ZEROS),
    "logsumexp": _reduction("torch.logsumexp(a, dim=axis, keepdim=keepdims)", *_LARGE),
    "cumsum": _along_axis("torch.cumsum(a, axis)"),
    "softmax": _along_axis("torch.softmax(a, axis)", *_INFINITE),
    "log_softmax": _along_axis("torch.log_softmax(a, axis)", *_INFINITE),
    "dot": _product(((3,), (3,))),
    "matvec": _product(((2, 3), (3,))),
    "vecmat": _product(((2,), (2, 3))),
    "matmul": _product(((2, 3), (3, 2)), ((2, 2, 3), (2, 3, 2)), ((2, 2, 3), (3, 2))),
    "outer": (Variant("torch.outer(a, b)", {}, ((2,), (3,))),),
    "einsum": (
        Variant("torch.einsum('ij,jk->ik', a, b)", {"left": "ij", "right": "jk", "result": "ik"}, ((2, 3), (3, 2))),
        Variant(
            "torch.einsum('bij,bkj->bik', a, b)",
            {"left": "bij", "right": "bkj", "result": "bik"},
            ((2, 2, 3), (2, 1, 3)),
        ),
    ),
    "conv1d": (
        _windows("F.conv1d(a, b, stride=stride, padding=padding)", (1, 2, 5), (2, 2, 3), stride=(1,), padding=(0,)),
        _windows("F.conv1d(a, b, stride=stride, padding=padding)", (2, 1, 5), (1, 1, 2), stride=(2,), padding=(1,)),
    ),
    "conv2d": (
        _windows(
            "F.conv2d(a, b, stride=stride, padding=padding)", (1, 2, 3, 3), (1, 2, 2, 2), stride=(1, 1), padding=(0, 0)
        ),
        _windows(
            "F.conv2d(a, b, stride=stride, padding=padding)", (1, 1, 4, 3), (2, 1, 2, 2), stride=(2, 1), padding=(1, 0)
        ),
    ),
    "max_pool": (
        Variant(
            "F.max_pool1d(a, size, stride, padding)", {"size": (2,), "stride": (1,), "padding": (1,)}, ((1, 2, 4),)
        ),
        Variant(
            "F.max_pool2d(a, size, stride, padding)",
            {"size": (2, 2), "stride": (1, 1), "padding": (0, 0)},
            ((1, 1, 3, 3),),
            _EQUAL,
        ),
    ),
    "avg_pool": (
        Variant(
            "F.avg_pool1d(a, size, stride, padding)", {"size": (2,), "stride": (2,), "padding": (1,)}, ((1, 2, 4),)
        ),
        Variant(
            "F.avg_pool2d(a, size, stride, padding)",
            {"size": (2, 2), "stride": (1, 1), "padding": (0, 0)},
            ((1, 1, 3, 3),),
        ),
    ),
}
