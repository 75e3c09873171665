"""Equal requests are computed once; answers and refusals are kept, being busy and faults are not."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.config import Config
from app.errors import Problem, RequestError, refuse
from app.work import Work

LONG = 30.0


class Computation:
    """Counts how often it is run; waits until it is released."""

    def __init__(self, outcome=b"answer"):
        self.outcome, self.runs = outcome, 0
        self.started, self.released = threading.Event(), threading.Event()
        self.released.set()

    def __call__(self):
        self.runs += 1
        self.started.set()
        self.released.wait(LONG)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


@pytest.fixture
def work():
    return Work(Config())


def test_equal_requests_at_the_same_time_are_computed_once(work):
    computation = Computation()
    computation.released.clear()
    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(work.run, "same", computation) for _ in range(8)]
        computation.started.wait(LONG)
        computation.released.set()
        assert {answer.result(LONG) for answer in answers} == {b"answer"}
    assert computation.runs == 1


def test_different_requests_are_computed_each(work):
    computation = Computation()
    work.run("one", computation)
    work.run("other", computation)
    assert computation.runs == 2


def test_a_refused_program_is_refused_again_without_work(work):
    computation = Computation(Problem("busy"))
    for _ in range(2):
        with pytest.raises(RequestError):
            work.run("bad", computation)
    assert computation.runs == 1


@pytest.mark.parametrize("fault", [refuse("busy"), ZeroDivisionError()])
def test_a_fault_is_not_kept(work, fault):
    with pytest.raises(type(fault)):
        work.run("key", Computation(fault))
    assert work.run("key", Computation(b"now")) == b"now"


def test_an_answer_larger_than_the_cache_is_given_and_not_kept():
    work, computation = Work(Config(cache_bytes=10)), Computation(b"longer than ten bytes")
    assert work.run("key", computation) == work.run("key", computation)
    assert computation.runs == 2


def test_the_oldest_answers_make_room():
    work, first = Work(Config(cache_bytes=10)), Computation(b"12345678")
    work.run("first", first)
    work.run("second", Computation(b"12345678"))
    work.run("first", first)
    assert first.runs == 2


def test_refusals_that_quote_long_texts_make_room_as_well():
    work, first = Work(Config(cache_bytes=100_000)), Computation(Problem("unknown_output", {"name": "q" * 60_000}))
    for key, computation in (("first", first), ("second", Computation(first.outcome)), ("first", first)):
        with pytest.raises(RequestError):
            work.run(key, computation)
    assert first.runs == 2
