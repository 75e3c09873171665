"""Answers are judged, and a wrong one is told its mistake."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.practice.screen import (
    SHARED,
    answer_box,
    blank,
    choose_level,
    hide_kind,
    practise,
    row,
    score,
    settled,
    try_answer,
)


def test_an_expression_is_right_and_the_number_appears_in_table_and_graph(page):
    practise(page)
    choose_level(page, "hard")
    expect(try_answer(page, "Gradient of w2", "-2.26*1.1")).to_contain_text("✓ right: −2.486")
    expect(page.locator("#practice-picture").locator("g.node").filter(has_text="w2").first).to_contain_text("−2.486")
    expect(blank(page, "Gradient of w2")).to_have_count(0)
    expect(score(page)).to_contain_text("1 of 12 solved, 1 without a hint.")
    expect(page.get_by_role("status").filter(has_text="Right. Gradient of w2: −2.486.")).to_be_visible()
    expect(answer_box(page, "Gradient of w2")).not_to_be_editable()


@pytest.mark.parametrize(
    ("source", "item", "answer", "diagnosis"),
    [
        (None, "Gradient of w2", "1.1", "The upstream gradient is missing"),
        (None, "Gradient of w2", "2.486", "The size is right, the sign is not."),
        (SHARED, "Gradient of a", "6", "This is only the last contribution"),
        ("x = 2\ny = sin(x²)", "Gradient of x", "cos(4)", "The inner derivative is missing"),
    ],
)
def test_a_wrong_answer_is_told_which_mistake_leads_to_it(page, source, item, answer, diagnosis):
    practise(page, source)
    choose_level(page, "hard")
    tried = try_answer(page, item, answer)
    expect(tried).to_contain_text("✗ not right")
    expect(tried).to_contain_text(diagnosis)
    expect(answer_box(page, item)).to_be_focused()
    expect(answer_box(page, item)).to_have_accessible_description(re.compile(re.escape(diagnosis)))
    expect(page.get_by_role("status").filter(has_text=diagnosis)).to_be_visible()


def test_what_is_typed_while_other_numbers_are_hidden_stays_and_so_does_the_focus(page):
    practise(page)
    held = []
    page.route("**/api/practice/sheet", lambda route: held.append(route))
    with page.expect_request("**/api/practice/sheet"):
        page.get_by_role("combobox", name="How many").select_option("hard")
    expect(page.get_by_role("main")).to_have_attribute("aria-busy", "true")
    answer_box(page, "Gradient of w2").press_sequentially("1.")
    held[0].continue_()
    settled(page)
    expect(answer_box(page, "Gradient of w2")).to_be_focused()
    page.keyboard.type("1")
    expect(answer_box(page, "Gradient of w2")).to_have_value("1.1")


def test_a_wrong_answer_that_no_mistake_explains_is_only_called_wrong(page):
    practise(page)
    expect(try_answer(page, "Gradient of w2", "17.3")).to_contain_text("Look at it once more, or take a hint.")
    answer_box(page, "Gradient of w2").fill("17")
    expect(row(page, "Gradient of w2")).not_to_contain_text("not right")


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [("-2.26*q", "Character 7: unknown name: 'q'"), ("(1 + 2", "Character 1:"), ("", "Type a number")],
)
def test_an_answer_that_cannot_be_read_says_what_and_where(page, answer, complaint):
    practise(page)
    tried = try_answer(page, "Gradient of w2", answer)
    expect(tried).to_contain_text("? not readable")
    expect(tried).to_contain_text(complaint)


def test_an_array_is_answered_as_a_list_and_appears_on_the_graph(page):
    practise(page, "W = [[1, 2], [3, 4]]\nx = [5, 6]\ny = sum(W @ x)")
    choose_level(page, "hard")
    expect(answer_box(page, "Gradient of W")).to_have_attribute("placeholder", "[[…, …], […, …]]")
    expect(try_answer(page, "Gradient of W", "[5, 6]")).to_contain_text("another shape")
    expect(try_answer(page, "Gradient of W", "[[5, 6], [5, 6]]")).to_contain_text("✓ right: [[5, 6], [5, 6]]")
    expect(page.locator("#practice-picture g.node").filter(has_text="W").first.locator("g.grad")).to_have_text("5656")


def test_an_update_that_ascends_is_answered_upwards(page):
    page.get_by_role("combobox", name="Direction").select_option("ascent ↑")
    practise(page, "x = 2; w = 3\ny = w·x")
    hide_kind(page, "updated parameters")
    expect(page.get_by_role("region", name="Exercise")).to_contain_text("the update goes up the gradient")
    expect(try_answer(page, "New value of w", "3 - 0.1·2")).to_contain_text("it is added, not subtracted")
    expect(try_answer(page, "New value of w", "3 + 0.1·2")).to_contain_text("✓ right: 3.2")
