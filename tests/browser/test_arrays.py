"""Arrays on the page: in the picture, in the step, in the tables, to edit, and as the output."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import explanation, gradient_of, node, rest, settled, shows_program, step_slider, write
from tests.browser.test_looks import FORMS, complaints_of_axe

LAYER = """W = [[0.1, 0.2], [0.3, 0.4], [0.5, -0.6]]
x = [1, 2]
b = 0.5
y = W @ x + b
loss = sum(relu(y)²)"""
LARGE = "W = full((12, 30), 0.125)\nx = linspace(-1, 1, 30)\nloss = sum(tanh(W @ x)²)"
VECTOR = "W = [[0.1, 0.2], [0.3, 0.4]]\nx = [1, 2]\ny = W @ x"
PHONE = {"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True}
APPLY, PULL_BACK = 1, 11
"""The steps of the layer at W @ x."""


@pytest.fixture(autouse=True)
def traced(page):
    expect(node(page, "loss")).to_be_visible()


def walk(page: Page, source: str, step: int, output: str = "loss") -> None:
    write(page, source)
    shows_program(page, output)
    rest(page)
    page.keyboard.press("Home")
    for _ in range(step):
        page.keyboard.press("ArrowRight")
    expect(step_slider(page)).to_have_value(str(step))


def cells(page: Page, name: str, field: str) -> list[str]:
    return node(page, name).locator(f"g.{field} .cell").all_text_contents()


def entry(page: Page, target: str, text: str):
    grid = explanation(page).get_by_role("grid", name=re.compile(f"^{re.escape(target)}, array"))
    return grid.get_by_role("gridcell", name=text)


def boxes_beyond(page: Page, selector: str) -> list[str]:
    """What is wider than the element around it and cannot be scrolled there."""
    return page.evaluate(
        """selector => Array.from(document.querySelectorAll(selector)).flatMap(box => {
            const room = box.getBoundingClientRect();
            const scrolled = '.matrix *, .katex, .derivation *';
            return Array.from(box.querySelectorAll('*'))
                .filter(each => !each.closest(scrolled) && each.getBoundingClientRect().right > room.right + 1)
                .map(each => each.outerHTML.slice(0, 90));
        })""",
        selector,
    )


def test_the_entries_of_an_array_appear_as_the_walk_reaches_them(page):
    walk(page, LAYER, 0)
    assert cells(page, "y", "value") == ["—", "—", "—"]
    page.keyboard.press("End")
    assert cells(page, "y", "value") == ["1", "1.6", "−0.2"]
    assert cells(page, "x", "grad") == ["1.16", "1.68"]


def test_a_large_array_is_a_heat_map_whose_numbers_are_told_in_words(page):
    walk(page, LARGE, 1)
    x = node(page, "x")
    expect(x.locator("g.value rect.negative")).not_to_have_count(0)
    expect(x.locator("g.grad rect.none").first).to_be_attached()
    assert "30: −1 … 1" in x.locator("title").text_content()
    round_ones = "getComputedStyle(document.querySelector('g.node rect.cell.negative')).rx"
    assert page.evaluate(round_ones) == "50%"


def test_the_way_back_through_a_product_is_a_formula_with_its_factors_as_matrices(page):
    walk(page, LAYER, PULL_BACK)
    expect(explanation(page)).to_contain_text("through @")
    expect(explanation(page).locator(".formula").filter(has_text="to W").locator(".mtable").first).to_be_visible()
    expect(entry(page, "W", "6.4")).to_be_visible()


def test_an_entry_tells_the_sum_behind_it(page):
    walk(page, LAYER, APPLY)
    entry(page, "(W @ x)", "0.5").click()
    expect(explanation(page).get_by_role("status")).to_contain_text("Entry [0]")
    annotation = explanation(page).get_by_role("status").locator("annotation")
    expect(annotation.nth(2)).to_have_text(re.compile(r"0\.1 \\cdot 1 \+ 0\.2 \\cdot 2"))
    expect(explanation(page)).to_contain_text("a sum of 2 numbers")


def test_entries_are_reached_with_the_arrow_keys(page):
    walk(page, LAYER, PULL_BACK)
    entry(page, "W", "2").first.focus()
    for key in ("ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(entry(page, "W", "6.4")).to_have_attribute("aria-selected", "true")
    expect(explanation(page).get_by_role("status").first).to_contain_text("Entry [1, 1]")
    expect(step_slider(page)).to_have_value(str(PULL_BACK))


def test_a_single_number_made_of_entries_tells_its_sum_too(page):
    walk(page, LAYER, 5)
    explanation(page).get_by_role("button", name="How is it made up?").click()
    expect(explanation(page).get_by_role("status")).to_contain_text("a sum of 3 numbers")


def test_the_gradient_of_a_copied_value_says_over_which_axis_it_is_summed(page):
    walk(page, LAYER, PULL_BACK - 1)
    sentence = "b (a single number) was copied along axis 0 to fit shape 3, so its gradient is summed over axis 0."
    expect(explanation(page)).to_contain_text(sentence)


def test_large_factors_scroll_inside_the_step(page):
    walk(page, LARGE, 1)
    factor = explanation(page).get_by_role("figure").filter(has_text="W")
    expect(factor).to_be_visible()
    assert boxes_beyond(page, "#step-panel") == []
    box = factor.locator(".matrix")
    assert box.evaluate("each => each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight")
    expect(box).to_have_attribute("tabindex", "0")


@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("source", [LAYER, LARGE])
def test_arrays_never_push_the_page_apart(open_page, options, source):
    page = open_page(**options)
    expect(node(page, "loss")).to_be_attached()
    walk(page, source, 2)
    page.keyboard.press("End")
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if width > 1000:
        assert boxes_beyond(page, ".column.gradients") == []


def test_the_table_shows_small_arrays_and_opens_large_ones(page):
    walk(page, LARGE, 0)
    page.keyboard.press("End")
    row = page.get_by_role("table", name="Gradients").get_by_role("row").filter(has_text="W")
    row.get_by_role("button", name="W gradient, array 12×30").click()
    shown = page.get_by_role("dialog", name="W gradient")
    expect(shown.locator("td")).to_have_count(360)
    expect(shown.get_by_role("button", name="Copy")).to_be_focused()
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()


def test_an_array_is_edited_as_nested_lists(page):
    walk(page, LAYER, 0)
    box = page.get_by_role("textbox", name="x value")
    expect(box).to_have_value("[1, 2]")
    box.fill("[2, 3]")
    box.blur()
    settled(page)
    assert cells(page, "x", "value") == ["2", "3"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[1, two]", "Entry (2): “two” is not a number."),
        ("[[1, 2], [3]]", "Row (2) has 1 entries, but the first row has 2."),
        ("[1, 2", "The array is not finished"),
    ],
)
def test_a_bad_entry_is_named_with_its_place(page, text, problem):
    walk(page, LAYER, 0)
    box = page.get_by_role("textbox", name="x value")
    box.fill(text)
    box.blur()
    expect(page.get_by_role("alert").filter(has_text=problem)).to_be_visible()
    expect(box).to_have_attribute("aria-invalid", "true")
    assert cells(page, "x", "value") == ["1", "2"]


def test_an_array_as_output_offers_a_start_gradient(page):
    write(page, VECTOR)
    seed = page.get_by_role("textbox", name="Start gradient")
    expect(page.get_by_text("a gradient needs a single number")).to_be_visible()
    expect(seed).to_have_value("[1, 1]")
    seed.fill("[1, 10]")
    page.get_by_role("button", name="Start from it").click()
    shows_program(page, "y")
    rest(page)
    page.keyboard.press("End")
    assert cells(page, "W", "grad") == ["1", "2", "10", "20"]
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("a gradient needs a single number")).to_be_visible()


def test_a_bare_backward_on_an_array_takes_the_start_gradient(page):
    write(page, "x = torch.tensor([1.0, 2.0], requires_grad=True)\ny = x²\ny.backward()")
    page.get_by_role("button", name="Start from it").click()
    shows_program(page, "y")
    rest(page)
    page.keyboard.press("End")
    assert cells(page, "x", "grad") == ["2", "4"]


def test_a_start_gradient_of_another_shape_is_refused_with_a_box_to_mend_it(page):
    write(page, VECTOR)
    page.get_by_role("textbox", name="Start gradient").fill("[1, 2, 3]")
    page.get_by_role("button", name="Start from it").click()
    expect(page.get_by_text("The gradient has shape (3,); the output has (2,).")).to_be_visible()
    expect(page.get_by_role("textbox", name="Start gradient")).to_have_value("[1, 2, 3]")


def test_another_value_can_be_differentiated_instead_of_an_array(page):
    write(page, VECTOR.replace("y =", "n = sum(W)\ny ="))
    page.get_by_role("combobox", name="Or differentiate another value").select_option("n")
    shows_program(page, "n")
    expect(page.get_by_role("button", name="output: n")).to_be_visible()


def test_a_link_carries_the_start_gradient(page, open_page):
    write(page, VECTOR)
    page.get_by_role("textbox", name="Start gradient").fill("[0, 5]")
    page.get_by_role("button", name="Start from it").click()
    shows_program(page, "y")
    page.get_by_role("button", name="Share").click()
    expect(page).to_have_url(re.compile("#p="))
    other = open_page("/" + page.url[page.url.index("#") :])
    shows_program(other, "y")
    expect(other.get_by_role("textbox", name="Start gradient")).to_have_value("[0, 5]")


def test_a_scalar_gradient_still_stands_in_its_line(page):
    walk(page, LAYER, 0)
    page.keyboard.press("End")
    expect(gradient_of(page, "b")).to_have_text("5.2")


@pytest.mark.parametrize("form", ["wide", "dark", "phone", "Chinese"])
def test_axe_finds_nothing_on_a_page_of_arrays(open_page, form):
    page = open_page(**FORMS[form])
    expect(node(page, "loss")).to_be_attached()
    write(page, LARGE)
    settled(page)
    expect(page.locator("g.node rect.cell").first).to_be_attached()
    rest(page)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.locator("#step-formulas [data-index]").first.click()
    expect(page.locator(".entry .katex").first).to_be_visible()
    assert complaints_of_axe(page) == []
    page.locator("#gradients .array-cell").first.click()
    expect(page.locator("#array-popover")).to_be_visible()
    assert complaints_of_axe(page) == []


def test_axe_finds_nothing_where_a_start_gradient_is_asked_for(page):
    write(page, VECTOR)
    expect(page.get_by_role("textbox", name="Start gradient")).to_be_visible()
    expect(page.locator("#picture")).to_have_css("opacity", "0.6")
    assert complaints_of_axe(page) == []
