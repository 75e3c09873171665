"""One op applied to leaves of its own, as a graph."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from engine.graph import Array, Graph
from engine.passes import reverse
from engine.recorder import Recorder


class Applied(NamedTuple):
    """The graph of one op, and the ids of its leaves by argnum."""

    graph: Graph
    leaves: tuple[str, ...]

    @property
    def value(self) -> Array:
        return self.graph[self.graph.output].value

    def gradients(self, seed: Any = 1.0) -> list[Array]:
        """d ⟨seed, value⟩ / d leaf by argnum, by a backward pass."""
        cotangents = reverse(self.graph, np.array(seed, dtype=np.float64)[()]).cotangents
        return [cotangents.get(leaf, np.zeros(self.graph[leaf].shape)) for leaf in self.leaves]


def applied(op: str, operands: Sequence[Any], params: Mapping[str, Any]) -> Applied:
    """``op`` applied to leaves ``x0``, ``x1``, … with these values."""
    recorder = Recorder()
    leaves = [recorder.leaf(f"x{argnum}", operand) for argnum, operand in enumerate(operands)]
    with np.errstate(all="ignore"):
        graph = recorder.graph(recorder.apply(op, leaves, params))
    ids = {node.name: node.id for node in graph}
    return Applied(graph, tuple(ids[leaf.name] for leaf in leaves))
