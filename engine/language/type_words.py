"""What the type of a value is called in messages."""

from typing import Any

from engine.language.values import kind

WORDS = {"str": "text", "dict": "dictionary", "int": "whole number", "float": "number", "bool": "truth value",
         "NoneType": "None"}  # fmt: skip


def described(value: Any) -> str:
    """The type of a value in a word, for messages: Python's own abbreviations are written out."""
    return WORDS.get(kind(value), kind(value))
