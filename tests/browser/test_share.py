"""The state of the page travels: by link, over a reload, into the other language."""

import pytest
from playwright.sync_api import expect

from tests.browser.screen import (
    node,
    program,
    shows_program,
    step_slider,
    text_of_program,
    value_of,
    walk_to,
    write,
)


@pytest.fixture(autouse=True)
def traced(page):
    expect(node(page, "loss")).to_be_visible()


def set_w1(page, value: str):
    box = page.get_by_role("spinbutton", name="w1 value")
    box.fill(value)
    box.press("Enter")
    expect(value_of(page, "w1")).to_have_text(value)
    page.evaluate("document.activeElement?.blur()")


def test_the_address_stays_clean_until_the_reader_shares(page, server_url):
    write(page, "y = (3x + 2)²")
    shows_program(page, "y")
    assert page.url == f"{server_url}/"
    page.get_by_role("button", name="Share").click()
    page.wait_for_url("**/#p=*")


def test_a_link_brings_back_program_values_and_step(page, open_page, server_url):
    set_w1(page, "0.8")
    walk_to(page, 12)
    page.get_by_role("button", name="Share").click()
    page.wait_for_url("**/#p=*")
    other = open_page(page.url.removeprefix(server_url))
    expect(step_slider(other)).to_have_value("12")
    expect(value_of(other, "w1")).to_have_text("0.8")
    assert text_of_program(other) == text_of_program(page)


def test_a_link_opened_in_the_same_window_is_followed(page):
    page.get_by_role("button", name="Share").click()
    page.wait_for_url("**/#p=*")
    link = page.url
    write(page, "y = (3x + 2)²")
    shows_program(page, "y")
    assert "#" not in page.url
    page.goto(link)
    shows_program(page, "loss")


def test_a_broken_link_opens_the_start_program(open_page):
    other = open_page("/#p=nonsense")
    shows_program(other, "loss")


def test_a_reload_loses_nothing(page):
    write(page, "y = (3x + 2)² + b")
    shows_program(page, "y")
    page.reload()
    shows_program(page, "y")
    assert text_of_program(page) == "y = (3x + 2)² + b"


def test_text_with_an_error_survives_a_reload(page):
    write(page, "y = (3x +")
    page.reload()
    expect(page.get_by_text("This bracket is never closed.")).to_be_visible()
    assert text_of_program(page) == "y = (3x +"


def test_the_other_language_keeps_program_and_step(page):
    write(page, "y = (3x + 2)²")
    shows_program(page, "y")
    page.evaluate("document.activeElement?.blur()")
    walk_to(page, 2)
    page.get_by_role("link", name="中文").click()
    page.wait_for_url("**/?lang=zh")
    expect(page.get_by_role("slider", name="步骤")).to_have_value("2")
    expect(page.get_by_role("region", name="步骤讲解")).to_contain_text("前向")
    expect(page.get_by_role("textbox", name="程序")).to_have_text("y = (3x + 2)²")


def test_the_program_of_a_fresh_tab_is_the_first_example(open_page):
    fresh = open_page()
    shows_program(fresh, "loss")
    expect(program(fresh)).to_contain_text("loss = (y − target)²")
