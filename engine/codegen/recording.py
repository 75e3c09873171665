"""The passes run on values that record what is done with them: a graph becomes expressions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from engine.graph import Graph
from engine.passes import forward, reverse


class CannotRecord(Exception):
    """This operation cannot be written down in this kind of code."""


@contextmanager
def _recording() -> Iterator[None]:
    """What a function refuses to do with values that record, it cannot be recorded with."""
    try:
        yield
    except (TypeError, ValueError, IndexError, AttributeError) as error:
        raise CannotRecord(str(error)) from error


class Recording:
    """What a graph computes, as values that record.

    ``variables`` stand for leaves, by name; all other leaves are constants, which ``constant`` makes.
    """

    def __init__(self, graph: Graph, variables: Mapping[str, Any], constant: Callable[[Any], Any]) -> None:
        leaves = {node.id: constant(node.value) for node in graph if node.is_leaf}
        leaves |= {leaf.id: variables[leaf.name] for leaf in graph.leaves if leaf.name and leaf.name in variables}
        self.graph = graph
        self.seed = constant(1.0)
        with _recording():
            self.primals = forward(graph, leaves)

    @property
    def output(self) -> Any:
        """The value of the output, as a scalar."""
        return self.primals[self.graph.output].reshape(())

    def gradients(self, names: Sequence[str]) -> dict[str, Any]:
        """d output / d leaf, for those of some leaves that the graph has, by leaf name."""
        with _recording():
            cotangents = reverse(self.graph, self.seed, self.primals, self.graph.dependents(names)).cotangents
        leaves = [leaf for leaf in self.graph.leaves if leaf.name in names]
        return {leaf.name or "": cotangents.get(leaf.id, np.zeros(leaf.shape)) for leaf in leaves}
