"""What the page draws of a state of a training: the fit, gradients by layer, neurons that do no work of their own."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import numpy as np

from app.train_fits import Fit, rounded
from app.train_runs import Run
from engine.evaluation import Compiled, Gradients, Samples, Values
from engine.graph import Graph
from engine.networks import hidden_names
from engine.neurons import Neuron, neurons
from engine.variants import Variants

BINS = 25
MOST_GRADIENTS = 200
"""Samples whose gradients go into the histogram."""


class Painter:
    """Draws the states of one run; its code is compiled once."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.graph: Graph = run.plan.task.graph
        self.names = list(run.plan.parameters)
        self.fit = Fit(run)
        self.gradients = Gradients(Variants(run.plan.task.graphs, run.plan.variants), run.plan.data, self.names)

    def frame(self, update: int, values: Values, losses: Iterable[tuple[Any, ...]] = (), at_rest: bool = True) -> Any:
        """The frame after ``update`` updates with these parameters; neurons are judged when it stands still."""
        gradients = self.gradients(range(min(self.run.plan.samples, MOST_GRADIENTS)), values)
        return {
            "event": "frame",
            "update": update,
            "losses": [*losses],
            "layers": self._layers(values, {name: np.mean(each, axis=0) for name, each in gradients.items()}),
            "fit": self.fit(values),
            "histogram": self._histogram(gradients),
            "neurons": self._marks(values) if at_rest else [],
        }

    # --- layers and gradients ---

    def _layers(self, values: Values, gradients: Values) -> list[dict[str, Any]] | None:
        pairs = zip(self.run.layers(values) or (), self.run.layers(gradients) or (), strict=True)
        states = [
            {
                "weights": [rounded(row) for row in weights],
                "biases": rounded(biases),
                "weight_gradients": [rounded(row) for row in weight_gradients],
                "bias_gradients": rounded(bias_gradients),
            }
            for (weights, biases), (weight_gradients, bias_gradients) in pairs
        ]
        return states if self.run.own_network else None

    def _histogram(self, gradients: Mapping[str, np.ndarray]) -> list[dict[str, Any]]:
        """One row a layer (or a parameter, where there are no layers), over common edges."""
        rows = self._rows(gradients)
        every = np.concatenate([values.ravel() for values in rows.values()])
        finite = np.abs(every[np.isfinite(every)])
        reach = float(np.quantile(finite, 0.99)) if finite.size else 0.0
        edges = np.linspace(-1, 1, BINS + 1) * (reach or 1.0)
        counts = {name: np.histogram(np.clip(values, edges[0], edges[-1]), edges)[0] for name, values in rows.items()}
        return [{"layer": name, "edges": edges.tolist(), "counts": each.tolist()} for name, each in counts.items()]

    def _rows(self, gradients: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        network = self.run.own_network
        if network is None or self.run.asked.view == "scalar":
            return {name: gradients[name] for name in self.names[:6]}
        layers = range(1, len(network.hidden) + 2)
        return {f"W{layer}": gradients[f"W{layer}"] for layer in layers}

    # --- losses and neurons ---

    def test_loss(self, values: Values) -> float | None:
        """The mean loss of the test samples, where there are any."""
        return self._mean_loss(list(self.run.tested), values) if self.run.tested else None

    def training_loss(self, values: Values) -> float:
        """The mean loss of the training samples, all with these parameters."""
        return self._mean_loss(self.run.trained, values)

    def _mean_loss(self, samples: list[int], values: Values) -> float:
        data = {name: column[samples] for name, column in self.run.columns.items()}
        if self.run.plan.task.other_graphs:
            return float(np.mean(Samples(self.run.plan.source, data, values).losses()))
        return float(np.mean(self._loss_code(data, values)[self.graph.output]))

    @cached_property
    def _loss_code(self) -> Compiled:
        return Compiled(self.graph, list(self.run.columns), [self.graph.output])

    def _marks(self, values: Values) -> list[dict[str, Any]]:
        data = {name: self.run.columns[name][self.run.trained] for name in self.run.columns}
        judged = neurons(self.run.plan.source, data, values)
        places = {neuron.label: self._place(neuron) for neuron in judged}
        return [
            {**places[neuron.label], "code": finding.code, "details": self._details(finding.details, places)}
            for neuron in judged
            for finding in neuron.findings
        ]

    def _place(self, neuron: Neuron) -> dict[str, Any]:
        """Where a neuron stands in the network, and what it is called there."""
        network, names = self.run.own_network, self.run.names
        if network is None or names is None:
            return {"name": neuron.label, "layer": None, "neuron": None}
        of_layers = hidden_names(network, self.run.asked.view)
        layer = next(number for number, each in enumerate(of_layers) if neuron.name in each)
        entry = neuron.entry if neuron.entry is not None else of_layers[layer].index(neuron.name)
        return {"name": names[layer + 1][entry], "layer": layer, "neuron": entry}

    @staticmethod
    def _details(details: Mapping[str, Any], places: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
        return {key: places[value]["name"] if key == "other" else value for key, value in details.items()}


def plain(values: Values) -> dict[str, Any]:
    """Arrays as nested lists."""
    return {name: np.asarray(value).tolist() for name, value in values.items()}
