"""Roles and direction: what an update changes, and where it leads."""

import re

from playwright.sync_api import expect

from tests.browser.screen import ALL_STEPS, explanation, gradient_of, node, shows_program, step_slider, write
from tests.browser.update.screen import choose_role, holds, is_said, press


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


def test_a_role_is_chosen_by_keyboard(page):
    page.get_by_role("combobox", name="x role", exact=True).focus()
    page.keyboard.press("p")
    expect(node(page, "x")).to_have_class(re.compile(r"\bparameter\b"))
    expect(gradient_of(page, "x")).to_have_text("—")
