"""The walk taken along: chosen, seen, and saved."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.screen import node


@pytest.fixture
def dialog(page):
    expect(node(page, "loss")).to_be_visible()
    page.get_by_role("button", name="Export").click()
    return page.get_by_role("dialog", name="Take it with you")


@pytest.mark.parametrize(
    ("name", "piece"),
    [
        ("PyTorch", "import torch"),
        ("NumPy", "import numpy"),
        ("LaTeX", r"\frac{\partial L}"),
        ("Markdown", "# "),
        ("DOT", "digraph"),
    ],
)
def test_every_format_shows_its_text(dialog, name, piece):
    dialog.get_by_role("radio", name=name).click()
    expect(dialog.get_by_role("textbox", name="The exported text")).to_have_value(_containing(piece))


def test_the_text_can_be_saved_as_a_file(page, dialog):
    dialog.get_by_role("radio", name="NumPy").click()
    text = dialog.get_by_role("textbox", name="The exported text")
    expect(text).to_have_value(_containing("import numpy"))
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Save as a file").click()
    assert Path(download.value.path()).read_text(encoding="utf-8") == text.input_value()


def _containing(piece: str) -> re.Pattern[str]:
    return re.compile(re.escape(piece))
