"""The lines of a large program as groups, so that its picture can begin with few boxes.

A small program is drawn op by op and needs none. In a large one the ops of a line belong together, inside the call or
loop turn that runs them; where that makes many lines, they are taken together in blocks. A line that is a large
program by itself is cut into parts of some ops each.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from engine.errors import Span
from engine.graph import Graph, Group, Node
from engine.limits import LARGE_GRAPH

BLOCK = 20
"""Lines in a block."""

PART = 30
"""Ops in a part of a very long line."""

_LONGEST_LABEL = 60

Place = tuple[str | None, int, int]
"""A line, from 0, as part of a call, module or turn; and which part of it, where it is cut into parts."""

_Key = tuple[str | None, str, int, int]
"""A line or a block of lines, by its number, in a call, module or turn; and which part of the line."""


def with_lines(graph: Graph, text: str) -> Graph:
    """``graph`` with the lines of its program ``text`` as groups, where it is large."""
    if sum(not node.is_folded for node in graph) <= LARGE_GRAPH:
        return graph
    lines = _Lines(text.split("\n"))
    places = _places(graph, lines)
    groups = _groups(places, lines, _part_spans(graph, places))
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

    def span(self, first: int, last: int) -> Span:
        starts = self.starts
        return starts[first], starts[last + 1] - 1

    def label(self, span: Span) -> str:
        return "\n".join(self.texts)[slice(*span)].strip()[:_LONGEST_LABEL]


def _places(graph: Graph, lines: _Lines) -> dict[str, Place]:
    """The line of each op; of a leaf that is used on one line only, that line."""
    found = _places_of_ops(graph, lines)
    for node in graph:
        heads = {found.get(edge.head) for edge in graph.uses[node.id]} if node.is_leaf else set()
        if len(heads) == 1 and (place := heads.pop()) is not None and place[0] == node.group:
            found[node.id] = place
    return found


def _places_of_ops(graph: Graph, lines: _Lines) -> dict[str, Place]:
    starts = lines.starts
    on_line: dict[tuple[str | None, int], list[Node]] = {}
    for node in graph.applications:
        line = lines.of(node, starts)
        if line is not None:
            on_line.setdefault((node.group, line), []).append(node)
    return {
        node.id: (outer, line, part)
        for (outer, line), nodes in on_line.items()
        for node, part in zip(nodes, _parts(nodes), strict=True)
    }


def _parts(nodes: Sequence[Node]) -> list[int]:
    """Which part of its line each op is in. A part ends behind a whole term, where terms are not too long for that."""
    if len(nodes) <= LARGE_GRAPH / 2:
        return [0] * len(nodes)
    first = min(node.span[0] for node in nodes if node.span is not None)
    parts, part, size = [], 0, 0
    for node in nodes:
        parts.append(part)
        size += 1
        is_whole = node.span is not None and node.span[0] == first
        if (is_whole and size >= PART) or size >= 2 * PART:
            part, size = part + 1, 0
    return parts


def _part_spans(graph: Graph, places: Mapping[str, Place]) -> dict[Place, Span]:
    """What each part of a line adds to the text that the parts before it have covered; all its text if nothing."""
    ends: dict[Place, int] = {}
    starts: dict[Place, int] = {}
    for node in graph.applications:
        if node.id in places and node.span is not None:
            place = places[node.id]
            ends[place] = max(ends.get(place, 0), node.span[1])
            starts[place] = min(starts.get(place, node.span[0]), node.span[0])
    spans = {}
    for (outer, line, part), end in ends.items():
        start, covered = starts[outer, line, part], ends.get((outer, line, part - 1), 0)
        spans[outer, line, part] = (covered if start < covered < end else start, end)
    return spans


def _groups(places: Mapping[str, Place], lines: _Lines, spans: Mapping[Place, Span]) -> dict[_Key, Group]:
    """A group for every line, or part of it, with several nodes, and for every block of lines where there are many."""
    counts = Counter(places.values())
    lines_in = Counter(outer for outer, _ in {(outer, line) for outer, line, _ in counts})
    parts_of = Counter((outer, line) for outer, line, _ in counts)
    found: dict[_Key, Group] = {}
    for outer, line, part in sorted(counts, key=lambda place: (place[0] or "", *place[1:])):
        parent = outer
        if lines_in[outer] > 2 * BLOCK:
            block = found.setdefault(_block_of(outer, line), _block(f"l{len(found)}", outer, line // BLOCK, lines))
            parent = block.id
        if counts[outer, line, part] > 1:
            span = lines.span(line, line) if parts_of[outer, line] == 1 else spans[outer, line, part]
            group = Group(f"l{len(found)}", "line", lines.label(span), parent, span)
            found[outer, "line", line, part] = group
    return found


def _block_of(outer: str | None, line: int) -> _Key:
    return outer, "lines", line // BLOCK, 0


def _block(group_id: str, outer: str | None, block: int, lines: _Lines) -> Group:
    first, last = block * BLOCK, min((block + 1) * BLOCK, len(lines.texts)) - 1
    return Group(group_id, "lines", f"{first + 1}–{last + 1}", outer, lines.span(first, last))


def _grouped(node: Node, places: Mapping[str, Place], groups: Mapping[_Key, Group]) -> Node:
    """The node in the group of its line, else in that of its block."""
    if node.id not in places:
        return node
    outer, line, part = places[node.id]
    group = groups.get((outer, "line", line, part)) or groups.get(_block_of(outer, line))
    return node if group is None else replace(node, group=group.id)
