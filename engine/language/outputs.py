"""Which number of a program is differentiated, and where its backward pass starts."""

import re

import numpy as np

from engine.errors import EngineError
from engine.graph import Array, Graph
from engine.language.dependence import leaves_with_gradient
from engine.language.run import Run
from engine.language.type_words import described
from engine.language.values import PLAIN, Instance, Tensor
from engine.recorder import Draft

_LOSS = re.compile(r"(?i:(.*_)?(loss|cost|error|nll|mse|energy|objective)(_.*|\d*))|[LJE]")
"""What courses call the number that is to become small."""


def chosen_output(run: Run, name: str | None) -> Draft:
    """The node to differentiate: the one called ``name``, else what backward() was called on, else the last value.

    Raises EngineError where there is none.
    """
    if name is not None:
        return _named_output(run, name)
    if run.output is not None:
        return run.output
    last = _draft(run.last)
    if last is not None and _is_number(last):
        return last
    found = _instead_of_last(run, last)
    if found is not None:
        return found
    if last is not None:
        return last
    raise _nothing(run)


def has_no_variable(run: Run) -> bool:
    """Whether the program ends with a plain number and computes no other that could be differentiated."""
    return run.output is None and isinstance(run.last, PLAIN) and _instead_of_last(run, None) is None


def _instead_of_last(run: Run, last: Draft | None) -> Draft | None:
    """Another number, where the last value is none: a differentiated function's, the loss, the newest."""
    if run.differentiated is not None:
        return run.differentiated
    numbers = {name: draft for name, value in run.top.names.items() if (draft := _draft(value)) and _is_number(draft)}
    losses = [draft for name, draft in numbers.items() if _LOSS.fullmatch(name) and draft.op is not None]
    newest = [draft for draft in (*numbers.values(), run.last_number) if draft is not None and draft.op is not None]
    candidates = losses or ([draft for draft in newest if _is_number(draft)] if last is None else [])
    return max(candidates, key=lambda draft: draft.index, default=None)


def _is_number(draft: Draft) -> bool:
    """Whether a node is a single number, with a way for the gradient to some variable."""
    return np.size(draft.value) == 1 and any(leaf.name is not None for leaf in leaves_with_gradient(draft))


def _nothing(run: Run) -> EngineError:
    if run.last is None:
        return EngineError("no_result", (0, 0))
    if not isinstance(run.last, PLAIN):
        return EngineError("not_a_number", run.last_span, kind=described(run.last))
    return EngineError("nothing_to_differentiate", run.last_span, value=run.last)


def _named_output(run: Run, name: str) -> Draft:
    nodes = {key: _draft(value) for key, value in run.scope.names.items()}
    found = nodes.get(name)
    if found is None:
        names = ", ".join(key for key, node in nodes.items() if node is not None)
        raise EngineError("unknown_output", None, name=name, names=names)
    return found


def _draft(value: object) -> Draft | None:
    number = value.number if isinstance(value, Instance) else value
    return number.draft if isinstance(number, Tensor) else None


# --- around the chosen output --------------------------------------------------------------------------------------


def note_choice(run: Run, draft: Draft, graph: Graph) -> None:
    """Say which number was taken where the last line gives none."""
    is_plain_choice = draft is run.output or draft is run.differentiated or draft is _draft(run.last)
    if not is_plain_choice:
        run.recorder.span = draft.span
        run.note("output_chosen", name=draft.name or graph[graph.output].label)


def check_chosen_names(graph: Graph, run: Run) -> None:
    """A name that the program mentions may have a value although this run did not come by it."""
    known = run.recorder.leaf_names
    for name in (*run.values, *run.roles):
        if name not in known and name not in run.source.loaded:
            names = ", ".join(leaf.name or "" for leaf in graph.leaves)
            raise EngineError("unknown_value", None, name=name, names=names)


def seed_of(run: Run, output: Draft, graph: Graph, start: Array | None) -> Array:
    """The cotangent of the output: as given, as backward() was given it, or 1. Raises EngineError."""
    if start is None and run.output is output and run.seed is not None:
        return run.seed
    if start is None:
        if np.size(output.value) != 1:
            node = graph[graph.output]
            raise EngineError("output_not_scalar", node.span, name=node.label, shape=str(node.shape))
        return np.ones(output.shape)[()]
    if np.shape(start) != output.shape:
        raise EngineError("gradient_shape", None, shape=str(np.shape(start)), expected=str(output.shape))
    return start
