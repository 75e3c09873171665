"""A whole training in slices: after each of them another one has its turn."""

from time import monotonic

from app.train_work import Trainings
from engine.training import Training

SLICE = 0.05
"""Seconds that a training computes before another one has its turn, and before the page gets a frame."""


def finished(training: Training, work: Trainings) -> Training:
    """The training, made to its end or to where it diverges."""
    epochs = iter(training)
    while _goes_on(training):
        with work.turn():
            ending = monotonic() + SLICE
            while _goes_on(training) and monotonic() < ending:
                next(epochs)
    return training


def _goes_on(training: Training) -> bool:
    return len(training.losses) < training.plan.epochs and training.divergence is None
