"""Training runs to compare with PyTorch: every optimizer with every loss, every activation, batches of any size."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.datasets import Dataset, dataset
from engine.network_values import Weights, start
from engine.networks import ACTIVATIONS, Layer, Network
from engine.optimizers import OPTIMIZERS

TRAJECTORIES_FILE = Path(__file__).parent / "trajectories.json"
EPOCHS = 25
POINTS = 18
LEARNING_RATE = 0.01

NETWORKS = {
    "squared_error": ("sine", 1, 1),
    "binary_cross_entropy": ("moons", 2, 1),
    "softmax_cross_entropy": ("three_classes", 2, 3),
}
"""For each loss its data set, and how many numbers go in and come out."""


@dataclass(frozen=True)
class Run:
    """A network with one hidden layer of four, trained for ``EPOCHS`` epochs."""

    optimizer: str
    loss: str
    activation: str
    batch_size: int | None

    @property
    def name(self) -> str:
        """What the recording calls it."""
        return f"{self.optimizer}, {self.loss}, {self.activation}, batches of {self.batch_size or 'all'}"

    @property
    def network(self) -> Network:
        """Its layers."""
        _, inputs, outputs = NETWORKS[self.loss]
        return Network(inputs, (Layer(4, self.activation),), outputs, self.loss)

    @property
    def data(self) -> Dataset:
        """Its samples."""
        return dataset(NETWORKS[self.loss][0], points=POINTS, seed=8)

    @property
    def start(self) -> list[Weights]:
        """Its first parameters."""
        return start(self.network, "xavier", 11)


def _runs() -> Iterator[Run]:
    for optimizer in OPTIMIZERS:
        for loss, batch_size in zip(NETWORKS, (1, 5, None), strict=True):
            yield Run(optimizer, loss, "tanh", batch_size)
        yield Run(optimizer, "squared_error", "relu", None)
    for activation in ACTIVATIONS:
        yield Run("sgd", "squared_error", activation, 1)


RUNS = tuple(dict.fromkeys(_runs()))
