"""A NumPy script: forward pass, backward pass and update, line by line, asserting the numbers of the walk."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from engine.export.code import Coder, Library, Names, assembled, literal, node_names
from engine.export.numpy_forms import CONDITIONS, HELPERS, NUMPY_FORMS
from engine.graph import Array, Graph, Node
from engine.op import PRODUCT, SUM, Term
from engine.ops import OPS
from engine.rules import fold, pull_back, pull_back_formula
from engine.trace import Trace

_NUMPY = Library("NumPy", "np", NUMPY_FORMS, left_out=(", axis=None", ", keepdims=False"))
_TAKEN = ("np", "math", "same", "print", "range", "len", "enumerate", "float", *HELPERS)

_SAME = """def same(found, expected):
    return np.allclose(found, expected, rtol=1e-9, atol=1e-12, equal_nan=True)"""


def numpy_script(trace: Trace) -> str:
    """The script. Raises EngineError where an op of the program has nothing in NumPy."""
    return _Script(trace).text()


class _Script:
    def __init__(self, trace: Trace) -> None:
        names = Names(_TAKEN)
        self.trace = trace
        self.graph: Graph = trace.graph
        self.names: Mapping[str, str] = node_names(self.graph, names)
        self.gradients = {node: names.new(f"d_{name}") for node, name in self.names.items() if node in trace.cotangents}

    def text(self) -> str:
        """Imports, the functions that the lines use, and the lines."""
        forward = ["# Forward", *self._leaves(), *self._forward()]
        backward = ["# Backward: d_name is the gradient of the output with respect to name", *self._backward()]
        checks = ["# The numbers of the walk", *self._assertions(), *self._update()]
        lines = "\n".join([*forward, *backward])
        helpers = [code for name, code in HELPERS.items() if re.search(rf"\b{name}\(", lines)]
        imports = ["import math\n"] * any("math." in code for code in helpers) + ["import numpy as np"]
        return assembled(imports, [*helpers, _SAME], [forward, backward, checks, ['print("All numbers agree.")']])

    def _leaves(self) -> Iterator[str]:
        for node in self.graph:
            if node.is_leaf and not node.is_folded:
                yield f"{self.names[node.id]} = {_value(node.value)}"

    def _forward(self) -> Iterator[str]:
        for node in self.graph.applications:
            operands = [_NUMPY.operand(self.names, self.graph[tail], OPS[node.op or ""]) for tail in node.operands]
            value = _NUMPY.apply(OPS[node.op or ""], operands, node.params)
            is_condition = node.op in CONDITIONS
            yield f"{self.names[node.id]} = {f'np.where({value}, 1.0, 0.0)' if is_condition else value}"

    def _backward(self) -> Iterator[str]:
        started = {self.graph.output}
        yield f"{self.gradients[self.graph.output]} = {_value(self.trace.cotangents[self.graph.output])}"
        for node in reversed(self.graph.applications):
            for argnum, tail in enumerate(node.operands):
                if f"{node.id}.{argnum}" in self.trace.contributions:
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
        terms = {name: _NUMPY.operand(self.names, each, op) for name, each in zip(operand_names, operands, strict=True)}
        numbers = {name: value for name, value in node.params.items() if type(value) in (int, float)}
        terms |= {name: _NUMPY.number(float(value)) for name, value in numbers.items()}
        terms |= {"out": Term(self.names[node.id]), "g": Term(self.gradients[node.id])}
        written = fold(formula, Coder(_NUMPY, self._statics(node, argnum)), terms)
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
        return _NUMPY.apply(OPS[op], [written], {"shape": shape})

    def _raw(self, node: Node, argnum: int) -> Array:
        rule = pull_back(node.op or "", argnum)
        operands = [self.graph.values[tail] for tail in node.operands]
        with np.errstate(all="ignore"):
            return rule(self.trace.cotangents[node.id], node.value, *operands, **node.params) if rule else np.float64(0)

    def _assertions(self) -> Iterator[str]:
        output = self.graph[self.graph.output]
        yield f"assert same({self.names[output.id]}, {_expected(output.value)})"
        for leaf in self.graph.leaves:
            if leaf.id in self.gradients:
                yield f"assert same({self.gradients[leaf.id]}, {_expected(self.trace.cotangents[leaf.id])})"

    def _update(self) -> Iterator[str]:
        rate = _NUMPY.number(self.trace.learning_rate)
        for leaf in self.graph.parameters:
            if leaf.id in self.gradients:
                name = self.names[leaf.id]
                yield f"{name} = {name} - {rate:{PRODUCT}} * {self.gradients[leaf.id]}"
                yield f"assert same({name}, {_expected(self.trace.updated[leaf.id])})"


def _value(value: Array) -> str:
    """A float64, so that arithmetic follows NumPy's rules and not Python's."""
    return f"np.array({literal(value, 'np')})" if np.ndim(value) else f"np.float64({literal(float(value), 'np')})"


def _expected(value: Array) -> str:
    return literal(np.asarray(value, dtype=np.float64), "np")
