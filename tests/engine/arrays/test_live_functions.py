"""The recorded answers about functions on arrays are what PyTorch answers now, where it is installed."""

import importlib

import pytest

from tests.reference.answers import load, same
from tests.reference.array_cases import ARRAY_CASES, ARRAYS_FILE

pytest.importorskip("torch", reason="PyTorch is not installed")
record = importlib.import_module("tests.reference.record_arrays")
pytestmark = [pytest.mark.torch, pytest.mark.filterwarnings("ignore")]

RECORDED = load(ARRAYS_FILE)


def agree(now, recorded) -> bool:
    """The same numbers; vector code of another processor may round the last digits differently."""
    if isinstance(now, list):
        return len(now) == len(recorded) and all(map(agree, now, recorded))
    return now == recorded or (not isinstance(now, str | None) and same(now, recorded, 1e-10))


@pytest.mark.parametrize("case", ARRAY_CASES, ids=lambda case: case.name)
def test_the_recording_is_what_pytorch_answers_now(case):
    assert agree(record.answer(case), RECORDED[case.name])
