"""Every program of the corpus: its value, its prints and its gradients are those of Python, NumPy and HIPS autograd."""

import json

import numpy as np
import pytest

import engine
from tests.corpus_numpy.record import EXPECTED_FILE, answer, programs
from tests.reference.answers import decode

PROGRAMS = programs()
EXPECTED = json.loads(EXPECTED_FILE.read_text(encoding="utf-8"))


def test_every_program_has_an_answer_and_a_gradient():
    assert PROGRAMS.keys() == EXPECTED.keys()
    assert len(PROGRAMS) >= 78
    assert [name for name, expected in EXPECTED.items() if not expected["gradients"]] == []


@pytest.mark.parametrize("name", PROGRAMS)
def test_value_prints_and_gradients_are_as_recorded(name):
    expected, traced = EXPECTED[name], engine.trace(PROGRAMS[name])
    assert traced.value == pytest.approx(expected["value"], rel=1e-12)
    assert "".join(f"{line.text}\n" for line in traced.outcome.prints) == expected.get("prints", "")
    for leaf, recorded in expected["gradients"].items():
        gradient = decode(recorded)
        assert np.allclose(gradient_of(traced, leaf, np.shape(gradient)), gradient, 1e-10, 1e-12), leaf


def gradient_of(traced: engine.Trace, leaf: str, shape: tuple[int, ...]) -> object:
    """The gradient of a leaf, or of the leaves that the entries of a list are; 0 where it has no part in the value."""
    entries = [traced.gradients.get(f"{leaf}[{index}]") for index in range(*shape[:1])] if len(shape) == 1 else []
    if entries and None not in entries:
        return entries
    return traced.gradients.get(leaf, np.zeros(shape))


@pytest.mark.parametrize("name", PROGRAMS)
def test_no_check_finds_a_gradient_wrong(name):
    verdicts = {check.name: str(check.verdict) for check in engine.trace(PROGRAMS[name]).checks()}
    assert set(verdicts.values()) <= {"ok", "kink"}, verdicts


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_document_of_a_program_is_strict_json(name):
    json.dumps(engine.trace(PROGRAMS[name]).timeline(), allow_nan=False)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", PROGRAMS)
def test_the_recording_is_what_python_answers_now(name):
    now = answer(name, PROGRAMS[name])
    assert now["value"] == pytest.approx(EXPECTED[name]["value"], rel=1e-12)
    for leaf, gradient in now["gradients"].items():
        assert np.allclose(decode(gradient), decode(EXPECTED[name]["gradients"][leaf]), 1e-12, 1e-12)
