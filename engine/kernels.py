"""The functions that the ``compute`` column of the op table is written in: NumPy's, and what NumPy lacks.

All take and give float64 arrays, scalars included, and follow IEEE 754 and PyTorch at the edges.
"""

import math

import numpy as np

from engine.graph import Array

_erf = np.frompyfunc(math.erf, 1, 1)


def where(condition: Array, if_true: Array, if_false: Array) -> Array:
    """``if_true`` where ``condition`` is not 0, else ``if_false``; all broadcast."""
    if isinstance(condition, np.float64) and np.ndim(if_true) == 0 == np.ndim(if_false):
        return np.float64(if_true if condition else if_false)
    return np.where(condition, if_true, if_false)


def truth(condition: np.bool_ | np.ndarray) -> Array:
    """1.0 for true and 0.0 for false: comparisons are float64 like every value."""
    return condition.astype(np.float64)


def erf(a: Array) -> Array:
    """The error function."""
    return np.float64(math.erf(a)) if np.ndim(a) == 0 else _erf(a).astype(np.float64)


def sigmoid(a: Array) -> Array:
    """1 / (1 + exp(−a)), without overflow on either side: exp is only taken of −|a|."""
    tail = np.exp(-np.abs(a))
    return where(truth(np.asarray(a) >= 0)[()], 1 / (1 + tail), tail / (1 + tail))


def softplus(a: Array) -> Array:
    """log(1 + exp(a)), and ``a`` itself above 20, as PyTorch has it."""
    return where(truth(np.asarray(a) > 20)[()], a, np.log1p(np.exp(a)))


NAMESPACE = {
    "np": np,
    "where": where,
    "truth": truth,
    "erf": erf,
    "sigmoid": sigmoid,
    "softplus": softplus,
}
"""What a ``compute`` expression may name besides its operands and params."""
