"""Ask PyTorch about functions on arrays: ``PYTHONPATH=. python tests/reference/record_arrays.py``.

For every case the value, its gradients, and the derivative of the gradients along a direction.
"""

from typing import Any

import torch
import torch.nn.functional as F

from tests.reference.answers import encode, save
from tests.reference.array_cases import ARRAY_CASES, ARRAYS_FILE, ArrayCase

_NAMES = {"torch": torch, "F": F}


def answer(case: ArrayCase) -> list[Any]:
    """``[value, gradients, second derivatives]``; the latter two by leaf, 0 where all entries are.

    Where PyTorch cannot differentiate twice, there are no second derivatives.
    """
    leaves = {name: torch.tensor(value, dtype=torch.float64, requires_grad=True) for name, value in case.leaves.items()}
    value = eval(case.text, {**_NAMES, **leaves}).double()  # the texts are ours
    weights = torch.tensor(case.weights("value", tuple(value.shape)), dtype=torch.float64)
    gradients = _differentiated(torch.sum(weights * value), list(leaves.values()))
    along = [torch.tensor(case.weights(name, tuple(leaf.shape))) for name, leaf in leaves.items()]
    slope = sum(torch.sum(gradient * way) for gradient, way in zip(gradients, along, strict=True))
    try:
        second = [_short(each) for each in _differentiated(slope, list(leaves.values()))]
    except RuntimeError:
        second = None
    return [encode(value.tolist()), [_short(each) for each in gradients], second]


def _differentiated(value: torch.Tensor, leaves: list[torch.Tensor]) -> tuple[torch.Tensor, ...]:
    if not value.requires_grad:
        return tuple(torch.zeros_like(leaf) for leaf in leaves)
    return torch.autograd.grad(value, leaves, create_graph=True, allow_unused=True, materialize_grads=True)


def _short(gradient: torch.Tensor) -> Any:
    return 0 if not torch.any(gradient) else encode(gradient.tolist())


if __name__ == "__main__":
    save(ARRAYS_FILE, {case.name: answer(case) for case in ARRAY_CASES})
