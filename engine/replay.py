"""The time machine: any update of a training run, exactly as it was.

States are kept at some updates of a run; the ones between are computed again by the same code from the same
numbers, so they are equal bit for bit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import EngineError
from engine.plan import Plan
from engine.training import History, Position, Snapshot, Training, moments, state_size


@dataclass(frozen=True)
class Moment:
    """An update (counted from 1) with its epoch (from 1), its samples, and the states around it.

    ``samples`` are the indices (from 0) of the samples whose mean gradient it follows, ``loss`` is their mean loss
    before it.
    """

    plan: Plan
    update: int
    epoch: int
    samples: tuple[int, ...]
    loss: float
    before: Snapshot
    after: Snapshot

    def values(self, number: int = 0) -> dict[str, Any]:
        """The values of all leaves at one of the samples, before the update: for ``engine.trace``."""
        index = self.samples[number]
        return {**{name: column[index] for name, column in self.plan.data.items()}, **self.before.parameters}


class Replay:
    """The updates of a run, found from ``snapshots``; without any, from the start."""

    def __init__(self, plan: Plan, snapshots: Sequence[Snapshot] = ()) -> None:
        start = Snapshot(0, plan.loop.initial_state(plan.parameters), plan.loop)
        self.plan = plan
        by_update = {snapshot.update: snapshot for snapshot in (start, *snapshots)}
        self.snapshots = [by_update[update] for update in sorted(by_update)]

    @classmethod
    def of(cls, history: History) -> "Replay":
        """The updates of a run that is over."""
        return cls(history.plan, history.snapshots)

    def state(self, update: int) -> Snapshot:
        """The state after ``update`` updates. Raises EngineError where the run is shorter."""
        if not 0 <= update <= self.plan.updates:
            raise EngineError("no_such_update", None, update=update, last=self.plan.updates)
        nearest = max((one for one in self.snapshots if one.update <= update), key=lambda one: one.update)
        state, at = nearest.state, nearest.update
        while at < update:
            _, state, at = self._run(state, at, update)
        return Snapshot(update, state, self.plan.loop)

    def epoch_start(self, update: int) -> Position:
        """The latest beginning of an epoch, not after ``update`` updates, whose state is kept."""
        each = self.plan.updates_per_epoch
        kept = [one for one in self.snapshots if one.update <= update and one.update % each == 0]
        return Position(kept[-1].update, 0.0, kept[-1].state)

    def after(self, training: Training) -> "Replay":
        """The same run once it has been trained on: with the states that a run keeps, and the last one."""
        own = set(moments(self.plan.updates, state_size(training.state)))
        known = [one for one in (*self.snapshots, *training.snapshots) if one.update in own]
        return Replay(self.plan, [*known, training.snapshot])

    def _run(self, state: Any, at: int, until: int) -> tuple[float, Any, int]:
        """Go on from ``at`` updates to ``until`` or the end of the epoch: sum of losses, state, updates done."""
        epoch, position = divmod(at, self.plan.updates_per_epoch)
        items = self.plan.updates_of(epoch)[position : position + until - at]
        total, state = self.plan.loop.run(items, 0.0, state)
        return float(total), state, at + len(items)

    def moment(self, update: int) -> Moment:
        """An update, counted from 1. Raises EngineError where there is none."""
        if not 1 <= update <= self.plan.updates:
            raise EngineError("no_such_update", None, update=update, last=self.plan.updates)
        before = self.state(update - 1)
        total, state, _ = self._run(before.state, update - 1, update)
        samples = tuple(self.plan.chosen(update - 1))
        epoch = (update - 1) // self.plan.updates_per_epoch + 1
        after = Snapshot(update, state, self.plan.loop)
        return Moment(self.plan, update, epoch, samples, total / len(samples), before, after)
