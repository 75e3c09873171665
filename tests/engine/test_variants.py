"""Programs that take different steps for different samples train as a trace of each sample says."""

import numpy as np
import pytest

from engine import EngineError, trace, train
from engine.evaluation import Samples
from engine.replay import Replay

X = np.random.default_rng(0).normal(size=(24, 2))
LABELS = np.random.default_rng(1).integers(0, 3, 24)
START = {"W": np.random.default_rng(2).normal(size=(3, 2)), "b": np.zeros(3)}
BY_LABEL = "import torch.nn.functional as F\nz = W @ x + b\nloss = F.cross_entropy(z, y)"
BY_ONE_HOT = "z = W @ x + b\nloss = −sum(y·log_softmax(z))"
BRANCHES = "if x > 0:\n    yhat = w1·x\nelse:\n    yhat = w2·x\nloss = (yhat − y)²"
POINTS = {"x": [1.0, -1.0, 2.0, -0.5], "y": [1.0, 2.0, 3.0, 1.5]}


@pytest.mark.parametrize("batch_size", [1, 7, None])
def test_class_labels_train_as_their_one_hot_vectors(batch_size):
    arguments = {"learning_rate": 0.1, "epochs": 6, "parameters": START, "batch_size": batch_size}
    by_label = train(BY_LABEL, {"x": X, "y": LABELS}, **arguments)
    by_one_hot = train(BY_ONE_HOT, {"x": X, "y": np.eye(3)[LABELS]}, **arguments)
    assert len(by_label.plan.task.graphs) == 3
    assert by_label.losses == pytest.approx(by_one_hot.losses, rel=1e-12)
    np.testing.assert_allclose(by_label.parameters["W"], by_one_hot.parameters["W"], rtol=1e-10)


def test_each_sample_takes_its_own_branch():
    history = train(BRANCHES, POINTS, learning_rate=0.1, epochs=1)
    w = {"w1": 1.0, "w2": 1.0}
    for x, y in zip(*POINTS.values(), strict=True):
        walk = trace(BRANCHES, {**w, "x": x, "y": y}, learning_rate=0.1)
        w |= {walk.graph[node].name: float(value) for node, value in walk.updated.items()}
    assert history.parameters == pytest.approx(w, rel=1e-12)


@pytest.mark.parametrize("update", [1, 2, 3, 4, 9])
def test_a_moment_is_the_graph_of_its_own_sample(update):
    moment = Replay.of(train(BRANCHES, POINTS, learning_rate=0.1, epochs=3)).moment(update)
    walk = trace(BRANCHES, moment.values(), learning_rate=0.1)
    assert moment.loss == pytest.approx(walk.value, rel=1e-12)
    for node, value in walk.updated.items():
        assert moment.after.parameters[walk.graph[node].name] == pytest.approx(value, rel=1e-12)


def test_evaluation_takes_each_samples_own_steps():
    found = Samples(BRANCHES, POINTS, {"w1": 2.0, "w2": -3.0})
    assert found.values(["yhat"])["yhat"].tolist() == [2.0, 3.0, 4.0, 1.5]
    assert found.losses().tolist() == [1.0, 1.0, 1.0, 0.0]


def test_a_leaf_of_some_branches_only_has_the_mean_gradient_that_the_walks_have():
    source = "if x > 0:\n    loss = (w1·x − y)²\nelse:\n    loss = (w2 + b)²·c"
    found = Samples(source, POINTS, {"w1": 2.0, "w2": -3.0, "b": 0.5, "c": 0.3}).mean_gradients()
    walks = [
        trace(source, {"w1": 2.0, "w2": -3.0, "b": 0.5, "c": 0.3, "x": x, "y": y}).gradients
        if x > 0
        else trace(source, {"w2": -3.0, "b": 0.5, "c": 0.3, "x": x}).gradients
        for x, y in zip(*POINTS.values(), strict=True)
    ]
    assert found.keys() == {"w1", "w2", "b", "c"}
    for name, value in found.items():
        assert value == pytest.approx(np.mean([walk.get(name, 0.0) for walk in walks]), rel=1e-12)


def test_a_label_that_is_no_class_is_refused():
    with pytest.raises(EngineError) as caught:
        train(BY_LABEL, {"x": X, "y": LABELS + 1}, learning_rate=0.1, epochs=1, parameters=START)
    assert caught.value.code == "bad_index"
    assert caught.value.span is not None


@pytest.mark.parametrize(
    "source",
    [
        "if w > 0:\n    loss = (w·x − y)²\nelse:\n    loss = (w + b)·x",
        "loss = (w·x − y)²\nwhile loss > 2:\n    loss = loss/2",
    ],
)
def test_steps_that_a_parameter_decides_are_refused_with_its_name(source):
    with pytest.raises(EngineError) as caught:
        train(source, {"x": [3.0], "y": [1.0]}, learning_rate=0.1, epochs=1)
    assert (caught.value.code, caught.value.details["name"]) == ("depends_on_values", "w")


def test_a_program_of_ever_new_steps_is_refused():
    source = "loss = w\nfor k in range(int(x)):\n    loss = loss·w"
    with pytest.raises(EngineError) as caught:
        train(source, {"x": np.arange(60.0)}, learning_rate=0.1, epochs=1)
    assert caught.value.code == "too_many_variants"
