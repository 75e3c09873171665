"""Ask PyTorch for second derivatives of every op: ``PYTHONPATH=. python tests/reference/record_second.py``."""

from typing import Any

import torch

from engine.ops import OPS
from tests.reference.answers import encode, save
from tests.reference.questions import VARIANTS, params_of
from tests.reference.record import NAMES
from tests.reference.second_derivatives import SECOND_FILE, Point, points


def answer(point: Point) -> list[Any] | None:
    """The derivative of the gradients along the point's directions, by operand; None where PyTorch has none."""
    op = OPS[point.op]
    names = op.operand_names(len(point.operands))
    leaves = [torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in point.operands]
    scope = {**NAMES, **params_of(op, point.variant), **dict(zip(names, leaves, strict=True))}
    value = eval(VARIANTS[point.op][point.variant].torch, scope)  # the tables are ours
    try:
        gradients = _differentiated(torch.sum(torch.tensor(point.weights, dtype=torch.float64) * value), leaves)
        ways = [torch.tensor(way, dtype=torch.float64) for way in point.directions]
        slope = sum(torch.sum(gradient * way) for gradient, way in zip(gradients, ways, strict=True))
        return [encode(second.tolist()) for second in _differentiated(slope, leaves)]
    except RuntimeError:
        return None


def _differentiated(value: torch.Tensor, leaves: list[torch.Tensor]) -> tuple[torch.Tensor, ...]:
    if not value.requires_grad:
        return tuple(torch.zeros_like(leaf) for leaf in leaves)
    return torch.autograd.grad(value, leaves, create_graph=True, allow_unused=True, materialize_grads=True)


if __name__ == "__main__":
    save(SECOND_FILE, {name: [answer(point) for point in points(op)] for name, op in OPS.items()})
