"""What a person sees and does while practising, by accessible names."""

from playwright.sync_api import Locator, Page, expect

import engine
from engine.practice.exercise import Kind, Level, answer_of, hide
from tests.browser.screen import shows_program, write

FROM_LOSS_TO_LEAF = ["2.486", "0.678", "1.356", "0.339"]
"""Gradients of the network that the page opens with, as far as nothing else in it is called alike."""
SHARED = "x = 3\na = 2x\nb = a + 1\ny = a·b"


def practise(page: Page, source: str | None = None, output: str = "y") -> Locator:
    """Open practice on the program, or on that of the page."""
    if source is not None:
        write(page, source)
        shows_program(page, output)
    page.get_by_role("button", name="Practice").click()
    expect(page.get_by_role("main")).to_have_accessible_name("Practice")
    settled(page)
    expect(rows(page).first).to_be_visible()
    return page.get_by_role("main")


def rows(page: Page) -> Locator:
    return page.get_by_role("table").locator("tbody").get_by_role("row")


def answer_box(page: Page, item: str) -> Locator:
    return page.get_by_role("table").get_by_role("textbox", name=item, exact=True)


def row(page: Page, item: str) -> Locator:
    return rows(page).filter(has=page.get_by_role("textbox", name=item, exact=True))


def try_answer(page: Page, item: str, text: str) -> Locator:
    answer_box(page, item).fill(text)
    answer_box(page, item).press("Enter")
    return row(page, item)


def choose_level(page: Page, level: str) -> None:
    page.get_by_role("combobox", name="How many").select_option(level)
    settled(page)


def hide_kind(page: Page, kind: str, *, hidden: bool = True) -> None:
    page.get_by_role("checkbox", name=kind).set_checked(hidden)
    settled(page)


def settled(page: Page) -> None:
    """Wait until the exercise that was chosen last is there."""
    expect(page.get_by_role("main")).to_have_attribute("aria-busy", "false")


def score(page: Page) -> Locator:
    return page.get_by_role("region", name="Progress")


def blank(page: Page, item: str) -> Locator:
    """The empty box of the item on the graph."""
    return page.get_by_role("button", name=f"{item}, hidden: answer")


def shown_program(page: Page) -> str:
    return page.get_by_role("region", name="Exercise").locator("pre").inner_text()


def right_answers(source: str, kinds: list[Kind], level: Level) -> list[str]:
    """Of all items, in the order of the table."""
    exercise = hide(engine.trace(source), kinds, level)
    return [str(float(answer_of(exercise.trace, item))) for item in exercise.items]


def link_to_exercise(page: Page, server_url: str) -> str:
    page.get_by_role("button", name="Share exercise").click()
    page.wait_for_url("**/#e=*")
    return page.url.removeprefix(server_url)
