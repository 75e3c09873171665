"""Cuts a program, written as mathematics or as Python, into tokens spelled the way Python spells them."""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from engine.errors import EngineError
from engine.language.notation import characters
from engine.language.notation.characters import PRIMES, refusal


class Kind(StrEnum):
    """What a token is. END is a newline or semicolon between statements, or the end of the program."""

    STRING = "string"
    FRACTION = "fraction"  # ½
    NUMBER = "number"
    CARET = "caret"  # ^2: a power that is written as a plain number
    SUPERSCRIPT = "superscript"  # ², ⁻ˣ
    TRANSPOSE = "transpose"  # ᵀ
    ATTRIBUTE = "attribute"  # .name
    NAME = "name"
    KEYWORD = "keyword"
    ROOT = "root"  # √, ∛
    BAR = "bar"
    OPEN = "open"
    CLOSE = "close"
    OP = "op"
    END = "end"


class Token(NamedTuple):
    """A piece of the Python text to be. ``blank`` is the white space and comments in front of it."""

    kind: Kind
    text: str
    positions: tuple[int, ...]
    """For each character of ``blank + text``, the index of its origin in the source."""
    blank: str = ""

    @property
    def start(self) -> int:
        """Where the token stands in the source; the end of the program stands nowhere."""
        return self.positions[len(self.blank)]

    @property
    def span(self) -> tuple[int, int]:
        """The range of the source where the token stands."""
        return self.start, self.positions[-1] + 1

    @property
    def breaks_line(self) -> bool:
        """Whether the token stands on another line than the one before it."""
        return "\n" in self.blank

    def becoming(self, kind: Kind, text: str) -> "Token":
        """Another token in this one's place."""
        return Token(kind, text, self.positions[: len(self.blank)] + (self.start,) * len(text), self.blank)

    def after(self, blank: str) -> "Token":
        """The same token behind another blank."""
        return self._replace(blank=blank, positions=(self.start,) * len(blank) + self.positions[len(self.blank) :])


Statement = list[Token]
"""The tokens of a statement and the END behind it."""


def inserted(text: str, position: int, kind: Kind = Kind.OP) -> Token:
    """A token that is not in the source; ``position`` is where its cause stands."""
    return Token(kind, text, (position,) * len(text))


_KEPT = r"""
    (?P<blank>(?:[ \t\f]|\\\n)+)
  | (?P<comment>\#[^\n]*)
"""
_INTEGER = r"[0-9]+(?:_[0-9]+)*"
_EXPONENT = rf"[eE][+-]?{_INTEGER}"
# The point of "2.x" belongs to the x: Python refuses that, and 2·x would be a guess.
_NUMBER = rf"""(?:
    0[xX][0-9a-fA-F_]+ | 0[bB][01_]+ | 0[oO][0-7_]+
  | (?:{_INTEGER}(?:\.(?![^\W\d])(?:{_INTEGER})?|\.(?={_EXPONENT}|[jJ]\b))?|\.{_INTEGER})(?:{_EXPONENT})?(?:[jJ](?!\w))?
)"""
# A string that is never closed runs to the end of its line, or of the program: Python says so itself.
# With a prefix it must be closed, and f'(x) is a derivative, not a string.
_PREFIX = r"(?i:[rbuf]|[bf]r|r[bf])"
_STRING = rf"""
    {_PREFIX}?\"\"\"(?:[^\\]|\\(?:.|\Z))*?(?:\"\"\"|\Z)
  | {_PREFIX}?'''(?:[^\\]|\\(?:.|\Z))*?(?:'''|\Z)
  | {_PREFIX}(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')(?!\()
  | "(?:[^"\\\n]|\\.)*"? | '(?:[^'\\\n]|\\.)*'?
  | [“”„＂][^“”„＂"\\\n]*[“”＂] | [‘’＇][^‘’＇'\\\n]*[‘’＇]
"""
_OPERATOR = r"""
    <-(?=[ \t]) | \.\.\. | \*\*=? | //=? | >>=? | <<=? | -> | \|=(?!=)
  | [-+*/%@&^<>=!:]= | [-+*/%@&^~<>=.,:≤≦⩽≥≧⩾≠←]
"""
_PATTERN = re.compile(
    rf"""{_KEPT}
  | (?P<string>{_STRING})
  | (?P<fraction>[{characters.FRACTIONS}])
  | (?P<number>{_NUMBER})
  | (?P<caret>\^[ \t]*-?{_NUMBER})
  | (?P<superscript>[{characters.SUPERSCRIPTS}]+)
  | (?P<transpose>ᵀ)
  | (?P<attribute>\.{characters.IDENTIFIER})
  | (?P<name>{characters.NAME})
  | (?P<root>[√∛])
  | (?P<op>{_OPERATOR})
  | (?P<bar>\|)
  | (?P<open>[(\[{{])
  | (?P<close>[)\]}}])
  | (?P<end>[\n;]|[。｡](?!\d))
  | (?P<unknown>.)""",
    re.DOTALL | re.VERBOSE,
)
_CALLED = re.compile(rf"[{''.join(PRIMES)}]+\(")
_IN_WORDS = re.compile("的(?:平方|立方|绝对值|倒数|对数|[^\\W\\d_]*次方|[0-9]+次方)")
"""Operations in Chinese words, which would silently become a part of a name: x的平方."""
_KINDS = {str(kind): kind for kind in Kind}
_NAMES = {Kind.NAME, Kind.ATTRIBUTE}
_SPELLING: dict[str, Callable[[str, tuple[int, ...]], characters.Spelling]] = {
    Kind.FRACTION: characters.spell_symbol,
    Kind.CARET: characters.spell_caret,
    Kind.SUPERSCRIPT: characters.spell_superscript,
    Kind.TRANSPOSE: characters.spell_symbol,
    Kind.ATTRIBUTE: characters.spell_name,
    Kind.NAME: characters.spell_name,
    Kind.ROOT: characters.spell_symbol,
    Kind.OP: characters.spell_symbol,
    Kind.END: characters.spell_symbol,
}


def tokenize(text: str, origin: tuple[int, ...]) -> list[Token]:
    """The tokens of ``text``, the last one an END; ``origin`` holds the index of each character in the source.

    Raises EngineError for a character that neither mathematics nor Python writes, and for a prime.
    """
    characters.check_storable(text, origin)
    return _Scanner(text, origin).scan()


_BEHIND_A_SIGN = {Kind.NAME, Kind.NUMBER, Kind.FRACTION, Kind.ROOT, Kind.BAR}


def _check_signs(tokens: list[Token]) -> None:
    """Refuse Σ and Π as signs: ``Σ x``, ``Σᵢ xᵢ²`` and ``2Σ(x)``; alone they are names, as of a covariance."""
    for before, sign, after in zip([None, *tokens], tokens, tokens[1:], strict=False):
        if sign.kind is not Kind.NAME or sign.text[0] not in characters.WRITTEN_OUT or after.breaks_line:
            continue
        is_called = after.text == "(" and before is not None and before.kind is not Kind.END and before.text != "def"
        if is_called or after.kind in _BEHIND_A_SIGN:
            raise refusal(sign.text[0], sign.start)


_ENDS_BASE = {Kind.NAME, Kind.NUMBER, Kind.CLOSE}


def _with_round_exponents(tokens: list[Token]) -> list[Token]:
    """``e^{2x}``, as LaTeX groups, with round brackets; the set {2x} is no exponent."""
    opened: list[bool] = []
    result = list(tokens)
    for at, token in enumerate(tokens):
        if token.kind is Kind.OPEN:
            is_power = at > 1 and tokens[at - 1].text == "**" and tokens[at - 2].kind in _ENDS_BASE
            opened.append(is_power and token.text == "{")
            result[at] = token.becoming(Kind.OPEN, "(") if opened[-1] else token
        elif token.kind is Kind.CLOSE and opened and opened.pop() and token.text == "}":
            result[at] = token.becoming(Kind.CLOSE, ")")
    return result


class _Scanner:
    """Reads from left to right. Inside brackets a newline is a blank, as in Python."""

    def __init__(self, text: str, origin: tuple[int, ...]) -> None:
        self.text = text
        self.folded = text.translate(characters.FOLD)
        self.origin = origin
        self.tokens: list[Token] = []
        self.depth = 0
        self.blank = ""
        self.blank_start = 0

    def scan(self) -> list[Token]:
        at = 0
        while at < len(self.text):
            match = _PATTERN.match(self.folded, at)
            assert match is not None  # the last alternative takes any character
            at = self._take(match.lastgroup or "", match.group(), at)
        self._add(Kind.END, "", at, at)
        _check_signs(self.tokens)
        return _with_round_exponents(self.tokens)

    def _take(self, group: str, raw: str, at: int) -> int:
        """Use up a piece of the text; the answer is the index behind it."""
        if group == "unknown" and self.text[at] == "\\" and self.text[at + 1 : at + 2].isalpha():
            raise EngineError("latex", (self.origin[at], self.origin[at] + 1))
        if raw == "{" and self._is_subscript(at):
            raise EngineError("latex", (self.origin[at], self.origin[at] + 1))
        if group == "unknown" or (raw in "。｡" and self.depth):
            raise refusal(self.text[at], self.origin[at])
        if raw.startswith("//") and self._is_at_start():
            group, raw = "comment", self.folded[at:].split("\n", 1)[0]
        end = at + len(raw)
        if group == "comment":
            characters.check_comment(raw, self.origin[at:end])
            self.blank += "#" + raw[1:]
        elif group == "blank" or (raw == "\n" and self.depth):
            self.blank += raw
        else:
            self._add(Kind.OP if raw == ";" and self.depth else _KINDS[group], raw, at, end)
        return end

    def _is_subscript(self, at: int) -> bool:
        """Whether LaTeX's ``x_{1}`` opens here."""
        return self.text[at - 1 : at] == "_" and bool(self.tokens) and self.tokens[-1].kind is Kind.NAME

    def _is_at_start(self) -> bool:
        """Whether a statement may begin here. There, and only there, // begins a comment, as in JavaScript."""
        return not self.tokens or self.tokens[-1].kind is Kind.END

    def _add(self, kind: Kind, raw: str, start: int, end: int) -> None:
        text, places = raw, self.origin[start:end]
        if kind is Kind.OPEN:
            self.depth += 1
        elif kind is Kind.CLOSE:
            self.depth = max(0, self.depth - 1)
        elif kind is Kind.STRING:
            text, places = characters.spell_string(self.text[start:end], places)
        elif kind in _SPELLING:
            text, places = _SPELLING[kind](raw, places)
            kind = self._checked_name(kind, text, start, end) if kind in _NAMES else kind
        self.tokens.append(Token(kind, text, self.origin[self.blank_start : start] + places, self.blank))
        self.blank, self.blank_start = "", end

    def _checked_name(self, kind: Kind, name: str, start: int, end: int) -> Kind:
        if kind is Kind.NAME and name in characters.KEYWORDS:
            return Kind.KEYWORD
        if self.text[end : end + 1] in PRIMES:
            code = "derivative_of" if _CALLED.match(self.folded, end) else "prime_in_name"
            raise EngineError(code, (self.origin[start], self.origin[end] + 1), name=name.lstrip("."))
        if _IN_WORDS.search(name):
            raise EngineError("formula_in_words", (self.origin[start], self.origin[end - 1] + 1), name=name)
        return kind
