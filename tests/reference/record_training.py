"""Train with PyTorch and write down the losses: ``PYTHONPATH=. python tests/reference/record_training.py``.

Needs PyTorch, which is in no list of requirements, just as ``record.py`` does.
"""

import math
from collections.abc import Callable

import torch
import torch.nn.functional as F

from engine.networks import IDENTITY
from engine.ops import OPS
from tests.reference.answers import save
from tests.reference.questions import VARIANTS, params_of
from tests.reference.trajectories import EPOCHS, LEARNING_RATE, RUNS, TRAJECTORIES_FILE, Run

_OPTIMIZERS: dict[str, Callable[..., torch.optim.Optimizer]] = {
    "sgd": torch.optim.SGD,
    "momentum": lambda tensors, lr: torch.optim.SGD(tensors, lr, momentum=0.9),
    "nesterov": lambda tensors, lr: torch.optim.SGD(tensors, lr, momentum=0.9, nesterov=True),
    "rmsprop": torch.optim.RMSprop,
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
}
_LOSSES: dict[str, Callable[..., torch.Tensor]] = {
    "squared_error": lambda z, y: F.mse_loss(z[:, 0], y, reduction="none"),
    "binary_cross_entropy": lambda z, y: F.binary_cross_entropy_with_logits(z[:, 0], y, reduction="none"),
    "softmax_cross_entropy": lambda z, y: F.cross_entropy(z, y.long(), reduction="none"),
}


def activated(name: str, a: torch.Tensor) -> torch.Tensor:
    """An activation by the expression that the op of its name is asked with."""
    if name == IDENTITY:
        return a
    return eval(VARIANTS[name][0].torch, {"torch": torch, "F": F, "math": math, "a": a, **params_of(OPS[name], 0)})


def trained(run: Run) -> list[float]:
    """The mean loss of each epoch, each sample's taken just before the update it is part of."""
    data = run.data
    x, y = torch.tensor(data.inputs), torch.tensor(data.targets)
    layers = [tuple(torch.tensor(values, requires_grad=True) for values in layer) for layer in run.start]
    optimizer = _OPTIMIZERS[run.optimizer]([tensor for layer in layers for tensor in layer], lr=LEARNING_RATE)
    size = run.batch_size or len(y)
    batches = [(x[at : at + size], y[at : at + size]) for at in range(0, len(y), size)]
    return [sum(_update(run, optimizer, layers, *batch) for batch in batches) / len(y) for _ in range(EPOCHS)]


def _update(run: Run, optimizer: torch.optim.Optimizer, layers: list, x: torch.Tensor, y: torch.Tensor) -> float:
    """One update by the mean gradient of a batch; the sum of its losses."""
    (first, first_bias), (second, second_bias) = layers
    hidden = activated(run.activation, x @ first.T + first_bias)
    losses = _LOSSES[run.loss](hidden @ second.T + second_bias, y)
    optimizer.zero_grad()
    losses.mean().backward()
    optimizer.step()
    return float(losses.detach().sum())


if __name__ == "__main__":
    save(TRAJECTORIES_FILE, {run.name: trained(run) for run in RUNS})
