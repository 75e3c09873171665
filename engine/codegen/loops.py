"""The training loop of a program as one function: the samples of an epoch, each with its update, in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import Any

import numpy as np

from engine.codegen.blocks import Language, block
from engine.codegen.expressions import Expression
from engine.codegen.generated import Generated, definition, indented
from engine.codegen.kinds import Kind
from engine.codegen.recording import CannotRecord, Recording
from engine.graph import Graph
from engine.optimizers import Optimizer

Shape = tuple[int, ...]
State = tuple[Any, ...]
"""The values of the locals that live from update to update: parameters, optimizer state, number of updates."""

Values = dict[str, Expression]
"""The new values of locals, by the name of the local."""


@dataclass(frozen=True)
class Task:
    """What is trained: ``graph`` computes the loss of one sample out of the leaves called ``data`` and ``parameters``.

    ``numbers`` are the learning rate and the settings of the optimizer. With ``is_batched`` an update follows the
    mean gradient of a batch of samples, else the gradient of every single one. ``other_graphs`` are those of
    samples for which the program takes other steps; then a sample begins with the number of its graph.
    """

    graph: Graph
    data: tuple[str, ...]
    parameters: tuple[str, ...]
    optimizer: Optimizer
    numbers: Mapping[str, float]
    is_batched: bool = False
    other_graphs: tuple[Graph, ...] = ()

    @property
    def graphs(self) -> tuple[Graph, ...]:
        """All graphs, in the order of their numbers."""
        return (self.graph, *self.other_graphs)

    @cached_property
    def data_shapes(self) -> dict[str, Shape]:
        """The shapes of one sample's data, by name."""
        return self._shapes(self.data)

    @cached_property
    def parameter_shapes(self) -> dict[str, Shape]:
        """The shapes of the parameters, by name."""
        return self._shapes(self.parameters)

    @cached_property
    def state_shapes(self) -> dict[tuple[str, str], Shape]:
        """The shapes of the state of the optimizer, by parameter and state variable."""
        shapes = self.parameter_shapes.items()
        return {(name, variable): shape for name, shape in shapes for variable in self.optimizer.state}

    def _shapes(self, names: Sequence[str]) -> dict[str, Shape]:
        leaves = {leaf.name or "": leaf.shape for graph in self.graphs for leaf in graph.leaves}
        return {name: leaves[name] for name in names}


class Loop:
    """The code of a task, compiled.

    ``run(samples, total, state)`` trains on samples (or batches of them) in order; the result is ``total`` grown by
    the loss of each, and the new state.
    """

    def __init__(self, task: Task, kind: Kind) -> None:
        self.task = task
        self.kind = kind
        self.data = kind.data("x", task.data_shapes)
        self.parameters = kind.variables("p", task.parameter_shapes)
        self.state = kind.variables("s", task.state_shapes)
        self.counter = kind.variables("n", {"t": ()} if task.optimizer.counts_updates else {})
        self.per_sample = [self._sample_block(graph) for graph in task.graphs]
        self.per_batch = self._batch_block() if self._sums_gradients else {}
        if kind.takes_batches and task.other_graphs:
            raise CannotRecord("different steps for different samples")
        self.run = Generated(kind, self._written)

    # --- what the code computes ------------------------------------------------------------------------------------

    def _sample_block(self, graph: Graph) -> Values:
        """The new values of the locals after a sample of one graph."""
        recording = Recording(graph, {**self.data, **self.parameters}, self.kind.constant)
        found = recording.gradients(self.task.parameters)
        zeros = {name: np.zeros(shape) for name, shape in self.task.parameter_shapes.items()}
        loss, gradients = self.kind.over_samples(recording.output, [found.get(name, zeros[name]) for name in zeros])
        total = self.kind.variable("total")
        values = self._assigned(total, total + loss)
        if not self._sums_gradients:
            return {**values, **self._updated(self.kind.joined(gradients))}
        for so_far, gradient in zip(self._sums(), self.kind.joined(gradients), strict=True):
            values |= self._assigned(so_far, so_far + gradient)
        return values

    def _batch_block(self) -> Values:
        """The new values of the locals after a batch whose gradients have been summed."""
        size = self.kind.variable("size")
        return self._updated([so_far / size for so_far in self._sums()])

    def _sums(self) -> list[Any]:
        return self.kind.joined(self.kind.variables("g", self.task.parameter_shapes).values())

    @property
    def _sums_gradients(self) -> bool:
        """Whether the code goes through a batch sample by sample."""
        return self.task.is_batched and not self.kind.takes_batches

    def _updated(self, gradients: Sequence[Any]) -> Values:
        """All that the optimizer changes; ``gradients`` are joined as the kind of code can join arrays."""
        values: Values = {}
        numbers: dict[str, Any] = dict(self.task.numbers)
        for name, number in self.counter.items():
            numbers[name] = number + 1.0
            values |= self._assigned(number, numbers[name])
        states = {
            variable: self.kind.joined([self.state[name, variable] for name in self.parameters])
            for variable in self.task.optimizer.state
        }
        for index, parameter in enumerate(self.kind.joined(self.parameters.values())):
            state = {variable: joined[index] for variable, joined in states.items()}
            new, new_state = self.task.optimizer.step(parameter, gradients[index], state, numbers)
            for variable, value in new_state.items():
                values |= self._assigned(state[variable], value)
            values |= self._assigned(parameter, new)
        return values

    def _assigned(self, local: Any, value: Any) -> Values:
        names = [expression.value for expression in self.kind.expressions(local)]
        return dict(zip(names, self.kind.expressions(value), strict=True))

    # --- its text --------------------------------------------------------------------------------------------------

    def _written(self, language: Language) -> str:
        numbers = count()
        blocks = [block(language, values, numbers) for values in self.per_sample]
        body = [f"for {', '.join(self._sample_names())}, in samples:", *indented(_chosen(blocks))]
        if self._sums_gradients:
            zeros = [f"{name} = 0.0" for name in self.per_sample[0] if name != "total"]
            update = block(language, self.per_batch, numbers)
            body = ["for samples in batches:", *indented([*zeros, *body, "size = float(len(samples))", *update])]
        living = [name for group in (self.parameters, self.state, self.counter) for name in self._names(group)]
        state = f"{', '.join(living)},"
        arguments = ["batches" if self._sums_gradients else "samples", "total", "state"]
        return definition(language, arguments, [f"{state} = state", *body, f"return total, ({state})"])

    def _sample_names(self) -> list[str]:
        return ["v"] * bool(self.task.other_graphs) + self._names(self.data)

    def _names(self, group: Mapping[Any, Any]) -> list[str]:
        return [expression.value for value in group.values() for expression in self.kind.expressions(value)]

    # --- running it ------------------------------------------------------------------------------------------------

    def initial_state(self, parameters: Mapping[str, Any]) -> State:
        """The state before the first update."""
        zeros = [np.zeros(shape) for shape in self.task.state_shapes.values()]
        values = [*(parameters[name] for name in self.task.parameters), *zeros, *(0.0 for _ in self.counter)]
        return self.kind.pack(values)

    def parameter_values(self, state: State) -> dict[str, Any]:
        """The parameters in a state, by name."""
        return self.kind.unpack(state, self.task.parameter_shapes)

    def optimizer_values(self, state: State) -> dict[str, dict[str, Any]]:
        """What the optimizer remembers in a state, by parameter and state variable."""
        flat = self.kind.unpack(state[len(self._names(self.parameters)) :], self.task.state_shapes)
        values: dict[str, dict[str, Any]] = {name: {} for name in self.task.parameters}
        for (name, variable), value in flat.items():
            values[name][variable] = value
        return values


def _chosen(blocks: Sequence[Sequence[str]]) -> list[str]:
    """One block, or the one whose number is ``v``."""
    if len(blocks) == 1:
        return list(blocks[0])
    lines: list[str] = []
    for number, body in enumerate(blocks):
        lines += [f"{'el' * (number > 0)}if v == {number}:", *indented(body)]
    return lines
