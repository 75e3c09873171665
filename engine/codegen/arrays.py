"""Values that record, call by call, what NumPy does with them: the code is the same calls without the walk."""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from engine.codegen.array_code import ARRAY_NAMESPACE
from engine.codegen.expressions import CONSTANT, Book, Expression
from engine.codegen.python_functions import ARITHMETIC_RULES, COMMUTATIVE
from engine.codegen.recording import CannotRecord
from engine.kernels import NAMESPACE

_AS_FLOAT = "{0}.astype(float)"


class ArrayBook(Book):
    """A book whose functions are NumPy's: the name of a ufunc, or a template such as ``np.sum({0}, axis=0)``."""

    def __init__(self) -> None:
        super().__init__(ARITHMETIC_RULES, COMMUTATIVE)

    def apply(self, function: str, *operands: Expression) -> Expression:
        """As any book, but in arithmetic an array of equal numbers is one number where the others have the shape."""
        if function not in ARITHMETIC_RULES:
            return super().apply(function, *operands)
        shape = np.broadcast_shapes(*(np.shape(operand.example) for operand in operands if not operand.is_constant))
        return super().apply(function, *(_as_number(operand, shape) for operand in operands))

    def plain(self, function: str, *operands: Expression, example: Any = None) -> Expression:
        """The call as it stands. Its example is what it makes of theirs; where all are constant, so is it."""
        names = [f"v{argnum}" for argnum in range(len(operands))]
        text = function.format(*names) if "{" in function else f"np.{function}({', '.join(names)})"
        examples = {name: operand.example for name, operand in zip(names, operands, strict=True)}
        with np.errstate(all="ignore"):
            example = eval(text, dict(ARRAY_NAMESPACE), examples)  # our own text
        if all(operand.is_constant for operand in operands):
            return self.constant(example)
        return super().plain(function, *operands, example=example)

    def constant(self, value: Any) -> Expression:
        """A number, or an array of numbers."""
        array = np.asarray(value)
        key = (CONSTANT, array.shape, str(array.dtype), array.tobytes())
        if array.ndim == 0 and array.dtype != bool:
            return self._get(key, CONSTANT, (), float(value), np.float64(value))
        return self._get(key, CONSTANT, (), array, array)

    def lift(self, value: Any) -> Expression:
        """An expression for any value."""
        return value if isinstance(value, Expression) else self.constant(value)


def _as_number(expression: Expression, shape: tuple[int, ...]) -> Expression:
    array = expression.value
    is_even = isinstance(array, np.ndarray) and array.size > 0 and bool(np.all(array == array.flat[0]))
    fits = is_even and np.broadcast_shapes(array.shape, shape) == shape
    return expression.book.constant(array.flat[0]) if fits else expression


class Recorded(NDArrayOperatorsMixin):
    """An array, 0-d included, that an expression stands for."""

    def __init__(self, expression: Expression) -> None:
        self.expression = expression

    @property
    def book(self) -> Book:
        """Where expressions are made."""
        return self.expression.book

    @property
    def shape(self) -> tuple[int, ...]:
        """As an array's."""
        return np.shape(self.expression.example)

    @property
    def ndim(self) -> int:
        """As an array's."""
        return len(self.shape)

    @property
    def size(self) -> int:
        """As an array's."""
        return int(np.prod(self.shape))

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, key: Any) -> "Recorded":
        return self if key == () and not self.ndim else call("{0}[{1}]", self, key)

    def reshape(self, *shape: Any) -> "Recorded":
        """As an array's."""
        reshaped: Recorded = np.reshape(self, shape[0] if len(shape) == 1 else shape)  # type: ignore[call-overload]
        return reshaped

    def astype(self, dtype: Any) -> "Recorded":
        """Truths become 1.0 and 0.0."""
        is_truth = np.asarray(self.expression.example).dtype == bool
        return type(self)(self.book.apply(_AS_FLOAT, self.expression)) if is_truth else self

    def as_condition(self) -> "Recorded":
        """The truths that 1.0 and 0.0 were made of."""
        is_number = self.expression.function == _AS_FLOAT
        return type(self)(self.expression.operands[0]) if is_number else self

    def __bool__(self) -> bool:
        raise CannotRecord("a choice that depends on the value")

    def __float__(self) -> float:
        raise CannotRecord("a plain number is asked for")

    __int__ = __index__ = __float__

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        if method != "__call__" or options:
            raise CannotRecord(f"{ufunc.__name__}.{method}")
        operands = [lifted(self.book, value).expression for value in inputs]
        return Recorded(self.book.apply(ufunc_name(ufunc), *operands))

    def __array_function__(self, function: Callable[..., Any], types: Any, args: Any, kwargs: Any) -> Any:
        if function in (np.shape, np.ndim, np.size):
            return getattr(self, function.__name__)
        if function is np.where:
            condition, *branches = (lifted(self.book, value) for value in args)
            chosen = (condition.as_condition(), *branches)
            return Recorded(self.book.apply("where", *(value.expression for value in chosen)))
        if function in (np.reshape, np.broadcast_to) and args[1] == self.shape:
            return self
        return call(f"{function_name(function)}(...)", *args, **kwargs)


def lifted(book: Book, value: Any) -> Recorded:
    """Any value as one that records."""
    return value if isinstance(value, Recorded) else Recorded(book.lift(value))


def ufunc_name(ufunc: np.ufunc) -> str:
    """What the code calls a ufunc; those of the kernels are called through the kernel."""
    name = ufunc.__name__.split()[0]  # np.frompyfunc calls its own "erf (vectorized)"
    return name if getattr(np, name, None) is ufunc else f"{name}({{0}})"


def function_name(function: Callable[..., Any]) -> str:
    """What the code calls a function of NumPy, or a kernel."""
    name = function.__name__
    if NAMESPACE.get(name) is function:
        return name
    for module, prefix in ((np, "np"), (np.linalg, "np.linalg")):
        if getattr(module, name, None) is function:
            return f"{prefix}.{name}"
    raise CannotRecord(name)


def call(text: str, *args: Any, **kwargs: Any) -> Recorded:
    """A call written ``function(...)``, or ``{0}[{1}]``: of its arguments, those that record become operands."""
    operands: list[Any] = []
    written = [_written(value, operands) for value in args]
    given = {name: value for name, value in kwargs.items() if value is not None and value is not False}
    named = [f"{name}={_written(value, operands)}" for name, value in given.items()]
    template = text.replace("...", ", ".join([*written, *named])) if "..." in text else f"{written[0]}[{written[1]}]"
    book = next(value.book for value in operands if isinstance(value, Recorded))
    return Recorded(book.apply(template, *(lifted(book, value).expression for value in operands)))


def _written(value: Any, operands: list[Any]) -> str:
    """An argument as text; ``operands`` takes what is not plain."""
    if isinstance(value, Recorded | np.ndarray):
        operands.append(value)
        return f"{{{len(operands) - 1}}}"
    if isinstance(value, list | tuple):
        return _sequence(value, [_written(each, operands) for each in value])
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not np.isfinite(value):
        return f"float('{value}')"
    if value is None or value is Ellipsis or isinstance(value, bool | int | float | str | slice):
        return "..." if value is Ellipsis else repr(value)
    raise CannotRecord(f"an argument that is a {type(value).__name__}")


def _sequence(value: list[Any] | tuple[Any, ...], written: Iterable[str]) -> str:
    inner = "".join(f"{each}, " for each in written)
    return f"[{inner}]" if isinstance(value, list) else f"({inner})"
