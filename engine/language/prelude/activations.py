"""Activation functions as modules: a name, the function it calls, and the settings it remembers."""

from engine.language.calls import FUNCTION_LIKE

_ACTIVATIONS: dict[str, tuple[str, dict[str, object]]] = {
    "ReLU": ("relu", {}),
    "ReLU6": ("relu6", {}),
    "Sigmoid": ("sigmoid", {}),
    "LogSigmoid": ("logsigmoid", {}),
    "Tanh": ("tanh", {}),
    "Tanhshrink": ("tanhshrink", {}),
    "SiLU": ("silu", {}),
    "Mish": ("mish", {}),
    "SELU": ("selu", {}),
    "Softsign": ("softsign", {}),
    "Hardsigmoid": ("hardsigmoid", {}),
    "Hardswish": ("hardswish", {}),
    "GELU": ("gelu", {"approximate": "none"}),
    "ELU": ("elu", {"alpha": 1.0}),
    "CELU": ("celu", {"alpha": 1.0}),
    "LeakyReLU": ("leaky_relu", {"negative_slope": 0.01}),
    "Softplus": ("softplus", {"beta": 1.0, "threshold": 20.0}),
    "Hardtanh": ("hardtanh", {"min_val": -1.0, "max_val": 1.0}),
    "Hardshrink": ("hardshrink", {"lambd": 0.5}),
    "Softshrink": ("softshrink", {"lambd": 0.5}),
    "Threshold": ("threshold", {"threshold": 0.0, "value": 0.0}),
    "GLU": ("glu", {"dim": -1}),
    "Softmax": ("softmax", {"dim": -1}),
    "Softmin": ("softmin", {"dim": -1}),
    "LogSoftmax": ("log_softmax", {"dim": -1}),
}
_SHOWN = {"LeakyReLU": "negative_slope", "ELU": "alpha", "Softmax": "dim", "LogSoftmax": "dim", "GELU": "approximate"}
"""What PyTorch prints of a module between its parentheses."""


def _class(name: str) -> str:
    function, settings = _ACTIVATIONS[name]
    parameters = "".join(f", {key}={value!r}" for key, value in settings.items())
    stored = "".join(f"        self.{key} = {key}\n" for key in settings) or "        pass\n"
    passed = "".join(f", {key}=self.{key}" for key in settings)
    shown = _SHOWN.get(name)
    extra = f'    def extra_repr(self):\n        return "{shown}=" + repr(self.{shown})\n' if shown else ""
    marked = "" if settings else f"    {FUNCTION_LIKE} = True\n"
    return (
        f"class {name}(Module):\n{marked}    def __init__(self{parameters}, inplace=False):\n{stored}"
        f"    def forward(self, input):\n        return {function}(input{passed})\n{extra}"
    )


_PRELU = """
class PReLU(Module):
    def __init__(self, num_parameters=1, init=0.25):
        self.weight = Parameter(full((num_parameters,), init))
    def forward(self, input):
        return prelu(input, self.weight)
"""

TEXT = "\n".join(map(_class, _ACTIVATIONS)) + _PRELU
