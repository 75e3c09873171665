"""What a person sees and does while updating parameters, by accessible names."""

import re

from playwright.sync_api import Page, expect

from tests.browser.screen import rest, settled

START = {"w1": "0.5", "b1": "0.1", "w2": "-0.3", "b2": "0.2"}


def press(page: Page, name: str):
    page.get_by_role("button", name=name, exact=True).click()


def is_said(page: Page, text: str):
    expect(page.get_by_text(text)).to_be_visible()


def holds(page: Page, values: dict[str, str]):
    for name, value in values.items():
        expect(page.get_by_role("spinbutton", name=f"{name} value")).to_have_value(value)


def set_rate(page: Page, rate: str):
    box = page.get_by_role("spinbutton", name="Learning rate")
    box.fill(rate)
    box.press("Enter")
    rest(page)


def choose_role(page: Page, name: str, role: str):
    page.get_by_role("combobox", name=f"{name} role", exact=True).select_option(role)
    settled(page)


def curve(page: Page):
    return page.get_by_role("img", name=re.compile("^loss .* after"))
