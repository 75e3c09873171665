"""What paper leaves to the reader: unwritten products, arguments without parentheses, bars, the reach of √.

The tokens of a statement are read once, from left to right. At each moment either an operand is due, or one has
just been read; ``Left`` says what kind, and with the next token that decides whether a product is meant.
"""

from collections.abc import Sequence

from engine.errors import EngineError
from engine.language.notation.brackets import Bracket, Reach, Unended
from engine.language.notation.factors import (
    BARE_ARGUMENTS,
    DIVISIONS,
    ELEMENTARY,
    FACTORS,
    OPERATORS,
    POWERED,
    POWERS,
    RADICANDS,
    Left,
)
from engine.language.notation.tokens import Kind, Token, inserted


def write_out(statement: Sequence[Token]) -> list[Token]:
    """The statement with everything written that Python wants written; its last token is an END.

    Raises EngineError for a bar without a partner, a √ of nothing and for sin⁻¹.
    """
    return _Writer(statement).write()


class _Writer:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        """Index of the token behind the one being read."""
        self.out: list[Token] = []
        self.parentheses: dict[int, int] = {}
        """How many are to be opened in front of which index of the output."""
        self.left = Left.NOTHING
        self.start = 0
        """Index in the output where the last operand begins."""
        self.brackets = [Bracket(None, 0, Left.NOTHING)]
        self.exponent: Token | None = None
        """The ² of sin²(x), until its parenthesis opens."""

    def write(self) -> list[Token]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if self.left is Left.NOTHING:
                self._begin(token)
            else:
                self._go_on(token)
        return self._with_parentheses()

    # An operand is due

    def _begin(self, token: Token) -> None:
        self.start = len(self.out)
        match token.kind:
            case Kind.NAME:
                self._name(token)
            case Kind.NUMBER:
                self._put(token, Left.NUMBER)
            case Kind.FRACTION:
                self._put(token, Left.CLOSED)
            case Kind.STRING | Kind.ATTRIBUTE:
                self._put(token, Left.NAME)
            case Kind.OPEN:
                self._open(token, Left.GROUP if token.text == "(" else Left.NAME)
            case Kind.BAR:
                self._open(token, Left.CLOSED)
            case Kind.ROOT:
                self._root(token)
            case Kind.CLOSE:
                self._close(token)
            case Kind.END:
                self._finish(token)
            case _:
                self._operator(token)

    def _name(self, token: Token) -> None:
        argument = self._argument(token)
        self._put(token, Left.NAME)
        if argument is None:
            return
        exponent = self._take_exponent(token)
        if argument.text == "(":
            self.exponent = exponent
        else:
            self._reach_out(Reach.FUNCTION, argument, exponent)

    def _argument(self, name: Token) -> Token | None:
        """The first token of what the name is applied to, if it is a function's name and applied at all."""
        if name.text not in ELEMENTARY or name.kind is not Kind.NAME:
            return None
        first = self.at + (name.text in POWERED and self.tokens[self.at].kind in POWERS)
        token = self.tokens[first]
        applied = token.kind in BARE_ARGUMENTS or token.text == "(" or self._touches_next(first, Kind.BAR)
        return token if applied and not token.breaks_line else None

    def _touches_next(self, index: int, kind: Kind) -> bool:
        """Whether the token at ``index`` is of this kind and has no blank behind it."""
        return self.tokens[index].kind is kind and not self.tokens[index + 1].blank

    def _take_exponent(self, name: Token) -> Token | None:
        exponent = self.tokens[self.at]
        if exponent.kind not in POWERS:
            return None
        if exponent.text.startswith(("**-", "**(-")):
            raise EngineError("inverse_or_reciprocal", (name.start, exponent.span[1]), name=name.text)
        self.at += 1
        return exponent._replace(kind=Kind.SUPERSCRIPT)

    def _root(self, token: Token) -> None:
        radicand = self.tokens[self.at]
        if radicand.kind not in RADICANDS:
            raise EngineError("missing_radicand", token.span)
        self._put(token._replace(kind=Kind.NAME), Left.NAME)
        if radicand.text != "(":
            self._reach_out(Reach.ATOM, radicand)

    def _reach_out(self, reach: Reach, first: Token, exponent: Token | None = None) -> None:
        """Open the parentheses of an argument that begins with ``first``."""
        self._put(inserted("(", first.start), Left.NOTHING)
        self.brackets[-1].unended.append(Unended(reach, self.start, exponent))

    def _open(self, token: Token, leaves: Left) -> None:
        self.brackets.append(Bracket(token, self.start, leaves, self.exponent))
        self.exponent = None
        self._put(token.becoming(Kind.OPEN, "abs(") if token.kind is Kind.BAR else token, Left.NOTHING)

    def _operator(self, token: Token) -> None:
        """An operator, a keyword, or what cannot stand here, which Python will say."""
        bracket = self.brackets[-1]
        if token.text == "lambda" and len(self.out) - 1 == bracket.start:
            bracket.leaves = Left.CALL
        divides = self.left is not Left.NOTHING and token.text in DIVISIONS
        self._put(token, Left.NOTHING)
        if divides:
            bracket.unended.append(Unended(Reach.PRODUCT, len(self.out)))

    def _close(self, token: Token) -> None:
        bracket = self.brackets[-1]
        if bracket.is_bar:
            raise bracket.unclosed()
        if bracket.opener is None:
            self._put(token, Left.NAME)
        else:
            self._leave(token)

    def _leave(self, token: Token) -> None:
        bracket = self.brackets.pop()
        self._put(token, bracket.leaves)
        self.start = bracket.start
        if bracket.exponent is not None:
            self._put(bracket.exponent, Left.POWER)

    def _finish(self, token: Token) -> None:
        for bracket in self.brackets:
            if bracket.is_bar:
                raise bracket.unclosed()
        self._put(token, Left.NOTHING)

    # An operand has been read

    def _go_on(self, token: Token) -> None:
        if self._is_trailer(token):
            self._trailer(token)
            return
        self._end_roots()
        if token.kind in POWERS or token.text == "**":
            self._power(token)
        elif token.kind is Kind.FRACTION and self.left is Left.NUMBER:
            self._mixed_number(token)
        elif self._is_factor(token):
            self._times(token)
            self._begin(token)
        else:
            self._end_product()
            self._part(token)

    def _is_trailer(self, token: Token) -> bool:
        """Whether the token belongs to the operand, as in x.T, x[0] and f(x)."""
        if token.text == "(":
            return self.left in (Left.NAME, Left.CALL) or token.breaks_line
        return token.text == "[" or token.kind in (Kind.ATTRIBUTE, Kind.TRANSPOSE)

    def _trailer(self, token: Token) -> None:
        if self.left is Left.POWER:
            self._wrap_operand()
        if token.text == "(":
            name = self.out[-1]
            is_elementary = name.kind is Kind.NAME and name.text in ELEMENTARY
            self._open(token, Left.GROUP if is_elementary else Left.CALL)
        elif token.text == "[":
            self._open(token, Left.NAME)
        else:
            self._put(token, Left.TRANSPOSE if token.kind is Kind.TRANSPOSE else Left.NAME)

    def _power(self, token: Token) -> None:
        # A superscript belongs to what it is written on: x²^3 is (x²)³, while 2^3^2 is 2^(3^2).
        if self.out[-1].kind is Kind.SUPERSCRIPT:
            self._wrap_operand()
        self._put(token, Left.NOTHING if token.text == "**" else Left.POWER)

    def _mixed_number(self, token: Token) -> None:
        """1½ is 1 + ½."""
        self._put(inserted("+", token.start), Left.NOTHING)
        self._put(token, Left.NOTHING)
        self._wrap_operand()

    def _is_factor(self, token: Token) -> bool:
        """Whether a product is meant between the operand and the token."""
        if token.breaks_line:
            return False
        may_follow = token.kind in FACTORS[self.left]
        match token.kind:
            case Kind.NAME:  # Two names touch only where a sign such as π ends the first one.
                touches = self.out[-1].kind is Kind.NAME and not token.blank
                return may_follow or touches or self._argument(token) is not None
            case Kind.NUMBER:  # (x+1)2y, but not (x+1)2: there a superscript may have been lost.
                return may_follow and self.tokens[self.at].kind is Kind.NAME
            case Kind.BAR:  # 2|x|, but not 2 | x
                opens = not self.brackets[-1].is_bar and self._touches_next(self.at - 1, Kind.BAR)
                return may_follow and opens
            case Kind.OPEN:
                return may_follow and token.text == "("
        return may_follow

    def _times(self, token: Token) -> None:
        """Write the product. The next function ends the argument of the one before: sin x cos x."""
        sign = "@" if self.left is Left.TRANSPOSE else "*"
        unended = self.brackets[-1].unended
        if self._argument(token) is not None:
            while unended and unended[-1].reach is not Reach.PRODUCT:
                self._end(unended.pop())
        if unended:
            unended[-1].has_product = True
        self._put(inserted(sign, token.start), Left.NOTHING)

    def _part(self, token: Token) -> None:
        """A token that ends the product."""
        if token.kind is Kind.BAR and self.brackets[-1].is_bar:
            self._leave(token.becoming(Kind.CLOSE, ")"))
        elif token.kind in OPERATORS:
            self._operator(token)
        else:
            self._begin(token)

    # Ends that are not written

    def _end_roots(self) -> None:
        unended = self.brackets[-1].unended
        while unended and unended[-1].reach is Reach.ATOM:
            self._end(unended.pop())

    def _end_product(self) -> None:
        unended = self.brackets[-1].unended
        while unended:
            self._end(unended.pop())

    def _end(self, ended: Unended) -> None:
        self.start = ended.start
        if ended.reach is not Reach.PRODUCT:
            self._put_parenthesis()
        elif ended.has_product:
            self._wrap_operand()
        if ended.exponent is not None:
            self._put(ended.exponent, Left.POWER)

    # The output

    def _put(self, token: Token, left: Left) -> None:
        self.out.append(token)
        self.left = left

    def _put_parenthesis(self) -> None:
        self._put(inserted(")", self.out[-1].span[1] - 1), Left.GROUP)

    def _wrap_operand(self) -> None:
        self.parentheses[self.start] = self.parentheses.get(self.start, 0) + 1
        self._put_parenthesis()

    def _with_parentheses(self) -> list[Token]:
        if not self.parentheses:
            return self.out
        result = []
        for index, token in enumerate(self.out):
            if index in self.parentheses:
                result += [inserted("(", token.start)] * self.parentheses[index]
            result.append(token)
        return result
