"""The ledger of a node accounts for its gradient, contribution by contribution."""

import numpy as np
import pytest
from hypothesis import given

import engine
from engine.ledger import ledger
from tests.engine.dags import programs


def ledger_of(program: str, name: str):
    traced = engine.trace(program)
    return ledger(traced, next(node.id for node in traced.graph if node.name == name))


def test_the_two_edges_of_x_times_x_are_two_rows():
    found = ledger_of("x = 3; y = x·x", "x")
    assert [row.edge for row in found.rows] == ["n1.0", "n1.1"]
    assert [float(row.contribution) for row in found.rows] == [3, 3]
    assert found.total == "3 + 3 = 6"


def test_a_row_says_where_it_comes_from():
    (row,) = ledger_of("x = 2; u = x²; y = sin(u)", "x").rows
    assert (row.consumer, row.argnum, float(row.local), row.local_symbols) == ("n1", 0, 4, r"2 \cdot x")
    assert row.contribution == row.upstream * row.local


def test_the_step_of_a_row_is_the_one_that_adds_it():
    traced = engine.trace("x = 3; y = x·x + sin(x)")
    for row in ledger(traced, "n0").rows:
        step = traced.steps[row.step]
        assert row.edge in step.edges
        assert float(row.running) in [float(write.value) for write in step.writes]


def test_the_output_begins_with_the_seed_and_has_no_rows():
    found = ledger_of("x = 3; y = x·x", "y")
    assert (float(found.seed), found.rows, float(found.gradient)) == (1, (), 1)


def test_a_leaf_has_a_value_that_no_op_made():
    assert ledger_of("x = 3; y = x·x", "x").value_formula is None
    assert ledger_of("x = 3; y = x·x", "y").value_formula.numbers == r"3 \cdot 3"


def test_ops_on_arrays_have_rows_without_a_local_derivative():
    (row,) = ledger_of("x = np.array([1, 2]); y = x.sum()", "x").rows
    assert (row.local, row.local_symbols) == (None, None)
    assert row.contribution.tolist() == [1, 1]


def test_a_node_that_does_not_exist_is_refused():
    with pytest.raises(engine.EngineError, match="no node 'n9'"):
        ledger(engine.trace("x²"), "n9")


@given(programs())
def test_every_ledger_adds_up(program):
    traced = engine.trace(program)
    for node in traced.graph:
        if node.is_folded:
            continue
        found = ledger(traced, node.id)
        parts = [row.contribution for row in found.rows] + ([found.seed] if found.seed is not None else [])
        np.testing.assert_allclose(sum(parts, np.float64(0)), found.gradient, rtol=1e-12, atol=1e-12)
        for row in found.rows:
            np.testing.assert_allclose(row.upstream * row.local, row.contribution, rtol=1e-12, atol=1e-12)
        if found.rows:
            assert found.rows[-1].running == pytest.approx(found.gradient, rel=1e-12, abs=1e-12)
