"""Gradients of functions in several arguments and in trees of arrays, vmap, and JAX's changed copies."""

import numpy as np
import pytest

import engine

JAX = "import jax\nimport jax.numpy as jnp\n"
LOSS = JAX + "def f(a, b):\n    return jnp.sum(a**2 * b)\na, b = jnp.array([1.0, 2.0]), jnp.array([3.0, 5.0])\n"
A, B = np.array([1.0, 2.0]), np.array([3.0, 5.0])


def last(program: str) -> np.ndarray:
    """The value that the program ends with, printed as a list."""
    trace = engine.trace(f"{program}\nprint(found.tolist())\nx_ = 2.0\ny_ = x_**2")
    return np.array([float(number) for number in trace.outcome.prints[-1].text.strip("[]").split(",")])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("jax.grad(f)(a, b)", 2 * A * B),
        ("jax.grad(f, 1)(a, b)", A**2),
        ("jax.grad(f, argnums=1)(a, b)", A**2),
        ("jax.grad(f, (0, 1))(a, b)[1]", A**2),
        ("jax.grad(f, argnums=(0, 1))(a, b)[0]", 2 * A * B),
        ("jax.value_and_grad(f, 1)(a, b)[1]", A**2),
        ("jax.grad(lambda a: (f(a, b), a), has_aux=True)(a)[0]", 2 * A * B),
        ("jax.grad(lambda p: f(*p[0]) * p[1]['k'])([(a, b), {'k': jnp.array(2.0)}])[0][1]", 2 * A**2),
        ("jax.vmap(lambda x, y: x * y)(a, b)", A * B),
        ("jax.vmap(jax.grad(jnp.tanh))(a)", 1 - np.tanh(A) ** 2),
        ("jax.vmap(lambda x, k: x * k, in_axes=(0, None))(a, 3.0)", 3 * A),
        ("a.at[0].set(9.0)", [9.0, 2.0]),
        ("a.at[1].add(9.0)", [1.0, 11.0]),
        ("jax.tree_util.tree_map(lambda p, g: p - g, [a, {'b': b}], [b, {'b': a}])[1]['b']", B - A),
    ],
)
def test_functions_of_functions_agree_with_their_closed_forms(written, expected):
    assert last(f"{LOSS}found = {written}") == pytest.approx(np.asarray(expected), rel=1e-12)


def test_a_gradient_goes_through_a_changed_copy():
    trace = engine.trace(f"{JAX}a = jnp.array([1.0, 2.0])\nb = a.at[0].set(a[1] ** 2)\ny = jnp.sum(b**2)")
    assert trace.gradients["a"] == pytest.approx(np.array([0.0, 4 * 8.0 + 4.0]))


def test_a_key_gives_the_same_numbers_each_time():
    program = f"{JAX}k = jax.random.PRNGKey(0)\nx, y = jax.random.normal(k, (3,)), jax.random.normal(k, (3,))\n"
    assert np.all(last(f"{program}found = x - y") == 0)
