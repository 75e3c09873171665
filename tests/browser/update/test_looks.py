"""The loop on a phone, in the dark, in Chinese, and for axe."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.screen import node
from tests.browser.test_looks import PHONE, complaints_of_axe
from tests.browser.update.screen import is_said

FORMS = {
    "wide": {},
    "dark": {"color_scheme": "dark"},
    "phone": PHONE,
    "dark phone in Chinese": {**PHONE, "color_scheme": "dark", "locale": "zh-CN"},
}


@pytest.mark.parametrize("form", FORMS)
def test_axe_finds_nothing_after_updates_and_nothing_is_cut_off(open_page, form):
    page = open_page(**FORMS[form])
    expect(node(page, "loss")).to_be_attached()
    page.locator("#update").click()
    page.locator("#again").click()
    expect(page.locator("#loss-plot canvas")).to_be_visible()
    expect(page.locator("#updated")).to_contain_text("0.1771")
    assert complaints_of_axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    for button in page.locator("#updates-done button, #loop button").all():
        assert button.evaluate("each => each.scrollWidth <= each.clientWidth + 1")


def test_the_loop_speaks_chinese(open_page):
    page = open_page(locale="zh-CN")
    expect(node(page, "loss")).to_be_visible()
    page.get_by_role("button", name="更新参数").click()
    is_said(page, "已更新：loss 1.277 → 0.3759")
    page.get_by_role("button", name="再来一次").click()
    is_said(page, "第 2 次更新：loss 0.3759 → 0.1771")
    expect(page.get_by_role("img", name="loss：1.277，0.3759，0.1771（更新 2 次）")).to_be_visible()
    page.get_by_role("button", name="全部撤销").click()
    expect(page.get_by_role("spinbutton", name="w1 的值")).to_have_value("0.5")
    page.get_by_role("combobox", name="方向").select_option(label="上升 ↑")
    page.get_by_role("button", name="转到更新的第一步").click()
    expect(page.get_by_role("region", name="步骤讲解")).to_contain_text("沿梯度的方向走一步")
    page.get_by_role("combobox", name="target 的角色").select_option(label="常量")
    expect(node(page, "target")).to_have_class(re.compile(r"\bconstant\b"))
