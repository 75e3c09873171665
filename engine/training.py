"""Training: a program of one sample, run over data, its parameters changed after every sample or batch.

The loop runs as generated code (``codegen``). A run stops where its loss or a parameter is no longer finite; its
last finite state is kept, with the reason.
"""

import math
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from engine.codegen import Loop, State
from engine.plan import Plan, plan

_FEWEST_SNAPSHOTS, _MOST_SNAPSHOTS = 32, 512
_UPDATES_PER_SNAPSHOT = 400
_MOST_NUMBERS_KEPT = 500_000


class Snapshot(NamedTuple):
    """The state after ``update`` updates: parameters and what the optimizer remembers."""

    update: int
    state: State
    loop: Loop

    @property
    def parameters(self) -> dict[str, Any]:
        """By name, as floats or arrays."""
        return self.loop.parameter_values(self.state)

    @property
    def optimizer_state(self) -> dict[str, dict[str, Any]]:
        """By parameter and state variable, as floats or arrays."""
        return self.loop.optimizer_values(self.state)


@dataclass(frozen=True)
class Divergence:
    """The update (counted from 1) after which the loss, or the parameter ``name``, was no longer finite."""

    epoch: int
    update: int
    reason: str
    name: str | None = None


class Progress(NamedTuple):
    """How far a run has come: epochs that are over, the mean loss of the last (else NaN), the state."""

    epoch: int
    loss: float
    state: Snapshot
    divergence: Divergence | None = None

    @property
    def parameters(self) -> dict[str, Any]:
        """By name, as floats or arrays."""
        return self.state.parameters


@dataclass(frozen=True)
class History:
    """A training run that is over.

    ``losses`` holds for each whole epoch the mean of the losses of its samples, each taken just before the update
    it leads to. ``parameters`` are the last ones, all finite. ``snapshots`` are states at updates whose distances
    grow from 1 on.
    """

    plan: Plan
    losses: tuple[float, ...]
    parameters: dict[str, Any]
    snapshots: tuple[Snapshot, ...]
    divergence: Divergence | None = None


class Position(NamedTuple):
    """Where a run stands after ``update`` updates; ``total`` sums the losses of the epoch that is under way."""

    update: int
    total: float
    state: State


class Training:
    """A run in progress: iterate over it to get a Progress an epoch, and stop at will; or ``finish`` it.

    It begins at the start, or goes on from a position of the same run. ``losses`` (of the epochs that it ends) and
    ``snapshots`` grow on the way. ``done`` counts the updates, ``state`` is that after the last.
    """

    def __init__(self, chosen: Plan, begin: Position | None = None) -> None:
        self.plan = chosen
        self.loop = chosen.loop
        self.done, self._total, self.state = begin or Position(0, 0.0, self.loop.initial_state(chosen.parameters))
        self.losses: list[float] = []
        self.snapshots = [self.snapshot]
        self.divergence: Divergence | None = None
        ahead = [moment for moment in moments(chosen.updates, state_size(self.state)) if moment > self.done]
        self._moments = iter(ahead)
        self._next_moment = next(self._moments, sys.maxsize)

    @property
    def position(self) -> Position:
        """Where it stands, to go on from there."""
        return Position(self.done, self._total, self.state)

    @property
    def is_over(self) -> bool:
        """Whether there is no update left that it could make."""
        return self.done == self.plan.updates or self.divergence is not None

    @property
    def snapshot(self) -> Snapshot:
        """The state as it is now."""
        return Snapshot(self.done, self.state, self.loop)

    @property
    def progress(self) -> Progress:
        """How far the run has come."""
        loss = self.losses[-1] if self.losses else math.nan
        return Progress(self.done // self.plan.updates_per_epoch, loss, self.snapshot, self.divergence)

    def __iter__(self) -> Iterator[Progress]:
        each = self.plan.updates_per_epoch
        while not self.is_over:
            self.go_to((self.done // each + 1) * each)
            yield self.progress

    def finish(self) -> History:
        """Run to the end, or to where it diverges."""
        self.go_to(self.plan.updates)
        return self.history()

    def go_to(self, last: int) -> None:
        """Train up to ``last`` updates, or to where the run diverges."""
        run, is_finite, plan, losses = self.loop.run, self.loop.kind.is_finite, self.plan, self.losses
        each, samples = plan.updates_per_epoch, plan.samples
        while self.done < last and self.divergence is None:
            epoch, position = divmod(self.done, each)
            updates = plan.updates_of(epoch)
            if position or last - self.done < each:
                updates = updates[position : position + last - self.done]
            end = self.done + len(updates)
            total, state = (self._with_stops if self._next_moment <= end else run)(updates, self._total, self.state)
            if not (math.isfinite(total) and is_finite(state)):
                self.divergence = self._last_finite(updates)
                return
            self.done, self.state = end, state
            if position + len(updates) == each:
                losses.append(float(total / samples))
                total = 0.0
            self._total = total

    def _with_stops(self, updates: Any, total: float, state: State) -> tuple[float, State]:
        """Run an epoch with a stop at each moment that is kept."""
        position = 0
        while self._next_moment <= self.done + len(updates):
            stop = self._next_moment - self.done
            total, state = self.loop.run(updates[position:stop], total, state)
            self.snapshots.append(Snapshot(self._next_moment, state, self.loop))
            position, self._next_moment = stop, next(self._moments, sys.maxsize)
        rest: tuple[float, State] = self.loop.run(updates[position:], total, state)
        return rest

    def _last_finite(self, updates: Any) -> Divergence:
        """Run an epoch again update by update, up to the one that breaks; the state before it becomes the last."""
        first, epoch = self.done, self.done // self.plan.updates_per_epoch + 1
        for item in updates[:-1]:
            total, state = self.loop.run([item], self._total, self.state)
            if not (math.isfinite(total) and self.loop.kind.is_finite(state)):
                break
            self.done, self._total, self.state = self.done + 1, total, state
        self.snapshots = [snapshot for snapshot in self.snapshots if snapshot.update <= self.done]
        return self._divergence(epoch, updates[self.done - first])

    def _divergence(self, epoch: int, item: Any) -> Divergence:
        """What is no longer finite after the update that comes next."""
        total, state = self.loop.run([item], self._total, self.state)
        values = self.loop.parameter_values(state).items()
        name = next((name for name, value in values if not np.all(np.isfinite(value))), None)
        reason = "loss" if not math.isfinite(total) else "parameter" if name else "optimizer"
        return Divergence(epoch, self.done + 1, reason, name if reason == "parameter" else None)

    def history(self) -> History:
        """The run so far as a whole."""
        last = self.snapshot
        snapshots = self.snapshots if self.snapshots[-1].update == last.update else [*self.snapshots, last]
        return History(self.plan, tuple(self.losses), last.parameters, tuple(snapshots), self.divergence)


def state_size(state: State) -> int:
    """How many numbers a state holds."""
    return sum(int(np.size(each)) for each in state)


def moments(updates: int, size: int) -> list[int]:
    """The updates after which a state of ``size`` numbers is kept: their distances grow in proportion."""
    wanted = min(max(_FEWEST_SNAPSHOTS, updates // _UPDATES_PER_SNAPSHOT), _MOST_SNAPSHOTS)
    count = max(2, min(wanted, _MOST_NUMBERS_KEPT // size))
    return sorted({round(updates ** (index / (count - 1))) for index in range(count)})


def training_run(source: str, data: Mapping[str, Any], **settings: Any) -> Training:
    """A checked run to iterate over, with the arguments of ``train``."""
    return Training(plan(source, data, **settings))


def train(
    source: str,
    data: Mapping[str, Any],
    *,
    learning_rate: float,
    epochs: int,
    batch_size: int | None = 1,
    optimizer: str = "sgd",
    momentum: float | None = None,
    settings: Mapping[str, float] = MappingProxyType({}),
    parameters: Mapping[str, Any] | None = None,
    seed: int = 0,
    shuffle: bool = False,
    output: str | None = None,
) -> History:
    """Train a program of one sample, whose output is its loss.

    ``data`` maps leaf names to arrays whose first axis is the sample. An update follows the mean gradient of
    ``batch_size`` samples, or of all with None. ``optimizer`` is a name of ``optimizers.OPTIMIZERS``, whose
    defaults ``momentum`` and ``settings`` replace. ``parameters`` replaces the values that the program gives its
    parameters. Samples are taken in order, unless ``shuffle`` mixes them anew for every epoch, by ``seed``.
    Raises EngineError.
    """
    run = training_run(
        source, data, learning_rate=learning_rate, epochs=epochs, batch_size=batch_size, optimizer=optimizer,
        momentum=momentum, settings=settings, parameters=parameters, seed=seed, shuffle=shuffle, output=output,
    )  # fmt: skip
    return run.finish()
