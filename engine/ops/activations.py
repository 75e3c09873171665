"""The activation functions of networks."""

from engine.op import Form, elementwise

_ALPHA, _SCALE = 1.6732632423543772848170429916717, 1.0507009873554804934193349852946
"""The constants of SELU: Klambauer et al., *Self-Normalizing Neural Networks* (2017)."""

ACTIVATIONS = (
    elementwise("sigmoid", "a", "sigmoid(a)", "out * (1 - out)", text=Form("σ({a})"), latex=r"\sigma", title="σ"),
    elementwise("logsigmoid", "a", "np.minimum(a, 0.0) - np.log1p(np.exp(-np.abs(a)))", "sigmoid(-a)"),
    elementwise("relu", "a", "where(truth(a < 0), 0.0, a)", "where(a <= 0, 0, 1)", kinks=("a",),
                latex="ReLU", title="ReLU"),
    elementwise("leaky_relu", "a", "where(truth(a > 0), a, negative_slope * a)",
                "where(a > 0, 1, negative_slope)", params={"negative_slope": 0.01}, kinks=("a",),
                latex="LeakyReLU", title="LeakyReLU"),
    elementwise("elu", "a", "where(truth(a > 0), a, alpha * np.expm1(a))",
                "where(a <= 0, alpha * exp(a), 1)", params={"alpha": 1.0}, kinks=("(1 - alpha) * a",),
                latex="ELU", title="ELU"),
    elementwise("selu", "a", f"{_SCALE} * where(truth(a > 0), a, {_ALPHA} * np.expm1(a))",
                f"where(a <= 0, {_SCALE * _ALPHA} * exp(a), {_SCALE})", kinks=("a",), latex="SELU", title="SELU"),
    elementwise("celu", "a", "where(truth(a > 0), a, alpha * np.expm1(a / alpha))",
                "where(a <= 0, exp(a / alpha), 1)", params={"alpha": 1.0}, latex="CELU", title="CELU"),
    elementwise("hardtanh", "a", "np.minimum(np.maximum(a, min_val), max_val)",
                "where(logical_or(a <= min_val, a >= max_val), 0, 1)", params={"min_val": -1.0, "max_val": 1.0},
                kinks=("a - min_val", "a - max_val")),
    elementwise("relu6", "a", "np.minimum(np.maximum(a, 0.0), 6.0)", "where(logical_or(a <= 0, a >= 6), 0, 1)",
                kinks=("a", "a - 6"), latex="ReLU6", title="ReLU6"),
    # PyTorch has 1/6 as a float32 there.
    elementwise("hardsigmoid", "a", "np.minimum(np.maximum(a + 3, 0.0), 6.0) / 6",
                "where(logical_and(a > -3, a < 3), 0.1666666716337204, 0)", kinks=("a + 3", "a - 3")),
    elementwise("hardswish", "a", "a * np.minimum(np.maximum(a + 3, 0.0), 6.0) / 6",
                "where(a <= -3, 0, where(a < 3, a / 3 + 1 / 2, 1))", kinks=("a + 3", "a - 3")),
    elementwise("softshrink", "a", "where(truth(a > lambd), a - lambd, where(truth(a < -lambd), a + lambd, 0 * a))",
                "where(logical_and(a >= -lambd, a <= lambd), 0, 1)", params={"lambd": 0.5},
                kinks=("a - lambd", "a + lambd")),
    elementwise("hardshrink", "a", "where(truth(np.logical_and(a >= -lambd, a <= lambd)), 0.0, a)",
                "where(logical_and(a >= -lambd, a <= lambd), 0, 1)", params={"lambd": 0.5},
                kinks=("a - lambd", "a + lambd")),
    elementwise("tanhshrink", "a", "a - np.tanh(a)", "tanh(a)**2"),
    elementwise("softsign", "a", "a / (1 + np.abs(a))", "1 / (1 + abs(a))**2"),
    elementwise("mish", "a", "a * np.tanh(softplus(a))",
                "tanh(softplus(a)) + a * sigmoid(a) * (1 - tanh(softplus(a))**2)", latex="Mish", title="Mish"),
    elementwise("gelu", "a", "a / 2 * (1 + erf(a / np.sqrt(2.0)))",
                "(1 + erf(a / sqrt(2))) / 2 + a * exp(-a**2 / 2) / sqrt(2 * 3.141592653589793)",
                latex="GELU", title="GELU"),
    elementwise("silu", "a", "a * sigmoid(a)", "sigmoid(a) * (1 + a * (1 - sigmoid(a)))", latex="SiLU", title="SiLU"),
    elementwise("softplus", "a", "softplus(a)", "where(a > 20, 1, sigmoid(a))", kinks=("a - 20",)),
)
