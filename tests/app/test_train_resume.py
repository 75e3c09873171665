"""A training that is paused goes on to the very numbers of one that is not."""

import base64

import pytest

from engine.replay import Replay
from engine.training import Training
from tests.app.training import losses, network, read, request


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


# --- with the state that the page has ---

RUNS = {
    "one sample": {},
    "momentum in batches": {"optimizer": "momentum", "batch_size": 7},
    "Adam, shuffled": {"optimizer": "adam", "batch_size": 7, "shuffle": True, "seed": 3},
    "AdamW on arrays": {"optimizer": "adamw", "batch_size": None, "network": network(16, 16)},
    "RMSprop": {"optimizer": "rmsprop", "learning_rate": 0.001},
    "steps that differ": {"network": None, "source": "loss = (w·x − target)² if x > 0 else (v·x − target)²"},
    "three classes": {"data": {"set": "three_classes"}, "network": network(4, loss="softmax_cross_entropy")},
}
RUN = pytest.mark.parametrize("changes", RUNS.values(), ids=RUNS)


@pytest.fixture
def elsewhere(new_client):
    """``elsewhere(**changes)``: the lines of a training on a server that knows nothing of it."""
    return lambda **changes: read(new_client().post("/api/train", json=request(**changes)))


def frames(lines):
    return {line["update"]: line for line in lines if line["event"] == "frame"}


@RUN
def test_a_paused_training_ends_exactly_like_one_that_was_not_on_any_server(train, elsewhere, changes):
    whole = train(epochs=30, **changes)
    shown = list(frames(whole).values())
    paused = shown[len(shown) // 2]
    rest = elsewhere(epochs=30, from_update=paused["update"], state=paused["state"], **changes)
    assert rest[-1]["parameters"] == whole[-1]["parameters"]
    assert losses(rest) == {epoch: loss for epoch, loss in losses(whole).items() if epoch > paused["losses"][-1][0]}
    assert frames(rest)[rest[-1]["update"]]["state"] == shown[-1]["state"]


@RUN
def test_steps_of_some_samples_lead_to_the_very_state_of_the_whole_training(train, elsewhere, changes):
    *_, whole, _ = train(epochs=3, **changes)
    update, state, lines = 0, None, []
    while update < whole["update"]:
        step = {"from_update": update, "to_update": min(update + 17, whole["update"]), "state": state}
        lines += elsewhere(epochs=3, **step, **changes)
        update, state = lines[-2]["update"], lines[-2]["state"]
    assert state == whole["state"]
    assert list(losses(lines)) == [1, 2, 3]
    assert losses(lines)[3] == whole["losses"][-1][1]


def test_a_training_goes_on_from_its_state_and_makes_nothing_again(elsewhere, monkeypatch):
    end = frames(elsewhere(to_update=24_975))[24_975]
    made = []
    go_to = Training.go_to
    monkeypatch.setattr(Training, "go_to", lambda self, last: made.append(last - self.done) or go_to(self, last))
    *_, last, _ = elsewhere(from_update=24_975, to_update=24_980, state=end["state"])
    assert (last["update"], sum(made)) == (24_980, 5)


def test_a_training_that_goes_on_diverges_where_it_would_have(train, elsewhere):
    *_, whole = train(learning_rate=0.5)
    (paused, *_) = frames(train(learning_rate=0.5)).values()
    *_, rest = elsewhere(learning_rate=0.5, from_update=paused["update"], state=paused["state"])
    assert rest["divergence"] == whole["divergence"]
    assert rest["parameters"] == whole["parameters"]


@RUN
def test_a_moment_is_found_from_the_state_of_a_frame_on_any_server(train, new_client, moment, monkeypatch, changes):
    *_, frame, _, _ = train(epochs=30, **changes)
    update = frame["update"] + 2
    monkeypatch.setattr(Replay, "_run", counting(made := [], Replay._run))
    sent = request(epochs=30, update=update, from_update=frame["update"], state=frame["state"], **changes)
    answer = new_client().post("/api/moment", json=sent)
    assert sum(made) == 2
    assert answer.json == moment(update, epochs=30, **changes)


def counting(made, run):
    """``Replay._run``, which notes how many updates it makes."""

    def counted(self, state, at, until):
        total, state, end = run(self, state, at, until)
        made.append(end - at)
        return total, state, end

    return counted


@pytest.mark.parametrize("state", ["", "no base64!", "AAAA", base64.b64encode(bytes(8 * 3)).decode()])
def test_a_state_of_another_training_is_refused(problem, state):
    error = problem(from_update=50, state=state)
    assert (error["code"], error["field"]) == ("bad_field", "state")


def test_a_state_of_anything_but_numbers_is_a_run_that_diverged(train):
    state = base64.b64encode(b"\xff" * 8 * 11).decode()
    *_, end = train(from_update=50, to_update=60, state=state)
    assert (end["reason"], end["update"]) == ("diverged", 50)
