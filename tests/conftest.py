"""What every test may ask for: ``client`` (HTTP), ``server_url``, ``page``, ``open_page`` (browser)."""

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import expect, sync_playwright

from tooling import chromium
from tooling.server import serve

BROWSER_TESTS = Path(__file__).parent / "browser"

settings.register_profile("gradwalk", deadline=None, derandomize=True)
settings.load_profile("gradwalk")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    torch_is_missing = importlib.util.find_spec("torch") is None
    for item in items:
        if BROWSER_TESTS in item.path.parents:
            # One worker runs them all: one server and one Chromium are enough work for a small machine.
            item.add_marker(pytest.mark.xdist_group("browser"))
        if torch_is_missing and item.get_closest_marker("torch"):
            item.add_marker(pytest.mark.skip(reason="PyTorch is not installed"))


@pytest.fixture
def client():
    """Flask's test client; what the application raises, it raises here."""
    from app import create_app

    app = create_app()
    app.config["TESTING"] = True
    return app.test_client()


@pytest.fixture(scope="session")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the real server, started as `make run` starts it but on a free port."""
    with serve(tmp_path_factory.mktemp("server") / "log.txt") as url:
        yield url


@pytest.fixture(scope="session")
def browser():
    """One headless Chromium for the whole run."""
    expect.set_options(timeout=10_000)
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, server_url: str, request: pytest.FixtureRequest) -> Iterator[Callable]:
    """``open_page(path="/", **context_options)``: the page in a window of its own, as of a new visitor.

    At the end the test fails if any window saw a console error, an uncaught exception or a request to
    another origin. `@pytest.mark.tolerates("503")` lets console errors pass that the test provokes.
    """
    contexts, complaints = [], []

    def open_page(path: str = "/", **options):
        # A press of a button may copy, which a browser without a window does not grant by itself.
        usual = {"viewport": {"width": 1440, "height": 900}, "locale": "en-US", "permissions": ["clipboard-write"]}
        context = browser.new_context(**usual | options)
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        _listen(page, server_url, complaints)
        page.goto(server_url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    tolerated = [text for mark in request.node.iter_markers("tolerates") for text in mark.args]
    assert [each for each in complaints if not any(text in each for text in tolerated)] == []


def _listen(page, origin: str, complaints: list[str]) -> None:
    page.on("console", lambda message: _note_console(message, complaints))
    page.on("pageerror", lambda error: complaints.append(f"uncaught: {error}"))
    page.on("request", lambda request: _note_request(request.url, origin, complaints))


def _note_console(message, complaints: list[str]) -> None:
    # Chromium logs every answer 4xx. 422 is the server's ordinary answer to a program that has an error.
    if message.type == "error" and "status of 422" not in message.text:
        complaints.append(f"console: {message.text} ({message.location.get('url', '')})")


def _note_request(url: str, origin: str, complaints: list[str]) -> None:
    if not url.startswith((origin + "/", "data:", "blob:")):
        complaints.append(f"request to another origin: {url}")


@pytest.fixture
def page(open_page):
    """The start page at 1440 × 900, in English."""
    return open_page()
