"""Which nodes are drawn together: sums with many addends, and groups that are closed."""

from collections import Counter
from collections.abc import Mapping

from engine.graph import Graph, Group, Node

Owners = Mapping[str, str]
"""For each visible node the id of the box that shows it: its own, that of a sum, or that of a group."""

Chains = Mapping[str | None, tuple[str, ...]]
"""For each group the groups around it and itself, outermost first; None has none."""


def owners(graph: Graph, opened: frozenset[str], *, with_sums: bool = True) -> Owners:
    """The box of each visible node when exactly the groups in ``opened`` are open."""
    last = sums(graph) if with_sums else {}
    closed = _closed_groups(graph, opened)
    alone = {node: last.get(node, node) for node in closed}
    boxes = Counter(group for node, group in closed.items() if node not in last)
    return {node: alone[node] if group is None or boxes[group] == 1 else group for node, group in closed.items()}


def sums(graph: Graph) -> Owners:
    """For each unnamed sum that is only an addend of another sum, the last sum of that chain."""
    last: dict[str, str] = {}
    for node in reversed(graph.nodes):
        uses = graph.uses[node.id]
        if len(uses) == 1 and _is_inner_sum(graph, node, graph[uses[0].head]):
            last[node.id] = last.get(uses[0].head, uses[0].head)
    return last


def _is_inner_sum(graph: Graph, node: Node, head: Node) -> bool:
    """A folded number is part of its sum's own title (``+ 3``), so such a sum stays a box."""
    return (
        node.op == head.op == "add"
        and node.name is None
        and node.group == head.group
        and node.shape == head.shape
        and not any(graph[operand].is_folded for operand in node.operands)
    )


def _closed_groups(graph: Graph, opened: frozenset[str]) -> Mapping[str, str | None]:
    """For each visible node the outermost closed group around it."""
    chains = _chains(graph.groups)
    first_closed = {
        group: next((each for each in chain if each not in opened), None) for group, chain in chains.items()
    }
    return {node.id: first_closed[node.group] for node in graph if not node.is_folded}


def _chains(groups: tuple[Group, ...]) -> Chains:
    parents = {group.id: group.parent for group in groups}
    chains: dict[str | None, tuple[str, ...]] = {None: ()}
    for group in parents:
        unknown = [group]
        while (parent := parents[unknown[-1]]) not in chains:
            unknown.append(str(parent))
        for each in reversed(unknown):
            chains[each] = (*chains[parents[each]], each)
    return chains


def open_groups(graph: Graph, at_most: int) -> frozenset[str]:
    """The groups to open at the start: level by level from outside as long as few enough boxes are seen."""
    depths = {group: len(chain) for group, chain in _chains(graph.groups).items() if group is not None}
    opened: frozenset[str] = frozenset()
    for level in range(1, max(depths.values(), default=0) + 1):
        wider = opened | {group for group, depth in depths.items() if depth == level}
        if len(set(owners(graph, wider).values())) > at_most:
            break
        opened = wider
    return opened
