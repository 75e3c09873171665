"""The same training from many starts: where each of them ends."""

from collections.abc import Iterator
from typing import Any

from app.train_models import RunRequest, StartsRequest
from app.train_runs import prepare
from app.train_turns import finished
from app.train_work import Trainings
from engine.training import Training


def tried(asked: StartsRequest, work: Trainings) -> Iterator[dict[str, Any]]:
    """One line for each start; its seed counts from 0. Closing the iterator ends the trainings."""
    for seed in range(asked.count):
        with work.turn():
            training = Training(prepare(_from_start(asked, seed)).plan)
        losses = finished(training, work).losses or [float("nan")]
        is_over = training.divergence is not None
        yield {"event": "tried", "seed": seed, "first": losses[0], "loss": losses[-1], "diverged": is_over}


def _from_start(asked: StartsRequest, seed: int) -> RunRequest:
    """The request with another seed for its start."""
    network = asked.network and asked.network.model_copy(update={"start_seed": seed})
    return asked.model_copy(update={"network": network})
