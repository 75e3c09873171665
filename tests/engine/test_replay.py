"""The time machine: any update comes back bit for bit, and the graph shows what training did."""

import numpy as np
import pytest

from engine import EngineError, trace, train
from engine.datasets import dataset
from engine.network_values import columns, parameters, start
from engine.networks import Layer, Network, program
from engine.optimizers import OPTIMIZERS
from engine.replay import Replay
from engine.training import training_run

NETWORK = Network(1, (Layer(3),))
DATA = dataset("square", points=20)
RUNS = [
    {"learning_rate": 0.01},
    {"learning_rate": 0.02, "shuffle": True, "seed": 3},
    {"learning_rate": 0.02, "batch_size": 6},
    {"learning_rate": 0.05, "batch_size": None},
    *({"learning_rate": 0.01, "optimizer": name, "batch_size": 7, "shuffle": True} for name in OPTIMIZERS),
]


def history(view: str = "scalar", epochs: int = 40, **settings):
    weights = parameters(NETWORK, view, start(NETWORK, "course", 13))
    return train(program(NETWORK, view), columns(NETWORK, view, DATA), epochs=epochs, parameters=weights, **settings)


@pytest.mark.parametrize("settings", RUNS)
def test_a_state_is_replayed_bit_for_bit_wherever_the_replay_begins(settings):
    whole = history(**settings)
    from_snapshots, from_start = Replay.of(whole), Replay(whole.plan)
    for update in (1, 2, 3, 19, 20, 21, 99, whole.plan.updates):
        if update <= whole.plan.updates:
            assert from_snapshots.state(update).state == from_start.state(update).state
    assert from_start.state(whole.plan.updates).state == whole.snapshots[-1].state


@pytest.mark.parametrize("settings", RUNS)
def test_the_states_around_an_update_are_those_the_run_went_through(settings):
    whole = history(epochs=3, **settings)
    states = [whole.plan.loop.initial_state(whole.plan.parameters)]
    for epoch in range(3):
        for item in whole.plan.updates_of(epoch):
            states.append(whole.plan.loop.run([item], 0.0, states[-1])[1])
    for update in range(1, whole.plan.updates + 1):
        moment = Replay.of(whole).moment(update)
        assert (moment.before.state, moment.after.state) == (states[update - 1], states[update])


@pytest.mark.parametrize("view", ["scalar", "array"])
@pytest.mark.parametrize("update", [1, 2, 37, 400, 799, 800])
def test_the_graph_of_a_moment_shows_what_training_did(view, update):
    whole = history(view, learning_rate=0.01)
    moment = Replay.of(whole).moment(update)
    assert (moment.epoch, moment.samples) == ((update - 1) // 20 + 1, ((update - 1) % 20,))
    walk = trace(whole.plan.source, moment.values(), learning_rate=0.01)
    assert moment.loss == pytest.approx(walk.value, rel=1e-12)
    shown = {walk.graph[node].name: value for node, value in walk.updated.items()}
    assert shown.keys() == moment.after.parameters.keys()
    for name, value in shown.items():
        np.testing.assert_allclose(moment.after.parameters[name], value, rtol=1e-12, atol=1e-15)


def test_the_mean_gradient_of_the_graphs_of_a_batch_is_the_update():
    moment = Replay.of(history(learning_rate=0.02, batch_size=6)).moment(5)
    assert moment.samples == (0, 1, 2, 3, 4, 5)
    walks = [trace(moment.plan.source, moment.values(number)) for number in range(6)]
    assert moment.loss == pytest.approx(np.mean([walk.value for walk in walks]), rel=1e-12)
    for name, before in moment.before.parameters.items():
        step = 0.02 * np.mean([walk.gradients[name] for walk in walks])
        assert moment.after.parameters[name] == pytest.approx(before - step, rel=1e-12)


def test_what_the_optimizer_remembers_is_told_per_parameter():
    moment = Replay.of(history(learning_rate=0.01, optimizer="adam")).moment(1)
    gradients = trace(moment.plan.source, moment.values()).gradients
    assert moment.before.optimizer_state["b2"] == {"m": 0.0, "v": 0.0}
    for name, state in moment.after.optimizer_state.items():
        assert state["m"] == pytest.approx(0.1 * gradients[name], rel=1e-12)
        assert state["v"] == pytest.approx(0.001 * gradients[name] ** 2, rel=1e-9)


def test_a_run_that_overflows_on_the_way_is_replayed_as_it_was():
    whole = train("loss = (w + 1/(1 + exp(x)))²", {"x": [800.0, 0.3, -2.0]}, learning_rate=0.1, epochs=5)
    assert whole.divergence is None
    for update in range(1, 16):
        assert Replay.of(whole).state(update).state == Replay(whole.plan).state(update).state


def test_the_moment_of_divergence_can_be_entered():
    run = training_run(program(NETWORK), columns(NETWORK, "scalar", DATA), learning_rate=9.0, epochs=50)
    whole = run.finish()
    moment = Replay.of(whole).moment(whole.divergence.update)
    assert moment.before.parameters == whole.parameters
    assert not np.isfinite([moment.loss, *moment.after.parameters.values()]).all()


@pytest.mark.parametrize("update", [0, -1, 801])
def test_an_update_that_never_was_is_refused(update):
    with pytest.raises(EngineError) as caught:
        Replay.of(history(learning_rate=0.01)).moment(update)
    assert caught.value.code == "no_such_update"
    assert caught.value.details == {"update": update, "last": 800}
