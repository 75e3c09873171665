"""Mistakes on purpose: each breaks the backward pass in its own way, and the check sees it."""

import numpy as np
import pytest
from hypothesis import given

import engine
from engine.broken_pass import break_pass
from engine.gradcheck import Verdict
from engine.mistakes import MISTAKES, Mistake, Place, backward
from tests.engine.dags import programs

SHARED = "x = 3; a = 2x; b = a + 1; y = a·b"
"""a is used by b and by y: what happens to it shows most mistakes."""


def broken(program: str, mistake: str, place: str | None = None):
    traced = engine.trace(program)
    places = {node.name: node.id for node in traced.graph if node.name}
    found = break_pass(traced, mistake, place and places[place])
    return {traced.graph[node.id].name: node for node in found.nodes}, found


def wrong_gradients(program: str, mistake: str, place: str | None = None) -> dict[str, float | None]:
    nodes, _ = broken(program, mistake, place)
    return {name: None if node.wrong is None else float(node.wrong) for name, node in nodes.items() if name}


def test_the_right_gradients_of_the_shared_program():
    nodes, _ = broken(SHARED, "overwrite")
    assert {name: float(node.right) for name, node in nodes.items()} == {"x": 26, "a": 13, "b": 6, "y": 1}


@pytest.mark.parametrize(
    ("mistake", "place", "gradients"),
    [
        ("overwrite", None, {"y": 1, "b": 6, "a": 6, "x": 12}),
        ("no_zero_grad", None, {"y": 1, "b": 6, "a": 13, "x": 52}),
        ("not_topological", None, {"y": 1, "b": 6, "a": 13, "x": 14}),
        ("no_local_derivative", None, {"y": 1, "b": 1, "a": 2, "x": 2}),
        ("derivative_at_output", None, {"y": 1, "b": 6, "a": 13, "x": 26}),
        ("detach", "b", {"y": 1, "b": 6, "a": 7, "x": 14}),
        ("freeze", "x", {"y": 1, "b": 6, "a": 13, "x": None}),
    ],
)
def test_each_mistake_gives_the_gradients_worked_out_by_hand(mistake, place, gradients):
    assert wrong_gradients(SHARED, mistake, place) == gradients


def test_the_derivative_at_the_output_is_that_of_the_value():
    assert wrong_gradients("x = 3; y = x²", "derivative_at_output")["x"] == 2 * 9
    assert wrong_gradients("x = 3; y = sin(x)", "derivative_at_output")["x"] == pytest.approx(np.cos(np.sin(3)))
    assert wrong_gradients("x = 2; y = x·z", "derivative_at_output")["x"] == 1


@pytest.mark.parametrize("name", MISTAKES)
def test_the_check_turns_red_where_a_mistake_shows(name):
    place = {"detach": "b", "freeze": "x"}.get(name)
    _, found = broken("x = 0.7; a = sin(x); b = tanh(a)·x; y = a·b", name, place)
    assert found.first is not None
    assert Verdict.MISMATCH in [each.verdict for each in found.checks]


def test_a_program_that_does_not_show_a_mistake_has_no_first_wrong_node():
    _, found = broken("x = 3; y = sin(x)", "overwrite")
    assert found.first is None
    assert [each.verdict for each in found.checks] == [Verdict.OK]


def test_the_first_wrong_node_is_the_one_where_it_begins():
    nodes, found = broken(SHARED, "overwrite")
    assert found.first == nodes["a"].id


def test_the_order_that_is_not_topological_meets_a_node_before_all_its_consumers():
    nodes, found = broken(SHARED, "not_topological")
    assert [found.order.index(nodes[name].id) for name in ("y", "a", "b")] == [0, 1, 2]


def test_a_wrong_gradient_makes_another_update():
    _, found = broken("w = 3; loss = w·w", "overwrite")
    assert (float(found.before), float(found.after_right)) == (9, pytest.approx(5.76))
    assert float(found.after_wrong) == pytest.approx(2.7**2)


def test_a_frozen_parameter_is_not_updated():
    _, found = broken("w = 3; loss = w·w", "freeze", "w")
    assert float(found.after_wrong) == 9


def test_arrays_are_compared_as_arrays():
    nodes, _ = broken("x = [1, 2]; y = sum(x·x)", "overwrite")
    assert nodes["x"].wrong.tolist() == [1, 2]
    assert nodes["x"].differs


@given(programs())
def test_without_a_mistake_the_walk_is_the_backward_pass(program):
    traced = engine.trace(program)
    found = backward(traced, Mistake("none"))
    assert found.cotangents.keys() == traced.cotangents.keys()
    for node, cotangent in traced.cotangents.items():
        np.testing.assert_array_equal(found.cotangents[node], cotangent)
    assert found.contributions.keys() == traced.contributions.keys()


@pytest.mark.parametrize("name", [name for name, mistake in MISTAKES.items() if mistake.place is not Place.EVERYWHERE])
@pytest.mark.parametrize("place", [None, "wrong kind"])
def test_a_mistake_at_one_node_needs_a_fitting_node(name, place):
    traced = engine.trace("x = 3; y = x²")
    unfit = traced.graph.output if MISTAKES[name].place is Place.LEAF else traced.graph.leaves[0].id
    with pytest.raises(engine.EngineError, match="made at one node"):
        break_pass(traced, name, place and unfit)


def test_an_unknown_mistake_is_refused_with_those_there_are():
    with pytest.raises(engine.EngineError) as error:
        break_pass(engine.trace("x²"), "typo")
    assert "overwrite" in error.value.hint
