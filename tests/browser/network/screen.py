"""What a person sees and does on the Network page, by accessible names."""

import re

from playwright.sync_api import Locator, Page, expect

LAST = "update 25,000 of 25,000 · epoch 500 · sample 50"


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def box(page: Page, name: str) -> Locator:
    return page.get_by_label(name, exact=True)


def status(page: Page) -> Locator:
    return page.locator("#run-status")


def moment(page: Page) -> Locator:
    return page.locator("#moment-text")


def time_machine(page: Page) -> Locator:
    return page.get_by_role("slider", name="Update", exact=True)


def train(page: Page) -> None:
    """Train to the end, and wait until the last update is open and its film on the screen."""
    button(page, "Train").click()
    is_trained(page)
    expect(moment(page)).to_have_text(re.compile(r"^update ([\d,]+) of \1 ·"))


def is_trained(page: Page) -> None:
    """Wait for the end of a training, in any language."""
    expect(page.get_by_role("progressbar")).to_have_js_property("value", 1, timeout=30_000)
    expect(page.locator("#film")).to_have_attribute("aria-busy", "false", timeout=30_000)


def train_from_a_lucky_start(page: Page) -> None:
    box(page, "start").select_option("normal, own seed")
    box(page, "start’s seed").fill("13")
    train(page)


def click_on_curve(page: Page, share: float) -> None:
    """Click on the loss chart at a share of its width."""
    plot = page.locator("#loss-chart .u-over")
    size = plot.bounding_box()
    plot.click(position={"x": share * size["width"], "y": size["height"] / 2})


def row_of_update(page: Page, name: str) -> list[str]:
    """Before, gradient and after of a parameter, in full."""
    row = page.locator("#update-table tr").filter(has=page.locator("th", has_text=re.compile(f"^{name}$")))
    return [cell.get_attribute("title") for cell in row.locator("td").all()]
