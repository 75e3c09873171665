"""A layer list as a program: both views are one network, and the course's is the course's."""

import numpy as np
import pytest

from engine import EngineError, trace, train
from engine.datasets import Dataset, dataset
from engine.network_values import STARTS, columns, layers, parameters, start
from engine.networks import ACTIVATIONS, IDENTITY, VIEWS, Layer, Network, hidden_names, program

NETWORKS = {
    "one neuron": (Network(1, (Layer(1),)), "square"),
    "three neurons": (Network(1, (Layer(3),)), "square"),
    "a line": (Network(1, ()), "line"),
    "two layers": (Network(1, (Layer(4, "tanh"), Layer(2))), "sine"),
    "two classes": (Network(2, (Layer(5, "tanh"),), 1, "binary_cross_entropy"), "moons"),
    "three classes": (Network(2, (Layer(6),), 3, "softmax_cross_entropy"), "three_classes"),
    "no hidden layer": (Network(2, (), 3, "softmax_cross_entropy"), "three_classes"),
}
PAIRS = [pytest.param(*pair, id=name) for name, pair in NETWORKS.items()]


def test_one_neuron_is_written_as_in_the_course():
    assert program(Network(1, (Layer(1),))) == "h = relu(w1·x + b1)\ny = w2·h + b2\nloss = (y − target)²"


def test_three_neurons_are_three_lines_in_scalar_view_and_one_in_array_view():
    network = Network(1, (Layer(3),))
    assert program(network, "scalar").splitlines() == [
        "h1 = relu(w_1_1·x + b_1_1)",
        "h2 = relu(w_1_2·x + b_1_2)",
        "h3 = relu(w_1_3·x + b_1_3)",
        "y = w_2_1·h1 + w_2_2·h2 + w_2_3·h3 + b2",
        "loss = (y − target)²",
    ]
    assert program(network, "array") == "h = relu(W1·x + b1)\ny = W2 @ h + b2\nloss = (y − target)²"


@pytest.mark.parametrize(("network", "name"), PAIRS)
def test_both_views_have_the_same_loss_and_gradients(network, name):
    data, weights = dataset(name), start(network, "he", 5)
    walks = {}
    for view in VIEWS:
        sample = {key: column[7] for key, column in columns(network, view, data).items()}
        walks[view] = trace(program(network, view), {**parameters(network, view, weights), **sample})
    assert walks["scalar"].value == pytest.approx(walks["array"].value, rel=1e-12)
    gradients = [layers(network, view, walks[view].gradients) for view in VIEWS]
    for (weights_s, biases_s), (weights_a, biases_a) in zip(*gradients, strict=True):
        np.testing.assert_allclose(weights_s, weights_a, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(biases_s, biases_a, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(("network", "name"), PAIRS)
@pytest.mark.parametrize("view", VIEWS)
def test_training_takes_the_text_and_lowers_the_loss(network, name, view):
    start_values = parameters(network, view, start(network, "xavier", 2))
    data = columns(network, view, dataset(name))
    history = train(program(network, view), data, learning_rate=0.01, epochs=15, parameters=start_values)
    assert history.losses[-1] < history.losses[0]
    assert history.parameters.keys() == start_values.keys()


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation_has_one_neuron_to_show_it(activation):
    text = program(Network(1, (Layer(1, activation),)))
    assert text.startswith("h = w1·x" if activation == IDENTITY else f"h = {activation}(")
    assert np.isfinite(trace(text).value)


@pytest.mark.parametrize(("network", "name"), PAIRS)
@pytest.mark.parametrize("view", VIEWS)
def test_parameters_come_back_from_the_names_of_a_view(network, name, view):
    weights = start(network, "course", 3)
    returned = layers(network, view, parameters(network, view, weights))
    for (weights_before, biases_before), (weights_after, biases_after) in zip(weights, returned, strict=True):
        assert np.array_equal(weights_before, weights_after) and np.array_equal(biases_before, biases_after)


def test_the_courses_start_is_drawn_from_the_stream_of_its_data():
    data = dataset("square")
    np.random.seed(42)
    np.random.uniform(-2, 2, 50), np.random.randn(50)
    w1, w2 = np.random.randn(3), np.random.randn(3)
    for _ in range(2):  # drawing leaves the stream as it was
        drawn = start(Network(1, (Layer(3),)), "course", data.stream)
        assert np.array_equal(drawn[0][0][:, 0], w1) and np.array_equal(drawn[1][0][0], w2)
        assert not drawn[0][1].any() and not drawn[1][1].any()


@pytest.mark.parametrize(
    ("method", "spread"), [("course", 1.0), ("he", 0.5), ("xavier", (2 / 24) ** 0.5), ("zeros", 0.0)]
)
def test_a_start_has_the_spread_it_is_named_for(method, spread):
    network = Network(8, tuple(Layer(16) for _ in range(4)))
    drawn = [start(network, method, seed)[0][0] for seed in range(40)]
    assert np.std(drawn) == pytest.approx(spread, rel=0.05)
    assert method in STARTS


def test_hidden_values_are_named_as_in_the_text():
    network = Network(1, (Layer(2), Layer(1)))
    for view, expected in (("scalar", [["h_1_1", "h_1_2"], ["h2"]]), ("array", [["h1"], ["h2"]])):
        assert hidden_names(network, view) == expected
        assert all(f"{name} = " in program(network, view) for layer in expected for name in layer)


THREE_OF_ONE = Network(1, (), 3, "softmax_cross_entropy")
TWO_OF_TWO = Network(2, (), 1, "binary_cross_entropy")


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("network_size", lambda: Network(1, tuple(Layer(1) for _ in range(5)))),
        ("network_size", lambda: Network(1, (Layer(17),))),
        ("network_size", lambda: Network(1, (Layer(0),))),
        ("network_size", lambda: Network(0, ())),
        ("network_size", lambda: Network(1, (), 2)),
        ("network_size", lambda: Network(1, (), 1, "softmax_cross_entropy")),
        ("network_part", lambda: Network(1, (Layer(3, "rleu"),))),
        ("network_part", lambda: Network(1, (), 1, "hinge")),
        ("network_part", lambda: program(Network(1, ()), "picture")),
        ("network_part", lambda: start(Network(1, ()), "lucky")),
        ("network_inputs", lambda: columns(Network(1, ()), "array", dataset("moons"))),
        ("seed", lambda: start(Network(1, ()), "course", -1)),
        ("label_out_of_range", lambda: columns(TWO_OF_TWO, "array", dataset("three_classes"))),
        ("label_out_of_range", lambda: columns(THREE_OF_ONE, "array", Dataset("own", np.ones((1, 1)), np.ones(1) / 2))),
    ],
)
def test_what_is_no_network_is_refused_with_its_reason(code, make):
    with pytest.raises(EngineError) as caught:
        make()
    assert caught.value.code == code
    assert caught.value.problem
