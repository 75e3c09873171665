"""The Network page in every form: axe finds nothing, nothing scrolls sideways, nothing needs a mouse."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.network.screen import box, button, is_trained, moment, train
from tests.browser.screen import node, settled
from tests.browser.test_looks import FORMS, complaints_of_axe


@pytest.fixture
def open_network(open_page):
    """``open_network(**form)``: the page in this form, with its first graph."""

    def open_network(**form) -> Page:
        page = open_page("/network", **{"reduced_motion": "reduce", **form})
        expect(node(page, "loss")).to_be_attached()
        settled(page)
        return page

    return open_network


def train_anywhere(page: Page) -> None:
    """Train in any language."""
    page.locator("#train").click()
    is_trained(page)


@pytest.mark.parametrize("form", FORMS)
def test_axe_finds_nothing(open_network, form: str):
    page = open_network(**FORMS[form])
    assert complaints_of_axe(page) == []
    train_anywhere(page)
    assert complaints_of_axe(page) == []


def test_axe_finds_nothing_in_regions_histogram_starts_and_problems(open_network):
    page = open_network()
    box(page, "set").select_option("two moons")
    box(page, "batch").select_option("10 samples")
    box(page, "epochs").fill("5")
    train(page)
    button(page, "histogram").click()
    assert complaints_of_axe(page) == []
    button(page, "try 16 starts").click()
    expect(page.locator("#starts-chart [role=button]")).to_have_count(16, timeout=30_000)
    assert complaints_of_axe(page) == []
    box(page, "learning rate").fill("abc")
    button(page, "Train").click()
    expect(page.locator("#rate-problem")).to_be_visible()
    assert complaints_of_axe(page) == []


def test_the_page_does_not_scroll_sideways(open_network):
    page = open_network()
    train(page)
    for width in (360, 400, 720, 721, 1024, 1180, 1181, 1440):
        page.set_viewport_size({"width": width, "height": 780})
        expect(page.get_by_role("link", name="中文")).to_be_in_viewport(ratio=1)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_everything_works_without_a_mouse(open_network):
    page = open_network()
    box(page, "epochs").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("20")
    page.keyboard.press("Enter")
    expect(moment(page)).to_contain_text("update 1,000 of 1,000")
    page.get_by_role("slider", name="Update", exact=True).focus()
    page.keyboard.press("ArrowLeft")
    expect(moment(page)).to_contain_text("update 999 of 1,000")
    button(page, "walk this update").press("Enter")
    expect(button(page, "Play")).to_be_focused()


def test_with_motion_the_training_is_watched(open_network):
    page = open_network(reduced_motion="no-preference")
    page.evaluate(
        """() => {
            const seen = new Set();
            const look = () => {
                seen.add(document.querySelector('progress').value);
                document.documentElement.dataset.seen = seen.size;
                requestAnimationFrame(look);
            };
            look();
        }"""
    )
    button(page, "Train").click()
    expect(page.locator("html")).to_have_attribute("data-seen", re.compile(r"^([4-9]|\d\d+)$"))


def test_on_a_phone_the_pictures_come_into_view_when_training_starts(open_network):
    page = open_network(**FORMS["phone"])
    page.locator("#train").click()
    expect(page.locator("#fit")).to_be_in_viewport()
