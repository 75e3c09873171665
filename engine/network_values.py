"""The numbers of a network by the names of its program: first parameters, parameters of each view, and data."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from engine.datasets import Dataset, stream
from engine.errors import EngineError
from engine.networks import Names, Network, choose

Weights = tuple[np.ndarray, np.ndarray]
"""A layer's parameters: the matrix of shape (neurons, inputs) and the bias of shape (neurons,)."""

_SCALES: dict[str, Callable[[int, int], float]] = {
    "course": lambda inputs, outputs: 1.0,
    "he": lambda inputs, outputs: math.sqrt(2 / inputs),
    "xavier": lambda inputs, outputs: math.sqrt(2 / (inputs + outputs)),
    "zeros": lambda inputs, outputs: 0.0,
}
STARTS = tuple(_SCALES)
"""Initialisations, by the standard deviation of the weights: 1, √(2/inputs), √(2/(inputs + outputs)), 0.

Biases are 0."""


def start(network: Network, method: str = "course", rng: np.random.RandomState | int = 0) -> list[Weights]:
    """The first parameters, layer by layer; ``rng`` is a seed, or a stream that is left as it was."""
    choose(method, "start", STARTS)
    chance = _copy(rng) if isinstance(rng, np.random.RandomState) else stream(rng)
    scale = _SCALES[method]
    shapes = zip(network.sizes[1:], network.sizes, strict=False)
    return [(chance.randn(rows, inputs) * scale(inputs, rows), np.zeros(rows)) for rows, inputs in shapes]


def _copy(chance: np.random.RandomState) -> np.random.RandomState:
    copied = np.random.RandomState()
    copied.set_state(chance.get_state())
    return copied


def parameters(network: Network, view: str, layers: Sequence[Weights]) -> dict[str, Any]:
    """Parameters by the names of a view: floats in scalar view, arrays in array view."""
    named = _scalar_parameters if view == "scalar" else _array_parameters
    return dict(named(network, layers))


def _scalar_parameters(network: Network, layers: Sequence[Weights]) -> Iterator[tuple[str, float]]:
    names = Names(network)
    for layer, (weights, biases) in enumerate(layers):
        for neuron, row in enumerate(weights):
            for source, weight in enumerate(row):
                yield names.weight(layer, neuron, source), float(weight)
            yield names.bias(layer, neuron), float(biases[neuron])


def _array_parameters(network: Network, layers: Sequence[Weights]) -> Iterator[tuple[str, Any]]:
    for layer, (weights, biases) in enumerate(layers):
        weight_shape, bias_shape = _array_shapes(network, layer)
        yield f"W{layer + 1}", weights.reshape(weight_shape)[()]
        yield f"b{layer + 1}", biases.reshape(bias_shape)[()]


def _array_shapes(network: Network, layer: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """A single input and a single output are scalars, and so take no axis."""
    rows, columns = network.sizes[layer + 1], network.sizes[layer]
    is_scalar_out = layer == len(network.hidden) and rows == 1
    bias = () if is_scalar_out else (rows,)
    return (*bias, *(() if layer == 0 and columns == 1 else (columns,))), bias


def layers(network: Network, view: str, values: Mapping[str, Any]) -> list[Weights]:
    """The parameters of a view, layer by layer: the inverse of ``parameters``."""
    names = Names(network)
    found: list[Weights] = []
    for layer, (rows, columns) in enumerate(zip(network.sizes[1:], network.sizes, strict=False)):
        if view == "scalar":
            weights = [values[names.weight(layer, row, column)] for row in range(rows) for column in range(columns)]
            biases = [values[names.bias(layer, row)] for row in range(rows)]
        else:
            weights, biases = values[f"W{layer + 1}"], values[f"b{layer + 1}"]
        found.append((np.reshape(weights, (rows, columns)), np.reshape(biases, rows)))
    return found


# --- data -----------------------------------------------------------------------------------------------------------


def columns(network: Network, view: str, data: Dataset) -> dict[str, np.ndarray]:
    """The data by the names of a view. Raises EngineError where they do not fit the network."""
    if data.inputs.shape[1] != network.inputs:
        raise EngineError("network_inputs", None, inputs=network.inputs, columns=data.inputs.shape[1])
    names, targets = Names(network), _targets(network, data)
    if view == "scalar":
        inputs = dict(zip(names.outputs(-1), data.inputs.T, strict=True))
        return {**inputs, **dict(zip(names.targets(), np.atleast_2d(targets.T), strict=True))}
    return {"x": data.inputs[:, 0] if network.inputs == 1 else data.inputs, "target": targets}


def _targets(network: Network, data: Dataset) -> np.ndarray:
    """The targets, of shape (samples,); for the softmax 1 at the class and else 0, of shape (samples, classes)."""
    if network.loss == "squared_error":
        return data.targets
    classes = max(network.outputs, 2)
    wrong = [label for label in data.targets if label not in range(classes)]
    if wrong:
        raise EngineError("label_out_of_range", None, label=f"{wrong[0]:g}", classes=classes)
    return np.eye(classes)[data.targets.astype(int)] if network.outputs > 1 else data.targets
