"""JavaScript → Python text, for the snippets that courses have in it: functions, loops, conditions, arrays.

A parser by recursive descent that writes while it reads. Objects, classes and whatever else is not arithmetic are
refused by name.
"""

from collections.abc import Callable
from typing import NamedTuple

from engine.errors import EngineError
from engine.language.notation.javascript_expressions import Expressions
from engine.language.notation.javascript_pieces import Pieces, joined, piece, written
from engine.limits import MAX_NESTING

_REFUSED = ("class", "switch", "do", "try", "throw", "import", "export")


class Line(NamedTuple):
    """A line of the Python text: how deep it is indented, and its pieces."""

    depth: int
    pieces: Pieces


def from_javascript(text: str, origin: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
    """The Python text, and for each of its characters, and its end, the index in the source. Raises EngineError."""
    program = _Program(text, origin)
    try:
        program.read()
    except RecursionError:
        raise EngineError("nested_too_deeply", (origin[0], origin[-1]), limit=MAX_NESTING) from None
    written: list[str] = []
    places: list[int] = []
    for depth, pieces in program.lines:
        start = pieces[0][1] if pieces else 0
        for part, at in ((" " * 4 * depth, start), *pieces, ("\n", pieces[-1][1] if pieces else start)):
            written.append(part)
            is_copied = text.startswith(part, at)
            places += [origin[at + index if is_copied else at] for index in range(len(part))]
    return "".join(written), (*places, origin[-1])


class _Program(Expressions):
    """The statements of a program; their lines are gathered in ``lines``."""

    def __init__(self, text: str, origin: tuple[int, ...]) -> None:
        super().__init__(text, origin)
        self.lines: list[Line] = []
        self.depth = 0
        self.declared: list[set[str]] = [set()]
        """The names that the program and the functions around this place declare, innermost last."""
        self.assigned: list[set[str]] = [set()]

    def read(self) -> None:
        while self.next.kind != "end":
            self.statement()

    def emit(self, *parts: Pieces) -> None:
        self.lines.append(Line(self.depth, joined(*parts)))

    # --- statements

    def statement(self) -> None:
        handler = self._handlers().get(self.next.text)
        if handler is not None and self.next.kind != "text":
            handler()
        else:
            self._expression_statement()

    def _handlers(self) -> dict[str, Callable[[], None]]:
        return {
            "const": self._declaration, "let": self._declaration, "var": self._declaration,
            "function": self._function, "if": self._if, "for": self._for, "while": self._while,
            "return": self._return, "break": self._word, "continue": self._word, "{": self.block,
            ";": self._empty, **dict.fromkeys(_REFUSED, self.refuse),
        }  # fmt: skip

    def _empty(self) -> None:
        self.take(";")

    def _end(self) -> None:
        """A semicolon, or a new line in its place."""
        if self.next.text == ";":
            self.take(";")
        elif self.next.text != "}" and not self.next.is_after_newline:
            raise self.unexpected()

    def _word(self) -> None:
        self.emit(piece(self.advance()))
        self._end()

    def block(self) -> None:
        """``{ … }`` or a single statement."""
        if self.next.text != "{":
            self.statement()
            return
        self.take("{")
        while self.next.text != "}":
            if self.next.kind == "end":
                raise EngineError("bracket_never_closed", (self.origin[-1], self.origin[-1]))
            self.statement()
        self.take("}")

    def _indented(self) -> None:
        count = len(self.lines)
        at = self.next.at
        self.depth += 1
        self.block()
        if len(self.lines) == count:
            self.emit([("pass", at)])
        self.depth -= 1

    def _declaration(self) -> None:
        self.advance()
        while True:
            target = self.target()
            self.declared[-1] |= _names(target)
            if self.next.text == "=":
                self._assigned(target)
            if self.next.text != ",":
                break
            self.take(",")
        self._end()

    def _assigned(self, target: Pieces) -> None:
        equals = self.take("=")
        self.assigned[-1] |= _names(target)
        if self.next.text == "function":
            self._function(target)
            return
        arrow = self.arrow_head()
        if arrow is not None and self.next.text == "{":
            self._definition(target, arrow)
            return
        value = self.arrow_body(arrow) if arrow is not None else self.expression()
        self.flush()
        self.emit(target, [(" = ", equals.at)], value)

    def _function(self, target: Pieces | None = None) -> None:
        self.take("function")
        name = piece(self.name()) if self.next.kind == "name" else None
        if target is None and name is None:
            raise self.unexpected()
        self._definition(target or name or [], self.parameters())

    def _definition(self, name: Pieces, parameters: Pieces) -> None:
        at = name[0][1]
        self.emit([("def ", at)], name, [("(", at)], parameters, [("):", at)])
        place = len(self.lines)
        self.declared.append(_names(parameters))
        self.assigned.append(set())
        self._indented()
        self.lines[place:place] = self._from_outside(self.assigned.pop() - self.declared.pop(), at)

    def _from_outside(self, names: set[str], at: int) -> list[Line]:
        """Names that a function assigns without declaring them are those of the functions or program around it."""
        words = {name: "nonlocal" if any(name in one for one in self.declared[1:]) else "global" for name in names}
        return [Line(self.depth + 1, [(f"{words[name]} {name}", at)]) for name in sorted(names)]

    def define_inline(self, parameters: Pieces) -> Pieces:
        """A function with a body in the middle of an expression gets a name and stands before the statement."""
        name = [(f"function_{len(self.lines)}_{self.next.at}", self.next.at)]
        before, self.lines = self.lines, []
        self._definition(name, parameters)
        self.waiting += self.lines
        self.lines = before
        return name

    def flush(self) -> None:
        """Write the functions that the statement needs before the statement."""
        self.lines += self.waiting
        self.waiting = []

    def _if(self, word: str = "if") -> None:
        at = self.take("if").at
        condition = self.in_parentheses()
        self.flush()
        self.emit([(f"{word} ", at)], condition, [(":", at)])
        self._indented()
        if self.next.text == "else":
            at = self.take("else").at
            if self.next.text == "if":
                self._if("elif")
                return
            self.emit([("else:", at)])
            self._indented()

    def _while(self) -> None:
        at = self.take("while").at
        condition = self.in_parentheses()
        self.emit([("while ", at)], condition, [(":", at)])
        self._indented()

    def _return(self) -> None:
        word = self.take("return")
        is_empty = self.next.text in (";", "}") or self.next.is_after_newline
        value: Pieces = [] if is_empty else [(" ", word.at), *self.expression()]
        self.flush()
        self.emit(piece(word), value)
        self._end()

    def _expression_statement(self) -> None:
        if self.next.text in ("++", "--"):
            sign = self.advance()
            self._count(self.target(), sign.text, sign.at)
        else:
            self.changes()
        self._end()

    def _count(self, target: Pieces, sign: str, at: int) -> None:
        self.assigned[-1] |= _names(target)
        self.emit(target, [(f" {sign[0]}= 1", at)])

    def changes(self) -> None:
        """``x = …``, ``x += …``, ``x++`` or a mere expression."""
        target = self.expression()
        if self.next.text == "=":
            self._assigned(target)
            return
        self.flush()
        if self.next.text in ("++", "--"):
            sign = self.advance()
            self._count(target, sign.text, sign.at)
        elif self.next.text in ("+=", "-=", "*=", "/=", "%=", "**="):
            sign = self.advance()
            value = self.expression()
            self.flush()
            self.assigned[-1] |= _names(target)
            self.emit(target, [(f" {sign.text} ", sign.at)], value)
        else:
            self.emit(target)

    # --- for

    def _for(self) -> None:
        at = self.take("for").at
        self.take("(")
        if self.next.text in ("const", "let", "var"):
            self.advance()
        target = self.target()
        self.declared[-1] |= _names(target)
        if self.next.text in ("of", "in"):
            is_places = self.advance().text == "in"
            values = self.expression()
            self.take(")")
            spread = [("range(len(", at), *values, ("))", at)] if is_places else values
            self.emit([("for ", at)], target, [(" in ", at)], spread, [(":", at)])
            self._indented()
        else:
            self._counting(at, target)

    def _counting(self, at: int, target: Pieces) -> None:
        """``for (let i = 0; i < n; i++)`` as a range, which is what it says; any other form as a while loop."""
        self.take("=")
        start = self.expression()
        self.take(";")
        is_counter, sign = self.next.text == written(target), self.tokens[self.at + 1].text
        condition = self.expression()
        self.take(";")
        step = self._step(written(target))
        self.take(")")
        if not is_counter or sign not in (("<", "<=") if step[0][0] != "-" else (">", ">=")):
            raise EngineError("javascript", self.span_from(at), what="for")
        stop = condition[next(index for index, (text, _) in enumerate(condition) if text.strip() == sign) + 1 :]
        last = {"<=": " + 1", ">=": " - 1"}.get(sign, "")
        bounds = joined([("range(", at)], start, [(", ", at)], stop, [(f"{last}, ", at)], step, [(")", at)])
        self.emit([("for ", at)], target, [(" in ", at)], bounds, [(":", at)])
        self._indented()

    def _step(self, name: str) -> Pieces:
        """``i++``, ``--i`` or ``i += 2``: how far the counter goes each turn."""
        at = self.next.at
        change = [self.advance().text for _ in range(2)]
        sign = change[1] if change[0] == name else change[0]
        if name not in change or sign not in ("++", "--", "+=", "-="):
            raise EngineError("javascript", self.span_from(at), what="for")
        return [(sign[0].strip("+"), at), *([("1", at)] if sign in ("++", "--") else self.expression())]


def _names(pieces: Pieces) -> set[str]:
    """The names in a target or in a list of parameters; entries of arrays have none of their own."""
    return set() if "[" in written(pieces)[1:] else {text for text, _ in pieces if text.isidentifier()}
