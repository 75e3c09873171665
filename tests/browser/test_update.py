"""The update and the loop: again and again, back to the start, roles, direction, the curve, the drawn loop."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import (
    ALL_STEPS,
    FORWARD_STEPS,
    explanation,
    gradient_of,
    node,
    rest,
    shows_program,
    step_slider,
    value_of,
    walk_to,
    write,
)
from tests.browser.test_looks import PHONE, complaints_of_axe

START = {"w1": "0.5", "b1": "0.1", "w2": "-0.3", "b2": "0.2"}


@pytest.fixture(autouse=True)
def traced(request):
    if "page" in request.fixturenames:
        expect(node(request.getfixturevalue("page"), "loss")).to_be_visible()


def press(page: Page, name: str):
    page.get_by_role("button", name=name, exact=True).click()


def is_said(page: Page, text: str):
    expect(page.get_by_text(text)).to_be_visible()


def holds(page: Page, values: dict[str, str]):
    for name, value in values.items():
        expect(page.get_by_role("spinbutton", name=f"{name} value")).to_have_value(value)


def set_rate(page: Page, rate: str):
    box = page.get_by_role("spinbutton", name="Learning rate")
    box.fill(rate)
    box.press("Enter")
    rest(page)


def choose_role(page: Page, name: str, role: str):
    with page.expect_response("**/api/trace"):
        page.get_by_role("combobox", name=f"{name} role", exact=True).select_option(role)


def curve(page: Page):
    return page.get_by_role("img", name=re.compile("^loss .* after"))


# --- again and back ---------------------------------------------------------------------------------------------------


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


# --- the step ---------------------------------------------------------------------------------------------------------


def test_an_update_step_is_an_assignment_in_symbols_and_numbers(page):
    walk_to(page, 16)
    lines = explanation(page).locator(".formula annotation").all_text_contents()
    assert [line.replace("\\displaystyle ", "") for line in lines] == [
        "w_{1}",
        r"\leftarrow w_{1} − η \cdot \frac{\partial L}{\partial w_{1}}",
        r"= 0.5 − 0.1 \cdot 1.356",
        r"= \boldsymbol{0.3644}",
    ]


def test_behind_the_last_parameter_the_loop_closes(page):
    walk_to(page, ALL_STEPS)
    expect(explanation(page)).to_contain_text("Going forward again, loss changes from 1.277 to 0.3759.")


def test_the_drawn_loop_shows_the_phase_and_leads_to_it(page):
    loop = page.get_by_role("navigation", name="The loop of training")
    for name, step in (("backward", 8), ("update", 16), ("forward", 1)):
        button = loop.get_by_role("button", name=f"Go to the first {name} step")
        expect(button).to_have_attribute("aria-current", "false")
        button.click()
        expect(step_slider(page)).to_have_value(str(step))
        expect(button).to_have_attribute("aria-current", "step")
        expect(loop.locator("[aria-current=step]")).to_have_count(1)


# --- roles and direction ----------------------------------------------------------------------------------------------


def test_an_input_that_becomes_a_parameter_is_updated_too(page):
    expect(node(page, "x")).to_have_class(re.compile(r"\binput\b"))
    choose_role(page, "x", "parameter")
    expect(node(page, "x")).to_have_class(re.compile(r"\bparameter\b"))
    expect(node(page, "w1")).to_have_class(re.compile(r"\bparameter\b"))
    expect(step_slider(page)).to_have_attribute("max", str(ALL_STEPS + 1))
    press(page, "Update parameters")
    is_said(page, "Updated: ")
    holds(page, {"x": "1.966", "w1": "0.3644"})


def test_a_constant_keeps_its_value_and_has_no_update(page):
    choose_role(page, "w1", "constant")
    expect(node(page, "w1")).to_have_class(re.compile(r"\bconstant\b"))
    expect(step_slider(page)).to_have_attribute("max", str(ALL_STEPS - 1))
    press(page, "Update parameters")
    is_said(page, "Updated: ")
    holds(page, {"w1": "0.5", "b1": "0.0322"})
    press(page, "reset")
    expect(step_slider(page)).to_have_attribute("max", str(ALL_STEPS))


def test_without_parameters_there_is_nothing_to_update(page):
    write(page, "y = x²")
    shows_program(page, "y")
    choose_role(page, "x", "input")
    expect(page.get_by_role("button", name="Update parameters")).to_be_disabled()
    expect(page.get_by_role("button", name="Go to the first update step")).to_be_disabled()


def test_a_role_stays_while_the_text_changes_and_goes_with_its_leaf(page):
    write(page, "y = w·x + b")
    shows_program(page, "y")
    choose_role(page, "w", "constant")
    write(page, "loss = (w·x + b)²")
    shows_program(page, "loss")
    expect(node(page, "w")).to_have_class(re.compile(r"\bconstant\b"))
    write(page, "z = (x + b)²")
    shows_program(page, "z")
    write(page, "y = w·x + b")
    shows_program(page, "y")
    expect(node(page, "w")).to_have_class(re.compile(r"\bparameter\b"))


def test_the_explanations_know_the_roles_and_the_direction(page):
    """The exported script asserts the updated parameters: x among them, each a step up."""
    choose_role(page, "x", "parameter")
    page.get_by_role("combobox", name="Direction").select_option("ascent")
    page.get_by_role("button", name="Export").click()
    expect(page.get_by_role("textbox", name="The exported text")).to_have_value(re.compile(r"x \+= 0\.1 \* x\.grad"))


def test_an_ascent_makes_the_output_grow(page):
    page.get_by_role("combobox", name="Direction").select_option("ascent")
    is_said(page, "After one update: loss 1.277 → 3.296")
    press(page, "Update parameters")
    is_said(page, "Updated: loss 1.277 → 3.296")
    page.get_by_role("button", name="Go to the first update step").click()
    expect(explanation(page)).to_contain_text("takes a step along its gradient")
    expect(explanation(page).locator("annotation").nth(1)).to_contain_text("w_{1} + η")


def test_a_link_carries_roles_direction_and_updated_values(page, open_page):
    choose_role(page, "target", "constant")
    page.get_by_role("combobox", name="Direction").select_option("ascent")
    press(page, "Update parameters")
    is_said(page, "Updated: ")
    updated = page.get_by_role("spinbutton", name="w1 value").input_value()
    press(page, "Share")
    page.wait_for_url("**/#p=*")
    other = open_page("/" + page.url[page.url.index("#") :])
    shows_program(other, "loss")
    holds(other, {"w1": updated})
    expect(other.get_by_role("combobox", name="target role")).to_have_value("constant")
    expect(other.get_by_role("combobox", name="Direction")).to_have_value("ascent")
    expect(node(other, "target")).to_have_class(re.compile(r"\bconstant\b"))


def test_a_reload_keeps_roles_and_direction(page):
    choose_role(page, "target", "constant")
    page.get_by_role("combobox", name="Direction").select_option("ascent")
    is_said(page, "After one update: loss 1.277 → 3.296")
    page.reload()
    expect(page.get_by_role("combobox", name="target role")).to_have_value("constant")
    expect(page.get_by_role("combobox", name="Direction")).to_have_value("ascent")


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_a_step_that_is_too_long_is_named(page):
    write(page, "w = 1\ncost = w²")
    shows_program(page, "cost")
    set_rate(page, "1.5")
    press(page, "Update parameters")
    is_said(page, "The step was too long: cost became larger.")
    press(page, "Undo")
    expect(page.get_by_text("The step was too long")).to_have_count(0)


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


# --- every form -------------------------------------------------------------------------------------------------------

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


def test_a_role_is_chosen_by_keyboard(page):
    page.get_by_role("combobox", name="x role", exact=True).focus()
    page.keyboard.press("p")
    expect(node(page, "x")).to_have_class(re.compile(r"\bparameter\b"))
    expect(gradient_of(page, "x")).to_have_text("—")
