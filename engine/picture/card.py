"""The card of a node: how large it is and where its parts stand. Pixels, from the card's top left corner.

Sizes follow from titles, names and shapes, never from values, so that a changed value moves nothing.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import ceil, prod

from engine.picture.text_width import Font, shorten, text_width

PAD = 9.0
BAND = 27.0
LINE = 17.0
GAP = 8.0
TITLE_SIZE = 13.5
NAME_SIZE = 12.0
VALUE_SIZE = 13.0
CELL_SIZE = 11.0
BASELINE = 13.0
"""From the top of a line to the baseline of its text."""

KEY_ROOM = 39.0
MIN_WIDTH = 112.0
MAX_WIDTH = 136.0
TAG_HEIGHT = 28.0
TAG_VALUE_ROOM = 48.0

NUMBERS_VECTOR = 6
NUMBERS_MATRIX = 3
NUMBER_CELL = (48.0, 15.0)
HEAT_CELLS = 12
HEAT_SIDE = 46.0
HEAT_CELL = 16.0

Point = tuple[float, float]


class BodyKind(StrEnum):
    """How the value and the gradient of a node are shown."""

    SCALAR = "scalar"
    NUMBERS = "numbers"
    HEAT = "heat"
    TAG = "tag"


@dataclass(frozen=True)
class Body:
    """The part of a card under its title: a grid of cells for the value, and one for the gradient.

    ``value`` and ``grad`` are the top left corners of the grids, ``cell`` the width and height of one cell.
    A scalar's grid is one line that begins with its key; a tag has no grid, its value stands beside the title.
    """

    kind: BodyKind
    rows: int
    columns: int
    cell: Point
    value: Point
    grad: Point
    width: float
    height: float


@dataclass(frozen=True)
class Heading:
    """The texts of the title line as they fit, and the width they need."""

    title: str
    name: str
    width: float


@lru_cache(maxsize=4096)
def heading(title: str, name: str) -> Heading:
    """The title left and the name right, shortened so that both fit into the widest card."""
    room = MAX_WIDTH - 2 * PAD
    title = shorten(title, room, TITLE_SIZE, Font.BOLD)
    taken = text_width(title, TITLE_SIZE, Font.BOLD) + GAP
    name = shorten(name, room - taken, NAME_SIZE, Font.MONO) if room - taken > 2 * NAME_SIZE else ""
    width = 2 * PAD + taken + text_width(name, NAME_SIZE, Font.MONO)
    return Heading(title, name, min(max(ceil(width), MIN_WIDTH), MAX_WIDTH))


def tag_body(title: str) -> Body:
    """The body of a leaf that is drawn small, at each of its uses."""
    width = 2 * PAD + text_width(title, TITLE_SIZE, Font.BOLD) + GAP + TAG_VALUE_ROOM
    nothing = (0.0, 0.0)
    return Body(BodyKind.TAG, 1, 1, nothing, nothing, nothing, ceil(width), TAG_HEIGHT)


def body(shape: tuple[int, ...]) -> Body:
    """The body for a value of this shape: two lines for a scalar, the numbers when they are few, else heat maps."""
    if not shape:
        below = BAND + LINE + 1
        return Body(BodyKind.SCALAR, 1, 1, (MIN_WIDTH, LINE), (0.0, BAND + 1), (0.0, below), MIN_WIDTH, 68.0)
    rows, columns = _as_matrix(shape)
    if _fits_as_numbers(shape):
        return _stacked(rows, columns) if columns > 1 else _beside(BodyKind.NUMBERS, rows, 1, NUMBER_CELL)
    if rows * columns == 0:
        return _beside(BodyKind.HEAT, 0, 0, (HEAT_CELL, HEAT_CELL))
    rows, columns = min(rows, HEAT_CELLS), min(columns, HEAT_CELLS)
    cell = (min(HEAT_CELL, HEAT_SIDE / columns), min(HEAT_CELL, HEAT_SIDE / rows))
    return _beside(BodyKind.HEAT, rows, columns, cell)


def _as_matrix(shape: tuple[int, ...]) -> tuple[int, int]:
    """A vector stands as a column, as on paper; the leading axes of more than two are laid under each other."""
    return (shape[0], 1) if len(shape) == 1 else (prod(shape[:-1]), shape[-1])


def _fits_as_numbers(shape: tuple[int, ...]) -> bool:
    if len(shape) == 1:
        return 0 < shape[0] <= NUMBERS_VECTOR
    return len(shape) == 2 and min(shape) > 0 and max(shape) <= NUMBERS_MATRIX


def _beside(kind: BodyKind, rows: int, columns: int, cell: Point) -> Body:
    """Value and gradient side by side under their keys, the shape below."""
    side = max(columns * cell[0], KEY_ROOM + GAP)
    top = BAND + LINE + 3
    height = top + rows * cell[1] + LINE + 3
    grad = (PAD + side + GAP, top)
    return Body(kind, rows, columns, cell, (PAD, top), grad, ceil(2 * PAD + 2 * side + GAP), ceil(height))


def _stacked(rows: int, columns: int) -> Body:
    """Value over gradient, each beside its key, the shape below."""
    cell_width, cell_height = NUMBER_CELL
    left, top = PAD + KEY_ROOM, BAND + 4
    below = top + rows * cell_height + 6
    width, height = left + columns * cell_width + PAD, below + rows * cell_height + LINE + 3
    return Body(BodyKind.NUMBERS, rows, columns, NUMBER_CELL, (left, top), (left, below), ceil(width), ceil(height))
