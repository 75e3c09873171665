"""Links carry an exercise without its answers."""

import pytest
from playwright.sync_api import Response, expect

from tests.browser.practice.screen import (
    FROM_LOSS_TO_LEAF,
    answer_box,
    choose_level,
    hide_kind,
    link_to_exercise,
    practise,
    rows,
    score,
    settled,
    shown_program,
    try_answer,
)
from tests.browser.screen import shows_program


def test_a_link_starts_the_exercise_with_its_answers_nowhere(page, open_page, server_url):
    practise(page)
    choose_level(page, "hard")
    try_answer(page, "Gradient of w2", "-2.486")
    expect(score(page)).to_contain_text("1 of 12")
    link = link_to_exercise(page, server_url)

    other = open_page("/healthz")
    responses: list[Response] = []
    other.on("response", lambda response: responses.append(response) if "/api/" in response.url else None)
    other.goto(server_url + link)
    expect(rows(other)).to_have_count(12)
    expect(score(other)).to_contain_text("0 of 12 solved")
    other.wait_for_load_state("networkidle")
    told = [f"{response.url} {response.text()}" for response in responses]
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
    page.get_by_role("combobox", name="Practise").select_option("A neuron")
    settled(page)
    expect(page.get_by_role("region", name="Exercise")).to_contain_text("t = ")
    third = open_page(link_to_exercise(page, server_url))
    expect(third.get_by_role("combobox", name="Practise")).to_have_value("neuron")
    expect(third.get_by_role("region", name="Exercise")).to_contain_text("t = ")
    assert shown_program(third) == shown_program(page)


def test_links_followed_in_one_window_are_gone_through_with_back_and_forward(page, server_url):
    practise(page, "x = 2\ny = x²")
    answer_box(page, "Gradient of x").fill("5")
    exercise = link_to_exercise(page, server_url)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Share").click()
    page.wait_for_url("**/#p=*")
    walk = page.url
    page.goto(server_url + exercise)
    expect(answer_box(page, "Gradient of x")).to_have_value("5")
    page.goto(f"{server_url}/#p=nonsense")
    shows_program(page, "y")
    page.go_back()
    expect(answer_box(page, "Gradient of x")).to_have_value("5")
    page.go_back()
    shows_program(page, "y")
    assert page.url == walk
    page.go_forward()
    expect(answer_box(page, "Gradient of x")).to_have_value("5")


def test_a_shared_exercise_is_left_and_opened_again_with_its_answers(page, server_url):
    practise(page)
    answer_box(page, "Gradient of w2").fill("-2.4")
    link = link_to_exercise(page, server_url)
    page.go_back()
    shows_program(page, "loss")
    assert page.url == f"{server_url}/"
    page.go_forward()
    expect(answer_box(page, "Gradient of w2")).to_have_value("-2.4")
    assert page.url == server_url + link


@pytest.mark.parametrize("fragment", ["#e=nonsense", "#e="])
def test_a_link_that_holds_no_exercise_says_so_and_offers_others(open_page, fragment):
    other = open_page("/" + fragment)
    expect(other.get_by_text("This link holds no exercise.")).to_be_visible()
    other.get_by_role("combobox", name="Practise").select_option("Chain rule")
    expect(rows(other).first).to_be_visible()
    expect(other.get_by_text("This link holds no exercise.")).to_be_hidden()
