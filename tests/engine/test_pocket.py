"""Calculations are written so that a reader with a pocket calculator gets the result that is shown."""

import re
from itertools import product

import numpy as np
from hypothesis import given, settings

import engine
from engine.explain import Explainer, Formula
from engine.numbers import short
from engine.pocket import digits_for
from engine.practice.answers import read_answer
from engine.script import TEXT
from tests.engine.programs import expressions, values


def product_digits(*factors: float) -> int:
    return digits_for(np.prod(factors), lambda round: [np.prod([round(np.float64(each)) for each in factors])])


def test_four_digits_are_enough_for_most_products():
    assert product_digits(-2.26, 1.1) == 4


def test_a_third_of_three_needs_five():
    assert product_digits(1 / 3, 3.0) == 5


def test_a_result_that_is_no_number_needs_none():
    assert product_digits(np.nan, 1 / 3) == 4


def test_a_difference_that_no_digits_can_show_gets_the_usual_ones():
    a, b = 0.1 + 0.2, 0.3
    assert digits_for(np.float64(a - b), lambda round: [round(np.float64(a)) - round(np.float64(b))]) == 4


def formulas(traced: engine.Trace) -> list[Formula]:
    explainer = Explainer(traced, TEXT)
    return [formula for step in traced.steps for formula in explainer.formulas(step)]


def lines(formula: Formula) -> list[str]:
    """The calculations of a formula without their results, and the results."""
    return [part for part in formula.numbers.split(" = ") if all(word not in part for word in ("NaN", "∞"))]


@settings(max_examples=200)
@given(expressions(max_leaves=6), values)
def test_every_line_of_a_derivation_gives_its_result_on_a_calculator(program, leaves):
    traced = engine.trace(program, {name: leaves[name] for name in leaves if name in program_names(program)})
    for formula in formulas(traced):
        for line in lines(formula):
            assert agree(line, formula.result) or is_lost(formula)


def test_the_rules_of_other_logarithms_and_of_the_error_function_do_so_as_well():
    for name, x in product(("log2", "log10", "erf", "gelu"), (0.5, 1.0, 2.0, 17.25)):
        traced = engine.trace(f"y = {name}(x)", {"x": x})
        assert all(agree(line, formula.result) for formula in formulas(traced) for line in lines(formula)), (name, x)


def program_names(program: str) -> set[str]:
    return {leaf.name for leaf in engine.trace(program).graph.leaves}


def agree(line: str, result: str) -> bool:
    """What a calculator says is the result to four digits; of a half, both neighbours will do."""
    value = number(line)
    return result in {short(value * (1 - 1e-11)), short(value), short(value * (1 + 1e-11))}


def number(text: str) -> float:
    """``2e−11`` is how a number is shown; in a program it is written with a plain minus."""
    return float(read_answer(re.sub(r"(?<=\d)e−(?=\d)", "e-", text)))


def is_lost(formula: Formula) -> bool:
    """What is left of almost equal numbers: the rounded operands hide it, whatever their digits."""
    return abs(number(formula.result)) < 1e-7
