"""The one subprocess: which dot is used, and what becomes of one that is missing, slow, greedy or broken."""

import sys
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest

from engine.layout import dot
from engine.layout.dot import DotUnavailable

TWO_BOXES = "digraph{n0[width=1,height=1,fixedsize=true];n1;n0->n1}"


@pytest.fixture(autouse=True)
def _forget_the_program():
    yield
    dot.program.cache_clear()


@pytest.fixture
def script(tmp_path):
    """``script(text)``: a program made of a line of shell."""

    def make(text: str) -> Path:
        path = tmp_path / "dot"
        path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    return make


@pytest.mark.parametrize("binary", dot.candidates(), ids=lambda path: path.name)
def test_every_dot_that_is_here_answers_with_coordinates(binary):
    lines = dot.run(binary, TWO_BOXES).splitlines()
    assert [line.split()[0] for line in lines] == ["graph", "node", "node", "edge", "stop"]


def test_the_dot_of_the_wheel_is_always_here():
    assert "graphviz-pure" in {path.name for path in dot.candidates()}


def test_the_first_candidate_that_answers_is_used(script, monkeypatch):
    good = dot.candidates()[-1]
    monkeypatch.setattr(dot, "candidates", lambda: (script("exit 1"), good))
    dot.program.cache_clear()
    assert dot.program() == good


def test_a_dot_on_path_comes_before_that_of_the_wheel(script, monkeypatch):
    path = script("echo 'graph 1 0 0'")
    monkeypatch.setenv("PATH", str(path.parent), prepend=":")
    assert dot.candidates()[0] == path
    dot.program.cache_clear()
    assert dot.program() == path


def test_where_there_is_no_dot_it_is_missing(monkeypatch):
    monkeypatch.setattr(dot, "candidates", lambda: ())
    dot.program.cache_clear()
    with pytest.raises(DotUnavailable, match="missing"):
        dot.coordinates(TWO_BOXES)


def test_a_dot_that_fails_is_reported(script):
    with pytest.raises(DotUnavailable, match="failed"):
        dot.run(script("echo trouble in init_rank >&2; exit 1"), TWO_BOXES)


def test_a_dot_that_says_nothing_on_bad_text_is_reported():
    with pytest.raises(DotUnavailable, match="failed"):
        dot.coordinates("digraph{")


def test_a_dot_that_cannot_be_started_is_reported(tmp_path):
    with pytest.raises(DotUnavailable, match="failed"):
        dot.run(tmp_path / "nothing", TWO_BOXES)


def test_a_dot_that_takes_too_long_is_stopped(script, monkeypatch):
    monkeypatch.setattr(dot, "SECONDS", 0.1)
    with pytest.raises(DotUnavailable, match="slow"):
        dot.run(script("exec sleep 60"), TWO_BOXES)


def test_a_dot_that_is_killed_for_its_processor_time_was_slow(script):
    with pytest.raises(DotUnavailable, match="slow"):
        dot.run(script("kill -9 $$"), TWO_BOXES)


def test_dot_runs_under_limits_of_processor_time_and_memory(script):
    seconds, memory = dot.run(script("ulimit -t; ulimit -v"), "").split()
    assert int(seconds) == dot.CPU_SECONDS
    if sys.platform == "linux":
        assert int(memory) == dot.MEMORY_KIB


def test_no_more_than_two_run_at_a_time_and_the_next_waits_only_so_long(monkeypatch):
    release, both_inside = Event(), Barrier(dot.PROCESSES + 1)

    def occupying(_binary, _text):
        both_inside.wait(10)
        release.wait(10)
        return ""

    monkeypatch.setattr(dot, "run", occupying)
    monkeypatch.setattr(dot, "program", lambda: Path("dot"))
    monkeypatch.setattr(dot, "SECONDS", 0.05)
    threads = [Thread(target=dot.coordinates, args=("",)) for _ in range(dot.PROCESSES)]
    for thread in threads:
        thread.start()
    both_inside.wait(10)
    with pytest.raises(DotUnavailable, match="busy"):
        dot.coordinates("")
    release.set()
    for thread in threads:
        thread.join(10)
    monkeypatch.setattr(dot, "run", lambda _binary, text: text)
    assert dot.coordinates("free again") == "free again"


def test_every_run_is_counted():
    dot.program()
    before = dot.processes_started()
    dot.coordinates(TWO_BOXES)
    dot.coordinates(TWO_BOXES)
    assert dot.processes_started() == before + 2
