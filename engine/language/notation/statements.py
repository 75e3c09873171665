"""What paper and JavaScript write differently at the start of a statement: ``let y = …``, ``y := …``, ``f(x) = …``."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from engine.language.notation.sentences import formulas
from engine.language.notation.tokens import Kind, Statement, Token, inserted

_DECLARATIONS = {"const", "let", "var"}


def statements(tokens: Iterable[Token]) -> list[Statement]:
    """The statements of a program, each begun the way Python begins it."""
    declared = [part for statement in _split(tokens) for part in _undeclared(statement)]
    written = [_with_equals_sign(formula) for part in declared for formula in formulas(part)]
    heads = [_head_length(statement) for statement in written]
    called = _called_elsewhere(written, heads)
    is_function = [head > 0 and statement[0].text in called for statement, head in zip(written, heads, strict=True)]
    for index, head in enumerate(heads):
        if head:
            define = _as_function if is_function[index] else _as_value
            written[index] = define(written[index], head)
    _give_own_lines(written, is_function)
    return written


def _split(tokens: Iterable[Token]) -> list[Statement]:
    result: list[Statement] = [[]]
    for token in tokens:
        result[-1].append(token)
        if token.kind is Kind.END:
            result.append([])
    return result[:-1]


def _undeclared(statement: Statement) -> list[Statement]:
    """Without JavaScript's ``const``, ``let`` or ``var`` in front of names: ``let a = 1, b = 2`` is two statements."""
    first = statement[0]
    if first.text not in _DECLARATIONS or statement[1].kind is not Kind.NAME:
        return [statement]
    parts: list[Statement] = [[]]
    depth = 0
    for token in (statement[1].after(first.blank), *statement[2:]):
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        is_between = token.text == "," and depth == 0
        parts[-1].append(token.becoming(Kind.END, ";") if is_between else token)
        if is_between:
            parts.append([])
    return parts


def _with_equals_sign(statement: Statement) -> Statement:
    """``y := x`` and R's ``y <- x`` as assignments; ``if n := f(x)`` and ``(n := 3)`` are Python's own."""
    if statement[0].kind is Kind.NAME and statement[1].text == "<-" and statement[1].blank:
        return [statement[0], statement[1].becoming(Kind.OP, "="), *statement[2:]]
    if statement[0].kind is Kind.KEYWORD or not any(token.text == ":=" for token in statement):
        return statement
    result, depth = [], 0
    for token in statement:
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        result.append(token.becoming(Kind.OP, "=") if token.text == ":=" and depth == 0 else token)
    return result


def _head_length(statement: Statement) -> int:
    """How many tokens ``f(x, y) =`` has at the start of the statement; 0 when it starts otherwise."""
    if statement[0].kind is not Kind.NAME or statement[1].text != "(":
        return 0
    at = 2
    while statement[at].kind is Kind.NAME and statement[at + 1].text == ",":
        at += 2
    if statement[at].kind is Kind.NAME and statement[at + 1].text == ")" and statement[at + 2].text == "=":
        return at + 3
    return 0


def _called_elsewhere(written: Sequence[Statement], heads: Sequence[int]) -> set[str]:
    """The names that are called, other than by being defined."""
    calls = Counter(
        name.text
        for statement in written
        for name, bracket in pairwise(statement)
        if name.kind is Kind.NAME and bracket.text == "("
    )
    definitions = Counter(statement[0].text for statement, head in zip(written, heads, strict=True) if head)
    return {name for name, count in calls.items() if count > definitions[name]}


def _as_value(statement: Statement, head: int) -> Statement:
    """``f(x) = x²`` as ``f = x²``: the value at x is what is drawn."""
    return [statement[0], *statement[head - 1 :]]


def _as_function(statement: Statement, head: int) -> Statement:
    """``f(x) = x²`` as ``def f(x): return x²``."""
    name, equals = statement[0], statement[head - 1]
    keyword = inserted("def ", name.start, Kind.KEYWORD).after(name.blank)
    return [keyword, name.after(""), *statement[1 : head - 1], equals.becoming(Kind.OP, ": return"), *statement[head:]]


def _give_own_lines(written: list[Statement], is_function: Sequence[bool]) -> None:
    """A ``def`` shares its line with no other statement: semicolons beside it become newlines."""
    indentation = ""
    for index, statement in enumerate(written):
        if index == 0 or written[index - 1][-1].text != ";":
            indentation = statement[0].blank
        elif is_function[index - 1] or is_function[index]:
            semicolon = written[index - 1][-1]
            written[index - 1][-1] = semicolon.becoming(Kind.END, "\n")
            if statement[0].text:
                statement[0] = statement[0].after(indentation)
