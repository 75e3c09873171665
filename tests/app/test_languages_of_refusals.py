"""What is refused is told in the reader's language alone: no English word stands in a Chinese sentence."""

import json
import re

import pytest
from pydantic import BaseModel, ValidationError

from app.errors import Problem
from app.locales import LANGUAGES, words
from app.openapi import operations
from app.refusals import of_detail

PROGRAMS = {
    "shapes": "y = sum([1, 2] + [1, 2, 3])",
    "three shapes": "import numpy as np\ny = np.concatenate([np.ones(2), np.ones((2, 1)), np.ones((1, 1, 2))])",
    "dimensions": "import torch\ny = torch.mv(torch.ones(2), torch.ones(2))",
    "rows of nodes": "y = sum([[1, x], [2]])",
    "rows of numbers": "import numpy as np\ny = np.array([[1, 2], [3]])",
    "an entry": "import numpy as np\nx = np.zeros(3)\nx[0:2] = np.ones(3)\ny = x.sum()",
}
UNFIT = (5, "x", [], ["x"], {}, {"x": "x"}, None, True, 1.5, -1, 10**9, 10**30)
BROKEN = (b"", b"{", b"[]", b"\xff", b'{"source": "x"} x', b'{"source": "\\ud800"}', b"[" * 60_000)


def english(sentence: str) -> list[str]:
    """The English words of a sentence but those of JSON and what is quoted from the program or from the request."""
    return re.findall(r"[A-Za-z]{3,}", re.sub(r"“.*?”|JSON|true 或 false", "", sentence))


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_shapes_are_told_without_an_english_word(client, program):
    error = client.post("/api/trace", json={"source": program, "lang": "zh"}).json["error"]
    assert set(english(error["message"])) <= set(re.findall(r"\w+", program)), error["message"]


def test_shapes_are_joined_as_the_language_joins_a_list(client):
    def message(lang: str) -> str:
        request = {"source": PROGRAMS["three shapes"], "lang": lang}
        return client.post("/api/trace", json=request).json["error"]["message"]

    assert "(2,), (2, 1) and (1, 1, 2)" in message("en")
    assert "(2,)、(2, 1) 和 (1, 1, 2)" in message("zh")


def models(app) -> list[type[BaseModel]]:
    return sorted({op.body for op in operations(app) if op.body is not None}, key=lambda model: model.__name__)


def refusals(model: type[BaseModel], body: bytes) -> list[Problem]:
    """All that is wrong with a body; a reader is told the first."""
    try:
        model.model_validate_json(body)
    except ValidationError as error:
        return [of_detail(found) for found in error.errors(include_url=False, include_input=False)]
    return []


def test_every_field_of_every_request_is_refused_in_chinese_words(app):
    bodies = [(model, field, value) for model in models(app) for field in model.model_fields for value in UNFIT]
    problems = [one for model, field, value in bodies for one in refusals(model, json.dumps({field: value}).encode())]
    assert {one.code for one in problems} >= {"bad_field", "missing_field", "value_not_finite"}
    assert [one.message("zh") for one in problems if set(english(one.message("zh"))) - choices(one)] == []
    assert [one.details["reason"] for one in problems if one.code == "bad_field" and not has_words(one)] == []


def choices(problem: Problem) -> set[str]:
    return set(re.findall(r"\w+", str(problem.details.get("names", ""))))


def has_words(problem: Problem) -> bool:
    return f"error.reason.{problem.details['reason']}" in words("zh")


@pytest.mark.parametrize("body", BROKEN, ids=lambda body: repr(body[:16]))
def test_what_is_no_json_is_refused_in_chinese_words(client, body):
    headers = {"Accept-Language": "zh", "Content-Type": "application/json"}
    error = client.post("/api/trace", data=body, headers=headers).json["error"]
    assert (error["code"], english(error["message"])) == ("malformed_json", [])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_reason_without_words_of_its_own_still_names_the_field(lang):
    message = Problem("bad_field", {"field": "source", "reason": "unheard_of"}).message(lang)
    assert "source" in message and "unheard_of" not in message


@pytest.mark.parametrize(("lang", "message"), [("en", "no activation called 'x'"), ("zh", "没有名为“x”的激活函数")])
def test_the_part_of_a_network_is_named_in_the_language_of_its_sentence(lang, message):
    assert message in Problem("network_part", {"what": "activation", "name": "x", "names": ""}).message(lang)
