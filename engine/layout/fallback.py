"""A plain layered layout of our own, for when dot is missing, too slow or fails.

Layers by longest path, order by barycentres, places by least squares: Sugiyama's method in its simplest form.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from engine.layout.direction import GAPS, Direction, extent
from engine.layout.geometry import Point, Rect
from engine.layout.layers import Arc, arcs, layers
from engine.layout.placement import Placement, framed
from engine.picture import Picture

NOTE = "fallback"
SWEEPS = 8
MOST_STOPS = 6000
"""Stops of long links are left out beyond this many; such links then run straight."""

PORT_SIDE = 0.8
"""Part of a box' side at which links may end."""

STOP = 12.0
"""Room across for a link that passes a layer."""


def place_in_layers(picture: Picture, direction: Direction) -> Placement:
    """The boxes of ``picture`` in layers, with links that bend around the boxes of the layers they pass."""
    drawing = _Layered(picture, direction)
    for _ in range(SWEEPS):
        drawing.sweep()
    return framed(drawing.rects(), drawing.curves(), NOTE)


class _Layered:
    """Items in layers: the boxes by position, then one stop for each layer that a link passes."""

    def __init__(self, picture: Picture, direction: Direction) -> None:
        self._picture = picture
        self._direction = direction
        self._gaps = GAPS[direction]
        self._layers = [list(layer) for layer in layers(picture)]
        self._sizes = [extent(box, direction)[1] for box in picture.boxes]
        self._layer_of = {item: depth for depth, layer in enumerate(self._layers) for item in layer}
        self._ways = self._with_stops(arcs(picture))
        self._neighbours = self._find_neighbours()
        self._across = [0.0] * len(self._sizes)
        for layer in self._layers:
            self._settle(layer, [0.0] * len(layer))

    def _with_stops(self, links: Sequence[Arc]) -> list[list[int]]:
        """The items on the way of each link, tail and head included."""
        spans = [self._layer_of[head] - self._layer_of[tail] for tail, head in links]
        room_for_stops = sum(abs(span) for span in spans) <= MOST_STOPS
        return [
            [tail, *(self._stops(tail, span) if room_for_stops else ()), head]
            for (tail, head), span in zip(links, spans, strict=True)
        ]

    def _stops(self, tail: int, span: int) -> Iterable[int]:
        step = 1 if span > 0 else -1
        for depth in range(self._layer_of[tail] + step, self._layer_of[tail] + span, step):
            item = len(self._sizes)
            self._sizes.append(STOP)
            self._layers[depth].append(item)
            self._layer_of[item] = depth
            yield item

    def _find_neighbours(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in self._sizes]
        for way in self._ways:
            for a, b in pairwise(way):
                found[a].append(b)
                found[b].append(a)
        return found

    def sweep(self) -> None:
        """Forth and back once: each layer is ordered and placed by what it is linked to."""
        for layers_in_turn, before in ((self._layers, -1), (self._layers[::-1], +1)):
            for layer in layers_in_turn:
                wishes = {item: self._wish(item, before) for item in layer}
                layer.sort(key=wishes.__getitem__)
                self._settle(layer, [wishes[item] for item in layer])

    def _wish(self, item: int, before: int) -> float:
        """The mean place of the neighbours in the layer ``before``, else of all, else the present place."""
        depth = self._layer_of[item] + before
        near = [other for other in self._neighbours[item] if self._layer_of[other] == depth]
        places = [self._across[other] for other in near or self._neighbours[item] or [item]]
        return sum(places) / len(places)

    def _settle(self, layer: Sequence[int], wishes: Sequence[float]) -> None:
        """Give the items of a layer, in their order, the places nearest to their wishes that do not overlap."""
        distances = [(self._sizes[a] + self._sizes[b]) / 2 + self._gaps.boxes for a, b in pairwise(layer)]
        for item, place in zip(layer, nearest_places(wishes, distances), strict=True):
            self._across[item] = place

    def rects(self) -> list[Rect]:
        """The boxes, each in the middle of its layer."""
        middles = self._middles()
        return [
            Rect.around(self._point(middles[self._layer_of[index]], self._across[index]), box.width, box.height)
            for index, box in enumerate(self._picture.boxes)
        ]

    def _middles(self) -> list[float]:
        """Where each layer lies along the direction."""
        middles, end = [], 0.0
        for depth in range(len(self._layers)):
            thickness = self._thickness(depth)
            middles.append(end + thickness / 2)
            end += thickness + self._gaps.layers
        return middles

    def _thickness(self, depth: int) -> float:
        boxes = self._picture.boxes
        along = [extent(boxes[item], self._direction)[0] for item in self._layers[depth] if item < len(boxes)]
        return max(along)

    def _point(self, along: float, across: float) -> Point:
        return (along, across) if self._direction is Direction.LEFT_TO_RIGHT else (across, along)

    def curves(self) -> list[list[Point]]:
        """For each link a curve from box to box that passes straight through its stops."""
        middles = self._middles()
        starts = self._ports([(way[0], way[1]) for way in self._ways])
        ends = self._ports([(way[-1], way[-2]) for way in self._ways])
        return [self._curve(way, middles, *ports) for way, *ports in zip(self._ways, starts, ends, strict=True)]

    def _ports(self, sides: Sequence[tuple[int, int]]) -> list[float]:
        """Where links touch a box: side by side, in the order of the items (second of a pair) they come from."""
        touching: dict[int, list[int]] = {}
        for link in sorted(range(len(sides)), key=lambda link: self._across[sides[link][1]]):
            touching.setdefault(sides[link][0], []).append(link)
        ports = [0.0] * len(sides)
        for item, links in touching.items():
            for place, link in enumerate(links, 1):
                ports[link] = self._across[item] + (place / (len(links) + 1) - 0.5) * self._sizes[item] * PORT_SIDE
        return ports

    def _curve(self, way: Sequence[int], middles: Sequence[float], start: float, end: float) -> list[Point]:
        forward = 1 if self._layer_of[way[-1]] > self._layer_of[way[0]] else -1
        out = [middles[self._layer_of[item]] + forward * self._half(item) for item in way]
        into = [middles[self._layer_of[item]] - forward * self._half(item) for item in way]
        places = [start, *(self._across[item] for item in way[1:-1]), end]
        points = [(out[0], start)]
        for index in range(1, len(way)):
            points += _bend(points[-1], (into[index], places[index]))
            if index < len(way) - 1:
                points += _bend(points[-1], (out[index], places[index]))
        return [self._point(*point) for point in points]

    def _half(self, item: int) -> float:
        """Half of what an item takes along the direction: a stop passes the whole layer."""
        if item < len(self._picture.boxes):
            return extent(self._picture.boxes[item], self._direction)[0] / 2
        return self._thickness(self._layer_of[item]) / 2


def _bend(a: Point, b: Point) -> tuple[Point, Point, Point]:
    """The rest of a cubic curve from ``a`` to ``b`` that leaves and arrives along the direction."""
    half = (a[0] + b[0]) / 2
    return (half, a[1]), (half, b[1]), b


def nearest_places(wishes: Sequence[float], distances: Sequence[float]) -> list[float]:
    """The places nearest to ``wishes`` by least squares whose neighbours are at least ``distances`` apart.

    Less the distances it is isotonic regression, solved by pooling adjacent violators.
    """
    offsets = list(accumulate(distances, initial=0.0))
    pools: list[tuple[float, int]] = []
    for wish, offset in zip(wishes, offsets, strict=True):
        mean, size = wish - offset, 1
        while pools and pools[-1][0] > mean:
            other, count = pools.pop()
            mean, size = (mean * size + other * count) / (size + count), size + count
        pools.append((mean, size))
    levels = [mean for mean, size in pools for _ in range(size)]
    return [level + offset for level, offset in zip(levels, offsets, strict=True)]
