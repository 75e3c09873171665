"""Points, rectangles and curves of a laid out picture. Pixels, y downwards."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from math import dist

Point = tuple[float, float]

PIECES = 8
"""Straight pieces that stand for one cubic Bézier curve where lengths are measured."""


@dataclass(frozen=True)
class Rect:
    """A rectangle by its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def around(cls, center: Point, width: float, height: float) -> "Rect":
        """The rectangle of this size with this center."""
        return cls(center[0] - width / 2, center[1] - height / 2, width, height)

    @property
    def center(self) -> Point:
        """The point in the middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def right(self) -> float:
        """The largest x."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The largest y."""
        return self.y + self.height

    def overlaps(self, other: "Rect") -> bool:
        """Whether the two share more than an edge."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True)
class Curve:
    """A piecewise cubic Bézier curve: the start, then two control points and an end for each piece.

    ``label`` is the center of the edge's label. ``crowded`` says that no place free of boxes and other labels
    was found for it, so that it is better shown only while it matters.
    """

    points: tuple[Point, ...]
    label: Point = (0.0, 0.0)
    crowded: bool = False

    @cached_property
    def polyline(self) -> tuple[Point, ...]:
        """The curve as short straight pieces."""
        starts = range(0, len(self.points) - 1, 3)
        pieces = [_bezier(self.points[i : i + 4], t / PIECES) for i in starts for t in range(1, PIECES + 1)]
        return (self.points[0], *pieces)

    @cached_property
    def _lengths(self) -> tuple[float, ...]:
        """The length of the curve up to each point of the polyline."""
        return tuple(accumulate((dist(a, b) for a, b in pairwise(self.polyline)), initial=0.0))

    def at(self, part: float) -> Point:
        """The point where ``part`` (0 to 1) of the curve's length is behind."""
        behind = part * self._lengths[-1]
        index = min(max(bisect_left(self._lengths, behind), 1), len(self._lengths) - 1)
        start, end = self._lengths[index - 1], self._lengths[index]
        piece = (behind - start) / (end - start) if end > start else 0.0
        return _between(self.polyline[index - 1], self.polyline[index], piece)


def _bezier(points: Sequence[Point], t: float) -> Point:
    """De Casteljau's construction."""
    while len(points) > 1:
        points = [_between(a, b, t) for a, b in pairwise(points)]
    return points[0]


def _between(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
