"""Expressions of JavaScript, written as Python while they are read."""

import re
from typing import TYPE_CHECKING

from engine.errors import EngineError, Span
from engine.language.notation.javascript_pieces import (
    Pieces,
    around,
    combined,
    joined,
    over_entries,
    piece,
    separated,
    written,
)
from engine.language.notation.javascript_tokens import Token, tokens_of

if TYPE_CHECKING:
    from engine.language.notation.javascript import Line

_LEVELS = (("||",), ("&&",), ("===", "!==", "==", "!="), ("<", ">", "<=", ">="), ("+", "-"), ("*", "/", "%"))
_WORDS = {"true": "True", "false": "False", "null": "None", "undefined": "None", "Infinity": "inf", "NaN": "nan"}
_REFUSED = ("this", "new", "class", "typeof", "async", "await", "yield", "delete", "super")
_METHODS = ("map", "forEach", "reduce", "filter", "slice", "push", "toFixed", "fill")
_FIELD = re.compile(r"\$\{([^{}]*)\}")


class Expressions:
    """Reads tokens from left to right; every method gives the Python text of what it has read."""

    def __init__(self, text: str, origin: tuple[int, ...]) -> None:
        self.origin = origin
        self.tokens = tokens_of(text, origin)
        self.closing = _closing(self.tokens)
        """For the place of every opening parenthesis that of its closing one."""
        self.at = 0
        self.waiting: list[Line] = []
        """Lines of functions that the statement needs, and that stand before it."""

    # --- tokens

    @property
    def next(self) -> Token:
        """The token that comes next."""
        return self.tokens[self.at]

    def advance(self) -> Token:
        """Take the next token."""
        token = self.next
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def take(self, text: str) -> Token:
        """Take the next token, which must be this one."""
        if self.next.text != text:
            raise self.unexpected()
        return self.advance()

    def name(self) -> Token:
        """Take a name."""
        if self.next.kind != "name":
            raise self.unexpected()
        return self.advance()

    def unexpected(self) -> EngineError:
        """The error for the next token, which does not fit."""
        code = "unfinished" if self.next.kind == "end" else "invalid_syntax"
        return EngineError(code, self.span_from(self.next.at))

    def span_from(self, at: int) -> Span:
        """The place of the token at ``at``."""
        token = next(one for one in self.tokens if one.at >= at)
        return self.origin[token.at], self.origin[min(token.at + len(token.text), len(self.origin) - 1)]

    def refuse(self) -> None:
        """Refuse the next token by name."""
        raise EngineError("javascript", self.span_from(self.next.at), what=self.next.text)

    def define_inline(self, parameters: Pieces) -> Pieces:
        """A function with a body; statements know how to write it."""
        raise NotImplementedError

    # --- operators

    def expression(self) -> Pieces:
        """An expression with ``? :`` at the top."""
        arrow = self.arrow_head()
        if arrow is not None:
            return self.arrow_body(arrow)
        condition = self._binary(0)
        if self.next.text != "?":
            return condition
        at = self.take("?").at
        yes = self.expression()
        self.take(":")
        no = self.expression()
        return [("(", at), *yes, (" if ", at), *condition, (" else ", at), *no, (")", at)]

    def _binary(self, level: int) -> Pieces:
        if level == len(_LEVELS):
            return self._power()
        left = self._binary(level + 1)
        while self.next.text in _LEVELS[level] and self.next.kind == "sign":
            sign = self.advance()
            right = self._binary(level + 1)
            left = combined(sign, left, right)
        return left

    def _power(self) -> Pieces:
        base = self._unary()
        if self.next.text != "**":
            return base
        sign = self.take("**")
        return joined(base, piece(sign), self._power())

    def _unary(self) -> Pieces:
        if self.next.text == "!":
            at = self.advance().at
            return around("(not ", self._unary(), ")", at)
        if self.next.text in ("-", "+") and self.next.kind == "sign":
            return joined(piece(self.advance()), self._unary())
        return self._postfix(self._primary())

    def _postfix(self, value: Pieces) -> Pieces:
        while True:
            match self.next.text:
                case "(":
                    value = joined(value, self._arguments())
                case "[":
                    opened = self.take("[")
                    value = joined(value, piece(opened), self.expression(), piece(self.take("]")))
                case ".":
                    value = self._member(value)
                case _:
                    return value

    def _member(self, value: Pieces) -> Pieces:
        dot = self.take(".")
        name = self.name()
        at = name.at
        if name.text == "length":
            return around("len(", value, ")")
        if self.next.text == "(" and name.text in _METHODS:
            return self._method(value, name)
        if written(value) == "console" and name.text == "log":
            return [("print", value[0][1])]
        return [*value, (".", dot.at), (name.text, at)]

    def _method(self, value: Pieces, name: Token) -> Pieces:
        arguments = self._given()
        at = name.at
        match name.text, arguments:
            case "push", [one]:
                return joined(value, around(".append(", one, ")", at))
            case "slice", [start, *stop]:
                return joined(value, around("[", joined(start, [(":", at)], *stop), "]", at))
            case "toFixed", [digits]:
                return joined(around("format(", value, ', ".', at), digits, [('f")', at)])
            case "fill", [one]:
                return joined(around("[", one, "] * ", at), value)
            case "reduce", [function, *start]:
                return joined(
                    around("reduce(", function, ", ", at), value, *([(", ", at), *one] for one in start), [(")", at)]
                )
            case "filter", [function]:
                return joined(around("list(filter(", function, ", ", at), value, [("))", at)])
            case "map" | "forEach", [function]:
                return over_entries(function, value, at)
        raise EngineError("javascript", self.span_from(at), what=f".{name.text}(…)")

    # --- operands

    def _primary(self) -> Pieces:
        token = self.next
        if token.kind == "number":
            return piece(self.advance())
        if token.kind == "text":
            return self._text()
        if token.text == "(":
            opened = self.take("(")
            return joined(piece(opened), self.expression(), piece(self.take(")")))
        if token.text == "[":
            return self._array()
        if token.text == "function":
            self.advance()
            return self.define_inline(self.parameters())
        if token.text == "new" and self.tokens[self.at + 1].text == "Array":
            self.advance()
            self.advance()
            return joined(*self._given())
        if token.kind != "name" or token.text in _REFUSED:
            if token.text in (*_REFUSED, "{"):
                self.refuse()
            raise self.unexpected()
        self.advance()
        return [(_WORDS.get(token.text, token.text), token.at)]

    def _text(self) -> Pieces:
        token = self.advance()
        if token.text[0] != "`":
            return piece(token)
        fields = _FIELD.sub(lambda found: "{" + _python_of(found[1]) + "}", token.text[1:-1])
        return [(f'f"""{fields}"""', token.at)]

    def _array(self) -> Pieces:
        opened = self.take("[")
        entries = self._listed("]")
        between = [(", ", opened.at)]
        return [("[", opened.at), *separated(entries, between), ("]", opened.at)]

    def _arguments(self) -> Pieces:
        opened = self.next
        return around("(", separated(self._given(), [(", ", opened.at)]), ")", opened.at)

    def _given(self) -> list[Pieces]:
        self.take("(")
        return self._listed(")")

    def _listed(self, end: str) -> list[Pieces]:
        entries: list[Pieces] = []
        while self.next.text != end:
            spread = [("*", self.take("...").at)] if self.next.text == "..." else []
            entries.append([*spread, *self.expression()])
            if self.next.text != end:
                self.take(",")
        self.take(end)
        return entries

    def in_parentheses(self) -> Pieces:
        """``( … )`` without the parentheses."""
        self.take("(")
        inner = self.expression()
        self.take(")")
        return inner

    def target(self) -> Pieces:
        """What a declaration gives a value to: a name, or ``[a, b]``."""
        return self._array() if self.next.text == "[" else piece(self.name())

    # --- functions

    def parameters(self) -> Pieces:
        """``(a, b = 1, ...rest)`` without the parentheses."""
        at = self.take("(").at
        found: list[Pieces] = []
        while self.next.text != ")":
            spread = [("*", self.take("...").at)] if self.next.text == "..." else []
            one = [*spread, *piece(self.name())]
            if self.next.text == "=":
                one = joined(one, piece(self.take("=")), self.expression())
            found.append(one)
            if self.next.text != ")":
                self.take(",")
        self.take(")")
        return separated(found, [(", ", at)])

    def arrow_head(self) -> Pieces | None:
        """The parameters of an arrow function, if one begins here; nothing is taken otherwise."""
        is_name = self.next.kind == "name"
        end = self.at if is_name else self.closing.get(self.at, len(self.tokens))
        if self.next.kind == "end" or end + 1 >= len(self.tokens) or self.tokens[end + 1].text != "=>":
            return None
        parameters = piece(self.advance()) if is_name else self.parameters()
        self.take("=>")
        return parameters

    def arrow_body(self, parameters: Pieces) -> Pieces:
        """The function: a lambda, or one with a body that stands before the statement."""
        at = self.next.at
        if self.next.text == "{":
            return self.define_inline(parameters)
        return [("(lambda ", at), *parameters, (": ", at), *self.expression(), (")", at)]


def _closing(tokens: list[Token]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for place, token in enumerate(tokens):
        if token.text == "(" and token.kind == "sign":
            opened.append(place)
        elif token.text == ")" and token.kind == "sign" and opened:
            pairs[opened.pop()] = place
    return pairs


def _python_of(text: str) -> str:
    """What stands in ``${…}``, a single expression."""
    return written(Expressions(text, tuple(range(len(text) + 1))).expression())
