"""The PyTorch expressions of inverse, determinant and what goes with them, at regular matrices."""

from tests.reference.variant import Variant

_BY_THE_INVERSE = "torch.linalg.det(a)[..., None, None] * torch.linalg.inv(a).mT"

MATRICES: dict[str, tuple[Variant, ...]] = {
    "inv": tuple(Variant("torch.linalg.inv(a)", {}, (shape,)) for shape in ((1, 1), (3, 3), (2, 2, 2))),
    "solve": (
        Variant("torch.linalg.solve(a, b)", {}, ((3, 3), (3, 2))),
        Variant("torch.linalg.solve(a, b)", {}, ((2, 2, 2), (2, 2, 1))),
    ),
    "det": tuple(Variant("torch.linalg.det(a)", {}, (shape,)) for shape in ((1, 1), (2, 2), (3, 3), (2, 3, 3))),
    "cofactors": tuple(Variant(_BY_THE_INVERSE, {}, (shape,)) for shape in ((2, 2), (3, 3), (2, 3, 3))),
}
