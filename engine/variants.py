"""Programs that take different steps for different samples: ``if x > 0:``, or a class label that picks an entry.

A graph is recorded by running the program, so such a program has several. Each distinct one is a variant, and each
sample belongs to one of them.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.graph import Graph, Node

_CONTROL_FLOW = re.compile(r"\b(if|while|for|assert)\b")
_PICKING_OPS = {"index", "scatter", "take_along", "put_along"}
_MOST_VARIANTS = 32


@dataclass(frozen=True)
class Variants:
    """The distinct graphs of a program, and for each sample the index of its own."""

    graphs: tuple[Graph, ...]
    of_sample: np.ndarray

    @property
    def is_single(self) -> bool:
        """Whether the program takes the same steps for all samples."""
        return len(self.graphs) == 1


Interpretation = Callable[[Mapping[str, Any]], Graph]
"""From the values of leaves to the graph that the program then has."""


def find_variants(
    source: str,
    interpretation: Interpretation,
    data: Mapping[str, np.ndarray],
    start: Mapping[str, Any],
    may_depend: bool = False,
) -> Variants:
    """The variants of a program over ``data`` (by leaf name; the first axis is the sample).

    Raises EngineError where a parameter decides which steps are taken, unless it may: training would change them on
    its way.
    """
    count = len(next(iter(data.values())))
    first = interpretation(_sample(data, 0) | dict(start))
    if not _may_differ(source, first, data):
        return Variants((first,), np.zeros(count, dtype=int))
    if not may_depend:
        _check_parameters(interpretation, _sample(data, 0), first)
    known: dict[Hashable, int] = {}
    graphs: list[Graph] = []
    of_sample = np.zeros(count, dtype=int)
    for index in range(count):
        graph = interpretation(_sample(data, index) | dict(start))
        of_sample[index] = known.setdefault(_signature(graph), len(known))
        if len(known) > len(graphs):
            graphs.append(graph)
        if len(graphs) > _MOST_VARIANTS:
            raise EngineError("too_many_variants", None, limit=_MOST_VARIANTS)
    return Variants(tuple(graphs), of_sample)


def _sample(data: Mapping[str, np.ndarray], index: int) -> dict[str, Any]:
    return {name: values[index] for name, values in data.items()}


def _may_differ(source: str, graph: Graph, data: Mapping[str, Any]) -> bool:
    """Whether values can decide the steps: control flow, entries picked by position, data that left no trace."""
    picks = any(node.op in _PICKING_OPS for node in graph)
    return bool(_CONTROL_FLOW.search(source)) or picks or bool(data.keys() - {leaf.name for leaf in graph.leaves})


def _signature(graph: Graph) -> Hashable:
    """What two runs of a program have in common where they take the same steps."""
    return graph.output, tuple((node.op, node.operands, node.name, _params(node), _constant(node)) for node in graph)


def _params(node: Node) -> Hashable:
    return tuple((name, repr(value)) for name, value in node.params.items())


def _constant(node: Node) -> Hashable:
    """The value of a number that stands in the program, or that it took out of its data."""
    return np.asarray(node.value).tobytes() if node.is_leaf and node.name is None else None


def _check_parameters(interpretation: Interpretation, sample: Mapping[str, Any], graph: Graph) -> None:
    """Change what is not data and see whether the program still takes the same steps."""
    changed = {leaf.name or "": 0.3 - 1.7 * leaf.value for leaf in graph.leaves if leaf.name not in sample}
    if _keeps_steps(interpretation, {**sample, **changed}, graph):
        return
    for name, value in changed.items():
        if not _keeps_steps(interpretation, {**sample, name: value}, graph):
            raise EngineError("depends_on_values", None, name=name)
    raise EngineError("depends_on_values", None, name=", ".join(changed))


def _keeps_steps(interpretation: Interpretation, values: Mapping[str, Any], graph: Graph) -> bool:
    try:
        return _signature(interpretation(values)) == _signature(graph)
    except EngineError:
        return False
