"""One update of a training, replayed: what the page shows of it, and the program and values that its film walks."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from app.train_frames import plain
from app.train_models import MomentRequest
from app.train_states import read
from app.train_work import Session
from engine.replay import Moment, Replay
from engine.training import Snapshot

MOST_SHOWN = 64
"""Samples of a batch that can be chosen to be walked through."""


def moment(asked: MomentRequest, session: Session) -> dict[str, Any]:
    """The answer. Raises EngineError for an update that the training does not have."""
    run = session.run
    found = _replay(asked, session).moment(asked.update)
    before, after = found.before.parameters, found.after.parameters
    source, named, columns = run.shown(asked.shown, before)
    samples = [run.trained[index] for index in found.samples[:MOST_SHOWN]]
    values = [_values(columns, index) for index in samples]
    return {
        "update": found.update,
        "epoch": found.epoch,
        "samples": [{"index": index, "values": plain(each)} for index, each in zip(samples, values, strict=True)],
        "source": source,
        "values": plain({**named, **values[min(asked.sample, len(values) - 1)]}),
        "roles": {**dict.fromkeys(named, "parameter"), **dict.fromkeys(columns, "input")},
        "is_plain": len(found.samples) == 1 and not found.plan.task.optimizer.state,
        "changes": _changes(session, asked.shown, found),
        "frame": session.painter.frame(found.update, after),
    }


def _replay(asked: MomentRequest, session: Session) -> Replay:
    """The states that are known here, and the one that the page has."""
    plan, kept = session.run.plan, session.replay
    if asked.state is None:
        return kept
    state = read(asked.state, asked.from_update, plan).state
    return Replay(plan, [*kept.snapshots, Snapshot(asked.from_update, state, plan.loop)])


def _values(columns: Mapping[str, np.ndarray], index: int) -> dict[str, Any]:
    return {name: column[index] for name, column in columns.items()}


def _changes(session: Session, view: str, found: Moment) -> list[dict[str, Any]]:
    """For every parameter of the view: before, gradient, what the optimizer remembers, after."""
    before, after = found.before.parameters, found.after.parameters
    columns = {name: _shown(session, view, each) for name, each in _states(found).items()}
    first, gradients, last = (_shown(session, view, each) for each in (before, _gradients(session, found), after))
    return [
        {
            "name": name,
            "before": first[name],
            "gradient": gradients[name],
            "state": {variable: each[name] for variable, each in columns.items()},
            "after": last[name],
        }
        for name in first
    ]


def _shown(session: Session, view: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters, or anything that has their shapes, by the names of a view."""
    return plain(session.run.shown(view, values)[1])


def _states(found: Moment) -> dict[str, dict[str, Any]]:
    """What the optimizer remembers after the update: by state variable, then by parameter."""
    by_parameter = found.after.optimizer_state
    variables = found.plan.task.optimizer.state
    return {variable: {name: states[variable] for name, states in by_parameter.items()} for variable in variables}


def _gradients(session: Session, found: Moment) -> dict[str, Any]:
    """The mean gradient of the batch, by parameter."""
    gradients = session.painter.gradients(found.samples, found.before.parameters)
    return {name: np.mean(each, axis=0) for name, each in gradients.items()}
