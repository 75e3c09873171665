"""Expressions of generated code: applications of functions to numbers and locals, each distinct one kept once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

CONSTANT = "constant"
LOCAL = "local"


class Expression:
    """A constant (``value`` is the number), a local (``value`` is its name), or a function of ``operands``.

    Equal expressions of one ``Book`` are the same object, so a value used twice is known to be one value.
    ``number`` counts in order of creation: operands have smaller numbers. An atom is written without any operation:
    a constant or a local. ``example`` is a value it takes, where the kind of code needs its shape.
    """

    __slots__ = ("book", "example", "function", "is_atom", "is_constant", "number", "operands", "value")

    def __init__(
        self, book: "Book", function: str, operands: tuple["Expression", ...], value: Any, example: Any = None
    ) -> None:
        self.book = book
        self.function = function
        self.operands = operands
        self.value = value
        self.example = example
        self.number = len(book)
        self.is_constant = function == CONSTANT
        self.is_atom = self.is_constant or function == LOCAL

    def is_local(self, name: str) -> bool:
        """Whether it is the local of this name."""
        return self.function == LOCAL and bool(self.value == name)

    def __repr__(self) -> str:
        return str(self.value) if self.is_atom else f"{self.function}{self.operands}"

    # NumPy's own loops over arrays of objects (sum, matmul, einsum, …) need these. An int 0 is the empty place
    # that np.zeros_like leaves in an array of objects; adding to it adds nothing.

    def __add__(self, other: Any) -> "Expression":
        return self if _is_empty(other) else self.book.apply("add", self, self.book.lift(other))

    def __radd__(self, other: Any) -> "Expression":
        return self if _is_empty(other) else self.book.apply("add", self.book.lift(other), self)

    def __mul__(self, other: Any) -> "Expression":
        return self.book.apply("multiply", self, self.book.lift(other))

    def __rmul__(self, other: Any) -> "Expression":
        return self.book.apply("multiply", self.book.lift(other), self)

    def __truediv__(self, other: Any) -> "Expression":
        return self.book.apply("divide", self, self.book.lift(other))


def _is_empty(value: Any) -> bool:
    return isinstance(value, int) and value == 0


Simplification = Callable[..., Expression | None]
"""From the operands of a function to a simpler expression that has the same value, if there is one."""


class Book:
    """All expressions of one piece of code; makes them, and simplifies them by the given rules."""

    def __init__(self, simplifications: Mapping[str, Simplification], commutative: Iterable[str] = ()) -> None:
        self._known: dict[Any, Expression] = {}
        self._simplifications = simplifications
        self._commutative = frozenset(commutative)

    def __len__(self) -> int:
        return len(self._known)

    def lift(self, value: Any) -> Expression:
        """A number as an expression; an expression as it is."""
        return value if isinstance(value, Expression) else self.constant(float(value))

    def constant(self, value: Any) -> Expression:
        """A number of the code; 0.0 and −0.0 are two."""
        return self._get((CONSTANT, repr(value)), CONSTANT, (), value)

    def local(self, name: str, example: Any = None) -> Expression:
        """The value of a local at the start of the block."""
        return self._get((LOCAL, name), LOCAL, (), name, example)

    def apply(self, function: str, *operands: Expression) -> Expression:
        """``function`` of ``operands``, or something simpler that equals it."""
        simplify = self._simplifications.get(function)
        simpler = simplify(self, *operands) if simplify else None
        return self.plain(function, *operands) if simpler is None else simpler

    def plain(self, function: str, *operands: Expression, example: Any = None) -> Expression:
        """``function`` of ``operands``, as it stands."""
        numbers = [operand.number for operand in operands]
        key = (function, *(sorted(numbers) if function in self._commutative else numbers))
        return self._get(key, function, operands, None, example)

    def _get(
        self, key: Any, function: str, operands: tuple[Expression, ...], value: Any, example: Any = None
    ) -> Expression:
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = Expression(self, function, operands, value, example)
        return found


def reachable(roots: Iterable[Expression]) -> list[Expression]:
    """All expressions that ``roots`` are made of, operands first: what nothing needs is not among them."""
    found: set[Expression] = set()
    waiting = list(roots)
    while waiting:
        expression = waiting.pop()
        if expression not in found:
            found.add(expression)
            waiting.extend(expression.operands)
    return sorted(found, key=lambda expression: expression.number)


def uses(expressions: Sequence[Expression], roots: Iterable[Expression]) -> dict[Expression, int]:
    """How often each expression is needed: as an operand of another, or as one of ``roots``."""
    counts = dict.fromkeys(expressions, 0)
    for needed in _needed(expressions, roots):
        counts[needed] += 1
    return counts


def _needed(expressions: Sequence[Expression], roots: Iterable[Expression]) -> Iterator[Expression]:
    for expression in expressions:
        yield from expression.operands
    yield from roots
