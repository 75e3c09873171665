"""Runs beside each other, the spread over sixteen starts, and the code of a run."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.network.screen import box, button, status, train, train_from_a_lucky_start


def test_two_runs_stand_in_one_picture(page):
    box(page, "Neurons in hidden layer 1").select_option("1")
    train(page)
    button(page, "Compare").click()
    box(page, "Neurons in hidden layer 1").select_option("3")
    train_from_a_lucky_start(page)
    runs = page.locator("#runs li")
    expect(runs).to_have_text(["3 · SGD · 0.01: 0.08147", re.compile("1 · SGD · 0.01: 1.11")])
    page.get_by_role("button", name="Remove 1 · SGD · 0.01").click()
    expect(runs).to_have_count(1)


def test_sixteen_starts_show_how_much_luck_there_is(page):
    button(page, "try 16 starts").click()
    starts = page.locator("#starts-chart [role=button]")
    expect(starts).to_have_count(16, timeout=30_000)
    expect(starts.first).to_have_attribute("aria-label", "start 13: loss 0.08147. Train from it")
    starts.first.press("Enter")
    expect(status(page)).to_contain_text("0.08147 on average in epoch 500.", timeout=30_000)
    expect(box(page, "start’s seed")).to_have_value("13")


# --- the code of a run ---


@pytest.fixture
def dialog(page):
    box(page, "epochs").fill("20")
    button(page, "Export").click()
    return page.get_by_role("dialog", name="Take it with you")


def exported(dialog):
    return dialog.get_by_role("textbox", name="The exported text")


@pytest.mark.parametrize(("name", "piece"), [("PyTorch", "optimizer = torch.optim.SGD("), ("NumPy", "def step(p, g):")])
def test_a_run_leaves_as_a_script(dialog, name, piece):
    dialog.get_by_role("radio", name=name).click()
    expect(exported(dialog)).to_have_value(re.compile(re.escape(piece)))
    expect(exported(dialog)).to_have_value(re.compile("for epoch in range\\(20\\):"))


def test_a_saved_script_makes_the_run_again(page, dialog):
    dialog.get_by_role("radio", name="NumPy").click()
    expect(exported(dialog)).to_have_value(re.compile("import numpy"))
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Save as a file").click()
    assert download.value.suggested_filename == "gradwalk_training_numpy.py"
    done = subprocess.run([sys.executable, "-I", download.value.path()], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("All losses agree.\n")


def test_a_run_that_no_script_can_be_held_to_says_why(page):
    box(page, "learning rate").fill("100")
    button(page, "Export").click()
    alert = page.get_by_role("dialog").get_by_role("alert")
    expect(alert).to_have_text(re.compile("^The run diverges in its first epoch.* Choose a smaller learning rate.$"))
    page.keyboard.press("Escape")
    expect(box(page, "learning rate")).to_have_value("100")
