"""The graph in DOT, the language of Graphviz: boxes with values and gradients, edges with local derivatives."""

import numpy as np

from engine.graph import Array, Edge, Node, Role
from engine.script import TEXT
from engine.titles import title
from engine.trace import Trace

_FILLS = {Role.INPUT: "#dbeafe", Role.PARAMETER: "#fef3c7", Role.CONSTANT: "#f3f4f6", Role.OUTPUT: "#ffe4e6"}
_FILL = "#ffffff"


def graph_as_dot(trace: Trace) -> str:
    """The graph; plain numbers are folded into the boxes that use them."""
    nodes = [_node(trace, node) for node in trace.graph if not node.is_folded]
    edges = [_edge(trace, edge) for edge in trace.graph.edges if edge.tail not in trace.graph.folded]
    head = ["  rankdir=LR;", '  node [shape=box, style="rounded,filled", fontname="sans-serif"];']
    return "\n".join(["digraph gradwalk {", *head, *nodes, *edges, "}"]) + "\n"


def _node(trace: Trace, node: Node) -> str:
    heading = title(trace.graph, node)
    name = f"{node.name}: {heading}" if node.name and not node.is_leaf else heading
    lines = [name, f"= {_number(node.value)}"]
    if node.id in trace.cotangents:
        lines.append(f"grad {_number(trace.cotangents[node.id])}")
    return f"  {node.id} [label={_quoted(lines)}, fillcolor={_quoted([_FILLS.get(node.role, _FILL)])}];"


def _edge(trace: Trace, edge: Edge) -> str:
    local = trace.locals[edge.id]
    label = f" [label={_quoted([_number(local)])}]" if local is not None and np.ndim(local) == 0 else ""
    return f"  {edge.tail} -> {edge.head}{label};"


def _number(value: Array) -> str:
    return TEXT.number(value).text


def _quoted(lines: list[str]) -> str:
    """A string of DOT; its lines are centred."""
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(escaped) + '"'
