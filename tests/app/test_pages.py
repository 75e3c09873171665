"""The pages: their language, what they carry for the scripts, and what they say of an error."""

import json
import re

import pytest

from app import create_app
from app.catalogue import examples
from app.locales import page_words


def page_data(client, **query) -> dict:
    text = client.get("/", query_string=query).text
    block = re.search(r'<script type="application/json" id="page-data">(.*?)</script>', text, re.DOTALL)
    assert block
    return json.loads(block[1])


@pytest.mark.parametrize(
    ("query", "header", "lang"),
    [
        ({"lang": "zh"}, "en", "zh"),
        ({"lang": "en"}, "zh", "en"),
        ({}, "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ({}, "fr", "en"),
        ({"lang": "xx"}, "zh", "zh"),
        ({}, ";;q=,q=1,\u00e9", "en"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/help"])
def test_a_page_is_in_the_language_asked_for(client, path, query, header, lang):
    page = client.get(path, query_string=query, headers={"Accept-Language": header})
    assert page.status_code == 200
    assert page.headers["Content-Language"] == lang
    assert "Accept-Language" in page.headers["Vary"]
    assert f'<html lang="{lang}' in page.text


def test_the_page_starts_with_the_network_and_has_all_examples(client):
    menu = page_data(client)["examples"]
    assert [each["id"] for each in menu] == [each.id for each in examples()]
    assert menu[0]["source"].startswith("x = 2.0; target = 1.0\n")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_carries_the_words_of_its_language(client, lang):
    data = page_data(client, lang=lang)
    assert (data["lang"], data["catalogue"]) == (lang, page_words(lang))


def test_a_browser_gets_a_page_for_an_unknown_address(client):
    answer = client.get("/nothing?lang=zh", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "什么也没有" in answer.text


def test_without_a_built_front_end_the_page_says_how_to_build_it(tmp_path):
    answer = create_app({"dist": tmp_path}).test_client().get("/", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "not_built")
    assert "make build" in answer.json["error"]["hint"]


def test_an_error_page_without_a_built_front_end_says_the_same(tmp_path):
    answer = create_app({"dist": tmp_path}).test_client().get("/nothing", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "not_built")


def test_built_files_are_kept_for_a_year(client):
    answer = client.get("/static/expression-1a2b.js", buffered=True)
    assert answer.status_code == 200
    assert answer.cache_control.max_age == 365 * 24 * 3600
