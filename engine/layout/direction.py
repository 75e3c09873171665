"""Left to right or top to bottom: whichever reads larger on the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from engine.layout.layers import layers, layers_passed
from engine.picture import Box, Picture

FILM = (1400.0, 400.0)
"""Width and height in pixels of the place for the picture on a wide screen."""

LARGEST = 1.2
"""Scale from which on a picture is large enough: beyond it, left to right is kept."""

CLEARLY = 1.6
"""An estimate that is better by this factor is believed."""

CHEAP = 300
"""Links that pass more layers than this, together, cost too much to be laid out twice."""


class Direction(StrEnum):
    """Where the links lead; the values are Graphviz' ``rankdir``."""

    LEFT_TO_RIGHT = "LR"
    TOP_TO_BOTTOM = "TB"


@dataclass(frozen=True)
class Gaps:
    """Room in pixels between layers, where labels stand (two under each other, from top to bottom), and in a layer."""

    layers: float
    boxes: float


GAPS = {Direction.LEFT_TO_RIGHT: Gaps(56.0, 16.0), Direction.TOP_TO_BOTTOM: Gaps(60.0, 24.0)}


def candidates(picture: Picture) -> tuple[Direction, ...]:
    """The directions worth laying out: the one that should read larger, or both where that is not clear.

    Estimated from the layers: dot is 85 to 98 % of a request's time, so it is asked twice only for small pictures.
    """
    rows = [[picture.boxes[index] for index in layer] for layer in layers(picture)]
    sizes = {direction: scale(*_size(rows, direction)) for direction in Direction}
    better, worse = sorted(Direction, key=sizes.__getitem__, reverse=True)
    is_clear = sizes[better] > CLEARLY * sizes[worse] or layers_passed(picture) > CHEAP
    return (better,) if is_clear else (better, worse)


def scale(width: float, height: float) -> float:
    """The scale at which a picture of this size fills the film; more than ``LARGEST`` is worth no more."""
    return min(FILM[0] / width, FILM[1] / height, LARGEST)


def extent(box: Box, direction: Direction) -> tuple[float, float]:
    """The size of a box along and across the direction."""
    return (box.width, box.height) if direction is Direction.LEFT_TO_RIGHT else (box.height, box.width)


def _size(rows: Sequence[Sequence[Box]], direction: Direction) -> tuple[float, float]:
    """The width and height of boxes in layers without any detour."""
    gaps = GAPS[direction]
    along = sum(max(extent(box, direction)[0] for box in row) + gaps.layers for row in rows) - gaps.layers
    across = max(sum(extent(box, direction)[1] + gaps.boxes for box in row) for row in rows) - gaps.boxes
    return (along, across) if direction is Direction.LEFT_TO_RIGHT else (across, along)
