"""Writing a program: errors with sentence and marker, the last good picture, completion, pointing."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.screen import (
    node,
    program,
    rest,
    shows_program,
    step_slider,
    text_of_program,
    value_of,
    walk_to,
    write,
)

STALE = re.compile(r"\bstale\b")


@pytest.fixture(autouse=True)
def traced(page):
    expect(node(page, "loss")).to_be_visible()


def marked(page):
    return page.locator(".mark-error")


def test_an_error_has_a_sentence_a_place_a_hint_and_a_marker(page):
    write(page, "x = 1\ny = sinn(x)")
    expect(page.get_by_text("unknown function: 'sinn'")).to_be_visible()
    expect(page.get_by_text("Line 2, column 5:")).to_be_visible()
    expect(page.get_by_text("Did you mean sin?")).to_be_visible()
    expect(marked(page)).to_have_text("sinn")


def test_the_last_good_picture_stays_and_is_marked_while_the_text_has_an_error(page):
    write(page, "y = (1 +")
    expect(page.locator("#film")).to_have_class(STALE)
    expect(page.get_by_text("the last program without an error")).to_be_visible()
    expect(node(page, "loss")).to_be_visible()
    assert text_of_program(page) == "y = (1 +"
    write(page, "y = (1 + x)")
    shows_program(page, "y")
    expect(page.get_by_text("the last program without an error")).to_be_hidden()
    expect(marked(page)).to_have_count(0)


def test_the_marker_counts_letters_outside_the_basic_plane_as_people_do(page):
    write(page, "𝑥 = 2; y = 𝑥 + sinn(𝑥)")
    expect(marked(page)).to_have_text("sinn")


def test_typing_traces_without_a_button(page):
    program(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.type("y = relu(x) + 2x", delay=15)
    shows_program(page, "y")
    assert text_of_program(page) == "y = relu(x) + 2x"


def test_the_names_of_ops_are_completed(page):
    program(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.type("y = sig", delay=15)
    option = page.get_by_role("option", name=re.compile("^sigmoid"))
    expect(option).to_be_visible()
    option.click()
    page.keyboard.type("(x)")
    shows_program(page, "y")
    assert text_of_program(page) == "y = sigmoid(x)"


def test_a_value_that_was_set_stays_while_its_literal_does(page):
    box = page.get_by_role("spinbutton", name="w1 value")
    box.fill("3")
    box.press("Enter")
    expect(value_of(page, "w1")).to_have_text("3")
    write(page, text_of_program(page).replace("relu", "tanh"))
    expect(page.locator("g.node.op-tanh")).to_be_visible()
    expect(value_of(page, "w1")).to_have_text("3")
    write(page, text_of_program(page).replace("w1 = 0.5", "w1 = 0.7"))
    expect(value_of(page, "w1")).to_have_text("0.7")


def test_a_node_under_the_pointer_marks_its_text(page):
    node(page, "w2·h").hover()
    expect(page.locator(".mark-hint")).to_have_text("w2·h")


def test_a_text_under_the_pointer_marks_its_node(page):
    line = program(page).locator(".cm-line").filter(has_text="relu")
    line.locator("span").filter(has_text="relu").hover()
    expect(node(page, "h")).to_have_class(re.compile(r"\bhinted\b"))


def test_the_text_of_the_current_step_is_marked(page):
    walk_to(page, 12)
    expect(page.locator(".mark-step")).to_have_text("w2·h")


def test_a_node_opens_its_details_and_leads_to_its_step(page):
    walk_to(page, 15)
    node(page, "h").click()
    card = page.get_by_role("complementary", name="h = relu(z1)")
    expect(card).to_contain_text("1.1")
    expect(card).to_contain_text("0.678")
    row = card.get_by_role("row").filter(has_text="w2·h")
    expect(row.get_by_role("cell")).to_have_text(["w2·h", "−2.26", "−0.3", "0.678"])
    row.get_by_role("button", name="w2·h").click()
    expect(step_slider(page)).to_have_value("12")
    card.get_by_role("button", name="Its forward step").click()
    expect(step_slider(page)).to_have_value("3")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_a_node_that_is_used_twice_shows_both_uses_and_their_sum(page):
    write(page, "x = 3\ny = x·x")
    shows_program(page, "y")
    rest(page)
    page.keyboard.press("End")
    node(page, "x").click()
    card = page.get_by_role("complementary", name="x")
    expect(card.get_by_role("button", name="y", exact=True)).to_have_count(2)
    expect(card.get_by_role("row", name="sum").get_by_role("cell")).to_have_text("6")


def test_details_are_reached_by_keyboard(page):
    node(page, "x").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("complementary")).to_be_hidden()


def test_another_node_can_be_differentiated_and_the_own_output_comes_back(page):
    node(page, "y").click()
    page.get_by_role("button", name="Differentiate this instead").click()
    shows_program(page, "y")
    page.get_by_role("button", name="output: y").click()
    shows_program(page, "loss")


def test_chips_hide_and_show_numbers(page):
    page.get_by_role("button", name="values", exact=True).click()
    expect(value_of(page, "x")).to_be_hidden()
    page.get_by_role("button", name="values", exact=True).click()
    expect(value_of(page, "x")).to_be_visible()


def test_zooming_keeps_the_active_node_in_view(open_page):
    page = open_page(reduced_motion="reduce")
    expect(node(page, "loss")).to_be_visible()
    for _ in range(6):
        page.get_by_role("button", name="Zoom in").click()
    for step in (1, 7, 15):
        walk_to(page, step)
        expect(page.locator("g.node.active")).to_be_in_viewport()
    page.get_by_role("button", name="Show everything").click()
    for card in page.locator("g.node").all():
        expect(card).to_be_in_viewport(ratio=1)


def test_what_the_program_prints_is_shown(page):
    write(page, 'x = 3\ny = x**2\nprint("y is", y)')
    expect(page.locator("#prints")).to_contain_text("y is 9")


def test_a_remark_about_the_program_is_a_whole_sentence(page):
    write(page, "import numpy as np\nx = np.random.randn(3)\ny = (x**2).sum()")
    expect(page.locator("#notes")).to_contain_text("These random numbers have no seed")


def test_a_small_array_shows_its_numbers_once_they_are_computed(page):
    write(page, "W = [[1, 2], [3, -4]]; x = [0.5, -1]\ny = sum(W @ x)")
    shows_program(page, "y")
    rest(page)
    product = node(page, "W @ x").locator("g.value text.cell")
    expect(product).to_have_text(["—", "—"])
    page.keyboard.press("ArrowRight")
    expect(product).to_have_text(["−1.5", "5.5"])
    box = page.get_by_role("textbox", name="x value")
    box.fill("[1, 1]")
    box.press("Enter")
    expect(product).to_have_text(["3", "−1"])
