"""The Network page: train, watch, stand inside any update, compare, and be told what is wrong."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import node, step_slider, value_of, write

LAST = "update 25,000 of 25,000 · epoch 500 · sample 50"


@pytest.fixture
def page(open_page) -> Page:
    """The Network page at 1440 × 900, in English, with the graph of the first update; nothing waits to be watched."""
    page = open_page("/network", reduced_motion="reduce")
    expect(node(page, "loss")).to_be_visible()
    return page


@pytest.fixture
def watched(open_page) -> Page:
    """The same page for a reader who wants to watch the training."""
    page = open_page("/network")
    expect(node(page, "loss")).to_be_visible()
    return page


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def box(page: Page, name: str) -> Locator:
    return page.get_by_label(name, exact=True)


def status(page: Page) -> Locator:
    return page.locator("#run-status")


def moment(page: Page) -> Locator:
    return page.locator("#moment-text")


def time_machine(page: Page) -> Locator:
    return page.get_by_role("slider", name="Update", exact=True)


def train(page: Page) -> None:
    """Train to the end, and wait until the last update is open."""
    button(page, "Train").click()
    expect(moment(page)).to_have_text(re.compile(r"^update ([\d,]+) of \1 ·"), timeout=30_000)


def train_from_a_lucky_start(page: Page) -> None:
    box(page, "start").select_option("normal, own seed")
    box(page, "start’s seed").fill("13")
    train(page)


def click_on_curve(page: Page, share: float) -> None:
    """Click on the loss chart at a share of its width."""
    plot = page.locator("#loss-chart .u-over")
    size = plot.bounding_box()
    plot.click(position={"x": share * size["width"], "y": size["height"] / 2})


def row_of_update(page: Page, name: str) -> list[str]:
    """Before, gradient and after of a parameter, in full."""
    row = page.locator("#update-table tr").filter(has=page.locator("th", has_text=re.compile(f"^{name}$")))
    return [cell.get_attribute("title") for cell in row.locator("td").all()]


# --- training ---


def test_the_page_opens_with_the_first_update_to_come(page):
    expect(moment(page)).to_contain_text("before training; the first of 25,000 updates takes sample 1: x = −0.5018")
    expect(status(page)).to_contain_text("10 parameters, 25,000 updates to come.")


def test_training_bends_the_fit_and_lowers_the_loss(page):
    curve = page.locator("#fit .prediction")
    before = curve.get_attribute("d")
    train_from_a_lucky_start(page)
    expect(status(page)).to_contain_text("500 epochs, 25,000 updates. Loss 0.7622 → 0.08147.")
    assert curve.get_attribute("d") != before
    expect(page.get_by_role("progressbar")).to_have_js_property("value", 1)


def test_the_course_s_start_ends_with_dead_neurons_and_says_so(page):
    train(page)
    expect(status(page)).to_contain_text("Loss 2.766 → 1.11.")
    expect(page.locator("#marks")).to_contain_text("h1, h3: dead. The ReLU is closed for all 50 samples")
    expect(page.locator("#diagram .neuron.dead")).to_have_count(2)


def test_one_sample_and_one_epoch_are_single_steps(page):
    button(page, "one sample").click()
    expect(moment(page)).to_contain_text("update 1 of 25,000 · epoch 1 · sample 1")
    button(page, "one sample").click()
    expect(moment(page)).to_contain_text("update 2 of 25,000 · epoch 1 · sample 2")
    button(page, "one epoch").click()
    expect(moment(page)).to_contain_text("update 50 of 25,000 · epoch 1 · sample 50")
    button(page, "one epoch").click()
    expect(moment(page)).to_contain_text("update 100 of 25,000 · epoch 2 · sample 50")
    button(page, "reset").click()
    expect(moment(page)).to_contain_text("before training")


def test_a_training_can_be_paused_and_goes_on_to_the_same_end(watched):
    page = watched
    button(page, "Train").click()
    button(page, "Pause").click()
    expect(button(page, "Go on")).to_be_visible()
    expect(moment(page)).not_to_have_text(re.compile("^before training|^update 25,000"))
    button(page, "Go on").click()
    expect(moment(page)).to_contain_text(LAST)
    expect(status(page)).to_contain_text("Loss 2.766 → 1.11.")


def test_a_training_can_be_cancelled(watched):
    page = watched
    button(page, "Train").click()
    button(page, "cancel").click()
    expect(moment(page)).to_contain_text("before training")
    expect(button(page, "Train")).to_be_visible()


def test_more_epochs_go_on_where_the_training_ended(page):
    box(page, "epochs").fill("20")
    train(page)
    expect(moment(page)).to_contain_text("update 1,000 of 1,000")
    box(page, "epochs").fill("30")
    train(page)
    expect(moment(page)).to_contain_text("update 1,500 of 1,500")
    expect(status(page)).to_contain_text("Loss 2.766 →")


def test_a_diverging_run_says_why_and_shows_its_last_finite_state(page):
    box(page, "learning rate").fill("3")
    button(page, "Train").click()
    expect(status(page)).to_contain_text("It diverged: after update")
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


# --- the time machine ---


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


# --- comparing ---


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
    expect(status(page)).to_contain_text("Loss 0.7622 → 0.08147.", timeout=30_000)
    expect(box(page, "start’s seed")).to_have_value("13")


# --- own data, own program ---


def test_own_data_are_trained_on(page):
    box(page, "set").select_option("own data")
    page.locator("#csv").fill("x,target\n-1,2\n0,1\n1,0\n2,-1\n")
    expect(page.locator("#fit .point")).to_have_count(4)
    box(page, "epochs").fill("100")
    train(page)
    expect(moment(page)).to_contain_text("update 400 of 400")


def test_a_file_is_read_into_the_box(page):
    box(page, "set").select_option("own data")
    csv = {"name": "mine.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n3,4\n5,6\n"}
    page.locator("#csv-file").set_input_files(csv)
    expect(page.locator("#csv")).to_have_value("a,b\n1,2\n3,4\n5,6\n")
    expect(page.locator("#fit .point")).to_have_count(3)


def test_an_own_program_is_trained_and_can_be_given_up(page):
    write(page, "loss = (w·x² − target)²")
    expect(page.locator("#diagram")).to_contain_text("not a network of layers")
    expect(box(page, "loss")).to_be_disabled()
    box(page, "epochs").fill("20")
    train(page)
    expect(node(page, "w")).to_be_visible()
    button(page, "restore").click()
    expect(page.get_by_role("textbox", name="Program")).to_contain_text("h1 = relu(")
    expect(page.locator("#diagram .neuron")).to_have_count(5)


# --- what is wrong is said where it is, and nothing typed is lost ---


@pytest.mark.parametrize(
    ("name", "typed", "problem"),
    [
        ("learning rate", "abc", "“abc” is not a number."),
        ("learning rate", "NaN", "“NaN” is not a number."),
        ("learning rate", "", "learning rate: a number is needed here."),
        ("learning rate", "-1", "The learning rate must be a positive number, but it is −1."),
        ("epochs", "1000000", "The number of epochs must be a whole number from 1 to 100000"),
        ("epochs", "2.5", "The number of epochs must be a whole number"),
        ("points", "0", "The number of points must be a whole number from 1 to 2000"),
        ("noise", "-1", "The noise must be a number of at least 0"),
    ],
)
def test_a_bad_number_is_explained_beside_its_box(page, name, typed, problem):
    box(page, name).fill(typed)
    button(page, "Train").click()
    field = box(page, name)
    expect(field).to_have_accessible_description(re.compile(re.escape(problem)))
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value(typed)
    field.fill("0.02" if name != "epochs" and name != "points" else "20")
    expect(field).to_have_attribute("aria-invalid", "false")
    train(page)


def test_a_bad_cell_is_named_with_line_and_column(page):
    box(page, "set").select_option("own data")
    page.locator("#csv").fill("x,target\n1,2\n2,oops\n")
    expect(page.locator("#csv-problem")).to_have_text("Line 3, column 2 of the data is not a finite number: 'oops'.")
    expect(page.locator("#csv")).to_have_value("x,target\n1,2\n2,oops\n")


def test_labels_that_do_not_fit_the_loss_are_refused_at_the_loss(page):
    box(page, "loss").select_option("binary cross-entropy")
    expect(page.locator("#loss-problem")).to_contain_text("is not one of 2 classes")


def test_an_error_in_the_program_is_marked_in_the_program(page):
    write(page, "loss = sinn(x)")
    expect(page.locator("#problem")).to_contain_text("Line 1, column 8")
    expect(page.locator(".mark-error")).to_be_visible()
    write(page, "loss = w·x·[1, 2]")
    expect(page.locator("#problem")).to_contain_text("a gradient needs a single number")


# --- coming back ---


def test_a_reload_brings_everything_back_that_was_typed(page):
    box(page, "learning rate").fill("0.5x")
    box(page, "optimizer").select_option("Adam")
    button(page, "+ layer").click()
    page.reload()
    expect(box(page, "learning rate")).to_have_value("0.5x")
    expect(box(page, "optimizer")).to_have_value("adam")
    expect(box(page, "Neurons in hidden layer 2")).to_have_value("3")


def test_a_link_opens_the_same_update(page, open_page, server_url):
    train_from_a_lucky_start(page)
    button(page, "Previous update").click()
    expect(moment(page)).to_contain_text("update 24,999")
    button(page, "Share").click()
    expect(page).to_have_url(re.compile("#n="))
    other = open_page(page.url.removeprefix(server_url))
    expect(moment(other)).to_contain_text("update 24,999 of 25,000", timeout=30_000)
    expect(status(other)).to_contain_text("Loss 0.7622 → 0.08147.")
