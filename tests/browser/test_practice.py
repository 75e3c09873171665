"""Practice: numbers of the walk are hidden, found, diagnosed, hinted at, scored and shared."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

import engine
from engine.practice.exercise import Kind, Level, answer_of, hide
from tests.browser.screen import node, shows_program, step_slider, walk_to, write
from tests.browser.test_looks import FORMS, complaints_of_axe

FROM_LOSS_TO_LEAF = ["2.486", "0.678", "1.356", "0.339"]
"""Gradients of the network that the page opens with, as far as nothing else in it is called alike."""
SHARED = "x = 3\na = 2x\nb = a + 1\ny = a·b"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(autouse=True)
def traced(page):
    expect(node(page, "loss")).to_be_visible()


def practise(page: Page, source: str | None = None, output: str = "y") -> Locator:
    """Open practice on the program, or on that of the page."""
    if source is not None:
        write(page, source)
        shows_program(page, output)
    page.get_by_role("button", name="Practice").click()
    expect(page.get_by_role("main")).to_have_accessible_name("Practice")
    expect(rows(page).first).to_be_visible()
    return page.get_by_role("main")


def rows(page: Page) -> Locator:
    return page.get_by_role("table").locator("tbody").get_by_role("row")


def answer_box(page: Page, item: str) -> Locator:
    return page.get_by_role("table").get_by_role("textbox", name=item, exact=True)


def row(page: Page, item: str) -> Locator:
    return rows(page).filter(has=page.get_by_role("textbox", name=item, exact=True))


def try_answer(page: Page, item: str, text: str) -> Locator:
    answer_box(page, item).fill(text)
    answer_box(page, item).press("Enter")
    return row(page, item)


def choose_level(page: Page, level: str) -> None:
    with page.expect_response("**/api/practice/sheet"):
        page.get_by_role("combobox", name="How many").select_option(level)


def hide_kind(page: Page, kind: str, *, hidden: bool = True) -> None:
    with page.expect_response("**/api/practice/sheet"):
        page.get_by_role("checkbox", name=kind).set_checked(hidden)


def score(page: Page) -> Locator:
    return page.get_by_role("region", name="Progress")


def blank(page: Page, item: str) -> Locator:
    """The empty box of the item on the graph."""
    return page.get_by_role("button", name=f"{item}, hidden: answer")


def shown_program(page: Page) -> str:
    return page.get_by_role("region", name="Exercise").locator("pre").inner_text()


def right_answers(source: str, kinds: list[Kind], level: Level) -> list[str]:
    """Of all items, in the order of the table."""
    exercise = hide(engine.trace(source), kinds, level)
    return [str(float(answer_of(exercise.trace, item))) for item in exercise.items]


# --- what is hidden -------------------------------------------------------------------------------------------------


def test_gradients_are_hidden_on_graph_and_in_table_and_the_walk_is_out_of_reach(page):
    practise(page)
    choose_level(page, "hard")
    expect(rows(page)).to_have_count(12)
    expect(blank(page, "Gradient of w1")).to_be_visible()
    for name in ("Step explanation", "Player"):
        expect(page.get_by_role("region", name=name)).to_have_count(0)
    for role, name in (
        ("table", "Gradients"),
        ("slider", "Step"),
        ("button", "Next step"),
        ("tab", "Ledger"),
        ("button", "Export"),
    ):
        expect(page.get_by_role(role, name=name, exact=True)).to_have_count(0)
    seen = page.locator("body").inner_text() + page.locator("#practice").inner_html()
    assert [number for number in FROM_LOSS_TO_LEAF if number in seen] == []


@pytest.mark.parametrize(
    ("kind", "item"),
    [
        ("values", "Value of z1"),
        ("local derivatives", "Local derivative of h with respect to z1"),
        ("updated parameters", "New value of w1"),
    ],
)
def test_other_numbers_can_be_hidden_instead(page, kind, item):
    practise(page)
    hide_kind(page, kind)
    hide_kind(page, "gradients", hidden=False)
    choose_level(page, "hard")
    expect(answer_box(page, item)).to_be_visible()
    expect(blank(page, item)).to_be_visible()
    expect(page.get_by_role("textbox", name="Gradient of")).to_have_count(0)


def test_something_stays_hidden(page):
    practise(page)
    page.get_by_role("checkbox", name="gradients").click()
    expect(page.get_by_role("checkbox", name="gradients")).to_be_checked()
    expect(rows(page)).to_have_count(6)


def test_both_uses_in_a_square_are_told_apart(page):
    practise(page, "x = 3\ny = x·x")
    hide_kind(page, "local derivatives")
    choose_level(page, "hard")
    for place in (1, 2):
        expect(answer_box(page, f"Local derivative of y with respect to x, operand {place}")).to_be_visible()


def test_a_program_in_which_nothing_can_be_hidden_says_so_and_other_numbers_can_be_chosen(page):
    write(page, "x = np.ones((4, 4))\ny = sum(x)")
    shows_program(page, "y")
    page.get_by_role("button", name="Practice").click()
    expect(page.get_by_text("nothing to hide")).to_be_visible()
    hide_kind(page, "values")
    expect(answer_box(page, "Value of y")).to_be_visible()


def test_a_program_with_an_error_is_named_with_its_place(page):
    write(page, "y = sinn(x)")
    expect(page.locator(".mark-error")).to_be_visible()
    page.get_by_role("button", name="Practice").click()
    expect(page.get_by_role("region", name="Answers")).to_contain_text("Line 1, column 5")


# --- answers --------------------------------------------------------------------------------------------------------


def test_an_expression_is_right_and_the_number_appears_in_table_and_graph(page):
    practise(page)
    choose_level(page, "hard")
    expect(try_answer(page, "Gradient of w2", "-2.26*1.1")).to_contain_text("✓ right: −2.486")
    expect(page.locator("#practice-picture").locator("g.node").filter(has_text="w2").first).to_contain_text("−2.486")
    expect(blank(page, "Gradient of w2")).to_have_count(0)
    expect(score(page)).to_contain_text("1 of 12 solved, 1 without a hint.")
    expect(page.get_by_role("status").filter(has_text="Right. Gradient of w2: −2.486.")).to_be_visible()
    expect(answer_box(page, "Gradient of w2")).not_to_be_editable()


@pytest.mark.parametrize(
    ("source", "item", "answer", "diagnosis"),
    [
        (None, "Gradient of w2", "1.1", "The upstream gradient is missing"),
        (None, "Gradient of w2", "2.486", "The size is right, the sign is not."),
        (SHARED, "Gradient of a", "6", "This is only the last contribution"),
        ("x = 2\ny = sin(x²)", "Gradient of x", "cos(4)", "The inner derivative is missing"),
    ],
)
def test_a_wrong_answer_is_told_which_mistake_leads_to_it(page, source, item, answer, diagnosis):
    practise(page, source)
    choose_level(page, "hard")
    tried = try_answer(page, item, answer)
    expect(tried).to_contain_text("✗ not right")
    expect(tried).to_contain_text(diagnosis)
    expect(answer_box(page, item)).to_be_focused()
    expect(answer_box(page, item)).to_have_accessible_description(re.compile(re.escape(diagnosis)))
    expect(page.get_by_role("status").filter(has_text=diagnosis)).to_be_visible()


def test_a_wrong_answer_that_no_mistake_explains_is_only_called_wrong(page):
    practise(page)
    expect(try_answer(page, "Gradient of w2", "17.3")).to_contain_text("Look at it once more, or take a hint.")
    answer_box(page, "Gradient of w2").fill("17")
    expect(row(page, "Gradient of w2")).not_to_contain_text("not right")


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [("-2.26*q", "Character 7: unknown name: 'q'"), ("(1 + 2", "Character 1:"), ("", "Type a number")],
)
def test_an_answer_that_cannot_be_read_says_what_and_where(page, answer, complaint):
    practise(page)
    tried = try_answer(page, "Gradient of w2", answer)
    expect(tried).to_contain_text("? not readable")
    expect(tried).to_contain_text(complaint)


def test_an_array_is_answered_as_a_list_and_appears_on_the_graph(page):
    practise(page, "W = [[1, 2], [3, 4]]\nx = [5, 6]\ny = sum(W @ x)")
    choose_level(page, "hard")
    expect(answer_box(page, "Gradient of W")).to_have_attribute("placeholder", "[[…, …], […, …]]")
    expect(try_answer(page, "Gradient of W", "[5, 6]")).to_contain_text("another shape")
    expect(try_answer(page, "Gradient of W", "[[5, 6], [5, 6]]")).to_contain_text("✓ right: [[5, 6], [5, 6]]")
    expect(page.locator("#practice-picture g.node").filter(has_text="W").first.locator("g.grad")).to_have_text("5656")


def test_an_update_that_ascends_is_answered_upwards(page):
    page.get_by_role("combobox", name="Direction").select_option("ascent ↑")
    practise(page, "x = 2; w = 3\ny = w·x")
    hide_kind(page, "updated parameters")
    expect(page.get_by_role("region", name="Exercise")).to_contain_text("the update goes up the gradient")
    expect(try_answer(page, "New value of w", "3 - 0.1·2")).to_contain_text("it is added, not subtracted")
    expect(try_answer(page, "New value of w", "3 + 0.1·2")).to_contain_text("✓ right: 3.2")


# --- hints, score, next ---------------------------------------------------------------------------------------------


def test_each_press_gives_one_more_rung_of_the_ladder_and_counts_as_help(page):
    practise(page)
    hint = row(page, "Gradient of w2").get_by_role("button", name="Hint")
    ladder = row(page, "Gradient of w2").get_by_role("listitem")
    for rung, sentence in enumerate(["upstream gradient times local", "arrives from above", "formula", "number"], 1):
        hint.click()
        expect(ladder).to_have_count(rung)
        expect(ladder.last).to_contain_text(sentence)
    expect(ladder.last).to_contain_text("−2.486")
    expect(hint).to_have_count(0)
    expect(answer_box(page, "Gradient of w2")).to_be_focused()
    try_answer(page, "Gradient of w2", "-2.486")
    expect(score(page)).to_contain_text("1 of 6 solved, 0 without a hint.")


def test_a_whole_exercise_is_solved_by_keyboard_alone_and_the_next_one_follows(page):
    page.get_by_role("button", name="Practice").focus()
    page.keyboard.press("Enter")
    expect(rows(page)).to_have_count(6)
    for solved, number in enumerate(right_answers(shown_program(page), [Kind.GRADIENT], Level.MEDIUM), 1):
        page.keyboard.type(number)
        page.keyboard.press("Enter")
        expect(score(page)).to_contain_text(f"{solved} of 6 solved" if solved < 6 else "All 6 solved")
    expect(page.get_by_text("All 6 solved, without a single hint. Excellent!")).to_be_visible()
    expect(page.get_by_role("button", name="Next exercise")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Practise")).to_have_value("chain")
    expect(score(page)).to_contain_text("0 of")


def test_a_topic_makes_an_exercise_and_another_like_it(page):
    practise(page)
    with page.expect_response("**/api/practice/sheet"):
        page.get_by_role("combobox", name="Practise").select_option("Chain rule")
    expect(page.get_by_role("checkbox", name="local derivatives")).to_be_checked()
    expect(page.get_by_role("region", name="Exercise")).not_to_contain_text("loss")
    first = shown_program(page)
    for at, number in enumerate(right_answers(first, [Kind.LOCAL, Kind.GRADIENT], Level.MEDIUM)):
        box = rows(page).nth(at).get_by_role("textbox")
        box.fill(number)
        box.press("Enter")
        expect(rows(page).nth(at)).to_contain_text("✓ right")
    expect(page.get_by_text(re.compile("All . solved"))).to_be_visible()
    with page.expect_response("**/api/practice/sheet"):
        page.get_by_role("button", name="Another like this").click()
    expect(score(page)).to_contain_text("0 of")
    assert shown_program(page) != first


def test_a_finished_exercise_can_be_walked_through(page):
    practise(page, "x = 2\ny = x²")
    try_answer(page, "Gradient of x", "4")
    page.get_by_role("button", name="Walk through it").click()
    shows_program(page, "y")
    expect(step_slider(page)).to_have_value("0")


# --- on the graph ---------------------------------------------------------------------------------------------------


def test_boxes_on_the_graph_are_answered_one_after_the_other_by_keyboard(page):
    practise(page)
    boxes = page.get_by_role("region", name="Graph with boxes to fill in").get_by_role("button", name="hidden: answer")
    expect(boxes).to_have_count(6)
    first = blank(page, "Gradient of y")
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(blank(page, "Gradient of h")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    over = page.get_by_role("dialog", name="Gradient of y")
    expect(over.get_by_role("textbox", name="Gradient of y")).to_be_focused()
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(over).to_contain_text("The upstream gradient is missing")
    expect(answer_box(page, "Gradient of y")).to_have_value("1")
    page.keyboard.press("Escape")
    expect(over).to_have_count(0)
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("-2.26")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("textbox", name="Gradient of h")).to_be_focused()
    expect(boxes).to_have_count(5)


def test_a_box_on_the_graph_opens_by_a_click_with_what_was_typed_in_the_table(page):
    practise(page)
    answer_box(page, "Gradient of w2").fill("-2.4")
    blank(page, "Gradient of w2").click()
    over = page.get_by_role("dialog", name="Gradient of w2")
    expect(over.get_by_role("textbox")).to_have_value("-2.4")
    over.get_by_role("button", name="Hint").click()
    expect(over.get_by_role("listitem")).to_have_count(1)
    expect(page.locator("#practice-picture g.node.hinted")).to_have_count(1)
    answer_box(page, "Gradient of x").click()
    expect(over).to_have_count(0)


def test_the_box_on_the_graph_is_marked_while_its_row_is_in_use(page):
    practise(page)
    pointed = page.locator(".blank.pointed")
    answer_box(page, "Gradient of h").focus()
    expect(pointed).to_have_attribute("data-item", re.compile("gradient"))
    expect(pointed).to_have_accessible_name("Gradient of h, hidden: answer")
    page.keyboard.press("Escape")


# --- back, and over a reload ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["Escape", "button"])
def test_the_page_comes_back_as_it_was_and_so_does_the_practice(page, way):
    walk_to(page, 9)
    page.get_by_role("tab", name="Ledger").click()
    practise(page)
    answer_box(page, "Gradient of w2").fill("-2.4")
    page.keyboard.press("ArrowRight")
    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        page.get_by_role("button", name="Back to the program").click()
    expect(step_slider(page)).to_have_value("9")
    expect(page.get_by_role("tab", name="Ledger", selected=True)).to_be_visible()
    expect(page.get_by_role("button", name="Practice")).to_be_focused()
    practise(page)
    expect(answer_box(page, "Gradient of w2")).to_have_value("-2.4")


def test_escape_closes_the_help_before_the_practice(page):
    practise(page)
    page.get_by_role("button", name="Help").click()
    expect(page.get_by_role("dialog", name="Help")).to_contain_text("in practice: check the answer")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("main")).to_have_accessible_name("Practice")


def test_another_program_on_the_page_is_another_exercise(page):
    practise(page)
    page.keyboard.press("Escape")
    practise(page, "x = 2\ny = x²")
    expect(rows(page)).to_have_count(1)


def test_more_or_other_hidden_numbers_keep_what_is_solved(page):
    practise(page)
    try_answer(page, "Gradient of w2", "-2.486")
    expect(score(page)).to_contain_text("1 of 6")
    choose_level(page, "hard")
    expect(score(page)).to_contain_text("1 of 12")


def test_a_reload_and_the_other_language_lose_nothing(page):
    practise(page)
    try_answer(page, "Gradient of w2", "-2.486")
    answer_box(page, "Gradient of x").fill("0.3")
    page.reload()
    expect(score(page)).to_contain_text("1 of 6 solved")
    expect(answer_box(page, "Gradient of x")).to_have_value("0.3")
    page.get_by_role("link", name="中文").click()
    expect(page.get_by_role("main")).to_have_accessible_name("练习")
    expect(answer_box(page, "x 的梯度")).to_have_value("0.3")
    page.keyboard.press("Escape")
    expect(page.get_by_role("slider", name="步骤")).to_have_value("0")
    expect(page.get_by_role("textbox", name="程序")).to_contain_text("x = 2.0")


# --- links ----------------------------------------------------------------------------------------------------------


def link_to_exercise(page: Page, server_url: str) -> str:
    page.get_by_role("button", name="Share exercise").click()
    page.wait_for_url("**/#e=*")
    return page.url.removeprefix(server_url)


def test_a_link_starts_the_exercise_with_its_answers_nowhere(page, open_page, server_url):
    practise(page)
    choose_level(page, "hard")
    try_answer(page, "Gradient of w2", "-2.486")
    expect(score(page)).to_contain_text("1 of 12")
    link = link_to_exercise(page, server_url)

    other = open_page("/healthz")
    told: list[str] = []
    other.on(
        "response", lambda response: told.append(f"{response.url} {response.text()}" if "/api/" in response.url else "")
    )
    other.goto(server_url + link)
    expect(rows(other)).to_have_count(12)
    expect(score(other)).to_contain_text("0 of 12 solved")
    other.wait_for_load_state("networkidle")
    assert any("/api/practice/sheet" in each for each in told)
    assert not any("/api/trace" in each for each in told)
    everywhere = other.content() + "".join(told)
    assert [number for number in FROM_LOSS_TO_LEAF if number in everywhere] == []
    answer_box(other, "Gradient of x").fill("0.3")
    other.get_by_role("button", name="Back to the program").click()
    shows_program(other, "loss")
    assert "#" not in other.url
    practise(other)
    expect(answer_box(other, "Gradient of x")).to_have_value("0.3")


def test_a_linked_exercise_keeps_its_secret_in_the_other_language(page, open_page, server_url):
    practise(page)
    other = open_page(link_to_exercise(page, server_url))
    expect(rows(other)).to_have_count(6)
    traces: list[str] = []
    other.on("request", lambda request: traces.append(request.url) if "/api/trace" in request.url else None)
    other.get_by_role("link", name="中文").click()
    expect(answer_box(other, "x 的梯度")).to_be_visible()
    other.wait_for_load_state("networkidle")
    assert traces == []


def test_a_link_carries_values_what_is_hidden_and_the_topic(page, open_page, server_url):
    box = page.get_by_role("spinbutton", name="w1 value")
    box.fill("0.8")
    box.press("Enter")
    practise(page)
    hide_kind(page, "updated parameters")
    other = open_page(link_to_exercise(page, server_url))
    expect(rows(other)).to_have_count(8)
    expect(other.locator("#practice-picture g.node").filter(has_text="w1").first).to_contain_text("0.8")
    expect(other.get_by_role("combobox", name="Practise")).to_have_value("")
    with page.expect_response("**/api/practice/sheet"):
        page.get_by_role("combobox", name="Practise").select_option("A neuron")
    expect(page.get_by_role("region", name="Exercise")).to_contain_text("t = ")
    third = open_page(link_to_exercise(page, server_url))
    expect(third.get_by_role("combobox", name="Practise")).to_have_value("neuron")
    expect(third.get_by_role("region", name="Exercise")).to_contain_text("t = ")
    assert shown_program(third) == shown_program(page)


@pytest.mark.parametrize("fragment", ["#e=nonsense", "#e="])
def test_a_link_that_holds_no_exercise_says_so_and_offers_others(open_page, fragment):
    other = open_page("/" + fragment)
    expect(other.get_by_text("This link holds no exercise.")).to_be_visible()
    other.get_by_role("combobox", name="Practise").select_option("Chain rule")
    expect(rows(other).first).to_be_visible()
    expect(other.get_by_text("This link holds no exercise.")).to_be_hidden()


# --- every form of the page -----------------------------------------------------------------------------------------


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


def test_practice_speaks_chinese(open_page):
    page = open_page(locale="zh-CN")
    expect(node(page, "loss")).to_be_visible()
    page.get_by_role("button", name="练习", exact=True).click()
    box = page.get_by_role("textbox", name="w2 的梯度")
    box.fill("1.1")
    box.press("Enter")
    expect(page.get_by_role("status").filter(has_text="漏掉了上游梯度")).to_be_visible()
    assert page.locator("#practice").evaluate("practice => practice.innerText.match(/practice\\.\\w+/)") is None
