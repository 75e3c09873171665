"""Walking: buttons, slider, ticks and keys, and that a step asks the server for nothing."""

import pytest
from playwright.sync_api import expect

from tests.browser.screen import (
    ALL_STEPS,
    explanation,
    node,
    program,
    rest,
    settled,
    shows_program,
    step_slider,
    stop_the_clock,
    text_of_program,
)

A_STEP, AT_FOUR_TIMES_THE_SPEED = 1200, 300
"""Milliseconds from step to step while playing."""
A_PAUSE = 900
"""Milliseconds after which a number after "g" is complete."""


@pytest.fixture(autouse=True)
def traced(page):
    expect(node(page, "loss")).to_be_visible()


def press(page, *keys: str):
    for key in keys:
        page.keyboard.press(key)


def expect_step(page, step: int):
    expect(step_slider(page)).to_have_value(str(step))


def test_the_buttons_go_to_first_previous_next_and_last_step(page):
    for name, step in [
        ("Next step", 1),
        ("Next step", 2),
        ("Previous step", 1),
        ("Last step", ALL_STEPS),
        ("First step", 0),
    ]:
        page.get_by_role("button", name=name).click()
        expect_step(page, step)


def test_the_buttons_at_an_end_say_that_they_lead_nowhere(page):
    expect(page.get_by_role("button", name="Previous step")).to_be_disabled()
    press(page, "End")
    expect(page.get_by_role("button", name="Next step")).to_be_disabled()
    expect(page.get_by_role("button", name="Previous step")).to_be_enabled()


def test_the_keys_go_to_first_and_last_step_and_to_one_by_number(page):
    press(page, "End")
    expect_step(page, ALL_STEPS)
    press(page, "Home")
    expect_step(page, 0)
    stop_the_clock(page)
    press(page, "g", "1", "2", "Enter")
    expect_step(page, 12)
    press(page, "g", "7")
    page.clock.run_for(A_PAUSE)
    expect_step(page, 7)


def test_space_plays_and_pauses(page):
    stop_the_clock(page)
    press(page, "Space")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect_step(page, 1)
    page.clock.run_for(A_STEP)
    expect_step(page, 2)
    press(page, "Space")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    page.clock.run_for(ALL_STEPS * A_STEP)
    expect_step(page, 2)


def test_playing_stops_at_the_end_and_then_begins_anew(page):
    page.get_by_role("combobox", name="speed").select_option("4×")
    rest(page)
    stop_the_clock(page)
    press(page, "End", "ArrowLeft", "Space")
    expect_step(page, ALL_STEPS)
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    page.get_by_role("button", name="Play").click()
    expect_step(page, 1)
    page.clock.run_for(AT_FOUR_TIMES_THE_SPEED)
    expect_step(page, 2)


def test_the_slider_names_the_phase_and_the_step(page):
    step_slider(page).focus()
    press(page, "End", *["ArrowLeft"] * 6)
    expect(step_slider(page)).to_have_attribute("aria-valuetext", "Backward · step 13 of 19")


def test_a_click_on_a_tick_goes_to_its_step(page):
    page.locator("#ticks i").nth(11).click()
    expect_step(page, 12)
    page.locator("#ticks i").nth(0).click()
    expect_step(page, 1)


def test_stepping_asks_the_server_for_nothing(page):
    page.evaluate("document.fonts.ready")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    press(page, *["ArrowRight"] * ALL_STEPS, *["ArrowLeft"] * ALL_STEPS, "End")
    expect_step(page, ALL_STEPS)
    assert asked == []


def test_keys_belong_to_the_editor_while_typing(page):
    program(page).click()
    press(page, "Control+End")
    page.keyboard.type(" # g 3 ? ")
    press(page, "ArrowLeft", "Home", "End")
    expect_step(page, 0)
    assert text_of_program(page).rstrip().endswith("loss = (y − target)² # g 3 ?")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_keys_belong_to_a_number_box_while_typing(page):
    box = page.get_by_role("spinbutton", name="w1 value")
    box.click()
    press(page, "Home", "ArrowRight", "End")
    expect_step(page, 0)


def test_a_question_mark_opens_help_and_escape_closes_it(page):
    press(page, "?")
    help_ = page.get_by_role("dialog", name="Help")
    expect(help_).to_contain_text("next and previous step")
    press(page, "ArrowRight", "Escape")
    expect(help_).to_be_hidden()
    expect_step(page, 0)


def test_an_example_is_chosen_with_the_keyboard_alone(page):
    page.get_by_role("button", name="Examples").focus()
    press(page, "Enter")
    expect(page.get_by_role("button", name="A network with one hidden neuron")).to_be_focused()
    press(page, "ArrowDown", "Enter")
    shows_program(page, "y")
    expect(explanation(page)).to_contain_text("3 steps forward, 4 back")
    press(page, "ArrowRight")
    expect_step(page, 1)


def test_every_example_can_be_walked_to_its_end(page):
    page.get_by_role("button", name="Examples").click()
    titles = page.get_by_role("list", name="Examples").get_by_role("button").all_inner_texts()
    assert len(titles) >= 12
    page.keyboard.press("Escape")
    for title in titles:
        page.get_by_role("button", name="Examples").click()
        with page.expect_response("**/api/trace") as answer:
            page.get_by_role("list", name="Examples").get_by_role("button").filter(
                has_text=title.split("\n")[0]
            ).click()
        last = len(answer.value.json()["steps"])
        settled(page)
        expect(step_slider(page)).to_have_attribute("max", str(last))
        press(page, "End")
        expect_step(page, last)
        expect(explanation(page).locator(".katex").first).to_be_visible()
