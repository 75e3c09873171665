"""Both languages say everything, with the same placeholders."""

import ast
import string

import pytest
from werkzeug.datastructures import LanguageAccept

from app.config import ROOT
from app.errors import STATUS, Problem
from app.locales import LANGUAGES, page_words, preferred, words
from engine.language.type_words import WORDS
from engine.language.values import KINDS
from engine.messages import MESSAGES
from engine.ops import OPS

DEFAULT, *OTHERS = LANGUAGES


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("lang", OTHERS)
def test_every_language_has_the_same_keys(lang):
    assert words(lang).keys() == words(DEFAULT).keys()


@pytest.mark.parametrize("lang", OTHERS)
def test_a_translation_has_the_same_placeholders(lang):
    theirs = words(lang)
    assert [key for key, text in words(DEFAULT).items() if placeholders(text) != placeholders(theirs[key])] == []


@pytest.mark.parametrize("lang", OTHERS)
def test_no_translation_is_missing(lang):
    assert [key for key, text in words(DEFAULT).items() if text.strip() and not words(lang)[key].strip()] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_error_has_a_sentence(lang):
    assert [code for code in (*STATUS, *MESSAGES) if f"error.{code}" not in words(lang)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_op_has_a_name_and_a_sentence(lang):
    keys = [f"op.{op}.{key}" for op in OPS for key in ("name", "sentence", "backward")]
    assert [key for key in keys if key not in words(lang)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_type_of_a_value_has_a_name(lang):
    names = {*WORDS.values(), *(name for _, name in KINDS)}
    assert [name for name in sorted(names) if f"type.{name}" not in words(lang)] == []


@pytest.mark.parametrize(("lang", "message"), [("en", "this is of type function"), ("zh", "这是函数")])
def test_a_type_is_named_in_the_language_of_its_sentence(lang, message):
    assert message in Problem("not_a_number", {"kind": "function"}).message(lang)


def test_the_codes_of_the_server_and_of_the_engine_differ():
    assert not STATUS.keys() & MESSAGES.keys()


@pytest.mark.parametrize(
    ("folder", "raising", "codes"), [("engine", {"EngineError"}, MESSAGES), ("app", {"refuse", "Problem"}, STATUS)]
)
def test_every_error_that_is_raised_has_a_code_of_the_table(folder, raising, codes):
    assert raised_codes(folder, raising) <= codes.keys()


def test_every_error_that_is_raised_has_the_details_of_its_sentences():
    told = words(DEFAULT)
    incomplete = [
        code
        for code, details in raised("engine", {"EngineError"})
        if not placeholders(told[f"error.{code}"] + told.get(f"error.{code}.hint", "")) <= details
    ]
    assert incomplete == []


def raised_codes(folder: str, raising: set[str]) -> set[str]:
    return {code for code, _ in raised(folder, raising)}


def raised(folder: str, raising: set[str]) -> list[tuple[str, set[str]]]:
    """The literal codes and names of details in calls of the functions ``raising`` in the files of ``folder``."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / folder).rglob("*.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    calls = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in raising]
    literal = [(call.args[0].value, call.keywords) for call in calls if isinstance(call.args[0], ast.Constant)]
    return [(code, {str(keyword.arg) for keyword in keywords}) for code, keywords in literal]


def test_the_page_gets_no_error_sentences():
    assert not [key for key in page_words(DEFAULT) if key.startswith("error.")]


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ([("zh-CN", 1)], "zh"),
        ([("zh-TW", 1), ("en", 0.5)], "zh"),
        ([("fr", 1), ("zh", 0.3)], "zh"),
        ([("en-GB", 1), ("zh", 0.9)], "en"),
        ([("fr", 1)], "en"),
        ([("*", 1)], "en"),
        ([], "en"),
    ],
)
def test_the_browser_says_which_language(header, lang):
    assert preferred(LanguageAccept(header)) == lang
