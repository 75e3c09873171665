"""Neurons that do no work are found, with the reason."""

import numpy as np
import pytest

from engine import train
from engine.datasets import dataset
from engine.network_values import columns, parameters, start
from engine.networks import VIEWS, Layer, Network, program
from engine.neurons import neurons

X = {"x": np.linspace(-2, 2, 41)}


def codes(source: str, **leaves: object) -> dict[str, list[str]]:
    return {neuron.label: [finding.code for finding in neuron.findings] for neuron in neurons(source, X, leaves)}


def test_a_neuron_that_no_sample_opens_is_dead():
    found = neurons("a = relu(w·x + b)\nc = relu(2x)\nd = relu(−x)\ny = a + c + d", X, {"w": 1.0, "b": -3.0})
    assert [(finding.code, finding.details) for finding in found[0].findings] == [("dead", {"samples": 41})]
    assert found[0].active.sum() == 0 and found[1].findings == ()


def test_a_neuron_that_ignores_its_input_is_constant():
    (neuron,) = neurons("h = tanh(w·x + b)\ny = 3h", X, {"w": 0.0, "b": 0.5})
    assert [(finding.code, finding.details) for finding in neuron.findings] == [("constant", {"value": np.tanh(0.5)})]


def test_a_neuron_that_is_a_multiple_of_another_is_its_duplicate():
    found = neurons("a = relu(x + 1)\nc = relu(3x + 3)\nd = relu(−x)\ny = a + c + d", X)
    assert [[finding.code for finding in neuron.findings] for neuron in found] == [[], ["duplicate"], []]
    assert found[1].findings[0].details == {"other": "a", "factor": pytest.approx(3.0)}


def test_neurons_that_bend_at_one_place_share_a_region():
    found = codes("h = relu(W·x + b)\ny = sum(h)", W=[1.0, 2.0, -1.0], b=[-0.51, -1.04, 0.0])
    assert found == {"h[0]": [], "h[1]": ["same_region"], "h[2]": []}


def test_neurons_that_all_open_towards_one_side_leave_the_other_flat():
    found = neurons("h = relu(W·x + b)\ny = sum(h)", X, {"W": [1.0, 2.0], "b": [0.0, -1.0]})
    assert [finding.code for neuron in found for finding in neuron.findings] == ["same_side", "same_side"]
    details = found[0].findings[0].details
    assert (details["side"], details["neurons"]) == ("right", 2)
    assert details["flat"] == pytest.approx(21 / 41)


def test_neurons_that_open_towards_both_sides_are_at_work():
    assert codes("h = relu(W·x + b)\ny = sum(h)", W=[1.0, -2.0], b=[0.0, -1.0]) == {"h[0]": [], "h[1]": []}


def test_neurons_on_an_array_of_numbers_have_no_side_to_open_to():
    rows = {"x": np.linspace(-2, 2, 40).reshape(20, 2)}
    found = neurons("h = relu(W @ x)\ny = sum(h)", rows, {"W": [[1.0, 0.0], [2.0, 0.0]]})
    assert 1 - np.mean(found[0].active | found[1].active) > 0.25
    assert "same_side" not in [finding.code for neuron in found for finding in neuron.findings]


@pytest.mark.parametrize("view", VIEWS)
def test_the_courses_start_of_three_neurons_ends_with_two_dead(view):
    network, data = Network(1, (Layer(3),)), dataset("square")
    source, samples = program(network, view), columns(network, view, data)
    weights = parameters(network, view, start(network, "course", data.stream))
    history = train(source, samples, learning_rate=0.01, epochs=500, parameters=weights)
    found = [[finding.code for finding in neuron.findings] for neuron in neurons(source, samples, history.parameters)]
    assert found == [["dead"], ["same_side"], ["dead"]]


@pytest.mark.parametrize("view", VIEWS)
def test_a_lucky_start_has_three_neurons_at_work(view):
    network, data = Network(1, (Layer(3),)), dataset("square")
    source, samples = program(network, view), columns(network, view, data)
    weights = parameters(network, view, start(network, "course", 13))
    history = train(source, samples, learning_rate=0.01, epochs=500, parameters=weights)
    assert not any(neuron.findings for neuron in neurons(source, samples, history.parameters))


def test_equal_starts_stay_equal():
    network, data = Network(1, (Layer(3, "tanh"),)), dataset("square")
    source, samples = program(network), columns(network, "scalar", data)
    equal = [(np.full_like(weights, 0.5), biases) for weights, biases in start(network, "zeros")]
    history = train(source, samples, learning_rate=0.01, epochs=20, parameters=parameters(network, "scalar", equal))
    found = neurons(source, samples, history.parameters)
    assert [[finding.code for finding in neuron.findings] for neuron in found] == [[], ["duplicate"], ["duplicate"]]
