"""Groups: closed ones are one box and one stop of the walk; they are opened and closed from everywhere."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import explanation, node, rest, settled, shows_program, step_slider, write
from tests.browser.test_looks import complaints_of_axe

LOOP = """def cell(h, x):
    a = 0.5·h + 0.3·x
    return tanh(a)
h = 0.1
for i in range(3):
    h = cell(h, w·i)
loss = h²"""
LARGE = "\n".join(["y = x", *(f"y = tanh(w{at % 5}·y + b) + y" for at in range(250))])


@pytest.fixture(autouse=True)
def traced(page):
    expect(node(page, "loss")).to_be_visible()


def show(page: Page, source: str) -> None:
    write(page, source)
    settled(page)
    expect(page.get_by_role("button", name=re.compile("^groups:"))).to_be_visible()
    expect(page.locator("#film")).not_to_have_class(re.compile("stale"))
    rest(page)


def menu(page: Page):
    return page.get_by_role("dialog", name="Groups")


def open_menu(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^groups:")).click()
    expect(menu(page)).to_be_visible()


def close_all(page: Page) -> None:
    open_menu(page)
    menu(page).get_by_role("button", name="Close all").click()
    expect(page.get_by_role("button", name=re.compile(r"^groups: 0 of "))).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu(page)).to_be_hidden()


def closed_box(page: Page, label: str):
    return page.get_by_role("button", name=starting_with(f"{label}, closed group"))


def starting_with(text: str) -> re.Pattern[str]:
    """A name that starts so; a slash must not end the pattern in the browser."""
    return re.compile("^" + re.escape(text).replace("/", r"\/"))


def test_a_program_without_groups_has_no_menu(page):
    expect(page.get_by_role("button", name=re.compile("^groups:"))).to_be_hidden()


def test_the_menu_lists_what_is_open_and_closes_one_group(page):
    show(page, LOOP)
    open_menu(page)
    turn = menu(page).get_by_role("checkbox", name=starting_with("i · 1/3"))
    expect(turn).to_be_checked()
    turn.uncheck()
    expect(page.locator("g.node.group")).to_have_count(1)
    expect(menu(page).get_by_role("checkbox", name=starting_with("i · 1/3"))).to_be_focused()
    menu(page).get_by_role("button", name="Open all").click()
    expect(page.locator("g.node.group")).to_have_count(0)


def test_a_closed_group_is_one_stop_that_tells_what_goes_in_and_out(page):
    show(page, LOOP)
    close_all(page)
    rest(page)
    page.keyboard.press("Home")
    expect(step_slider(page)).to_have_attribute("max", "10")
    page.keyboard.press("ArrowRight")
    panel = explanation(page)
    expect(panel).to_contain_text("i · 1/3 in one step")
    expect(panel.locator(".flow").filter(has_text="goes in")).to_contain_text("w")
    expect(panel.locator(".flow").filter(has_text="comes out")).to_contain_text("h0.04996")
    expect(closed_box(page, "i · 1/3").locator("text.value")).to_have_text("0.04996")


def test_the_way_back_through_a_closed_group_is_one_stop_too(page):
    show(page, LOOP)
    close_all(page)
    rest(page)
    page.keyboard.press("End")
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    panel = explanation(page)
    expect(panel).to_contain_text("through i · 2/3 in one step")
    expect(panel.locator(".flow").filter(has_text="gradients passed on")).to_contain_text("w")


def test_stepping_inside_opens_the_group_at_its_first_step(page):
    show(page, LOOP)
    close_all(page)
    rest(page)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    explanation(page).get_by_role("button", name="Step inside").click()
    expect(closed_box(page, "i · 2/3")).to_have_count(0)
    expect(closed_box(page, "i · 3/3")).to_have_count(1)
    expect(step_slider(page)).to_have_attribute("aria-valuetext", re.compile("^Forward · step 2 of"))
    expect(explanation(page)).to_contain_text("compute u")


def test_a_click_on_a_closed_group_opens_it_and_its_node_closes_it_again(page):
    show(page, LOOP)
    close_all(page)
    closed_box(page, "i · 3/3").click()
    expect(closed_box(page, "i · 3/3")).to_have_count(0)
    page.locator("g.node[data-node]").filter(has_text="×").last.click()
    page.get_by_role("complementary").get_by_role("button", name="Close i · 3/3").click()
    expect(closed_box(page, "i · 3/3")).to_have_count(1)


def test_a_closed_group_is_opened_by_keyboard_and_the_focus_goes_on_inside(page):
    show(page, LOOP)
    close_all(page)
    closed_box(page, "i · 2/3").focus()
    page.keyboard.press("Enter")
    expect(closed_box(page, "i · 2/3")).to_have_count(0)
    expect(page.locator("g.node:focus")).to_be_attached()


def test_a_large_program_begins_with_closed_groups_and_says_so(page):
    show(page, LARGE)
    expect(page.locator("g.node.group").first).to_be_attached()
    expect(explanation(page)).to_contain_text("groups of operations are closed")
    expect(page.get_by_role("button", name=re.compile(r"^groups: 13 of 263 open"))).to_be_visible()
    open_menu(page)
    expect(menu(page)).to_contain_text("The program is large")
    expect(menu(page).get_by_role("checkbox", name=starting_with("lines 21–40"))).to_be_checked()


def test_all_tags_of_a_variable_light_up_together(page):
    show(page, LARGE)
    tag = page.locator("g.node.tag[data-node]").first
    tags = page.locator(f'g.node.tag[data-node="{tag.get_attribute("data-node")}"]')
    assert tags.count() > 10
    tag.hover()
    expect(page.locator("g.node.hinted")).to_have_count(tags.count())


def test_a_link_carries_which_groups_are_open(page, open_page):
    show(page, LOOP)
    close_all(page)
    closed_box(page, "i · 1/3").click()
    expect(closed_box(page, "i · 1/3")).to_have_count(0)
    page.get_by_role("button", name="Share").click()
    expect(page).to_have_url(re.compile("#p="))
    other = open_page("/" + page.url[page.url.index("#") :])
    shows_program(other, "loss")
    expect(closed_box(other, "i · 2/3")).to_have_count(1)
    expect(closed_box(other, "i · 1/3")).to_have_count(0)


def test_axe_finds_nothing_with_closed_groups_and_their_menu(page):
    show(page, LOOP)
    close_all(page)
    rest(page)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    open_menu(page)
    assert complaints_of_axe(page) == []
