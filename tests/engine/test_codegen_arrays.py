"""Every op that moves or mixes entries, in generated code: what a kind of code can express is right."""

import numpy as np
import pytest

from engine.codegen.evaluations import Evaluation
from engine.codegen.kinds import Arrays, Batches, Floats
from engine.codegen.recording import CannotRecord
from engine.ops import OPS
from tests.engine.applied import applied
from tests.reference.questions import params_of, questions

STRUCTURAL = [op for op in OPS.values() if not op.has_locals]
ALWAYS = {"sum", "mean", "amax", "softmax", "log_softmax", "logsumexp", "matmul", "matvec", "dot", "norm", "index"}
"""What networks are made of has to be expressed in every kind of code."""


def compared(op, kind) -> int:
    """Check the value and the gradients of all recorded questions; how many the kind of code can express."""
    expressed = 0
    for question in questions(op):
        walked = applied(op.name, question.operands, params_of(op, question.variant))
        names = [walked.graph[leaf].name for leaf in walked.leaves]
        samples = {walked.graph[leaf].name: np.stack([walked.graph[leaf].value] * 2) for leaf in walked.leaves}
        try:
            code = Evaluation(walked.graph, names, [], [walked.graph.output], names, kind())
        except CannotRecord:
            continue
        found = code(samples, {})
        np.testing.assert_allclose(found[walked.graph.output][1], walked.value, rtol=1e-9, atol=1e-12)
        for name, gradient in zip(names, walked.gradients(), strict=True):
            np.testing.assert_allclose(found[name][1], gradient, rtol=1e-9, atol=1e-12)
        expressed += 1
    return expressed


@pytest.mark.parametrize("op", STRUCTURAL, ids=lambda op: op.name)
def test_code_on_one_samples_arrays_can_express_every_op(op):
    assert compared(op, Arrays) == len(list(questions(op)))


@pytest.mark.parametrize("op", STRUCTURAL, ids=lambda op: op.name)
@pytest.mark.parametrize("kind", [Floats, Batches])
def test_the_other_kinds_express_an_op_rightly_or_not_at_all(op, kind):
    expressed = compared(op, kind)
    if op.name in ALWAYS:
        assert expressed == len(list(questions(op)))
