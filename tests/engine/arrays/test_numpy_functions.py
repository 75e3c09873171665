"""Functions as NumPy has them: values against NumPy, gradients against HIPS autograd or central differences."""

from zlib import crc32

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad

import engine
from engine.graph import Array
from tests.engine.arrays.numpy_texts import TEXTS

STEP = 6e-6


LINES = [[part.strip() for part in line.split(" | ")] for line in TEXTS.strip().splitlines()]
CASES = [(text, tuple(tuple(leaf.split()) for leaf in leaves)) for text, *leaves in LINES]
IDS = [" ".join(line) for line in LINES]


def values_of(text: str, leaves: tuple[tuple[str, ...], ...]) -> dict[str, Array]:
    """Distinct numbers for each leaf."""
    random = np.random.default_rng(crc32(f"{text}{leaves}".encode()))
    values = {}
    for name, *sizes in leaves:
        low, high = (0.2, 1.8) if name.endswith("+") else (-2.0, 2.0)
        values[name.rstrip("+")] = random.uniform(low, high, tuple(map(int, sizes)))
    return values


def evaluated(text: str, values: dict[str, Array], numpy) -> Array:
    """What the text gives with this NumPy."""
    return eval(text, {"np": numpy, "range": range, "float": float}, dict(values))  # the texts are ours


def reference(text: str, values: dict[str, Array], weights: Array) -> dict[str, Array]:
    """The gradients of ⟨weights, text⟩ by HIPS autograd, or by differences where it lacks a function."""
    found = {}
    differentiate = by_autograd if is_exact(text, values) else by_differences
    for name in values:
        found[name] = differentiate(text, values, name, weights)
    return found


def by_autograd(text: str, values: dict[str, Array], name: str, weights: Array | float) -> Array:
    return grad(lambda value: anp.sum(weights * evaluated(text, {**values, name: value}, anp)))(values[name])


def by_differences(text: str, values: dict[str, Array], name: str, weights: Array) -> Array:
    found = np.zeros(values[name].shape)
    for place in np.ndindex(found.shape):
        moved = [values[name].copy() for _ in range(2)]
        moved[0][place] += STEP
        moved[1][place] -= STEP
        above, below = (np.sum(weights * evaluated(text, {**values, name: value}, np)) for value in moved)
        found[place] = (above - below) / (2 * STEP)
    return found


def is_exact(text: str, values: dict[str, Array]) -> bool:
    """Whether autograd knows all functions of the text."""
    try:
        for name in values:
            by_autograd(text, values, name, 1.0)
    except (NotImplementedError, TypeError, AttributeError, ValueError, AssertionError, RuntimeWarning):
        return False
    return True


@pytest.mark.filterwarnings("ignore:Output seems independent of input")
@pytest.mark.parametrize(("text", "leaves"), CASES, ids=IDS)
def test_value_and_gradients_are_numpys(text, leaves):
    values = values_of(text, leaves)
    expected = np.asarray(evaluated(text, values, np), dtype=np.float64)
    weights = np.random.default_rng(1).uniform(-1, 1, expected.shape)
    traced = engine.trace(f"import numpy as np\n{text}", values, seed=weights)
    assert np.shape(traced.value) == expected.shape
    assert np.allclose(traced.value, expected, 1e-12, 1e-13)
    tolerance = 1e-12 if is_exact(text, values) else 1e-7
    for name, gradient in reference(text, values, weights).items():
        scale = max(1.0, float(np.max(np.abs(gradient))))
        ours = traced.gradients.get(name, np.zeros(gradient.shape))
        assert np.allclose(ours, gradient, 0.0, tolerance * scale), name


def test_most_gradients_are_compared_exactly():
    exact = [is_exact(text, values_of(text, leaves)) for text, leaves in CASES]
    assert np.mean(exact) > 0.75
