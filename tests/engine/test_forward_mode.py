"""Forward mode walks tangents of one input; its cost grows with the inputs, that of the backward pass does not."""

import numpy as np
import pytest
from hypothesis import given

import engine
from engine.forward_mode import Cost, forward_mode
from tests.engine.dags import programs

NEURON = "x = 0.5; w = 2; b = 0.1; y = tanh(w·x + b)"


def test_the_walk_begins_with_tangent_one_at_the_input():
    seed, *others = forward_mode(engine.trace(NEURON), "x").steps
    assert (seed.kind, seed.lhs, seed.result) == ("seed", r"\dot{x}", "1")
    assert [step.kind for step in others] == ["push_forward"] * 3


def test_a_step_is_the_sum_of_local_derivative_times_tangent():
    found = forward_mode(engine.trace("x = 3; u = x²; y = u·x − sin(x)"), "x")
    by_node = {step.lhs: step for step in found.steps}
    assert by_node[r"\dot{u}"].symbols == r"2 \cdot x \cdot \dot{x}"
    assert by_node[r"\dot{v}_{1}"].symbols == r"x \cdot \dot{u} + u \cdot \dot{x}"
    assert by_node[r"\dot{v}_{1}"].numbers == r"3 \cdot 6 + 9 \cdot 1"
    assert by_node[r"\dot{y}"].symbols.startswith(r"\dot{v}_{1} - ")


def test_an_index_stays_below_the_dot():
    assert forward_mode(engine.trace("y = w1²"), "w1").steps[0].lhs == r"\dot{w}_{1}"


def test_only_what_depends_on_the_input_has_a_tangent():
    found = forward_mode(engine.trace(NEURON), "b")
    assert len(found.steps) == 3
    assert found.products == 2


def test_three_inputs_take_three_walks_and_one_backward_pass():
    found = forward_mode(engine.trace(NEURON), "x")
    assert found.forward == Cost(passes=3, products=3 + 3 + 2)
    assert found.backward == Cost(passes=1, products=5)


def test_every_entry_of_an_array_is_an_input():
    found = forward_mode(engine.trace("x = [1, 2, 3]; y = sum(x²)"), "x", [1])
    assert (found.index, float(found.tangent), found.forward.passes) == ((1,), 4, 3)


def test_ops_on_arrays_push_forward_by_their_jacobian():
    step = forward_mode(engine.trace("x = [1, 2, 3]; y = sum(x²)"), "x").steps[-1]
    assert (step.symbols, step.numbers) == (r"\frac{\partial y}{\partial u} \cdot \dot{u}", None)


def test_an_input_without_influence_has_tangent_zero():
    found = forward_mode(engine.trace("x = 2; y = detach(x)·w"), "x")
    assert (float(found.tangent), len(found.steps), found.products) == (0, 1, 0)


@given(programs())
def test_forward_mode_finds_the_gradients_of_the_backward_pass(program):
    traced = engine.trace(program)
    for leaf in traced.graph.leaves:
        found = forward_mode(traced, leaf.name)
        np.testing.assert_allclose(found.tangent, traced.cotangent(leaf), rtol=1e-9, atol=1e-9)
        assert found.products == sum(len(step.edges) for step in found.steps)


def test_an_entry_that_does_not_exist_is_refused():
    with pytest.raises(engine.EngineError, match="has no entry"):
        forward_mode(engine.trace(NEURON), "x", [0])
