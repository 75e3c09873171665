"""Gradients as nodes of the graph: the rules of the op table, read as op applications on a recorder.

The result can be stepped through and differentiated again, which gives second and higher derivatives.
"""

import ast
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.graph import Role
from engine.ops import OPS
from engine.recorder import Draft, Recorder
from engine.rules import fold, pull_back_formula, static_value


class GraphWriter:
    """Reads a formula as op applications. Arithmetic on constants is carried out; a factor 1 is left out.

    ``statics`` give static expressions the operands (as arrays), params, ``out`` and ``argnum``.
    """

    def __init__(self, recorder: Recorder, statics: Mapping[str, Any]) -> None:
        self.recorder = recorder
        self.statics = statics

    def constant(self, value: Any) -> Draft:
        return self.recorder.constant(value)

    def static(self, expression: ast.expr) -> Draft:
        return self.recorder.constant(static_value(expression, self.statics))

    def apply(self, name: str, operands: Sequence[Draft], params: Mapping[str, ast.expr]) -> Draft:
        given = {param: static_value(expression, self.statics) for param, expression in params.items()}
        if all(_is_constant(operand) for operand in operands):
            return self.recorder.constant(self.recorder.compute(name, operands, given))
        return self._simpler(name, operands) or self.recorder.apply(name, operands, given)

    @staticmethod
    def _simpler(name: str, operands: Sequence[Draft]) -> Draft | None:
        """The operand that the op leaves as it is, if there is one."""
        if name == "where" and _is_constant(operands[0]) and operands[0].shape == ():
            return operands[1] if operands[0].value else operands[2]
        if name == "mul":
            left, right = operands
            return right if _is_one(left) else left if _is_one(right) else None
        return operands[0] if name in ("div", "power") and _is_one(operands[1]) else None


def _is_constant(draft: Draft) -> bool:
    return draft.op is None and draft.role is Role.CONSTANT and draft.name is None


def _is_one(draft: Draft) -> bool:
    return _is_constant(draft) and draft.shape == () and draft.value == 1


def gradient_drafts(recorder: Recorder, output: Draft, targets: Sequence[Draft], seed: Draft) -> list[Draft]:
    """d ⟨seed, output⟩ / d target for each target, as nodes of their shapes; 0 where no gradient arrives."""
    path = _between(recorder, output, targets)
    cotangents: dict[Draft, Draft] = {output: seed}
    for draft in reversed(path):
        if draft in cotangents and draft.op is not None and draft not in targets:
            _pull_back(recorder, draft, cotangents, set(path))
    zero = np.float64(0.0)
    return [cotangents.get(target) or recorder.constant(np.broadcast_to(zero, target.shape)) for target in targets]


def _between(recorder: Recorder, output: Draft, targets: Sequence[Draft]) -> list[Draft]:
    """The nodes on paths from a target to the output, in execution order."""
    depending = set(targets)
    path = []
    for draft in recorder.history(output):
        if draft in depending or any(operand in depending for operand in draft.operands):
            depending.add(draft)
            path.append(draft)
    return path


def _pull_back(recorder: Recorder, draft: Draft, cotangents: dict[Draft, Draft], path: set[Draft]) -> None:
    """Add to each operand's cotangent what ``draft`` contributes."""
    op = OPS[draft.op or ""]
    values = dict(zip(op.operand_names(len(draft.operands)), draft.operands, strict=True))
    readings = {**values, "out": draft, "g": cotangents[draft]}
    readings.update(
        {name: recorder.constant(value) for name, value in draft.params.items() if isinstance(value, float)}
    )
    for argnum, operand in enumerate(draft.operands):
        formula = pull_back_formula(op.name, argnum)
        if formula is None or operand not in path:
            continue
        statics = {**{name: one.value for name, one in readings.items()}, **draft.params, "argnum": argnum}
        contribution = fold(formula, GraphWriter(recorder, statics), readings)
        contribution = _unbroadcast(recorder, contribution, operand.shape)
        before = cotangents.get(operand)
        cotangents[operand] = contribution if before is None else recorder.apply("add", (before, contribution))


def _unbroadcast(recorder: Recorder, cotangent: Draft, shape: tuple[int, ...]) -> Draft:
    if cotangent.shape == shape:
        return cotangent
    op = "broadcast_to" if len(cotangent.shape) < len(shape) else "sum_to"
    return recorder.apply(op, (cotangent,), {"shape": shape})
