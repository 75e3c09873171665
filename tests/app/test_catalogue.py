"""The examples: titled in every language, different from one another, and the network of the start page first."""

import pytest

from app import catalogue
from app.catalogue import ExampleError, examples
from app.locales import LANGUAGES


def test_the_first_example_is_the_network():
    assert examples()[0].id == "network"


def test_there_are_a_dozen_and_each_has_a_title_in_every_language():
    assert len(examples()) >= 12
    assert all(each.titles.keys() == LANGUAGES.keys() for each in examples())


@pytest.mark.parametrize("field", ["id", "source"])
def test_no_example_stands_twice(field):
    assert len({getattr(each, field) for each in examples()}) == len(examples())


def test_the_titles_are_not_shown_as_program():
    assert not [each.id for each in examples() if each.source.startswith(("#", "\n"))]


@pytest.mark.parametrize("text", ["y = x", "# Only English\ny = x", ""])
def test_a_file_without_its_titles_is_named(monkeypatch, tmp_path, text):
    (tmp_path / "01-new.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(catalogue, "EXAMPLES", tmp_path)
    with pytest.raises(ExampleError, match=r"01-new\.txt"):
        examples.__wrapped__()
