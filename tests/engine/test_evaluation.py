"""A program run over many samples gives what a trace gives for each."""

import numpy as np
import pytest

from engine import EngineError, trace
from engine.evaluation import Samples

SOURCE = "h = tanh(W @ x + b)\ny = sum(h)·c\nloss = (y − target)²"
PARAMETERS = {"W": np.array([[0.3, -0.8], [1.1, 0.4], [-0.5, 0.9]]), "b": np.array([0.1, -0.2, 0.3]), "c": 0.7}
DATA = {"x": np.random.default_rng(1).normal(size=(12, 2)), "target": np.linspace(-1, 1, 12)}


def walks():
    return [trace(SOURCE, {**PARAMETERS, "x": DATA["x"][i], "target": DATA["target"][i]}) for i in range(12)]


def test_values_are_those_of_each_samples_trace():
    found = Samples(SOURCE, DATA, PARAMETERS).values(["h", "y"])
    assert found["h"].shape == (12, 3) and found["y"].shape == (12,)
    for name, column in found.items():
        expected = [node.value for walk in walks() for node in walk.graph if node.name == name]
        np.testing.assert_allclose(column, expected, rtol=1e-12)


def test_losses_are_the_outputs():
    np.testing.assert_allclose(Samples(SOURCE, DATA, PARAMETERS).losses(), [walk.value for walk in walks()], rtol=1e-12)


def test_mean_gradients_are_the_means_of_the_gradients():
    found = Samples(SOURCE, DATA, PARAMETERS).mean_gradients()
    assert found.keys() == PARAMETERS.keys()
    for name, value in found.items():
        np.testing.assert_allclose(value, np.mean([walk.gradients[name] for walk in walks()], axis=0), rtol=1e-11)


def test_an_input_that_the_values_do_not_need_may_be_missing():
    grid = np.stack(np.meshgrid(np.linspace(-1, 1, 20), np.linspace(-1, 1, 20)), axis=-1).reshape(-1, 2)
    assert Samples(SOURCE, {"x": grid}, PARAMETERS).values(["y"])["y"].shape == (400,)


def test_what_has_no_form_for_a_whole_batch_is_run_sample_by_sample():
    found = Samples("y = cumsum(x)[1]·w + max(x)·w", {"x": DATA["x"]}, {"w": 2.0}).values(["y"])
    np.testing.assert_allclose(found["y"], 2 * DATA["x"].sum(axis=1) + 2 * DATA["x"].max(axis=1), rtol=1e-12)


def test_a_name_the_program_does_not_have_is_refused():
    with pytest.raises(EngineError) as caught:
        Samples(SOURCE, DATA, PARAMETERS).values(["z"])
    assert caught.value.code == "unknown_output"
