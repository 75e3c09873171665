"""Rectangles and curves in one frame: what a layout algorithm makes of boxes and links."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.layout.geometry import Curve, Point, Rect
from engine.layout.label_places import HEIGHT, WIDTH, with_labels

MARGIN = 12.0
"""Room around everything, for outlines and shadows."""


@dataclass(frozen=True)
class Placement:
    """Places in the order of the picture's boxes and links. ``note`` is "fallback" when dot had no part in it."""

    boxes: tuple[Rect, ...]
    curves: tuple[Curve, ...]
    width: float
    height: float
    note: str | None = None


def framed(boxes: Sequence[Rect], curves: Sequence[Sequence[Point]], note: str | None = None) -> Placement:
    """The placement of ``boxes`` and ``curves`` with edge labels, moved into a frame that begins at (0, 0)."""
    labelled = with_labels([Curve(tuple(points)) for points in curves], boxes)
    labels = [Rect.around(curve.label, WIDTH, HEIGHT) for curve in labelled]
    corners = [corner for rect in (*boxes, *labels) for corner in ((rect.x, rect.y), (rect.right, rect.bottom))]
    corners += [point for curve in labelled for point in curve.points]
    left, top = (min(corner[axis] for corner in corners) - MARGIN for axis in (0, 1))
    right, bottom = (max(corner[axis] for corner in corners) + MARGIN for axis in (0, 1))
    return Placement(
        tuple(replace(rect, x=rect.x - left, y=rect.y - top) for rect in boxes),
        tuple(_moved(curve, -left, -top) for curve in labelled),
        right - left,
        bottom - top,
        note,
    )


def _moved(curve: Curve, x: float, y: float) -> Curve:
    points = tuple((point[0] + x, point[1] + y) for point in curve.points)
    return replace(curve, points=points, label=(curve.label[0] + x, curve.label[1] + y))
