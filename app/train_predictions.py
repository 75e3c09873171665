"""Which value of a program is its prediction, over which inputs, and what it says about classes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.graph import Graph, Node

TARGETS = {"target", "y_true", "label", "t"}
MARGIN = 0.1
"""How far a picture reaches beyond the data, as a share of their range."""


@dataclass(frozen=True)
class Prediction:
    """The node that predicts, the data leaves it depends on with their shapes, and the range of each number in them."""

    node: str
    inputs: Mapping[str, tuple[int, ...]]
    ranges: tuple[tuple[float, float], ...]
    classes_count: int
    is_logit: bool

    @property
    def dimensions(self) -> int:
        """How many numbers it depends on."""
        return len(self.ranges)

    @property
    def is_probability(self) -> bool:
        """Whether it is shown as the probability of class 1."""
        return self.is_logit and self.classes_count == 1

    def grid(self, points: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
        """Points, one array a dimension, as data for the leaves."""
        columns = iter(points)
        return {
            name: np.stack([next(columns) for _ in range(shape[0])], axis=1) if shape else next(columns)
            for name, shape in self.inputs.items()
        }

    def values(self, found: np.ndarray) -> np.ndarray:
        """What a curve shows."""
        return _sigmoid(found) if self.is_probability else found

    def classes(self, found: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The class at each point, and how clearly: 0 at a boundary, 1 at most."""
        with np.errstate(all="ignore"):
            if self.classes_count > 1:
                shares = _softmax(found)
                least = 1 / self.classes_count
                return shares.argmax(axis=1), (shares.max(axis=1) - least) / (1 - least)
            probability = _sigmoid(found) if self.is_logit else found
            return (probability > 0.5).astype(int), np.clip(np.abs(2 * probability - 1), 0, 1)


def find_prediction(graph: Graph, data: Mapping[str, np.ndarray]) -> Prediction | None:
    """The last value that depends on data but not on the target, a named one where there is one; else None."""
    inputs = [name for name in data if not _is_target(name, list(data))]
    from_inputs = graph.dependents(inputs)
    from_target = graph.dependents(set(data) - set(inputs))
    found = [node for node in graph if node.op and node.id in from_inputs - from_target]
    chosen = next((node for node in reversed(found) if node.name), found[-1] if found else None)
    if chosen is None or len(chosen.shape) > 1:
        return None
    leaves = [leaf for leaf in graph.leaves if leaf.name in inputs and _reaches(graph, leaf, chosen)]
    used = {leaf.name or "": leaf.shape for leaf in leaves}
    if any(len(shape) > 1 for shape in used.values()):
        return None
    classes = chosen.shape[0] if chosen.shape else 1
    return Prediction(chosen.id, used, _ranges(data, used), classes, _is_logit(graph, chosen))


def _is_target(name: str, names: Sequence[str]) -> bool:
    """By its name; where no name says so it is the last column."""
    named = [each for each in names if each in TARGETS or each.rstrip("0123456789") == "target"]
    return name in (named or names[-1:])


def _reaches(graph: Graph, leaf: Node, node: Node) -> bool:
    return node.id in graph.dependents({leaf.name or ""})


def _ranges(data: Mapping[str, np.ndarray], used: Mapping[str, tuple[int, ...]]) -> tuple[tuple[float, float], ...]:
    """The range of each number of the inputs; over two or more a picture reaches a little beyond the data."""
    columns = [column for name in used for column in data[name].reshape(len(data[name]), -1).T]
    margin = MARGIN if len(columns) > 1 else 0.0
    return tuple(_widened(column.min(), column.max(), margin) for column in columns)


def _widened(low: float, high: float, margin: float) -> tuple[float, float]:
    room = (high - low) * margin if high > low else 1.0
    return float(low - room), float(high + room)


def _is_logit(graph: Graph, node: Node) -> bool:
    """Whether what follows makes a probability of it."""
    followers = {each.op for each in graph if node.id in each.operands}
    return bool(followers & {"binary_cross_entropy_with_logits", "sigmoid", "log_softmax", "softmax"})


def _sigmoid(values: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        result: np.ndarray = 1 / (1 + np.exp(-values))
    return result


def _softmax(values: np.ndarray) -> np.ndarray:
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    result: np.ndarray = powers / powers.sum(axis=1, keepdims=True)
    return result
