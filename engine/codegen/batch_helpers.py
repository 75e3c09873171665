"""What generated code calls where the size of the batch is known only when it runs."""

import numpy as np

Shape = tuple[int, ...]


def reshape_each(a: np.ndarray, shape: Shape) -> np.ndarray:
    """Every sample of ``a`` as an array of ``shape``."""
    return np.reshape(a, (len(a), *shape))


def broadcast_each(a: np.ndarray, shape: Shape) -> np.ndarray:
    """Every sample of ``a`` broadcast to ``shape``."""
    aligned = np.reshape(a, (len(a), *(1,) * (len(shape) + 1 - a.ndim), *a.shape[1:]))
    return np.broadcast_to(aligned, (len(a), *shape))


HELPERS = {function.__name__: function for function in (reshape_each, broadcast_each)}
