"""Paths: their contributions sum to the gradient, their number is exact, and the largest are found without all."""

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

import engine
from engine.path_sums import Listed, path_sum
from engine.paths import BEST, PathFinder
from tests.engine.dags import programs

DOUBLING = "x = 1; y = x\nfor i in range({}): y = y·x + y"


def finder(program: str, name: str = "x") -> PathFinder:
    traced = engine.trace(program)
    return PathFinder(traced, next(leaf.id for leaf in traced.graph.leaves if leaf.name == name))


def reachable_leaves(program: str) -> list[str]:
    return [leaf.name for leaf in engine.trace(program).graph.leaves]


def by_brute_force(found: PathFinder) -> list[list[str]]:
    """All paths, by walking the graph from the leaf to the output; edge by edge, as ids."""
    if found.start == found.graph.output:
        return [[]]
    paths = nx.all_simple_edge_paths(found.graph.to_networkx(), found.start, found.graph.output)
    return [[f"{head}.{argnum}" for _, head, argnum in reversed(path)] for path in paths]


@given(programs())
def test_the_contributions_of_all_paths_sum_to_the_gradient(program):
    for name in reachable_leaves(program):
        found = path_sum(engine.trace(program), name)
        total = sum(float(path.contribution) for path in found.paths) + float(found.rest)
        scale = sum(abs(float(path.contribution)) for path in found.paths) + abs(float(found.gradient)) + 1
        assert abs(total - float(found.gradient)) <= 1e-12 * scale


@given(programs())
def test_the_paths_are_those_of_brute_force_and_so_is_their_number(program):
    for name in reachable_leaves(program):
        found, expected = finder(program, name), by_brute_force(finder(program, name))
        assert found.counts == (len(expected), sum(map(len, expected)))
        if found.is_complete:
            assert sorted(path.edges for path in found.paths) == sorted(map(tuple, expected))


@given(programs(max_lines=10))
def test_the_largest_contributions_are_those_of_brute_force(program):
    found = finder(program, reachable_leaves(program)[0])
    products = [math.prod(found.factors[edge] for edge in path) for path in by_brute_force(found)]
    sizes = sorted(map(abs, products), reverse=True)
    listed = [abs(float(path.contribution)) for path in found.paths]
    assert listed == pytest.approx(sizes[: len(listed)], rel=1e-9, abs=1e-15)


def test_too_many_paths_to_list_are_counted_exactly():
    found = finder(DOUBLING.format(180))
    count, edges = found.counts
    assert count > 10**50
    assert isinstance(edges, int)
    assert len(found.paths) == BEST
    assert len(found.edges) == 4 * 180


def test_twice_as_many_paths_per_turn():
    """y·x + y has two paths into y and one into x, so p becomes 2p + 1."""
    expected = 1
    for turns in range(1, 60):
        expected = 2 * expected + 1
        assert finder(DOUBLING.format(turns)).counts[0] == expected


def test_the_rest_stands_for_the_paths_that_are_not_listed():
    found = path_sum(engine.trace(DOUBLING.format(30)), "x")
    assert found.listed == Listed.LARGEST
    assert float(sum(path.contribution for path in found.paths) + found.rest) == pytest.approx(float(found.gradient))


def test_a_path_is_the_chain_of_its_local_derivatives():
    found = path_sum(engine.trace("x = 0.5; a = x²; b = exp(a); y = sin(b)"), "x")
    (path,) = found.paths
    assert path.nodes == ("n3", "n2", "n1", "n0")
    assert path.symbols == r"\cos\left(b\right) \cdot b \cdot 2 \cdot x"
    assert path.numbers == r"0.2829 \cdot 1.284 \cdot 1 = 0.3632"
    assert (found.count, found.path_edges, found.edges, found.visited) == (1, 3, 3, 3)


def test_a_factor_one_is_left_out_of_the_symbols():
    assert path_sum(engine.trace("y = (x + 1)²"), "x").paths[0].symbols == r"2 \cdot u"


def test_in_numbers_every_edge_has_its_factor():
    (path,) = path_sum(engine.trace("x = 2; y = (1 − (x + 1))²"), "x").paths
    assert path.numbers == r"\left(-4\right) \cdot \left(-1\right) \cdot 1 = 4"
    assert len(path.edges) == 3
    assert path_sum(engine.trace("y = x + 1"), "x").paths[0].numbers == "1 = 1"


def test_a_minus_inside_a_product_takes_parentheses():
    assert path_sum(engine.trace("y = 2cos(x)"), "x").paths[0].symbols == r"2 \cdot \left(-\sin\left(x\right)\right)"


def test_paths_through_arrays_contribute_arrays_and_have_no_product_of_numbers():
    found = path_sum(engine.trace("x = [1, 2]; h = tanh(x); y = sum(h·x)"), "x")
    assert [path.numbers for path in found.paths] == [None, None]
    np.testing.assert_allclose(sum(path.contribution for path in found.paths), found.gradient, rtol=1e-12)


def test_of_too_many_paths_through_arrays_the_shortest_are_listed():
    found = path_sum(engine.trace("x = [1, 2]; y = x\nfor i in range(8): y = y·x + y\nsum(y)"), "x")
    assert (found.listed, len(found.paths)) == (Listed.SHORTEST, BEST)
    assert max(len(path.edges) for path in found.paths) <= 10
    np.testing.assert_allclose(sum(path.contribution for path in found.paths) + found.rest, found.gradient)


def test_where_no_gradient_passes_there_is_no_path():
    found = path_sum(engine.trace("x = 2; y = detach(x)·w"), "x")
    assert (found.count, found.paths, float(found.gradient)) == (0, (), 0)


def test_a_dead_relu_has_a_path_that_contributes_nothing():
    found = path_sum(engine.trace("x = -1; y = relu(x)"), "x")
    assert [float(path.contribution) for path in found.paths] == [0]


def test_an_unknown_leaf_is_refused_with_the_names_there_are():
    with pytest.raises(engine.EngineError) as error:
        path_sum(engine.trace("x·y"), "q")
    assert error.value.hint == "Choose one of: x, y."
