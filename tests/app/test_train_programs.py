"""Data sets, networks, and programs of one's own over HTTP."""

import json

import pytest

from app.train_models import NetworkPrograms, Samples, Tried
from engine.datasets import RECIPES
from tests.app.training import read, request


def test_an_own_program_is_replayed_in_its_own_names(moment):
    own = {"network": None, "source": "loss = (w·x² − target)²", "parameters": {"w": 0.5}}
    answer = moment(3, **own)
    assert answer["source"] == own["source"]
    assert [change["name"] for change in answer["changes"]] == ["w"]


def test_data_are_not_trained_whatever_they_are_called(train, moment):
    own = {"network": None, "source": "loss = (w·a + v − b)²", "data": {"csv": "a,b\n1,2\n2,4\n"}}
    own["parameters"] = {"w": 0, "v": 0}
    answer = moment(2, **own)
    assert answer["roles"] == {"w": "parameter", "v": "parameter", "a": "input", "b": "input"}
    assert [change["name"] for change in answer["changes"]] == ["w", "v"]


@pytest.mark.parametrize("source", ["y = w·x\nloss = (y − target)²", "loss = (w·x − target)²"])
def test_an_own_program_has_a_fit_whether_its_prediction_has_a_name_or_not(train, source):
    *_, last, _ = train(network=None, source=source, epochs=3)
    assert last["fit"]["prediction"][-1] == pytest.approx(2 * last["fit"]["prediction"][90], rel=0.1)


BRANCHES = "if x > 0:\n    y = w1·x\nelse:\n    y = w2·x + b\nloss = (y − target)²"


def test_a_program_may_take_other_steps_for_other_samples(train, moment):
    own = {"network": None, "source": BRANCHES, "epochs": 50, "test_share": 0.2}
    *_, last, end = train(**own)
    assert end["parameters"]["w1"] > 0 > end["parameters"]["w2"]
    assert last["losses"][-1][2] is not None
    answers = [moment(update, **own) for update in (1, 2)]
    changed = [{each["name"] for each in answer["changes"] if each["gradient"]} for answer in answers]
    assert sorted(changed, key=len) == [{"w1"}, {"w2", "b"}]


def test_a_changed_program_of_a_network_keeps_its_start_and_its_data(moment):
    source = "h = tanh(W1·x + b1)\ny = W2 @ h + b2\nloss = (y − target)²"
    ours, networks = (moment(1, shown="array", **own)["values"] for own in ({"source": source}, {}))
    assert ours == networks


@pytest.mark.parametrize("name", RECIPES)
def test_every_data_set_can_be_drawn(client, name):
    drawn = Samples.model_validate_json(client.post("/api/data", json={"set": name}).data)
    assert len(drawn.target) == RECIPES[name].points
    assert {len(column) for column in drawn.inputs.values()} == {len(drawn.target)}
    assert (drawn.truth is not None) == (RECIPES[name].classes == 0)


def test_a_network_is_a_program_in_both_views(client):
    programs = NetworkPrograms.model_validate_json(client.post("/api/network", json=request()).data)
    assert programs.array.source.startswith("h = relu(W1·x + b1)")
    assert programs.scalar.source.startswith("h1 = relu(w_1_1·x + b_1_1)")
    assert programs.array.parameters["W1"] == [programs.scalar.parameters[f"w_1_{number}"] for number in (1, 2, 3)]
    assert programs.names == [["x"], ["h1", "h2", "h3"], ["y"]]


def test_of_sixteen_starts_about_half_get_stuck_and_some_do_not(client):
    lines = read(client.post("/api/starts", json=request()))
    assert [Tried.model_validate_json(json.dumps(line)).seed for line in lines] == list(range(16))
    ends = {line["seed"]: line["loss"] for line in lines}
    assert ends[13] == pytest.approx(0.0815, abs=5e-5)
    assert min(ends, key=ends.get) == 13
    assert 6 <= sum(loss > 0.8 for loss in ends.values()) <= 10
