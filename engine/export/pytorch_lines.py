"""The forward pass of a graph as lines of PyTorch, which differentiates them by itself."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.export.code import Library, literal
from engine.export.pytorch_forms import DIMENSIONS, PYTORCH_FORMS
from engine.graph import Array, Graph, Node
from engine.ops import OPS

_ARRAY = "torch.tensor({})"
PYTORCH = Library("PyTorch", "torch", PYTORCH_FORMS, _ARRAY, _ARRAY, (", keepdim=False",))
IMPORTS = ("import torch", "import torch.nn.functional as F", "", "torch.set_default_dtype(torch.float64)")
TAKEN = ("torch", "F", "print")
"""Names that the lines use for something else than values of the graph."""


def forward_lines(graph: Graph, names: Mapping[str, str]) -> Iterator[str]:
    """A line for each application. Raises EngineError where PyTorch has nothing for an op."""
    for node in graph.applications:
        op = OPS[node.op or ""]
        operands = [PYTORCH.operand(names, graph[tail], op) for tail in node.operands]
        yield f"{names[node.id]} = {PYTORCH.apply(op, operands, _params(graph, node)).text}"


def _params(graph: Graph, node: Node) -> dict[str, Any]:
    """The params as PyTorch takes them. Raises EngineError for a step backwards, which its indexing lacks."""
    params = dict(node.params)
    if node.op in DIMENSIONS and params["axis"] is None:
        params["axis"] = tuple(range(np.ndim(graph.values[node.operands[0]])))
    if node.op == "flip" and isinstance(params["axis"], int):
        params["axis"] = (params["axis"],)
    if node.op == "index" and any(isinstance(each, slice) and (each.step or 1) < 0 for each in params["key"]):
        raise EngineError("no_counterpart", node.span, op=node.op, target=PYTORCH.name)
    return params


def torch_literal(value: Array) -> str:
    """A number or array as nested lists of numbers."""
    return literal(np.asarray(value, dtype=np.float64), "torch")
