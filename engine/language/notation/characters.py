"""The characters of mathematical writing, and how Python spells them."""

import keyword
import re
import unicodedata

from engine.errors import EngineError

Spelling = tuple[str, tuple[int, ...]]
"""A text, and for each of its characters the index of its origin in the source."""

KEYWORDS = frozenset(keyword.kwlist) - {"True", "False", "None"}

# A Chinese keyboard types wide forms of ASCII. Those of quotes and the backslash stay: they would end strings.
_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "＂＇＼"}
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
FOLD = str.maketrans(
    {
        **_WIDE,
        **dict.fromkeys("·⋅∙•・∗×⊙", "*"),
        **dict.fromkeys("÷∕⁄", "/"),
        **dict.fromkeys("−–", "-"),
        **dict.fromkeys(_SPACES, " "),
        "∣": "|",
        "【": "[",
        "】": "]",
        "∆": "Δ",
    }
)
"""Characters that are another way to write one other character."""

_SYMBOLS = {
    "^": "**", "^=": "**=", "←": "=", "≠": "!=", "。": ";", "｡": ";",
    **dict.fromkeys("≤≦⩽", "<="), **dict.fromkeys("≥≧⩾", ">="),
    "√": "sqrt", "∛": "cbrt", "ᵀ": ".T",
    "½": "(1/2)", "⅓": "(1/3)", "⅔": "(2/3)", "¼": "(1/4)", "¾": "(3/4)", "⅕": "(1/5)", "⅙": "(1/6)", "⅛": "(1/8)",
}  # fmt: skip
WRITTEN_OUT = {
    **dict.fromkeys("Σ∑", "sum(x)"), **dict.fromkeys("Π∏", "prod(x)"), **dict.fromkeys("⌊⌋", "floor(x)"),
    **dict.fromkeys("⌈⌉", "ceil(x)"), **dict.fromkeys("∂∇", "grad(y, x)"), "‖": "norm(x)",
    "∫": "trapezoid(y, x)", "°": "radians(30)",
}  # fmt: skip
"""Signs of mathematics, and the function to write instead."""
_ON_THE_KEY = {
    "、": ",/", "。": ".", "｡": ".", "—": "-_", "…": "^", "「": "[", "」": "]", "＼": "\\",
    "《": "<", "》": ">", **dict.fromkeys("“”＂", '"'), **dict.fromkeys("‘’＇", "'"),
}  # fmt: skip
"""What is on the keys with which a Chinese keyboard types these; as formulas they could mean several things."""
_SENTENCE_SIGNS = {"exclamation_mark": "!！", "question_mark": "?？"}
FRACTIONS = "½⅓⅔¼¾⅕⅙⅛"
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵝᵞᵟᶿᵠᵡᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵁⱽᵂ"
PRIMES = tuple("'’′″‴")

# Regular expressions of names. Python takes ² and ½ for parts of a word; on paper they are not.
_NOT_IN_NAMES = f"{SUPERSCRIPTS}ᵀ{FRACTIONS}"
_SUBSCRIPTS = "₀-₉ₐ-ₜᵢ-ᵪⱼ"
_MARKS = r"\u0300-\u036f\u20d0-\u20ff"
IDENTIFIER = rf"[^\W\d{_NOT_IN_NAMES}](?:[^\W{_NOT_IN_NAMES}]+|[{_MARKS}])*"
# πr² is π·r², while π_old, π₀ and πₖ are names.
NAME = rf"∞|π(?=[^\W\d_{_NOT_IN_NAMES}{_SUBSCRIPTS}])|{IDENTIFIER}"

_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
_HIDDEN = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_INVISIBLE_CATEGORIES = {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}


def refusal(character: str, place: int) -> EngineError:
    """The error for a character that has no meaning where it stands."""
    span = (place, place + 1)
    if unicodedata.category(character) in _INVISIBLE_CATEGORIES:
        return EngineError("invisible_character", span, name=f"U+{ord(character):04X}")
    if character in WRITTEN_OUT:
        return EngineError("use_function", span, char=character, instead=WRITTEN_OUT[character])
    if character in _ON_THE_KEY:
        instead = [f"“{sign}”" for sign in _ON_THE_KEY[character]]
        return EngineError("chinese_character", span, char=character, instead=instead)
    code = next((code for code, signs in _SENTENCE_SIGNS.items() if character in signs), "unexpected_character")
    return EngineError(code, span, char=character)


def check_storable(text: str, places: tuple[int, ...]) -> None:
    """Refuse NUL and lone surrogates wherever they stand: no file and no parser takes them."""
    _refuse_first(_UNSTORABLE, text, places)


def check_comment(text: str, places: tuple[int, ...]) -> None:
    """Refuse what would make a comment look like something else."""
    _refuse_first(_HIDDEN, text, places)


def _refuse_first(pattern: re.Pattern[str], text: str, places: tuple[int, ...]) -> None:
    found = pattern.search(text)
    if found:
        raise refusal(found.group(), places[found.start()])


def spell_symbol(raw: str, places: tuple[int, ...]) -> Spelling:
    """An operator or sign; each character of its spelling comes from its first one."""
    text = _SYMBOLS.get(raw, raw)
    return text, places if text == raw else places[:1] * len(text)


def spell_string(raw: str, places: tuple[int, ...]) -> Spelling:
    """A string, with straight quotes for typographic ones."""
    if raw[0] in "“”„＂":
        return f'"{raw[1:-1]}"', places
    if raw[0] in "‘’＇":
        return f"'{raw[1:-1]}'", places
    return raw, places


def spell_caret(raw: str, places: tuple[int, ...]) -> Spelling:
    """``^2`` as ``**2``."""
    return f"**{raw[1:]}", places[:1] + places


def spell_superscript(raw: str, places: tuple[int, ...]) -> Spelling:
    """``²`` as ``**2`` and ``⁻²ˣ`` as ``**(-2*x)``."""
    plain = unicodedata.normalize("NFKC", raw).replace("−", "-")
    if plain.isdigit():
        return f"**{plain}", places[:1] * 2 + places
    pieces = [("**(", places[0])]
    for before, character, place in zip("(" + plain, plain, places, strict=False):
        pieces.append((f"*{character}" if before.isdigit() and character.isalpha() else character, place))
    pieces.append((")", places[-1]))
    return "".join(text for text, _ in pieces), tuple(place for text, place in pieces for _ in text)


def spell_name(raw: str, places: tuple[int, ...]) -> Spelling:
    """A name, or a point and a name, in the one form under which Python files it (NFKC): w₁ is w1, ϵ is ε."""
    if raw == "∞":
        return "inf", places * 3
    if raw.isascii():
        return raw, places
    name = unicodedata.normalize("NFKC", raw)
    for character, place in zip(raw, places, strict=True):
        if not _belongs_in_name(character):
            raise refusal(character, place)
    if not name.removeprefix(".").isidentifier():
        first = int(raw.startswith("."))
        raise refusal(raw[first], places[first])
    return name, places if len(name) == len(raw) else places[:1] * len(name)


def _belongs_in_name(character: str) -> bool:
    """Other superscripts than ours would silently become letters of the name."""
    if unicodedata.decomposition(character).startswith("<super>"):
        return False
    return character == "." or f"x{unicodedata.normalize('NFKC', character)}".isidentifier()
