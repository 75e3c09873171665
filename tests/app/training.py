"""Requests about training, and how their answers are read."""

import json

import pytest

LONG = {"data": {"set": "square", "points": 500}, "epochs": 2000}
"""Some seconds of training."""


def network(*neurons, seed=None, activation="relu", loss="squared_error", start="course"):
    hidden = [{"neurons": count, "activation": activation} for count in neurons]
    return {"hidden": hidden, "start": start, "start_seed": seed, "loss": loss}


def request(**changes):
    """The course's training, with changes."""
    return {"data": {"set": "square"}, "network": network(3), **changes}


def read(answer):
    """The lines of a stream, each strict JSON."""
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/x-ndjson"
    return [json.loads(line, parse_constant=pytest.fail) for line in answer.text.splitlines()]


def losses(lines):
    return {epoch: loss for line in lines if line["event"] == "frame" for epoch, loss, _ in line["losses"]}
