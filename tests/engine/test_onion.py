"""The chain rule, peeled layer by layer where there is one path."""

import numpy as np
import pytest
from hypothesis import given

import engine
from engine.onion import Obstacle, onion
from tests.engine.dags import programs


def test_a_chain_is_peeled_from_the_outside():
    found = onion(engine.trace("x = 0.5; a = x²; b = exp(a); y = sin(b)"), "x")
    assert found.obstacle is None
    assert [layer.function for layer in found.layers] == [r"y = \sin\left(b\right)", r"b = e^{a}", r"a = {x}^{2}"]
    assert found.peels == (
        r"\frac{dy}{dx}",
        r"\frac{dy}{db} \cdot \frac{db}{dx}",
        r"\frac{dy}{db} \cdot \frac{db}{da} \cdot \frac{da}{dx}",
    )
    assert found.symbols == r"\cos\left(b\right) \cdot b \cdot 2 \cdot x"
    assert found.numbers == r"0.2829 \cdot 1.284 \cdot 1 = 0.3632"


def test_factors_are_also_written_in_terms_of_the_leaf():
    found = onion(engine.trace("y = (3x + 2)²"), "x")
    assert found.expanded == r"2 \cdot \left(3 \cdot x + 2\right) \cdot 3"
    assert [layer.expanded for layer in found.layers] == [r"2 \cdot \left(3 \cdot x + 2\right)", "1", "3"]


def test_other_leaves_are_held_constant_and_the_derivatives_are_partial():
    found = onion(engine.trace("z = w·x + b; y = tanh(z)"), "w")
    assert found.peels[0] == r"\frac{\partial y}{\partial w}"
    assert found.expanded is None


@pytest.mark.parametrize(
    ("program", "leaf", "obstacle"),
    [
        ("y = x·x", "x", Obstacle.SEVERAL_PATHS),
        ("y = detach(x)·w", "x", Obstacle.NO_PATH),
        ("x = np.array([1, 2]); y = x.sum()", "x", Obstacle.ARRAYS),
        ("y = x" + " + 1" * 13, "x", Obstacle.TOO_MANY_LAYERS),
    ],
)
def test_what_cannot_be_peeled_says_why(program, leaf, obstacle):
    found = onion(engine.trace(program), leaf)
    assert (found.obstacle, found.layers, found.value) == (obstacle, (), None)


@given(programs())
def test_the_product_of_the_layers_is_the_gradient(program):
    traced = engine.trace(program)
    for leaf in traced.graph.leaves:
        found = onion(traced, leaf.name)
        if found.obstacle is None:
            assert float(found.value) == pytest.approx(float(traced.cotangent(leaf)), rel=1e-12, abs=1e-300)
            assert np.prod([layer.number for layer in found.layers]) == found.value
