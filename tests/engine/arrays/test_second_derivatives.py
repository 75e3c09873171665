"""Every rule as nodes of the graph: differentiated again it agrees with PyTorch, or says why it cannot be."""

import numpy as np
import pytest

from engine.gradient_graph import gradient_drafts
from engine.graph import Array
from engine.ops import OPS
from engine.passes import reverse
from engine.recorder import Recorder
from tests.reference.answers import decode, load
from tests.reference.questions import params_of
from tests.reference.second_derivatives import SECOND_FILE, Point, points

RECORDED = load(SECOND_FILE)


TOLERANCES = {"binary_cross_entropy": 1e-8}
"""Near 0 and 1 PyTorch's second derivative shows the bound that it puts below a·(1 − a)."""


def params(point: Point) -> dict:
    """The params of a point; numbers that formulas reckon with are floats, as the language makes them."""
    given = params_of(OPS[point.op], point.variant)
    return {name: float(value) if name == "correction" else value for name, value in given.items()}


def differentiated(point: Point) -> list[Array]:
    """The derivative of the op's gradients along the point's directions, by operand."""
    op, recorder = OPS[point.op], Recorder()
    leaves = [recorder.leaf(f"x{argnum}", operand) for argnum, operand in enumerate(point.operands)]
    with np.errstate(all="ignore"):
        out = recorder.apply(op.name, leaves, params(point))
        seed = recorder.constant(np.broadcast_to(point.weights, out.shape))
        gradients = gradient_drafts(recorder, out, leaves, seed)
        terms = [
            recorder.apply("sum", [recorder.apply("mul", [gradient, recorder.constant(way)])])
            for gradient, way in zip(gradients, point.directions, strict=True)
        ]
        slope = terms[0]
        for term in terms[1:]:
            slope = recorder.apply("add", [slope, term])
        graph, drafts = recorder.assemble(slope)
        cotangents = reverse(graph).cotangents
    ids = {draft: node.id for node, draft in zip(graph, drafts, strict=True)}
    return [cotangents.get(ids.get(leaf, ""), np.zeros(leaf.shape)) for leaf in leaves]


def test_every_op_is_recorded():
    assert RECORDED.keys() == OPS.keys()


@pytest.mark.parametrize("name", OPS)
def test_the_second_derivative_exists_and_is_pytorchs(name):
    for point, answer in zip(points(OPS[name]), RECORDED[name], strict=True):
        found = differentiated(point)
        assert all(np.all(np.isfinite(ours)) for ours in found), point
        for ours, theirs in zip(found, answer or [], strict=bool(answer)):
            scale = max(1.0, float(np.max(np.abs(decode(theirs)), initial=0.0)))
            assert np.allclose(ours, decode(theirs), 0.0, TOLERANCES.get(name, 1e-9) * scale), point


def test_the_third_derivative_of_the_sine_of_a_cube_has_its_closed_form():
    x = 0.7
    recorder = Recorder()
    leaf = recorder.leaf("x", x)
    value = recorder.apply("sin", [recorder.apply("power", [leaf, recorder.constant(3.0)])])
    for _ in range(2):
        (value,) = gradient_drafts(recorder, value, [leaf], recorder.constant(1.0))
    graph = recorder.graph(value)
    third = reverse(graph).cotangents[graph.leaves[0].id]
    c, s = np.cos(x**3), np.sin(x**3)
    assert third == pytest.approx(6 * c - 54 * x**3 * s - 27 * x**6 * c, rel=1e-12)
