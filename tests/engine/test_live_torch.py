"""What PyTorch answers now, where it is installed: the recording is not stale, and points that are not in it agree."""

import importlib

import numpy as np
import pytest

from engine.ops import OPS
from tests.engine.applied import applied
from tests.reference.answers import CONVENTIONS_FILE, OPS_FILE, load, same
from tests.reference.conventions import CASES
from tests.reference.questions import VARIANTS, Question, params_of, questions

pytest.importorskip("torch", reason="PyTorch is not installed")
record = importlib.import_module("tests.reference.record")
pytestmark = [pytest.mark.torch, pytest.mark.filterwarnings("ignore:var")]

RECORDED_OPS = load(OPS_FILE)
RECORDED_CASES = load(CONVENTIONS_FILE)


def agree(now, recorded) -> bool:
    """Two recordings hold the same numbers; vector code of another processor may round the last digit differently."""
    if isinstance(now, dict):
        return now.keys() == recorded.keys() and all(agree(now[key], recorded[key]) for key in now)
    if isinstance(now, list):
        return len(now) == len(recorded) and all(map(agree, now, recorded))
    return now == recorded if now == recorded or isinstance(now, str) else same(now, recorded, 1e-13)


@pytest.mark.parametrize("name", OPS)
def test_the_recording_is_what_pytorch_answers_now(name):
    now = [record.answer_to_question(name, question) for question in questions(OPS[name])]
    assert agree(now, RECORDED_OPS[name])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_recorded_convention_is_what_pytorch_answers_now(case):
    assert agree(record.answer_to_case(case), RECORDED_CASES[case.name])


@pytest.mark.parametrize("name", [name for name, op in OPS.items() if op.has_locals])
def test_an_op_agrees_with_pytorch_at_points_that_are_not_recorded(name):
    op, random = OPS[name], np.random.default_rng(1)
    low, high = (0.01, 0.99) if name == "binary_cross_entropy" else (-3.0, 3.0)
    for variant in range(len(VARIANTS[name])):
        for _ in range(20):
            operands = random.uniform(low, high, len(op.operands)).tolist()
            _, _, _, value, gradients = record.answer_to_question(name, Question(variant, operands))
            ours = applied(name, operands, params_of(op, variant))
            assert same(ours.value, np.array(value, dtype=float)), operands
            assert all(map(same, ours.gradients(), np.array(gradients, dtype=float))), operands
