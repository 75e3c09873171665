"""What keyboards of other languages type: decimal commas, Chinese signs and full-width forms."""

import pytest

import engine


@pytest.mark.parametrize(
    ("program", "number"),
    [("y = 2,5x", "2,5"), ("y = 2,5*x", "2,5"), ("2,5x", "2,5"), ("y = x² + 1,25", "1,25"), ("y = 2,05x", "2,05"),
     ("y = 2,5x + 1,5", "2,5"), ("a = 1,5\ny = a·x", "1,5")],
)  # fmt: skip
def test_a_decimal_comma_is_refused_and_said(program, number):
    with pytest.raises(engine.EngineError) as caught:
        engine.trace(program)
    assert (caught.value.code, program[slice(*caught.value.span)]) == ("decimal_comma", number)
    assert number.replace(",", ".") in caught.value.hint


@pytest.mark.parametrize(
    "program",
    ["a, b = 1, 2\ny = a·b", "a, b = 1,2\ny = a·b", "y = max(2,5x)", "y = sum([1,2]·x)", "import math\ny = 2,5*x",
     "a = 1,2,3\ny = x·a[0]", "y = x², x³", "y = (2,5·x)", "for i in 1,2:\n    y = i·x"],
)  # fmt: skip
def test_a_comma_that_separates_stays_one(program):
    assert engine.trace(program).gradients


@pytest.mark.parametrize(
    ("program", "instead"),
    [("y = 3。5x", "“.”"), ("y = max(x、2)", "“,” or “/”"), ("y = x——2", "“-” or “_”"), ("y = x……2", "“^”"),
     ("y = x 》 2", "“>”"), ("y = “a", "“\"”"), ("y = (x。)", "“.”")],
)  # fmt: skip
def test_a_character_of_a_chinese_keyboard_is_refused_with_what_to_type(program, instead):
    with pytest.raises(engine.EngineError) as caught:
        engine.trace(program)
    assert caught.value.code == "chinese_character"
    assert instead in caught.value.hint


@pytest.mark.parametrize(
    "wide", ["（", "）", "，", "；", "：", "＝", "＋", "－", "＊", "／", "＾", "［", "］", "＜", "＞", "２", "ｘ", "％"]
)
def test_full_width_forms_mean_their_ascii_forms(wide):
    program = "x = 2; y = [(3*x + 2^2 - 1), x/2][0] if x > 0 and x < 9 % 10 else {1: 2}[1]"
    folded = program.replace(chr(ord(wide) - 0xFEE0), wide)
    assert folded != program
    assert engine.trace(folded).gradients == engine.trace(program).gradients
