"""What a network makes of its data: a curve over one input with the part of each neuron, or regions over two."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np

from app.train_predictions import Prediction, find_prediction
from app.train_runs import Run
from engine.evaluation import Compiled, Values
from engine.graph import Graph
from engine.networks import hidden_names

CURVE_POINTS = 121
REGION_POINTS = 36


class Fit:
    """The fit of one run; its code is compiled once."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.graph: Graph = run.plan.task.graph
        has_one_graph = not run.plan.task.other_graphs  # else each point would have to find its own
        self.prediction = find_prediction(self.graph, run.columns) if has_one_graph else None

    def __call__(self, values: Values) -> dict[str, Any] | None:
        """The picture of the prediction with these parameters; None where it does not depend on one or two numbers."""
        if self.prediction is None or self.prediction.dimensions not in (1, 2):
            return None
        return self._curve(values) if self.prediction.dimensions == 1 else self._regions(values)

    @cached_property
    def _code(self) -> Compiled:
        nodes = [self._prediction.node, *([self._hidden] if self._hidden else [])]
        return Compiled(self.graph, list(self._prediction.inputs), nodes)

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

    def _curve(self, values: Values) -> dict[str, Any]:
        (low, high), *_ = self._prediction.ranges
        x = np.linspace(low, high, CURVE_POINTS)
        found = self._code(self._prediction.grid([x]), values)
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
        found = self._code(self._prediction.grid(points), values)
        classes, confidence = self._prediction.classes(found[self._prediction.node])
        ranges = [[float(low), float(high)] for low, high in self._prediction.ranges]
        return {
            "kind": "regions", "x": ranges[0], "y": ranges[1], "columns": REGION_POINTS,
            "classes": classes.tolist(), "confidence": rounded(np.nan_to_num(confidence)),
        }  # fmt: skip


def rounded(values: np.ndarray) -> list[Any]:
    """Enough digits for a picture."""
    return [float(f"{value:.5g}") for value in values.ravel().tolist()]
