"""The words of the page and of the errors in every language, and which language a reader gets."""

import json
from functools import cache
from pathlib import Path

from flask import g, request
from werkzeug.datastructures import LanguageAccept

from engine.messages import MESSAGES

LANGUAGES = {"en": "English", "zh": "中文"}
"""Language codes with their own names; the first one is the default."""

_FOLDER = Path(__file__).parent / "locales"


@cache
def words(lang: str) -> dict[str, str]:
    """All texts of a language by key; they are ``str.format`` templates.

    The English sentences of the engine's errors stand beside their codes in the engine and are taken from there.
    """
    texts: dict[str, str] = json.loads((_FOLDER / f"{lang}.json").read_text(encoding="utf-8"))
    return {**_engine_sentences(), **texts} if lang == "en" else texts


def _engine_sentences() -> dict[str, str]:
    problems = {f"error.{code}": message.problem for code, message in MESSAGES.items()}
    hints = {f"error.{code}.hint": message.hint for code, message in MESSAGES.items() if message.hint is not None}
    return {**problems, **hints}


def page_words(lang: str) -> dict[str, str]:
    """The texts that the browser needs: all but the errors, which the server answers as whole sentences."""
    return {key: text for key, text in words(lang).items() if not key.startswith("error.")}


def text(lang: str, key: str, /, **details: object) -> str:
    """The text ``key`` with its placeholders filled; KeyError for a key that the language lacks."""
    return words(lang)[key].format(**details)


def picture_keys(lang: str) -> tuple[str, str]:
    """The words for value and gradient in the picture."""
    return text(lang, "picture.value"), text(lang, "picture.grad")


def speak(lang: str | None) -> None:
    """Answer the current request in ``lang``, where its body named one."""
    if lang is not None:
        g.lang = lang


def reader_language() -> str:
    """The language of the current request: the body's, else ``?lang=`` where we have it, else Accept-Language."""
    asked = g.get("lang") or request.args.get("lang")
    return asked if asked in LANGUAGES else preferred(request.accept_languages)


def preferred(accepted: LanguageAccept) -> str:
    """The best language for an Accept-Language header; ``zh-TW`` counts as ``zh``.

    Werkzeug's ``best_match`` does not do that: it takes any exact match before the first choice's main language.
    """
    main = (tag.partition("-")[0].lower() for tag, quality in accepted if quality > 0)
    return next((lang for lang in main if lang in LANGUAGES), next(iter(LANGUAGES)))
