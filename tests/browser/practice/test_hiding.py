"""Numbers of the walk are hidden, by choice and level."""

import pytest
from playwright.sync_api import expect

from tests.browser.practice.screen import FROM_LOSS_TO_LEAF, answer_box, blank, choose_level, hide_kind, practise, rows
from tests.browser.screen import shows_program, write


def test_gradients_are_hidden_on_graph_and_in_table_and_the_walk_is_out_of_reach(page):
    practise(page)
    choose_level(page, "hard")
    expect(rows(page)).to_have_count(12)
    expect(blank(page, "Gradient of w1")).to_be_visible()
    for name in ("Step explanation", "Player"):
        expect(page.get_by_role("region", name=name)).to_have_count(0)
    for role, name in (
        ("table", "Gradients"),
        ("slider", "Step"),
        ("button", "Next step"),
        ("tab", "Ledger"),
        ("button", "Export"),
    ):
        expect(page.get_by_role(role, name=name, exact=True)).to_have_count(0)
    seen = page.locator("body").inner_text() + page.locator("#practice").inner_html()
    assert [number for number in FROM_LOSS_TO_LEAF if number in seen] == []


@pytest.mark.parametrize(
    ("kind", "item"),
    [
        ("values", "Value of z1"),
        ("local derivatives", "Local derivative of h with respect to z1"),
        ("updated parameters", "New value of w1"),
    ],
)
def test_other_numbers_can_be_hidden_instead(page, kind, item):
    practise(page)
    hide_kind(page, kind)
    hide_kind(page, "gradients", hidden=False)
    choose_level(page, "hard")
    expect(answer_box(page, item)).to_be_visible()
    expect(blank(page, item)).to_be_visible()
    expect(page.get_by_role("textbox", name="Gradient of")).to_have_count(0)


def test_something_stays_hidden(page):
    practise(page)
    page.get_by_role("checkbox", name="gradients").click()
    expect(page.get_by_role("checkbox", name="gradients")).to_be_checked()
    expect(page.get_by_text("At least one kind stays checked")).to_be_visible()
    expect(rows(page)).to_have_count(6)


def test_both_uses_in_a_square_are_told_apart(page):
    practise(page, "x = 3\ny = x·x")
    hide_kind(page, "local derivatives")
    choose_level(page, "hard")
    for place in (1, 2):
        expect(answer_box(page, f"Local derivative of y with respect to x, operand {place}")).to_be_visible()


def test_a_program_in_which_nothing_can_be_hidden_says_so_and_other_numbers_can_be_chosen(page):
    write(page, "x = np.ones((4, 4))\ny = sum(x)")
    shows_program(page, "y")
    page.get_by_role("button", name="Practice").click()
    expect(page.get_by_text("nothing to hide")).to_be_visible()
    hide_kind(page, "values")
    expect(answer_box(page, "Value of y")).to_be_visible()


def test_a_program_with_an_error_is_named_with_its_place(page):
    write(page, "y = sinn(x)")
    expect(page.locator(".mark-error")).to_be_visible()
    page.get_by_role("button", name="Practice").click()
    expect(page.get_by_role("region", name="Answers")).to_contain_text("Line 1, column 5")
