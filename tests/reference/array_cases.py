"""Functions on arrays as PyTorch writes them: a text that our language and PyTorch read alike, and shapes of leaves.

The values of the leaves follow from the text, so that the recording holds answers only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from zlib import crc32

import numpy as np

from engine.graph import Array
from tests.reference.array_texts import TENSORS
from tests.reference.elementwise_texts import ELEMENTWISE
from tests.reference.functional_texts import FUNCTIONAL

Shape = tuple[int, ...]

ARRAYS_FILE = Path(__file__).parent / "arrays.json"


@dataclass(frozen=True)
class ArrayCase:
    """An expression over leaves of these shapes; ``range`` is what their values are drawn from."""

    text: str
    shapes: dict[str, Shape]
    range: tuple[float, float] = (-2.0, 2.0)

    @property
    def name(self) -> str:
        """The text with the shapes."""
        return f"{self.text} of {' and '.join('×'.join(map(str, shape)) or 'scalar' for shape in self.shapes.values())}"

    @property
    def leaves(self) -> dict[str, Array]:
        """The values of the leaves, with few digits."""
        random = np.random.default_rng(crc32(self.name.encode()))
        return {name: np.round(random.uniform(*self.range, shape), 3)[()] for name, shape in self.shapes.items()}

    def weights(self, name: str, shape: Shape) -> Array:
        """Numbers for ``name``, the same ones each time: a cotangent, or a direction to differentiate along."""
        random = np.random.default_rng(crc32(f"{name} of {self.name}".encode()))
        return np.round(random.uniform(-1, 1, shape), 3)[()]


SHAPES: tuple[Shape, ...] = ((), (3,), (2, 3), (2, 1, 3), (1, 2, 3, 2))
POSITIVE = (0.2, 2.0)

_REDUCTIONS = ("sum", "mean", "amax", "amin", "var", "std", "logsumexp")
_ONE_AXIS = ("prod", "argmax", "argmin")
_RUNNING = ("cumsum(x, {})", "cumprod(x, {})", "softmax(x, {})", "log_softmax(x, {})", "sort(x, {}).values",
            "flip(x, ({},))", "diff(x, dim={})", "max(x, {}).values", "min(x, {}).values", "median(x, {}).values",
            "norm(x, dim={})", "norm(x, p=1, dim={})", "unbind(x, {})[0]",
            "quantile(x, 0.3, dim={})", "roll(x, 1, {})", "argsort(x, {})")  # fmt: skip


def _axes(shape: Shape) -> Iterator[int | Shape]:
    """Every axis from both ends, and every two of them."""
    yield from range(-len(shape), len(shape))
    yield from combinations(range(len(shape)), 2)


def _reductions() -> Iterator[ArrayCase]:
    for shape in SHAPES:
        for function in (*_REDUCTIONS, *_ONE_AXIS):
            if function not in ("amax", "amin", "logsumexp") and not (function in ("var", "std") and shape == ()):
                yield ArrayCase(f"torch.{function}(x)", {"x": shape})
            for number, axis in enumerate(_axes(shape)):
                if isinstance(axis, int) or function in _REDUCTIONS:
                    keepdim = bool((number + len(shape)) % 2)
                    yield ArrayCase(f"torch.{function}(x, dim={axis}, keepdim={keepdim})", {"x": shape})


def _along_an_axis() -> Iterator[ArrayCase]:
    for shape in SHAPES[1:]:
        for template in _RUNNING:
            for axis in {0, -1}:
                if not (template.startswith("diff") and shape[axis] == 1):
                    yield ArrayCase(f"torch.{template.format(axis)}", {"x": shape})


_PAIRS: tuple[tuple[Shape, Shape], ...] = (
    ((), ()), ((), (3,)), ((3,), ()), ((3,), (1,)), ((2, 3), (3,)), ((3,), (2, 3)), ((2, 1), (1, 3)), ((2, 3), (2, 1)),
    ((2, 1, 3), (2, 1)), ((1,), (2, 1, 3)), ((2, 1, 3, 1), (3, 1, 2)), ((), (1, 2, 3, 2)),
)  # fmt: skip
_OPERATIONS = ("x + y", "x - y", "x * y", "x / y", "x ** y", "torch.maximum(x, y)", "torch.where(x > y, x, y * y)",
               "torch.atan2(x, y)", "torch.logaddexp(x, y)", "torch.clamp(x, y - 1, y)")  # fmt: skip


def _broadcasts() -> Iterator[ArrayCase]:
    for number, (left, right) in enumerate(_PAIRS):
        for operation in _OPERATIONS[number % 3 :: 3] if number > 2 else _OPERATIONS:
            yield ArrayCase(operation, {"x": left, "y": right}, POSITIVE)


_PRODUCTS: tuple[tuple[Shape, Shape], ...] = (
    ((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 2)), ((2, 3), (3, 2)), ((2, 2, 3), (3,)), ((3,), (2, 3, 2)),
    ((2, 2, 3), (3, 2)), ((2, 3), (2, 3, 1)), ((2, 2, 3), (2, 3, 2)), ((1, 2, 3), (2, 3, 2)), ((2, 1, 2, 3), (2, 3, 1)),
    ((1, 2, 2, 2), (2, 1, 2, 3)), ((1, 1), (1, 1)),
)  # fmt: skip


def _matrix_products() -> Iterator[ArrayCase]:
    return (ArrayCase("x @ y", {"x": left, "y": right}) for left, right in _PRODUCTS)


def _texts() -> Iterator[ArrayCase]:
    """``text | x 2 3 | y 3``: leaves with their sizes; ``+`` behind a name asks for positive values."""
    for line in "\n".join(map(str.strip, (TENSORS, ELEMENTWISE, FUNCTIONAL))).splitlines():
        text, *leaves = (part.strip() for part in line.split(" | "))
        shapes = {leaf.split()[0].rstrip("+"): tuple(map(int, leaf.split()[1:])) for leaf in leaves}
        yield ArrayCase(text, shapes, POSITIVE if "+" in line.partition(" | ")[2] else (-2.0, 2.0))


ARRAY_CASES: tuple[ArrayCase, ...] = (
    *_reductions(),
    *_along_an_axis(),
    *_broadcasts(),
    *_matrix_products(),
    *_texts(),
)
