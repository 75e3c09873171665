"""The scripts of training runs run for real, in NumPy and PyTorch, and assert the losses of the runs."""

import ast
import math
import subprocess
import sys
from functools import cache

import numpy as np
import pytest

from engine.errors import EngineError
from engine.export import RUN_FORMATS
from engine.export.numpy_forms import NUMPY_FORMS
from engine.export.pytorch_forms import PYTORCH_FORMS
from engine.export.rounding import certain_epochs
from engine.export.run import OPTIMIZER_NAMES, some_epochs
from engine.export.run_pytorch import OPTIMIZERS as TORCH_OPTIMIZERS
from engine.networks import ACTIVATIONS, IDENTITY
from engine.optimizers import OPTIMIZERS
from tests.engine.export.run_corpus import LINEAR, POINTS, balanced, changed, run, runs
from tests.engine.export.scripts import problems


@cache
def scripts(form: str) -> dict[str, str]:
    """The scripts of all runs."""
    return {name: RUN_FORMATS[form].write(made) for name, made in runs().items()}


def test_every_numpy_script_has_the_losses_of_its_run(tmp_path):
    assert problems(tmp_path, scripts("numpy")) == {}


@pytest.mark.torch
def test_every_pytorch_script_has_the_losses_of_its_run(tmp_path):
    assert problems(tmp_path, scripts("pytorch")) == {}


def test_a_numpy_script_runs_alone_from_the_command_line(tmp_path):
    path = tmp_path / "script.py"
    path.write_text(scripts("numpy")["adam"], encoding="utf-8")
    answer = subprocess.run([sys.executable, "-I", path], capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-1] == "All losses agree."
    assert answer.stderr == ""


@pytest.mark.parametrize("name", ["adam", "branches", "moons, scalar, 16"])
def test_a_loss_that_is_a_little_off_fails_the_script(tmp_path, name):
    script = RUN_FORMATS["numpy"].write(changed(runs()[name]))
    assert "AssertionError" in problems(tmp_path, {"wrong": script})["wrong"]


@pytest.mark.parametrize("form", RUN_FORMATS)
def test_every_script_is_python_whose_names_are_its_own(form):
    for script in scripts(form).values():
        imported = [each for each in ast.walk(ast.parse(script)) if isinstance(each, ast.Import | ast.ImportFrom)]
        names = {alias.name for each in imported for alias in each.names}
        assert names <= {"math", "numpy", "torch", "torch.nn.functional"}


@pytest.mark.parametrize("form", RUN_FORMATS)
def test_a_script_says_what_was_trained(form):
    script = scripts(form)["adam in batches"]
    assert "A training run in" in script.splitlines()[0]
    assert "Adam with learning rate 0.02, 7 samples at a time, shuffled by seed 11." in script
    assert "#     h = relu(W1·x + b1)" in script


def test_the_network_is_written_as_a_person_would():
    lines = scripts("numpy")["adam"].splitlines()
    for line in (
        "def gradients(x, target, W1, b1, W2, b2):",
        "    h = np.maximum(u2, 0)",
        "    d_W2 = d_u3 * h",
        "    m = beta1 * m + (1 - beta1) * g",
        "    for i in range(50):",
    ):
        assert line in lines


def test_gradients_are_those_of_the_parameters_only():
    script = scripts("numpy")["square, scalar, 1"]
    assert "d_x =" not in script and "d_target" not in script


@pytest.mark.parametrize("forms", [NUMPY_FORMS, PYTORCH_FORMS], ids=["numpy", "pytorch"])
def test_every_activation_of_a_network_can_be_written(forms):
    assert set(ACTIVATIONS) - {IDENTITY} <= forms.keys()


def test_every_optimizer_has_its_counterpart_and_its_name():
    assert TORCH_OPTIMIZERS.keys() == OPTIMIZER_NAMES.keys() == OPTIMIZERS.keys()


# --- what no script can be held to ---


def test_a_run_that_diverges_is_made_up_to_its_last_whole_epoch():
    made = runs()["a run that diverges"]
    assert made.history.divergence is not None
    assert f"diverged in epoch {made.epochs + 1}" in scripts("numpy")["a run that diverges"]


def test_losses_that_only_rounding_left_are_not_compared():
    made = runs()["a run that converges"]
    assert made.certain < made.epochs
    assert f"After epoch {made.certain} its losses depend on rounding" in scripts("numpy")["a run that converges"]


def test_losses_that_follow_roundings_of_a_batch_are_not_compared():
    made = balanced()
    assert 1 <= made.certain < made.epochs


@pytest.mark.parametrize(
    ("losses", "of_nudged", "certain"),
    [
        ([1.0, 0.5, 0.25], [1.0, 0.5, 0.25], 3),
        ([1.0, 0.5, 0.25], [1.0, 0.5 * (1 + 1e-9), 0.25], 1),
        ([1.0, 0.5, 0.25], [1.0, 0.5], 2),
        ([1.0, 1e-12, 0.25], [1.0, 1e-12, 0.25], 1),
        ([1.0], [math.nan], 0),
    ],
)
def test_losses_are_certain_up_to_the_first_that_is_not(losses, of_nudged, certain):
    assert certain_epochs(losses, of_nudged) == certain


def refused(form, source, data, **settings):
    with pytest.raises(EngineError) as caught:
        RUN_FORMATS[form].write(run(source, data, **{"learning_rate": 0.1, "epochs": 3, **settings}))
    return caught.value


def test_a_run_without_a_whole_epoch_is_refused():
    assert refused("numpy", LINEAR, POINTS, learning_rate=1e300).code == "no_whole_epoch"


def test_a_run_that_rounding_decides_is_refused():
    chaos = "r = 3.9 + detach(w)/100\ny = x\nfor k in range(80):\n    y = r·y·(1 − y)\nloss = (w − 1)² + y"
    error = refused("numpy", chaos, {"x": [0.3, 0.4]}, parameters={"w": 0.3})
    assert error.code == "rounding_decides"


@pytest.mark.parametrize(
    ("form", "source", "data", "op"),
    [
        ("pytorch", "loss = cbrt(w·x)", {"x": [1.0, 2.0]}, "cbrt"),
        ("numpy", "loss = sum(cumprod(w·x))", {"x": [[1.0, 2.0], [3.0, 4.0]]}, "cumprod"),
    ],
)
def test_an_op_without_a_counterpart_is_refused_by_name(form, source, data, op):
    error = refused(form, source, data, learning_rate=1e-3)
    assert (error.code, error.details["op"]) == ("no_counterpart", op)


def test_the_epochs_that_are_compared_spread_from_the_first_to_the_last():
    assert some_epochs(1) == [1]
    assert some_epochs(50) == [1, 2, 5, 10, 20, 50]
    assert some_epochs(123) == [1, 2, 5, 10, 20, 50, 100, 123]


def test_shuffled_samples_come_in_the_order_of_the_run():
    plan = runs()["whole batches shuffled"].history.plan
    assert "np.random.default_rng((5, epoch)).permutation(4).tolist()" in scripts("numpy")["whole batches shuffled"]
    for epoch in range(3):
        assert plan.order(epoch).tolist() == np.random.default_rng((5, epoch)).permutation(4).tolist()
