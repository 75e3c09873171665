"""Where numbers come from: ledger, paths, wiggle, forward mode, health; and the backward pass broken on purpose."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from engine.mistakes import MISTAKES
from tests.browser.screen import gradient_of, node, rest, shows_program, step_slider, write
from tests.browser.test_looks import FORMS, complaints_of_axe

TABS = ["Step", "Ledger", "Paths", "Wiggle", "Forward mode", "Health", "Break it"]
SHARED = "x = 3\na = 2x\nb = a + 1\ny = a·b"
"""a is used by b and by y: what happens to it shows most mistakes."""


@pytest.fixture(autouse=True)
def traced(page):
    expect(node(page, "loss")).to_be_visible()


def open_tab(page: Page, name: str) -> Locator:
    page.get_by_role("tab", name=name).click()
    return page.get_by_role("tabpanel", name=name)


def filled(page: Page) -> None:
    """Wait until the open tab tells all it has to tell."""
    expect(page.locator(".explore-panel[aria-busy=true]")).to_have_count(0)


def show(page: Page, source: str, output: str = "y") -> None:
    write(page, source)
    shows_program(page, output)
    rest(page)


def rows(panel: Locator) -> list[str]:
    filled(panel.page)
    expect(panel.locator("tbody tr").first).to_be_visible()
    return panel.locator("tbody tr").all_inner_texts()


def path_is_lit(page: Page) -> None:
    """One of the two paths from x to y, of two and three edges; together they have four."""
    expect(page.locator("g.edge.lit").nth(1)).to_be_attached()
    expect(page.locator("g.edge.lit").nth(3)).not_to_be_attached()


def test_the_tabs_are_walked_with_the_arrow_keys_and_the_walk_stands_still(page):
    page.get_by_role("tab", name="Step").focus()
    for name in TABS[1:] + TABS[:1]:
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("tab", name=name)).to_be_focused()
        expect(page.get_by_role("tabpanel", name=name)).to_be_visible()
        expect(page.get_by_role("tabpanel")).to_have_count(1)
    expect(step_slider(page)).to_have_value("0")


def test_whoever_clicks_a_tab_walks_on_with_the_arrow_keys(page):
    page.get_by_role("tab", name="Step").click()
    page.keyboard.press("ArrowRight")
    expect(step_slider(page)).to_have_value("1")
    page.keyboard.press("End")
    expect(step_slider(page)).to_have_value("19")
    expect(page.get_by_role("tab", name="Step", selected=True)).to_be_visible()


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
def test_no_tab_is_cut_off(open_page, size):
    page = open_page(viewport={"width": size[0], "height": size[1]})
    expect(node(page, "loss")).to_be_attached()
    row = page.get_by_role("tablist").bounding_box()
    for tab in page.get_by_role("tab").all():
        box = tab.bounding_box()
        assert row["x"] <= box["x"] and box["x"] + box["width"] <= row["x"] + row["width"] <= size[0], tab.inner_text()


def test_both_uses_of_a_square_are_rows_of_the_ledger_and_add_up(page):
    show(page, "x = 3\ny = x·x")
    panel = open_tab(page, "Ledger")
    panel.get_by_role("combobox", name="Ledger of").select_option("x")
    expect(panel.get_by_role("row")).to_have_count(3)
    first, second = rows(panel)
    assert first.split("\t")[-2:] == ["3", "3"]
    assert second.split("\t")[-2:] == ["3", "6"]
    expect(panel.locator(".formula-line").last).to_contain_text("3+3=6")


def test_a_row_of_the_ledger_jumps_to_its_step_and_lights_its_edge(page):
    panel = open_tab(page, "Ledger")
    panel.get_by_role("combobox", name="Ledger of").select_option("w2")
    panel.get_by_role("button", name="w2·h").click()
    expect(step_slider(page)).to_have_value("12")
    expect(page.locator("g.edge.lit")).to_have_count(1)
    expect(panel).to_be_visible()


def test_the_ledger_tells_how_a_value_was_made(page):
    panel = open_tab(page, "Ledger")
    panel.get_by_role("combobox", name="Ledger of").select_option("z1 = w1·x + b1")
    expect(panel.locator(".formula-line").first).to_contain_text("1.1")


def test_a_node_opens_its_ledger_from_its_card(page):
    node(page, "h").click()
    page.get_by_role("button", name="Where it comes from").click()
    panel = page.get_by_role("tabpanel", name="Ledger")
    expect(panel.get_by_role("combobox", name="Ledger of").locator("option:checked")).to_have_text("h = relu(z1)")


def test_the_paths_add_up_to_the_gradient_and_their_number_stands_beside_the_work_of_backprop(page):
    show(page, SHARED)
    panel = open_tab(page, "Paths")
    expect(panel).to_contain_text("2 paths lead from x to y.")
    expect(panel).to_contain_text("takes 5 products")
    *paths, total = (float(row.split("\t")[-1]) for row in rows(panel))
    assert sum(paths) == total == 26


def test_pointing_at_a_path_lights_it_by_mouse_and_by_keyboard(page):
    show(page, SHARED)
    panel = open_tab(page, "Paths")
    expect(panel.locator("tbody tr")).to_have_count(3)
    longest = panel.get_by_role("row").filter(has_text="b")
    longest.first.hover()
    path_is_lit(page)
    page.mouse.move(0, 0)
    expect(page.locator("g.edge.lit")).to_have_count(0)
    panel.locator("tbody button").first.focus()
    path_is_lit(page)


def test_another_program_leaves_no_path_lit(page):
    show(page, SHARED)
    panel = open_tab(page, "Paths")
    panel.locator("tbody tr").first.hover()
    expect(page.locator(".picture.lighting")).to_be_attached()
    write(page, "x = 3\nz = 2\ny = x.detach()·z")
    expect(panel).to_contain_text("No path leads from x")
    expect(page.locator(".picture.lighting")).to_have_count(0)


def test_far_too_many_paths_are_counted_exactly_and_the_largest_are_listed(page):
    lines = ["a0 = 1.01"] + [f"a{turn} = a{turn - 1}·a{turn - 1}" for turn in range(1, 71)]
    show(page, "\n".join(lines), "a70")
    panel = open_tab(page, "Paths")
    exact = f"{2**70:,}".replace(",", "\u202f")
    expect(panel).to_contain_text(f"{exact} paths lead from a0")
    expect(panel).to_contain_text("140 for all gradients together")
    expect(panel).to_contain_text("the 20 largest")


def test_a_chain_is_peeled_and_has_a_closed_form(page):
    show(page, "x = 2\ny = (3x + 2)²")
    panel = open_tab(page, "Paths")
    expect(panel).to_contain_text("The chain rule, layer by layer")
    expect(panel.locator(".peels li")).to_have_count(2)
    expect(panel).to_contain_text("In closed form")
    expect(panel.locator(".formula-line").last).to_contain_text("=6(3x+2)")


def test_the_gap_between_prediction_and_change_shrinks_with_the_nudge(page):
    panel = open_tab(page, "Wiggle")
    gaps = [float(row.split("\t")[-1].replace("−", "-")) for row in rows(panel)]
    assert [abs(gap) for gap in gaps] == sorted((abs(gap) for gap in gaps), reverse=True)
    panel.get_by_role("button", name="Error against step size").click()
    expect(panel.get_by_role("img", name=re.compile("smallest"))).to_be_visible()


def test_a_leaf_of_straight_influence_is_said_to_have_no_gap(page):
    show(page, "x = 0.3\ny = 3x + 0.1")
    panel = open_tab(page, "Wiggle")
    expect(panel).to_contain_text("the output depends on x in a straight line")
    expect(panel).not_to_contain_text("The smaller the nudge")


def test_a_kink_is_named(page):
    show(page, "x = 0\ny = relu(x)")
    expect(open_tab(page, "Wiggle")).to_contain_text("x stands at a kink of y = relu(x)")


def test_tangents_walk_forward_and_the_cost_of_both_modes_stands_side_by_side(page):
    panel = open_tab(page, "Forward mode")
    expect(panel).to_contain_text("1 of 8")
    for _ in range(7):
        panel.get_by_role("button", name="Next tangent").click()
    expect(panel).to_contain_text("8 of 8")
    expect(page.locator("g.note.tangent")).to_have_count(8)
    assert [row.split("\t")[1] for row in rows(panel)] == ["6", "1"]
    open_tab(page, "Step")
    expect(page.locator("g.note")).to_have_count(0)


def test_the_size_of_gradients_is_the_width_of_edges_while_its_chip_is_pressed(page):
    chip = page.get_by_role("button", name="gradient size")
    chip.click()
    expect(page.locator(".picture.sized")).to_be_attached()
    widths = page.locator("path.line").evaluate_all("lines => lines.map(each => parseFloat(each.style.strokeWidth))")
    assert min(widths) > 0
    assert len(set(widths)) > 2
    chip.click()
    expect(page.locator(".picture.sized")).not_to_be_attached()
    assert page.locator("path.line").first.evaluate("line => line.style.strokeWidth") == ""


def test_vanishing_gradients_and_the_origin_of_a_nan_are_named(page):
    show(page, "x = 4\na = sigmoid(x)\nb = sigmoid(a)\nc = sigmoid(b)\nd = sigmoid(c)\ny = sigmoid(d)")
    panel = open_tab(page, "Health")
    expect(panel).to_contain_text("Vanishing gradient.")
    show(page, "x = -1\na = log(x)\ny = a²")
    expect(panel).to_contain_text("NaN, arises at a = ln(x)")


def test_every_mistake_has_a_switch(page):
    panel = open_tab(page, "Break it")
    expect(panel.get_by_role("switch")).to_have_count(len(MISTAKES))
    ids = panel.get_by_role("switch").evaluate_all("boxes => boxes.map(each => each.id)")
    assert ids == [f"mistake-{name}" for name in MISTAKES]


def test_a_mistake_shows_wrong_gradients_beside_right_ones_and_a_red_check_until_it_is_mended(page):
    show(page, SHARED)
    page.keyboard.press("End")
    panel = open_tab(page, "Break it")
    box = panel.get_by_role("switch", name="= instead of +=")
    box.focus()
    page.keyboard.press("Space")
    expect(panel).to_contain_text("The first wrong gradient on the way back is that of a.")
    row = page.get_by_role("table", name="Gradients").get_by_role("row").filter(has_text="x")
    expect(row.locator(".grad")).to_contain_text("26")
    expect(row.locator(".grad .wrong")).to_contain_text("12")
    expect(row.locator(".verdict .wrong")).to_contain_text("off by 14")
    expect(page.locator("g.note.wrong")).to_have_count(2)
    expect(gradient_of(page, "x")).to_have_text("26")
    open_tab(page, "Step")
    expect(page.locator("g.note.wrong")).to_have_count(2)
    page.get_by_role("button", name="Mend the backward pass").click()
    expect(page.locator(".wrong")).to_have_count(0)
    expect(open_tab(page, "Break it").get_by_role("switch", checked=True)).to_have_count(0)


def test_a_mistake_that_does_not_show_is_said_to_hide(page):
    panel = open_tab(page, "Break it")
    panel.get_by_role("switch", name="= instead of +=").check()
    expect(panel).to_contain_text("does not show the mistake")


def test_a_mistake_at_a_place_is_made_where_the_reader_says(page):
    show(page, SHARED)
    page.keyboard.press("End")
    panel = open_tab(page, "Break it")
    panel.get_by_role("combobox", name="at").select_option("b = a + 1")
    panel.get_by_role("switch", name="Detach here").check()
    expect(panel.get_by_role("row").filter(has_text="x").get_by_role("cell").last).to_contain_text("14")


def test_the_explanations_follow_the_values(page):
    panel = open_tab(page, "Wiggle")
    expect(panel).to_contain_text("The gradient of x is 0.339")
    page.get_by_role("spinbutton", name="w1 value").fill("1")
    page.keyboard.press("Enter")
    expect(panel).not_to_contain_text("The gradient of x is 0.339")


@pytest.mark.parametrize("form", FORMS)
def test_axe_finds_nothing_in_any_tab(open_page, form: str):
    page = open_page(**FORMS[form])
    expect(node(page, "loss")).to_be_attached()
    for tab in page.get_by_role("tab").all():
        tab.click()
        filled(page)
        assert complaints_of_axe(page) == [], tab.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
