"""What the box of a node shows as its op, with plain numbers folded in: ``× 3``, ``( )²``, ``ReLU``."""

import numpy as np

from engine.graph import Graph, Node
from engine.op import Term
from engine.ops import OPS
from engine.script import TEXT

_COMMUTATIVE = {"add", "mul"}


class _Blank(Term):
    """The place of an operand: ``( )³``, but ``max(0, ·)``, where the op brings parentheses of its own."""

    def __format__(self, spec: str) -> str:
        return super().__format__(spec) if spec else "·"


_BLANK = _Blank("( )")


def title(graph: Graph, node: Node) -> str:
    """The title of a node's box; a leaf's is its name."""
    if node.op is None:
        return node.name or node.label
    op = OPS[node.op]
    if op.is_variadic or graph.folded.isdisjoint(node.operands):
        return op.title
    numbers = [_number(graph[tail]) if tail in graph.folded else None for tail in node.operands]
    if op.is_infix and op.name != "power":
        return _infix_title(op.name, op.title, numbers)
    return TEXT.apply(op, [number or _BLANK for number in numbers], node.params).text


def _infix_title(name: str, symbol: str, numbers: list[Term | None]) -> str:
    left, right = numbers
    if right is not None:
        return f"{symbol} {right}" if left is None else f"{left} {symbol} {right}"
    return f"{symbol} {left}" if name in _COMMUTATIVE else f"{left} {symbol}"


def _number(node: Node) -> Term:
    return TEXT.constant(np.float64(node.value.item()))
