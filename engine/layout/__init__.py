"""Picture -> Layout: a place for every box and a curve for every link.

dot is asked for coordinates only. Its input is made of positions in the picture and of sizes, so nothing that
a person typed reaches it, and the same topology gives the same text: placements are kept under that text.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from threading import Condition

from cachetools import LRUCache, cached

from engine.layout import dot
from engine.layout.direction import Direction, candidates, scale
from engine.layout.dot import DotUnavailable
from engine.layout.dot_text import dot_text, read_plain
from engine.layout.fallback import place_in_layers
from engine.layout.geometry import Curve, Rect
from engine.layout.layers import arcs
from engine.layout.placement import Placement, framed
from engine.picture import Picture

MOST_BOXES = 1500
"""Beyond this many boxes dot is not asked: it would take longer than a reader waits."""

KEPT = 60_000
"""Boxes and curves kept in the cache of placements, of all pictures together."""

Coordinates = Callable[[str], str]
"""Answers DOT text in the format "plain", or raises `DotUnavailable`."""


@dataclass(frozen=True)
class Layout:
    """Where everything is, by the ids of boxes and links. Pixels, y downwards, from (0, 0) to (width, height).

    ``key`` names the layout and the still parts of its drawing: with equal keys only numbers differ.
    ``note`` is "fallback" when the plain layered layout was used instead of dot's, else None.
    """

    key: str
    boxes: Mapping[str, Rect]
    curves: Mapping[str, Curve]
    width: float
    height: float
    direction: Direction
    note: str | None = None


def layout(picture: Picture, direction: Direction | None = None, coordinates: Coordinates = dot.coordinates) -> Layout:
    """Places for the boxes and curves for the links of ``picture``, in the direction that reads larger.

    Never fails: without coordinates from dot the boxes stand in plain layers.
    """
    directions = (direction,) if direction else candidates(picture)
    placements = {each: _place(picture, each, coordinates) for each in directions}
    direction = max(placements, key=lambda each: scale(placements[each].width, placements[each].height))
    placement = placements[direction]
    return Layout(
        key=_key(picture, direction, placement.note),
        boxes={box.id: rect for box, rect in zip(picture.boxes, placement.boxes, strict=True)},
        curves={link.id: curve for link, curve in zip(picture.links, placement.curves, strict=True)},
        width=placement.width,
        height=placement.height,
        direction=direction,
        note=placement.note,
    )


def _key(picture: Picture, direction: Direction, note: str | None) -> str:
    return sha256(repr((picture, direction, note)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _place(picture: Picture, direction: Direction, coordinates: Coordinates) -> Placement:
    """A busy dot may answer next time, so its absence is not kept in the cache."""
    try:
        return _placement(dot_text(picture, direction), coordinates, picture, direction)
    except DotUnavailable:
        return place_in_layers(picture, direction)


@cached(
    LRUCache(KEPT, getsizeof=lambda placement: len(placement.boxes) + len(placement.curves)),
    key=lambda text, coordinates, *_: (text, coordinates),
    condition=Condition(),
)
def _placement(text: str, coordinates: Coordinates, picture: Picture, direction: Direction) -> Placement:
    """The placement for a DOT text; equal requests at the same time share one computation."""
    try:
        return _by_dot(text, coordinates, picture)
    except DotUnavailable as problem:
        if problem.reason == "busy":
            raise
        return place_in_layers(picture, direction)


def forget() -> None:
    """Empty the cache of placements, as at the start of the process: for measurements."""
    _placement.cache_clear()


def _by_dot(text: str, coordinates: Coordinates, picture: Picture) -> Placement:
    if len(picture.boxes) > MOST_BOXES:
        raise DotUnavailable("slow")
    try:
        return framed(*read_plain(coordinates(text), len(picture.boxes), arcs(picture)))
    except (ValueError, LookupError) as problem:
        raise DotUnavailable("failed") from problem
