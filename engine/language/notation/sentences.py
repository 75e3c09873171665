"""Assignments in a sentence, as on paper: ``x = 2, y = x²``, ``令 x = 2，求 y = x² 的导数``."""

import re
from collections.abc import Iterator
from itertools import accumulate

from engine.language.notation.tokens import Kind, Statement, Token

_WORDS = ("设有", "假设", "已知", "给定", "求解", "求出", "求导", "计算", "其中", *"令设取记则有得求解")
_OPENING = re.compile(rf"(?:{'|'.join(_WORDS)})(?=[^\u2e80-\U0003ffff]|$)")
"""What may stand in front of a formula, with a blank or without; 设备 is a name."""
_LABEL = re.compile("[\u2e80-\U0003ffff]+")
"""What two names in a row may begin with: 权重 w = 0.5, 设函数 f(x) = x²."""
_CLOSING = re.compile(r"(?:(?:关于|对)\w*?)?的\w+$")
"""What is asked about a formula: every gradient is computed anyway."""

_ASSIGNABLE = (Kind.NAME, Kind.ATTRIBUTE)


def formulas(statement: Statement) -> Iterator[Statement]:
    """The formulas of a sentence, each as a statement; any other statement as it is."""
    start = 0
    for comma in _between_formulas(statement):
        yield [*_bare(statement[start:comma]), statement[comma].becoming(Kind.END, ";")]
        start = comma + 1
    yield _bare(statement[start:])


def _between_formulas(statement: Statement) -> Iterator[int]:
    """The places of the commas in ``x = 2, y = 3`` and ``x = 2，求 x²``, outside of brackets.

    Between two equals signs there must be a single one.
    """
    if any(token.text in ("lambda", ":=") for token in statement):
        return
    depths = accumulate((token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE) for token in statement)
    signs = [at for at, depth in enumerate(depths) if depth == 0 and statement[at].text in (",", "=")]
    signs.append(len(statement) - 1)  # the END
    for before, comma, behind in zip(signs, signs[1:], signs[2:], strict=False):
        texts = [statement[at].text for at in (before, comma, behind)]
        assigns = texts == ["=", ",", "="] and not _is_target(statement[before + 1 : comma])
        if assigns or (texts[1] == "," and _opens(statement[comma + 1 : comma + 3])):
            yield comma


def _opens(two: Statement) -> bool:
    """Whether these two tokens begin the rest of a sentence, as 求 f(3) does."""
    first, second = two[0], two[-1]
    opening = _OPENING.match(first.text) if first.kind is Kind.NAME else None
    return opening is not None and (opening.end() < len(first.text) or second.kind is Kind.NAME)


def _is_target(tokens: Statement) -> bool:
    """Whether Python could assign to this: ``a = b, c = 1, 2`` is its own chain of assignments."""
    if not tokens or any(token.kind in (Kind.OP, Kind.CARET, Kind.SUPERSCRIPT) for token in tokens):
        return False
    return tokens[0].kind is Kind.NAME and (tokens[-1].kind in _ASSIGNABLE or tokens[-1].text == "]")


def _bare(statement: Statement) -> Statement:
    """A formula without the words around it."""
    if not statement or statement[0].kind is not Kind.NAME:
        return statement
    length = _opening_length(statement)
    rest = _behind(statement, length) if length else []
    return _without_question(rest) if rest else statement


def _opening_length(statement: Statement) -> int:
    """How many characters of the first name are words in front of a formula: 令x, 已知 x, 权重 w."""
    first, second = statement[:2]
    opening = _OPENING.match(first.text)
    if opening is not None:
        return opening.end()
    return len(first.text) if _LABEL.fullmatch(first.text) and second.kind is Kind.NAME else 0


def _behind(statement: Statement, length: int) -> Statement:
    """The formula behind a word of so many characters at the start; nothing where none follows."""
    first = statement[0]
    if len(first.text) > length:
        return [_cut(first, length, len(first.text)), *statement[1:]]
    start = 2 if statement[1].text == ":" else 1
    following = statement[start]
    is_formula = following.kind not in (Kind.END, Kind.OP, Kind.CLOSE) and not following.text.startswith(("(", "["))
    return [following.after(first.blank), *statement[start + 1 :]] if is_formula else []


def _without_question(statement: Statement) -> Statement:
    """``y = x² 的导数`` as ``y = x²``; the last token may be the END."""
    at = len(statement) - 1 - (statement[-1].kind is Kind.END)
    last = statement[at]
    question = _CLOSING.search(last.text) if last.kind is Kind.NAME else None
    if question is None or (at == 0 and question.start() == 0):
        return statement
    kept = [_cut(last, 0, question.start())] if question.start() else []
    return [*statement[:at], *kept, *statement[at + 1 :]]


def _cut(name: Token, start: int, end: int) -> Token:
    """A part of a name, at its place."""
    before = len(name.blank)
    positions = name.positions[:before] + name.positions[before + start : before + end]
    return name._replace(text=name.text[start:end], positions=positions)
