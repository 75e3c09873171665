"""Training over HTTP: the course's numbers, and a stream that tells how it went."""

import json

import numpy as np
import pytest

from app.train_models import TrainLine
from tests.app.training import losses, network


@pytest.mark.parametrize(
    ("hidden", "loss"),
    [(network(1), 1.1104), (network(3), 1.1099), (network(3, seed=13), 0.0815)],
    ids=["one neuron", "three neurons", "three neurons from a lucky start"],
)
def test_the_course_s_networks_end_at_the_course_s_losses(train, hidden, loss):
    lines = train(network=hidden)
    assert losses(lines)[500] == pytest.approx(loss, abs=5e-5)
    assert (lines[-1]["reason"], lines[-1]["update"]) == ("done", 25_000)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"data": {"set": "moons"}, "network": network(4, 3, loss="binary_cross_entropy"), "test_share": 0.3},
        {"data": {"set": "three_classes"}, "network": network(4, loss="softmax_cross_entropy"), "optimizer": "adam"},
        {"data": {"csv": "a,b,c\n1,2,3\n2,3,4\n"}, "network": None, "source": "loss = (w·a + v·b − c)²"},
        {"network": network(start="zeros")},
        {"learning_rate": 10.0},
    ],
)
def test_every_line_is_as_documented(train, changes):
    lines = train(**{"epochs": 5, **changes})
    assert [TrainLine.model_validate_json(json.dumps(line)) for line in lines]
    assert [line["event"] for line in lines] == ["start", *["frame"] * (len(lines) - 2), "end"]


def test_a_training_shows_many_frames_and_every_loss_of_the_first_epochs(train):
    lines = train()
    assert len(lines) > 30
    assert list(losses(lines)) == list(range(1, 501))


def test_of_many_epochs_fewer_losses_are_sent_the_later_they_are(train):
    sent = list(losses(train(data={"set": "square", "points": 2}, epochs=8000)))
    assert len(sent) < 4000
    assert sent[:1000] == list(range(1, 1001))
    assert sent[-1] == 8000


def test_epoch_0_is_the_mean_loss_before_the_first_update(train):
    start, *_ = train(to_update=0, test_share=0.3)
    whole, *_ = train(to_update=0, batch_size=None)
    (epoch, _, tested), ((_, loss, _),) = start["frame"]["losses"][0], whole["frame"]["losses"]
    assert (epoch, tested is not None) == (0, True)
    assert loss == pytest.approx(losses(train(batch_size=None, epochs=1))[1], rel=1e-12)


def test_nothing_is_trained_when_nothing_is_asked_for(train):
    start, end = train(to_update=0)
    assert (start["frame"]["update"], end["update"], end["reason"]) == (0, 0, "done")


def test_a_run_that_diverges_ends_with_the_reason_and_its_last_finite_state(train):
    *_, last, end = train(learning_rate=10.0)
    assert end["reason"] == "diverged"
    assert end["divergence"]["update"] == end["update"] + 1
    assert last["update"] == end["update"]
    assert np.all([np.all(np.isfinite(value)) for value in end["parameters"].values()])


def test_test_samples_are_not_trained_on(train, moment):
    start, *frames, _ = train(test_share=0.3, epochs=3)
    tested = start["data"]["test"]
    assert (len(tested), start["samples"]) == (15, 35)
    assert all(loss is not None for *_, loss in frames[-1]["losses"][-1:])
    trained = [moment(update, test_share=0.3)["samples"][0]["index"] for update in range(1, 36)]
    assert sorted([*trained, *tested]) == list(range(50))


def test_dead_neurons_are_named_with_the_reason(train):
    *_, last, _ = train()
    assert {mark["name"] for mark in last["neurons"] if mark["code"] == "dead"} == {"h1", "h3"}


def test_what_the_neurons_add_is_what_the_prediction_is_made_of(train):
    *_, last, _ = train(epochs=20)
    fit, (*_, output) = last["fit"], last["layers"]
    summed = np.sum(fit["parts"], axis=0) + output["biases"][0]
    np.testing.assert_allclose(summed, fit["prediction"], atol=1e-3)
