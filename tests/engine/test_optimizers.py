"""Every optimizer, loss and activation trains as in PyTorch, epoch by epoch; and its formulas are one row."""

import importlib
import importlib.util

import numpy as np
import pytest

from engine import train
from engine.network_values import columns, parameters
from engine.networks import ACTIVATIONS, LOSSES, VIEWS, program
from engine.optimizers import OPTIMIZERS
from tests.reference.answers import load
from tests.reference.trajectories import EPOCHS, LEARNING_RATE, RUNS, TRAJECTORIES_FILE, Run

RECORDED = load(TRAJECTORIES_FILE)


def losses(run: Run, view: str) -> tuple[float, ...]:
    history = train(
        program(run.network, view), columns(run.network, view, run.data), learning_rate=LEARNING_RATE, epochs=EPOCHS,
        batch_size=run.batch_size, optimizer=run.optimizer, parameters=parameters(run.network, view, run.start),
    )  # fmt: skip
    return history.losses


def test_every_optimizer_loss_and_activation_is_recorded():
    assert RECORDED.keys() == {run.name for run in RUNS}
    assert {run.optimizer for run in RUNS} == OPTIMIZERS.keys()
    assert {(run.optimizer, run.loss) for run in RUNS} >= {(name, loss) for name in OPTIMIZERS for loss in LOSSES}
    assert {run.activation for run in RUNS} == set(ACTIVATIONS)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.name)
def test_every_epochs_loss_is_pytorchs(run, view):
    np.testing.assert_allclose(losses(run, view), RECORDED[run.name], rtol=0, atol=1e-8)


@pytest.mark.torch
@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.name)
def test_the_recorded_losses_are_pytorchs_now(run):
    record = importlib.import_module("tests.reference.record_training")
    np.testing.assert_allclose(record.trained(run), RECORDED[run.name], rtol=1e-9)


# --- the formulas of a row ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_row_reads_as_numbers_too(name):
    row = OPTIMIZERS[name]
    numbers = {"learning_rate": 0.1, "t": 1.0, **row.settings}
    new, state = row.step(2.0, 0.5, dict.fromkeys(row.state, 0.0), numbers)
    assert new < 2.0 and state.keys() == row.state.keys()


def test_a_first_step_of_adam_has_the_length_of_the_learning_rate():
    row = OPTIMIZERS["adam"]
    new, _ = row.step(2.0, 0.5, {"m": 0.0, "v": 0.0}, {"learning_rate": 0.1, "t": 1.0, **row.settings})
    assert new == pytest.approx(1.9)


def test_nesterov_looks_ahead_by_the_momentum():
    numbers = {"learning_rate": 0.1, "momentum": 0.5}
    velocity = 0.5 * 4.0 + 2.0
    for name, step in (("momentum", velocity), ("nesterov", 2.0 + 0.5 * velocity)):
        new, state = OPTIMIZERS[name].step(1.0, 2.0, {"velocity": 4.0}, numbers)
        assert (new, state["velocity"]) == (pytest.approx(1.0 - 0.1 * step), velocity)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_settings_replace_the_defaults(name):
    row, arguments = OPTIMIZERS[name], {"learning_rate": 0.01, "epochs": 3, "optimizer": name}
    data = {"x": [1.0, 2.0], "y": [2.0, 5.0]}
    usual = train("loss = (w·x − y)²", data, **arguments)
    assert train("loss = (w·x − y)²", data, settings=row.settings, **arguments).losses == usual.losses
    for setting in row.settings.keys() - {"epsilon"}:
        assert train("loss = (w·x − y)²", data, settings={setting: 0.3}, **arguments).losses != usual.losses


def test_momentum_makes_plain_descent_descent_with_momentum():
    data, arguments = {"x": [1.0, 2.0], "y": [2.0, 5.0]}, {"learning_rate": 0.01, "epochs": 4}
    plain = train("loss = (w·x − y)²", data, momentum=0.9, **arguments)
    assert plain.losses == train("loss = (w·x − y)²", data, optimizer="momentum", **arguments).losses
    still = train("loss = (w·x − y)²", data, momentum=0.0, **arguments)
    assert still.losses == pytest.approx(train("loss = (w·x − y)²", data, **arguments).losses, rel=1e-14)
