"""A run that goes on from a position is the run that never stopped."""

import pytest

from engine.codegen import choice
from engine.codegen.kinds import Arrays, Batches, Floats
from engine.plan import plan
from engine.replay import Replay
from engine.training import Position, Training
from tests.engine.test_training import LAYER, course_data, layer_start

KINDS = {"floats": (Floats, 1), "arrays": (Arrays, 1), "arrays in batches": (Arrays, 8), "batches": (Batches, 8)}


@pytest.fixture(params=KINDS)
def chosen(request, monkeypatch):
    """A run in each kind of code."""
    kind, size = KINDS[request.param]
    monkeypatch.setattr(choice, "estimates", lambda task, amount: [(0.0, kind)])
    data, stream = course_data()
    settings = {"optimizer": "adam", "batch_size": size, "shuffle": True, "seed": 4}
    return plan(LAYER, data, learning_rate=0.02, epochs=9, parameters=layer_start(stream), **settings)


def same(found: Position, expected: Position) -> bool:
    parts = zip(found.state, expected.state, strict=True)
    return found[:2] == expected[:2] and all((a == b).all() if hasattr(a, "all") else a == b for a, b in parts)


@pytest.mark.parametrize("pauses", [[1], [3], [7, 8, 9], [50, 63], range(1, 63)])
def test_pauses_change_nothing(chosen, pauses):
    whole = Training(chosen)
    whole.finish()
    losses, position = [], None
    for pause in [*pauses, chosen.updates]:
        part = Training(chosen, position)
        part.go_to(pause)
        losses += part.losses
        position = part.position
    assert same(position, whole.position)
    assert losses == whole.losses


def test_the_epochs_of_a_run_that_goes_on_are_counted_from_its_start(chosen):
    first = Training(chosen)
    first.go_to(chosen.updates_per_epoch * 4 + 1)
    assert [progress.epoch for progress in Training(chosen, first.position)] == [5, 6, 7, 8, 9]


def test_a_replay_begins_at_the_last_epoch_that_it_knows(chosen):
    each = chosen.updates_per_epoch
    training = Training(chosen)
    training.go_to(each * 5)
    replay = Replay(chosen).after(training)
    assert same(replay.epoch_start(each * 5 + 2), training.position)
    assert replay.epoch_start(each * 5 - 1).update < each * 5


def test_a_replay_keeps_the_states_of_a_run_and_the_last_one_only(chosen):
    replay, training = Replay(chosen), Training(chosen)
    planned = {snapshot.update for snapshot in Training(chosen).finish().snapshots}
    for update in range(2, 40):
        training = Training(chosen, training.position)
        training.go_to(update)
        replay = replay.after(training)
    kept = {snapshot.update for snapshot in replay.snapshots}
    assert kept <= planned | {0, 39}
    assert 39 in kept
