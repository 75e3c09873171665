"""The JSON document of a trace: its fields, and that its parts fit together."""

import json

import numpy as np
import pytest
from hypothesis import given

import engine
from engine.timeline import jsonable
from tests.engine.programs import expressions

NODE = {"id", "label", "name", "op", "role", "shape", "value", "grad", "span", "group", "symbol", "title", "folded"}
EDGE = {"id", "tail", "head", "argnum", "local", "contribution"}
STEP = {"index", "phase", "kind", "node", "edges", "writes", "formulas"}
FORMULA = {"edge", "target", "lhs", "symbols", "numbers", "result", "chain"}
CHECK = {"name", "backprop", "numeric", "error", "verdict"}
WHOLE = {"schema", "source", "output", "value", "gradients", "nodes", "edges", "steps", "checks", "update", "prints"}


@given(expressions())
def test_the_document_has_the_fields_of_the_interface_and_its_ids_exist(program):
    document = engine.trace(program).timeline()
    nodes, edges = ({each["id"] for each in document[part]} for part in ("nodes", "edges"))
    assert document.keys() >= WHOLE
    assert document["output"] in nodes
    for node in document["nodes"]:
        assert node.keys() >= NODE
        assert program[slice(*node["span"])]
    for edge in document["edges"]:
        assert edge.keys() >= EDGE
        assert edge["id"] == f"{edge['head']}.{edge['argnum']}"
        assert {edge["tail"], edge["head"]} <= nodes
    for step in document["steps"]:
        assert step.keys() >= STEP
        assert {step["node"], *(write["node"] for write in step["writes"])} <= nodes
        assert set(step["edges"]) <= edges
        for formula in step["formulas"]:
            assert formula.keys() >= FORMULA
            assert formula["edge"] is None or formula["edge"] in edges
    for check in document["checks"]:
        assert check.keys() >= CHECK
        assert check["name"] in document["gradients"]


@given(expressions())
def test_every_forward_and_update_step_has_one_formula_and_every_backward_step_one_for_each_write(program):
    for step in engine.trace(program).timeline()["steps"]:
        assert len(step["formulas"]) == len(step["writes"])
        assert [formula["target"] for formula in step["formulas"]] == [write["node"] for write in step["writes"]]


@given(expressions())
def test_spans_are_the_text_that_a_node_comes_from(program):
    document = engine.trace(program).timeline()
    for node in document["nodes"]:
        text = program[slice(*node["span"])]
        if node["name"] is not None:
            assert text == node["name"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1.5, 1.5),
        (-0.0, -0.0),
        (float("nan"), "NaN"),
        (float("inf"), "Infinity"),
        (float("-inf"), "-Infinity"),
        ([[1.0, float("nan")], [2.0, 3.0]], [[1.0, "NaN"], [2.0, 3.0]]),
    ],
)
def test_numbers_that_json_has_no_word_for_are_strings(value, written):
    assert jsonable(np.array(value)) == written


def test_an_array_program_gives_shapes_and_nested_lists():
    document = engine.trace("loss = sum(W @ x)", {"W": [[1, 2], [3, 4]], "x": [1, -1]}).timeline()
    by_name = {node["name"]: node for node in document["nodes"]}
    assert by_name["W"]["shape"] == [2, 2]
    assert by_name["W"]["grad"] == [[1.0, -1.0], [1.0, -1.0]]
    assert document["gradients"]["x"] == [4.0, 6.0]
    json.dumps(document, allow_nan=False)


def test_a_program_without_parameters_has_no_update():
    assert engine.trace("y = w·x", roles={"w": "input", "x": "input"}).timeline()["update"] is None


def test_what_is_printed_comes_with_its_place():
    program = "print(x)\ny = x²"
    (printed,) = engine.trace(program, {"x": 3}).timeline()["prints"]
    assert printed["text"] == "3.0"
    assert program[slice(*printed["span"])] == "print(x)"
