"""What the page draws of a state of a training: the fit, gradients by layer, neurons that do no work of their own."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import numpy as np

from app.train_predictions import Prediction, find_prediction
from app.train_runs import Run
from engine.codegen.evaluations import Evaluation
from engine.codegen.kinds import Arrays, Batches, Floats
from engine.codegen.recording import CannotRecord
from engine.errors import EngineError
from engine.graph import Graph
from engine.networks import hidden_names
from engine.neurons import Neuron, neurons

CURVE_POINTS = 121
REGION_POINTS = 36
BINS = 25
MOST_GRADIENTS = 200
"""Samples whose gradients go into the histogram."""

Values = Mapping[str, Any]


class Painter:
    """Draws the states of one run; its code is compiled once."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.graph: Graph = run.plan.task.graph
        self.names = list(run.plan.parameters)
        self.prediction = find_prediction(self.graph, run.columns)

    def frame(self, update: int, values: Values, losses: Iterable[tuple[Any, ...]] = (), at_rest: bool = True) -> Any:
        """The frame after ``update`` updates with these parameters; neurons are judged when it stands still."""
        gradients = self._gradients(values)
        return {
            "event": "frame",
            "update": update,
            "losses": [*losses],
            "layers": self._layers(values, {name: np.mean(each, axis=0) for name, each in gradients.items()}),
            "fit": self._fit(values),
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

    @cached_property
    def _gradient_code(self) -> Evaluation:
        return _compiled(self.graph, list(self.run.columns), self.names, [], self.names)

    def _gradients(self, values: Values) -> dict[str, np.ndarray]:
        """The gradients of each sample, by parameter; the first axis is the sample."""
        chosen = self.run.trained[:MOST_GRADIENTS]
        data = {name: self.run.columns[name][chosen] for name in self.run.columns}
        with np.errstate(all="ignore"):
            return self._gradient_code(data, values)

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

    # --- the fit ---

    @cached_property
    def _fit_code(self) -> Evaluation:
        nodes = [self._prediction.node, *([self._hidden] if self._hidden else [])]
        return _compiled(self.graph, list(self._prediction.inputs), self.names, nodes, [])

    @property
    def _prediction(self) -> Prediction:
        if self.prediction is None:
            raise ValueError("this program has no prediction")
        return self.prediction

    @cached_property
    def _hidden(self) -> str | None:
        """The node of the last hidden layer, whose neurons add up to a prediction over one input."""
        network = self.run.own_network
        if network is None or not network.hidden or network.inputs > 1 or self._prediction.is_probability:
            return None
        name = hidden_names(network, "array")[-1][0]
        return next((node.id for node in self.graph if node.name == name), None)

    def _fit(self, values: Values) -> dict[str, Any] | None:
        if self.prediction is None or self.prediction.dimensions not in (1, 2):
            return None
        return self._curve(values) if self.prediction.dimensions == 1 else self._regions(values)

    def _curve(self, values: Values) -> dict[str, Any]:
        (low, high), *_ = self._prediction.ranges
        x = np.linspace(low, high, CURVE_POINTS)
        found = self._evaluated(self._prediction.grid([x]), values)
        predicted = self._prediction.values(found[self._prediction.node])
        return {"kind": "curve", "x": rounded(x), "prediction": rounded(predicted), "parts": self._parts(found, values)}

    def _parts(self, found: Mapping[str, np.ndarray], values: Values) -> list[list[Any]]:
        """What each neuron of the last hidden layer adds to the prediction."""
        if self._hidden is None:
            return []
        weights = (self.run.layers(values) or [])[-1][0][0]
        return [rounded(weight * column) for weight, column in zip(weights, found[self._hidden].T, strict=True)]

    def _regions(self, values: Values) -> dict[str, Any]:
        across, up = (np.linspace(low, high, REGION_POINTS) for low, high in self._prediction.ranges)
        points = [axis.ravel() for axis in np.meshgrid(across, up)]
        found = self._evaluated(self._prediction.grid(points), values)
        classes, confidence = self._prediction.classes(found[self._prediction.node])
        ranges = [[float(low), float(high)] for low, high in self._prediction.ranges]
        return {
            "kind": "regions", "x": ranges[0], "y": ranges[1], "columns": REGION_POINTS,
            "classes": classes.tolist(), "confidence": rounded(np.nan_to_num(confidence)),
        }  # fmt: skip

    def _evaluated(self, data: Mapping[str, np.ndarray], values: Values) -> dict[str, np.ndarray]:
        with np.errstate(all="ignore"):
            return self._fit_code(data, values)

    # --- losses and neurons ---

    @cached_property
    def _loss_code(self) -> Evaluation:
        return _compiled(self.graph, list(self.run.columns), self.names, [self.graph.output], [])

    def test_loss(self, values: Values) -> float | None:
        """The mean loss of the test samples, where there are any."""
        if not self.run.tested:
            return None
        tested = list(self.run.tested)
        data = {name: column[tested] for name, column in self.run.columns.items()}
        with np.errstate(all="ignore"):
            return float(np.mean(self._loss_code(data, values)[self.graph.output]))

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


def _compiled(graph: Graph, data: list[str], fixed: list[str], nodes: list[str], gradients: list[str]) -> Evaluation:
    """Code for many samples at once, of the first kind that can express the program."""
    for kind in (Batches, Floats, Arrays):
        try:
            return Evaluation(graph, data, fixed, nodes, gradients, kind())
        except CannotRecord as error:
            problem = error
    raise EngineError("cannot_train", None, what=str(problem))


def rounded(values: np.ndarray) -> list[Any]:
    """Enough digits for a picture."""
    return [float(f"{value:.5g}") for value in values.ravel().tolist()]


def plain(values: Values) -> dict[str, Any]:
    """Arrays as nested lists."""
    return {name: np.asarray(value).tolist() for name, value in values.items()}
