"""For tests whose page has drawn its first program before they begin: import the fixture into their conftest."""

import pytest
from playwright.sync_api import expect

from tests.browser.screen import node


@pytest.fixture(autouse=True)
def traced(request: pytest.FixtureRequest) -> None:
    if "page" in request.fixturenames:
        expect(node(request.getfixturevalue("page"), "loss")).to_be_visible()
