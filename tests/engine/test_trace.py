"""The walk through a program: steps as deltas, names, roles, values and output."""

import copy
import json
import string

import numpy as np
import pytest
from hypothesis import given

import engine
from engine.graph import Role
from tests.engine.programs import expressions, values

NETWORK = """x = 2.0; target = 1.0
w1 = 0.5; b1 = 0.1
w2 = -0.3; b2 = 0.2
z1 = w1·x + b1;  h = relu(z1)
y = w2·h + b2
loss = (y − target)²
"""


@pytest.fixture(scope="module")
def network() -> engine.Trace:
    return engine.trace(NETWORK)


def named(traced: engine.Trace) -> dict[str, engine.Node]:
    return {node.name: node for node in traced.graph if node.name}


# --- the network of the first page ---------------------------------------------------------------------------


def test_the_forward_pass_has_the_values_worked_out_by_hand(network):
    values = {name: node.value for name, node in named(network).items()}
    assert values["z1"] == pytest.approx(1.1)
    assert values["h"] == pytest.approx(1.1)
    assert values["y"] == pytest.approx(-0.13)
    assert values["loss"] == pytest.approx(1.2769) == network.value


def test_the_backward_pass_has_the_gradients_worked_out_by_hand(network):
    gradients = {name: float(network.cotangent(node)) for name, node in named(network).items()}
    assert gradients == pytest.approx(
        {
            "x": 0.339, "target": 2.26, "w1": 1.356, "b1": 0.678, "w2": -2.486, "b2": -2.26,
            "z1": 0.678, "h": 0.678, "y": -2.26, "loss": 1,
        }
    )  # fmt: skip
    assert network.gradients == pytest.approx(
        {name: gradients[name] for name in ("x", "target", "w1", "b1", "w2", "b2")}
    )


def test_one_update_lowers_the_loss_to_the_value_worked_out_by_hand(network):
    assert float(network.value_after_update()) == pytest.approx(0.3759, abs=5e-5)
    assert network.timeline()["update"] == {
        "learning_rate": 0.1,
        "direction": "descent",
        "before": network.value,
        "after": float(network.value_after_update()),
    }


def test_there_are_seven_steps_forward_a_seed_seven_steps_back_and_four_updates(network):
    kinds = [step.kind for step in network.steps]
    assert kinds == ["apply"] * 7 + ["seed"] + ["pull_back"] * 7 + ["update"] * 4
    assert [step.index for step in network.steps] == list(range(19))
    assert [step.phase for step in network.steps] == ["forward"] * 7 + ["backward"] * 8 + ["update"] * 4


def test_backward_steps_come_in_the_reverse_order_of_forward_steps(network):
    forward = [step.node for step in network.steps if step.kind == "apply"]
    assert [step.node for step in network.steps if step.kind == "pull_back"] == forward[::-1]


def test_every_gradient_agrees_with_its_finite_difference(network):
    assert [check.verdict for check in network.checks()] == ["ok"] * 6


def test_a_larger_learning_rate_takes_a_larger_step():
    traced = engine.trace(NETWORK, learning_rate=0.5)
    w1 = named(traced)["w1"]
    assert traced.updated[w1.id] == pytest.approx(0.5 - 0.5 * 1.356)


# --- steps are deltas ----------------------------------------------------------------------------------------


def fold(traced: engine.Trace) -> dict[tuple[str, str], object]:
    """The state after all steps, as the page computes it."""
    state = {}
    for step in traced.steps:
        state.update({(write.node, write.field): write.value for write in step.writes})
    return state


@given(expressions(), values)
def test_the_fold_of_all_writes_is_the_whole_result(program, leaves):
    traced = engine.trace(program, {name: leaves[name] for name in engine.trace(program).gradients})
    state = fold(traced)
    shown = [node for node in traced.graph if not node.is_folded]
    for node in shown:
        if not node.is_leaf:
            np.testing.assert_array_equal(state[node.id, "value"], node.value)
        if node.id in traced.cotangents:
            np.testing.assert_array_equal(state[node.id, "grad"], traced.cotangents[node.id])
    for leaf in traced.graph.parameters:
        np.testing.assert_array_equal(state[leaf.id, "updated"], traced.updated[leaf.id])


@given(expressions())
def test_there_is_one_step_an_op_in_each_direction(program):
    traced = engine.trace(program)
    operations = len(traced.graph.applications)
    assert len(traced.steps) == 2 * operations + 1 + len(traced.graph.parameters)


@given(expressions())
def test_a_step_writes_only_nodes_at_its_own_edges(program):
    traced = engine.trace(program)
    for step in traced.steps:
        tails = {edge.tail for edge in traced.graph.edges if edge.id in step.edges}
        allowed = tails if step.kind == "pull_back" else {step.node}
        assert {write.node for write in step.writes} <= allowed


@given(expressions())
def test_the_document_is_strict_json_and_the_same_each_time(program):
    document = json.dumps(engine.trace(program).timeline(), allow_nan=False)
    assert document == json.dumps(engine.trace(program).timeline(), allow_nan=False)


# --- accumulation --------------------------------------------------------------------------------------------


def test_x_times_x_has_one_leaf_two_edges_and_a_sum_of_two_contributions():
    traced = engine.trace("x = 3; y = x·x")
    document = traced.timeline()
    assert [node["name"] for node in document["nodes"] if node["op"] is None] == ["x"]
    assert [edge["id"] for edge in document["edges"]] == ["n1.0", "n1.1"]
    assert traced.gradients == {"x": 6.0}
    (pull_back,) = [step for step in document["steps"] if step["kind"] == "pull_back"]
    assert [write["value"] for write in pull_back["writes"]] == [3.0, 6.0]
    assert [formula["sum"] for formula in pull_back["formulas"]] == [None, "3 + 3 = 6"]


def test_contributions_of_different_steps_add_up_one_by_one():
    traced = engine.trace("y = (a + b)·(b + 1)", {"a": 2, "b": 1})
    b = named(traced)["b"].id
    sums = [write.value for step in traced.steps for write in step.writes if (write.node, write.field) == (b, "grad")]
    assert sums == [3.0, 5.0]
    assert traced.gradients == {"a": 2.0, "b": 5.0}


# --- names, roles, values, output ----------------------------------------------------------------------------


def test_a_name_assigned_twice_is_two_nodes():
    traced = engine.trace("y = x + 1\ny = y·y\ny", {"x": 2})
    assert traced.value == 9.0
    assert traced.gradients == {"x": 6.0}
    assert [node.op for node in traced.graph if node.name == "y"] == ["add", "mul"]
    symbols = [node.symbol for node in traced.graph if node.name == "y"]
    assert len(set(symbols)) == 2


def test_a_leaf_that_is_assigned_anew_after_its_use_is_another_leaf():
    traced = engine.trace("w = 2\na = w·x\nw = 5\ny = a + w", {"x": 3})
    assert traced.value == 11.0
    assert traced.gradients == {"w": 3.0, "x": 2.0, "w_2": 1.0}


def test_what_the_output_does_not_need_is_left_out():
    traced = engine.trace("a = x²\nb = sin(y)\nc = a + 1")
    assert set(traced.gradients) == {"x"}
    assert "sin" not in [node.op for node in traced.graph]


def test_a_name_that_nothing_assigns_is_a_leaf_of_value_one():
    assert engine.trace("y = 3x + 2").value == 5.0


def test_values_replace_those_of_the_program():
    assert engine.trace("x = 2; y = x²", {"x": 5}).value == 25.0


def test_any_named_value_can_be_the_output():
    traced = engine.trace(NETWORK, output="z1")
    assert traced.value == pytest.approx(1.1)
    assert traced.gradients == pytest.approx({"x": 0.5, "w1": 2.0, "b1": 1.0})


def test_the_output_is_the_last_statement():
    assert engine.trace("a = x²\nb = 3a").graph[engine.trace("a = x²\nb = 3a").graph.output].name == "b"
    assert engine.trace("a = x²\na + 1").value == 2.0


@pytest.mark.parametrize(
    ("program", "parameters"),
    [
        (NETWORK, {"w1", "b1", "w2", "b2"}),
        ("y = W·x + bias", {"W", "bias"}),
        ("y = θ·x", {"θ"}),
        ("y = a·x + c", {"a", "x", "c"}),
        ("y = x²", {"x"}),
    ],
)
def test_leaves_named_like_weights_are_the_parameters_else_all_leaves(program, parameters):
    assert {leaf.name for leaf in engine.trace(program).graph.parameters} == parameters


def test_roles_can_be_chosen():
    traced = engine.trace("y = w·x", roles={"x": "parameter", "w": "input"})
    assert {leaf.name: leaf.role for leaf in traced.graph.leaves} == {"w": Role.INPUT, "x": Role.PARAMETER}


@pytest.mark.parametrize("name", ["w", "x"])
@pytest.mark.parametrize("role", Role)
def test_a_chosen_role_changes_no_other_leaf(name, role):
    if role in (Role.INTERMEDIATE, Role.OUTPUT):
        return
    own = {leaf.name: leaf.role for leaf in engine.trace("y = w·x").graph.leaves}
    traced = engine.trace("y = w·x", roles={name: role})
    assert {leaf.name: leaf.role for leaf in traced.graph.leaves} == {**own, name: role}


def test_a_chosen_role_changes_nothing_of_what_the_program_does():
    program = "w = torch.tensor(2.0, requires_grad=True)\nx = torch.tensor(3.0)\ny = w·x\ny.backward()\nprint(x.grad)"
    assert engine.trace(program, roles={"x": "parameter"}).outcome.prints == engine.trace(program).outcome.prints


def test_an_ascent_moves_every_parameter_along_its_gradient(network):
    up = engine.trace(network.source, direction="ascent")
    for leaf in up.graph.parameters:
        assert up.updated[leaf.id] == leaf.value + 0.1 * up.cotangent(leaf)
    assert up.value_after_update() > up.value > network.value_after_update()


def test_only_parameters_are_updated_but_every_leaf_has_a_gradient(network):
    assert {step.node for step in network.steps if step.kind == "update"} == {
        leaf.id for leaf in network.graph.parameters
    }
    assert set(network.gradients) == {leaf.name for leaf in network.graph.leaves}


def test_a_number_in_an_expression_is_folded_and_has_no_edge():
    document = engine.trace("y = (3x + 2)²").timeline()
    folded = {node["id"] for node in document["nodes"] if node["folded"]}
    assert [node["value"] for node in document["nodes"] if node["folded"]] == [3.0, 2.0]
    assert not folded & {edge["tail"] for edge in document["edges"]}


def test_an_exponent_that_happens_to_be_two_keeps_its_gradient():
    traced = engine.trace("y = x^(p + q)", {"x": 3, "p": 1, "q": 1})
    assert traced.gradients == pytest.approx({"x": 6.0, "p": 9 * np.log(3), "q": 9 * np.log(3)})


def test_a_variable_that_this_run_does_not_come_by_may_have_a_value():
    traced = engine.trace("y = a·x if x > 0 else b·x", {"x": 2, "a": 3, "b": 5})
    assert traced.gradients == {"x": 3.0, "a": 2.0}


@pytest.mark.parametrize("letter", sorted(set(string.ascii_letters) - {"e", "F"}))
def test_every_letter_but_the_number_e_and_the_library_f_is_a_free_name(letter):
    assert engine.trace(f"{letter}²", {letter: 3}).gradients == {letter: 6.0}


# --- purity --------------------------------------------------------------------------------------------------


def test_tracing_leaves_numpys_error_handling_and_its_inputs_alone():
    before, leaves = np.geterr(), {"x": np.array([1.0, 2.0])}
    kept = copy.deepcopy(leaves)
    engine.trace("y = ln(x − 5)·0/0 + exp(1000)", {"x": 2.0}).timeline()
    engine.trace("sum(x·x)", leaves).timeline()
    assert np.geterr() == before
    np.testing.assert_array_equal(leaves["x"], kept["x"])


def test_a_trace_does_not_see_later_changes_of_the_values_it_was_given():
    given_array = np.array([1.0, 2.0])
    traced = engine.trace("sum(x·x)", {"x": given_array})
    given_array[0] = 100.0
    assert traced.value == 5.0
    np.testing.assert_array_equal(traced.gradients["x"], [2.0, 4.0])
