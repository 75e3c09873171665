"""Bad input gets a sentence and, where it has a place, a marker; nothing typed is lost, the page goes on working."""

import pytest
from playwright.sync_api import expect

from tests.browser.screen import node, rest, settled, shows_program, step_slider, text_of_program, write

REFUSED = {
    "unfinished text": "y = 2 +",
    "unfinished bracket": "y = (1 + 2",
    "unknown function": "y = sinn(x)",
    "wrong number of arguments": "y = relu(1, x)",
    "import": "__import__('os')",
    "class": "y = x.__class__",
    "markup": "<script>alert(1)</script>",
    "markup in a call": "y = <img src=x onerror=alert(1)>(x)",
    "JSON in a name": 'y = x"];',
    "number only": "1/0",
    "long number": "9**9**9",
    "10,000 parentheses": "y = " + "(" * 10_000 + "x" + ")" * 10_000,
    "an identifier of 10,000 characters": "y = " + "x" * 10_000,
    "too long": "y = " + "x + " * 5_000 + "x",
    "NUL": "y = x\0",
    "right-to-left mark": "y = x\u202e + 1",
    "empty": "",
    "blank": "  \n\n",
    "comment": "# nothing but a comment",
}
ACCEPTED = {
    "division by zero": "x = 0; y = 1/x",
    "logarithm of a negative number": "x = -1; y = log(x)",
    "overflow": "x = 9; y = x**x**x",
    "markup in a comment": "y = x + 1 # </script><script>alert(1)</script>",
    "many names": "y = " + " + ".join(f"x{index}" for index in range(250)),
}


@pytest.fixture(autouse=True)
def traced(page):
    expect(node(page, "loss")).to_be_visible()


def test_what_cannot_be_walked_is_refused_with_a_sentence_and_nothing_typed_is_lost(page):
    for what, text in REFUSED.items():
        answer = answer_to(page, text)
        assert (what, answer.status) == (what, 422)
        expect(page.locator("#problem"), what).to_contain_text(answer.json()["error"]["message"])
        assert (what, typed(page)) == (what, text)
        expect(node(page, "loss"), what).to_be_visible()


def test_the_page_works_on_after_every_refusal(page):
    for text in ("y = (1 + 2", "__import__('os')", "", "y = " + "(" * 10_000):
        answer_to(page, text)
        write(page, f"y = x + {len(text)}")
        shows_program(page, "y")
        expect(page.locator("#problem")).to_be_hidden()


def test_what_is_odd_but_right_is_walked_to_its_end(page):
    for what, text in ACCEPTED.items():
        answer = answer_to(page, text)
        assert (what, answer.status) == (what, 200)
        shows_program(page, "y")
        rest(page)
        page.keyboard.press("End")
        expect(step_slider(page), what).to_have_value(str(len(answer.json()["steps"])))


@pytest.mark.parametrize("height", [720, 900])
def test_what_is_wrong_with_a_long_program_is_told_in_sight(page, height):
    page.set_viewport_size({"width": 1440, "height": height})
    write(page, "\n".join(f"v{turn} = x·{turn}" for turn in range(40)) + "\ny = sinn(v1)")
    expect(page.locator("#problem")).to_be_in_viewport(ratio=1)


def test_a_value_that_is_no_number_changes_nothing(page):
    box = page.get_by_role("spinbutton", name="w1 value")
    box.fill("")
    box.press("Tab")
    expect(box).to_have_value("0.5")


@pytest.mark.tolerates("net::ERR")
def test_a_server_that_does_not_answer_is_told_and_nothing_is_lost(page):
    page.route("**/api/trace", lambda route: route.abort())
    write(page, "y = x²")
    expect(page.get_by_text("The server does not answer.")).to_be_visible()
    assert text_of_program(page) == "y = x²"
    page.unroute("**/api/trace")
    write(page, "y = x² + 1")
    shows_program(page, "y")


def answer_to(page, text: str):
    """What the server says to a program that is typed; should the program run, that is a failure."""
    page.on("dialog", lambda dialog: pytest.fail(f"the program ran: {dialog.message}"))
    with page.expect_response("**/api/trace") as answer:
        write(page, text)
    settled(page)
    return answer.value


def typed(page) -> str:
    """The text as the page would share it: long ones are not on the screen as a whole."""
    with page.expect_request("**/api/trace") as question:
        page.get_by_role("slider", name="w1", exact=True).press("ArrowRight")
    settled(page)  # the page asks again once the slider rests
    return question.value.post_data_json["source"]
