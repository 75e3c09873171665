"""Python's complaints about a program's syntax as ours: what is wrong, at the place in the text as typed."""

import keyword
import re

from engine.errors import EngineError, Span
from engine.language.decimal_comma import decimal_comma
from engine.language.notation import Translation
from engine.limits import MAX_DIGITS, MAX_NESTING

_CODES = {
    "never closed": "bracket_never_closed",
    "unmatched": "bracket_unmatched",
    "does not match": "bracket_unmatched",
    "too many nested": "nested_too_deeply",
    "indent": "bad_indentation",
    "string literal": "unterminated_string",
    "assign to": "cannot_assign_here",
    "cannot be assigned": "cannot_assign_here",
    "forgot a comma": "missing_operator",
    "Maybe you meant '=='": "equals_inside",
    "expected ':'": "missing_colon",
    "expected 'else'": "missing_else",
    "call to 'print'": "print_statement",
}
"""Parts of Python's messages, and the codes of ours."""

_TWO_WORDS = re.compile(r"(\w+|[)\]])[ \t]+$")
_KEYWORDS = set(keyword.kwlist)
_WORD = re.compile(r"[\w\"']+")


def complaint(text: str, translation: Translation, error: SyntaxError) -> EngineError:
    """The error for what Python's parser says about ``translation.text``; ``text`` is the program as typed."""
    span = _place(translation, error)
    if "leading zeros" in error.msg:  # 2,05: Python complains about the number 05
        comma = decimal_comma(text, span[0] - 1)
        if comma is not None:
            return comma
    code = _code(error.msg, translation.text, _offset(translation.text, error))
    return EngineError(code, span, limit=MAX_DIGITS if code == "number_too_long" else MAX_NESTING)


def _offset(text: str, error: SyntaxError) -> int:
    """Where Python points to, in its text."""
    lines = text.split("\n")
    line = min(max(error.lineno or 1, 1), len(lines))
    start = sum(len(before) + 1 for before in lines[: line - 1])
    return start + min(max((error.offset or 1) - 1, 0), len(lines[line - 1]))


def _place(translation: Translation, error: SyntaxError) -> Span:
    offset = _offset(translation.text, error)
    same_line = error.end_lineno == error.lineno and error.end_offset and error.end_offset > (error.offset or 1)
    width = (error.end_offset or 0) - (error.offset or 1) if same_line else 1
    return typed_span(translation, offset, min(offset + width, len(translation.text)))


def typed_span(translation: Translation, start: int, end: int) -> Span:
    """A range of the Python text as a range of the text as typed."""
    positions = translation.positions
    if end <= start:
        return positions[start], positions[start]
    return positions[start], max(positions[end - 1] + 1, positions[start])


def _code(message: str, text: str, offset: int) -> str:
    known = next((code for part, code in _CODES.items() if part in message), None)
    if known is not None:
        return known
    if "integer" in message and "digits" in message:
        return "number_too_long"
    if not text[offset:].split("\n")[0].strip():
        return "unfinished"
    return "missing_before" if _follows_a_word(text, offset) else "invalid_syntax"


def _follows_a_word(text: str, offset: int) -> bool:
    """Whether Python stumbles over a word or number because another one stands in front of it: ``y = x 2``."""
    word, before = _WORD.match(text, offset), _TWO_WORDS.search(text[text.rfind("\n", 0, offset) + 1 : offset])
    return word is not None and before is not None and not {word.group(), before.group(1)} & _KEYWORDS
