"""Training over HTTP: the course's numbers, moments that are what training did, streams that end when they should."""

import json

import numpy as np
import pytest

import engine
from app import create_app
from app.train_models import Moment, NetworkPrograms, Samples, TrainLine, Tried
from engine.datasets import RECIPES

LONG = {"data": {"set": "square", "points": 500}, "epochs": 2000}
"""Some seconds of training."""


def network(*neurons, seed=None, activation="relu", loss="squared_error", start="course"):
    hidden = [{"neurons": count, "activation": activation} for count in neurons]
    return {"hidden": hidden, "start": start, "start_seed": seed, "loss": loss}


def request(**changes):
    """The course's training, with changes."""
    return {"data": {"set": "square"}, "network": network(3), **changes}


def read(answer):
    """The lines of a stream, each strict JSON."""
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/x-ndjson"
    return [json.loads(line, parse_constant=pytest.fail) for line in answer.text.splitlines()]


@pytest.fixture
def train(client):
    """``train(**changes)``: all lines of the course's training, changed so."""
    return lambda **changes: read(client.post("/api/train", json=request(**changes)))


@pytest.fixture
def moment(client):
    """``moment(update, **changes)``: the update, replayed."""

    def moment(update, **changes):
        answer = client.post("/api/moment", json=request(update=update, **changes))
        assert answer.status_code == 200, answer.text
        return answer.json

    return moment


@pytest.fixture
def problem(client):
    """``problem(**changes)``: the error that this training is refused with."""

    def problem(path="/api/train", **changes):
        answer = client.post(path, json=request(**changes))
        assert answer.status_code in (400, 422), answer.text
        return answer.json["error"]

    return problem


def losses(lines):
    return {epoch: loss for line in lines if line["event"] == "frame" for epoch, loss, _ in line["losses"]}


# --- the course's numbers ---


@pytest.mark.parametrize(
    ("hidden", "loss"),
    [(network(1), 1.1104), (network(3), 1.1099), (network(3, seed=13), 0.0815)],
    ids=["one neuron", "three neurons", "three neurons from a lucky start"],
)
def test_the_course_s_networks_end_at_the_course_s_losses(train, hidden, loss):
    lines = train(network=hidden)
    assert losses(lines)[500] == pytest.approx(loss, abs=5e-5)
    assert (lines[-1]["reason"], lines[-1]["update"]) == ("done", 25_000)


def test_an_update_is_told_with_its_epoch_and_its_sample(moment):
    answer = moment(12_432, network=network(3, seed=13))
    assert answer["epoch"] == 249
    assert answer["samples"][0]["index"] == 31
    assert answer["samples"][0]["values"]["x"] == pytest.approx(-1.318, abs=5e-4)
    assert answer["samples"][0]["values"]["target"] == pytest.approx(2.198, abs=5e-4)


# --- the stream ---


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


def test_a_training_in_two_parts_is_the_same_training(train):
    whole, first, second = train(), train(to_update=12_432), train(from_update=12_432)
    assert first[-1]["update"] == first[-2]["update"] == 12_432
    assert second[1]["update"] > 12_432
    assert losses(first) | losses(second) == losses(whole)
    assert second[-1]["parameters"] == whole[-1]["parameters"]


def test_one_more_sample_is_one_more_update(train, moment):
    (*_, end) = train(from_update=12_431, to_update=12_432)
    changes = moment(12_432, shown="array")["changes"]
    assert {change["name"]: change["after"] for change in changes} == end["parameters"]


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


# --- moments ---

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


# --- data sets and programs ---


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


# --- starts ---


def test_of_sixteen_starts_about_half_get_stuck_and_some_do_not(client):
    lines = read(client.post("/api/starts", json=request()))
    assert [Tried.model_validate_json(json.dumps(line)).seed for line in lines] == list(range(16))
    ends = {line["seed"]: line["loss"] for line in lines}
    assert ends[13] == pytest.approx(0.0815, abs=5e-5)
    assert min(ends, key=ends.get) == 13
    assert 6 <= sum(loss > 0.8 for loss in ends.values()) <= 10


# --- what is refused ---

CSV = "x,target\n" + "1,2\n" * 5 + "2,many\n"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"learning_rate": -1.0}, "learning_rate", "learning_rate"),
        ({"learning_rate": "0.1"}, "bad_field", "learning_rate"),
        ({"epochs": 10**6}, "epochs", "epochs"),
        ({"epochs": 2.5}, "epochs", "epochs"),
        ({"epochs": 90_000, "data": {"set": "square", "points": 2000}}, "too_many_updates", "epochs"),
        ({"epochs": 30_000, "network": network(16, 16, 16, 16)}, "training_too_long", "epochs"),
        ({"batch_size": 0}, "batch_size", "batch_size"),
        ({"optimizer": "adagrad"}, "unknown_optimizer", "optimizer"),
        ({"settings": {"beta1": 2.0}}, "unknown_setting", "settings"),
        ({"data": {"set": "mnist"}}, "unknown_dataset", "data.set"),
        ({"data": {"set": "square", "points": 0}}, "points", "data.points"),
        ({"data": {"set": "square", "points": 12.5}}, "points", "data.points"),
        ({"data": {"set": "square", "noise": -1.0}}, "noise", "data.noise"),
        ({"data": {"set": "square", "seed": -1}}, "seed", "data.seed"),
        ({"data": {"set": "square", "seed": 1.5}}, "seed", "data.seed"),
        ({"network": network(3, seed=2**40)}, "seed", "network.start_seed"),
        ({"data": {"csv": CSV}}, "csv_cell", "data.csv"),
        ({"data": {"csv": "1,2\n3\n"}}, "csv_width", "data.csv"),
        ({"data": {"csv": ""}}, "no_data", "data.csv"),
        ({"data": {"csv": "1\n2\n"}}, "network_size", "network.hidden"),
        ({"data": {"sets": "square"}}, "unknown_field", "data.sets"),
        ({"network": network(17)}, "network_size", "network.hidden"),
        ({"network": network(3, activation="step")}, "network_part", "network.hidden"),
        ({"network": network(3, loss="hinge")}, "network_part", "network.loss"),
        ({"network": network(3, start="ones")}, "network_part", "network.start"),
        ({"network": network(3, loss="softmax_cross_entropy")}, "label_out_of_range", "network.loss"),
        ({"network": None}, "missing_field", "network"),
        ({"source": ""}, "empty_program", "source"),
        ({"source": "y = sinn(x)"}, "unknown_function_like", "source"),
        ({"source": "loss = w·x·[1, 2]"}, "output_not_scalar", "source"),
        ({"source": "loss = x²", "network": None}, "no_parameter", "source"),
        ({"test_share": 1.0}, "bad_field", "test_share"),
    ],
)
def test_what_cannot_be_trained_is_refused_with_the_field(problem, changes, code, field):
    error = problem(**changes)
    assert (error["code"], error["field"]) == (code, field)
    assert error["message"]


def test_a_bad_cell_is_named_with_its_line_and_column(problem):
    assert "7" in problem(data={"csv": CSV})["message"]
    assert "many" in problem(data={"csv": CSV})["message"]


def test_an_error_in_an_own_program_has_a_place(problem):
    error = problem(source="h = w·x\nloss = sinn(h)")
    assert (error["line"], error["column"]) == (2, 8)


@pytest.mark.parametrize("update", [0, 25_001])
def test_there_is_no_update_beyond_the_training(problem, update):
    assert problem("/api/moment", update=update)["code"] == "no_such_update"


def test_errors_are_worded_in_the_language_of_the_request(problem):
    assert "学习率" in problem(learning_rate=-1.0, lang="zh")["message"]


# --- under load ---


@pytest.fixture
def small(dist):
    """A client of a server with a place for one training."""
    app = create_app({"dist": dist, "trainings": 1})
    app.config["TESTING"] = True
    return app.test_client()


def test_a_reader_who_leaves_frees_the_place(small):
    stream = small.post("/api/train", json=request(**LONG), buffered=False)
    assert [next(stream.response) for _ in range(3)]
    full = small.post("/api/train", json=request())
    assert (full.status_code, full.json["error"]["code"]) == (503, "busy")
    assert int(full.headers["Retry-After"]) > 0
    stream.close()
    assert read(small.post("/api/train", json=request()))[-1]["reason"] == "done"


def test_a_training_that_is_refused_takes_no_place(small):
    for _ in range(3):
        assert small.post("/api/train", json=request(learning_rate=-1.0)).status_code == 422
    assert small.post("/api/train", json=request(to_update=0)).status_code == 200


def test_traces_are_served_while_a_training_is_under_way(small):
    stream = small.post("/api/train", json=request(**LONG), buffered=False)
    next(stream.response)
    assert small.post("/api/trace", json={"source": "x²"}).status_code == 200
    stream.close()
