"""``GET /graph.svg``: a picture of one step that stands alone."""

import json
from xml.etree import ElementTree as ET

import pytest

from tests.app.conftest import NETWORK

SVG = "{http://www.w3.org/2000/svg}"
IMAGE = "image/avif,image/webp,image/svg+xml,image/*,*/*;q=0.8"


@pytest.fixture
def get(client):
    def get(headers=None, **query):
        return client.get("/graph.svg", query_string=query, headers=headers or {})

    return get


@pytest.fixture
def texts(get):
    """The texts of one class in the picture, such as "value" or "grad"."""

    def texts(kind, **query):
        root = ET.fromstring(get(**query).data)
        return [element.text for element in root.iter(f"{SVG}text") if kind in element.get("class", "").split()]

    return texts


def test_a_picture_is_an_svg_document(get):
    answer = get(source=NETWORK)
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert ET.fromstring(answer.data).tag == f"{SVG}svg"


def test_all_steps_are_done_when_none_is_named(texts):
    assert texts("value", source="y = x²", values='{"x": 3}') == ["3", "9"]
    assert texts("grad", source="y = x²", values='{"x": 3}') == ["6", "1"]


def test_what_is_not_yet_computed_is_shown_as_a_dash(texts):
    assert texts("value", source="y = x²", values='{"x": 3}', step=0) == ["3", "—"]
    assert texts("grad", source="y = x²", values='{"x": 3}', step=2) == ["—", "1"]


def test_every_step_has_its_picture(get, client):
    steps = len(client.post("/api/trace", json={"source": NETWORK}).json["steps"])
    pictures = {get(source=NETWORK, step=step).data for step in range(steps + 1)}
    assert len(pictures) == steps + 1


@pytest.mark.parametrize("step", [-1, 20, 10**9])
def test_a_step_that_does_not_exist_is_refused_and_the_last_one_named(get, step):
    answer = get(source=NETWORK, step=step)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "step_out_of_range")
    assert "19" in answer.json["error"]["message"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({}, "missing_field"),
        ({"source": "x", "step": "two"}, "bad_field"),
        ({"source": "x", "step": "1" * 5000}, "bad_field"),
        ({"source": "x", "values": "{"}, "bad_field"),
        ({"source": "x", "values": "[" * 5000}, "bad_field"),
        ({"source": "x", "values": '{"x": NaN}'}, "value_not_finite"),
        ({"source": "x", "values": '{"x": "1"}'}, "value_not_finite"),
        ({"source": "x", "values": '{"x": [true]}'}, "value_not_finite"),
        ({"source": "x", "seed": '"1"'}, "value_not_finite"),
        ({"source": "x", "roles": '{"x": "boss"}'}, "bad_field"),
        ({"source": "x", "direction": "sideways"}, "bad_field"),
        ({"source": "x", "learning_rate": "nan"}, "bad_field"),
        ({"source": "x", "colour": "red"}, "unknown_field"),
    ],
)
def test_a_query_that_does_not_fit_is_refused(get, query, code):
    answer = get(**query)
    assert (answer.status_code, answer.json["error"]["code"]) == (400, code)


def test_scripts_get_the_error_of_a_program_as_json(get):
    answer = get(source="sinn(x)")
    assert (answer.status_code, answer.json["error"]["line"]) == (422, 1)


@pytest.mark.parametrize(
    "query", [{"source": "sinn(x)"}, {"source": "sinn(x)", "lang": "zh"}, {"source": "<&\x01"}, {}]
)
def test_who_asks_for_an_image_gets_the_sentence_as_a_picture(get, query):
    answer = get(headers={"Accept": IMAGE}, **query)
    expected = get(**query).json["error"]["message"]
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    shown = "".join(element.text for element in ET.fromstring(answer.data).iter(f"{SVG}text"))
    assert shown.replace(" ", "").startswith(expected.replace(" ", ""))


def test_user_text_stays_text(get):
    assert b"<script" not in get(source="y = x  # <script>alert(1)</script>").data


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_picture_that_did_not_change_is_not_sent_again(get, encoding):
    accept = {"Accept-Encoding": encoding}
    first = get(headers=accept, source=NETWORK)
    again = get(headers={**accept, "If-None-Match": first.headers["ETag"]}, source=NETWORK)
    assert (again.status_code, again.data) == (304, b"")
    changed = get(
        headers={**accept, "If-None-Match": first.headers["ETag"]}, source=NETWORK, values=json.dumps({"x": 9})
    )
    assert changed.status_code == 200
