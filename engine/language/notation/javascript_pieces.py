"""Pieces of Python text, each with the place in the JavaScript text that it comes from."""

from engine.language.notation.javascript_tokens import Token

_SPELLED = {"||": " or ", "&&": " and ", "===": " == ", "!==": " != "}

Pieces = list[tuple[str, int]]


def piece(token: Token) -> Pieces:
    """A token as it stands."""
    return [(token.text, token.at)]


def joined(*parts: Pieces) -> Pieces:
    """One behind the other."""
    return [one for part in parts for one in part]


def around(before: str, inner: Pieces, after: str, at: int | None = None) -> Pieces:
    """``inner`` between two texts."""
    place = inner[0][1] if at is None and inner else at or 0
    return [(before, place), *inner, (after, place)]


def written(pieces: Pieces) -> str:
    """The text."""
    return "".join(text for text, _ in pieces)


def separated(parts: list[Pieces], between: Pieces) -> Pieces:
    """One behind the other, with a text between."""
    return [one for index, part in enumerate(parts) for one in ((*between, *part) if index else part)]


def combined(sign: Token, left: Pieces, right: Pieces) -> Pieces:
    """Two operands. The remainder has the sign of the dividend, and a text joined with a number is a text."""
    if sign.text == "%":
        return joined(around("fmod(", left, ", ", sign.at), right, [(")", sign.at)])
    if sign.text == "+" and _is_text(left) is not _is_text(right):
        left, right = (one if _is_text(one) else around("str(", one, ")") for one in (left, right))
    return joined(left, [(_SPELLED.get(sign.text, f" {sign.text} "), sign.at)], right)


def _is_text(pieces: Pieces) -> bool:
    return pieces[0][0][:1] in ('"', "'") or pieces[0][0].startswith('f"""') or pieces[-1][0][:1] in ('"', "'")


def over_entries(function: Pieces, values: Pieces, at: int) -> Pieces:
    """``xs.map(f)``: f gets the entry, and its place if it wants it."""
    parameters = written(function).removeprefix("(lambda ").split(":")[0]
    is_placed = function[0][0] == "(lambda " and "," in parameters
    given = "(entry_, place_)" if is_placed else "(entry_)"
    return joined(
        [("[", at)], function, [(f"{given} for place_, entry_ in enumerate(", at)], values, [(")]", at)]
    )  # fmt: skip
