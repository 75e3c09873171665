"""What holds for every text: an answer, places for all of it, no change to Python, the right values."""

import ast
import re
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from engine.errors import EngineError
from engine.language.notation import to_python

REFUSED = [
    ("|x + 1", "unclosed_bar", (0, 1)),
    ("f(|x)", "unclosed_bar", (2, 3)),
    ("y = 5|3; |x|", "unclosed_bar", (5, 6)),
    ("y = √", "missing_radicand", (4, 5)),
    ("√-x", "missing_radicand", (0, 1)),
    ("2 sin⁻¹(x)", "inverse_or_reciprocal", (2, 7)),
    ("tan^-1 x", "inverse_or_reciprocal", (0, 6)),
    ("x′ = 2", "prime_in_name", (0, 2)),
    ("z = y' + 1", "prime_in_name", (4, 6)),
    ("f'(x) = 2x", "derivative_of", (0, 2)),
    ("f'(x) + f'(y)", "derivative_of", (0, 2)),
    ("1 + … + n", "chinese_character", (4, 5)),
    ("L = −Σ y·ln(p)", "use_function", (5, 6)),
    ("L = Σᵢ xᵢ²", "use_function", (4, 5)),
    ("L = 1/n·Σ(x − 1)²", "use_function", (8, 9)),
    ("L = ∑ x", "use_function", (4, 5)),
    ("y = ‖x‖", "use_function", (4, 5)),
    ("W⁽¹⁾", "unexpected_character", (1, 2)),
    ("y = x_{1}", "latex", (6, 7)),
    ("x ? y", "question_mark", (2, 3)),
    ("xꟸ", "unexpected_character", (1, 2)),
    ("x.₁y", "unexpected_character", (2, 3)),
    ("₁x", "unexpected_character", (0, 1)),
    ("“a", "chinese_character", (0, 1)),
    ("x =\u200b 2", "invisible_character", (3, 4)),
    ("x = 2 # \u202e", "invisible_character", (8, 9)),
    ("\ufeffx \ufeff", "invisible_character", (3, 4)),
    ("x\x00", "invisible_character", (1, 2)),
    ("s = '\x00'", "invisible_character", (5, 6)),
    ("s = '\ud800'", "invisible_character", (5, 6)),
    ("  x = 1\r\n  \u200e", "invisible_character", (11, 12)),
]


@pytest.mark.parametrize(("text", "code", "span"), REFUSED)
def test_a_refusal_names_its_reason_and_place(text, code, span):
    with pytest.raises(EngineError) as caught:
        to_python(text)
    assert (caught.value.code, caught.value.span) == (code, span)
    assert caught.value.problem.isprintable()


def test_invisible_characters_in_strings_are_data():
    assert to_python("s = '\u200e'").text == "s = '\u200e'"


PLACES = [
    ("y = (3x + 2)²", {"3*x": "3x", "3*x + 2": "3x + 2", "(3*x + 2)**2": "(3x + 2)²", "2": "²"}),
    ("1/2x + z", {"1/(2*x)": "1/2x", "2*x": "2x", "x": "x", "z": "z"}),
    ("sin²(x) + 1", {"sin(x)**2": "sin²(x)", "sin(x)**2 + 1": "sin²(x) + 1", "x": "x"}),
    ("a ≤ ŷ·b", {"a <= ŷ*b": "a ≤ ŷ·b", "ŷ": "ŷ", "ŷ*b": "ŷ·b"}),
    ("|x|·√y", {"abs(x)": "|x|", "sqrt(y)": "√y", "x": "x", "y": "y"}),
    ("e⁻ˣ + ½k", {"e**(-x)": "e⁻ˣ", "-x": "⁻ˣ", "x": "ˣ", "(1/2)*k": "½k", "1/2": "½"}),
    ("\ufeff>>> let x = 2;\r\n>>> y = x²", {"y": "y", "x**2": "x²", "x": "x"}),
    ("f(x) = x²; z = f(3)", {"f(3)": "f(3)", "x**2": "x²"}),
]  # fmt: skip


@pytest.mark.parametrize(("source", "pieces"), PLACES)
def test_every_piece_of_the_python_text_knows_its_origin(source, pieces):
    translation = to_python(source)
    for python, origin in pieces.items():
        start = translation.text.rindex(python)
        assert source[slice(*translation.span(start, start + len(python)))] == origin


def test_an_empty_range_has_an_empty_origin():
    assert to_python("2x").span(3, 3) == (2, 2)


@pytest.mark.parametrize(
    "piece",
    ["(", "()", "sin ", "√", "|", "2|", "x²", "/2x", ";", "'", '"""', "π", "½", "(2x", "\\\n", "f(x)=x;", "y\u0302"],
)
def test_sixteen_kibibytes_of_anything_get_an_answer(piece):
    try:
        assert to_python(piece * (16_384 // len(piece)) + "x").text
    except EngineError as error:
        assert error.code == "unclosed_bar"


# Any text

SCRAPS = st.sampled_from([
    *"xyeπσŷ2½²ⁿᵀ√|()[]{}+−*/^=.,:;'\"#\\ \n\t∞“′\u200b$",
    "sin ", "ln", "3.5", "1e-3", "⁻¹", "**", "//", "==", ":=", "lambda ", " if ", "let ", "f(x) = ", "\r\n", ">>> ",
])  # fmt: skip


@given(st.one_of(st.text(), st.lists(SCRAPS).map("".join)))
@example("x²3")
@example("\ufeff")
def test_every_text_is_translated_with_places_or_refused_with_one(text):
    try:
        translation = to_python(text)
    except EngineError as error:
        start, end = error.span
        assert 0 <= start < end <= len(text)
    else:
        assert len(translation.positions) == len(translation.text) + 1
        assert all(0 <= position <= len(text) for position in translation.positions)
        assert translation.positions[-1] == len(text)


# Any Python

NAMES = st.sampled_from(["x", "y1", "ŷ", "_", "π", "sin", "np", "f"])
CALLEES = st.sampled_from(["f", "np.exp", "sin", "f(x)", "x[0]", "(lambda a: a)", "x.f(1)(2)"])


def _larger(inner):
    operators = st.sampled_from([*"+-*/%@|&<", "//", "**", "<<", ">=", "and", "or", "in", "is", "not in", "if x else"])
    return st.one_of(
        st.builds("({} {} {})".format, inner, operators, inner),
        st.builds("{}{}".format, st.sampled_from(["-", "+", "~", "not "]), inner).map("({})".format),
        st.builds("{}({}, k={})".format, CALLEES, inner, inner),
        st.builds("({}).T[{}:{}]".format, inner, inner, inner),
        st.builds("[{}, {}]".format, inner, inner),
        st.builds("(lambda a, *b: {})".format, inner),
        st.builds("[{} for a in {} if {}]".format, inner, inner, inner),
    )


PYTHON = st.recursive(st.one_of(NAMES, st.sampled_from(["1", "2.5", "1e-3", "'a²'", "None"])), _larger, max_leaves=12)


@given(PYTHON)
def test_python_stays_character_for_character(expression):
    code = ast.unparse(ast.parse(expression))
    translation = to_python(code)
    assert translation.text == code
    assert translation.positions == tuple(range(len(code) + 1))


# Any sum of products as paper writes it, with its value worked out beside it

X, Y = Fraction(3, 7), Fraction(-5, 2)
Written = tuple[str, Fraction]
DIGITS = st.integers(1, 9).map(lambda digit: (str(digit), Fraction(digit)))
SUPERSCRIPTS = {"": 1, "²": 2, "³": 3, "^2": 2, "^(3)": 3}


def _summed(first: Written, sign: str, second: Written) -> Written:
    return f"{first[0]} {sign} {second[0]}", first[1] + second[1] if sign == "+" else first[1] - second[1]


def _divided(first: Written, sign: str, second: Written) -> Written:
    assume(sign == "·" or second[1] != 0)
    return f"{first[0]}{sign}{second[0]}", first[1] * second[1] if sign == "·" else first[1] / second[1]


def _juxtaposed(coefficient: Written, factors: list[Written]) -> Written:
    text, value = coefficient
    for factor in factors:
        text, value = text + factor[0], value * factor[1]
    return text, value


def _powered(base: Written, exponent: str) -> Written:
    return base[0] + exponent, base[1] ** SUPERSCRIPTS[exponent]


def _sums(inner: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
    bracketed = inner.map(lambda written: (f"({written[0]})", written[1]))
    barred = inner.map(lambda written: (f"·|{written[0]}|", abs(written[1])))
    powers = st.builds(_powered, bracketed, st.sampled_from(list(SUPERSCRIPTS)))
    product = st.builds(_juxtaposed, DIGITS, st.lists(powers, max_size=2))
    named = st.builds(lambda product, name: (product[0] + name[0], product[1] * name[1]), product, NAMED)
    chain = st.builds(_divided, st.one_of(product, named), st.sampled_from("·/"), st.one_of(product, named))
    with_bars = st.builds(_juxtaposed, DIGITS, st.lists(barred, max_size=1))
    return st.builds(_summed, st.one_of(chain, with_bars), st.sampled_from("+−"), chain)


NAMED = st.sampled_from([("x", X), ("y", Y), ("x²", X**2), ("y³x²", Y**3 * X**2)])


PAPER = st.recursive(st.one_of(DIGITS, NAMED), _sums, max_leaves=10)


@given(PAPER)
def test_the_value_is_the_one_worked_out_by_hand(written):
    text, value = written
    exact = re.sub(r"\d+", r"Fraction(\g<0>)", to_python(text).text)
    assert eval(exact, {"x": X, "y": Y, "Fraction": Fraction, "abs": abs}) == value


@given(PAPER)
def test_what_came_out_once_comes_out_unchanged(written):
    once = to_python(written[0]).text
    assert to_python(once).text == once
