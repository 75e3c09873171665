"""Numbers with a decimal comma: ``y = 2,5x`` is a pair for Python, of which the last entry would be the output.

Only in plain mathematical writing: a program that imports or defines something is code, where pairs are meant.
"""

import ast
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from engine.errors import EngineError, Span

if TYPE_CHECKING:
    from engine.language.source import Source

_CODE = re.compile(r"\b(import|def|class|lambda|function)\b|=>")
_WHOLE_PART = re.compile(r"(?<![\w.])\d+\Z", re.ASCII)
_FRACTION = re.compile(r"\d+", re.ASCII)


def check_decimal_commas(source: "Source") -> None:
    """Raises EngineError at the first number that is written with a decimal comma."""
    if _CODE.search(source.text):
        return
    for node, _ in source.nodes:
        if isinstance(node, ast.Assign | ast.Expr | ast.Return):
            for written in _pairs(node):
                _check(source, written)


def decimal_comma(text: str, comma: int) -> EngineError | None:
    """The error for ``2,5`` around the place of a comma in the typed text; None where other things surround it."""
    whole, fraction = _WHOLE_PART.search(text[:comma]), _FRACTION.match(text, comma + 1)
    if text[comma : comma + 1] != "," or not whole or not fraction:
        return None
    place = whole.start(), fraction.end()
    number = text[slice(*place)]
    return EngineError("decimal_comma", place, number=number, instead=number.replace(",", "."))


def _pairs(statement: ast.Assign | ast.Expr | ast.Return) -> list[ast.Tuple]:
    """What a statement gives to one name, or is, where that is a tuple."""
    is_unpacked = isinstance(statement, ast.Assign) and not isinstance(statement.targets[0], ast.Name)
    value = None if is_unpacked else statement.value
    return [value] if isinstance(value, ast.Tuple) and not _is_list_of_numbers(value) else []


def _is_list_of_numbers(written: ast.Tuple) -> bool:
    """Three plain numbers, such as 1,2,3, are no decimal number."""
    return len(written.elts) > 2 and all(isinstance(entry, ast.Constant) for entry in written.elts)


def _check(source: "Source", written: ast.Tuple) -> None:
    if not written.elts or source.span(written) != _without_brackets(source, written):
        return
    for left, right in pairwise(written.elts):
        before, after = source.span(left), source.span(right)
        is_close = before is not None and after is not None and after[0] == before[1] + 1
        error = decimal_comma(source.text, before[1]) if before and is_close else None
        if error is not None:
            raise error


def _without_brackets(source: "Source", written: ast.Tuple) -> Span | None:
    first, last = (source.span(entry) for entry in (written.elts[0], written.elts[-1]))
    return (first[0], last[1]) if first and last else None
