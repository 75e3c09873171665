"""The data sets of the Network page, each drawn from a seed, and a person's own from CSV text."""

import csv
import io
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.errors import EngineError
from engine.limits import MAX_DATA_ENTRIES, MAX_SEED
from engine.numbers import short

MAX_POINTS = 2_000


@dataclass(frozen=True)
class Dataset:
    """Samples: ``inputs`` of shape (samples, inputs), ``targets`` of shape (samples,).

    ``classes`` is 0 where the target is a number, else how many classes there are, counted from 0. ``stream`` is
    the source of chance right after the data were drawn: the course draws its first parameters from there.
    """

    name: str
    inputs: np.ndarray
    targets: np.ndarray
    classes: int = 0
    stream: np.random.RandomState | None = None

    @property
    def columns(self) -> dict[str, np.ndarray]:
        """The data by the names that networks in scalar view use: x, or x1, x2, …; and target."""
        count = self.inputs.shape[1]
        names = ["x"] if count == 1 else [f"x{number}" for number in range(1, count + 1)]
        return {**dict(zip(names, self.inputs.T, strict=True)), "target": self.targets}

    def split(self, test_share: float, seed: int) -> tuple["Dataset", "Dataset"]:
        """A training set and a test set with about ``test_share`` of the samples, chosen by ``seed``, in order."""
        count = len(self.targets)
        tested = np.zeros(count, dtype=bool)
        tested[np.random.default_rng(seed).permutation(count)[: round(test_share * count)]] = True
        return self._chosen(~tested), self._chosen(tested)

    def _chosen(self, mask: np.ndarray) -> "Dataset":
        return Dataset(self.name, self.inputs[mask], self.targets[mask], self.classes, self.stream)


# --- drawn by a formula ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Recipe:
    """How a data set is drawn: ``draw(rng, points, noise)``, and the usual number of points and noise.

    ``truth`` is the function that the noise is added to, where there is one.
    """

    draw: Callable[[np.random.RandomState, int, float], tuple[np.ndarray, np.ndarray]]
    points: int
    noise: float
    classes: int = 0
    truth: Callable[[np.ndarray], np.ndarray] | None = None


def _curve(truth: Callable[[np.ndarray], np.ndarray], points: int, noise: float) -> Recipe:
    """y = truth(x) + noise, drawn in the course's order: all x from −2 to 2, then the noise."""

    def draw(rng: np.random.RandomState, count: int, spread: float) -> tuple[np.ndarray, np.ndarray]:
        x = rng.uniform(-2, 2, count)
        return x[:, None], truth(x) + rng.randn(count) * spread

    return Recipe(draw, points, noise, truth=truth)


def _xor(rng: np.random.RandomState, count: int, spread: float) -> tuple[np.ndarray, np.ndarray]:
    """The four corners of a square in turn; the class is whether the signs differ."""
    corner = np.arange(count) % 4
    x = np.stack([np.where(corner // 2, 1.0, -1.0), np.where(corner % 2, 1.0, -1.0)], axis=1)
    return x + rng.randn(count, 2) * spread, (corner // 2 != corner % 2).astype(float)


def _moons(rng: np.random.RandomState, count: int, spread: float) -> tuple[np.ndarray, np.ndarray]:
    """Two half circles that reach into each other."""
    label = np.arange(count) % 2
    angle = rng.uniform(0, np.pi, count)
    x = np.where(label, 0.5 - np.cos(angle), np.cos(angle) - 0.5)
    y = np.where(label, 0.25 - np.sin(angle), np.sin(angle) - 0.25)
    return np.stack([x, y], axis=1) + rng.randn(count, 2) * spread, label.astype(float)


def _circles(rng: np.random.RandomState, count: int, spread: float) -> tuple[np.ndarray, np.ndarray]:
    """A circle inside another."""
    label = np.arange(count) % 2
    angle = rng.uniform(0, 2 * np.pi, count)
    radius = np.where(label, 0.5, 1.5)
    x = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return x + rng.randn(count, 2) * spread, label.astype(float)


def _three_classes(rng: np.random.RandomState, count: int, spread: float) -> tuple[np.ndarray, np.ndarray]:
    """A cloud around each corner of a triangle."""
    label = np.arange(count) % 3
    angle = np.pi / 2 + 2 * np.pi / 3 * label
    center = 1.2 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return center + rng.randn(count, 2) * spread, label.astype(float)


RECIPES: dict[str, Recipe] = {
    "square": _curve(lambda x: x**2, 50, 0.3),
    "sine": _curve(lambda x: np.sin(np.pi * x), 60, 0.1),
    "line": _curve(lambda x: 0.8 * x + 0.5, 40, 0.4),
    "step": _curve(lambda x: np.where(x > 0, 1.0, 0.0), 50, 0.05),
    "xor": Recipe(_xor, 80, 0.25, classes=2),
    "moons": Recipe(_moons, 100, 0.12, classes=2),
    "circles": Recipe(_circles, 100, 0.15, classes=2),
    "three_classes": Recipe(_three_classes, 90, 0.35, classes=3),
}


def dataset(name: str, points: int | None = None, noise: float | None = None, seed: int = 42) -> Dataset:
    """The data set ``name`` of ``RECIPES``; equal arguments give equal data. Raises EngineError."""
    if name not in RECIPES:
        raise EngineError("unknown_dataset", None, name=str(name)[:40], names=", ".join(RECIPES))
    recipe = RECIPES[name]
    count = recipe.points if points is None else points
    spread = recipe.noise if noise is None else noise
    if not 1 <= count <= MAX_POINTS:
        raise EngineError("points", None, value=count, limit=MAX_POINTS)
    if not 0 <= spread < math.inf:
        raise EngineError("noise", None, value=short(spread))
    rng = stream(seed)
    inputs, targets = recipe.draw(rng, count, spread)
    return Dataset(name, inputs, targets, recipe.classes, rng)


def stream(seed: int) -> np.random.RandomState:
    """NumPy's stream of chance of the courses: what ``np.random.seed(seed)`` starts. Raises EngineError."""
    if not isinstance(seed, int) or isinstance(seed, bool) or not 0 <= seed <= MAX_SEED:
        raise EngineError("seed", None, value=str(seed)[:40], limit=MAX_SEED)
    return np.random.RandomState(seed)


# --- a person's own --------------------------------------------------------------------------------------------------


def from_csv(text: str) -> dict[str, np.ndarray]:
    """The columns of CSV text by name. Raises EngineError with line and column of a cell that is no finite number.

    Cells are parted by commas, semicolons, tabs or spaces. A first row without any number names the columns;
    without one they are called x, y, or x1, x2, …, y.
    """
    rows = _rows(text)
    if not rows:
        raise EngineError("no_data")
    width = len(rows[0].cells)
    names = None if any(map(_is_number, rows[0].cells)) else rows.pop(0)
    if not rows:
        raise EngineError("no_data")
    columns = np.array([_numbers(row, width) for row in rows]).T
    return dict(zip(_column_names(names, width), columns, strict=True))


@dataclass(frozen=True)
class _Row:
    line: int
    cells: list[str]


def _rows(text: str) -> list[_Row]:
    """The rows that are not empty, with their line (from 1)."""
    separator = next((mark for mark in (";", "\t", ",") if mark in text), " ")
    lines = enumerate(text.removeprefix("\ufeff").split("\n"), 1)
    rows = [_Row(number, _cells(line, separator)) for number, line in lines if line.strip()]
    entries = sum(len(row.cells) for row in rows)
    if entries > MAX_DATA_ENTRIES:
        raise EngineError("too_much_data", None, entries=entries, limit=MAX_DATA_ENTRIES)
    return rows


def _cells(content: str, separator: str) -> list[str]:
    if separator == " ":
        return content.split()
    row = next(csv.reader(io.StringIO(content.rstrip("\r")), delimiter=separator, skipinitialspace=True), [])
    return [cell.strip() for cell in row]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _numbers(row: _Row, width: int) -> list[float]:
    if len(row.cells) != width:
        raise EngineError("csv_width", None, line=row.line, cells=len(row.cells), expected=width)
    return [_number(row, column, cell) for column, cell in enumerate(row.cells, 1)]


def _number(row: _Row, column: int, cell: str) -> float:
    value = float(cell) if _is_number(cell) else math.nan
    if not math.isfinite(value):
        raise EngineError("csv_cell", None, line=row.line, column=column, text=cell[:40])
    return value


def _column_names(names: _Row | None, width: int) -> list[str]:
    """Names from the header, made distinct and usable; else x, y or x1, x2, …, y."""
    if names is None:
        inputs = ["x"] if width == 2 else [f"x{number}" for number in range(1, width)]
        return [*inputs, "y"] if width > 1 else ["x"]
    for column, name in enumerate(names.cells, 1):
        if not name.isidentifier() or names.cells.count(name) > 1:
            raise EngineError("csv_name", None, line=names.line, column=column, text=name[:40])
    return names.cells
