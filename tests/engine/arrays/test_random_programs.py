"""Random programs over arrays: our gradients are those of HIPS autograd, and of PyTorch where it is installed."""

import importlib.util

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import engine
from engine.graph import Array
from tests.engine.arrays.random_programs import programs

HAS_TORCH = importlib.util.find_spec("torch") is not None


def leaf_values(shapes: dict[str, tuple[int, ...]], seed: int) -> dict[str, Array]:
    random = np.random.default_rng(seed)
    return {name: random.uniform(-1.5, 1.5, shape)[()] for name, shape in shapes.items()}


def assert_same(program: str, values: dict[str, Array], value: float, gradients: dict[str, Array]) -> None:
    """The engine finds this value and these gradients."""
    assume(all(np.all(np.isfinite(gradient)) and np.max(np.abs(gradient)) < 1e6 for gradient in gradients.values()))
    traced = engine.trace(program, values)
    assert traced.value == pytest.approx(value, rel=1e-10, abs=1e-10)
    for name, gradient in gradients.items():
        ours = traced.gradients.get(name, np.zeros(np.shape(gradient)))
        scale = max(1.0, float(np.max(np.abs(gradient))))
        assert np.shape(ours) == np.shape(gradient)
        assert np.allclose(ours, gradient, 0.0, 1e-9 * scale), name


def run(program: str, scope: dict) -> object:
    """The loss of a program that Python runs itself."""
    exec(program, scope)  # the programs are ours
    return scope["loss"]


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(programs("np"), st.integers(0, 2**16))
def test_numpy_programs_have_the_gradients_of_hips_autograd(made, seed):
    program, shapes = made
    values = leaf_values(shapes, seed)
    names = list(values)
    loss = lambda *leaves: run(program, {"np": anp, **dict(zip(names, leaves, strict=True))})  # noqa: E731
    gradients = grad(loss, tuple(range(len(names))))(*values.values())
    found = dict(zip(names, gradients, strict=True))
    assert_same("import numpy as np\n" + program, values, float(loss(*values.values())), found)


@pytest.mark.torch
@pytest.mark.skipif(not HAS_TORCH, reason="PyTorch is not installed")
@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(programs("torch"), st.integers(0, 2**16))
def test_pytorch_programs_have_the_gradients_of_pytorch(made, seed):
    import torch
    import torch.nn.functional as F

    program, shapes = made
    values = leaf_values(shapes, seed)
    leaves = {name: torch.tensor(value, dtype=torch.float64, requires_grad=True) for name, value in values.items()}
    loss = run(program, {"torch": torch, "F": F, **leaves})
    gradients = torch.autograd.grad(loss, list(leaves.values()), allow_unused=True, materialize_grads=True)
    found = {name: gradient.numpy() for name, gradient in zip(leaves, gradients, strict=True)}
    assert_same("import torch\nimport torch.nn.functional as F\n" + program, values, float(loss.item()), found)
