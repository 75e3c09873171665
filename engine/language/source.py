"""A program's text: translated, parsed within limits, and able to tell where each piece of syntax stands."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TypeVar

from engine.errors import EngineError, Span
from engine.language.jumps import stray_jumps
from engine.language.notation import Translation, to_python
from engine.language.syntax_errors import complaint, typed_span
from engine.limits import MAX_DIGITS, MAX_LINES, MAX_NAME, MAX_NESTING, MAX_SOURCE_BYTES, MAX_STRING

Node = TypeVar("Node", bound=ast.AST)

_WITH_PLACE = (ast.expr, ast.stmt, ast.keyword, ast.arg, ast.alias)
_HEADS = ("test", "iter", "subject")
"""What a loop or a condition depends on."""
_LARGEST_NUMBER = 10**MAX_DIGITS


@dataclass(frozen=True)
class Source:
    """The text as typed, the Python text it means, and the syntax tree of that."""

    text: str
    translation: Translation
    tree: ast.Module

    def span(self, node: ast.AST) -> Span | None:
        """The place of a piece of syntax in the text as typed."""
        return self._spans[node] if node in self._spans else self._found_span(node)

    @cached_property
    def _spans(self) -> dict[ast.AST, Span | None]:
        return {node: self._found_span(node) for node, _ in self.nodes}

    def _found_span(self, node: ast.AST) -> Span | None:
        if not isinstance(node, _WITH_PLACE) or node.end_lineno is None or node.end_col_offset is None:
            return None
        start = self._offset(node.lineno, node.col_offset)
        end = self._offset(node.end_lineno, node.end_col_offset)
        return typed_span(self.translation, start, min(end, self._header_end(node)))

    def _header_end(self, node: ast.stmt | ast.AST) -> int:
        """Where the header of a loop, a condition or a definition ends: what goes wrong with it is in the header."""
        head = next(
            (getattr(node, name) for name in _HEADS if isinstance(node, ast.stmt) and hasattr(node, name)), None
        )
        if isinstance(head, ast.expr):
            return self._offset(head.end_lineno or 0, head.end_col_offset or 0)
        if isinstance(node, ast.stmt) and hasattr(node, "body"):
            start, line = self._lines[node.lineno - 1]
            return start + len(line.rstrip().removesuffix(":"))
        return len(self.translation.text)

    def snippet(self, node: ast.AST) -> str:
        """The typed text of a piece of syntax."""
        span = self.span(node)
        return "" if span is None else self.text[slice(*span)]

    @cached_property
    def assigned(self) -> frozenset[str]:
        """The names that the program assigns outside of its functions and classes."""
        return assigned_names(self.tree.body)

    @cached_property
    def loaded(self) -> frozenset[str]:
        """The names that the program uses as values, not only as what is called."""
        called = {node.func for node in self._nodes(ast.Call)}
        return frozenset(node.id for node in self._nodes(ast.Name) if node not in called)

    @cached_property
    def reckoned_with(self) -> frozenset[str]:
        """The names that the program reckons with as numbers, and neither calls nor takes anything from."""
        sums = [side for node in self._nodes(ast.BinOp) for side in (node.left, node.right)]
        signs = [node.operand for node in self._nodes(ast.UnaryOp)]
        numbers = {node.id for node in (*sums, *signs) if isinstance(node, ast.Name)}
        owners = [node.func for node in self._nodes(ast.Call)] + [node.value for node in self._nodes(ast.Attribute)]
        return frozenset(numbers - {node.id for node in owners if isinstance(node, ast.Name)})

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """All names in the program, and the libraries it imports."""
        names = {node.id for node in self._nodes(ast.Name)}
        imported = {alias.name.split(".")[0] for node in self._nodes(ast.Import) for alias in node.names}
        origins = {(node.module or "").split(".")[0] for node in self._nodes(ast.ImportFrom)}
        return frozenset(names | imported | origins)

    def _nodes(self, kind: type[Node]) -> Iterator[Node]:
        return (node for node, _ in self.nodes if isinstance(node, kind))

    @cached_property
    def nodes(self) -> list[tuple[ast.AST, int]]:
        """Every piece of syntax with its depth, found without recursion; a sum of many terms is not a nesting."""
        found: list[tuple[ast.AST, int]] = [(self.tree, 0)]
        for node, depth in found:
            inner = children(node)
            found.extend((child, depth + 1) for child in inner)
            if isinstance(node, ast.BinOp):
                found[-len(inner)] = (node.left, depth)
        return found

    @cached_property
    def _lines(self) -> list[tuple[int, str]]:
        """Each line of the Python text with the offset of its first character."""
        lines, start = [], 0
        for line in self.translation.text.split("\n"):
            lines.append((start, line))
            start += len(line) + 1
        return lines

    def _offset(self, line_number: int, utf8_column: int) -> int:
        """Python counts columns in UTF-8 bytes; this is the one place where they become code points."""
        start, line = self._lines[line_number - 1]
        if line.isascii():
            return start + utf8_column
        return start + len(line.encode()[:utf8_column].decode(errors="ignore"))


@lru_cache(maxsize=128)
def read(text: str) -> Source:
    """Translate and parse a program. Raises EngineError with the place of what cannot be read.

    Remembered, because a slider sends the same text again and again.
    """
    _check_size(text)
    translation = to_python(text)
    tree = _parse(text, translation)
    source = Source(text, translation, tree)
    _check_tree(source)
    for jump in stray_jumps(tree.body):
        raise EngineError("outside", source.span(jump), what=ast.unparse(jump), where="for")
    return source


_OWN_SCOPE = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def assigned_names(statements: Sequence[ast.stmt]) -> frozenset[str]:
    """The names that statements assign, not counting those inside functions and classes they define."""
    found: set[str] = set()
    elsewhere: set[str] = set()
    waiting: list[ast.AST] = list(statements)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Global | ast.Nonlocal):
            elsewhere.update(node.names)
        elif not isinstance(node, _OWN_SCOPE):
            found.update({node.name} if isinstance(node, ast.ExceptHandler) and node.name else ())
            waiting.extend(children(node))
    return frozenset(found - elsewhere)


def children(node: ast.AST) -> list[ast.AST]:
    """The pieces of syntax inside another, without the mere signs (``ast.Add()``, ``ast.Load()``) among them."""
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            found.extend(entry for entry in value if isinstance(entry, ast.AST))
        elif isinstance(value, ast.AST) and value._fields:
            found.append(value)
    return found


def _check_size(text: str) -> None:
    encoded = text.encode(errors="replace")
    if len(encoded) > MAX_SOURCE_BYTES:
        limit = len(encoded[:MAX_SOURCE_BYTES].decode(errors="ignore"))
        raise EngineError("source_too_long", (limit, len(text)), size=len(encoded), limit=MAX_SOURCE_BYTES)
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        limit = sum(len(line) + 1 for line in lines[:MAX_LINES])
        raise EngineError("too_many_lines", (limit, len(text)), lines=len(lines), limit=MAX_LINES)
    if not text.strip():
        raise EngineError("empty_program", (0, 0))


def _parse(text: str, translation: Translation) -> ast.Module:
    try:
        return ast.parse(translation.text)
    except SyntaxError as error:
        raise complaint(text, translation, error) from None
    except (RecursionError, MemoryError):
        raise EngineError("nested_too_deeply", (0, translation.positions[-1]), limit=MAX_NESTING) from None
    except ValueError:
        raise EngineError("invalid_syntax", (0, 0)) from None


def _check_tree(source: Source) -> None:
    """Hold the tree to the limits."""
    for node, depth in source.nodes:
        # One written nesting, such as a call in parentheses, is at most two levels of syntax.
        if depth > 2 * MAX_NESTING:
            raise EngineError("nested_too_deeply", source.span(node), limit=MAX_NESTING)
        if isinstance(node, ast.Name | ast.arg | ast.Constant):
            _check_words(source, node)


def _check_words(source: Source, node: ast.Name | ast.arg | ast.Constant) -> None:
    """Names, texts and numbers of reasonable length."""
    match node:
        case ast.Name(id=name) | ast.arg(arg=name) if len(name) > MAX_NAME:
            raise EngineError("name_too_long", source.span(node), length=len(name), limit=MAX_NAME)
        case ast.Constant(value=str(text)) if len(text) > MAX_STRING and not _is_docstring(source, node):
            raise EngineError("string_too_long", source.span(node), length=len(text), limit=MAX_STRING)
        case ast.Constant(value=int(number)) if abs(number) >= _LARGEST_NUMBER:
            raise EngineError("number_too_long", source.span(node), limit=MAX_DIGITS)


def _is_docstring(source: Source, node: ast.AST) -> bool:
    return any(isinstance(statement, ast.Expr) and statement.value is node for statement in ast.walk(source.tree))
