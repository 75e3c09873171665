"""The kinds of code: on single floats, on one sample's arrays, or on a whole batch at once.

A kind makes the values that record, and moves numbers between arrays and the locals of the code.
"""

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import count, islice
from typing import Any, Protocol, TypeVar

import numpy as np

from engine.codegen.array_code import ArrayCode
from engine.codegen.arrays import ArrayBook, Recorded
from engine.codegen.batching import Batched
from engine.codegen.blocks import Language
from engine.codegen.expressions import Expression
from engine.codegen.python_code import PythonCode
from engine.codegen.python_functions import scalar_book
from engine.codegen.recording import CannotRecord
from engine.codegen.scalars import Entries, constants, locals_named

Name = TypeVar("Name", bound=Hashable)
Shape = tuple[int, ...]
_EXAMPLE_BATCH = 3


class Kind(Protocol):
    """What the three have in common."""

    takes_batches: bool
    """Whether one run of the code is a whole batch."""

    def quieted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The code as a function that gives no warnings."""
        ...

    def language(self, is_careful: bool) -> Language:
        """How the code is written; careful code never raises an arithmetic exception."""
        ...

    def constant(self, value: Any) -> Any:
        """A number or array of the program."""
        ...

    def variable(self, name: str, shape: Shape = ()) -> Any:
        """A value that stands for one local."""
        ...

    def data(self, prefix: str, shapes: Mapping[Name, Shape]) -> dict[Name, Any]:
        """Values that stand for what comes with each sample."""
        ...

    def variables(self, prefix: str, shapes: Mapping[Name, Shape]) -> dict[Name, Any]:
        """Values that stand for locals ``prefix0``, ``prefix1``, …"""
        ...

    def expressions(self, value: Any) -> list[Expression]:
        """The expressions of the locals that hold a value."""
        ...

    def joined(self, values: Iterable[Any]) -> list[Any]:
        """Arrays as fewer ones, where that makes no difference to what is done with their entries."""
        ...

    def over_samples(self, loss: Any, gradients: Sequence[Any]) -> tuple[Any, Sequence[Any]]:
        """What one run of the code adds to the total loss, and the gradients of its update: sum and means."""
        ...

    def pack(self, values: Sequence[Any]) -> tuple[Any, ...]:
        """The values of the locals that hold some arrays."""
        ...

    def unpack(self, packed: Sequence[Any], shapes: Mapping[Name, Shape]) -> dict[Name, Any]:
        """Floats and arrays out of the values of their locals."""
        ...

    def is_finite(self, packed: Sequence[Any]) -> bool:
        """Whether all values of some locals are finite."""
        ...

    def samples(self, data: Sequence[np.ndarray]) -> Sequence[Any]:
        """What the code takes of each sample, or of all; the first axis of ``data`` is the sample."""
        ...

    def batch(self, samples: Sequence[Any], chosen: np.ndarray) -> Any:
        """What the code takes as a batch."""
        ...

    def gathered(self, results: Sequence[Any], shapes: Mapping[Name, Shape], size: int) -> dict[Name, np.ndarray]:
        """The results of ``size`` samples, one tuple of locals a run, as arrays whose first axis is the sample."""
        ...


class Floats:
    """Every entry of every array is a local of its own: fastest for small programs."""

    takes_batches = False

    def __init__(self) -> None:
        self.book = scalar_book()

    def quieted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        return function

    def language(self, is_careful: bool) -> PythonCode:
        return PythonCode(is_careful)

    def constant(self, value: Any) -> Entries:
        return constants(self.book, value)

    def variable(self, name: str, shape: Shape = ()) -> Entries:
        return locals_named(self.book, [name], shape)

    def variables(self, prefix: str, shapes: Mapping[Name, Shape]) -> dict[Name, Entries]:
        numbers = count()
        return {
            name: locals_named(self.book, [f"{prefix}{next(numbers)}" for _ in range(_size(shape))], shape)
            for name, shape in shapes.items()
        }

    data = variables

    def expressions(self, value: Any) -> list[Expression]:
        return value.scalars() if isinstance(value, Entries) else constants(self.book, value).scalars()

    def joined(self, values: Iterable[Any]) -> list[Any]:
        flat = [np.ravel(value.entries if isinstance(value, Entries) else value) for value in values]
        return [Entries(self.book, np.concatenate(flat, dtype=object))]

    def over_samples(self, loss: Any, gradients: Sequence[Any]) -> tuple[Any, Sequence[Any]]:
        return loss, gradients

    def pack(self, values: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(entry for value in values for entry in np.ravel(value).tolist())

    def unpack(self, packed: Sequence[Any], shapes: Mapping[Name, Shape]) -> dict[Name, Any]:
        values, at = {}, 0
        for name, shape in shapes.items():
            if shape:
                end = at + _size(shape)
                values[name], at = np.array(packed[at:end]).reshape(shape), end
            else:
                values[name], at = packed[at], at + 1
        return values

    def is_finite(self, packed: Sequence[Any]) -> bool:
        return math.isfinite(sum(packed)) or all(map(math.isfinite, packed))

    def samples(self, data: Sequence[np.ndarray]) -> list[tuple[Any, ...]]:
        columns = [column for array in data for column in array.reshape(len(array), -1).T.tolist()]
        return list(zip(*columns, strict=True))

    def batch(self, samples: Sequence[Any], chosen: np.ndarray) -> Any:
        return [samples[index] for index in chosen.tolist()]

    def gathered(self, results: Sequence[Any], shapes: Mapping[Name, Shape], size: int) -> dict[Name, np.ndarray]:
        columns = iter(np.array(results, dtype=np.float64).T)
        parts = {name: list(islice(columns, _size(shape))) for name, shape in shapes.items()}
        return {name: np.array(part).T.reshape(size, *shapes[name]) for name, part in parts.items()}


def _size(shape: Shape) -> int:
    return int(np.prod(shape))


class Arrays:
    """One local an array, one sample at a time."""

    takes_batches = False

    def __init__(self) -> None:
        self.book = ArrayBook()

    def quieted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        return np.errstate(all="ignore")(function)

    def language(self, is_careful: bool) -> ArrayCode:
        return ArrayCode()

    def constant(self, value: Any) -> Recorded:
        return Recorded(self.book.constant(value))

    def variable(self, name: str, shape: Shape = ()) -> Recorded:
        return Recorded(self.book.local(name, np.ones(shape)[()]))

    def variables(self, prefix: str, shapes: Mapping[Name, Shape]) -> dict[Name, Recorded]:
        return {name: self.variable(f"{prefix}{number}", shape) for number, (name, shape) in enumerate(shapes.items())}

    def data(self, prefix: str, shapes: Mapping[Name, Shape]) -> dict[Name, Recorded]:
        return self.variables(prefix, shapes)

    def expressions(self, value: Any) -> list[Expression]:
        return [value.expression if isinstance(value, Recorded) else self.book.constant(value)]

    def joined(self, values: Iterable[Any]) -> list[Any]:
        return list(values)

    def over_samples(self, loss: Any, gradients: Sequence[Any]) -> tuple[Any, Sequence[Any]]:
        return loss, gradients

    def pack(self, values: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(np.array(value, dtype=np.float64)[()] for value in values)

    def unpack(self, packed: Sequence[Any], shapes: Mapping[Name, Shape]) -> dict[Name, Any]:
        given = zip(shapes.items(), packed, strict=False)
        return {name: np.array(value) if shape else float(value) for (name, shape), value in given}

    def is_finite(self, packed: Sequence[Any]) -> bool:
        return all(bool(np.all(np.isfinite(value))) for value in packed)

    def samples(self, data: Sequence[np.ndarray]) -> Sequence[Any]:
        return list(zip(*data, strict=True))

    def batch(self, samples: Sequence[Any], chosen: np.ndarray) -> Any:
        return [samples[index] for index in chosen.tolist()]

    def gathered(self, results: Sequence[Any], shapes: Mapping[Name, Shape], size: int) -> dict[Name, np.ndarray]:
        columns = zip(*results, strict=True)
        return {name: np.array(column, dtype=np.float64) for name, column in zip(shapes, columns, strict=True)}


class Batches(Arrays):
    """One local an array, all samples of a batch at once."""

    takes_batches = True

    def data(self, prefix: str, shapes: Mapping[Name, Shape]) -> dict[Name, Recorded]:
        locals_ = self.variables(prefix, {name: (_EXAMPLE_BATCH, *shape) for name, shape in shapes.items()})
        return {name: Batched(value.expression) for name, value in locals_.items()}

    def over_samples(self, loss: Any, gradients: Sequence[Any]) -> tuple[Any, Sequence[Any]]:
        if not isinstance(loss, Batched):
            raise CannotRecord("a loss that is the same for all samples")
        means = [np.mean(each.plain, axis=0) if isinstance(each, Batched) else each for each in gradients]
        return np.sum(loss.plain), means

    def samples(self, data: Sequence[np.ndarray]) -> Sequence[Any]:
        return data

    def batch(self, samples: Sequence[Any], chosen: np.ndarray) -> Any:
        return tuple(array[chosen] for array in samples)

    def gathered(self, results: Sequence[Any], shapes: Mapping[Name, Shape], size: int) -> dict[Name, np.ndarray]:
        return {
            name: np.broadcast_to(np.asarray(value, dtype=np.float64), (size, *shapes[name]))
            for name, value in zip(shapes, results[0], strict=True)
        }
