"""A program run over many samples at once: what it computes for each of them, and the mean gradients."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from engine.codegen.evaluations import Evaluation
from engine.codegen.kinds import Arrays, Batches, Floats
from engine.codegen.recording import CannotRecord
from engine.errors import EngineError
from engine.graph import Graph
from engine.language.interpreter import interpret
from engine.plan import checked_data
from engine.variants import find_variants

_KINDS = (Batches, Floats, Arrays)
"""The kinds of code, in the order in which they are tried."""


class Samples:
    """A program with data, one value of some leaves for each sample, and with fixed values of other leaves.

    ``data`` maps leaf names to arrays whose first axis is the sample. Raises EngineError.
    """

    def __init__(self, source: str, data: Mapping[str, Any], parameters: Mapping[str, Any] | None = None) -> None:
        self.data = checked_data(data)
        self.variants = find_variants(
            source, lambda values: interpret(source, values).graph, self.data, parameters or {}, may_depend=True
        )

    @property
    def graph(self) -> Graph:
        """The graph of the first sample, which is that of all where the program takes the same steps for all."""
        return self.variants.graphs[0]

    def values(self, names: Sequence[str]) -> dict[str, np.ndarray]:
        """The values with these names in the program, the first axis being the sample."""
        return self._gathered(lambda graph: {name: _node_called(graph, name) for name in names}, [])

    def losses(self) -> np.ndarray:
        """The output for each sample, of shape (samples,)."""
        return self._gathered(lambda graph: {"output": graph.output}, [])["output"].reshape(-1)

    def mean_gradients(self) -> dict[str, Any]:
        """d (mean of the output) / d leaf, by the name of each leaf that is the same for all samples."""
        names = [leaf.name or "" for leaf in self.graph.leaves if leaf.name not in self.data]
        return {name: np.mean(values, axis=0) for name, values in self._gathered(lambda _: {}, names).items()}

    def _gathered(self, nodes: Callable[[Graph], dict[str, str]], gradients: Sequence[str]) -> dict[str, np.ndarray]:
        """The values of some nodes, and some gradients, by name; each variant computes its own samples."""
        whole: dict[str, np.ndarray] = {}
        for number, graph in enumerate(self.variants.graphs):
            chosen = np.flatnonzero(self.variants.of_sample == number)
            ids, own = nodes(graph), {name: values[chosen] for name, values in self.data.items()}
            found = _run(graph, own, list(ids.values()), gradients)
            part = {name: found[node] for name, node in ids.items()} | {name: found[name] for name in gradients}
            for name, values in part.items():
                whole.setdefault(name, np.empty((len(self.variants.of_sample), *values.shape[1:])))[chosen] = values
        return whole


def _node_called(graph: Graph, name: str) -> str:
    nodes = {node.name: node.id for node in graph if node.name}
    if name not in nodes:
        raise EngineError("unknown_output", None, name=name, names=", ".join(map(str, nodes)))
    return nodes[name]


def _run(
    graph: Graph, data: Mapping[str, np.ndarray], nodes: Sequence[str], gradients: Sequence[str]
) -> dict[str, np.ndarray]:
    """One variant: the values of nodes by id, and the gradients by leaf name."""
    values = {leaf.name or "": leaf.value for leaf in graph.leaves}
    used = {name: column for name, column in data.items() if name in values} or data
    fixed = [name for name in values if name not in data]
    for kind in _KINDS:
        try:
            return Evaluation(graph, [*used], fixed, nodes, gradients, kind())(used, values)
        except CannotRecord as problem:
            what = str(problem)
    raise EngineError("cannot_train", None, what=what)
