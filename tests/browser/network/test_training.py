"""Training on the Network page: run, pause, step, cancel, and pictures that follow."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.network.screen import (
    LAST,
    box,
    button,
    moment,
    row_of_update,
    status,
    train,
    train_from_a_lucky_start,
)
from tests.browser.screen import node, settled, step_slider, stop_the_clock, value_of

A_FRAME = 33
"""Milliseconds for which a state of the training is shown, at least."""
PATIENCE = 1000
"""How often a training that was asked for is looked at before it is given up."""


def train_a_moment(page):
    """Train until something is seen of it, and stop the time there: the training must not end while it is looked at."""
    stop_the_clock(page)
    button(page, "Train").click()
    for _ in range(PATIENCE):
        if page.get_by_role("progressbar").evaluate("bar => bar.value") > 0:
            return
        page.clock.run_for(A_FRAME)
    pytest.fail("the training does not begin")


def test_the_page_opens_with_the_first_update_to_come(page):
    expect(moment(page)).to_contain_text("before training; the first of 25,000 updates takes sample 1: x = −0.5018")
    expect(status(page)).to_contain_text("10 parameters, 25,000 updates to come.")


def test_the_page_opens_with_every_gradient_and_the_parameters_still_as_they_were(page):
    before, *_ = row_of_update(page, "w_1_1")
    expect(node(page, "w_1_1").locator("> title")).to_contain_text(before)
    expect(value_of(page, "loss")).not_to_be_empty()
    assert int(step_slider(page).input_value()) < int(step_slider(page).get_attribute("max"))


def test_all_reasons_of_idle_neurons_can_be_read(page):
    box(page, "learning rate").fill("5")
    button(page, "Train").click()
    marks = page.locator("#marks")
    expect(marks.locator("li")).to_have_count(3)
    assert marks.evaluate("list => list.scrollHeight - list.clientHeight") == 0


def test_training_bends_the_fit_and_lowers_the_loss(page):
    curve = page.locator("#fit .prediction")
    before = curve.get_attribute("d")
    train_from_a_lucky_start(page)
    expect(status(page)).to_contain_text(re.compile("500 epochs, 25,000 updates. Loss .+ before training, 0.08147 on"))
    assert curve.get_attribute("d") != before
    expect(page.get_by_role("progressbar")).to_have_js_property("value", 1)


def test_the_course_s_start_ends_with_dead_neurons_and_says_so(page):
    train(page)
    expect(status(page)).to_contain_text("1.11 on average in epoch 500.")
    expect(page.locator("#marks")).to_contain_text("h1, h3: dead. The ReLU is closed for all 50 samples")
    expect(page.locator("#diagram .neuron.dead")).to_have_count(2)


def test_one_sample_and_one_epoch_are_single_steps(page):
    button(page, "one sample").click()
    expect(moment(page)).to_contain_text("update 1 of 25,000 · epoch 1 · sample 1")
    button(page, "one sample").click()
    expect(moment(page)).to_contain_text("update 2 of 25,000 · epoch 1 · sample 2")
    button(page, "one epoch").click()
    expect(moment(page)).to_contain_text("update 50 of 25,000 · epoch 1 · sample 50")
    expect(status(page)).to_contain_text(
        "1 epoch, 50 updates. Loss 7.491 before training, 2.766 on average in epoch 1."
    )
    button(page, "one epoch").click()
    expect(moment(page)).to_contain_text("update 100 of 25,000 · epoch 2 · sample 50")
    button(page, "reset").click()
    expect(moment(page)).to_contain_text("before training")


def test_a_training_can_be_paused_and_goes_on_to_the_same_end(watched):
    page = watched
    train_a_moment(page)
    button(page, "Pause").click()
    page.clock.resume()
    expect(button(page, "Go on")).to_be_visible()
    expect(moment(page)).not_to_have_text(re.compile("^before training|^update 25,000"))
    button(page, "Go on").click()
    expect(moment(page)).to_contain_text(LAST)
    expect(status(page)).to_contain_text("1.11 on average in epoch 500.")


def test_a_training_goes_on_without_making_anything_again(watched):
    page = watched
    sent = []
    page.on("request", lambda each: sent.append(each.post_data_json) if each.url.endswith("/api/train") else None)
    train_a_moment(page)
    button(page, "Pause").click()
    page.clock.resume()
    for name in ("one sample", "one epoch"):
        button(page, name).click()
        settled(page)
    fresh, *others = sent
    assert "state" not in fresh
    assert [bool(each["from_update"]) == ("state" in each) for each in others] == [True, True]


def test_a_training_can_be_cancelled(watched):
    page = watched
    train_a_moment(page)
    button(page, "cancel").click()
    page.clock.resume()
    expect(moment(page)).to_contain_text("before training")
    expect(button(page, "Train")).to_be_visible()


def test_more_epochs_go_on_where_the_training_ended(page):
    box(page, "epochs").fill("20")
    train(page)
    expect(moment(page)).to_contain_text("update 1,000 of 1,000")
    box(page, "epochs").fill("30")
    train(page)
    expect(moment(page)).to_contain_text("update 1,500 of 1,500")
    expect(status(page)).to_contain_text("on average in epoch 30.")


def test_a_diverging_run_says_why_and_shows_its_last_finite_state(page):
    box(page, "learning rate").fill("5")
    button(page, "Train").click()
    expect(status(page)).to_contain_text("0 epochs, 11 updates. It diverged: in update 12 (epoch 1)")
    expect(status(page)).to_contain_text("Try the learning rate 0.5, or less.")
    expect(page.get_by_text("No epoch was finished, so there is no curve.")).to_be_visible()
    expect(value_of(page, "loss")).to_have_text(re.compile(r"^[\d.]+(e\d+)?$"))


@pytest.mark.parametrize(("data", "classes"), [("two moons", 2), ("three classes", 3)])
def test_data_with_two_inputs_show_the_regions_of_the_classes(page, data, classes):
    box(page, "set").select_option(data)
    expect(page.locator("#fit-legend li")).to_have_count(classes)
    image = page.locator("#fit image")
    before = image.get_attribute("href")
    box(page, "epochs").fill("20")
    train(page)
    assert before.startswith("data:image/png")
    assert image.get_attribute("href") != before


def test_test_samples_have_a_curve_of_their_own(page):
    box(page, "kept for test").select_option("30 %")
    box(page, "epochs").fill("20")
    train(page)
    expect(status(page)).to_contain_text("Test loss")
    expect(page.locator("#fit .hollow")).to_have_count(15)


def test_the_gradients_of_the_layers_have_a_histogram(page):
    button(page, "histogram").click()
    assert page.locator("#diagram .histogram .bar").count() > 20
    button(page, "weights").click()
    expect(page.locator("#diagram .link")).to_have_count(6)
