"""A layer list becomes a program of one sample: in scalar view one line a neuron, in array view one line a layer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import EngineError
from engine.ops.activations import ACTIVATIONS as ACTIVATION_OPS

MAX_HIDDEN = 4
MAX_NEURONS = 16
MAX_INPUTS = 16
MAX_CLASSES = 10

IDENTITY = "identity"
ACTIVATIONS = (*(op.name for op in ACTIVATION_OPS if len(op.operands) == 1), "tanh", "sin", IDENTITY)
LOSSES = ("squared_error", "binary_cross_entropy", "softmax_cross_entropy")
VIEWS = ("scalar", "array")

@dataclass(frozen=True)
class Layer:
    """A hidden layer: how many neurons, and what is applied to their sums (a name of ``ACTIVATIONS``)."""

    neurons: int
    activation: str = "relu"


@dataclass(frozen=True)
class Network:
    """A network: numbers in, hidden layers, numbers out, and the loss (of ``LOSSES``) of one sample.

    Raises EngineError where a part is unknown or too large.
    """

    inputs: int
    hidden: tuple[Layer, ...]
    outputs: int = 1
    loss: str = "squared_error"

    def __post_init__(self) -> None:
        _check(len(self.hidden), "layers", 0, MAX_HIDDEN)
        _check(self.inputs, "inputs", 1, MAX_INPUTS)
        least = 2 if self.loss == "softmax_cross_entropy" else 1
        _check(self.outputs, "outputs", least, MAX_CLASSES if least == 2 else 1)
        choose(self.loss, "loss", LOSSES)
        for layer in self.hidden:
            _check(layer.neurons, "neurons", 1, MAX_NEURONS)
            choose(layer.activation, "activation", ACTIVATIONS)

    @property
    def sizes(self) -> tuple[int, ...]:
        """The numbers that go into the first layer and come out of each."""
        return (self.inputs, *(layer.neurons for layer in self.hidden), self.outputs)

    @property
    def activations(self) -> tuple[str, ...]:
        """What each layer applies; the last one nothing, for the loss takes the plain sums."""
        return (*(layer.activation for layer in self.hidden), IDENTITY)


def _check(value: Any, what: str, low: int, high: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise EngineError("network_size", None, what=what, low=low, high=high, value=str(value)[:40])


def choose(value: Any, what: str, known: Sequence[str]) -> None:
    """Raises EngineError for a name that is not known."""
    if value not in known:
        raise EngineError("network_part", None, what=what, name=str(value)[:40], names=", ".join(known))


# --- names ----------------------------------------------------------------------------------------------------------


def _name(letter: str, *parts: tuple[int, bool]) -> str:
    """A name out of the numbers that tell its bearer from others: ``w1``, ``w_1_2``, ``h3``, ``h``."""
    numbers = [str(number) for number, is_needed in parts if is_needed]
    return letter + "".join(numbers) if len(numbers) < 2 else "_".join([letter, *numbers])


@dataclass(frozen=True)
class Names:
    """What the values of a layer (counted from 0) are called in scalar view; numbers in names count from 1."""

    network: Network

    def weight(self, layer: int, neuron: int, source: int) -> str:
        sizes = self.network.sizes
        return _name("w", (layer + 1, True), (neuron + 1, sizes[layer + 1] > 1), (source + 1, sizes[layer] > 1))

    def bias(self, layer: int, neuron: int) -> str:
        return _name("b", (layer + 1, True), (neuron + 1, self.network.sizes[layer + 1] > 1))

    def outputs(self, layer: int) -> list[str]:
        """What comes out of a layer; layer −1 is the input."""
        count = self.network.sizes[layer + 1]
        if layer == len(self.network.hidden):
            letter, many_layers = output_letter(self.network), False
        else:
            letter, many_layers = ("x", False) if layer < 0 else ("h", len(self.network.hidden) > 1)
        return [_name(letter, (layer + 1, many_layers), (number + 1, count > 1)) for number in range(count)]

    def array(self, layer: int) -> str:
        """What comes out of a layer as an array."""
        if layer == len(self.network.hidden):
            return output_letter(self.network)
        return "x" if layer < 0 else _name("h", (layer + 1, len(self.network.hidden) > 1))

    def targets(self) -> list[str]:
        count = self.network.outputs
        return ["target"] if count == 1 else [f"target{number + 1}" for number in range(count)]


def output_letter(network: Network) -> str:
    """y for a prediction; z for logits, which a sigmoid or a softmax has yet to make probabilities of."""
    return "y" if network.loss == "squared_error" else "z"


def hidden_names(network: Network, view: str) -> list[list[str]]:
    """For each hidden layer the names of its values in the program: one a neuron, or one array."""
    names = Names(network)
    layers = range(len(network.hidden))
    return [names.outputs(layer) if view == "scalar" else [names.array(layer)] for layer in layers]


# --- program text ---------------------------------------------------------------------------------------------------


def program(network: Network, view: str = "scalar") -> str:
    """The program of one sample, whose output is its loss."""
    choose(view, "view", VIEWS)
    lines = _scalar_lines(network) if view == "scalar" else _array_lines(network)
    return "\n".join(lines)


def _scalar_lines(network: Network) -> Iterator[str]:
    names = Names(network)
    for layer, activation in enumerate(network.activations):
        sources = names.outputs(layer - 1)
        for neuron, name in enumerate(names.outputs(layer)):
            products = [f"{names.weight(layer, neuron, number)}·{source}" for number, source in enumerate(sources)]
            yield f"{name} = {_activated(activation, ' + '.join([*products, names.bias(layer, neuron)]))}"
    yield f"loss = {_scalar_loss(network, names)}"


def _scalar_loss(network: Network, names: Names) -> str:
    outputs, targets = names.outputs(len(network.hidden)), names.targets()
    if network.loss == "squared_error":
        return f"({outputs[0]} − target)²"
    if network.loss == "binary_cross_entropy":
        return f"bce_with_logits({outputs[0]}, target)"
    chosen = " + ".join(f"{target}·{output}" for target, output in zip(targets, outputs, strict=True))
    return f"logsumexp([{', '.join(outputs)}]) − ({chosen})"


def _array_lines(network: Network) -> Iterator[str]:
    names = Names(network)
    for layer, activation in enumerate(network.activations):
        times = "·" if layer == 0 and network.inputs == 1 else " @ "
        total = f"W{layer + 1}{times}{names.array(layer - 1)} + b{layer + 1}"
        yield f"{names.array(layer)} = {_activated(activation, total)}"
    yield "loss = " + {
        "squared_error": "(y − target)²",
        "binary_cross_entropy": "bce_with_logits(z, target)",
        "softmax_cross_entropy": "−sum(target·log_softmax(z))",
    }[network.loss]


def _activated(activation: str, total: str) -> str:
    return total if activation == IDENTITY else f"{activation}({total})"
