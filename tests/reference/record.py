"""Ask PyTorch and write down what it answers: ``PYTHONPATH=. python tests/reference/record.py``.

Needs PyTorch, which is in no list of requirements: the tests read the recorded answers, and compare live as
well where PyTorch can be imported. The versions are recorded beside the answers.
"""

import math
from collections.abc import Mapping
from typing import Any

import torch
import torch.nn.functional as F

from engine.ops import OPS
from tests.reference.answers import CONVENTIONS_FILE, OPS_FILE, encode, save
from tests.reference.conventions import CASES, Case
from tests.reference.questions import VARIANTS, Question, params_of, questions


class RealRoot(torch.autograd.Function):
    """∛a for every sign of a; its derivative ⅓·|a|^(−2/3) is infinite at 0, as PyTorch has it for the square root."""

    @staticmethod
    def forward(ctx: Any, a: torch.Tensor) -> torch.Tensor:
        ctx.save_for_backward(a)
        return torch.copysign(torch.abs(a) ** (1 / 3), a)

    @staticmethod
    def backward(ctx: Any, g: torch.Tensor) -> torch.Tensor:
        (a,) = ctx.saved_tensors
        return g / 3 * torch.abs(a) ** (-2 / 3)


NAMES = {"torch": torch, "F": F, "math": math, "RealRoot": RealRoot}
"""What the expressions of the tables may name."""


def ask(expression: str, leaves: Mapping[str, Any], params: Mapping[str, Any], weights: Any) -> tuple[Any, list[Any]]:
    """Value and gradients of ⟨weights, expression⟩ in float64; the gradient of what it does not depend on is 0."""
    tensors = {name: torch.tensor(value, dtype=torch.float64, requires_grad=True) for name, value in leaves.items()}
    value = eval(expression, {**NAMES, **params, **tensors})  # the tables are ours
    if not value.requires_grad:
        return value.tolist(), [torch.zeros_like(tensor).tolist() for tensor in tensors.values()]
    seed = torch.tensor(weights, dtype=torch.float64)
    gradients = torch.autograd.grad(value, list(tensors.values()), seed, allow_unused=True, materialize_grads=True)
    return value.tolist(), [gradient.tolist() for gradient in gradients]


def answer_to_question(name: str, question: Question) -> list[Any]:
    """``[variant, operands, weights, value, gradients]``."""
    op = OPS[name]
    leaves = dict(zip(op.operand_names(len(question.operands)), question.operands, strict=True))
    params = params_of(op, question.variant)
    value, gradients = ask(VARIANTS[name][question.variant].torch, leaves, params, question.weights)
    return [question.variant, *map(encode, (question.operands, question.weights, value, gradients))]


def answer_to_case(case: Case) -> dict[str, Any]:
    """The case with its value and its gradients by leaf name."""
    value, gradients = ask(case.torch, case.leaves, {}, 1.0)
    leaves = {name: encode(leaf) for name, leaf in case.leaves.items()}
    by_name = {name: encode(gradient) for name, gradient in zip(leaves, gradients, strict=True)}
    return {"torch": case.torch, "leaves": leaves, "value": encode(value), "gradients": by_name}


def recorded_ops() -> dict[str, Any]:
    """For every op a row for each question."""
    return {name: [answer_to_question(name, question) for question in questions(op)] for name, op in OPS.items()}


def recorded_conventions() -> dict[str, Any]:
    """Every case by its name."""
    return {case.name: answer_to_case(case) for case in CASES}


if __name__ == "__main__":
    save(OPS_FILE, recorded_ops())
    save(CONVENTIONS_FILE, recorded_conventions())
