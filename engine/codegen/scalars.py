"""Values that record, entry by entry, what NumPy does with them: arrays of expressions on floats.

``Entries`` goes wherever an array goes. NumPy hands every operation on it to the two methods below (its protocols
``__array_ufunc__`` and ``__array_function__``), so the passes, the ``compute`` column and the kernels run on it as
they are, and what they leave behind is the code of what they would have done.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from engine.codegen.expressions import Book, Expression
from engine.codegen.python_functions import COMPOSED, KNOWN
from engine.codegen.recording import CannotRecord
from engine.statics import axes


class Entries(NDArrayOperatorsMixin):
    """An array, 0-d included, whose entries are expressions (or numbers, where nothing was computed)."""

    __array_priority__ = 1000

    def __init__(self, book: Book, entries: Any) -> None:
        self.book = book
        self.entries: np.ndarray = entries if isinstance(entries, np.ndarray) else _array_of(entries)

    @property
    def shape(self) -> tuple[int, ...]:
        """As an array's."""
        return self.entries.shape

    @property
    def ndim(self) -> int:
        """As an array's."""
        return self.entries.ndim

    @property
    def size(self) -> int:
        """As an array's."""
        return self.entries.size

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, key: Any) -> "Entries":
        return Entries(self.book, self.entries[key])

    def reshape(self, *shape: Any) -> "Entries":
        """As an array's."""
        return Entries(self.book, self.entries.reshape(*shape))

    def astype(self, dtype: Any) -> "Entries":
        """All entries are floats, or conditions that Python counts as 1 and 0."""
        return self

    def scalars(self) -> list[Expression]:
        """The entries in C order."""
        return [self.book.lift(entry) for entry in self.entries.flat]

    def __bool__(self) -> bool:
        raise CannotRecord("a choice that depends on the value")

    def __float__(self) -> float:
        raise CannotRecord("a plain number is asked for")

    __int__ = __index__ = __float__

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        plain = [unwrapped(value) for value in inputs]
        if method == "at":
            return ufunc.at(*plain)
        if method != "__call__" or options:
            raise CannotRecord(f"{ufunc.__name__}.{method}")
        if ufunc is np.matmul:
            return Entries(self.book, np.matmul(*plain))
        return entrywise(self.book, name_of(ufunc), plain)

    def __array_function__(self, function: Callable[..., Any], types: Any, args: Any, kwargs: Any) -> Any:
        if function in _OWN:
            return _OWN[function](self.book, *args, **kwargs)
        try:
            result = function(*map(unwrapped, args), **kwargs)
        except (TypeError, AttributeError, ValueError) as error:
            raise CannotRecord(function.__name__) from error
        return Entries(self.book, result) if _holds_expressions(result) else result


def _array_of(entry: Any) -> np.ndarray:
    array = np.empty((), dtype=object)
    array[()] = entry
    return array


def _holds_expressions(value: Any) -> bool:
    return isinstance(value, Expression) or (isinstance(value, np.ndarray) and value.dtype == object)


def unwrapped(value: Any) -> Any:
    """The array of expressions inside, also in a list or tuple of values."""
    if isinstance(value, Entries):
        return value.entries
    return type(value)(map(unwrapped, value)) if isinstance(value, list | tuple) else value


def name_of(ufunc: np.ufunc) -> str:
    """What expressions call a ufunc. Raises CannotRecord where Python code has nothing for it."""
    name = ufunc.__name__.split()[0]  # np.frompyfunc calls its own "erf (vectorized)"
    if name not in KNOWN and name not in COMPOSED:
        raise CannotRecord(name)
    return name


def on_entries(book: Book, name: str) -> Callable[..., Any]:
    """A function of expressions and numbers."""
    return lambda *operands: book.apply(name, *[book.lift(operand) for operand in operands])


def entrywise(book: Book, name: str, arrays: Sequence[Any]) -> Entries:
    """A function of arrays of expressions: broadcast, then one expression an entry."""
    function = on_entries(book, name)
    if any([isinstance(array, np.ndarray) and array.ndim for array in arrays]):  # noqa: C419  faster for one or two
        return Entries(book, np.frompyfunc(function, len(arrays), 1)(*arrays))
    return Entries(book, function(*[array.item() if isinstance(array, np.ndarray) else array for array in arrays]))


def _where(book: Book, condition: Any, if_true: Any, if_false: Any) -> Entries:
    return entrywise(book, "where", [unwrapped(value) for value in (condition, if_true, if_false)])


def _extremum(ufunc: np.ufunc, book: Book, a: Entries, axis: Any = None, keepdims: bool = False) -> Entries:
    """The largest or smallest entry along some axes, or of all; one axis after the other, the last one first."""
    combine = np.frompyfunc(on_entries(book, name_of(ufunc)), 2, 1)
    entries = a.entries
    for each in sorted(axes(a.shape, axis), reverse=True):
        entries = combine.reduce(entries, axis=each, keepdims=keepdims)
    return Entries(book, entries)


def _unknown(name: str) -> Callable[..., Any]:
    def refuse(*_: Any, **__: Any) -> Any:
        raise CannotRecord(name)

    return refuse


_OWN: dict[Callable[..., Any], Callable[..., Any]] = {
    np.shape: lambda book, a: a.shape,
    np.ndim: lambda book, a: a.ndim,
    np.size: lambda book, a: a.size,
    np.where: _where,
    np.max: partial(_extremum, np.maximum),
    np.min: partial(_extremum, np.minimum),
    np.round: lambda book, a: entrywise(book, "rint", [a.entries]),
    **{function: _unknown(function.__name__) for function in (np.argmax, np.argmin, np.sort)},
}
"""What NumPy cannot do with arrays of objects, or would not do as with arrays of numbers."""


def locals_named(book: Book, names: Sequence[str], shape: tuple[int, ...]) -> Entries:
    """An array of locals; ``names`` are in C order."""
    array = np.empty(len(names), dtype=object)
    array[:] = [book.local(name) for name in names]
    return Entries(book, array.reshape(shape))


def constants(book: Book, value: Any) -> Entries:
    """A number or an array of numbers."""
    return Entries(book, np.frompyfunc(book.lift, 1, 1)(value))
