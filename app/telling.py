"""How the details of an error are told in the reader's language: types, lists, and reasons of a refusal."""

from collections.abc import Mapping

from app.locales import words
from engine.errors import CHOICES, listed

_OF_TYPES = ("kind", "left", "right")
"""The details that may be the type of a value, in the engine's words."""


def told(details: Mapping[str, object], lang: str) -> dict[str, object]:
    """The details as the sentences of ``lang`` take them; what the catalogue has no words for stays as it is."""
    texts = words(lang)
    plain = {name: _in_words(name, value, texts) for name, value in details.items()}
    if "reason" not in plain:
        return plain
    reason = texts.get(f"error.reason.{plain['reason']}", texts["error.reason.other"])
    return {**plain, "reason": reason.format(**plain)}


def _in_words(name: str, value: object, texts: Mapping[str, str]) -> object:
    if isinstance(value, list):
        return listed(value, texts["error.list.comma"], texts[f"error.list.{'or' if name in CHOICES else 'last'}"])
    if name in _OF_TYPES:
        return texts.get(f"type.{value}", value)
    return texts.get(f"error.part.{value}", value) if name == "what" else value
