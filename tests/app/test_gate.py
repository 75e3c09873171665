"""The gate lets few in, lets few wait, and sends the rest away at once."""

import threading
from contextlib import contextmanager

import pytest

from app.errors import RequestError
from app.gate import Gate

LONG, SHORT = 30.0, 0.01


@contextmanager
def holders(gate: Gate, count: int):
    """``count`` threads that hold a place each until the block ends."""
    inside, leave = threading.Barrier(count + 1), threading.Event()

    def hold():
        with gate.place():
            inside.wait(LONG)
            leave.wait(LONG)

    threads = [threading.Thread(target=hold) for _ in range(count)]
    for thread in threads:
        thread.start()
    inside.wait(LONG)
    yield
    leave.set()
    for thread in threads:
        thread.join(LONG)


def is_busy(gate: Gate) -> bool:
    try:
        with gate.place():
            return False
    except RequestError as error:
        return error.problem.code == "busy"


def test_a_full_gate_without_a_queue_refuses_at_once():
    gate = Gate(places=2, queue=0, patience=LONG)
    with holders(gate, 2):
        assert is_busy(gate)


def test_who_waits_too_long_is_refused():
    gate = Gate(places=1, queue=1, patience=SHORT)
    with holders(gate, 1):
        assert is_busy(gate)


def test_who_waits_gets_the_place_that_becomes_free():
    gate, entered = Gate(places=1, queue=1, patience=LONG), threading.Event()

    def enter():
        with gate.place():
            entered.set()

    with holders(gate, 1):
        waiting = threading.Thread(target=enter)
        waiting.start()
    assert entered.wait(LONG)
    waiting.join(LONG)


def test_after_refusals_and_failures_all_places_are_free_again():
    gate = Gate(places=1, queue=0, patience=SHORT)
    with holders(gate, 1):
        assert is_busy(gate)
    with pytest.raises(ZeroDivisionError), gate.place():
        _ = 1 / 0
    assert not is_busy(gate)
