"""The whole path of a first visit: walk forward and backward, move a slider, update, type another program."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.screen import (
    ALL_STEPS,
    FORWARD_STEPS,
    explanation,
    gradient_of,
    node,
    places,
    rest,
    settled,
    shows_program,
    step_slider,
    value_of,
    walk_to,
    write,
)

ACTIVE = re.compile(r"\bactive\b")
FORWARD = [
    ("w1·x", "1"),
    ("z1", "1.1"),
    ("h", "1.1"),
    ("w2·h", "−0.33"),
    ("y", "−0.13"),
    ("y − target", "−1.13"),
    ("loss", "1.277"),
]
BACKWARD = [
    ("loss", {"loss": "1"}),
    ("loss", {"y − target": "−2.26"}),
    ("y − target", {"y": "−2.26", "target": "2.26"}),
    ("y", {"w2·h": "−2.26", "b2": "−2.26"}),
    ("w2·h", {"w2": "−2.486", "h": "0.678"}),
    ("h", {"z1": "0.678"}),
    ("z1", {"w1·x": "0.678", "b1": "0.678"}),
    ("w1·x", {"w1": "1.356", "x": "0.339"}),
]
UPDATED = [("w1", "0.3644"), ("b1", "0.0322"), ("w2", "−0.0514"), ("b2", "0.426")]


def test_the_page_opens_with_the_network_traced_at_its_start(page):
    expect(node(page, "loss")).to_be_visible()
    expect(step_slider(page)).to_have_value("0")
    expect(step_slider(page)).to_have_attribute("max", str(ALL_STEPS))
    expect(value_of(page, "w2")).to_have_text("−0.3")
    expect(value_of(page, "loss")).to_have_text("—")
    expect(gradient_of(page, "x")).to_have_text("—")
    expect(explanation(page)).to_contain_text("7 steps forward, 8 back")


def test_the_arrow_keys_walk_forward_and_backward_through_every_number(page):
    expect(node(page, "loss")).to_be_visible()
    for name, value in FORWARD:
        expect(value_of(page, name)).to_have_text("—")
        page.keyboard.press("ArrowRight")
        expect(value_of(page, name)).to_have_text(value)
        expect(node(page, name)).to_have_class(ACTIVE)
    for name, gradients in BACKWARD:
        page.keyboard.press("ArrowRight")
        expect(node(page, name)).to_have_class(ACTIVE)
        for target, gradient in gradients.items():
            expect(gradient_of(page, target)).to_have_text(gradient)
    for name, updated in UPDATED:
        page.keyboard.press("ArrowRight")
        expect(value_of(page, name)).to_have_text(updated)
    page.keyboard.press("ArrowLeft")
    expect(value_of(page, "b2")).to_have_text("0.2")


@pytest.mark.parametrize(
    ("step", "texts"),
    [
        (2, ["Forward", "compute z1 = w1·x + b1", "z1 is the sum of w1·x and b1."]),
        (8, ["Backward", "start at loss", "The gradient of loss with respect to itself is 1"]),
        (12, ["through × in u₂ = w2·h", "−2.26", "to w2", "to h", "Chain rule, loss to w2"]),
        (16, ["Update", "update w1", "0.1 times the gradient 1.356"]),
    ],
)
def test_each_step_says_where_its_number_comes_from(page, step: int, texts: list[str]):
    expect(node(page, "loss")).to_be_visible()
    walk_to(page, step)
    for text in texts:
        expect(explanation(page)).to_contain_text(text)


def test_a_backward_step_stands_in_symbols_in_numbers_and_as_a_result(page):
    expect(node(page, "loss")).to_be_visible()
    walk_to(page, 12)
    lines = explanation(page).locator(".formula").first.locator("annotation").all_text_contents()
    assert [line.replace("\\displaystyle ", "").replace(" ", "") for line in lines] == [
        r"\frac{\partialL}{\partialw_{2}}",
        r"=\frac{\partialL}{\partialu_{2}}\cdoth",
        r"=-2.26\cdot1.1",
        r"=\boldsymbol{-2.486}",
    ]


def test_the_slider_of_w1_changes_every_number_in_place_and_moves_no_box(page):
    expect(node(page, "loss")).to_be_visible()
    walk_to(page, FORWARD_STEPS + 8)
    before = places(page)
    slider = page.get_by_role("slider", name="w1", exact=True)
    slider.focus()
    for _ in range(10):
        slider.press("ArrowRight")
    expect(page.get_by_role("spinbutton", name="w1 value")).to_have_value("1")
    expect(value_of(page, "w1·x")).to_have_text("2")
    expect(value_of(page, "loss")).to_have_text("2.045")
    expect(gradient_of(page, "w1")).to_have_text("1.716")
    expect(
        page.get_by_role("table", name="Gradients").get_by_role("row", name="w1").get_by_role("cell").nth(2)
    ).to_have_text("1.716")
    assert places(page) == before
    expect(step_slider(page)).to_have_value("15")


def test_while_a_slider_moves_the_step_is_explained_with_it_and_the_others_once_it_rests(page):
    expect(node(page, "loss")).to_be_visible()
    walk_to(page, 3)
    asked = []
    page.on("request", lambda request: asked.append(request.post_data_json))
    page.get_by_role("slider", name="w1", exact=True).press("ArrowRight")
    settled(page)
    assert [question.get("explained") for question in asked] == [[2], None]
    asked.clear()
    for _ in range(ALL_STEPS - 3):
        rest(page)
        page.keyboard.press("ArrowRight")
        expect(explanation(page).locator(".formula").first).to_be_visible()
    assert asked == []


def test_update_parameters_makes_the_loss_fall(page):
    expect(node(page, "loss")).to_be_visible()
    expect(page.get_by_role("spinbutton", name="Learning rate")).to_have_value("0.1")
    expect(page.get_by_text("After one update: loss 1.277 → 0.3759")).to_be_visible()
    page.get_by_role("button", name="Update parameters").click()
    expect(page.get_by_text("Updated: loss 1.277 → 0.3759")).to_be_visible()
    expect(value_of(page, "loss")).to_have_text("0.3759")
    expect(page.get_by_role("spinbutton", name="w1 value")).to_have_value("0.3644")
    page.get_by_role("button", name="reset").click()
    expect(page.get_by_role("spinbutton", name="w1 value")).to_have_value("0.5")
    expect(value_of(page, "loss")).to_have_text("1.277")


def test_another_learning_rate_promises_another_loss(page):
    expect(page.get_by_text("After one update: loss 1.277 → 0.3759")).to_be_visible()
    rate = page.get_by_role("spinbutton", name="Learning rate")
    rate.fill("0.01")
    rate.press("Enter")
    expect(page.get_by_text("After one update: loss 1.277 → 0.3759")).to_have_count(0)
    expect(page.get_by_text("After one update: loss 1.277 → 1.")).to_be_visible()


@pytest.mark.parametrize(
    ("text", "output", "result", "leaf", "gradient"),
    [
        ("y = (3x + 2)²", "y", "25", "x", "30"),
        ("y = sin(exp(x²))", "y", "0.4108", "x", "−4.957"),
        ("(2x + 1)³", "(2·x + 1)³", "27", "x", "54"),
    ],
)
def test_a_program_that_is_typed_can_be_walked(page, text: str, output: str, result: str, leaf: str, gradient: str):
    expect(node(page, "loss")).to_be_visible()
    write(page, text)
    shows_program(page, output)
    rest(page)
    page.keyboard.press("End")
    page.get_by_role("slider", name="Step", exact=True).press("ArrowLeft")
    expect(value_of(page, output)).to_have_text(result)
    expect(gradient_of(page, leaf)).to_have_text(gradient)
