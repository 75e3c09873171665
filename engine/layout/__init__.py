"""Picture -> Layout: a place for every box and a curve for every link.

dot is asked for coordinates only. Its input is made of positions in the picture and of sizes, so nothing that
a person typed reaches it, and the same topology gives the same text: placements are kept under that text, and
whole pictures with their layouts under the topology itself, so that new values cost neither.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from threading import Condition, Lock

from cachetools import LRUCache, cached

from engine.graph import Graph
from engine.layout import dot
from engine.layout.direction import Direction, candidates, scale
from engine.layout.dot import DotUnavailable
from engine.layout.dot_text import dot_text, read_plain
from engine.layout.fallback import place_in_layers
from engine.layout.geometry import Curve, Rect
from engine.layout.layers import arcs
from engine.layout.placement import Placement, framed
from engine.picture import Picture, Topology, picture, topology

MOST_BOXES = 1500
"""Beyond this many boxes dot is not asked: it would take longer than a reader waits."""

KEPT = 60_000
"""Boxes and curves kept in each of the caches, of all pictures together."""

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


Placed = tuple[Picture, Layout]

_placed: LRUCache[tuple[Coordinates, Topology], Placed] = LRUCache(KEPT, getsizeof=lambda placed: _size(placed[1]))
_placed_lock = Lock()


def placed_picture(
    graph: Graph, opened: frozenset[str] | None = None, coordinates: Coordinates = dot.coordinates
) -> Placed:
    """The picture of ``graph`` with the groups in ``opened`` open (see `engine.picture.picture`), and its layout.

    Only what dot placed is kept: it may answer next time.
    """
    key = coordinates, topology(graph, opened)
    with _placed_lock:
        placed = _placed.get(key)
    if placed is None:
        drawn = picture(graph, opened)
        placed = drawn, layout(drawn, coordinates=coordinates)
        if placed[1].note is None:
            with _placed_lock:
                _placed[key] = placed
    return placed


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
    LRUCache(KEPT, getsizeof=lambda placement: _size(placement)),
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


def _size(placed: Layout | Placement) -> int:
    return len(placed.boxes) + len(placed.curves)


def forget() -> None:
    """Empty the caches, as at the start of the process: for measurements."""
    _placement.cache_clear()
    with _placed_lock:
        _placed.clear()


def _by_dot(text: str, coordinates: Coordinates, picture: Picture) -> Placement:
    if len(picture.boxes) > MOST_BOXES:
        raise DotUnavailable("slow")
    try:
        return framed(*read_plain(coordinates(text), len(picture.boxes), arcs(picture)))
    except (ValueError, LookupError) as problem:
        raise DotUnavailable("failed") from problem
