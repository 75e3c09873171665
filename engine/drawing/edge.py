"""An arrow of the picture with the label for its local derivative."""

from math import dist
from xml.etree.ElementTree import Element

import numpy as np

from engine.drawing import svg
from engine.drawing.state import State
from engine.graph import Array
from engine.layout.geometry import Curve, Point
from engine.numbers import short
from engine.picture import Link
from engine.picture.text_width import Font

ARROW_LENGTH = 9.0
ARROW_HALF_WIDTH = 4.0
PILL_HEIGHT = 18.0
PILL_WIDEST = 52.0
PILL_PADDING = 8.0
CHARACTER = 7.0
PILL_SIZE = 11.5


def edge(link: Link, curve: Curve, state: State) -> Element:
    """The group of one link: line, arrowhead, label."""
    group = svg.element(
        "g",
        class_=" ".join(("edge", *_marks(link, curve, state))),
        data_edge=link.id,
        data_edges=" ".join(link.edges),
        data_tail=link.tail,
        data_head=link.head,
    )
    tip, base = curve.points[-1], _before_tip(curve.points)
    line = svg.path("M", curve.points[0]) + svg.path("C", *curve.points[1:-1], base)
    svg.add(group, "path", class_="line", d=line)
    svg.add(group, "path", class_="arrow", d=_arrow(base, tip))
    _add_label(group, curve.label, _local_text(link, state))
    return group


def _marks(link: Link, curve: Curve, state: State) -> list[str]:
    marks = {
        "crowded": curve.crowded,
        "live": not state.live.isdisjoint(link.edges),
        "back": not state.back.isdisjoint(link.edges),
    }
    return [mark for mark, holds in marks.items() if holds]


def _before_tip(points: tuple[Point, ...]) -> Point:
    """Where the line ends and the arrowhead begins."""
    tip = points[-1]
    before = next((point for point in reversed(points) if dist(point, tip) > 1), points[0])
    part = min(ARROW_LENGTH / (dist(before, tip) or 1), 1)
    return tip[0] + (before[0] - tip[0]) * part, tip[1] + (before[1] - tip[1]) * part


def _arrow(base: Point, tip: Point) -> str:
    length = dist(base, tip) or 1
    across = (tip[1] - base[1]) / length * ARROW_HALF_WIDTH, (base[0] - tip[0]) / length * ARROW_HALF_WIDTH
    sides = [(base[0] + sign * across[0], base[1] + sign * across[1]) for sign in (1, -1)]
    return svg.path("M", sides[0]) + svg.path("L", tip, sides[1]) + "Z"


def _local_text(link: Link, state: State) -> str:
    """``×1.1``; nothing for an unknown derivative, an array, or a link that stands for several uses."""
    derivative: Array | None = state.locals.get(link.id) if len(link.edges) == 1 else None
    return "" if derivative is None or np.size(derivative) != 1 else f"×{short(np.asarray(derivative).item())}"


def _add_label(group: Element, center: Point, text: str) -> None:
    """The pill is as wide as its text; the page, which changes texts, counts characters in the same way."""
    label = svg.add(group, "g", class_="local", transform=svg.at(center))
    width = min(2 * PILL_PADDING + CHARACTER * len(text), PILL_WIDEST)
    half = PILL_HEIGHT / 2
    svg.add(label, "rect", x=-width / 2, y=-half, width=width, height=PILL_HEIGHT, rx=half)
    room = PILL_WIDEST - PILL_PADDING
    svg.add_number(label, text, PILL_SIZE, room, Font.BOLD, class_="local-text", y=PILL_SIZE * 0.36)
