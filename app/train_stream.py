"""The lines of a training's stream: its start, frames as it goes on, and how it ended."""

from collections.abc import Iterator
from dataclasses import asdict
from time import monotonic
from typing import Any

import numpy as np

from app.train_frames import Painter, plain
from app.train_models import TrainRequest
from app.train_runs import Run, drawn
from app.train_states import read, written
from app.train_turns import SLICE
from app.train_work import MOST_SECONDS, Session, Trainings
from engine.training import Position, Progress, Training

_FRAMES = 64
"""Frames of a training that is too fast for slices."""
_ALL_LOSSES = 500
"""Epochs up to which every loss is sent; beyond, half as many for each doubling."""

Line = dict[str, Any]


def lines(asked: TrainRequest, session: Session, work: Trainings) -> Iterator[Line]:
    """Train from one update to another. Closing the iterator ends the training."""
    run, painter = session.run, session.painter
    last = max(asked.from_update, run.plan.updates if asked.to_update is None else asked.to_update)
    last = min(run.plan.updates, last)
    with work.turn():
        training = Training(run.plan, _begin(asked, session))
        start = start_line(run, painter)
    yield start
    began = monotonic()
    try:
        yield from _frames(min(asked.from_update, last), last, training, painter, work)
    finally:
        work.keep(session.after(training))
    yield _end(training, last, monotonic() - began)


def _begin(asked: TrainRequest, session: Session) -> Position:
    """Where to begin: at the state that the page has, else at the nearest one that is still known here."""
    plan = session.run.plan
    if asked.state is None or asked.from_update > plan.updates:
        return session.replay.epoch_start(asked.from_update)
    return read(asked.state, asked.from_update, plan)


def start_line(run: Run, painter: Painter) -> Line:
    """What is trained, and the state before the first update."""
    plan = run.plan
    losses = [(0, painter.training_loss(plan.parameters), painter.test_loss(plan.parameters))]
    return {
        "event": "start",
        "source": plan.source,
        "names": run.names,
        "shapes": {name: list(np.shape(value)) for name, value in plan.parameters.items()},
        "updates": plan.updates,
        "updates_per_epoch": plan.updates_per_epoch,
        "samples": plan.samples,
        "data": drawn(run.asked.data, run.whole, run.tested),
        "frame": painter.frame(0, plan.parameters, losses),
    }


def _frames(first: int, last: int, training: Training, painter: Painter, work: Trainings) -> Iterator[Line]:
    """A frame each slice, and at epochs whose distances grow; the last one at ``last`` or where the run diverged."""
    each = training.plan.updates_per_epoch
    stops = _stops(first // each, last // each)
    epochs = iter(training)
    ending = monotonic() + MOST_SECONDS
    while training.done // each < last // each and training.divergence is None and monotonic() < ending:
        with work.turn():
            losses = _slice(epochs, stops, last // each, painter)
            frame = None if training.done <= first else _frame(training, losses, painter, last)
        if frame is not None:
            yield frame
    if training.done < last and training.divergence is None and monotonic() < ending:
        with work.turn():
            training.go_to(last)
            frame = _frame(training, [], painter, last)
        yield frame


def _slice(epochs: Iterator[Progress], stops: set[int], last: int, painter: Painter) -> list[tuple[Any, ...]]:
    """Train up to a stop, the last epoch, or the end of the slice: the losses on the way."""
    losses: list[tuple[Any, ...]] = []
    ending = monotonic() + SLICE
    for progress in epochs:
        epoch = progress.epoch
        is_stop = epoch in stops or epoch == last or monotonic() > ending
        if progress.divergence is None and (is_stop or _is_kept(epoch)):
            losses.append((epoch, progress.loss, painter.test_loss(progress.parameters) if is_stop else None))
        if is_stop or progress.divergence is not None:
            break
    return losses


def _frame(training: Training, losses: list[Any], painter: Painter, last: int) -> Line:
    is_over = training.done == last or training.divergence is not None
    line: Line = painter.frame(training.done, training.snapshot.parameters, losses, at_rest=is_over)
    return {**line, "state": written(training.position)}


def _stops(first: int, last: int) -> set[int]:
    """Epochs between two, close to each other at first."""
    count = max(1, last - first)
    return {first + round(step) for step in np.geomspace(1, count, min(count, _FRAMES))} | {last}


def _is_kept(epoch: int) -> bool:
    """Whether the loss of an epoch is sent although nothing is drawn of it."""
    step = 1
    while epoch > 2 * step * _ALL_LOSSES:
        step *= 2
    return epoch % step == 0


def _end(training: Training, last: int, seconds: float) -> Line:
    """How it ended."""
    divergence = training.divergence
    return {
        "event": "end",
        "reason": "diverged" if divergence else "done" if training.done >= last else "out_of_time",
        "update": training.done,
        "seconds": seconds,
        "parameters": plain(training.snapshot.parameters),
        "divergence": divergence and asdict(divergence),
    }
