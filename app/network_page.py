"""What the Network page offers to choose from, and what it starts with: the course's first training."""

from typing import Any

from engine.datasets import RECIPES
from engine.network_values import STARTS
from engine.networks import ACTIVATIONS, LOSSES
from engine.optimizers import OPTIMIZERS

COURSE, OWN_SEED = "course", "normal"
"""Two ways of one start: its draws follow those of the data, or have a seed of their own."""

TEST_SHARES = ("0", "0.2", "0.3", "0.5")
BATCHES = ("1", "5", "10", "25", "all")

_FIRST = {
    "set": "square", "points": "50", "noise": "0.3", "data-seed": "42", "csv": "", "test-share": "0",
    "loss": "squared_error", "start": COURSE, "start-seed": "0",
    "optimizer": "sgd", "batch": "1", "rate": "0.01", "epochs": "500",
}  # fmt: skip
"""The texts of the page's boxes, by id."""


def choices() -> dict[str, Any]:
    """The tables of the engine, by the names that the page and its catalogue use."""
    return {
        "data_sets": [_data_set(name) for name in RECIPES],
        "activations": list(ACTIVATIONS),
        "losses": list(LOSSES),
        "starts": [COURSE, OWN_SEED, *(name for name in STARTS if name != COURSE)],
        "optimizers": list(OPTIMIZERS),
        "batches": BATCHES,
        "test_shares": TEST_SHARES,
        "choices": {"boxes": _FIRST, "layers": [{"neurons": 3, "activation": "relu"}], "shuffle": False},
    }


def _data_set(name: str) -> dict[str, Any]:
    recipe = RECIPES[name]
    return {"name": name, "points": recipe.points, "noise": recipe.noise, "classes": recipe.classes}
