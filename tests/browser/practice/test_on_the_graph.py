"""Hidden numbers are found on the graph itself."""

import re

from playwright.sync_api import expect

from tests.browser.practice.screen import answer_box, blank, practise


def test_boxes_on_the_graph_are_answered_one_after_the_other_by_keyboard(page):
    practise(page)
    boxes = page.get_by_role("region", name="Graph with boxes to fill in").get_by_role("button", name="hidden: answer")
    expect(boxes).to_have_count(6)
    first = blank(page, "Gradient of y")
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(blank(page, "Gradient of h")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    over = page.get_by_role("dialog", name="Gradient of y")
    expect(over.get_by_role("textbox", name="Gradient of y")).to_be_focused()
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(over).to_contain_text("The upstream gradient is missing")
    expect(answer_box(page, "Gradient of y")).to_have_value("1")
    page.keyboard.press("Escape")
    expect(over).to_have_count(0)
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("-2.26")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("textbox", name="Gradient of h")).to_be_focused()
    expect(boxes).to_have_count(5)


def test_a_box_on_the_graph_opens_by_a_click_with_what_was_typed_in_the_table(page):
    practise(page)
    answer_box(page, "Gradient of w2").fill("-2.4")
    blank(page, "Gradient of w2").click()
    over = page.get_by_role("dialog", name="Gradient of w2")
    expect(over.get_by_role("textbox")).to_have_value("-2.4")
    over.get_by_role("button", name="Hint").click()
    expect(over.get_by_role("listitem")).to_have_count(1)
    expect(page.locator("#practice-picture g.node.hinted")).to_have_count(1)
    answer_box(page, "Gradient of x").click()
    expect(over).to_have_count(0)


def test_the_box_on_the_graph_is_marked_while_its_row_is_in_use(page):
    practise(page)
    pointed = page.locator(".blank.pointed")
    answer_box(page, "Gradient of h").focus()
    expect(pointed).to_have_attribute("data-item", re.compile("gradient"))
    expect(pointed).to_have_accessible_name("Gradient of h, hidden: answer")
    page.keyboard.press("Escape")
