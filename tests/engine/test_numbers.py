"""Numbers as the screen shows them."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.numbers import short

TABLE = json.loads(Path(__file__).parents[1].joinpath("numbers.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("number", "text"), TABLE, ids=[text for _, text in TABLE])
def test_the_table_shared_with_the_page_holds(number, text):
    assert short(float(number)) == text


def test_numpy_scalars_and_zero_dimensional_arrays_are_numbers():
    assert short(np.float64(-2.26)) == short(np.array(-2.26)) == "−2.26"


def _read(text):
    return float(text.replace("−", "-"))


@given(st.floats(min_value=-1e300, max_value=1e300))
def test_a_shown_number_is_within_half_of_its_fourth_digit(number):
    assert abs(_read(short(number)) - number) <= max(abs(number) * 5.001e-4, 5e-324)


@given(st.floats())
def test_every_text_is_short_and_has_no_trailing_zero_and_no_hyphen(number):
    text = short(number)
    assert len(text) <= 11
    assert "-" not in text
    assert not re.search(r"\.\d*0(e|$)", text)


@given(st.floats(min_value=1e-300, max_value=1e300))
def test_a_negative_number_is_the_positive_one_with_a_minus(number):
    assert short(-number) == "−" + short(number)
