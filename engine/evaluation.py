"""A program run over many samples at once: what it computes for each of them, and its gradients there."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from engine.codegen.evaluations import Evaluation
from engine.codegen.kinds import Arrays, Batches, Floats
from engine.codegen.recording import CannotRecord
from engine.errors import EngineError
from engine.graph import Graph
from engine.language.interpreter import interpret
from engine.plan import checked_data
from engine.variants import Variants, find_variants

Values = Mapping[str, Any]
"""The values of leaves, by name."""

Columns = Mapping[str, np.ndarray]
"""Data by leaf name; the first axis is the sample."""

_KINDS = (Batches, Floats, Arrays)
"""The kinds of code, in the order in which they are tried."""


class Compiled:
    """The values of some nodes (by id) and the gradients towards some leaves (by name) of one graph, compiled once.

    The leaves called ``data`` come with each sample; the others have the graph's values or those given. Raises
    EngineError for a graph that no kind of code can express.
    """

    def __init__(self, graph: Graph, data: Sequence[str], nodes: Sequence[str], gradients: Sequence[str] = ()) -> None:
        values = {leaf.name or "": leaf.value for leaf in graph.leaves}
        self.data = [name for name in data if name in values]
        self.fixed = {name: value for name, value in values.items() if name not in self.data}
        self._evaluation = _compiled(graph, self.data or [_NUMBER], list(self.fixed), nodes, gradients)

    def __call__(self, data: Columns, values: Values) -> dict[str, np.ndarray]:
        """What is wanted, for all samples: the first axis is the sample. ``values`` are those of the parameters."""
        given = {name: values.get(name, value) for name, value in self.fixed.items()}
        columns = {name: data[name] for name in self.data} or {_NUMBER: np.arange(len(next(iter(data.values()))))}
        with np.errstate(all="ignore"):
            return self._evaluation(columns, given)


_NUMBER = " "
"""What stands for the data of a graph that uses none: no leaf is called so."""


def _compiled(
    graph: Graph, data: list[str], fixed: list[str], nodes: Sequence[str], gradients: Sequence[str]
) -> Evaluation:
    for kind in _KINDS:
        try:
            return Evaluation(graph, data, fixed, nodes, gradients, kind())
        except CannotRecord as error:
            problem = error
    raise EngineError("cannot_train", None, what=str(problem))


class Gradients:
    """The gradients of samples towards some leaves; each sample has the steps that the program takes for it."""

    def __init__(self, variants: Variants, data: Columns, names: Sequence[str]) -> None:
        self.variants = variants
        self.data = data
        shapes = {leaf.name or "": leaf.shape for graph in variants.graphs for leaf in graph.leaves}
        self.shapes = {name: shapes[name] for name in names}

    @cached_property
    def _codes(self) -> list[tuple[Compiled, list[str]]]:
        """The code of each variant, with the leaves among ``names`` that it has."""
        made = []
        for graph in self.variants.graphs:
            names = [leaf.name or "" for leaf in graph.leaves if leaf.name in self.shapes]
            made.append((Compiled(graph, list(self.data), [], names), names))
        return made

    def __call__(self, chosen: Sequence[int], values: Values) -> dict[str, np.ndarray]:
        """By leaf, for the samples with these indices; 0 where a sample's steps do without the leaf."""
        indices = np.asarray(chosen, dtype=int)
        found = {name: np.zeros((len(indices), *shape)) for name, shape in self.shapes.items()}
        for variant, (code, names) in enumerate(self._codes):
            places = np.flatnonzero(self.variants.of_sample[indices] == variant)
            if len(places) and names:
                part = code({name: column[indices[places]] for name, column in self.data.items()}, values)
                for name in names:
                    found[name][places] = part[name]
        return found


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
        return self._gathered(lambda graph: {name: _node_called(graph, name) for name in names})

    def losses(self) -> np.ndarray:
        """The output for each sample, of shape (samples,)."""
        return self._gathered(lambda graph: {"output": graph.output})["output"].reshape(-1)

    def mean_gradients(self) -> dict[str, Any]:
        """d (mean of the output) / d leaf, by the name of each leaf that is the same for all samples.

        A sample whose steps do without a leaf counts as 0 in its mean.
        """
        names = {leaf.name or "" for graph in self.variants.graphs for leaf in graph.leaves} - self.data.keys()
        found = Gradients(self.variants, self.data, sorted(names))(range(len(self.variants.of_sample)), {})
        return {name: np.mean(values, axis=0) for name, values in found.items()}

    def _gathered(self, nodes: Callable[[Graph], dict[str, str]]) -> dict[str, np.ndarray]:
        """The values of some nodes, by name; each variant computes its own samples."""
        whole: dict[str, np.ndarray] = {}
        for number, graph in enumerate(self.variants.graphs):
            chosen = np.flatnonzero(self.variants.of_sample == number)
            ids, own = nodes(graph), {name: values[chosen] for name, values in self.data.items()}
            found = Compiled(graph, list(self.data), list(ids.values()))(own, {})
            for name, node in ids.items():
                shape = (len(self.variants.of_sample), *found[node].shape[1:])
                whole.setdefault(name, np.empty(shape))[chosen] = found[node]
        return whole


def _node_called(graph: Graph, name: str) -> str:
    nodes = {node.name: node.id for node in graph if node.name}
    if name not in nodes:
        raise EngineError("unknown_output", None, name=name, names=", ".join(map(str, nodes)))
    return nodes[name]
