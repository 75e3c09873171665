"""Values and gradients against what PyTorch answered, as recorded in ``tests/reference``."""

import numpy as np
import pytest

import engine
from engine.ops import OPS
from tests.engine.applied import applied
from tests.reference.answers import CONVENTIONS_FILE, OPS_FILE, decode, load, same
from tests.reference.conventions import CASES
from tests.reference.elementwise import OTHER_PARAMS
from tests.reference.questions import VARIANTS, params_of

RECORDED_OPS = load(OPS_FILE)
RECORDED_CASES = load(CONVENTIONS_FILE)


def rows(name: str):
    """For every recorded question the op applied to its operands, the weights, and PyTorch's value and gradients."""
    for variant, operands, weights, value, gradients in RECORDED_OPS[name]:
        ours = applied(name, [decode(operand) for operand in operands], params_of(OPS[name], variant))
        yield operands, ours, decode(weights), decode(value), [decode(gradient) for gradient in gradients]


def test_every_op_of_the_table_is_recorded():
    assert RECORDED_OPS.keys() == OPS.keys() == VARIANTS.keys()


@pytest.mark.parametrize("name", OPS)
def test_an_op_is_recorded_at_edges_and_random_points_of_every_variant(name):
    assert {row[0] for row in RECORDED_OPS[name]} == set(range(len(VARIANTS[name])))


def test_every_elementwise_op_with_params_is_recorded_with_other_ones():
    assert {name for name, op in OPS.items() if op.has_locals and op.params} == OTHER_PARAMS.keys()


@pytest.mark.parametrize("name", OPS)
def test_the_value_is_pytorchs(name):
    differing = [(at, ours.value, value) for at, ours, _, value, _ in rows(name) if not same(ours.value, value)]
    assert differing == []


@pytest.mark.parametrize("name", OPS)
def test_the_gradient_is_pytorchs(name):
    differing = []
    for at, ours, weights, _, theirs in rows(name):
        gradients = ours.gradients(weights)
        if not all(map(same, gradients, theirs)):
            differing.append((at, gradients, theirs))
    assert differing == []


def test_every_convention_is_recorded():
    assert RECORDED_CASES.keys() == {case.name for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_program_follows_pytorchs_convention(case):
    recorded = RECORDED_CASES[case.name]
    traced = engine.trace(case.program, {name: decode(value) for name, value in case.leaves.items()})
    assert same(traced.value, decode(recorded["value"]))
    assert np.signbit(traced.value) == np.signbit(decode(recorded["value"])) or np.isnan(traced.value)
    for name, gradient in recorded["gradients"].items():
        assert same(traced.gradients[name], decode(gradient)), name
