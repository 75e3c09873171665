"""Where the backward pass starts when the output is an array."""

import numpy as np
import pytest

import engine

VECTOR = "x = torch.tensor([1.0, 2.0], requires_grad=True)\ny = x²"
BACKWARD = f"{VECTOR}\ny.backward()\nprint(x.grad[1].item())"


def test_an_array_as_output_needs_a_seed():
    with pytest.raises(engine.EngineError, match="a gradient needs a single number"):
        engine.trace(VECTOR)


@pytest.mark.parametrize("program", [VECTOR, BACKWARD])
def test_the_gradient_is_that_of_the_entries_weighted_by_the_seed(program):
    assert np.array_equal(engine.trace(program, seed=[1, 10]).gradients["x"], [2, 40])


def test_backward_accumulates_what_it_is_given_to_start_from():
    assert [line.text for line in engine.trace(BACKWARD, seed=[1, 10]).outcome.prints] == ["40.0"]


def test_a_gradient_in_the_program_counts_while_the_person_chose_none():
    program = f"{VECTOR}\ny.backward(gradient=[3, 4])"
    assert np.array_equal(engine.trace(program).gradients["x"], [6, 16])
    assert np.array_equal(engine.trace(program, seed=[1, 1]).gradients["x"], [2, 4])


@pytest.mark.parametrize("program", [VECTOR, BACKWARD])
def test_a_seed_of_another_shape_is_refused(program):
    with pytest.raises(engine.EngineError, match=r"shape \(3,\); the output has \(2,\)"):
        engine.trace(program, seed=[1, 2, 3])


def test_a_single_number_may_start_from_another_seed_than_1():
    assert engine.trace("x = 3\ny = x²", seed=10).gradients["x"] == 60
