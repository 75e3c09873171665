"""How far the losses of a run are its own, and not those of the rounding of its numbers.

Another library rounds in other places. The same run with a learning rate that is a hair larger takes nearly the same
way, and rounds anew after every update: losses that are the same in both would be the same there too.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

from engine.plan import Plan

_NUDGE = 2.0**-42
"""Relative change of the learning rate, about 2e-13: a thousand roundings. (Where an update is exactly 0, as it is in
any library when the first numbers are round ones, it leaves it so.)"""
_SAME = 1e-10
"""Relative difference up to which losses count as the same: a tenth of what scripts allow."""
_NOTHING_LEFT = 1e-11
"""Share of the largest loss below which a loss is made of what rounding left over."""


def nudged(plan: Plan) -> Plan:
    """The same run with a learning rate that is a hair larger."""
    numbers = {**plan.task.numbers, "learning_rate": plan.task.numbers["learning_rate"] * (1.0 + _NUDGE)}
    return replace(plan, task=replace(plan.task, numbers=numbers))


def certain_epochs(losses: Sequence[float], of_nudged: Sequence[float]) -> int:
    """How many of the first epochs have losses that rounding does not decide."""
    largest = 0.0
    for epoch, (loss, other) in enumerate(zip(losses, of_nudged, strict=False)):
        largest = max(largest, abs(loss))
        is_same = math.isclose(loss, other, rel_tol=_SAME)
        if not is_same or abs(loss) <= _NOTHING_LEFT * largest:
            return epoch
    return min(len(losses), len(of_nudged))
