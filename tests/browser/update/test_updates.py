"""Updates: again and again, back to the start, the curve, and what goes wrong."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.screen import FORWARD_STEPS, settled, shows_program, step_slider, value_of, write
from tests.browser.update.screen import START, choose_role, curve, holds, is_said, press, set_rate


def test_again_goes_on_from_the_updated_values(page):
    press(page, "Update parameters")
    is_said(page, "Updated: loss 1.277 → 0.3759")
    press(page, "Again")
    is_said(page, "Update 2: loss 0.3759 → 0.1771")
    press(page, "Again")
    is_said(page, "Update 3: loss 0.1771 → 0.08412")
    expect(step_slider(page)).to_have_value(str(FORWARD_STEPS))
    expect(value_of(page, "loss")).to_have_text("0.08412")


def test_ten_updates_are_one_press_and_every_press_counts(page):
    press(page, "Update parameters")
    press(page, "Again ×10")
    press(page, "Again")
    is_said(page, "Update 12: ")
    expect(curve(page)).to_have_accessible_name(re.compile(r"^loss 1\.277, 0\.3759, 0\.1771, …, \S+ after 12 updates$"))


def test_the_curve_is_drawn_and_told(page):
    press(page, "Update parameters")
    expect(curve(page)).to_have_accessible_name("loss 1.277, 0.3759 after 1 update")
    expect(curve(page).locator("canvas")).to_be_visible()
    press(page, "Again")
    expect(curve(page)).to_have_accessible_name("loss 1.277, 0.3759, 0.1771 after 2 updates")


def test_undo_goes_back_update_by_update_to_the_start(page):
    holds(page, START)
    press(page, "Update parameters")
    is_said(page, "Updated: ")
    press(page, "Again")
    is_said(page, "Update 2: ")
    press(page, "Undo")
    is_said(page, "Updated: loss 1.277 → 0.3759")
    holds(page, {"w1": "0.3644"})
    press(page, "Undo")
    expect(page.get_by_role("button", name="Undo", exact=True)).to_have_count(0)
    holds(page, START)
    expect(page.get_by_role("button", name="reset")).to_have_count(0)
    expect(page.get_by_role("button", name="Update parameters")).to_be_focused()


def test_undo_all_is_reached_by_keyboard_and_leaves_what_was_set_before(page):
    box = page.get_by_role("spinbutton", name="w1 value")
    box.fill("0.8")
    box.press("Enter")
    expect(value_of(page, "w1")).to_have_text("0.8")
    press(page, "Update parameters")
    press(page, "Again ×10")
    is_said(page, "Update 11: ")
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Undo all")).to_be_focused()
    page.keyboard.press("Enter")
    holds(page, {**START, "w1": "0.8"})


def test_undo_stops_the_updates_that_are_still_to_come(page):
    press(page, "Update parameters")
    is_said(page, "Updated: ")
    press(page, "Again ×10")
    press(page, "Undo all")
    holds(page, START)
    expect(page.get_by_role("button", name="Again", exact=True)).to_have_count(0)
    is_said(page, "After one update: loss 1.277 → 0.3759")


def test_another_value_begins_a_new_curve_and_another_learning_rate_goes_on(page):
    press(page, "Update parameters")
    set_rate(page, "0.2")
    press(page, "Again")
    expect(curve(page)).to_have_accessible_name(re.compile(r"^loss 1\.277, 0\.3759, \S+ after 2 updates$"))
    box = page.get_by_role("spinbutton", name="x value")
    box.fill("1")
    box.press("Enter")
    expect(curve(page)).to_have_count(0)


def test_a_step_that_is_too_long_is_named(page):
    write(page, "w = 1\ncost = w²")
    shows_program(page, "cost")
    set_rate(page, "1.5")
    press(page, "Update parameters")
    is_said(page, "The step was too long: cost became larger.")
    press(page, "Undo")
    expect(page.locator("#warning")).to_be_empty()


def test_updates_that_leave_the_numbers_behind_stop_with_a_warning_and_can_be_undone(page):
    write(page, "w = 1\ncost = exp(w²)")
    shows_program(page, "cost")
    set_rate(page, "100")
    press(page, "Update parameters")
    is_said(page, "The steps were too long: cost is ∞ now.")
    press(page, "Again ×10")
    is_said(page, "No update from here: w would become ∞.")
    expect(page.get_by_role("img", name="cost 2.718, ∞ after 1 update")).to_be_visible()
    press(page, "Undo")
    holds(page, {"w": "1"})
    expect(value_of(page, "cost")).to_have_text("2.718")


def test_arrays_are_updated_entry_by_entry(page):
    write(page, "W = [[1, 2], [3, 4]]\ncost = sum(W²)")
    shows_program(page, "cost")
    press(page, "Update parameters")
    is_said(page, "Updated: cost 30 → 19.2")
    expect(page.get_by_role("textbox", name="W value")).to_have_value(re.compile(r"0\.8, 1\.6"))
    choose_role(page, "W", "input")
    press(page, "Undo all")
    expect(page.get_by_role("textbox", name="W value")).to_have_value(re.compile("1, 2"))


@pytest.mark.tolerates("503")
def test_a_server_that_is_busy_loses_no_update(page):
    page.route(
        "**/api/trace",
        lambda route: route.fulfill(status=503, json={"error": {"code": "busy", "message": "Busy.", "hint": None}}),
        times=1,
    )
    press(page, "Update parameters")
    is_said(page, "Busy.")
    press(page, "Update parameters")
    is_said(page, "Updated: loss 1.277 → 0.3759")
    press(page, "Undo")
    holds(page, START)


def test_a_decimal_comma_is_a_point(page):
    for name in ("Learning rate", "w1 value"):
        box = page.get_by_role("spinbutton", name=name)
        box.clear()
        box.press_sequentially("0,25")
        box.press("Enter")
        expect(box).to_have_value("0.25")


def test_an_emptied_learning_rate_comes_back(page):
    box = page.get_by_role("spinbutton", name="Learning rate")
    box.fill("0.05")
    box.press("Enter")
    settled(page)
    box.fill("")
    box.press("Tab")
    expect(box).to_have_value("0.05")


def test_the_preview_says_when_the_step_is_too_long(page):
    set_rate(page, "100")
    expect(page.locator("#preview")).to_contain_text("The step was too long: loss became larger.")
    set_rate(page, "0.01")
    expect(page.locator("#preview")).not_to_contain_text("too long")
