"""What of a graph is drawn: boxes and the links between them, before anything has a place."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from engine.graph import Edge, Graph, Node, Role
from engine.limits import LARGE_GRAPH
from engine.picture import card, folding
from engine.titles import title


class BoxKind(StrEnum):
    """What a box stands for."""

    LEAF = "leaf"
    OP = "op"
    SUM = "sum"
    GROUP = "group"
    TAG = "tag"


@dataclass(frozen=True)
class Box:
    """One drawn card. ``node`` is the node whose value it shows, ``nodes`` all that it stands for.

    ``id`` is that of the node, of the group, or for one of several tags of a leaf ``{node}@{edge}``.
    ``title`` and ``name`` are cut to fit, ``label`` is the whole text. Pixels.
    """

    id: str
    node: str
    nodes: tuple[str, ...]
    kind: BoxKind
    role: Role
    op: str | None
    title: str
    name: str
    label: str
    shape: tuple[int, ...]
    body: card.Body
    width: float
    height: float


@dataclass(frozen=True)
class Link:
    """An arrow from one box to another; ``edges`` are the uses it stands for, ``id`` the first of them."""

    id: str
    edges: tuple[str, ...]
    tail: str
    head: str


@dataclass(frozen=True)
class Picture:
    """Boxes in execution order, links in edge order, and the groups that are drawn open.

    It holds no value: the same topology with other numbers is an equal picture.
    """

    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    opened: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Remedies:
    """What keeps large graphs readable and their layout fast: from which size on each of them is applied.

    Boxes for ``groups_above``; for tags boxes or links, because closed groups have few boxes and many links.
    """

    sums: bool = True
    tags_above_boxes: int = 150
    tags_above_links: int = 200
    groups_above: int = LARGE_GRAPH


REMEDIES = Remedies()

Topology = tuple[object, ...]


def topology(graph: Graph, opened: frozenset[str] | None = None) -> Topology:
    """All that the picture of ``graph`` depends on, to compare and to hash; no value is among it.

    A title holds the plain numbers that are drawn inside a box, and the op's params.
    """
    nodes = tuple(
        (node.id, node.op, node.operands, node.role, node.name, node.label, node.shape, node.group, title(graph, node))
        for node in graph
    )
    return nodes, graph.output, graph.groups, opened


def picture(graph: Graph, opened: frozenset[str] | None = None, remedies: Remedies = REMEDIES) -> Picture:
    """The picture of ``graph`` with the groups in ``opened`` open, or as many as a reader can take in."""
    if opened is None:
        opened = folding.open_groups(graph, remedies.groups_above)
    owners = folding.owners(graph, opened, with_sums=remedies.sums)
    drawn = Picture(tuple(_boxes(graph, owners)), tuple(_links(graph, owners)), opened)
    return _with_tags(drawn) if _is_crowded(drawn, remedies) else drawn


def _is_crowded(drawn: Picture, remedies: Remedies) -> bool:
    return len(drawn.boxes) > remedies.tags_above_boxes or len(drawn.links) > remedies.tags_above_links


def _boxes(graph: Graph, owners: folding.Owners) -> Iterator[Box]:
    members: dict[str, list[Node]] = {}
    for node_id, owner in owners.items():
        members.setdefault(owner, []).append(graph[node_id])
    labels = {group.id: group.label for group in graph.groups}
    for owner, nodes in members.items():
        yield _group_box(graph, owner, labels[owner], nodes) if owner in labels else _node_box(graph, nodes)


def _node_box(graph: Graph, nodes: list[Node]) -> Box:
    """The card of a node, or of the last of the sums in ``nodes``."""
    node = nodes[-1]
    kind = BoxKind.LEAF if node.is_leaf else BoxKind.SUM if len(nodes) > 1 else BoxKind.OP
    name = "" if node.is_leaf else node.name or node.label
    return _box(node.id, node, nodes, kind, title(graph, node), name)


def _group_box(graph: Graph, group: str, label: str, nodes: list[Node]) -> Box:
    """The card of a closed group: it shows the value that leaves the group last."""
    inside = {node.id for node in nodes}
    results = [node for node in nodes if _is_result(graph, node, inside)]
    return _box(group, (results or nodes)[-1], nodes, BoxKind.GROUP, label, f"⊞ {len(nodes)}")


def _is_result(graph: Graph, node: Node, inside: set[str]) -> bool:
    return node.id == graph.output or any(edge.head not in inside for edge in graph.uses[node.id])


def _box(box_id: str, node: Node, nodes: Iterable[Node], kind: BoxKind, text: str, name: str) -> Box:
    head, body = card.heading(text, name), card.body(node.shape)
    label = text if kind is BoxKind.GROUP else node.label
    return Box(
        id=box_id,
        node=node.id,
        nodes=tuple(each.id for each in nodes),
        kind=kind,
        role=node.role,
        op=node.op,
        title=head.title,
        name=head.name,
        label=label,
        shape=node.shape,
        body=body,
        width=max(head.width, body.width),
        height=body.height,
    )


def _links(graph: Graph, owners: folding.Owners) -> Iterator[Link]:
    """One link for each use; those between the same boxes are one where a box stands for several nodes."""
    groups = {group.id for group in graph.groups}
    merged: dict[tuple[str, ...], list[Edge]] = {}
    for edge in graph.edges:
        tail, head = owners.get(edge.tail), owners.get(edge.head)
        if tail is None or head is None or tail == head:
            continue
        alone = () if {tail, head} & groups else (edge.id,)
        merged.setdefault((tail, head, *alone), []).append(edge)
    for (tail, head, *_), edges in merged.items():
        yield Link(edges[0].id, tuple(edge.id for edge in edges), tail, head)


def _with_tags(drawn: Picture) -> Picture:
    """The same picture with each leaf that is used several times drawn small, at each use."""
    leaves = {box.id: box for box in drawn.boxes if box.kind is BoxKind.LEAF}
    uses = Counter(link.tail for link in drawn.links)
    shared = {box_id for box_id in leaves if uses[box_id] > 1}
    tags = [_tag(leaves[link.tail], link) for link in drawn.links if link.tail in shared]
    boxes = (*tags, *(box for box in drawn.boxes if box.id not in shared))
    links = tuple(replace(link, tail=_tag_id(link)) if link.tail in shared else link for link in drawn.links)
    return replace(drawn, boxes=boxes, links=links)


def _tag_id(link: Link) -> str:
    return f"{link.tail}@{link.id}"


def _tag(leaf: Box, link: Link) -> Box:
    body = card.tag_body(leaf.title)
    return replace(leaf, id=_tag_id(link), kind=BoxKind.TAG, body=body, width=body.width, height=body.height)
