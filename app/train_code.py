"""A program run over many samples at once, with code that is compiled once and asked for every frame."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from engine.codegen.evaluations import Evaluation
from engine.codegen.kinds import Arrays, Batches, Floats
from engine.codegen.recording import CannotRecord
from engine.errors import EngineError
from engine.graph import Graph
from engine.plan import Plan

Values = Mapping[str, Any]
Columns = Mapping[str, np.ndarray]

KINDS = (Batches, Floats, Arrays)
"""The kinds of code, in the order in which they are tried."""


class Code:
    """The values of some nodes (by id) and gradients towards some leaves (by name) of one graph."""

    def __init__(self, graph: Graph, data: Sequence[str], nodes: Sequence[str], gradients: Sequence[str] = ()) -> None:
        leaves = [leaf.name or "" for leaf in graph.leaves]
        self.data = [name for name in data if name in leaves]
        self.fixed = {leaf.name or "": leaf.value for leaf in graph.leaves if leaf.name not in self.data}
        self._evaluation = _compiled(graph, self.data, list(self.fixed), nodes, gradients)

    def __call__(self, data: Columns, values: Values) -> dict[str, np.ndarray]:
        """What is wanted, for all samples: the first axis is the sample. ``values`` are those of the parameters."""
        given = {name: values.get(name, value) for name, value in self.fixed.items()}
        with np.errstate(all="ignore"):
            return self._evaluation({name: data[name] for name in self.data}, given)


def _compiled(
    graph: Graph, data: list[str], fixed: list[str], nodes: Sequence[str], gradients: Sequence[str]
) -> Evaluation:
    for kind in KINDS:
        try:
            return Evaluation(graph, data, fixed, nodes, gradients, kind())
        except CannotRecord as error:
            problem = error
    raise EngineError("cannot_train", None, what=str(problem))


class Gradients:
    """The gradients of the samples that a plan trains on; each sample has the steps that the program takes for it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    @cached_property
    def _codes(self) -> list[tuple[Code, list[str]]]:
        """The code of each variant of the program, with the parameters that it has."""
        made = []
        for graph in (self.plan.task.graph, *self.plan.task.other_graphs):
            leaves = {leaf.name for leaf in graph.leaves}
            names = [name for name in self.plan.parameters if name in leaves]
            made.append((Code(graph, list(self.plan.data), [], names), names))
        return made

    def __call__(self, chosen: Sequence[int], values: Values) -> dict[str, np.ndarray]:
        """By parameter, for the samples with these indices; 0 where a sample's steps do without the parameter."""
        indices = np.asarray(chosen, dtype=int)
        found = {name: np.zeros((len(indices), *np.shape(value))) for name, value in values.items()}
        for variant, (code, names) in enumerate(self._codes):
            places = np.flatnonzero(self.plan.variants[indices] == variant)
            if len(places) and names:
                data = {name: column[indices[places]] for name, column in self.plan.data.items()}
                part = code(data, values)
                for name in names:
                    found[name][places] = part[name]
        return found
