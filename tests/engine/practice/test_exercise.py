"""Exercises hide what is to be found, as much as the level says."""

import numpy as np
import pytest

import engine
from app.catalogue import examples
from engine.practice.exercise import MOST_ITEMS, Exercise, Kind, Level, answer_of, hide

NETWORK = examples()[0].source


def exercise(program: str, *kinds: Kind, level: Level = Level.HARD) -> Exercise:
    return hide(engine.trace(program), kinds, level)


def hidden(found: Exercise) -> list[str]:
    """Kind and symbol of what is hidden."""
    return [f"{item.kind} {found.symbol(item)}" for item in found.items]


def test_everything_of_a_kind_is_hidden_in_the_order_in_which_it_is_found():
    assert hidden(exercise("x = 2; a = x²; y = a·x", Kind.VALUE)) == ["value a", "value y"]
    assert hidden(exercise("x = 2; a = x²; y = a·x", Kind.GRADIENT)) == [
        r"gradient \frac{\partial y}{\partial a}",
        r"gradient \frac{\partial y}{\partial x}",
    ]
    assert hidden(exercise("x = 2; a = x²; y = a·x", Kind.LOCAL)) == [
        r"local \frac{\partial y}{\partial a}",
        r"local \frac{\partial y}{\partial x}",
        r"local \frac{\partial a}{\partial x}",
    ]
    assert hidden(exercise("w = 2; y = w²", Kind.UPDATED)) == ["updated w"]


def test_inner_sums_which_the_graph_does_not_show_are_not_asked_for():
    found = exercise("x = 1; y = 2; z = 3; s = x·y + y·z + z; loss = s²", Kind.VALUE, Kind.LOCAL, Kind.GRADIENT)
    targets = {item.target for item in found.items}
    assert found.trace.graph["n5"].label == "x·y + y·z"
    assert not targets & {"n5", "n6.0"}
    assert targets >= {"n5.0", "n5.1", "n6.1", "n6"}


def test_the_gradient_of_the_output_is_given():
    assert "n1" not in [item.target for item in exercise("y = x²", Kind.GRADIENT).items]


@pytest.mark.parametrize(("level", "count"), [(Level.EASY, 4), (Level.MEDIUM, 6), (Level.HARD, 12)])
def test_the_level_says_how_much_is_hidden(level, count):
    found = exercise(NETWORK, Kind.GRADIENT, level=level)
    assert len(found.items) == count
    assert found.items[-1] == exercise(NETWORK, Kind.GRADIENT).items[-1]


def test_an_easy_exercise_shows_what_its_numbers_are_made_of():
    """Of three neighbours on a chain two are shown."""
    found = exercise("y = sin(sin(sin(sin(sin(sin(x))))))", Kind.GRADIENT, level=Level.EASY)
    assert [item.target for item in found.items] == ["n3", "n0"]


def test_an_item_has_an_id_and_is_found_by_it():
    found = exercise(NETWORK, Kind.GRADIENT, Kind.LOCAL)
    assert len({item.id for item in found.items}) == len(found.items)
    assert all(found.item(item.id) is item for item in found.items)
    with pytest.raises(engine.EngineError, match="not hidden"):
        found.item("gradient:n99")


def test_a_large_program_hides_no_more_than_a_person_can_answer():
    found = exercise("y = x\nfor i in range(100): y = sin(y) + x", *Kind)
    assert len(found.items) <= MOST_ITEMS
    assert {item.kind for item in found.items} == set(Kind)


def test_numbers_that_nobody_can_type_are_not_hidden():
    found = exercise("x = -1; a = ln(x); y = a·0 + x²", Kind.VALUE)
    assert all(np.all(np.isfinite(answer_of(found.trace, item))) for item in found.items)
    with pytest.raises(engine.EngineError, match="nothing to hide"):
        exercise("x = np.ones((4, 4)); y = sum(x)", Kind.GRADIENT)


def test_where_there_is_no_parameter_no_update_can_be_hidden():
    with pytest.raises(engine.EngineError, match="nothing to hide"):
        hide(engine.trace("y = x²", roles={"x": "input"}), [Kind.UPDATED], Level.HARD)
