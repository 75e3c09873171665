"""The page of these tests is the Network page."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import node, settled


@pytest.fixture
def page(open_page) -> Page:
    """The Network page at 1440 × 900, in English, with the graph of the first update; nothing waits to be watched."""
    page = open_page("/network", reduced_motion="reduce")
    expect(node(page, "loss")).to_be_visible()
    settled(page)
    return page


@pytest.fixture
def watched(open_page) -> Page:
    """The same page for a reader who wants to watch the training."""
    page = open_page("/network")
    expect(node(page, "loss")).to_be_visible()
    settled(page)
    return page
