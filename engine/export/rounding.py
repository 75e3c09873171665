"""How far the losses of a run are its own, and not those of the rounding of its numbers.

Another library rounds in other places. The same run with a learning rate that is a hair larger takes nearly the same
way, and rounds anew after every update; in batches, whose sums each library rounds in its own order, the data differ
by a hair as well. Losses that are the same in both runs would be the same in the other library.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from engine.plan import Plan

_NUDGE = 2.0**-42
"""Relative change of the learning rate, about 2e-13: a thousand roundings. (Where an update is exactly 0, as it is in
any library when the first numbers are round ones, it leaves it so.)"""
_ROUNDING = 2.0**-49
"""Relative change of the data, about 2e-15: what a sum over a batch is rounded by."""
_SAME = 1e-10
"""Relative difference up to which losses count as the same: a tenth of what scripts allow."""
_NOTHING_LEFT = 1e-11
"""Share of the largest loss below which a loss is made of what rounding left over."""


def nudged(plan: Plan) -> Plan:
    """The same run, as far as roundings go."""
    numbers = {**plan.task.numbers, "learning_rate": plan.task.numbers["learning_rate"] * (1.0 + _NUDGE)}
    data = {name: _rounded(values) for name, values in plan.data.items()} if plan.task.is_batched else plan.data
    return replace(plan, task=replace(plan.task, numbers=numbers), data=data)


def _rounded(values: np.ndarray) -> np.ndarray:
    """Data whose last bits are others."""
    signs: np.ndarray = np.random.default_rng(0).choice([-1.0, 1.0], values.shape)
    return values * (1.0 + signs * _ROUNDING)


def certain_epochs(losses: Sequence[float], of_nudged: Sequence[float]) -> int:
    """How many of the first epochs have losses that rounding does not decide."""
    largest = 0.0
    for epoch, (loss, other) in enumerate(zip(losses, of_nudged, strict=False)):
        largest = max(largest, abs(loss))
        is_same = math.isclose(loss, other, rel_tol=_SAME)
        if not is_same or abs(loss) <= _NOTHING_LEFT * largest:
            return epoch
    return min(len(losses), len(of_nudged))
