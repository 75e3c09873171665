"""The forward and the backward pass of a graph as lines of NumPy."""

import ast
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from engine.export.code import Coder, Library, Names, literal
from engine.export.numpy_forms import CONDITIONS, HELPERS, NUMPY_FORMS
from engine.graph import Array, Graph, Node
from engine.op import SUM, Term
from engine.ops import OPS
from engine.passes import Adjoints
from engine.rules import fold, pull_back, pull_back_formula

NUMPY = Library("NumPy", "np", NUMPY_FORMS, left_out=(", axis=None", ", keepdims=False"))
TAKEN = ("np", "math", "print", "range", "len", "enumerate", "float", *HELPERS)
"""Names that the lines use for something else than values of the graph."""

_PLACES = {"first_max": "np.argmax", "first_min": "np.argmin"}
"""Functions of values in the table's static expressions, as NumPy calls them."""


class NumpyLines:
    """The lines of a graph whose visible nodes have ``names`` (by id); gradients take new ones.

    ``adjoints`` are those of the graph with the values that it has: of the nodes whose gradients are computed.
    Raises EngineError where NumPy has nothing for an op.
    """

    def __init__(self, graph: Graph, adjoints: Adjoints, names: Mapping[str, str], new: Names) -> None:
        self.graph = graph
        self.adjoints = adjoints
        self.names = names
        self.gradients = {node: new.new(f"d_{name}") for node, name in names.items() if node in adjoints.cotangents}

    def forward(self) -> Iterator[str]:
        """A line for each application."""
        for node in self.graph.applications:
            operands = [NUMPY.operand(self.names, self.graph[tail], OPS[node.op or ""]) for tail in node.operands]
            value = NUMPY.apply(OPS[node.op or ""], operands, node.params)
            is_condition = node.op in CONDITIONS
            yield f"{self.names[node.id]} = {f'np.where({value}, 1.0, 0.0)' if is_condition else value}"

    def backward(self) -> Iterator[str]:
        """The seed, then a line for each contribution."""
        started = {self.graph.output}
        yield f"{self.gradients[self.graph.output]} = {numpy_value(self.adjoints.cotangents[self.graph.output])}"
        for node in reversed(self.graph.applications):
            for argnum, tail in enumerate(node.operands):
                if f"{node.id}.{argnum}" in self.adjoints.contributions:
                    name = self.gradients[tail]
                    before = f"{name} + " if tail in started else ""
                    yield f"{name} = {before}{self._contribution(node, argnum):{SUM + bool(before)}}"
                    started.add(tail)

    def _contribution(self, node: Node, argnum: int) -> Term:
        op = OPS[node.op or ""]
        formula = pull_back_formula(op.name, argnum)
        assert formula is not None, "an edge without a rule contributes nothing"
        operand_names = op.operand_names(len(node.operands))
        operands = [self.graph[tail] for tail in node.operands]
        terms = {name: NUMPY.operand(self.names, each, op) for name, each in zip(operand_names, operands, strict=True)}
        numbers = {name: value for name, value in node.params.items() if type(value) in (int, float)}
        terms |= {name: NUMPY.number(float(value)) for name, value in numbers.items()}
        terms |= {"out": Term(self.names[node.id]), "g": Term(self.gradients[node.id])}
        written = fold(formula, _PlaceCoder(NUMPY, self._statics(node, argnum), terms), terms)
        return self._of_shape(written, node, argnum)

    def _statics(self, node: Node, argnum: int) -> dict[str, Any]:
        names = OPS[node.op or ""].operand_names(len(node.operands))
        values = (self.graph.values[tail] for tail in node.operands)
        return {**dict(zip(names, values, strict=True)), **node.params, "out": node.value, "argnum": argnum}

    def _of_shape(self, written: Term, node: Node, argnum: int) -> Term:
        """The contribution summed, or copied, to the shape of its operand."""
        shape = self.graph[node.operands[argnum]].shape
        present = np.shape(self._raw(node, argnum))
        if present == shape:
            return written
        op = "broadcast_to" if len(present) < len(shape) else "sum_to"
        return NUMPY.apply(OPS[op], [written], {"shape": shape})

    def _raw(self, node: Node, argnum: int) -> Array:
        rule = pull_back(node.op or "", argnum)
        operands = [self.graph.values[tail] for tail in node.operands]
        upstream = self.adjoints.cotangents[node.id]
        with np.errstate(all="ignore"):
            return rule(upstream, node.value, *operands, **node.params) if rule else np.float64(0)


class _PlaceCoder(Coder):
    """Writes the place of an extremum as NumPy finds it, and not as the number that it is at one point."""

    def __init__(self, library: Library, statics: Mapping[str, Any], terms: Mapping[str, Term]) -> None:
        super().__init__(library, statics)
        self.terms = terms

    def param(self, expression: ast.expr) -> Any:
        match expression:
            case ast.Call(func=ast.Name(id=name), args=[ast.Name(id=operand), axis]) if name in _PLACES:
                return Term(f"{_PLACES[name]}({self.terms[operand]}, axis={super().param(axis)}, keepdims=True)")
        return super().param(expression)


def numpy_value(value: Array) -> str:
    """A float64, so that arithmetic follows NumPy's rules and not Python's."""
    return f"np.array({literal(value, 'np')})" if np.ndim(value) else f"np.float64({literal(float(value), 'np')})"
