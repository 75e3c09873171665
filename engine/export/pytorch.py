"""A PyTorch script: the forward pass line by line, its backward pass by autograd, asserting the numbers of the walk."""

from collections.abc import Iterator, Mapping

import numpy as np

from engine.export.code import Names, assembled, node_names
from engine.export.pytorch_lines import IMPORTS, PYTORCH, TAKEN, forward_lines, torch_literal
from engine.op import PRODUCT
from engine.trace import Trace

_SAME = """def same(found, expected):
    return torch.allclose(found, torch.tensor(expected), rtol=1e-9, atol=1e-12, equal_nan=True)"""


def pytorch_script(trace: Trace) -> str:
    """The script. Raises EngineError where an op of the program has nothing in PyTorch."""
    names = node_names(trace.graph, Names((*TAKEN, "same")))
    blocks = [
        ["# Forward", *_leaves(trace, names), *forward_lines(trace.graph, names)],
        ["# Backward", *_backward(trace, names)],
        ["# The numbers of the walk", *_assertions(trace, names), *_update(trace, names)],
        ['print("All numbers agree.")'],
    ]
    return assembled(IMPORTS, [_SAME], blocks)


def _leaves(trace: Trace, names: Mapping[str, str]) -> Iterator[str]:
    for node in trace.graph:
        if node.is_leaf and not node.is_folded:
            gradient = ", requires_grad=True" if node.name else ""
            yield f"{names[node.id]} = torch.tensor({torch_literal(node.value)}{gradient})"


def _backward(trace: Trace, names: Mapping[str, str]) -> Iterator[str]:
    """Nothing where no gradient reaches a leaf: PyTorch raises an error there."""
    seed = trace.cotangents[trace.graph.output]
    given = "" if np.ndim(seed) == 0 and seed == 1 else f"torch.tensor({torch_literal(seed)})"
    if any(leaf.id in trace.cotangents for leaf in trace.graph.leaves):
        yield f"{names[trace.graph.output]}.backward({given})"


def _assertions(trace: Trace, names: Mapping[str, str]) -> Iterator[str]:
    output = trace.graph[trace.graph.output]
    yield f"assert same({names[output.id]}, {torch_literal(output.value)})"
    for leaf in trace.graph.leaves:
        if leaf.id in trace.cotangents:
            yield f"assert same({names[leaf.id]}.grad, {torch_literal(trace.cotangents[leaf.id])})"


def _update(trace: Trace, names: Mapping[str, str]) -> Iterator[str]:
    moving = [leaf for leaf in trace.graph.parameters if leaf.id in trace.cotangents]
    if moving:
        rate, sign = PYTORCH.number(trace.learning_rate), trace.direction.sign
        yield "with torch.no_grad():"
        for leaf in moving:
            yield f"    {names[leaf.id]} {sign}= {rate:{PRODUCT}} * {names[leaf.id]}.grad"
    for leaf in moving:
        yield f"assert same({names[leaf.id]}, {torch_literal(trace.updated[leaf.id])})"
