"""Code as it stands in courses: what it prints, what there is to know about it, its errors, and completion."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import node, program, rest, shows_program, text_of_program, write

PRINTING = """x = torch.tensor([1.0, 2.0], requires_grad=True)
loss = (x²).sum()
loss.backward()
loss.backward()
print(f"loss = {loss.item():.2f}")
print(x.grad)
loss"""
PHONE = {"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True}


@pytest.fixture(autouse=True)
def traced(page):
    expect(node(page, "loss")).to_be_visible()


def show(page: Page, source: str, output: str = "loss") -> None:
    write(page, source)
    shows_program(page, output)


def selected(page: Page) -> str:
    """The text that is selected in the editor."""
    return page.evaluate("document.querySelector('#editor').shadowRoot.getSelection?.()?.toString() ?? ''")


def test_what_the_program_prints_stands_under_it_with_its_lines(page):
    show(page, PRINTING)
    printed = page.get_by_role("region", name="Printed").get_by_role("listitem")
    expect(printed).to_have_text(["line 5loss = 5.00", re.compile(r"^line 6tensor\(\[")])


def test_a_printed_line_leads_to_the_line_that_printed_it(page):
    show(page, PRINTING)
    page.get_by_role("region", name="Printed").get_by_role("button", name="line 5").click()
    expect(program(page)).to_be_focused()
    assert selected(page).startswith("print(f")


def test_a_remark_says_why_a_gradient_was_added_and_leads_to_the_line(page):
    show(page, PRINTING)
    remarks = page.get_by_role("list", name="Remarks").get_by_role("listitem")
    remark = remarks.filter(has_text="the new gradient was added to x.grad")
    expect(remark).to_be_visible()
    remark.get_by_role("button", name="line 4").click()
    assert selected(page) == "loss.backward()"


def test_remarks_and_prints_go_with_the_program_that_made_them(page):
    show(page, PRINTING)
    show(page, "loss = x²")
    expect(page.get_by_role("region", name="Printed")).to_be_hidden()
    expect(page.get_by_role("list", name="Remarks")).to_be_hidden()


@pytest.mark.parametrize(
    ("source", "line", "marked"),
    [
        ("def f(a):\n    return a·b2.foo\ny = f(x)", 2, "b2.foo"),
        ("for i in range(3):\n    y = sinn(x)", 2, "sinn"),
        ("W = [[1, 2], [3, 4], [5, 6]]\nx = [1, 2, 3]\ny = W @ x", 3, "W @ x"),
        ("x = 1\nwhile True:\n    x = x + 1", 2, None),
    ],
)
def test_an_error_in_code_is_marked_where_it_is(page, source, line, marked):
    write(page, source)
    expect(page.get_by_text(f"Line {line}, column")).to_be_visible()
    expect(page.locator(".mark-error").first).to_be_visible()
    if marked is not None:
        expect(page.locator(".mark-error")).to_have_text(marked)


def test_a_method_is_completed_behind_its_dot(page):
    program(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.type("y = (x·x).ba", delay=20)
    page.get_by_role("option", name=re.compile("^backward")).click()
    assert text_of_program(page) == "y = (x·x).backward"


def test_a_layer_and_a_loss_are_completed(page):
    program(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.type("l = nn.Lin", delay=20)
    expect(page.get_by_role("option", name=re.compile("^Linear$"))).to_be_visible()


def test_on_a_phone_the_program_is_read_and_written_without_scrolling_sideways(open_page):
    page = open_page(**PHONE)
    show(page, PRINTING)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    size = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('#editor').shadowRoot.querySelector('.cm-content')).fontSize)"
    )
    assert size >= 12
    program(page).tap()
    page.keyboard.press("Control+End")
    page.keyboard.type("·2")
    rest(page)
    expect(page.get_by_role("region", name="Printed")).to_be_visible()


def test_another_output_is_differentiated_by_its_name(page):
    show(page, "a = x²\nb = sin(a)\nloss = b·a")
    node(page, "b").click()
    page.get_by_role("button", name="Differentiate this instead").click()
    shows_program(page, "b")
