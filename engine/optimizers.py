"""The optimizers: one row each, as formulas in the program's own language.

The formulas and default settings are PyTorch's (``torch.optim``, version 2.13). Names in a formula: ``p`` the
parameter, ``g`` its gradient, ``learning_rate``, ``t`` the number of the update counted from 1, the settings, and
the state (which is 0 before the first update).
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from engine.rules import formula, parse


@dataclass(frozen=True)
class Optimizer:
    """A row: how the state of a parameter, and then the parameter, changes with its gradient.

    ``state`` maps each state variable to its new value, in terms of its old one and of the variables above it.
    ``update`` is the new value of the parameter, in terms of the new state. ``settings`` are the defaults.
    """

    name: str
    update: str
    state: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    settings: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def counts_updates(self) -> bool:
        """Whether the formulas use the number of the update."""
        trees = (ast.walk(parse(text)) for text in (self.update, *self.state.values()))
        return any(isinstance(node, ast.Name) and node.id == "t" for tree in trees for node in tree)

    def step(self, p: Any, g: Any, state: Mapping[str, Any], numbers: Mapping[str, Any]) -> tuple[Any, dict[str, Any]]:
        """The new parameter and the new state; ``numbers`` give ``learning_rate``, ``t`` and the settings.

        Values may be numbers, arrays, or anything that NumPy's functions accept.
        """
        names = {"p": p, "g": g, **numbers, **state}
        for variable, text in self.state.items():
            names[variable] = _evaluate(text, names)
        return _evaluate(self.update, names), {variable: names[variable] for variable in self.state}


def _evaluate(text: str, names: Mapping[str, Any]) -> Any:
    return formula(text, tuple(names))(*names.values())


_VELOCITY = {"velocity": "momentum * velocity + g"}
_MOMENTS = {"m": "beta1 * m + (1 - beta1) * g", "v": "beta2 * v + (1 - beta2) * (g * g)"}
_MOMENT_SETTINGS = {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
_ADAM_STEP = "learning_rate / (1 - beta1**t) * (m / (sqrt(v) / sqrt(1 - beta2**t) + epsilon))"

OPTIMIZERS: dict[str, Optimizer] = {
    optimizer.name: optimizer
    for optimizer in (
        Optimizer("sgd", "p - learning_rate * g"),
        Optimizer("momentum", "p - learning_rate * velocity", _VELOCITY, {"momentum": 0.9}),
        Optimizer("nesterov", "p - learning_rate * (g + momentum * velocity)", _VELOCITY, {"momentum": 0.9}),
        Optimizer(
            "rmsprop",
            "p - learning_rate * velocity",
            {
                "v": "alpha * v + (1 - alpha) * (g * g)",
                "velocity": "momentum * velocity + g / (sqrt(v) + epsilon)",
            },
            {"alpha": 0.99, "epsilon": 1e-8, "momentum": 0.0},
        ),
        Optimizer("adam", f"p - {_ADAM_STEP}", _MOMENTS, _MOMENT_SETTINGS),
        Optimizer(
            "adamw",
            f"p * (1 - learning_rate * weight_decay) - {_ADAM_STEP}",
            _MOMENTS,
            {**_MOMENT_SETTINGS, "weight_decay": 0.01},
        ),
    )
}
