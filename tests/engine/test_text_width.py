"""Text widths that need no font."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.picture.text_width import ADVANCES, ELLIPSIS, Font, shorten, text_width

FONTS = st.sampled_from(Font)


def test_narrow_letters_are_narrower_than_wide_ones_and_bold_is_wider():
    assert text_width("ill", 12) < text_width("axe", 12) < text_width("WMm", 12)
    assert text_width("axe", 12) < text_width("axe", 12, Font.BOLD)


def test_in_the_mono_font_all_letters_are_as_wide():
    assert text_width("iii", 10, Font.MONO) == text_width("WWW", 10, Font.MONO)


@pytest.mark.parametrize("font", Font)
def test_a_chinese_character_is_one_em_wide(font):
    assert text_width("损失", 12, font) == 24


def test_a_combining_mark_takes_no_room():
    assert text_width("y\u0302", 12) == text_width("y", 12)


def test_no_character_has_two_widths():
    characters = "".join(ADVANCES.values())
    assert len(set(characters)) == len(characters)


def test_a_text_that_fits_is_left_alone():
    assert shorten("w1·x", 200, 11) == "w1·x"


def test_a_long_text_is_cut_with_an_ellipsis():
    assert shorten("w1·x1 + w2·x2", 60, 11, Font.MONO) == "w1·x1 +…"


@given(st.text(max_size=60), st.floats(min_value=20, max_value=200), FONTS)
def test_a_shortened_text_fits_its_room(text, room, font):
    assert text_width(shorten(text, room, 12, font), 12, font) <= room


@given(st.text(max_size=60), st.floats(min_value=20, max_value=200), FONTS)
def test_a_shortened_text_is_a_beginning_of_the_text(text, room, font):
    shown = shorten(text, room, 12, font)
    assert shown == text or text.startswith(shown.removesuffix(ELLIPSIS))
