"""A training run, checked before it starts: everything that decides its numbers."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.codegen import Amount, Loop, Task, estimates, fastest_loop
from engine.errors import EngineError
from engine.given import given_value
from engine.graph import Array, Graph, Role
from engine.language.interpreter import interpret
from engine.limits import MAX_DATA_ENTRIES, MAX_EPOCHS, MAX_SEED, MAX_TRAINING_SECONDS, MAX_UPDATES
from engine.numbers import short
from engine.optimizers import OPTIMIZERS, Optimizer
from engine.variants import Variants, find_variants

_MOMENTUM_ROWS = {"sgd": "momentum"}
"""What an optimizer is called once it is given a momentum."""


@dataclass(frozen=True)
class Plan:
    """A training run. ``data`` (first axis: the sample) and ``parameters`` (the start) are by leaf name.

    ``batch_size`` is the number of samples in an update; the last batch of an epoch may be smaller. With
    ``shuffle`` every epoch takes the samples in another order, which ``seed`` decides.
    """

    source: str
    task: Task
    data: Mapping[str, np.ndarray]
    parameters: Mapping[str, Array]
    epochs: int
    batch_size: int
    shuffle: bool
    seed: int
    variants: np.ndarray
    """For each sample the number of its graph among those of the task."""

    @cached_property
    def samples(self) -> int:
        """How many samples there are."""
        return len(next(iter(self.data.values())))

    @cached_property
    def updates_per_epoch(self) -> int:
        """How many updates an epoch has."""
        return math.ceil(self.samples / self.batch_size)

    @property
    def updates(self) -> int:
        """How many updates the whole run has."""
        return self.epochs * self.updates_per_epoch

    @property
    def amount(self) -> Amount:
        """How much there is to compute."""
        return Amount(min(self.batch_size, self.samples), self.updates)

    @cached_property
    def loop(self) -> Loop:
        """The compiled code of the run. Raises EngineError where the program cannot be compiled."""
        return fastest_loop(self.task, self.amount)

    @cached_property
    def _samples(self) -> Any:
        columns = [self.data[name] for name in self.task.data]
        return self.loop.kind.samples([self.variants, *columns] if self.task.other_graphs else columns)

    def order(self, epoch: int) -> np.ndarray:
        """The indices of the samples in the order in which an epoch (counted from 0) takes them."""
        return np.random.default_rng((self.seed, epoch)).permutation(self.samples) if self.shuffle else self._in_order

    def chosen(self, update: int) -> list[int]:
        """The indices of the samples that an update (counted from 0) is made of."""
        epoch, number = divmod(update, self.updates_per_epoch)
        start = number * self.batch_size
        return [int(index) for index in self.order(epoch)[start : start + self.batch_size]]

    def updates_of(self, epoch: int) -> Any:
        """What the loop takes for an epoch (counted from 0): one element an update."""
        return self._arranged(epoch) if self.shuffle else self._always

    @cached_property
    def _in_order(self) -> np.ndarray:
        return np.arange(self.samples)

    @cached_property
    def _always(self) -> Any:
        """The epoch that all are like where samples are not shuffled."""
        return self._arranged(0) if self.task.is_batched else self._samples

    def _arranged(self, epoch: int) -> Any:
        order, kind = self.order(epoch), self.loop.kind
        if not self.task.is_batched:
            return kind.batch(self._samples, order)
        starts = range(0, self.samples, self.batch_size)
        return [kind.batch(self._samples, order[start : start + self.batch_size]) for start in starts]


def plan(
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
) -> Plan:
    """Check a training run; see ``training.train`` for the arguments. Raises EngineError for what cannot be."""
    checked = checked_data(data)
    samples = len(next(iter(checked.values())))
    rate = _positive(learning_rate)
    row, numbers = _optimizer(optimizer, momentum, settings)
    size = samples if batch_size is None else _whole("batch_size", batch_size, 1)
    start = _checked_start(parameters or {})
    variants = find_variants(source, lambda values: interpret(source, values, output).graph, checked, start)
    trained = _trained(variants.graphs, checked, start)
    numbers = {"learning_rate": rate, **numbers}
    task = Task(
        variants.graphs[0], _used(variants, checked), tuple(trained), row, numbers, size > 1, variants.graphs[1:]
    )
    made = Plan(
        source, task, checked, trained, _whole("epochs", epochs, 1, MAX_EPOCHS), min(size, samples), shuffle,
        _whole("seed", seed, 0, MAX_SEED), variants.of_sample,
    )  # fmt: skip
    _check_amount(made)
    return made


# --- checks --------------------------------------------------------------------------------------------------------


def _positive(value: Any) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value) or value <= 0:
        raise EngineError("learning_rate", None, value=_shown(value))
    return float(value)


def _whole(code: str, value: Any, low: int, high: int | None = None) -> int:
    is_whole = isinstance(value, int | np.integer) and not isinstance(value, bool)
    if not is_whole or value < low or (high is not None and value > high):
        raise EngineError(code, None, value=_shown(value), limit=high)
    return int(value)


def _shown(value: Any) -> str:
    return short(value) if isinstance(value, float) else str(value)[:40]


def checked_data(data: Mapping[str, Any]) -> dict[str, np.ndarray]:
    """The data as arrays with one entry a sample on their first axis. Raises EngineError for what is no such data."""
    arrays = {name: np.atleast_1d(given_value(name, values)) for name, values in data.items()}
    lengths = {name: len(values) for name, values in arrays.items()}
    if not lengths or not all(lengths.values()):
        raise EngineError("no_data")
    if len(set(lengths.values())) > 1:
        raise EngineError("data_lengths", None, lengths=", ".join(f"{name} {count}" for name, count in lengths.items()))
    entries = sum(values.size for values in arrays.values())
    if entries > MAX_DATA_ENTRIES:
        raise EngineError("too_much_data", None, entries=entries, limit=MAX_DATA_ENTRIES)
    for name, values in arrays.items():
        _check_finite(name, values)
    return arrays


def _check_finite(name: str, values: np.ndarray) -> None:
    bad = np.argwhere(~np.isfinite(values))
    if len(bad):
        place = tuple(bad[0])
        raise EngineError("data_not_finite", None, sample=int(place[0]) + 1, name=name, value=short(values[place]))


def _checked_start(parameters: Mapping[str, Any]) -> dict[str, Array]:
    start = {name: given_value(name, value) for name, value in parameters.items()}
    for name, value in start.items():
        if not np.all(np.isfinite(value)):
            bad = float(np.ravel(value)[~np.isfinite(np.ravel(value))][0])
            raise EngineError("parameter_not_finite", None, name=name, value=short(bad))
    return start


def _optimizer(name: str, momentum: float | None, settings: Mapping[str, float]) -> tuple[Optimizer, dict[str, float]]:
    """The row of an optimizer and the values of its settings."""
    if name not in OPTIMIZERS:
        raise EngineError("unknown_optimizer", None, name=str(name)[:40], names=", ".join(OPTIMIZERS))
    given = dict(settings) if momentum is None else {**settings, "momentum": momentum}
    if given.get("momentum") == 0 and "momentum" not in OPTIMIZERS[name].settings:
        del given["momentum"]
    row = OPTIMIZERS[_MOMENTUM_ROWS.get(name, name) if "momentum" in given else name]
    for setting, value in given.items():
        _check_setting(row, setting, value)
    return row, {**row.settings, **{setting: float(value) for setting, value in given.items()}}


def _check_setting(row: Optimizer, name: str, value: Any) -> None:
    if name not in row.settings:
        names = ", ".join(row.settings) or "none"
        raise EngineError("unknown_setting", None, optimizer=row.name, name=str(name)[:40], names=names)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= value < 1:
        raise EngineError("bad_setting", None, name=name, value=_shown(value), limit=1)


def _trained(graphs: Sequence[Graph], data: Mapping[str, Any], start: Mapping[str, Array]) -> dict[str, Array]:
    """The first values of the leaves that training changes, by name."""
    trained = {
        leaf.name or "": leaf.value
        for graph in graphs
        for leaf in graph.leaves
        if leaf.name not in data and (leaf.role is Role.PARAMETER or leaf.name in start)
    }
    if not trained:
        raise EngineError("no_parameter")
    _checked_start(trained)
    return trained


def _used(variants: Variants, data: Mapping[str, Any]) -> tuple[str, ...]:
    """The data that the output is computed from. Raises EngineError where it does not depend on the data at all."""
    leaves = {leaf.name for graph in variants.graphs for leaf in graph.leaves}
    used = tuple(name for name in data if name in leaves)
    if not used and variants.is_single:
        raise EngineError("no_data")
    return used


def _check_amount(made: Plan) -> None:
    """Refuse a run that cannot end in time before it begins."""
    if made.updates > MAX_UPDATES:
        raise EngineError("too_many_updates", None, updates=made.updates, limit=MAX_UPDATES)
    seconds = estimates(made.task, made.amount)[0][0]
    if seconds > MAX_TRAINING_SECONDS:
        raise EngineError("training_too_long", None, seconds=round(seconds), limit=MAX_TRAINING_SECONDS)
