"""``POST /api/trace`` answers the Timeline that the models describe."""

import pytest

from app.answer_models import Timeline
from app.catalogue import examples
from tests.app.conftest import NETWORK


def test_the_network_of_the_start_page_has_the_numbers_of_the_course(post):
    timeline = post(source=NETWORK).json
    assert timeline["value"] == pytest.approx(1.2769)
    expected = {"w2": -2.486, "b2": -2.26, "w1": 1.356, "b1": 0.678, "x": 0.339, "target": 2.26}
    assert timeline["gradients"] == pytest.approx(expected)
    assert timeline["update"] == {
        "learning_rate": 0.1,
        "direction": "descent",
        "before": pytest.approx(1.2769),
        "after": pytest.approx(0.3759, abs=5e-5),
    }
    assert [step["phase"] for step in timeline["steps"]] == ["forward"] * 7 + ["backward"] * 8 + ["update"] * 4


@pytest.mark.parametrize("example", examples(), ids=lambda each: each.id)
def test_every_example_is_traced_and_its_timeline_is_as_documented(post, example):
    answer = post(source=example.source)
    assert answer.status_code == 200, answer.text
    Timeline.model_validate_json(answer.data)


def test_values_replace_those_of_the_program(post):
    timeline = post(source="y = x²", values={"x": 3}).json
    assert (timeline["value"], timeline["gradients"]) == (9, {"x": 6})


def test_any_named_node_can_be_the_output(post):
    timeline = post(source="a = 2x; b = a²", values={"x": 3}, output="a").json
    assert timeline["gradients"] == {"x": 2}


def test_roles_decide_what_is_updated(post):
    steps = post(source="y = w·x", roles={"w": "constant", "x": "parameter"}).json["steps"]
    assert [step["writes"][0]["node"] for step in steps if step["phase"] == "update"] == [
        node["id"] for node in post(source="y = w·x").json["nodes"] if node["name"] == "x"
    ]


def test_the_learning_rate_is_that_of_the_update(post):
    assert post(source="w²", values={"w": 1}, learning_rate=0.25).json["update"] == {
        "learning_rate": 0.25,
        "direction": "descent",
        "before": 1,
        "after": 0.25,
    }


def test_an_ascent_adds_the_step(post):
    timeline = post(source="w²", values={"w": 1}, learning_rate=0.25, direction="ascent").json
    assert timeline["update"] == {"learning_rate": 0.25, "direction": "ascent", "before": 1, "after": 2.25}
    assert timeline["steps"][-1]["formulas"][0]["numbers"] == r"1 + 0.25 \cdot 2"


def test_a_role_that_is_chosen_leaves_the_other_leaves_theirs(post):
    nodes = post(source="y = w·x + b", roles={"x": "constant"}).json["nodes"]
    roles = {node["name"]: node["role"] for node in nodes if node["op"] is None}
    assert roles == {"w": "parameter", "x": "constant", "b": "parameter"}


def test_a_reader_who_has_the_layout_gets_only_numbers(post):
    first = post(source=NETWORK).json
    again = post(source=NETWORK, values={"w1": 0.7}, known_layout=first["layout"]).json
    assert again["layout"] == first["layout"]
    assert "svg" in first
    assert "svg" not in again


def test_formulas_can_be_asked_for_some_steps_alone(post):
    whole, some = post(source=NETWORK).json, post(source=NETWORK, explained=[2, 9]).json
    formulas = [step.pop("formulas") for step in some["steps"]]
    assert [index for index, each in enumerate(formulas) if each is not None] == [2, 9]
    assert [formulas[2], formulas[9]] == [whole["steps"][index]["formulas"] for index in (2, 9)]
    for step in whole["steps"]:
        del step["formulas"]
    assert some == whole


@pytest.mark.parametrize("explained", [[], [-1], [10**9]])
def test_a_step_that_there_is_not_has_no_formulas(post, explained):
    assert {step["formulas"] for step in post(source=NETWORK, explained=explained).json["steps"]} == {None}


def test_a_reader_with_another_layout_gets_the_picture(post):
    other = post(source="x + 1").json["layout"]
    assert "svg" in post(source=NETWORK, known_layout=other).json


def test_not_a_number_and_infinity_are_words(post):
    assert post(source="log(x)", values={"x": -1}).json["value"] == "NaN"
    assert post(source="x/0").json["value"] == "Infinity"
    assert post(source="-x/0").json["value"] == "-Infinity"


def test_answers_are_compressed_and_kept_by_no_cache(client):
    answer = client.post("/api/trace", json={"source": NETWORK}, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Cache-Control"] == "no-store"
