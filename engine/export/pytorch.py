"""A PyTorch script: the forward pass line by line, its backward pass by autograd, asserting the numbers of the walk."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.export.code import Library, Names, assembled, literal, node_names
from engine.export.pytorch_forms import DIMENSIONS, PYTORCH_FORMS
from engine.graph import Array, Node
from engine.op import PRODUCT
from engine.ops import OPS
from engine.trace import Trace

_PYTORCH = Library("PyTorch", "torch", PYTORCH_FORMS, "torch.tensor({})", (", keepdim=False",))

_IMPORTS = ("import torch", "import torch.nn.functional as F", "", "torch.set_default_dtype(torch.float64)")

_SAME = """def same(found, expected):
    return torch.allclose(found, torch.tensor(expected), rtol=1e-9, atol=1e-12, equal_nan=True)"""


def pytorch_script(trace: Trace) -> str:
    """The script. Raises EngineError where an op of the program has nothing in PyTorch."""
    names = node_names(trace.graph, Names(("torch", "F", "same", "print")))
    blocks = [
        ["# Forward", *_leaves(trace, names), *_forward(trace, names)],
        ["# Backward", *_backward(trace, names)],
        ["# The numbers of the walk", *_assertions(trace, names), *_update(trace, names)],
        ['print("All numbers agree.")'],
    ]
    return assembled(_IMPORTS, [_SAME], blocks)


def _leaves(trace: Trace, names: Mapping[str, str]) -> Iterator[str]:
    for node in trace.graph:
        if node.is_leaf and not node.is_folded:
            gradient = ", requires_grad=True" if node.name else ""
            yield f"{names[node.id]} = torch.tensor({_literal(node.value)}{gradient})"


def _forward(trace: Trace, names: Mapping[str, str]) -> Iterator[str]:
    for node in trace.graph.applications:
        op = OPS[node.op or ""]
        operands = [_PYTORCH.operand(names, trace.graph[tail], op) for tail in node.operands]
        yield f"{names[node.id]} = {_PYTORCH.apply(op, operands, _params(trace, node)).text}"


def _params(trace: Trace, node: Node) -> dict[str, Any]:
    """The params as PyTorch takes them. Raises EngineError for a step backwards, which its indexing lacks."""
    params = dict(node.params)
    if node.op in DIMENSIONS and params["axis"] is None:
        params["axis"] = tuple(range(np.ndim(trace.graph.values[node.operands[0]])))
    if node.op == "flip" and isinstance(params["axis"], int):
        params["axis"] = (params["axis"],)
    if node.op == "index" and any(isinstance(each, slice) and (each.step or 1) < 0 for each in params["key"]):
        raise EngineError("no_counterpart", node.span, op=node.op, target=_PYTORCH.name)
    return params


def _backward(trace: Trace, names: Mapping[str, str]) -> Iterator[str]:
    """Nothing where no gradient reaches a leaf: PyTorch raises an error there."""
    seed = trace.cotangents[trace.graph.output]
    given = "" if np.ndim(seed) == 0 and seed == 1 else f"torch.tensor({_literal(seed)})"
    if any(leaf.id in trace.cotangents for leaf in trace.graph.leaves):
        yield f"{names[trace.graph.output]}.backward({given})"


def _assertions(trace: Trace, names: Mapping[str, str]) -> Iterator[str]:
    output = trace.graph[trace.graph.output]
    yield f"assert same({names[output.id]}, {_literal(output.value)})"
    for leaf in trace.graph.leaves:
        if leaf.id in trace.cotangents:
            yield f"assert same({names[leaf.id]}.grad, {_literal(trace.cotangents[leaf.id])})"


def _update(trace: Trace, names: Mapping[str, str]) -> Iterator[str]:
    moving = [leaf for leaf in trace.graph.parameters if leaf.id in trace.cotangents]
    if moving:
        rate = _PYTORCH.number(trace.learning_rate)
        yield "with torch.no_grad():"
        for leaf in moving:
            yield f"    {names[leaf.id]} -= {rate:{PRODUCT}} * {names[leaf.id]}.grad"
    for leaf in moving:
        yield f"assert same({names[leaf.id]}, {_literal(trace.updated[leaf.id])})"


def _literal(value: Array) -> str:
    return literal(np.asarray(value, dtype=np.float64), "torch")
