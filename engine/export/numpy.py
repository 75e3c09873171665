"""A NumPy script: forward pass, backward pass and update, line by line, asserting the numbers of the walk."""

from collections.abc import Iterator

import numpy as np

from engine.export.code import Names, assembled, literal, node_names
from engine.export.numpy_forms import helpers_of
from engine.export.numpy_lines import NUMPY, TAKEN, NumpyLines, numpy_value
from engine.graph import Array
from engine.op import PRODUCT
from engine.trace import Trace

_SAME = """def same(found, expected):
    return np.allclose(found, expected, rtol=1e-9, atol=1e-12, equal_nan=True)"""


def numpy_script(trace: Trace) -> str:
    """The script. Raises EngineError where an op of the program has nothing in NumPy."""
    names = Names((*TAKEN, "same"))
    variables = node_names(trace.graph, names)
    lines = NumpyLines(trace.graph, trace.adjoints, variables, names)
    forward = ["# Forward", *_leaves(trace, lines), *lines.forward()]
    backward = ["# Backward: d_name is the gradient of the output with respect to name", *lines.backward()]
    checks = ["# The numbers of the walk", *_assertions(trace, lines), *_update(trace, lines)]
    imports, helpers = helpers_of([*forward, *backward])
    return assembled(imports, [*helpers, _SAME], [forward, backward, checks, ['print("All numbers agree.")']])


def _leaves(trace: Trace, lines: NumpyLines) -> Iterator[str]:
    for node in trace.graph:
        if node.is_leaf and not node.is_folded:
            yield f"{lines.names[node.id]} = {numpy_value(node.value)}"


def _assertions(trace: Trace, lines: NumpyLines) -> Iterator[str]:
    output = trace.graph[trace.graph.output]
    yield f"assert same({lines.names[output.id]}, {_expected(output.value)})"
    for leaf in trace.graph.leaves:
        if leaf.id in lines.gradients:
            yield f"assert same({lines.gradients[leaf.id]}, {_expected(trace.cotangents[leaf.id])})"


def _update(trace: Trace, lines: NumpyLines) -> Iterator[str]:
    rate, sign = NUMPY.number(trace.learning_rate), trace.direction.sign
    for leaf in trace.graph.parameters:
        if leaf.id in lines.gradients:
            name = lines.names[leaf.id]
            yield f"{name} = {name} {sign} {rate:{PRODUCT}} * {lines.gradients[leaf.id]}"
            yield f"assert same({name}, {_expected(trace.updated[leaf.id])})"


def _expected(value: Array) -> str:
    return literal(np.asarray(value, dtype=np.float64), "np")
