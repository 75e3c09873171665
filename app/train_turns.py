"""A whole training in slices: after each of them another one has its turn."""

from time import monotonic

from app.train_work import Trainings
from engine.training import Training

SLICE = 0.05
"""Seconds that a training computes before another one has its turn, and before the page gets a frame."""


def finished(training: Training, work: Trainings) -> Training:
    """The training, made to its end or to where it diverges."""
    epochs = iter(training)
    while not training.is_over:
        with work.turn():
            ending = monotonic() + SLICE
            while not training.is_over and monotonic() < ending:
                next(epochs)
    return training
