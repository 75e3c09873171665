"""Reverse and forward mode on random programs, against HIPS autograd and against each other."""

import autograd.numpy as anp
import numpy as np
from autograd import grad
from hypothesis import assume, given

import engine
from engine.passes import forward, reverse, tangents
from tests.engine.programs import NAMES, expressions, values

AUTOGRAD = {
    "sin": anp.sin,
    "cos": anp.cos,
    "exp": anp.exp,
    "tanh": anp.tanh,
    "atan": anp.arctan,
    "sigmoid": lambda a: (1 + anp.tanh(a / 2)) / 2,
    "softplus": lambda a: anp.logaddexp(0.0, a),
    "relu": lambda a: anp.where(a > 0, a, 0.0),
    "abs": anp.abs,
}


def by_autograd(program: str, leaves: dict[str, float]) -> tuple[float, dict[str, float]]:
    """Value and gradients of the same text, evaluated by Python over HIPS autograd's numbers."""

    def function(x, y, z):
        return eval(program, dict(AUTOGRAD), {"x": x, "y": y, "z": z}) + 0.0 * x * y * z

    arguments = [np.float64(leaves[name]) for name in NAMES]
    with np.errstate(all="ignore"):
        gradients = [grad(function, argnum)(*arguments) for argnum in range(len(NAMES))]
        return float(function(*arguments)), dict(zip(NAMES, map(float, gradients), strict=True))


def is_tame(numbers) -> bool:
    """Finite, and far from where the order of additions decides what is left."""
    return bool(np.all(np.abs(list(numbers)) < 1e6))


def traced(program: str, leaves: dict[str, float]) -> engine.Trace:
    return engine.trace(program, {name: leaves[name] for name in engine.trace(program).gradients})


@given(expressions(), values)
def test_value_and_gradients_are_those_of_hips_autograd(program, leaves):
    value, gradients = by_autograd(program, leaves)
    ours = traced(program, leaves)
    assume(is_tame([value, *gradients.values(), *ours.contributions.values(), *(node.value for node in ours.graph)]))
    np.testing.assert_allclose(ours.value, value, rtol=1e-9, atol=1e-9)
    for name, gradient in ours.gradients.items():
        np.testing.assert_allclose(gradient, gradients[name], rtol=1e-8, atol=1e-8)


@given(expressions(), values)
def test_the_tangent_along_a_leaf_is_its_gradient(program, leaves):
    ours = traced(program, leaves)
    assume(is_tame([*ours.gradients.values(), *ours.contributions.values()]))
    for leaf in ours.graph.leaves:
        moved = tangents(ours.graph, {leaf.id: np.float64(1.0)})
        np.testing.assert_allclose(moved[ours.graph.output], ours.cotangent(leaf), rtol=1e-9, atol=1e-9)


@given(expressions(), values)
def test_a_forward_pass_repeats_the_recorded_values(program, leaves):
    graph = traced(program, leaves).graph
    again = forward(graph, {})
    assert again.keys() == {node.id for node in graph}
    for node in graph:
        np.testing.assert_array_equal(again[node.id], node.value)


@given(expressions(), values)
def test_twice_the_seed_is_twice_the_gradient(program, leaves):
    graph = traced(program, leaves).graph
    once, twice = reverse(graph), reverse(graph, np.float64(2.0))
    assert once.cotangents.keys() == twice.cotangents.keys()
    for node, cotangent in once.cotangents.items():
        np.testing.assert_array_equal(twice.cotangents[node], 2 * cotangent)
