"""The value and the gradient in a card: lines, numbers in a grid, or heat maps."""

from xml.etree.ElementTree import Element

import numpy as np

from engine.drawing import svg
from engine.graph import Array
from engine.layout.geometry import Point
from engine.numbers import short
from engine.picture import Box, card
from engine.picture.card import BodyKind
from engine.picture.text_width import Font
from engine.script import shape_text

UNKNOWN = "—"
CELL_ROOM = card.NUMBER_CELL[0] - 4


def add_body(group: Element, box: Box, known: tuple[Array | None, Array | None], keys: tuple[str, str]) -> None:
    """Draw value and gradient (None where they are not known yet) under the words ``keys`` for them."""
    if box.body.kind is BodyKind.TAG:
        _add_line(group, "value", box.width, card.TAG_HEIGHT / 2 + 5, card.TAG_VALUE_ROOM, known[0])
        return
    for field, key, corner, value in zip(("value", "grad"), keys, (box.body.value, box.body.grad), known, strict=True):
        if box.body.kind is BodyKind.SCALAR:
            y, room = corner[1] + card.BASELINE, box.width - 2 * card.PAD - card.KEY_ROOM
            svg.add(group, "text", key, class_=f"key key-{field}", x=card.PAD, y=y)
            _add_line(group, field, box.width, y, room, value)
        else:
            _add_grid(group, box, field, key, corner, value)
    if box.body.kind is not BodyKind.SCALAR:
        svg.add(group, "text", shape_text(box.shape), class_="shape", x=box.width - card.PAD, y=box.height - 7)


def _add_line(group: Element, field: str, width: float, y: float, room: float, value: Array | None) -> None:
    text = UNKNOWN if value is None else _in_a_line(value)
    mark = f"{field} none" if value is None else field
    svg.add_number(group, text, card.VALUE_SIZE, room, Font.BOLD, class_=mark, x=width - card.PAD, y=y)


def _in_a_line(value: Array) -> str:
    """A number; of an array, as in the small tag of a leaf, only the shape."""
    return shape_text(np.shape(value)) if np.ndim(value) else short(float(value))


def _add_grid(group: Element, box: Box, field: str, key: str, corner: Point, value: Array | None) -> None:
    beside = box.body.value[1] == box.body.grad[1]
    place = (corner[0], corner[1] - 6) if beside else (card.PAD, corner[1] + card.BASELINE - 1)
    svg.add(group, "text", key, class_=f"key key-{field}", x=place[0], y=place[1])
    grid = svg.add(group, "g", class_=field if value is not None else f"{field} none", transform=svg.at(corner))
    add_cell = _add_number_cell if box.body.kind is BodyKind.NUMBERS else _add_heat_cell
    entries = [None] * (box.body.rows * box.body.columns) if value is None else _entries(box, value)
    for index, entry in enumerate(entries):
        row, column = divmod(index, box.body.columns)
        add_cell(grid, box.body.cell, (column * box.body.cell[0], row * box.body.cell[1]), entry)


def _entries(box: Box, value: Array) -> list[float]:
    """The numbers of the cells; for a heat map means of blocks, as parts of the largest magnitude."""
    if not np.size(value):
        return []
    matrix = np.asarray(value).reshape(-1, box.shape[-1] if len(box.shape) > 1 else 1)
    if box.body.kind is BodyKind.NUMBERS:
        return [float(entry) for entry in matrix.flat]
    with np.errstate(all="ignore"):
        means = block_means(matrix, box.body.rows, box.body.columns)
        largest = np.nanmax(np.abs(means), initial=0.0)
        return [float(mean) for mean in (means / largest if largest else means).flat]


def block_means(matrix: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """The means of ``rows`` by ``columns`` blocks of nearly equal size, in their places."""
    heights, widths = (_block_starts(size, count) for size, count in zip(matrix.shape, (rows, columns), strict=True))
    sums = np.add.reduceat(np.add.reduceat(matrix, heights, axis=0), widths, axis=1)
    counts = np.outer(np.diff([*heights, matrix.shape[0]]), np.diff([*widths, matrix.shape[1]]))
    return np.asarray(sums / counts)


def _block_starts(size: int, count: int) -> list[int]:
    return [index * size // count for index in range(count)]


def _add_number_cell(grid: Element, cell: Point, corner: Point, entry: float | None) -> None:
    text = UNKNOWN if entry is None else short(entry)
    x, y = corner[0] + cell[0], corner[1] + card.BASELINE - 1
    svg.add_number(grid, text, card.CELL_SIZE, CELL_ROOM, Font.BOLD, class_="cell", x=x, y=y)


def _add_heat_cell(grid: Element, cell: Point, corner: Point, entry: float | None) -> None:
    sign = "none" if entry is None else "nan" if np.isnan(entry) else "negative" if entry < 0 else "positive"
    strength = None if entry is None or np.isnan(entry) else f"{abs(entry):.2g}"
    size = {"width": f"{cell[0]:.2f}", "height": f"{cell[1]:.2f}"}
    svg.add(grid, "rect", class_=f"cell {sign}", x=corner[0], y=corner[1], fill_opacity=strength, **size)
