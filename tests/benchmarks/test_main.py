"""A measurement is judged by its target."""

import sys
import types

import pytest

from benchmarks.__main__ import main, verdict


@pytest.mark.parametrize(
    ("figure", "target", "expected"),
    [
        (0.15, "<= 0.15", "ok"),
        (0.16, "<= 0.15", "MISSED"),
        (6, ">= 6", "ok"),
        (5.9, ">= 6", "MISSED"),
        (1, "< 1", "MISSED"),
        (1, "> 1", "MISSED"),
        (12.3, "", ""),
    ],
)
def test_a_figure_meets_or_misses_its_target(figure, target, expected):
    assert verdict(figure, target) == expected


def test_a_missed_target_is_printed_and_fails_the_run(monkeypatch, capsys):
    module = types.ModuleType("benchmarks.bench_example")
    module.run = lambda: [("fast enough", 1.0, "< 2"), ("too slow, in ms", 3.0, "< 2")]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr("pkgutil.iter_modules", lambda path: [types.SimpleNamespace(name="bench_example")])
    assert main([]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("< 2      ok") and lines[1].endswith("< 2      MISSED")


def test_a_name_that_no_benchmark_has_is_refused(capsys):
    assert main(["nothing"]) == 1
    assert "no such benchmark" in capsys.readouterr().err
