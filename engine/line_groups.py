"""The lines of a large program as groups, so that its picture can begin with few boxes.

A small program is drawn op by op and needs none. In a large one the ops of a line belong together, inside the call or
loop turn that runs them; where that makes many lines, they are taken together in blocks.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from engine.graph import Graph, Group, Node
from engine.limits import LARGE_GRAPH

BLOCK = 20
"""Lines in a block."""

_LONGEST_LABEL = 60

Place = tuple[str | None, int]
"""A line, from 0, as part of a call, module or turn."""

_Key = tuple[str | None, str, int]
"""A line or a block of lines, by its number, in a call, module or turn."""


def with_lines(graph: Graph, text: str) -> Graph:
    """``graph`` with the lines of its program ``text`` as groups, where it is large."""
    if sum(not node.is_folded for node in graph) <= LARGE_GRAPH:
        return graph
    lines = _Lines(text.split("\n"))
    places = _places(graph, lines)
    groups = _groups(places, lines)
    nodes = tuple(_grouped(node, places, groups) for node in graph)
    return replace(graph, nodes=nodes, groups=(*graph.groups, *groups.values()))


@dataclass(frozen=True)
class _Lines:
    """The lines of a program and where each of them begins."""

    texts: Sequence[str]

    @property
    def starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.texts)]

    def of(self, node: Node, starts: Sequence[int]) -> int | None:
        return None if node.span is None else bisect_right(starts, node.span[0]) - 1

    def span(self, first: int, last: int) -> tuple[int, int]:
        starts = self.starts
        return starts[first], starts[last + 1] - 1


def _places(graph: Graph, lines: _Lines) -> dict[str, Place]:
    """The line of each op; of a leaf that is used on one line only, that line."""
    starts = lines.starts
    found: dict[str, Place] = {}
    for node in graph.applications:
        line = lines.of(node, starts)
        if line is not None:
            found[node.id] = node.group, line
    for node in graph:
        heads = {found.get(edge.head) for edge in graph.uses[node.id]} if node.is_leaf else set()
        if len(heads) == 1 and (place := heads.pop()) is not None and place[0] == node.group:
            found[node.id] = place
    return found


def _groups(places: Mapping[str, Place], lines: _Lines) -> dict[_Key, Group]:
    """A group for every line with several nodes, and for every block of lines where there are many."""
    counts = Counter(places.values())
    lines_in = Counter(outer for outer, _ in counts)
    found: dict[_Key, Group] = {}
    for outer, line in sorted(counts, key=lambda place: (place[0] or "", place[1])):
        parent = outer
        if lines_in[outer] > 2 * BLOCK:
            block = found.setdefault(_block_of(outer, line), _block(f"l{len(found)}", outer, line // BLOCK, lines))
            parent = block.id
        if counts[outer, line] > 1:
            label = lines.texts[line].strip()[:_LONGEST_LABEL]
            group = Group(f"l{len(found)}", "line", label, parent, lines.span(line, line))
            found[outer, "line", line] = group
    return found


def _block_of(outer: str | None, line: int) -> _Key:
    return outer, "lines", line // BLOCK


def _block(group_id: str, outer: str | None, block: int, lines: _Lines) -> Group:
    first, last = block * BLOCK, min((block + 1) * BLOCK, len(lines.texts)) - 1
    return Group(group_id, "lines", f"{first + 1}–{last + 1}", outer, lines.span(first, last))


def _grouped(node: Node, places: Mapping[str, Place], groups: Mapping[_Key, Group]) -> Node:
    """The node in the group of its line, else in that of its block."""
    if node.id not in places:
        return node
    outer, line = places[node.id]
    group = groups.get((outer, "line", line)) or groups.get(_block_of(outer, line))
    return node if group is None else replace(node, group=group.id)
