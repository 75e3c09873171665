"""Graph + Picture + Layout (+ State) -> SVG: one text that the page puts in as it is, or that stands alone."""

import re
from xml.etree.ElementTree import Element

from engine.drawing import svg
from engine.drawing.body import add_body
from engine.drawing.edge import edge
from engine.drawing.state import State, start
from engine.graph import Graph
from engine.layout import Layout
from engine.layout.geometry import Rect
from engine.picture import Box, BoxKind, Picture, card
from engine.picture.card import BodyKind

KEYS = ("value", "grad")
RADIUS = 9.0
STACK = 4.0
"""How far the card behind a closed group looks out."""


def draw(
    graph: Graph,
    picture: Picture,
    layout: Layout,
    *,
    state: State | None = None,
    css: str | None = None,
    keys: tuple[str, str] = KEYS,
) -> str:
    """The SVG of a picture in a state; without one, as before the first step.

    With ``css``, the text of the style sheet, it stands alone: it has a size and brings its style. Without, it
    is for a page that has the style sheet already. ``keys`` are the words for value and gradient.
    """
    state = state or start(graph)
    root = _root(layout, state, css)
    edges, nodes = svg.add(root, "g", class_="edges"), svg.add(root, "g", class_="nodes")
    edges.extend(edge(link, layout.curves[link.id], state) for link in picture.links)
    nodes.extend(_node(box, layout.boxes[box.id], state, keys) for box in picture.boxes)
    return svg.to_text(root)


def _root(layout: Layout, state: State, css: str | None) -> Element:
    """Alone it is one image; in the page a group, because its nodes can be chosen one by one."""
    alone = css is not None
    root = svg.element(
        "svg",
        xmlns=svg.NAMESPACE,
        class_=" ".join(["graph", *(["alone"] if alone else []), *([state.phase] if state.phase else [])]),
        viewBox=f"0 0 {layout.width:.0f} {layout.height:.0f}",
        width=round(layout.width) if alone else None,
        height=round(layout.height) if alone else None,
        role="img" if alone else "group",
    )
    if css is not None:
        svg.add(root, "title", "Computation graph")
        svg.add(root, "style", plain_colours_first(css))
    return root


def plain_colours_first(css: str) -> str:
    """The style sheet with the fallbacks in place of its variables, then as it is for whoever knows variables.

    Programs that make slides and documents of an SVG often know none and would draw all in black, or stop.
    """
    plain = re.sub(r"var\(--[\w-]+,\s*([^()]*)\)", r"\1", css)
    return f"{plain}\n@supports (color: var(--ink, black)) {{\n{css}}}\n"


def _node(box: Box, place: Rect, state: State, keys: tuple[str, str]) -> Element:
    group = svg.element(
        "g",
        class_=" ".join(_classes(box, state)),
        data_node=box.node,
        data_nodes=" ".join(box.nodes),
        data_group=box.id if box.kind is BoxKind.GROUP else None,
        transform=svg.at((place.x, place.y)),
    )
    svg.add(group, "title", box.label)
    _add_card(group, box)
    _add_heading(group, box)
    add_body(group, box, (state.values.get(box.node), state.grads.get(box.node)), keys)
    return group


def _classes(box: Box, state: State) -> list[str]:
    marks = {
        f"op-{box.op}": box.op is not None and box.kind is not BoxKind.GROUP,
        str(box.kind): box.kind not in (BoxKind.LEAF, BoxKind.OP),
        "active": state.active in box.nodes,
        "target": not state.targets.isdisjoint(box.nodes),
    }
    return ["node", str(box.role), *(mark for mark, holds in marks.items() if holds)]


def _add_card(group: Element, box: Box) -> None:
    radius = card.TAG_HEIGHT / 2 if box.body.kind is BodyKind.TAG else RADIUS
    if box.kind is BoxKind.GROUP:
        svg.add(group, "rect", class_="behind", x=STACK, y=-STACK, rx=radius, width=box.width, height=box.height)
    svg.add(group, "rect", class_="card", rx=radius, width=box.width, height=box.height)
    if box.body.kind is not BodyKind.TAG:
        svg.add(group, "path", class_="band", d=_band(box.width))
    svg.add(group, "rect", class_="frame", rx=radius, width=box.width, height=box.height)


def _band(width: float) -> str:
    """The upper part of the card, round above and straight below."""
    corner = f"A{RADIUS:.0f},{RADIUS:.0f} 0 0 1 "
    upper = f"{corner}{RADIUS:.0f},0H{width - RADIUS:.0f}{corner}{width:.0f},{RADIUS:.0f}"
    return f"M0,{card.BAND:.0f}V{RADIUS:.0f}{upper}V{card.BAND:.0f}Z"


def _add_heading(group: Element, box: Box) -> None:
    svg.add(group, "text", box.title, class_="title", x=card.PAD, y=19.0)
    if box.name:
        svg.add(group, "text", box.name, class_="name", x=box.width - card.PAD, y=19.0)
