"""A program run over many samples at once: what it computes for each of them, and the mean gradients."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.codegen.evaluations import Evaluation
from engine.codegen.kinds import Arrays, Batches, Floats
from engine.codegen.recording import CannotRecord
from engine.errors import EngineError
from engine.graph import Array, Graph
from engine.language.interpreter import interpret
from engine.plan import checked_data

_KINDS = (Batches, Floats, Arrays)
"""The kinds of code, in the order in which they are tried."""


class Samples:
    """A program with data, one value of some leaves for each sample, and with fixed values of other leaves.

    ``data`` maps leaf names to arrays whose first axis is the sample. Raises EngineError.
    """

    def __init__(self, source: str, data: Mapping[str, Any], parameters: Mapping[str, Any] | None = None) -> None:
        self.data = checked_data(data)
        first = {name: values[0] for name, values in self.data.items()}
        self.graph: Graph = interpret(source, {**first, **(parameters or {})}).graph
        self._leaves: dict[str, Array] = {leaf.name or "": leaf.value for leaf in self.graph.leaves}

    def values(self, names: Sequence[str]) -> dict[str, np.ndarray]:
        """The values with these names in the program, the first axis being the sample."""
        nodes = {node.name: node.id for node in self.graph if node.name}
        for name in names:
            if name not in nodes:
                raise EngineError("unknown_output", None, name=name, names=", ".join(map(str, nodes)))
        found = self._run([nodes[name] for name in names], [])
        return {name: found[nodes[name]] for name in names}

    def losses(self) -> np.ndarray:
        """The output for each sample, of shape (samples,)."""
        return self._run([self.graph.output], [])[self.graph.output].reshape(-1)

    def mean_gradients(self) -> dict[str, Any]:
        """d (mean of the output) / d leaf, by the name of each leaf that is the same for all samples."""
        names = [name for name in self._leaves if name not in self.data]
        return {name: np.mean(values, axis=0) for name, values in self._run([], names).items()}

    def _run(self, nodes: Sequence[str], gradients: Sequence[str]) -> dict[str, np.ndarray]:
        used = [name for name in self.data if name in self._leaves]
        fixed = [name for name in self._leaves if name not in self.data]
        for kind in _KINDS:
            try:
                evaluation = Evaluation(self.graph, used, fixed, nodes, gradients, kind())
                return evaluation({name: self.data[name] for name in used}, self._leaves)
            except CannotRecord as problem:
                what = str(problem)
        raise EngineError("cannot_train", None, what=what)
