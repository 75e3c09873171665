"""The sizes of gradients, and what is named vanishing, exploding or dead."""

import math

import pytest

import engine
from app.catalogue import examples
from engine.gradient_health import Ailment, gradient_health

LAYERS = "x = 1; w = {w}; h = x\nfor i in range({layers}): h = {function}(w·h)\nloss = h"


def ailments(program: str) -> list[tuple[str, str]]:
    traced = engine.trace(program)
    found = gradient_health(traced).findings
    return [(finding.ailment, traced.graph[finding.node].name or traced.graph[finding.node].label) for finding in found]


def test_sizes_are_largest_entries_with_their_power_of_ten():
    health = gradient_health(engine.trace("x = [1, -50]; y = sum(x²)"))
    assert health.nodes["n0"].size == 100
    assert health.nodes["n0"].exponent == pytest.approx(2)
    assert 100 in [edge.size for edge in health.edges.values()]


def test_a_gradient_that_is_zero_or_infinite_has_no_power_of_ten():
    assert gradient_health(engine.trace("x = -1; y = relu(x)")).nodes["n0"].exponent is None
    assert gradient_health(engine.trace("x = 0; y = √x")).nodes["n0"].exponent is None


def test_four_sigmoids_in_a_row_let_the_gradient_vanish():
    assert (Ailment.VANISHING, "x") in ailments(LAYERS.format(w=0.9, layers=4, function="σ"))


def test_four_weights_of_ten_let_the_gradient_explode():
    found = ailments(LAYERS.format(w=10, layers=4, function="1·"))
    assert (Ailment.EXPLODING, "x") in found


def test_a_finding_tells_the_strongest_path_and_how_much_is_left():
    traced = engine.trace(LAYERS.format(w=0.9, layers=4, function="σ"))
    finding = next(each for each in gradient_health(traced).findings if traced.graph[each.node].name == "x")
    assert finding.edges[0].startswith(traced.graph.output)
    assert traced.graph[finding.node].id in {edge.tail for edge in traced.graph.edges if edge.id == finding.edges[-1]}
    assert 1e-3 < finding.ratio < 1e-2


def test_a_small_error_is_no_vanishing_gradient():
    assert ailments("x = 1; w = 0.5; t = 0.46211; loss = (tanh(0.9·tanh(w·x)·1.1) − t)²") == []


def test_contributions_that_cancel_are_no_vanishing_gradient():
    assert ailments("x = 1; a = sin(sin(sin(x)))·1.0001; y = a − sin(sin(sin(x)))") == []


def test_a_relu_below_zero_is_dead_and_one_at_zero_is_not():
    assert ailments("x = -1; y = relu(x)·x") == [(Ailment.DEAD_RELU, "relu(x)")]
    assert ailments("x = 0; y = relu(x)·x") == []


def test_relus_of_a_layer_are_dead_when_all_are():
    assert ailments("x = [-1, -2]; y = sum(relu(x))") == [(Ailment.DEAD_RELU, "relu(x)")]
    assert ailments("x = [-1, 2]; y = sum(relu(x))") == []


@pytest.mark.parametrize("example", examples(), ids=lambda each: each.id)
def test_every_example_can_be_examined(example):
    traced = engine.trace(example.source)
    health = gradient_health(traced)
    assert health.nodes.keys() == traced.cotangents.keys()
    assert all(finding.ratio is None or math.isfinite(finding.ratio) for finding in health.findings)
