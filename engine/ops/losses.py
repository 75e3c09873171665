"""Losses that need more care than their formula written out, entry by entry.

Losses that need none (squared error and so on) are programs of the language: ``language.prelude``.
"""

from engine.op import Form, elementwise

LOSSES = (
    # PyTorch keeps both logarithms above −100, and the denominator of the gradient above 1e−12,
    # a float32 there.
    elementwise("binary_cross_entropy", "a b",
                "-(b * np.maximum(np.log(a), -100.0) + (1 - b) * np.maximum(np.log1p(-a), -100.0))",
                "(a - b) / maximum(a * (1 - a), 9.999999960041972e-13)", "log1p(-a) - log(a)",
                domain="logical_and(a > 0, a < 1)", latex="BCE", title="BCE"),
    # (1 − b)·a − logsigmoid(a) never takes the exponential of a large number.
    elementwise("binary_cross_entropy_with_logits", "a b",
                "(1 - b) * a - (np.minimum(a, 0.0) - np.log1p(np.exp(-np.abs(a))))", "sigmoid(a) - b", "-a",
                latex=Form(r"\operatorname{{BCE}}\left(\sigma\left({a}\right), {b}\right)"), title="BCE"),
)
