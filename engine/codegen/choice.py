"""Which kind of code a task gets: the one that should finish first, by counting what each has to do.

The counts are of the graph alone: equal tasks get equal code, and so equal numbers, on every machine.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import prod

from engine.codegen.kinds import Arrays, Batches, Floats, Kind
from engine.codegen.loops import Loop, Task
from engine.codegen.recording import CannotRecord
from engine.errors import EngineError
from engine.graph import Graph, Node

# Seconds, as measured; only their ratios matter for the choice.
_FLOAT = 9e-9
"""One operation on floats."""
_CALL = 0.43e-6
"""One call of NumPy on a small array, in a pass."""
_BATCH_CALL = 1.5e-6
"""One call of NumPy on a batch, in a pass."""
_UPDATE_CALL = 0.28e-6
"""One operation of an optimizer on an array."""
_ENTRY = 1e-9
"""One more entry in a call of NumPy."""
_COMPILED = 14e-6
"""Writing and compiling one operation on floats."""
_PASSES = 3
"""Operations of forward and backward pass for one of the forward pass."""
_LARGEST_FLOAT_CODE = 30_000
"""Operations on floats beyond which their code takes too long to compile."""


@dataclass(frozen=True)
class Amount:
    """How often a task is run: samples in an update, updates in all."""

    batch: int
    updates: int


@dataclass(frozen=True)
class _Work:
    """What one sample, and one update, ask for: calls on arrays, and operations on their entries."""

    calls: int
    operations: int
    update_calls: int
    update_operations: int

    @property
    def size(self) -> int:
        """Operations on floats in the code."""
        return self.operations + self.update_operations


def _work(task: Task) -> _Work:
    shapes = task.parameter_shapes.values()
    # A formula of an optimizer has about one operation per five characters.
    per_entry = sum(len(text) for text in (task.optimizer.update, *task.optimizer.state.values())) // 5
    return _Work(
        calls=_PASSES * len(task.graph.applications),
        operations=_PASSES * sum(_operations(task.graph, node) for node in task.graph.applications) * len(task.graphs),
        update_calls=per_entry * len(shapes),
        update_operations=per_entry * sum(prod(shape) for shape in shapes),
    )


def _operations(graph: Graph, node: Node) -> int:
    """Multiply-adds of a product, entries of anything else."""
    operands = [graph[tail].shape for tail in node.operands]
    if node.op in ("matmul", "matvec", "vecmat"):
        return prod(node.shape) * operands[0][-1]
    return max(prod(shape) for shape in (node.shape, *operands))


def _seconds_of_floats(work: _Work, amount: Amount) -> float:
    return _COMPILED * work.size + amount.updates * _entries(work, amount) * _FLOAT


def _seconds_of_arrays(work: _Work, amount: Amount) -> float:
    calls = amount.batch * work.calls * _CALL + work.update_calls * _UPDATE_CALL
    return amount.updates * (calls + _entries(work, amount) * _ENTRY)


def _seconds_of_batches(work: _Work, amount: Amount) -> float:
    calls = work.calls * _BATCH_CALL + work.update_calls * _UPDATE_CALL
    return amount.updates * (calls + _entries(work, amount) * _ENTRY)


def _entries(work: _Work, amount: Amount) -> int:
    """Operations on entries of arrays in one update."""
    return amount.batch * work.operations + work.update_operations


def estimates(task: Task, amount: Amount) -> list[tuple[float, Callable[[], Kind]]]:
    """The kinds that could do the task, with the seconds each should take, the fastest first."""
    work = _work(task)
    possible: list[tuple[float, Callable[[], Kind]]] = [(_seconds_of_arrays(work, amount), Arrays)]
    if task.is_batched:
        possible.append((_seconds_of_batches(work, amount), Batches))
    if work.size <= _LARGEST_FLOAT_CODE:
        possible.append((_seconds_of_floats(work, amount), Floats))
    return sorted(possible, key=lambda each: each[0])


def fastest_loop(task: Task, amount: Amount) -> Loop:
    """The code for a task. Raises EngineError for a program that no kind of code can express."""
    problem: CannotRecord | None = None
    for _, kind in estimates(task, amount):
        try:
            return Loop(task, kind())
        except CannotRecord as error:
            problem = error
    raise EngineError("cannot_train", None, what=str(problem))
