"""What a learner types as an answer: a number, a list, or an expression such as ``-2.26*1.1``."""

import ast
from collections.abc import Mapping

import numpy as np

from engine.errors import EngineError
from engine.graph import Array
from engine.language.expressions import evaluate
from engine.language.prelude import prelude
from engine.language.run import Run
from engine.language.source import read
from engine.language.values import Scope, Tensor
from engine.limits import MAX_NESTING


def read_answer(text: str, known: Mapping[str, Array] | None = None) -> Array:
    """The value of an expression in the program's own language; it may use the ``known`` values by name.

    Raises EngineError for what cannot be read, for other names, and for anything but one expression.
    """
    source = read(text)
    match source.tree.body:
        case [ast.Expr(value=expression)]:
            pass
        case _:
            raise EngineError("answer_not_expression", (0, len(text)))
    run = Run(source, {}, {}, Scope(parent=prelude()))
    names = {name: run.constant(value) for name, value in (known or {}).items()}
    run.scope.names.update(names)
    try:
        with np.errstate(all="ignore"):
            draft = run.draft(evaluate(run, expression))
    except RecursionError:
        raise EngineError("nested_too_deeply", None, limit=MAX_NESTING) from None
    _refuse_unknown(run, expression, names)
    return draft.value


def _refuse_unknown(run: Run, expression: ast.expr, known: Mapping[str, Tensor]) -> None:
    """The language takes a name it does not know for an input; an answer has no inputs."""
    unknown = run.scope.names.keys() - known.keys()
    for node in ast.walk(expression):
        if isinstance(node, ast.Name) and node.id in unknown:
            raise EngineError("unknown_name", run.source.span(node), name=node.id)
