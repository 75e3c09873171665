"""Hints, the score, and the next exercise."""

import re

from playwright.sync_api import expect

from engine.practice.exercise import Kind, Level
from tests.browser.practice.screen import (
    answer_box,
    practise,
    right_answers,
    row,
    rows,
    score,
    settled,
    shown_program,
    try_answer,
)
from tests.browser.screen import shows_program, step_slider


def test_each_press_gives_one_more_rung_of_the_ladder_and_counts_as_help(page):
    practise(page)
    hint = row(page, "Gradient of w2").get_by_role("button", name="Hint")
    ladder = row(page, "Gradient of w2").get_by_role("listitem")
    for rung, sentence in enumerate(["upstream gradient times local", "arrives from above", "formula", "number"], 1):
        hint.click()
        expect(ladder).to_have_count(rung)
        expect(ladder.last).to_contain_text(sentence)
    expect(ladder.last).to_contain_text("−2.486")
    expect(hint).to_have_count(0)
    expect(answer_box(page, "Gradient of w2")).to_be_focused()
    try_answer(page, "Gradient of w2", "-2.486")
    expect(score(page)).to_contain_text("1 of 6 solved, 0 without a hint.")


def test_a_whole_exercise_is_solved_by_keyboard_alone_and_the_next_one_follows(page):
    page.get_by_role("button", name="Practice").focus()
    page.keyboard.press("Enter")
    expect(rows(page)).to_have_count(6)
    for solved, number in enumerate(right_answers(shown_program(page), [Kind.GRADIENT], Level.MEDIUM), 1):
        page.keyboard.type(number)
        page.keyboard.press("Enter")
        expect(score(page)).to_contain_text(f"{solved} of 6 solved" if solved < 6 else "All 6 solved")
    expect(page.get_by_text("All 6 solved, without a single hint. Excellent!")).to_be_visible()
    expect(page.get_by_role("button", name="Next exercise")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Practise")).to_have_value("chain")
    expect(score(page)).to_contain_text("0 of")


def test_a_topic_makes_an_exercise_and_another_like_it(page):
    practise(page)
    page.get_by_role("combobox", name="Practise").select_option("Chain rule")
    settled(page)
    expect(page.get_by_role("checkbox", name="local derivatives")).to_be_checked()
    expect(page.get_by_role("region", name="Exercise")).not_to_contain_text("loss")
    first = shown_program(page)
    for at, number in enumerate(right_answers(first, [Kind.LOCAL, Kind.GRADIENT], Level.MEDIUM)):
        box = rows(page).nth(at).get_by_role("textbox")
        box.fill(number)
        box.press("Enter")
        expect(rows(page).nth(at)).to_contain_text("✓ right")
    expect(page.get_by_text(re.compile("All . solved"))).to_be_visible()
    page.get_by_role("button", name="Another like this").click()
    settled(page)
    expect(score(page)).to_contain_text("0 of")
    assert shown_program(page) != first


def test_a_finished_exercise_can_be_walked_through(page):
    practise(page, "x = 2\ny = x²")
    try_answer(page, "Gradient of x", "4")
    page.get_by_role("button", name="Walk through it").click()
    shows_program(page, "y")
    expect(step_slider(page)).to_have_value("0")
