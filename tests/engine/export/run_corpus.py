"""Training runs that are exported in tests: every optimizer, loss and view, batches, branches, names that need care."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np

from engine.datasets import Dataset, dataset
from engine.export import Made, nudged
from engine.network_values import columns, parameters, start
from engine.networks import Layer, Network, program
from engine.optimizers import OPTIMIZERS
from engine.plan import plan
from engine.training import Training

POINTS = {"x": [1.0, -1.0, 2.0, -0.5], "y": [1.0, 2.0, 3.0, 1.5]}
LABELS = {"x": [[1.0, 0.5], [-0.3, 0.9], [0.2, -1.0], [1.5, 1.5], [-1.0, -0.4]], "label": [0, 1, 2, 0, 1]}
LINEAR = "loss = (w·x + b − y)²"
SLOW = {"learning_rate": 0.05, "epochs": 12}

PROGRAMS: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "branches": ("if x > 0:\n    h = w1·x\nelse:\n    h = w2·x + b\nloss = (h − y)²", POINTS, {"optimizer": "adam"}),
    "branches in batches": ("if x > 0:\n    h = w1·x\nelse:\n    h = w2·x\nloss = (h − y)²", POINTS, {"batch_size": 3}),
    "a branch without parameters": ("loss = (w·x − y)² if x > 0 else x²", POINTS, {"optimizer": "momentum"}),
    "class labels": ("z = W @ x + b\nloss = F.cross_entropy(z, label)", LABELS,
                     {"parameters": {"W": [[0.1, 0.2], [0.0, -0.3], [0.5, 0.4]], "b": [0.0, 0.0, 0.0]}}),
    "names of the scripts": (
        "loss = (w·total + memory·losses − i)² + parameters² + p·g·t + np·torch",
        {"total": [1.0, 2.0], "losses": [0.5, 1.5], "i": [1.0, 3.0]},
        {"parameters": dict.fromkeys("w memory parameters p g t np torch".split(), 0.3), "optimizer": "adam"},  # noqa: SIM905
    ),
    "names of settings": (
        "loss = (w·beta1 + m·epsilon − v)²",
        {"beta1": [1.0, 2.0], "epsilon": [0.5, 1.0], "v": [1.0, 3.0]},
        {"parameters": {"w": 0.1, "m": 0.2}, "optimizer": "adamw"},
    ),
    "Greek names": ("loss = (θ·ξ + λ − ŷ)²", {"ξ": [1.0, 2.0, -1.0], "ŷ": [2.0, 3.0, 0.5]},
                    {"parameters": {"θ": 0.5, "λ": 0.1}}),
    "a constant": ("c = [1, -2]\nloss = (sum(c·w)·x + k·b − y)²", POINTS, {"parameters": {"w": [0.3, 0.1], "b": 0.2}}),
    "a parameter that no gradient reaches": ("loss = (w·x − y)² + detach(b)·0.1", POINTS, {"optimizer": "adamw"}),
    "a name used twice": ("h = w·x; h = h·x; h = sin(h)\nloss = (h − y)²", POINTS, {}),
    "an array of one number": ("loss = W @ [[x], [1]] + y", POINTS, {"parameters": {"W": [[0.5, -0.2]]}}),
    "the largest entry": ("loss = (max(W·x) − y)² + sum(W.max(axis=0))·0.1", POINTS,
                          {"parameters": {"W": [1.0, 0.2, -1.0]}}),
    "the place of the largest entry": ("import torch\nv = torch.max(W·x, dim=0).values\nloss = (v − y)²", POINTS,
                                       {"parameters": {"W": [1.0, 0.2, -1.0]}}),
    "hostile comments": (
        "# coding: latin-1 \"\"\"\r\nloss = (w·x − y)²  # \"\"\" ''' \r# import os\x0c# \u2028 0/0",
        POINTS, {},
    ),
    "a run that diverges": (LINEAR, POINTS, {"learning_rate": 1.3, "epochs": 900}),
    "a run that converges": (LINEAR, {"x": [1.0, 2.0], "y": [3.0, 5.0]}, {"epochs": 2000, "learning_rate": 0.1}),
    "a momentum of nothing": (LINEAR, POINTS, {"optimizer": "nesterov", "settings": {"momentum": 0.0}}),
    "whole batches shuffled": (LINEAR, POINTS, {"batch_size": None, "shuffle": True, "seed": 5}),
}  # fmt: skip


@cache
def runs() -> dict[str, Made]:
    """All of it, by what it is."""
    made = {name: run(source, data, **{**SLOW, **settings}) for name, (source, data, settings) in PROGRAMS.items()}
    return made | dict(_of_optimizers()) | dict(_of_networks())


def run(source: str, data: Any, **settings: Any) -> Made:
    """A run, made twice."""
    chosen = plan(source, data, **settings)
    return Made(Training(chosen).finish(), Training(nudged(chosen)).finish().losses)


def _of_optimizers() -> Iterator[tuple[str, Made]]:
    for name in OPTIMIZERS:
        network = Network(1, (Layer(3),))
        single = {"optimizer": name, "learning_rate": 0.02, "epochs": 6}
        yield name, _of_network(network, dataset("square"), "array", **single)
        batches = {**single, "batch_size": 7, "shuffle": True, "seed": 11}
        yield f"{name} in batches", _of_network(network, dataset("square"), "array", **batches)


def _of_networks() -> Iterator[tuple[str, Made]]:
    shapes = {
        "square": Network(1, (Layer(2, "tanh"), Layer(2, "softplus"))),
        "moons": Network(2, (Layer(3, "sigmoid"),), loss="binary_cross_entropy"),
        "three_classes": Network(2, (Layer(3, "leaky_relu"),), 3, "softmax_cross_entropy"),
    }
    for name, network in shapes.items():
        for view in ("scalar", "array"):
            for size in (1, 16):
                made = _of_network(network, dataset(name, 40), view, learning_rate=0.05, epochs=4, batch_size=size)
                yield f"{name}, {view}, {size}", made


def balanced() -> Made:
    """A run whose gradients are sums over a batch that come to nothing but roundings, which Adam makes steps of."""
    network = Network(2, (Layer(3, "sigmoid"), Layer(1, "celu")), 3, "softmax_cross_entropy")
    data = dataset("three_classes", 30)
    first = parameters(network, "array", start(network, "zeros", 0))
    settings = {"optimizer": "adam", "batch_size": None, "shuffle": True, "seed": 5}
    return run(program(network, "array"), columns(network, "array", data), parameters=first, epochs=12,
               learning_rate=0.001, **settings)  # fmt: skip


def _of_network(network: Network, data: Dataset, view: str, **settings: Any) -> Made:
    first = parameters(network, view, start(network, "course", 3))
    return run(program(network, view), columns(network, view, data), parameters=first, **settings)


def changed(made: Made) -> Made:
    """The same run with a last loss that is a little off."""
    wrong = np.array(made.history.losses)
    wrong[-1] *= 1 + 1e-8
    return Made(type(made.history)(**{**vars(made.history), "losses": tuple(wrong)}), wrong)
