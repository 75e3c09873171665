"""Any update over HTTP is what training did."""

import json

import numpy as np
import pytest

import engine
from app.train_models import Moment
from tests.app.training import network


def test_an_update_is_told_with_its_epoch_and_its_sample(moment):
    answer = moment(12_432, network=network(3, seed=13))
    assert answer["epoch"] == 249
    assert answer["samples"][0]["index"] == 31
    assert answer["samples"][0]["values"]["x"] == pytest.approx(-1.318, abs=5e-4)
    assert answer["samples"][0]["values"]["target"] == pytest.approx(2.198, abs=5e-4)


RUNS = {
    "one sample": {},
    "a batch": {"batch_size": 10},
    "Adam": {"optimizer": "adam", "batch_size": 7, "shuffle": True},
    "two classes": {"data": {"set": "moons"}, "network": network(3, 2, activation="tanh", loss="binary_cross_entropy")},
    "three classes": {"data": {"set": "three_classes"}, "network": network(4, loss="softmax_cross_entropy")},
}
RUN = pytest.mark.parametrize("changes", RUNS.values(), ids=RUNS)


@RUN
def test_updates_follow_each_other(moment, changes):
    for update in (1, 7, 40):
        before, after = (moment(number, **changes)["changes"] for number in (update, update + 1))
        assert [each["after"] for each in before] == [each["before"] for each in after]


@RUN
def test_the_last_update_ends_where_the_training_ended(train, moment, changes):
    *_, end = train(epochs=4, **changes)
    answer = moment(end["update"], epochs=4, shown="array", **changes)
    assert {change["name"]: change["after"] for change in answer["changes"]} == end["parameters"]
    Moment.model_validate_json(json.dumps(answer))


@RUN
@pytest.mark.parametrize("shown", ["scalar", "array"])
def test_the_film_of_an_update_has_the_numbers_of_the_training(moment, changes, shown):
    answer = moment(23, shown=shown, **changes)
    traces = [
        engine.trace(
            answer["source"], {**answer["values"], **sample["values"]}, roles=answer["roles"], learning_rate=0.01
        )
        for sample in answer["samples"]
    ]
    for change in answer["changes"]:
        mean = np.mean([trace.gradients[change["name"]] for trace in traces], axis=0)
        np.testing.assert_allclose(mean, change["gradient"], rtol=1e-12, atol=1e-12)
    if answer["is_plain"]:
        (trace,) = traces
        updated = {trace.graph[node].name: value for node, value in trace.updated.items()}
        for change in answer["changes"]:
            np.testing.assert_allclose(updated[change["name"]], change["after"], rtol=1e-12, atol=1e-12)


def test_the_sample_of_a_batch_can_be_chosen(moment):
    first, third = (moment(5, batch_size=4, sample=number) for number in (0, 2))
    assert first["samples"] == third["samples"]
    assert third["values"]["x"] == third["samples"][2]["values"]["x"]


def test_what_the_optimizer_remembers_is_told(moment):
    assert set(moment(3, optimizer="adam")["changes"][0]["state"]) == {"m", "v"}
