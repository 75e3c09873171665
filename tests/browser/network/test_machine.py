"""The time machine: stand inside any update, and walk on."""

import re

from playwright.sync_api import expect

from tests.browser.network.screen import (
    LAST,
    box,
    button,
    click_on_curve,
    moment,
    row_of_update,
    time_machine,
    train,
    train_from_a_lucky_start,
)
from tests.browser.screen import node, step_slider, value_of


def test_a_click_on_the_curve_opens_that_very_update(page):
    train_from_a_lucky_start(page)
    click_on_curve(page, 0.5)
    expect(moment(page)).to_have_text(re.compile(r"^update 12,[345]\d\d of 25,000 · epoch 2(49|50|51) ·"))
    expect(page.get_by_role("heading", name=re.compile("What update 12,[345].. did"))).to_be_visible()
    before, _, after = row_of_update(page, "w_2_1")
    step_slider(page).press("End")
    card = node(page, "w_2_1")
    expect(card.locator("> title")).to_contain_text(after)
    step_slider(page).press("Home")
    expect(card.locator("> title")).to_contain_text(before)


def test_update_follows_update(page):
    train(page)
    *_, after = row_of_update(page, "b2")
    expect(button(page, "Next update")).to_have_attribute("aria-disabled", "true")
    button(page, "Previous update").click()
    expect(moment(page)).to_contain_text("update 24,999 of 25,000 · epoch 500 · sample 49")
    button(page, "Next update").click()
    expect(moment(page)).to_contain_text(LAST)
    assert row_of_update(page, "b2")[2] == after


def test_the_slider_reaches_every_update_with_the_keyboard(page):
    train(page)
    time_machine(page).press("ArrowLeft")
    expect(moment(page)).to_contain_text("update 24,999 of 25,000")
    time_machine(page).press("Home")
    expect(moment(page)).to_contain_text("update 1 of 25,000")
    expect(time_machine(page)).to_have_attribute("aria-valuetext", "update 1 of 25,000")
    button(page, "log").click()
    time_machine(page).press("ArrowRight")
    expect(moment(page)).to_contain_text("update 2 of 25,000")


def test_walking_an_update_begins_at_its_first_step(page):
    train(page)
    button(page, "walk this update").click()
    expect(step_slider(page)).to_have_value("0")
    expect(button(page, "Play")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(step_slider(page)).to_have_value("1")
    expect(page.locator("#film")).to_be_in_viewport(ratio=0.9)


def test_numbers_and_arrays_are_two_views_of_one_update(page):
    train_from_a_lucky_start(page)
    loss = value_of(page, "loss").text_content()
    button(page, "arrays").click()
    expect(node(page, "W1")).to_be_visible()
    expect(page.get_by_role("textbox", name="Program")).to_contain_text("h = relu(W1·x + b1)")
    expect(value_of(page, "loss")).to_have_text(loss)


def test_each_sample_of_a_batch_has_its_film(page):
    box(page, "batch").select_option("10 samples")
    box(page, "epochs").fill("3")
    train(page)
    expect(page.locator("#update-words")).to_contain_text("The film shows one of 10 samples.")
    before = value_of(page, "loss").text_content()
    box(page, "sample").select_option("42 (2 of 10)")
    expect(moment(page)).to_contain_text("sample 42")
    expect(value_of(page, "loss")).not_to_have_text(before)


def test_what_an_optimizer_remembers_stands_in_the_table(page):
    box(page, "optimizer").select_option("Adam")
    box(page, "epochs").fill("3")
    train(page)
    columns = page.locator("#update-table thead th")
    expect(columns).to_have_text(["name", "before", "gradient", "m", "v", "after"])


def test_arrays_in_the_table_of_the_update_open_and_show_all_their_numbers(page):
    box(page, "set").select_option("two moons")
    box(page, "epochs").fill("3")
    train(page)
    button(page, "arrays").click()
    row = page.locator("#update-table tr").filter(has=page.locator("th", has_text=re.compile("^W1$")))
    row.get_by_role("button", name="W1, array 3×2: show all numbers").first.click()
    expect(page.get_by_role("dialog", name="W1").locator("td")).to_have_count(6)


def test_an_update_is_asked_for_with_the_nearest_state_before_it(page):
    train_from_a_lucky_start(page)
    sent = []
    page.on("request", lambda request: sent.append(request.post_data_json) if "/api/moment" in request.url else None)
    click_on_curve(page, 0.5)
    expect(moment(page)).to_have_text(re.compile(r"^update 12,[345]\d\d of"))
    assert 10_000 < sent[-1]["from_update"] < sent[-1]["update"]
    assert sent[-1]["state"]
