"""Every form of the page: wide, phone, dark, Chinese. axe finds nothing, nothing is cut off, motion is optional."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import next_frame, node, walk_to, write

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True}
FORMS = {
    "wide": {},
    "phone": PHONE,
    "dark": {"color_scheme": "dark"},
    "Chinese": {"locale": "zh-CN"},
    "dark phone in Chinese": {**PHONE, "color_scheme": "dark", "locale": "zh-CN"},
    "tablet": {"viewport": {"width": 820, "height": 1180}},
    "reduced motion": {"reduced_motion": "reduce"},
}
OUTPUT = "loss"


def complaints_of_axe(page: Page) -> list[str]:
    # Through the debugger, which the content security policy does not concern.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{each['id']}: {json.dumps(each['nodes'][0]['html'])}" for each in found["violations"]]


@pytest.mark.parametrize("form", FORMS)
def test_axe_finds_nothing(open_page, form: str):
    page = open_page(**FORMS[form])
    expect(node(page, OUTPUT)).to_be_attached()
    assert complaints_of_axe(page) == []
    page.keyboard.press("End")
    for _ in range(7):
        page.keyboard.press("ArrowLeft")
    assert complaints_of_axe(page) == []


def test_axe_finds_nothing_in_help_menu_details_and_error(page):
    expect(node(page, OUTPUT)).to_be_visible()
    node(page, "h").click()
    assert complaints_of_axe(page) == []
    page.get_by_role("button", name="Examples").click()
    assert complaints_of_axe(page) == []
    page.keyboard.press("Escape")
    write(page, "y = sinn(x)")
    expect(page.locator(".mark-error")).to_be_visible()
    assert complaints_of_axe(page) == []
    page.get_by_role("button", name="Help").click()
    assert complaints_of_axe(page) == []


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, PHONE, {"locale": "zh-CN"}])
def test_axe_finds_nothing_on_the_help_page(open_page, options: dict):
    page = open_page("/help", **options)
    expect(page.locator(".katex").first).to_be_visible()
    assert complaints_of_axe(page) == []


@pytest.mark.parametrize("path", ["/", "/help"])
def test_no_page_scrolls_sideways(open_page, path: str):
    page = open_page(path)
    for width in (360, 400, 720, 721, 1024, 1180, 1181, 1440):
        page.set_viewport_size({"width": width, "height": 780})
        expect(page.get_by_role("link", name="中文")).to_be_in_viewport(ratio=1)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_text_in_the_graph_is_at_least_12_pixels_high_at_fit(page):
    for width in (1366, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        expect(node(page, OUTPUT)).to_be_in_viewport(ratio=1)
        next_frame(page)
        smallest = page.evaluate(
            """() => Math.min(...Array.from(document.querySelectorAll('g.node text'), text =>
                parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"""
        )
        assert smallest >= 12


def test_on_a_phone_the_film_begins_large_enough_to_read_and_follows_the_walk(open_page):
    page = open_page(**PHONE)
    expect(node(page, "x")).to_be_in_viewport(ratio=1)
    walk_to(page, 12)
    expect(page.locator("g.node.active")).to_be_in_viewport(ratio=0.9)
    page.get_by_role("button", name="Show everything").tap()
    expect(node(page, "x")).to_be_in_viewport(ratio=1)
    expect(node(page, OUTPUT)).to_be_in_viewport(ratio=1)


def test_on_a_phone_the_player_stays_in_view_and_the_explanation_follows_it(open_page):
    page = open_page(**PHONE)
    expect(node(page, "x")).to_be_visible()
    page.get_by_role("table", name="Gradients").scroll_into_view_if_needed()
    expect(page.get_by_role("button", name="Next step")).to_be_in_viewport()
    tops = page.locator(".column").evaluate_all(
        "columns => columns.map(each => [each.getBoundingClientRect().top, each.className])"
    )
    assert min(tops)[1].split()[1] == "step-panel"


def test_a_chosen_theme_lasts(page):
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.get_by_role("button", name="Dark colours").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="Dark colours", pressed=True)).to_be_visible()


def test_the_theme_follows_the_system_until_the_reader_chooses(page):
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_pulse_runs_along_the_live_edges_unless_motion_is_unwelcome(open_page):
    lively, calm = open_page(), open_page(reduced_motion="reduce")
    for page in (lively, calm):
        expect(node(page, OUTPUT)).to_be_visible()
        page.evaluate(
            """() => {
                const {dataset} = document.documentElement;
                dataset.pulses = 0;
                const count = (changes) => { for (const {addedNodes} of changes) for (const node of addedNodes)
                    if (node.classList?.contains('pulse')) dataset.pulses = Number(dataset.pulses) + 1; };
                const picture = document.querySelector('.picture');
                new MutationObserver(count).observe(picture, {childList: true, subtree: true});
            }"""
        )
    for pulses in (2, 4):
        lively.keyboard.press("ArrowRight")
        expect(lively.locator("html")).to_have_attribute("data-pulses", str(pulses))
    expect(lively.locator(".pulse")).to_have_count(0)
    walk_to(calm, 2)
    next_frame(calm)
    assert calm.locator("html").get_attribute("data-pulses") == "0"


def test_every_target_is_at_least_24_pixels_large(page):
    expect(node(page, OUTPUT)).to_be_visible()
    node(page, "h").click()
    small = page.evaluate(
        """() => Array.from(document.querySelectorAll('button, a, input:not(#step-slider), select'))
            .filter(each => each.checkVisibility() && !each.closest('dialog'))
            .map(each => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
            .filter(([, {width, height}]) => width < 24 || height < 23.9).map(([html]) => html)"""
    )
    assert small == []


def test_the_page_says_the_language_it_is_in(open_page):
    expect(open_page().locator("html")).to_have_attribute("lang", "en")
    expect(open_page(locale="zh-CN").locator("html")).to_have_attribute("lang", "zh-CN")
    expect(open_page("/?lang=en", locale="zh-CN").locator("html")).to_have_attribute("lang", "en")


def test_on_a_phone_the_chips_stand_above_the_graph(open_page):
    page = open_page(**PHONE)
    expect(node(page, "x")).to_be_visible()
    chips, picture = page.locator(".chips").bounding_box(), page.locator("#picture").bounding_box()
    assert chips["y"] + chips["height"] <= picture["y"]
    assert picture["height"] > 200


@pytest.mark.parametrize("form", ["wide", "phone"])
def test_the_name_of_a_leaf_is_not_cut_off(open_page, form: str):
    page = open_page(**FORMS[form])
    write(page, "target = 4; weights12 = 2; loss = target·weights12")
    expect(page.get_by_role("spinbutton", name="weights12 value")).to_be_visible()
    for name in page.locator("#values .leaf-text").all():
        assert name.evaluate("text => text.scrollWidth <= text.clientWidth"), name.inner_text()
