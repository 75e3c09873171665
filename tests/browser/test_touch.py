"""Under a thumb: targets large enough, nothing under the keys or behind a bar, what is used often within reach."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.network.screen import box, button, is_trained
from tests.browser.practice.screen import answer_box, blank, choose_level, hide_kind, practise, row, try_answer
from tests.browser.screen import next_frame, node, rest, settled

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SMALL_PHONE = {**PHONE, "viewport": {"width": 360, "height": 640}}
TOO_SMALL = """() => Array.from(document.querySelectorAll('main, header').values())
    .flatMap(part => Array.from(part.querySelectorAll('button, a, select, textarea, input')))
    .filter(each => each.checkVisibility() && !each.closest('.matrix, .for-screen-readers, label:has(input)'))
    .filter(each => !each.matches('.for-screen-readers, .role, .array-cell'))
    .filter(each => each.getBoundingClientRect().height < 31.9)
    .map(each => each.outerHTML.slice(0, 90))"""
ZOOMED_INTO = """() => Array.from(document.querySelectorAll('main :is(input, select, textarea, .cm-content)'))
    .filter(each => each.checkVisibility() && !each.matches('[type=range], [type=checkbox], [type=radio], .role'))
    .filter(each => parseFloat(getComputedStyle(each).fontSize) < 16)
    .map(each => each.outerHTML.slice(0, 90))"""
KEYS_UP_TO = 330
"""What is left of the height of a phone above its keys."""
LEFT = f"{{offsetLeft: 0, offsetTop: 0, width: 390, height: {KEYS_UP_TO}}}"
KEYS = f"Object.defineProperty(window, 'visualViewport', {{value: {LEFT}}})"


@pytest.fixture
def open_phone(open_page):
    """``open_phone(path, phone, **form)``: the page on a phone, with its first graph."""

    def open_phone(path: str = "/", phone: dict = PHONE, **form) -> Page:
        page = open_page(path, **{**phone, "reduced_motion": "reduce", **form})
        expect(node(page, "loss")).to_be_attached()
        settled(page)
        return page

    return open_phone


@pytest.fixture
def network(open_phone) -> Page:
    return open_phone("/network", SMALL_PHONE)


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= screen.width")


@pytest.mark.parametrize("path", ["/", "/network"])
def test_targets_are_large_enough_and_no_box_makes_the_phone_zoom(open_phone, path: str):
    page = open_phone(path, SMALL_PHONE)
    assert page.evaluate(TOO_SMALL) == []
    assert page.evaluate(ZOOMED_INTO) == []
    assert fits(page)


def test_targets_are_large_enough_in_practice(open_phone):
    page = open_phone(phone=SMALL_PHONE)
    practise(page)
    hide_kind(page, "updated parameters")
    try_answer(page, "Gradient of y", "7")
    assert page.evaluate(TOO_SMALL) == []
    assert page.evaluate(ZOOMED_INTO) == []
    assert fits(page)


def test_a_mouse_keeps_its_small_buttons(open_page):
    page = open_page("/network", reduced_motion="reduce")
    assert box(page, "epochs").bounding_box()["height"] < 32


def test_a_finger_that_just_misses_a_box_on_the_graph_opens_it(open_phone):
    page = open_phone()
    practise(page)
    near = blank(page, "Gradient of x").bounding_box()
    page.touchscreen.tap(near["x"] + near["width"] / 2, near["y"] - 9)
    expect(page.get_by_role("dialog", name="Gradient of x")).to_be_visible()
    page.touchscreen.tap(near["x"] + near["width"] / 2, near["y"] - 60)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_keys_of_the_phone_do_not_cover_the_answer_over_the_graph(open_phone):
    page = open_phone()
    page.add_init_script(KEYS)
    page.reload()
    settled(page)
    practise(page)
    blank(page, "Gradient of w1").tap()
    over = page.get_by_role("dialog", name="Gradient of w1")
    expect(over).to_be_visible()
    next_frame(page)
    place = over.bounding_box()
    assert place["y"] >= 0
    assert place["y"] + place["height"] <= KEYS_UP_TO


def test_the_progress_does_not_cover_the_answer_that_is_next(open_phone):
    page = open_phone(phone=SMALL_PHONE)
    practise(page)
    choose_level(page, "hard")
    expect(try_answer(page, "Gradient of w2", "-2.486")).to_contain_text("✓ right")
    page.locator("#practice-program").scroll_into_view_if_needed()
    answer_box(page, "Gradient of y").focus()
    bar = page.locator(".practice-far").bounding_box()
    asked = row(page, "Gradient of y").bounding_box()
    assert asked["y"] >= bar["y"] + bar["height"]


def test_training_is_paused_where_it_is_watched(open_phone):
    page = open_phone("/network", SMALL_PHONE, reduced_motion="no-preference")
    box(page, "epochs").fill("2000")
    button(page, "Train").tap()
    expect(page.locator("#fit")).to_be_in_viewport()
    expect(button(page, "Pause")).to_be_in_viewport(ratio=1)
    button(page, "Pause").tap()
    expect(button(page, "Go on")).to_be_in_viewport(ratio=1)


def test_a_step_of_training_leaves_the_reader_with_the_graph(network):
    network.locator("#walk-update").tap()
    expect(network.locator("#film")).to_be_in_viewport()
    button(network, "one sample").tap()
    expect(network.locator("#moment-text")).to_contain_text("update 1 of")
    settled(network)
    expect(network.locator("#film")).to_be_in_viewport(ratio=0.9)


def test_what_is_wrong_with_the_settings_comes_into_view(network):
    box(network, "learning rate").fill("abc")
    rest(network)
    network.locator("#film").scroll_into_view_if_needed()
    button(network, "Train").tap()
    expect(network.locator("#rate-problem")).to_be_in_viewport(ratio=1)


def test_a_diverging_run_widens_nothing(network):
    box(network, "learning rate").fill("5")
    button(network, "Train").tap()
    expect(network.locator("#run-status")).to_contain_text("diverged")
    settled(network)
    expect(network.locator("#step-panel .sum")).to_be_attached()
    assert fits(network)


def test_what_is_said_about_an_epoch_is_whole(network):
    box(network, "epochs").fill("20")
    button(network, "Train").tap()
    is_trained(network)
    for share in (0.1, 0.5, 0.9):
        plot = network.locator("#loss-chart .u-over")
        plot.hover(position={"x": share * plot.bounding_box()["width"], "y": 40})
        expect(network.locator(".chart-tip")).to_be_visible()
        next_frame(network)
        tip = network.locator(".chart-tip").bounding_box()
        assert tip["x"] >= 0
        assert tip["x"] + tip["width"] <= SMALL_PHONE["viewport"]["width"]


def test_texts_in_the_pictures_are_at_least_12_pixels_high(network):
    smallest = network.evaluate(
        """() => Math.min(...Array.from(document.querySelectorAll('.drawing > svg text'), text =>
            parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"""
    )
    assert smallest >= 12


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_the_header_of_a_phone_keeps_its_two_lines_in_practice(open_phone, locale: str):
    page = open_phone(phone=SMALL_PHONE, locale=locale)
    page.locator("#practice-button").tap()
    expect(page.locator("#practice-items tbody tr")).to_have_count(6)
    first, second = page.locator(".logo").bounding_box(), page.locator(".tabs").bounding_box()
    assert second["y"] >= first["y"] + first["height"]
    for beside in (page.locator("#theme"), page.locator(".header > [hreflang]")):
        place = beside.bounding_box()
        assert second["y"] - 2 <= place["y"] < second["y"] + second["height"]
