"""A graph as one function: the values of some of its nodes, and gradients, for many samples at once."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

import numpy as np

from engine.codegen.blocks import Language, block
from engine.codegen.generated import Generated, definition, indented
from engine.codegen.kinds import Kind
from engine.codegen.recording import Recording
from engine.graph import Graph


class Evaluation:
    """The values of ``nodes`` (by node id) and the gradients of the output towards some leaves (by name).

    ``data`` are the leaves that come with each sample (a name that is none is taken and ignored), ``parameters``
    those that are given once for all.
    """

    def __init__(
        self,
        graph: Graph,
        data: Sequence[str],
        parameters: Sequence[str],
        nodes: Sequence[str],
        gradients: Sequence[str],
        kind: Kind,
    ) -> None:
        shapes = {leaf.name or "": leaf.shape for leaf in graph.leaves}
        self.kind = kind
        self.data = kind.data("x", {name: shapes.get(name, ()) for name in data})
        self.parameters = kind.variables("p", {name: shapes[name] for name in parameters})
        recording = Recording(graph, {**self.data, **self.parameters}, kind.constant)
        found = recording.gradients(gradients) if gradients else {}
        self.wanted = {node: recording.primals[node] for node in nodes} | {name: found[name] for name in gradients}
        self.shapes = {node: graph[node].shape for node in nodes} | {name: shapes[name] for name in gradients}
        self.generated = Generated(kind, self._written)

    def _written(self, language: Language) -> str:
        """Each sample gives one tuple of results."""
        results = [expression for value in self.wanted.values() for expression in self.kind.expressions(value)]
        values = {f"r{number}": expression for number, expression in enumerate(results)}
        samples = [f"for {', '.join(self._names(self.data))}, in samples:"]
        body = [*block(language, values, count()), f"results.append(({', '.join(values)},))"]
        lines = ["results = []", *samples, *indented(body), "return results"]
        return definition(language, ["samples", *self._names(self.parameters)], lines)

    def _names(self, group: Mapping[Any, Any]) -> list[str]:
        return [expression.value for value in group.values() for expression in self.kind.expressions(value)]

    def __call__(self, data: Mapping[str, np.ndarray], parameters: Mapping[str, Any]) -> dict[str, np.ndarray]:
        """Each wanted value for all samples; the first axis is the sample."""
        samples = self.kind.samples([data[name] for name in self.data])
        size = len(next(iter(data.values())))
        runs = [self.kind.batch(samples, np.arange(size))] if self.kind.takes_batches else samples
        results = self.generated(runs, *self.kind.pack([parameters[name] for name in self.parameters]))
        return self.kind.gathered(results, self.shapes, size)
