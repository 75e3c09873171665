"""When a product is meant though no sign is written, and which functions need no parentheses: the tables."""

from enum import StrEnum, auto

from engine.language.notation.tokens import Kind

POWERED = frozenset(["sin", "cos", "tan", "sinh", "cosh", "tanh", "ln", "log", "lg", "log2", "log10"])
"""Functions of which f²(x) means (f(x))²."""
ELEMENTARY = POWERED.union(
    ["asin", "acos", "atan", "arcsin", "arccos", "arctan"],
    ["exp", "sqrt", "cbrt", "abs", "relu", "sigmoid", "σ", "softplus"],
)
"""Functions that may be applied without parentheses. None of them returns a function."""


class Left(StrEnum):
    """What stands left of the token being read."""

    NOTHING = auto()  # an operand is due
    NUMBER = auto()
    NAME = auto()  # also a string, an index, a list: whatever a parenthesis behind it would call
    CALL = auto()
    GROUP = auto()  # (…), or the call of an elementary function
    CLOSED = auto()  # |…|, ½: nothing in Python looks like it
    POWER = auto()
    TRANSPOSE = auto()


_SIGNS = {Kind.ROOT, Kind.FRACTION}
FACTORS: dict[Left, set[Kind]] = {
    Left.NUMBER: {Kind.NAME, Kind.OPEN, Kind.BAR, Kind.ROOT},
    Left.NAME: _SIGNS,
    Left.CALL: {Kind.NAME, Kind.NUMBER, *_SIGNS},
    Left.GROUP: {Kind.NAME, Kind.NUMBER, Kind.OPEN, *_SIGNS},
    Left.CLOSED: {Kind.NAME, Kind.NUMBER, Kind.OPEN, Kind.BAR, *_SIGNS},
    Left.POWER: {Kind.NAME, Kind.NUMBER, Kind.OPEN, Kind.BAR, *_SIGNS},
    Left.TRANSPOSE: {Kind.NAME, Kind.NUMBER, Kind.OPEN, Kind.BAR, *_SIGNS},
}
"""Which token makes a product with what stands left of it; ``_is_factor`` says under which conditions."""

DIVISIONS = {"/", "//", "%", "@"}
"""Operators that would part an unwritten product on their right: 1/2x is 1/(2x)."""
OPERATORS = {Kind.OP, Kind.KEYWORD, Kind.BAR}
POWERS = {Kind.CARET, Kind.SUPERSCRIPT}
BARE_ARGUMENTS = {Kind.NAME, Kind.NUMBER, Kind.ROOT, Kind.FRACTION}
RADICANDS = {Kind.NAME, Kind.NUMBER, Kind.ROOT, Kind.FRACTION, Kind.OPEN, Kind.BAR}
