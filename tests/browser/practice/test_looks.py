"""Practice on a phone, in the dark, in Chinese, and for axe."""

import pytest
from playwright.sync_api import expect

from tests.browser.practice.screen import answer_box, practise, try_answer
from tests.browser.screen import next_frame, node
from tests.browser.test_looks import FORMS, complaints_of_axe

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("form", FORMS)
def test_axe_finds_nothing_in_practice(open_page, form: str):
    page = open_page(**FORMS[form])
    expect(node(page, "loss")).to_be_attached()
    page.locator("#practice-button").click()
    expect(page.locator("#practice-items tbody tr")).to_have_count(6)
    page.locator("#practice-hide-updated").check()
    expect(page.locator("#practice-items tbody tr")).to_have_count(8)
    assert complaints_of_axe(page) == []
    first = page.locator("#practice-items tbody tr").first
    first.get_by_role("textbox").fill("1")
    first.get_by_role("textbox").press("Enter")
    expect(first.locator(".practice-message")).not_to_be_empty()
    first.get_by_role("button").nth(1).click()
    expect(first.get_by_role("listitem")).to_have_count(1)
    page.locator(".blank[role]").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert complaints_of_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_everything_is_reached(open_page):
    page = open_page(**PHONE)
    expect(node(page, "loss")).to_be_attached()
    practise(page)
    for width in (360, 390, 720, 1024):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        expect(page.get_by_role("button", name="Back to the program")).to_be_in_viewport(ratio=1)
    page.set_viewport_size(PHONE["viewport"])
    expect(try_answer(page, "Gradient of w2", "-2.486")).to_contain_text("✓ right")
    expect(answer_box(page, "Gradient of w1")).to_be_in_viewport(ratio=1)


def test_the_picture_fits_again_in_a_wider_window(open_page):
    page = open_page(**PHONE, reduced_motion="reduce")
    expect(node(page, "loss")).to_be_attached()
    practise(page)
    cards = page.locator("#practice-picture g.node")
    expect(cards.last).not_to_be_in_viewport()
    page.set_viewport_size({"width": 1440, "height": 900})
    for card in cards.all():
        expect(card).to_be_in_viewport(ratio=1)


def test_a_zoom_chosen_by_hand_stays_in_a_wider_window(open_page):
    page = open_page(viewport={"width": 1000, "height": 800}, reduced_motion="reduce")
    expect(node(page, "loss")).to_be_attached()
    practise(page)
    stage = page.locator("#practice-picture g.stage")
    page.locator("#practice-film").get_by_role("button", name="Zoom in").click()
    zoomed = stage.get_attribute("transform")
    page.set_viewport_size({"width": 1440, "height": 900})
    next_frame(page)
    assert stage.get_attribute("transform") == zoomed


def test_practice_speaks_chinese(open_page):
    page = open_page(locale="zh-CN")
    expect(node(page, "loss")).to_be_visible()
    page.get_by_role("button", name="练习", exact=True).click()
    box = page.get_by_role("textbox", name="w2 的梯度")
    box.fill("1.1")
    box.press("Enter")
    expect(page.get_by_role("status").filter(has_text="漏掉了上游梯度")).to_be_visible()
    assert page.locator("#practice").evaluate("practice => practice.innerText.match(/practice\\.\\w+/)") is None
