"""The PyTorch expressions of ops along a sequence: running products, order, and moving on."""

import math

from tests.reference.variant import Variant

_NAN = math.nan
_MATRIX = ((2, 3),)
_TIES = (([[3.0, 1.0, 3.0], [2.0, 2.0, 2.0]],),)
_ZEROS = (([[2.0, 0.0, 3.0], [0.0, 0.0, 5.0]],),)
_SCANNED = "torch.stack((a[:, 0], a[:, 1] + b[:, 1] * a[:, 0], a[:, 2] + b[:, 2] * (a[:, 1] + b[:, 1] * a[:, 0])), 1)"

SEQUENCES: dict[str, tuple[Variant, ...]] = {
    "cumprod": tuple(Variant("torch.cumprod(a, axis)", {"axis": axis}, _MATRIX, _ZEROS) for axis in (0, 1)),
    "before": (
        Variant("torch.cat((torch.ones(2, 1).double(), torch.cumprod(a, 1)[:, :-1]), 1)", {"axis": 1}, _MATRIX, _ZEROS),
        Variant("torch.cat((torch.ones(1, 3).double(), torch.cumprod(a, 0)[:-1]))", {"axis": 0}, _MATRIX, _ZEROS),
    ),
    "recurrence": (
        Variant(_SCANNED, {"axis": 1}, ((2, 3), (2, 3))),
        Variant("torch.stack((a[0], a[1] + b[1] * a[0]))", {"axis": 0}, ((2, 3), (2, 3))),
    ),
    "median": (
        Variant("torch.median(a)", {}, _MATRIX, (*_TIES, ([1.0, _NAN, 3.0],))),
        Variant("torch.median(a)", {}, ((5,),)),
    ),
    "sort": tuple(
        Variant("torch.sort(a, dim=axis, stable=True).values", {"axis": axis}, _MATRIX, _TIES) for axis in (0, 1)
    ),
    "argsort": tuple(
        Variant("torch.argsort(a, dim=axis, stable=True).double()", {"axis": axis}, _MATRIX, _TIES) for axis in (0, 1)
    ),
    "roll": (
        Variant("torch.roll(a, shift, axis)", {"shift": (1,), "axis": (1,)}, _MATRIX),
        Variant("torch.roll(a, shift, axis)", {"shift": (1, -2), "axis": (0, 1)}, _MATRIX),
    ),
    "shift": (
        Variant("torch.cat((torch.full((2, 1), fill).double(), a[:, :-1]), 1)", {"axis": 1, "fill": 1.0}, _MATRIX),
        Variant("torch.cat((torch.full((1, 3), fill).double(), a[:-1]))", {"axis": 0, "fill": 0.0}, _MATRIX),
    ),
    "replace": (
        Variant("a.clone().index_put((torch.tensor([1]),), b)", {"key": (1,)}, ((2, 3), (3,))),
        Variant("torch.cat((a[:, :1], b.expand(2, 2)), 1)", {"key": (slice(None), slice(1, None))}, ((2, 3), ())),
        Variant("a.index_put(tuple(map(torch.tensor, key)), b)", {"key": ([1, 0], [2, 0])}, ((2, 3), (2,))),
    ),
}
