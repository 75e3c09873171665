"""The activation functions of networks."""

from engine.op import Form, elementwise

ACTIVATIONS = (
    elementwise("sigmoid", "a", "sigmoid(a)", "out * (1 - out)", text=Form("σ({a})"), latex=r"\sigma", title="σ"),
    elementwise("logsigmoid", "a", "np.minimum(a, 0.0) - np.log1p(np.exp(-np.abs(a)))", "sigmoid(-a)"),
    elementwise("relu", "a", "where(truth(a < 0), 0.0, a)", "where(out <= 0, 0, 1)", kinks=("a",),
                latex="ReLU", title="ReLU"),
    elementwise("leaky_relu", "a", "where(truth(a > 0), a, negative_slope * a)",
                "where(a > 0, 1, negative_slope)", params={"negative_slope": 0.01}, kinks=("a",),
                latex="LeakyReLU", title="LeakyReLU"),
    elementwise("elu", "a", "where(truth(a > 0), a, alpha * np.expm1(a))",
                "where(a <= 0, alpha * exp(a), 1)", params={"alpha": 1.0}, kinks=("(1 - alpha) * a",),
                latex="ELU", title="ELU"),
    elementwise("gelu", "a", "a / 2 * (1 + erf(a / np.sqrt(2.0)))",
                "(1 + erf(a / sqrt(2))) / 2 + a * exp(-a**2 / 2) / sqrt(2 * 3.141592653589793)",
                latex="GELU", title="GELU"),
    elementwise("silu", "a", "a * sigmoid(a)", "sigmoid(a) * (1 + a * (1 - sigmoid(a)))", latex="SiLU", title="SiLU"),
    elementwise("softplus", "a", "softplus(a)", "where(a > 20, 1, sigmoid(a))", kinks=("a - 20",)),
)
