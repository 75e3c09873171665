"""Mathematical writing → Python text: the first stage of the language. ``docs/language.md`` says what is accepted.

    >>> to_python("y = 2x²/3(x + 1)").text
    'y = 2*x**2/(3*(x + 1))'

The text is cleaned, cut into tokens, put into Python's form statement by statement, and joined again. Nothing is
understood here beyond that: names, arity and grammar are left to the parser and the interpreter behind it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.language.notation.implicit import write_out
from engine.language.notation.javascript import from_javascript
from engine.language.notation.javascript_tokens import is_javascript
from engine.language.notation.snippet import clean
from engine.language.notation.statements import statements
from engine.language.notation.tokens import Kind, Token, tokenize


@dataclass(frozen=True)
class Translation:
    """A program as Python text that can tell where each of its characters came from.

    ``positions[i]`` is the index in the source (code points, from 0) of the origin of ``text[i]``: for a replaced
    character the start of what it replaces, for an inserted one the place of its cause. One more entry, the
    length of the source, stands for the end. Where paper has another order than Python, as in sin²(x), the
    positions do not rise throughout.
    """

    text: str
    positions: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the source that ``text[start:end]`` came from."""
        if start >= end:
            return self.positions[start], self.positions[start]
        origins = self.positions[start:end]
        return min(origins), max(max(origins) + 1, self.positions[end])


def to_python(source: str) -> Translation:
    """Translate a program. Takes any text, in time proportional to its length.

    Raises EngineError for a character without meaning, a prime, a bar without a partner, a √ of nothing, and sin⁻¹.
    """
    text, origin = clean(source)
    if is_javascript(text):
        text, origin = from_javascript(text, origin)
    program = statements(tokenize(text, origin))
    return _joined([token for statement in program for token in write_out(statement)], len(source))


_WORDS = {Kind.NAME, Kind.NUMBER, Kind.KEYWORD}
_END_LIKE_WORDS = {*_WORDS, Kind.SUPERSCRIPT, Kind.CARET}


def _joined(tokens: Sequence[Token], end: int) -> Translation:
    pieces: list[str] = []
    positions: list[int] = []
    before: Kind | None = None
    for token in tokens:
        if before in _END_LIKE_WORDS and token.kind in _WORDS and not token.blank:
            token = token.after(" ")  # x²3 must not become x**23
        pieces += (token.blank, token.text)
        positions += token.positions
        before = token.kind
    return Translation("".join(pieces), (*positions, end))
