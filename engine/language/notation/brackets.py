"""What is open while a statement is read: brackets, bars, and the things whose end paper does not write."""

from dataclasses import dataclass, field
from enum import Enum, auto

from engine.errors import EngineError
from engine.language.notation.factors import Left
from engine.language.notation.tokens import Kind, Token


class Reach(Enum):
    """How far something extends whose end is not written."""

    ATOM = auto()  # √
    FUNCTION = auto()  # sin 2x: to the end of the product, or to the next function
    PRODUCT = auto()  # what is divided by


@dataclass(slots=True)
class Unended:
    """Something whose end is not written; it may turn out to need parentheses."""

    reach: Reach
    start: int
    """Index in the output where it begins."""
    exponent: Token | None = None
    has_product: bool = False


@dataclass(slots=True)
class Bracket:
    """An open bracket or bar, or the whole statement, which no token opens."""

    opener: Token | None
    start: int
    """Index in the output where the operand begins that the bracket ends."""
    leaves: Left
    exponent: Token | None = None
    unended: list[Unended] = field(default_factory=list)

    @property
    def is_bar(self) -> bool:
        """Whether it opened with a bar, which the next bar behind an operand closes."""
        return self.opener is not None and self.opener.kind is Kind.BAR

    def unclosed(self) -> EngineError:
        """The error for a bar without a partner."""
        return EngineError("unclosed_bar", self.opener and self.opener.span)
