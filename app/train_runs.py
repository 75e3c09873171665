"""From a request about training to a checked plan: its data, the program of its network, its first parameters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from app.errors import refuse
from app.train_models import DataRequest, NetworkRequest, RunRequest
from engine.datasets import MAX_POINTS, RECIPES, Dataset, dataset, from_csv
from engine.errors import EngineError
from engine.language.interpreter import interpret
from engine.limits import MAX_SEED
from engine.network_values import columns, layers, parameters, start
from engine.networks import Layer, Names, Network, program
from engine.plan import Plan, plan

Columns = Mapping[str, np.ndarray]
MOST_CLASSES = 10
TRUTH_POINTS = 161
PLANNED = {"learning_rate", "epochs", "batch_size", "optimizer", "settings", "shuffle", "seed"}
"""The fields of a request that the engine checks and plans with under the same names."""
_NAME = re.compile(r"[^\W\d⁰¹²³⁴-⁹][^\W⁰¹²³⁴-⁹]*")
"""A name in mathematical writing: in 2x² it is x."""


@dataclass(frozen=True)
class Run:
    """A training that can be made. ``whole`` are all samples; ``tested`` are the indices of those kept for the test."""

    asked: RunRequest
    whole: Dataset
    columns: Columns
    network: Network | None
    tested: tuple[int, ...]
    plan: Plan

    @cached_property
    def trained(self) -> list[int]:
        """The indices of the samples that are trained on, in their order."""
        tested = set(self.tested)
        return [index for index in range(len(self.whole.targets)) if index not in tested]

    @property
    def own_network(self) -> Network | None:
        """The network, where the program is the one that it wrote."""
        return self.network if self.asked.source is None else None

    def layers(self, values: Mapping[str, Any]) -> list[tuple[np.ndarray, np.ndarray]] | None:
        """Weights and biases of each layer, out of parameters (or their gradients) by name."""
        return None if self.own_network is None else layers(self.own_network, self.asked.view, values)

    def shown(self, view: str, values: Mapping[str, Any]) -> tuple[str, dict[str, Any], Columns]:
        """The program in a view, with these parameters and all data by its names."""
        network = self.own_network
        if network is None:
            return self.plan.source, dict(values), self.columns
        named = parameters(network, view, layers(network, self.asked.view, values))
        return program(network, view), named, columns(network, view, self.whole)

    @property
    def names(self) -> list[list[str]] | None:
        """What the inputs, the neurons of each hidden layer and the outputs are called."""
        if self.own_network is None:
            return None
        return [Names(self.own_network).outputs(layer) for layer in range(-1, len(self.own_network.hidden) + 1)]


def prepare(asked: RunRequest) -> Run:
    """Check everything that a request asks for. Raises EngineError."""
    if asked.network is None and asked.source is None:
        raise refuse("missing_field", field="network")
    whole, named = data(asked.data)
    network = None if asked.network is None else _network(asked.network, whole)
    source = program(network, asked.view) if network and asked.source is None else asked.source or ""
    used = _occurring(_offered(asked, network, whole, named), source)
    if not used:
        interpret(source)  # what is wrong with the program itself comes first
        raise EngineError("no_data", None, field="source")
    tested = _tested(whole, asked)
    first = _start(asked, network, whole, source)
    return Run(asked, whole, used, network, tested, _plan(asked, source, used, tested, first))


def _offered(asked: RunRequest, network: Network | None, whole: Dataset, named: Columns) -> Columns:
    """The data by all names that the program may use: those of the network, and in one's own program their own."""
    of_network = {} if network is None else columns(network, asked.view, whole)
    return of_network if asked.source is None else {**of_network, **named}


def _plan(asked: RunRequest, source: str, data: Columns, tested: tuple[int, ...], first: Mapping[str, Any]) -> Plan:
    kept = {name: np.delete(values, tested, axis=0) for name, values in data.items()}
    return plan(source, kept, parameters=first, **asked.model_dump(include=PLANNED))


def data(asked: DataRequest) -> tuple[Dataset, Columns]:
    """The samples, and their columns by the names that they have of their own."""
    if asked.csv is None:
        points = None if asked.points is None else checked_whole("points", asked.points, "data.points", 1, MAX_POINTS)
        samples = dataset(asked.set, points, asked.noise, checked_whole("seed", asked.seed, "data.seed", 0, MAX_SEED))
        return samples, samples.columns
    named = from_csv(asked.csv)
    *inputs, target = named.values()
    return Dataset("own", np.array(inputs).reshape(len(inputs), len(target)).T, target, _classes(target)), named


def _classes(target: np.ndarray) -> int:
    """How many classes a column of labels has; 0 when it is not one."""
    labels = set(target.tolist())
    is_labels = labels <= set(range(MOST_CLASSES)) and len(labels) > 1
    return int(max(labels)) + 1 if is_labels else 0


def _network(asked: NetworkRequest, data: Dataset) -> Network:
    hidden = tuple(Layer(**layer.model_dump()) for layer in asked.hidden)
    outputs = max(data.classes, 2) if asked.loss == "softmax_cross_entropy" else 1
    return Network(data.inputs.shape[1], hidden, outputs, asked.loss)


def _start(asked: RunRequest, network: Network | None, data: Dataset, source: str) -> dict[str, Any]:
    """The first parameters: drawn for a network, as far as the program has them; then what the request gives."""
    if asked.network is None or network is None:
        return dict(asked.parameters)
    seed = asked.network.start_seed
    chance = (data.stream or 0) if seed is None else checked_whole("seed", seed, "network.start_seed", 0, MAX_SEED)
    weights = start(network, asked.network.start, chance)
    return {**_occurring(parameters(network, asked.view, weights), source), **asked.parameters}


def _occurring(named: Mapping[str, Any], source: str) -> dict[str, Any]:
    """Those of some names that occur in a program."""
    words = set(_NAME.findall(source))
    return {name: value for name, value in named.items() if name in words}


def checked_whole(code: str, value: float, field: str, low: int, high: int) -> int:
    """A whole number between two; raises EngineError with the field that it stands in."""
    if not isinstance(value, int) or not low <= value <= high:
        raise EngineError(code, None, value=f"{value:g}", limit=high, field=field)
    return value


def _tested(data: Dataset, asked: RunRequest) -> tuple[int, ...]:
    """The indices of the test samples: splitting the indices splits like splitting the data."""
    seed = checked_whole("seed", asked.seed, "seed", 0, MAX_SEED)
    indices = np.arange(len(data.targets))[:, None]
    _, test = Dataset("", indices, data.targets).split(asked.test_share, seed)
    return tuple(int(index) for index in test.inputs[:, 0])


def drawn(asked: DataRequest, samples: Dataset, tested: tuple[int, ...] = ()) -> dict[str, Any]:
    """The samples, for drawing; see ``train_models.Samples``."""
    *_, target_name = samples.columns
    return {
        "inputs": {name: column.tolist() for name, column in samples.columns.items() if name != target_name},
        "target": samples.targets.tolist(),
        "target_name": target_name,
        "classes": samples.classes,
        "test": list(tested),
        "truth": _truth(asked, samples),
    }


def _truth(asked: DataRequest, samples: Dataset) -> dict[str, list[float]] | None:
    """The function that the noise was added to, over the range of the data."""
    function = RECIPES[asked.set].truth if asked.csv is None else None
    if function is None:
        return None
    x = np.linspace(samples.inputs.min(), samples.inputs.max(), TRUTH_POINTS)
    return {"x": x.tolist(), "y": function(x).tolist()}
