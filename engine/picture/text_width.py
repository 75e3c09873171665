"""How wide a text will be drawn, in pixels, without asking a font.

The page uses whatever sans serif the reader has. The widths here are those of a wide one, so that a text
that fits by this measure fits on every screen.
"""

import unicodedata
from enum import Enum

ELLIPSIS = "…"

ADVANCES = {
    0.30: "ijlIJ'",
    0.37: " ,./\\-:;|",
    0.44: "frt()[]!`·²³⁻⁺ⁿ⁰¹⁴⁵⁶⁷⁸⁹₋₊₀₁₂₃₄₅₆₇₈₉",
    0.56: 'csz?"_*',
    0.73: "ABCEFKPRSTVXYZ",
    0.80: "DGHNOQU&",
    0.86: "wω+=<>×÷−~^#∞½",
    1.00: "mMW%@…",
}
"""Widths in em, and the characters that have them in a proportional font; all others have ``LETTER``."""

LETTER = 0.645
IDEOGRAPH = 1.0
MONO = 0.605

_ADVANCE = {character: width for width, characters in ADVANCES.items() for character in characters}


class Font(Enum):
    """The faces of the picture."""

    REGULAR = "regular"
    BOLD = "bold"
    MONO = "mono"


def text_width(text: str, size: float, font: Font = Font.REGULAR) -> float:
    """The width in pixels of ``text`` at ``size`` pixels."""
    return size * sum(_advance(character, font) for character in text)


def shorten(text: str, room: float, size: float, font: Font = Font.REGULAR) -> str:
    """``text``, or as much of its beginning as fits into ``room`` pixels with an ellipsis behind it."""
    if text_width(text, size, font) <= room:
        return text
    kept, left = 0, room - size * _advance(ELLIPSIS, font)
    while (left := left - size * _advance(text[kept], font)) >= 0:
        kept += 1
    return text[:kept].rstrip() + ELLIPSIS


def _advance(character: str, font: Font) -> float:
    """The width of one character in em."""
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return IDEOGRAPH
    if font is Font.MONO:
        return MONO
    return _ADVANCE.get(character, LETTER) * (1.12 if font is Font.BOLD else 1.0)
