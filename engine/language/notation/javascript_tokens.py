"""JavaScript cut into tokens, and how to tell that a program is written in it."""

import re
from typing import NamedTuple

from engine.errors import EngineError

_COMMENT = r"//[^\n]*|/\*.*?(?:\*/|\Z)"
_STRING = r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|`(?:[^`\\]|\\.)*`'
_TOKEN = re.compile(
    rf"""(?P<blank>\s+|{_COMMENT})
  | (?P<number>(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<text>{_STRING})
  | (?P<name>[^\W\d][\w$]*|\$[\w$]*)
  | (?P<sign>===|!==|=>|\*\*=?|&&|\|\||\+\+|--|[-+*/%<>=!]=|\.\.\.|[-+*/%<>=!?:.,;()\[\]{{}}])
  | (?P<unknown>.)""",
    re.DOTALL | re.VERBOSE,
)
_DECLARES = re.compile(
    r"^\s*(?:const|let|var|function)\b|console\.log\(|=>|\bfor\s*\(\s*(?:let|const|var)\b", re.MULTILINE
)
_NEEDS_JAVASCRIPT = re.compile(
    r"\bfunction\b|\bfor\s*\([^)\n]*;|=>|console\.log\(|\)\s*\{|===|!==|&&|\|\||\+\+|[\w)\]]\s*\?[^?:\n]+:"
)
_PYTHON = re.compile(r"^\s*(?:def|import|from|elif|print\()\b|^[^{\n]*:[ \t]*(?:#.*)?$", re.MULTILINE)


class Token(NamedTuple):
    """A word or sign, and where it stands in the text."""

    kind: str
    text: str
    at: int
    is_after_newline: bool


def is_javascript(text: str) -> bool:
    """Whether a program can only be JavaScript; ``let y = 2x`` alone is read as mathematics."""
    if not _DECLARES.search(text) or not _NEEDS_JAVASCRIPT.search(text):
        return False
    return not _PYTHON.search(re.sub(_COMMENT, "", text, flags=re.DOTALL))


def tokens_of(text: str, origin: tuple[int, ...]) -> list[Token]:
    """The tokens of a program, the last one an empty one. Raises EngineError for an unknown character."""
    found: list[Token] = []
    is_after_newline = True
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind == "unknown":
            raise EngineError("unexpected_character", (origin[match.start()], origin[match.end()]), char=match.group())
        if kind == "blank":
            is_after_newline = is_after_newline or "\n" in match.group()
            continue
        found.append(Token(kind, match.group(), match.start(), is_after_newline))
        is_after_newline = False
    found.append(Token("end", "", len(text), True))
    return found
