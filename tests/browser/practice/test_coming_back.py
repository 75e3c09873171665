"""Back to the program, and back to the practice, losing nothing."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.practice.screen import answer_box, choose_level, practise, rows, score, try_answer
from tests.browser.screen import program, step_slider, walk_to


def leave(page: Page, way: str) -> None:
    if way == "Escape":
        page.keyboard.press("Escape")
    elif way == "button":
        page.get_by_role("button", name="Back to the program").click()
    else:
        page.go_back()


@pytest.mark.parametrize("way", ["Escape", "button", "browser"])
def test_the_page_comes_back_as_it_was_and_so_does_the_practice(page, way):
    walk_to(page, 9)
    page.get_by_role("tab", name="Ledger").click()
    practise(page)
    answer_box(page, "Gradient of w2").fill("-2.4")
    page.keyboard.press("ArrowRight")
    leave(page, way)
    expect(step_slider(page)).to_have_value("9")
    expect(page.get_by_role("tab", name="Ledger", selected=True)).to_be_visible()
    expect(page.get_by_role("button", name="Practice")).to_be_focused()
    practise(page)
    expect(answer_box(page, "Gradient of w2")).to_have_value("-2.4")


@pytest.mark.parametrize("way", ["Escape", "button", "browser"])
def test_forward_opens_the_practice_again_with_what_was_answered(page, way):
    practise(page)
    try_answer(page, "Gradient of w2", "-2.486")
    leave(page, way)
    expect(page.get_by_role("button", name="Practice")).to_be_focused()
    page.go_forward()
    expect(score(page)).to_contain_text("1 of 6 solved")
    expect(page.get_by_role("main")).to_have_accessible_name("Practice")


@pytest.mark.parametrize("way", ["Escape", "button", "browser"])
def test_a_practice_that_was_left_takes_no_press_of_back(page, server_url, way):
    page.goto(f"{server_url}/help")
    page.goto(f"{server_url}/")
    practise(page)
    page.reload()
    expect(rows(page)).to_have_count(6)
    leave(page, way)
    expect(program(page)).to_contain_text("x = 2.0")
    page.go_back()
    expect(page).to_have_url(f"{server_url}/help")


def test_escape_closes_the_help_before_the_practice(page):
    practise(page)
    page.get_by_role("button", name="Help").click()
    expect(page.get_by_role("dialog", name="Help")).to_contain_text("in practice: check the answer")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("main")).to_have_accessible_name("Practice")


def test_another_program_on_the_page_is_another_exercise(page):
    practise(page)
    page.keyboard.press("Escape")
    practise(page, "x = 2\ny = x²")
    expect(rows(page)).to_have_count(1)


def test_more_or_other_hidden_numbers_keep_what_is_solved(page):
    practise(page)
    try_answer(page, "Gradient of w2", "-2.486")
    expect(score(page)).to_contain_text("1 of 6")
    choose_level(page, "hard")
    expect(score(page)).to_contain_text("1 of 12")


def test_a_reload_and_the_other_language_lose_nothing(page):
    practise(page)
    try_answer(page, "Gradient of w2", "-2.486")
    expect(score(page)).to_contain_text("1 of 6 solved")
    answer_box(page, "Gradient of x").fill("0.3")
    page.reload()
    expect(score(page)).to_contain_text("1 of 6 solved")
    expect(answer_box(page, "Gradient of x")).to_have_value("0.3")
    page.get_by_role("link", name="中文").click()
    expect(page.get_by_role("main")).to_have_accessible_name("练习")
    expect(answer_box(page, "x 的梯度")).to_have_value("0.3")
    page.keyboard.press("Escape")
    expect(page.get_by_role("slider", name="步骤")).to_have_value("0")
    expect(page.get_by_role("textbox", name="程序")).to_contain_text("x = 2.0")
