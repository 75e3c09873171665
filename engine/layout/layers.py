"""Boxes in layers: a link leads to a later layer, and every box stands as close before its uses as it can."""

from collections.abc import Sequence

from engine.picture import Picture

Layers = tuple[tuple[int, ...], ...]
"""The positions in ``picture.boxes`` of the boxes of each layer, first layer first."""

Arc = tuple[int, int]
"""Tail and head of a link, as positions in ``picture.boxes``."""


def arcs(picture: Picture) -> tuple[Arc, ...]:
    """The links of a picture, in its order."""
    position = {box.id: index for index, box in enumerate(picture.boxes)}
    return tuple((position[link.tail], position[link.head]) for link in picture.links)


def layers(picture: Picture) -> Layers:
    """The layers by the longest way to the end.

    Closed groups can make a circle; the links in it that go back in execution order are taken the other way round.
    """
    ahead = depths(len(picture.boxes), arcs(picture))
    last = max(ahead, default=0)
    members: list[list[int]] = [[] for _ in range(last + 1)]
    for index, depth in enumerate(ahead):
        members[last - depth].append(index)
    return tuple(map(tuple, members))


def layers_passed(picture: Picture) -> int:
    """The layers that all links cross together: what makes a layout slow is not boxes but long links."""
    links = arcs(picture)
    ahead = depths(len(picture.boxes), links)
    return sum(abs(ahead[tail] - ahead[head]) for tail, head in links)


def depths(count: int, links: Sequence[Arc]) -> tuple[int, ...]:
    """For each of ``count`` boxes the number of links on the longest way from it to an end."""
    heads: list[list[int]] = [[] for _ in range(count)]
    for tail, head in links:
        heads[min(tail, head)].append(max(tail, head))
    ahead = [0] * count
    for index in reversed(range(count)):
        ahead[index] = 1 + max((ahead[head] for head in heads[index]), default=-1)
    return tuple(ahead)
