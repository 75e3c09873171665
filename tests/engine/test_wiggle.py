"""Nudges: what the gradient predicts and what happens agree ever better, the smaller the nudge."""

import math

import pytest
from hypothesis import assume, given

import engine
from engine.wiggle import LADDER, wiggle
from tests.engine.dags import programs


def test_a_square_is_missed_by_the_square_of_the_nudge():
    found = wiggle(engine.trace("x = 3; y = x²"), "x")
    assert (found.value, found.output, found.gradient) == (3, 9, 6)
    assert [rung.nudge for rung in found.ladder] == list(LADDER)
    for rung in found.ladder:
        assert rung.predicted == pytest.approx(6 * rung.nudge)
        assert rung.gap == pytest.approx(rung.nudge**2, rel=1e-2)


def test_a_line_is_predicted_exactly():
    assert all(abs(rung.gap) < 1e-15 for rung in wiggle(engine.trace("x = 3; y = 2x"), "x").ladder)


def test_an_entry_of_an_array_is_nudged_alone():
    traced = engine.trace("x = [1, 2]; y = sum(x²)")
    assert wiggle(traced, "x", [1]).gradient == 4
    assert wiggle(traced, "x").index == (0,)


def test_the_error_of_the_central_difference_falls_and_rises_again():
    curve = wiggle(engine.trace("x = 0.7; y = sin(x)"), "x").curve
    best = min(curve, key=lambda point: point.error)
    assert 1e-8 < best.step < 1e-3
    assert curve[0].error > 1e3 * best.error < curve[-1].error


def test_a_detached_value_stays_where_it_was():
    found = wiggle(engine.trace("x = 3; y = detach(x)·x"), "x")
    assert (found.gradient, found.ladder[0].real) == (3, pytest.approx(0.3))


def test_a_nudge_out_of_the_domain_is_no_number():
    assert math.isnan(wiggle(engine.trace("x = -1; y = ln(x)"), "x").ladder[0].real)


@pytest.mark.parametrize("index", [[2], [0, 0], [-1]])
def test_an_entry_that_does_not_exist_is_refused(index):
    with pytest.raises(engine.EngineError, match="has no entry"):
        wiggle(engine.trace("x = [1, 2]; y = sum(x²)"), "x", index)


@given(programs(max_lines=5))
def test_the_gap_shrinks_with_the_square_of_the_nudge(program):
    traced = engine.trace(program)
    for leaf in traced.graph.leaves:
        found = wiggle(traced, leaf.name)
        assume(max(abs(rung.real) for rung in found.ladder) < 1e3)
        curvature = abs(found.ladder[2].gap) / found.ladder[2].nudge ** 2
        assert abs(found.ladder[4].gap) <= (2 * curvature + 10) * found.ladder[4].nudge ** 1.5
