"""Programs as courses show them run as they stand: value, gradients and printed lines are the real libraries'."""

import importlib
import re

import numpy as np
import pytest

import engine
from tests.corpus.files import EXPECTED, NAMES, text
from tests.reference.answers import decode, load

RECORDED = load(EXPECTED)
_NUMBER = re.compile(r"-?\d+\.\d{6,}(?:e-?\d+)?")


def close(ours, theirs) -> bool:
    """Equal in shape and to 1e-10, relative to the largest entry."""
    ours, theirs = np.asarray(ours, dtype=float), np.asarray(decode(theirs))
    largest = max(1.0, float(np.max(np.abs(theirs), initial=0.0)))
    return ours.shape == theirs.shape and bool(np.all(np.abs(ours - theirs) <= 1e-10 * largest))


def line(printed: str) -> str:
    """A printed line with long numbers shortened and without the names PyTorch gives to derivatives."""
    shortened = _NUMBER.sub(lambda found: f"{float(found[0]):.9g}", printed)
    return re.sub(r"grad_fn=<\w+>", "grad_fn", shortened)


@pytest.mark.parametrize("name", NAMES)
def test_a_program_gives_what_the_real_library_gives(name):
    recorded = RECORDED[name]
    trace = engine.trace(text(name))
    assert recorded["value"] == "NaN" or close(trace.value, recorded["value"])
    assert {
        leaf: trace.gradients[leaf]
        for leaf, theirs in recorded["gradients"].items()
        if not close(trace.gradients[leaf], theirs)
    } == {}
    printed = "\n".join(each.text for each in trace.outcome.prints).splitlines()
    assert list(map(line, printed)) == list(map(line, recorded["prints"]))


def test_every_program_is_recorded():
    assert set(NAMES) == RECORDED.keys()


@pytest.mark.parametrize("name", NAMES)
def test_a_program_is_written_down_whole(name):
    document = engine.trace(text(name)).timeline()
    assert document["steps"]


@pytest.mark.torch
def test_the_recording_is_what_the_libraries_answer_now():
    record = importlib.import_module("tests.corpus.record")
    assert record.answer("micrograd/readme")["value"] == RECORDED["micrograd/readme"]["value"]
