"""A program with an error gets an answer with code, sentence and place, in the reader's language, never a fault."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import create_app
from app.answer_models import ErrorAnswer
from app.catalogue import examples

LONG_NAME = "a" * 10_000

REFUSED = {
    "unfinished text": "y = (x + ",
    "unknown function": "y = sinn(x)",
    "too many arguments": "y = sin(x, 2)",
    "too few arguments": "y = maximum(x)",
    "10,000 parentheses": "(" * 5_000 + "x" + ")" * 5_000,
    "10,000 open parentheses": "(" * 10_000,
    "an identifier of 10,000 characters": LONG_NAME,
    "NUL": "y = x\x00 + 1",
    "right-to-left override": "y = x \u202e+ 1",
    "right-to-left mark": "y = \u200fx + 1",
    "an import as a call": "__import__('os')",
    "a dunder attribute": "x.__class__",
    "deeper dunder attributes": "().__class__.__bases__[0].__subclasses__()",
    "markup": "<script>alert(1)</script>",
    "the end of a script": '"];alert(1);//',
    "only spaces": "  \n ",
    "a name that is assigned from itself": "y = ",
    "an unknown letter": "y = x § 2",
    "a large literal": "9" * 400,
    "much text": "x + " * 10_000 + "x",
    "a division by zero without a variable": "1/0",
    "the logarithm of a negative number": "log(-1)",
    "a power tower": "9**9**9",
}

ACCEPTED = {
    "a division by zero": "x/0",
    "the logarithm of a negative number": "log(-x)",
    "a power tower": "x + 9**9**9",
    "a power tower of floats": "x·9.0**9.0**9.0",
    "1,000 names": " + ".join(f"n{i}" for i in range(1_000)),
    "markup in a comment": "y = x  # <script>alert(1)</script>",
    "the end of a script in a comment": 'y = x  # "];alert(1)//',
    "right-to-left text in a comment": "y = x  # שלום",
}


@pytest.mark.parametrize("source", REFUSED.values(), ids=REFUSED)
def test_a_program_that_cannot_be_run_is_refused_with_its_place(error, source):
    found = error(source=source)
    assert found["message"]
    assert isinstance(found["line"], int)
    assert isinstance(found["column"], int)


@pytest.mark.parametrize("source", ACCEPTED.values(), ids=ACCEPTED)
def test_a_program_that_is_only_odd_is_traced(post, source):
    assert post(source=source).status_code == 200


def test_a_misspelled_function_is_marked_and_the_right_one_suggested(error):
    found = error(source="x = 1\ny = 2·sinn(x)")
    assert (found["line"], found["column"], found["end_line"], found["end_column"]) == (2, 7, 2, 11)
    assert "sin" in (found["hint"] or found["message"])


def test_a_value_for_a_name_that_the_program_lacks_is_refused(error):
    assert "z" in error(source="y = x", values={"z": 1})["message"]


def test_a_ragged_value_is_refused(error):
    assert "x" in error(source="y = x", values={"x": [[1, 2], [3]]})["message"]


def test_an_output_that_the_program_lacks_is_refused(error):
    assert "loss" in error(source="y = x", output="loss")["message"]


@pytest.mark.parametrize("request_", [{"lang": "zh"}, {}], ids=["the body's language", "the browser's language"])
def test_the_sentence_is_in_the_readers_language(client, request_):
    headers = {} if request_ else {"Accept-Language": "zh-CN,zh;q=0.9"}
    answer = client.post("/api/trace", json={"source": "sinn(x)", **request_}, headers=headers)
    assert any("\u4e00" <= character <= "\u9fff" for character in answer.json["error"]["message"])
    assert answer.headers["Content-Language"] == "zh"


# --- any program, any body ---------------------------------------------------------------------------------

APP = create_app({})
APP.config["TESTING"] = True
CLIENT = APP.test_client()
PIECES = [*"+-*/^()[],=<;.:#²·√π\n", "x", "y1", "w_2", "3", "0.5", "1e3", "**", "==", "σ(", "sin(", "max(", "|x|"]
PIECES += ["def", "lambda", "for", "in", "'a'"]
PROGRAMS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
    st.sampled_from([each.source for each in examples()]).flatmap(
        lambda text: st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(
            lambda cut: text[: min(cut)] + text[max(cut) :]
        )
    ),
)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    ["source", "values", "output", "roles", "learning_rate", "direction", "explained", "known_layout", "lang", "x"]
)


def expect_an_answer(answer):
    assert answer.status_code in (200, 400, 422), answer.text
    if answer.status_code != 200:
        ErrorAnswer.model_validate_json(answer.data)


@settings(max_examples=150)
@given(PROGRAMS)
def test_any_text_gets_an_answer(text):
    expect_an_answer(CLIENT.post("/api/trace", data=json.dumps({"source": text}), content_type="application/json"))


@settings(max_examples=100)
@given(st.dictionaries(FIELDS, JSON_VALUES, max_size=5))
def test_any_json_gets_an_answer(request_):
    body = json.dumps({"source": "y = x·w", **request_})
    expect_an_answer(CLIENT.post("/api/trace", data=body, content_type="application/json"))


@settings(max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_get_an_answer(body):
    expect_an_answer(CLIENT.post("/api/trace", data=body, content_type="application/json"))


HEADER_TEXTS = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40)
QUERIES = st.dictionaries(
    st.sampled_from(["source", "step", "values", "roles", "output", "learning_rate", "direction", "lang", "x"]),
    st.text(max_size=20) | st.sampled_from(["y = x·w", "3", "-1", '{"x": 2}', '{"x": []}', "zh", "nan", "1e999"]),
    max_size=6,
)


@settings(max_examples=100)
@given(QUERIES, HEADER_TEXTS, HEADER_TEXTS)
def test_any_query_with_any_preferences_gets_an_answer(query, accept, languages):
    headers = {"Accept": accept, "Accept-Language": languages, "Accept-Encoding": languages}
    assert CLIENT.get("/graph.svg", query_string=query, headers=headers).status_code in (200, 400, 422)
