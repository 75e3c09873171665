"""The one error the engine raises, and where in a source it points. Its sentences are in ``messages``."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from engine.messages import MESSAGES
from engine.numbers import short

Span = tuple[int, int]
"""A half-open range of code points in the source, counted from 0."""


class EngineError(Exception):
    """A problem with what the person wrote: what is wrong, where, and what to do instead.

    ``details`` fill the templates of ``MESSAGES[code]``; they are names, numbers or pieces of the source,
    never sentences, so that every language can use them. Several of a kind are a list, which each language joins.
    """

    def __init__(self, code: str, span: Span | None = None, **details: object) -> None:
        self.code = code
        self.span = span
        self.details = {name: _written(value) for name, value in details.items()}
        super().__init__(self.problem)

    @property
    def problem(self) -> str:
        """What is wrong, as an English sentence."""
        return MESSAGES[self.code].problem.format(**self._told)

    @property
    def hint(self) -> str | None:
        """What to write instead, as an English sentence, where that is known."""
        template = MESSAGES[self.code].hint
        return None if template is None else template.format(**self._told)

    @property
    def _told(self) -> dict[str, object]:
        return {name: _english(name, value) for name, value in self.details.items()}

    def at(self, span: Span | None) -> "EngineError":
        """The same error with a place, unless it has one already: the innermost place is the best."""
        return self if self.span is not None else EngineError(self.code, span, **self.details)


CHOICES = ("instead",)
"""The details whose list names several possibilities; the other lists name several things."""


def _english(name: str, value: object) -> object:
    if not isinstance(value, list):
        return value
    return listed(value, last=" or " if name in CHOICES else " and ")


def listed(parts: Sequence[object], comma: str = ", ", last: str = " and ") -> str:
    """Several things as a part of a sentence: ``a, b and c`` with the signs and words of a language."""
    *first, end = map(str, parts)
    return last.join([comma.join(first), end]) if first else end


def _written(value: object) -> object:
    """Infinities and not-a-number as the page writes them: ∞, −∞ and NaN."""
    return short(value) if isinstance(value, float) and not isfinite(value) else value


@dataclass(frozen=True)
class Position:
    """Where a span lies, as people count: lines and columns (code points) from 1; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


def locate(source: str, span: Span) -> Position:
    """Lines and columns of ``span`` in ``source``; offsets beyond the end are clipped to it."""
    start, end = (min(max(offset, 0), len(source)) for offset in span)
    return Position(*_line_and_column(source, start), *_line_and_column(source, end))


def _line_and_column(source: str, offset: int) -> tuple[int, int]:
    before = source[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def describe(error: EngineError, source: str) -> dict[str, object]:
    """The error object of DESIGN §5; without a place its positions are None."""
    place = None if error.span is None else locate(source, error.span)
    return {
        "code": error.code,
        "message": error.problem,
        "line": place and place.line,
        "column": place and place.column,
        "end_line": place and place.end_line,
        "end_column": place and place.end_column,
        "hint": error.hint,
    }
