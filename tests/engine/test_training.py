"""Training: the course's own numbers, the order of samples, divergence, and answers to what cannot be trained."""

import math

import numpy as np
import pytest

from engine import EngineError, train
from engine.codegen import choice
from engine.codegen.recording import CannotRecord
from engine.limits import MAX_EPOCHS
from engine.training import moments, training_run

NEURON = "h = relu(w1·x + b1)\ny = w2·h + b2\nloss = (y − target)²"
LAYER = "h = relu(W1·x + b1)\ny = W2 @ h + b2\nloss = (y − target)²"


def course_data() -> tuple[dict[str, np.ndarray], np.random.RandomState]:
    """The data of the course, and the stream its parameters are drawn from next."""
    stream = np.random.RandomState(42)
    x = stream.uniform(-2, 2, 50)
    return {"x": x, "target": x**2 + stream.randn(50) * 0.3}, stream


def course_start(stream: np.random.RandomState) -> dict[str, float]:
    w1 = stream.randn()
    return {"w1": w1, "b1": 0.0, "w2": stream.randn(), "b2": 0.0}


def layer_start(stream: np.random.RandomState) -> dict[str, object]:
    w1 = stream.randn(3)
    return {"W1": w1, "b1": np.zeros(3), "W2": stream.randn(3), "b2": 0.0}


def hand_written(X, Y, w1, w2, lr: float, epochs: int) -> list[float]:
    """The loop as a course writes it: one hidden ReLU neuron, squared error, one sample at a time."""
    b1, b2 = 0.0, 0.0
    losses = []
    for _ in range(epochs):
        total = 0.0
        for x, y in zip(X, Y, strict=True):
            z = w1 * x + b1
            h = max(0, z)
            yhat = w2 * h + b2
            total += (yhat - y) ** 2
            dy = 2 * (yhat - y)
            dw2 = dy * h
            db2 = dy
            dh = dy * w2
            dz = dh if z > 0 else 0.0
            dw1 = dz * x
            db1 = dz
            w1 -= lr * dw1
            b1 -= lr * db1
            w2 -= lr * dw2
            b2 -= lr * db2
        losses.append(total / len(X))
    return losses


# --- the course's own numbers --------------------------------------------------------------------------------------


def test_one_neuron_has_the_losses_of_the_hand_written_loop_bit_for_bit():
    data, stream = course_data()
    start = course_start(stream)
    history = train(NEURON, data, learning_rate=0.01, epochs=500, parameters=start)
    assert list(history.losses) == hand_written(data["x"], data["target"], start["w1"], start["w2"], 0.01, 500)
    assert round(history.losses[-1], 4) == 1.1104


@pytest.mark.parametrize("seed", range(8))
def test_the_losses_are_equal_bit_for_bit_from_any_start(seed):
    data, _ = course_data()
    w1, w2 = np.random.RandomState(seed).randn(2)
    start = {"w1": w1, "b1": 0.0, "w2": w2, "b2": 0.0}
    history = train(NEURON, data, learning_rate=0.03, epochs=40, parameters=start)
    by_hand = hand_written(data["x"].tolist(), data["target"].tolist(), float(w1), float(w2), 0.03, 40)
    assert list(history.losses) == by_hand


def test_three_neurons_from_the_courses_start_are_no_better_than_one():
    data, stream = course_data()
    history = train(LAYER, data, learning_rate=0.01, epochs=500, parameters=layer_start(stream))
    assert round(history.losses[-1], 4) == 1.1099


@pytest.mark.parametrize(("seed", "final"), [(13, 0.08), (1, 0.09), (5, 0.09), (10, 0.09), (3, 1.11), (6, 1.11)])
def test_three_neurons_bend_or_get_stuck_by_their_start(seed, final):
    data, _ = course_data()
    start = layer_start(np.random.RandomState(seed))
    history = train(LAYER, data, learning_rate=0.01, epochs=500, parameters=start)
    assert round(history.losses[-1], 2) == final


# --- what an update is made of -------------------------------------------------------------------------------------

LINE = "loss = (w·x + b − y)²"
LINE_DATA = {"x": [0.0, 1.0, 2.0, 3.0, 4.0], "y": [1.0, 2.9, 5.2, 7.1, 8.8]}


def descended(batches: list[list[int]], w: float, b: float, rate: float) -> tuple[list[float], float, float]:
    """Plain gradient descent on LINE over batches of sample indices; the loss of each sample before its update."""
    x, y = (np.array(LINE_DATA[name]) for name in ("x", "y"))
    losses = []
    for batch in batches:
        error = w * x[batch] + b - y[batch]
        losses += (error**2).tolist()
        w, b = w - rate * np.mean(2 * error * x[batch]), b - rate * np.mean(2 * error)
    return losses, w, b


@pytest.mark.parametrize(
    ("batch_size", "batches"),
    [(1, [[0], [1], [2], [3], [4]]), (2, [[0, 1], [2, 3], [4]]), (None, [[0, 1, 2, 3, 4]]), (9, [[0, 1, 2, 3, 4]])],
)
def test_an_update_follows_the_mean_gradient_of_its_batch(batch_size, batches):
    history = train(LINE, LINE_DATA, learning_rate=0.02, epochs=1, batch_size=batch_size)
    losses, w, b = descended(batches, 1.0, 1.0, 0.02)
    assert history.losses == pytest.approx([np.mean(losses)], rel=1e-12)
    assert history.parameters == pytest.approx({"w": w, "b": b}, rel=1e-12)


def test_samples_are_taken_in_order_unless_they_are_shuffled():
    plain = train(LINE, LINE_DATA, learning_rate=0.02, epochs=3)
    losses, w, b = descended([[i] for i in range(5)] * 3, 1.0, 1.0, 0.02)
    assert plain.losses == pytest.approx(np.mean(np.reshape(losses, (3, 5)), axis=1))
    shuffled = train(LINE, LINE_DATA, learning_rate=0.02, epochs=3, shuffle=True, seed=4)
    order = [int(index) for epoch in range(3) for index in shuffled.plan.order(epoch)]
    assert [sorted(order[at : at + 5]) for at in (0, 5, 10)] == [[0, 1, 2, 3, 4]] * 3
    _, w, b = descended([[index] for index in order], 1.0, 1.0, 0.02)
    assert shuffled.parameters == pytest.approx({"w": w, "b": b}, rel=1e-12)


def test_a_seed_decides_the_shuffle():
    runs = [
        train(LINE, LINE_DATA, learning_rate=0.02, epochs=3, shuffle=True, seed=seed).losses for seed in (1, 1, 2)
    ]
    assert runs[0] == runs[1] != runs[2]


def test_leaves_that_are_no_parameters_stay_as_they_are():
    history = train("k = 2\nloss = (w·x·k − y)²", {"x": [1.0], "y": [4.0]}, learning_rate=0.1, epochs=50)
    assert history.parameters == {"w": pytest.approx(2.0)}


def test_what_is_given_as_a_parameter_is_trained_whatever_its_name():
    history = train("loss = (a·x + w − y)²", LINE_DATA, learning_rate=0.02, epochs=300, parameters={"a": 0.5})
    assert history.parameters.keys() == {"a", "w"}
    assert history.parameters["a"] == pytest.approx(2.0, abs=0.1)


def test_parameters_may_be_arrays():
    x = np.random.default_rng(0).normal(size=(40, 3))
    start = {"w": np.zeros(3), "b": 0.0}
    data = {"x": x, "y": x @ [1.0, -2.0, 0.5] + 0.3}
    history = train("loss = (w @ x + b − y)²", data, learning_rate=0.05, epochs=200, parameters=start)
    np.testing.assert_allclose(history.parameters["w"], [1.0, -2.0, 0.5], atol=1e-6)
    assert history.parameters["b"] == pytest.approx(0.3, abs=1e-6)


# --- progress and snapshots ----------------------------------------------------------------------------------------


def test_a_run_tells_of_each_epoch_and_can_be_left():
    run = training_run(LINE, LINE_DATA, learning_rate=0.02, epochs=10)
    seen = []
    for progress in run:
        seen.append(progress)
        if progress.epoch == 4:
            break
    whole = train(LINE, LINE_DATA, learning_rate=0.02, epochs=10)
    assert [progress.loss for progress in seen] == list(whole.losses[:4])
    assert seen[-1].parameters == train(LINE, LINE_DATA, learning_rate=0.02, epochs=4).parameters
    assert next(iter(run)).epoch == 5  # and be taken up again
    assert run.finish().losses == whole.losses


def test_snapshots_are_few_and_lie_closest_at_the_start():
    history = train(LINE, LINE_DATA, learning_rate=0.01, epochs=2000)
    updates = [snapshot.update for snapshot in history.snapshots]
    assert updates[:5] == [0, 1, 2, 3, 4] and updates[-1] == 10_000 and len(updates) < 40
    assert history.snapshots[-1].parameters == history.parameters


def test_the_more_numbers_a_state_has_the_fewer_are_kept():
    assert len(moments(1_000_000, 10)) * 10 < 500_000
    assert len(moments(1_000_000, 20_000)) * 20_000 <= 500_000


# --- divergence ----------------------------------------------------------------------------------------------------


def test_a_run_that_diverges_stops_at_its_last_finite_state():
    history = train(LINE, LINE_DATA, learning_rate=10.0, epochs=100)
    assert history.divergence is not None and history.divergence.reason == "loss"
    assert len(history.losses) == history.divergence.epoch - 1
    assert all(map(math.isfinite, [*history.losses, *history.parameters.values()]))
    assert history.snapshots[-1].update == history.divergence.update - 1


def test_a_run_that_has_diverged_does_not_go_on():
    run = training_run(LINE, LINE_DATA, learning_rate=10.0, epochs=100)
    first = run.finish()
    assert run.finish() == first and list(run) == []


def test_a_parameter_that_overflows_is_named():
    history = train("loss = w1·y + w2·x", {"x": [1e300], "y": [1.0]}, learning_rate=1e10, epochs=3)
    assert history.divergence is not None
    assert (history.divergence.reason, history.divergence.name) == ("parameter", "w2")
    assert history.parameters == {"w1": 1.0, "w2": 1.0}


@pytest.mark.parametrize("program", ["loss = exp(w·x)", "loss = (w·x)**9.5", "loss = 1/(w − w) + x"])
def test_an_overflow_is_a_diverged_run_and_no_error(program):
    history = train(program, {"x": [-900.0]}, learning_rate=0.9, epochs=50, parameters={"w": -0.9})
    assert history.divergence is not None
    assert math.isfinite(history.parameters["w"])


def test_an_exponential_that_overflows_below_a_fraction_does_no_harm():
    history = train("loss = (w + 1/(1 + exp(x)))²", {"x": [800.0, 0.0]}, learning_rate=0.1, epochs=3)
    assert history.divergence is None
    assert history.losses[0] == pytest.approx((1.0 + 1.3**2) / 2)


# --- what cannot be trained ----------------------------------------------------------------------------------------

SETTINGS = {"learning_rate": 0.1, "epochs": 5}


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("learning_rate", {"learning_rate": math.nan}),
        ("learning_rate", {"learning_rate": 0.0}),
        ("learning_rate", {"learning_rate": -1}),
        ("learning_rate", {"learning_rate": math.inf}),
        ("learning_rate", {"learning_rate": "fast"}),
        ("epochs", {"epochs": 0}),
        ("epochs", {"epochs": MAX_EPOCHS + 1}),
        ("epochs", {"epochs": 1.5}),
        ("batch_size", {"batch_size": 0}),
        ("batch_size", {"batch_size": 2.5}),
        ("seed", {"seed": -1}),
        ("unknown_optimizer", {"optimizer": "sgdd"}),
        ("unknown_setting", {"optimizer": "adam", "momentum": 0.9}),
        ("unknown_setting", {"settings": {"beta1": 0.5}}),
        ("bad_setting", {"optimizer": "momentum", "momentum": 1.5}),
        ("bad_setting", {"optimizer": "adam", "settings": {"beta1": math.nan}}),
        ("no_data", {"data": {}}),
        ("no_data", {"data": {"x": [], "y": []}}),
        ("data_lengths", {"data": {"x": [1.0, 2.0], "y": [1.0]}}),
        ("data_not_finite", {"data": {"x": [1.0, math.nan], "y": [1.0, 2.0]}}),
        ("bad_value", {"data": {"x": ["one"], "y": [1.0]}}),
        ("bad_value", {"data": {"x": [[1.0], [1.0, 2.0]], "y": [1.0, 2.0]}}),
        ("unknown_value", {"data": {"x": [1.0], "y": [1.0], "z": [1.0]}}),
        ("unknown_value", {"parameters": {"q": 1.0}}),
        ("parameter_not_finite", {"parameters": {"w": math.inf}}),
        ("no_parameter", {"source": "loss = (x − y)²"}),
        ("output_not_scalar", {"source": "loss = [w·x, y]·w"}),
        ("too_many_updates", {"epochs": 60_000, "data": {"x": np.ones(100), "y": np.ones(100)}}),
        ("too_much_data", {"data": {"x": np.ones(150_000), "y": np.ones(150_000)}}),
        ("empty_program", {"source": " "}),
    ],
)
def test_what_cannot_be_trained_is_refused_with_its_reason(code, changes):
    arguments = {"source": LINE, "data": {"x": [1.0, 2.0], "y": [2.0, 3.0]}, **SETTINGS, **changes}
    with pytest.raises(EngineError) as caught:
        train(**arguments)
    assert caught.value.code == code
    assert caught.value.problem


def test_an_op_that_no_kind_of_code_can_express_is_refused_by_name(monkeypatch):
    def cannot_record(task, kind):
        raise CannotRecord("a roulette")

    monkeypatch.setattr(choice, "Loop", cannot_record)
    with pytest.raises(EngineError) as caught:
        train(LINE, {"x": [1.0, 2.0], "y": [2.0, 3.0]}, **SETTINGS)
    assert (caught.value.code, caught.value.details) == ("cannot_train", {"what": "a roulette"})


def test_a_bad_number_is_named_with_its_sample():
    with pytest.raises(EngineError) as caught:
        train(LINE, {"x": [1.0, 2.0, math.inf], "y": [1.0, 2.0, 3.0]}, **SETTINGS)
    assert caught.value.problem == "Sample 3 of 'x' is not a finite number: ∞."


def test_a_run_that_would_take_too_long_is_refused_before_it_starts():
    start = {f"W{i}": np.ones((30, 30)) for i in (1, 2, 3, 4)}
    source = "h1 = tanh(W1 @ x)\nh2 = tanh(W2 @ h1)\nh3 = tanh(W3 @ h2)\nloss = sum((W4 @ h3)²)"
    with pytest.raises(EngineError) as caught:
        train(source, {"x": np.ones((1000, 30))}, learning_rate=0.1, epochs=5000, parameters=start)
    assert caught.value.code == "training_too_long"
