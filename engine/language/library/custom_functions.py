"""``torch.autograd.Function``: a forward pass with a backward pass that the program writes itself.

Where the program's gradient is the gradient of its forward pass, the graph is that of the forward pass. Where it is
not, as in a straight-through estimator, the result is written as value + J·(x − detach(x)), which has the value of the
forward pass and the program's gradient: J holds what its ``backward`` says for each entry of the result.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language.calls import call
from engine.language.library.arguments import tensor
from engine.language.operations import operate
from engine.language.run import Run
from engine.language.values import Class, Instance, Tensor
from engine.passes import reverse


def apply_function(run: Run, kind: Class, context: Instance, *inputs: Any) -> Any:
    """``kind.apply(*inputs)``."""
    result = _forward(run, kind, context, inputs)
    backward = kind.find("backward")
    if backward is None or not isinstance(result, Tensor) or not run.records_gradients:
        return result
    asker = _Asker(run, backward, context, result, inputs)
    if asker.agrees():
        return result
    run.note("custom_gradient", name=kind.name)
    return asker.with_own_gradient()


def _forward(run: Run, kind: Class, context: Instance, inputs: Sequence[Any]) -> Any:
    forward, setup = kind.find("forward"), kind.find("setup_context")
    if forward is None:
        raise EngineError("unknown_attribute", run.recorder.span, owner=kind.name, name="forward")
    if setup is None:
        return call(run, forward, (context, *inputs), {})
    result = call(run, forward, inputs, {})
    call(run, setup, (context, tuple(inputs), result), {})
    return result


class _Asker:
    """Asks a program's backward pass for gradients, and compares them with those of its forward pass."""

    def __init__(self, run: Run, backward: Any, context: Instance, result: Tensor, inputs: Sequence[Any]) -> None:
        self.run, self.backward, self.context, self.result = run, backward, context, result
        self.inputs = [one if isinstance(one, Tensor) else None for one in inputs]

    def _asked(self, cotangent: Any) -> list[Any]:
        """What the program's backward pass gives each input for this upstream gradient; None where it gives nothing."""
        with self.run.recording(False):
            found = call(self.run, self.backward, (self.context, self.run.constant(cotangent, flavour="torch")), {})
        parts = list(found) if isinstance(found, tuple) else [found]
        parts += [None] * (len(self.inputs) - len(parts))
        return [self._fitting(part, one) for part, one in zip(parts, self.inputs, strict=False)]

    def _fitting(self, part: Any, one: Tensor | None) -> Any:
        if part is None or one is None:
            return None
        value = tensor(self.run, part).value
        if np.shape(value) != one.shape:
            span = self.run.recorder.span
            raise EngineError("gradient_shape", span, shape=str(np.shape(value)), expected=str(one.shape))
        return value

    def agrees(self) -> bool:
        """Whether both gradients are the same for two upstream gradients."""
        graph, drafts = self.run.recorder.skeleton(self.result.draft)
        ids = {draft: node.id for node, draft in zip(graph, drafts, strict=True)}
        for cotangent in self._cotangents():
            cotangents = reverse(graph, cotangent).cotangents
            for one, own in zip(self.inputs, self._asked(cotangent), strict=True):
                if one is None or (one.draft.op is None and one.draft.name is None):
                    continue
                true = cotangents.get(ids.get(one.draft, ""), np.zeros(one.shape))
                if not np.allclose(true, 0.0 if own is None else own, rtol=1e-6, atol=1e-9, equal_nan=True):
                    return False
        return True

    def _cotangents(self) -> tuple[Any, Any]:
        ones = np.ones(self.result.shape)
        return ones[()], np.linspace(-0.7, 1.3, ones.size).reshape(ones.shape)[()]

    def with_own_gradient(self) -> Tensor:
        """The result of the forward pass, whose gradients are those the program's backward pass gives."""
        run, size = self.run, int(np.size(self.result.value))
        run.recorder.check_size(
            (size, max((int(np.size(one.value)) for one in self.inputs if one is not None), default=1))
        )
        rows = [self._asked(unit.reshape(self.result.shape)[()]) for unit in np.eye(size)]
        made = run.apply("detach", self.result)
        for place, one in enumerate(self.inputs):
            if one is None or all(row[place] is None for row in rows):
                continue
            jacobian = np.array([np.zeros(one.shape) if row[place] is None else row[place] for row in rows])
            made = operate(run, "add", made, self._term(jacobian.reshape(size, -1), one))
        made.flavour = "torch"
        return made

    def _term(self, jacobian: np.ndarray, one: Tensor) -> Tensor:
        """J·(x − detach(x)), entry by entry where no entry of the result depends on another entry of x."""
        run, moved = self.run, operate(self.run, "sub", one, self.run.apply("detach", one))
        if one.shape == self.result.shape and np.array_equal(jacobian, np.diag(np.diag(jacobian))):
            return run.apply("mul", run.constant(np.diag(jacobian).reshape(one.shape)), moved)
        flat = run.apply("reshape", moved, shape=(jacobian.shape[1],))
        return run.apply("reshape", run.apply("matvec", run.constant(jacobian), flat), shape=self.result.shape)
