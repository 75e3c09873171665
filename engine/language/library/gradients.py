"""Where a backward pass starts, and gradients as nodes of the graph."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.gradient_graph import gradient_drafts
from engine.language.run import Run
from engine.language.values import Tensor
from engine.limits import MAX_NODES


def seed_of(run: Run, a: Tensor, gradient: Any) -> Any:
    """Where the backward pass from ``a`` starts: as given, 1 for a single number, else what the person chose."""
    if gradient is None and np.size(a.value) == 1:
        return np.ones(a.shape)[()]
    seed = run.start if gradient is None else run.draft(gradient).value
    if seed is None:
        raise EngineError("backward_needs_gradient", run.recorder.span, shape=str(a.shape))
    if np.shape(seed) != a.shape:
        raise EngineError("gradient_shape", run.recorder.span, shape=str(np.shape(seed)), expected=str(a.shape))
    return seed


def as_nodes(run: Run, output: Tensor, targets: Sequence[Tensor], start: Any = None) -> list[Tensor]:
    """The gradient of ``output`` in every target, as nodes of the graph."""
    seed = run.recorder.constant(seed_of(run, output, None)) if start is None else run.draft(start)
    if len(run.recorder.reaching(output.draft)) > MAX_NODES:
        raise EngineError("too_many_nodes", run.recorder.span, limit=MAX_NODES)
    drafts = gradient_drafts(run.recorder, output.draft, [target.draft for target in targets], seed)
    return [Tensor(draft, flavour=output.flavour) for draft in drafts]
