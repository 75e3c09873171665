"""What adds up to an entry, for every op of the table at the points where PyTorch's answers are recorded."""

from itertools import islice

import numpy as np
import pytest

from engine import addends
from engine.ops import OPS
from tests.engine.applied import Applied, applied
from tests.reference.answers import OPS_FILE, decode, load
from tests.reference.questions import params_of

RECORDED = load(OPS_FILE)
PRODUCTS = ("matmul", "matvec", "vecmat", "dot", "outer", "einsum", "conv1d", "conv2d")
SUMS = (*PRODUCTS, "sum", "mean", "avg_pool", "cumsum", "scatter")
MOVES = ("index", "reshape", "transpose", "flip", "roll", "concatenate", "stack", "broadcast_to", "unfold")
CHOICES = ("amax", "max_along", "min_along", "sort", "max_pool")
MOST = 6


def samples(name: str):
    """One point of each variant of the op."""
    seen = set()
    for variant, operands, weights, *_ in RECORDED[name]:
        if variant not in seen and np.isfinite(decode(weights)).all():
            seen.add(variant)
            ours = applied(name, [decode(operand) for operand in operands], params_of(OPS[name], variant))
            yield ours, decode(weights)


def entries(value) -> list[tuple[int, ...]]:
    return list(np.ndindex(np.shape(value)))


def total(found) -> float:
    return sum(addend.value * addend.factor for addend in found)


def same(found: float, expected) -> bool:
    return bool(np.isclose(found, expected, rtol=1e-9, atol=1e-12, equal_nan=True))


@pytest.mark.parametrize("name", [name for name, op in OPS.items() if any(op.rules)])
def test_the_addends_of_a_gradient_add_up_to_it(name: str):
    differing = []
    for ours, weights in islice(samples(name), MOST):
        output, upstream = ours.graph[ours.graph.output], np.broadcast_to(weights, ours.value.shape)
        gradients = ours.gradients(upstream)
        if not all(np.isfinite(gradient).all() for gradient in gradients):
            continue
        for argnum, gradient in enumerate(gradients):
            for index in entries(gradient):
                found = addends.of_contribution(ours.graph, output, argnum, index, upstream)
                if not same(total(found), np.asarray(gradient)[index]):
                    differing.append((argnum, index, found, gradient))
    assert differing == []


@pytest.mark.parametrize("name", [*SUMS, *MOVES, *CHOICES])
def test_the_addends_of_a_value_add_up_to_it(name: str):
    for ours, _ in islice(samples(name), MOST):
        for index, found in values(ours):
            assert found is not None, index
            assert same(total(found), np.asarray(ours.value)[index])


@pytest.mark.parametrize("name", [*MOVES, *CHOICES])
def test_a_moved_or_chosen_entry_is_one_addend_or_none(name: str):
    for ours, _ in islice(samples(name), MOST):
        assert all(len(found or ()) <= 1 for _, found in values(ours))


def values(ours: Applied):
    output = ours.graph[ours.graph.output]
    return [(index, addends.of_value(ours.graph, output, index)) for index in entries(ours.value)]


@pytest.mark.parametrize("name", PRODUCTS)
def test_the_factors_of_a_product_are_entries_of_the_other_operand(name: str):
    for ours, _ in islice(samples(name), MOST):
        for _, found in values(ours):
            for addend in found or ():
                assert addend.factor_place is not None
                other = np.asarray(ours.graph[ours.leaves[addend.factor_place.argnum]].value)
                assert other[addend.factor_place.index] == addend.factor


@pytest.mark.parametrize("name", ["softmax", "norm", "var", "prod", "logsumexp", "det"])
def test_what_is_no_sum_has_no_addends(name: str):
    ours = applied(name, [np.array([[1.0, 2.0], [4.0, 3.0]])], params_of(OPS[name], 0))
    assert [found for _, found in values(ours)] == [None] * len(values(ours))


def test_the_copies_of_a_broadcast_entry_are_found():
    assert addends.copies((2,), (3, 2), (1,)) == [(0, 1), (1, 1), (2, 1)]
    assert addends.copies((3, 1), (3, 2), (1, 0)) == [(1, 0), (1, 1)]
    assert addends.copies((), (2,), ()) == [(0,), (1,)]
    assert addends.source((3, 1), (4, 2, 1)) == (2, 0)


def test_an_entry_depends_on_its_row_of_a_softmax_only():
    ours = applied("softmax", [np.arange(6.0).reshape(2, 3)], {"axis": -1})
    output = ours.graph[ours.graph.output]
    assert addends.needed(ours.graph, output, 0, (1, 2)) == [(1, 0), (1, 1), (1, 2)]
