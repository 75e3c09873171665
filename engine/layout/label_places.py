"""Where the label of each edge stands: on its curve, clear of boxes and of the other labels."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import floor

from engine.layout.geometry import Curve, Point, Rect

WIDTH = 54.0
HEIGHT = 19.0
PARTS = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.25, 0.75, 0.18, 0.82, 0.12, 0.88, 0.06, 0.94)
"""Places along a curve, as parts of its length, in order of preference."""

ASIDE = (-6.0, 6.0, -12.0, 12.0, -20.0, 20.0, -26.0, 26.0)
"""How far a label may be moved off its curve, in pixels, upwards or downwards, where there is no place on it."""

MESH = 96.0


class _Taken:
    """Rectangles that are in the way, found by the meshes of a net that they touch."""

    def __init__(self, rects: Iterable[Rect]) -> None:
        self._meshes: defaultdict[tuple[int, int], list[Rect]] = defaultdict(list)
        for rect in rects:
            self.add(rect)

    def add(self, rect: Rect) -> None:
        for mesh in _meshes(rect):
            self._meshes[mesh].append(rect)

    def leaves_free(self, rect: Rect) -> bool:
        return not any(rect.overlaps(other) for mesh in _meshes(rect) for other in self._meshes.get(mesh, ()))


def _meshes(rect: Rect) -> Iterator[tuple[int, int]]:
    for column in range(floor(rect.x / MESH), floor(rect.right / MESH) + 1):
        for row in range(floor(rect.y / MESH), floor(rect.bottom / MESH) + 1):
            yield column, row


def with_labels(curves: Sequence[Curve], boxes: Iterable[Rect]) -> tuple[Curve, ...]:
    """The same curves with the places of their labels; the short ones, which have the least choice, choose first."""
    taken = _Taken(boxes)
    placed = list(curves)
    for index in sorted(range(len(curves)), key=lambda index: len(curves[index].points)):
        placed[index] = _place(curves[index], taken)
    return tuple(placed)


def _place(curve: Curve, taken: _Taken) -> Curve:
    for point in _candidates(curve):
        rect = Rect.around(point, WIDTH, HEIGHT)
        if taken.leaves_free(rect):
            taken.add(rect)
            return replace(curve, label=point)
    return replace(curve, label=curve.at(0.5), crowded=True)


def _candidates(curve: Curve) -> Iterator[Point]:
    points = []
    for part in PARTS:
        points.append(curve.at(part))
        yield points[-1]
    yield from ((x, y + aside) for aside in ASIDE for x, y in points)
