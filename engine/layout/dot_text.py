"""The two languages of dot: the DOT text it reads and the "plain" text it answers."""

from collections import defaultdict
from collections.abc import Sequence

from engine.layout.direction import GAPS, Direction
from engine.layout.geometry import Point, Rect
from engine.layout.layers import Arc, arcs, layers_passed
from engine.picture import Picture

INCH = 72.0
"""Pixels per inch: a pixel here is a point there."""

SETTINGS = 'node[shape=box,fixedsize=true,label=""];edge[dir=none];'

LONG_WAY = 1000
"""From this many layers on, passed by all links together, dot is asked to be quick rather than thorough."""

SPARING = "nslimit=0.2;nslimit1=1;mclimit=0.2;splines=polyline;"


def dot_text(picture: Picture, direction: Direction) -> str:
    """The picture's topology and sizes. Boxes are called by their positions: n0, n1, …"""
    gaps = GAPS[direction]
    head = f"rankdir={direction};nodesep={gaps.boxes / INCH:.3f};ranksep={gaps.layers / INCH:.3f};"
    sparing = SPARING if layers_passed(picture) > LONG_WAY else ""
    nodes = [
        f"n{index}[width={box.width / INCH:.4f},height={box.height / INCH:.4f}];"
        for index, box in enumerate(picture.boxes)
    ]
    edges = [f"n{tail}->n{head};" for tail, head in arcs(picture)]
    return "\n".join((f"digraph{{{head}{sparing}{SETTINGS}", *nodes, *edges, "}"))


def read_plain(answer: str, count: int, links: Sequence[Arc]) -> tuple[list[Rect], list[list[Point]]]:
    """The boxes and the curves in a "plain" answer, in the order of the question, in pixels with y downwards.

    Raises ValueError, KeyError or IndexError for an answer that does not fit the question.
    """
    rects: dict[str, Rect] = {}
    curves: defaultdict[tuple[str, str], list[list[Point]]] = defaultdict(list)
    for line in answer.splitlines():
        match line.split():
            case ["node", name, x, y, width, height, *_]:
                rects[name] = Rect.around(_point(x, y), float(width) * INCH, float(height) * INCH)
            case ["edge", tail, head, length, *rest]:
                numbers = rest[: 2 * int(length)]
                curves[tail, head].append([_point(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)])
    for parallel in curves.values():
        parallel.sort(key=_height_in_the_middle, reverse=True)
    return [rects[f"n{index}"] for index in range(count)], [
        curves[f"n{tail}", f"n{head}"].pop() for tail, head in links
    ]


def _point(x: str, y: str) -> Point:
    return float(x) * INCH, -float(y) * INCH


def _height_in_the_middle(points: Sequence[Point]) -> tuple[float, float]:
    """Parallel edges are told apart by order alone; the first operand takes the upper or left one."""
    x, y = points[len(points) // 2]
    return y, x
