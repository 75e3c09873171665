"""The calculation behind one entry of an array: ``(W x)₁ = 0.1·1 + 0.2·2``, in symbols and in numbers, as LaTeX.

Indices count from 0 as in code; the subscripts that are written count from 1, as on paper.
"""

from dataclasses import dataclass, replace

import numpy as np

from engine.addends import Index, copies, needed, of_contribution, of_value, source
from engine.errors import EngineError
from engine.explain import Explainer, Formula
from engine.graph import Array, Graph, Node, Role
from engine.lookup import edge_with, entry_of, node_with
from engine.op import Term
from engine.ops import OPS
from engine.passes import Adjoints
from engine.script import LATEX
from engine.sums import Sum, indexed, listed
from engine.trace import Step, Trace


@dataclass(frozen=True)
class Entry:
    """One entry, ``lhs = symbols``, ``= numbers``, ``= result``; ``addends`` counts what it is the sum of."""

    lhs: str
    symbols: str
    numbers: str
    result: str
    addends: int = 1


def of_node(trace: Trace, node_id: str, index: Index) -> Entry:
    """The calculation of an entry of a node's value. Raises EngineError for what does not exist."""
    node = node_with(trace.graph, node_id)
    index = entry_of(node, index)
    if node.is_leaf:
        number = LATEX.number(_entry(node.value, index)).text
        return Entry(indexed(node.symbol, index), number, number, number)
    if OPS[node.op or ""].has_locals:
        small = _at_place(trace, node, index)
        return _of_formula(Explainer(small).value(small.graph[node.id]))
    addends = of_value(trace.graph, node, index)
    if addends is None:
        return _whole(trace, node, index)
    return _of_sum(Sum(trace, node, addends), indexed(node.symbol, index), _entry(node.value, index), index)


def of_edge(trace: Trace, edge_id: str, index: Index) -> Entry:
    """The calculation of an entry of what an edge adds to the gradient of its tail. Raises EngineError."""
    edge = edge_with(trace.graph, edge_id)
    head, tail = trace.graph[edge.head], trace.graph[edge.tail]
    index = entry_of(tail, index)
    if edge.id not in trace.contributions:
        raise EngineError("unknown_edge", None, edge=edge_id)
    used = copies(tail.shape, head.shape, index) if OPS[head.op or ""].has_locals else []
    if len(used) == 1:
        return _of_formula(Explainer(_at_place(trace, head, used[0])).contribution(edge))
    addends = of_contribution(trace.graph, head, edge.argnum, index, trace.cotangent(head))
    written = Sum(trace, head, addends, edge)
    return _of_sum(written, written.derivative(tail, index), _entry(trace.contributions[edge.id], index), index)


def of_update(trace: Trace, node_id: str, index: Index) -> Entry:
    """The calculation of an entry of a parameter after the update. Raises EngineError."""
    node = node_with(trace.graph, node_id)
    index = entry_of(node, index)
    if node.id not in trace.updated:
        names = ", ".join(leaf.name or "" for leaf in trace.graph.parameters)
        raise EngineError("unknown_leaf", None, name=node.label, names=names)
    leaf = _at(node, index)
    small = _traced(trace, (leaf,), {leaf.id: _entry(trace.cotangent(node), index)}, {})
    return _of_formula(Explainer(small).formulas(Step(0, "update", "update", leaf.id, (), ()))[0])


def _entry(value: Array, index: Index) -> Array:
    return np.float64(np.asarray(value)[index])


def _of_formula(formula: Formula) -> Entry:
    return Entry(formula.lhs, formula.symbols, formula.numbers, formula.result)


def _of_sum(written: Sum, lhs: str, result: Array, index: Index) -> Entry:
    number = LATEX.number(result).text
    return Entry(lhs, written.symbols(index), written.numbers(result), number, len(written.addends))


# --- elementwise ops: the same op between numbers ---------------------------------------------------------------


def _at_place(trace: Trace, node: Node, place: Index) -> Trace:
    """The trace of an elementwise op as if there were only entry ``place`` of its result."""
    operands = {tail: _leaf(trace.graph[tail], source(trace.graph[tail].shape, place)) for tail in node.operands}
    upstream = _entry(trace.cotangent(node), place)
    contributions: dict[str, Array] = {}
    for edge in (f"{node.id}.{argnum}" for argnum in range(len(node.operands))):
        local = trace.locals[edge]
        if local is not None and edge in trace.contributions:
            contributions[edge] = np.float64(upstream * _entry(np.broadcast_to(local, node.shape), place))
    return _traced(trace, (*operands.values(), _at(node, place)), {node.id: upstream}, contributions)


def _at(node: Node, index: Index) -> Node:
    """The node as if it had only this entry."""
    return replace(node, value=_entry(node.value, index), symbol=indexed(node.symbol, index))


def _leaf(node: Node, index: Index) -> Node:
    """The entry of a node of which it does not matter where it comes from."""
    return replace(_at(node, index), op=None, operands=())


def _traced(
    trace: Trace, nodes: tuple[Node, ...], cotangents: dict[str, Array], contributions: dict[str, Array]
) -> Trace:
    """A small trace in which gradients are still those of the whole program's output."""
    output = trace.graph[trace.graph.output]
    end = Node("output", None, (), np.float64(0), output.label, output.symbol, Role.OUTPUT)
    outcome = replace(trace.outcome, graph=Graph((*nodes, end), end.id), seed=np.float64(1))
    return replace(trace, outcome=outcome, adjoints=Adjoints(cotangents, contributions))


# --- what is no sum: the op applied to all that the entry depends on ----------------------------------------------


def _whole(trace: Trace, node: Node, place: Index) -> Entry:
    op, tails = OPS[node.op or ""], [trace.graph[tail] for tail in node.operands]
    symbols = LATEX.apply(op, [LATEX.operand(tail) for tail in tails], node.params)
    numbers = LATEX.apply(op, [_needed(trace, node, argnum, place) for argnum in range(len(tails))], node.params)
    number = LATEX.number(_entry(node.value, place)).text
    return Entry(indexed(node.symbol, place), indexed(symbols.text, place), numbers.text, number)


def _needed(trace: Trace, node: Node, argnum: int, place: Index) -> Term:
    """What the entry needs of an operand: all of it, or a list of entries."""
    value = np.asarray(trace.graph[node.operands[argnum]].value)
    found = needed(trace.graph, node, argnum, place)
    if len(found) == value.size:
        return LATEX.number(value[()])
    return LATEX.term(listed([LATEX.number(np.float64(value[index])).text for index in found], r"\dots"))
