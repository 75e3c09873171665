"""The routes that answer questions about a program: as documented, in the reader's language, never a server error."""

import ast
import json

import pytest

from app import explore_answers as answers
from app import practice_answers
from app.answer_models import ErrorAnswer
from app.catalogue import examples
from app.locales import LANGUAGES, words
from engine.practice.exercise import Kind, Level
from engine.practice.hints import RUNGS
from engine.practice.topics import TOPICS, program
from tests.app.conftest import NETWORK

QUESTIONS = {
    "ledger": ({"node": "n0"}, answers.Ledger),
    "paths": ({"leaf": "x"}, answers.PathSum),
    "onion": ({"leaf": "x"}, answers.Onion),
    "wiggle": ({"leaf": "x"}, answers.Wiggle),
    "forward": ({"leaf": "x"}, answers.ForwardMode),
    "health": ({}, answers.GradientHealth),
    "mistake": ({"mistake": "overwrite"}, answers.BrokenPass),
    "export": ({"format": "numpy"}, answers.Exported),
    "practice/sheet": ({}, practice_answers.Sheet),
    "practice/check": ({"item": "gradient:n0", "answer": "1"}, practice_answers.Feedback),
    "practice/hint": ({"item": "gradient:n0"}, practice_answers.Hint),
}
"""What each route is asked for an example with a leaf x, and the model of its answer."""


@pytest.fixture
def ask(client):
    """``ask("ledger", source=…, node=…)``: the answer of a route."""
    return lambda question, **request: client.post(f"/api/{question}", json=request)


def with_x():
    return [example for example in examples() if "x = " in example.source]


# --- every route ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("example", with_x(), ids=lambda each: each.id)
def test_every_question_about_every_example_is_answered_as_documented(ask, question, example):
    about, model = QUESTIONS[question]
    answer = ask(question, source=example.source, **about)
    if answer.status_code == 422 and question.startswith("practice/"):
        assert answer.json["error"]["code"] in ("unknown_item", "nothing_to_hide")
        return
    assert answer.status_code == 200, answer.text
    model.model_validate_json(answer.data)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_wrong_program_is_refused_with_its_place(ask, question):
    answer = ask(question, source="y = sinn(x)", **QUESTIONS[question][0])
    assert answer.status_code == 422
    assert (answer.json["error"]["line"], answer.json["error"]["column"]) == (1, 5)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_field_that_does_not_exist_is_refused(ask, question):
    answer = ask(question, source="x²", nonsense=1, **QUESTIONS[question][0])
    assert answer.status_code == 400
    ErrorAnswer.model_validate_json(answer.data)


@pytest.mark.parametrize("question", QUESTIONS)
def test_errors_are_said_in_the_language_of_the_request(ask, question):
    about = QUESTIONS[question][0]
    messages = {lang: ask(question, source="(", lang=lang, **about).json["error"]["message"] for lang in LANGUAGES}
    assert len(set(messages.values())) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("question", "about", "code"),
    [
        ("ledger", {"node": "n99"}, "unknown_node"),
        ("paths", {"leaf": "q"}, "unknown_leaf"),
        ("onion", {"leaf": "q"}, "unknown_leaf"),
        ("wiggle", {"leaf": "x", "index": [5]}, "no_such_entry"),
        ("forward", {"leaf": "x", "index": [0, 0]}, "no_such_entry"),
        ("mistake", {"mistake": "typo"}, "unknown_mistake"),
        ("mistake", {"mistake": "detach"}, "mistake_needs_node"),
        ("practice/check", {"item": "gradient:n99", "answer": "1"}, "unknown_item"),
        ("practice/hint", {"item": "value:n0"}, "unknown_item"),
        ("practice/sheet", {"kinds": ["updated"], "roles": {"x": "input"}}, "nothing_to_hide"),
    ],
)
def test_what_a_question_is_about_must_exist(ask, question, about, code):
    answer = ask(question, source="y = x²", **about)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, code)


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("practice/hint", {"item": "gradient:n0", "rung": 5}),
        ("practice/sheet", {"kinds": []}),
        ("practice/sheet", {"kinds": ["everything"]}),
        ("practice/sheet", {"level": "impossible"}),
        ("export", {"format": "exe"}),
        ("practice/check", {"item": 3, "answer": "1"}),
    ],
)
def test_what_a_field_cannot_be_is_a_bad_request(ask, question, about):
    assert ask(question, source="y = x²", **about).status_code == 400


# --- one by one -----------------------------------------------------------------------------------------------------


def test_the_ledger_of_x_times_x_has_two_rows(ask):
    found = ask("ledger", source="x = 3; y = x·x", node="n0").json
    assert [row["contribution"] for row in found["rows"]] == [3, 3]
    assert found["total"] == "3 + 3 = 6"


def test_astronomic_numbers_of_paths_are_exact(ask):
    found = ask("paths", source="y = x\nfor i in range(150): y = y·x + y", leaf="x").json
    assert int(found["count"]) == 2**151 - 1
    assert found["listed"] == "largest"


def test_the_onion_has_a_closed_form(ask):
    assert ask("onion", source="y = (3x + 2)²", leaf="x").json["closed_form"] == r"6 \left(3 x + 2\right)"


def test_equal_questions_of_different_routes_are_not_mixed_up(ask):
    first, second = (ask(question, source="y = x²", leaf="x").json for question in ("paths", "onion"))
    assert first.keys() != second.keys()


def test_a_mistake_turns_the_check_red(ask):
    found = ask("mistake", source="x = 3; y = x·x", mistake="overwrite").json
    assert [check["verdict"] for check in found["checks"]] == ["mismatch"]


@pytest.mark.parametrize("format", ["numpy", "pytorch"])
def test_scripts_are_python(ask, format):
    ast.parse(ask("export", source=NETWORK, format=format).json["text"])


@pytest.mark.parametrize(("lang", "title"), [("en", "## Forward"), ("zh", "## 前向")])
def test_a_derivation_has_titles_in_the_readers_language(ask, lang, title):
    assert title in ask("export", source=NETWORK, format="markdown", lang=lang).json["text"]


def test_what_cannot_be_exported_is_refused(ask):
    answer = ask("export", source="y = recurrence_is_no_name(x)", format="numpy")
    assert answer.status_code == 422
    refused = ask("export", source="import numpy as np\ny = np.cumprod(np.array([1, 2, 3]) * x).sum()", format="numpy")
    assert refused.json["error"]["code"] == "no_counterpart"


def test_the_offers_have_their_words_in_both_languages(client):
    found = answers.Offers.model_validate_json(client.get("/api/explore").data)
    keys = [f"practice.topic.{topic.name}" for topic in found.topics]
    keys += [f"practice.kind.{kind}" for kind in found.kinds] + [f"practice.level.{level}" for level in found.levels]
    keys += [f"practice.diagnosis.{diagnosis}" for diagnosis in found.diagnoses]
    for lang in LANGUAGES:
        assert [key for key in keys if key not in words(lang)] == []


# --- practice -------------------------------------------------------------------------------------------------------


def numbers(document) -> list[float]:
    """All numbers in a document, however deep."""
    if isinstance(document, dict):
        return [number for value in document.values() for number in numbers(value)]
    if isinstance(document, list):
        return [number for value in document for number in numbers(value)]
    return [document] if isinstance(document, float) else []


def test_a_sheet_does_not_tell_what_it_hides(ask):
    whole = ask("trace", source=NETWORK).json
    found = ask("practice/sheet", source=NETWORK, level="hard", kinds=["gradient", "local"]).json
    assert [node["grad"] for node in found["nodes"] if node["id"] != found["output"]] == [None] * 12
    assert {edge["local"] for edge in found["edges"]} | {edge["contribution"] for edge in found["edges"]} == {None}
    for gradient in (-2.486, 0.678, 1.356, 0.339):
        assert any(abs(number - gradient) < 1e-9 for number in numbers(whole))
        assert not any(abs(number - gradient) < 1e-9 for number in numbers(found))
        assert f"{gradient:g}".replace("-", "−") not in found["svg"]


def test_where_values_are_hidden_so_is_the_backward_pass(ask):
    found = ask("practice/sheet", source=NETWORK, level="easy", kinds=["value"]).json
    hidden = {item["target"] for item in found["items"]}
    assert {node["id"] for node in found["nodes"] if node["value"] is None} == hidden
    assert {node["grad"] for node in found["nodes"]} == {None}


def test_a_reader_who_has_the_layout_gets_no_picture(ask):
    layout = ask("trace", source=NETWORK).json["layout"]
    assert "svg" not in ask("practice/sheet", source=NETWORK, known_layout=layout).json


def test_answers_are_judged_and_mistakes_named(ask):
    about = {"source": NETWORK, "level": "hard", "item": "gradient:n4"}
    assert ask("practice/check", **about, answer="-2.26*1.1").json["is_right"]
    assert ask("practice/check", **about, answer="2.486").json["diagnoses"] == ["wrong_sign"]


def test_an_answer_that_cannot_be_read_is_refused_with_its_place_in_the_answer(ask):
    answer = ask("practice/check", source=NETWORK, level="hard", item="gradient:n4", answer="-2.26*q")
    assert answer.status_code == 422
    assert (answer.json["error"]["code"], answer.json["error"]["column"]) == ("unknown_name", 7)


@pytest.mark.parametrize(
    "text", ["[" * 150, "9" * 200, "**", "\u0000", "1/0", "x.y", "lambda: 0", "'a'*9", "σ", "None"]
)
def test_hostile_answers_get_an_answer(ask, text):
    answer = ask("practice/check", source=NETWORK, level="hard", item="gradient:n4", answer=text)
    assert answer.status_code in (200, 422)


def test_every_rung_has_a_sentence_in_both_languages(ask):
    for kind in Kind:
        about = {"source": "w = 3; a = w²; y = a·w", "kinds": [kind], "level": "hard"}
        for item in ask("practice/sheet", **about).json["items"]:
            for rung in range(1, RUNGS + 1):
                code = ask("practice/hint", **about, item=item["id"], rung=rung).json["code"]
                assert all(f"practice.hint.{code}" in words(lang) for lang in LANGUAGES)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_generated_exercise_can_be_opened_and_another_follows(ask, topic):
    found = practice_answers.GeneratedExercise.model_validate(ask("practice/generate", topic=topic, seed=5).json)
    assert found.source == program(topic, 5)
    for level in Level:
        assert ask("practice/sheet", source=found.source, kinds=list(found.kinds), level=level).status_code == 200
    assert ask("practice/generate", topic=topic, seed=found.next_seed).json["source"] != found.source


def test_another_exercise_is_another_program_where_neighbouring_seeds_make_the_same_one(ask):
    found = ask("practice/generate", topic="paths", seed=3460).json
    assert program("paths", 3461) == found["source"]
    assert ask("practice/generate", topic="paths", seed=found["next_seed"]).json["source"] != found["source"]


@pytest.mark.parametrize("about", [{"topic": "chain", "seed": -1}, {"topic": "chain", "seed": 1.5}, {"topic": "chain"}])
def test_a_seed_is_a_whole_number(ask, about):
    assert ask("practice/generate", **about).status_code == 400


def test_an_unknown_topic_is_refused(ask):
    assert ask("practice/generate", topic="juggling", seed=1).json["error"]["code"] == "unknown_topic"


def test_answers_are_strict_json(ask):
    found = json.loads(ask("wiggle", source="y = ln(x)", values={"x": 0}, leaf="x").data, parse_constant=pytest.fail)
    assert "NaN" in json.dumps(found) or "Infinity" in json.dumps(found)
