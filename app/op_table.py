"""The ops as readers see them: how each is written, and its value and derivative rules in LaTeX."""

import ast
from collections.abc import Mapping, Sequence
from functools import cache

from engine.op import Op, Term
from engine.ops import OPS
from engine.rules import Writer, Written, fold, parse
from engine.script import LATEX, TEXT

OUT, UPSTREAM = LATEX.term("y"), LATEX.term(r"\bar{y}")
"""How the rules write an op's own value and the gradient that arrives at it."""


@cache
def op_table() -> tuple[dict[str, object], ...]:
    """One entry per op, in the order of the engine's table; the fields are those of `answer_models.OpEntry`."""
    return tuple(_entry(op) for op in OPS.values())


def _entry(op: Op) -> dict[str, object]:
    return {
        "name": op.name,
        "operands": list(op.operands),
        "params": dict(op.params),
        "text": TEXT.apply(op, [TEXT.term(name) for name in op.operands], _own_names(op)).text,
        "value": LATEX.apply(op, [_symbol(name) for name in op.operands], _own_names(op)).text,
        "rules": [None if rule is None else _rule(op, rule) for rule in op.rules],
        "local": op.has_locals,
    }


def _own_names(op: Op) -> dict[str, str]:
    return {name: name for name in op.params}


def _rule(op: Op, rule: str) -> str:
    terms = {name: _symbol(name) for name in (*op.operands, *op.params)} | {"out": OUT, "g": UPSTREAM}
    return fold(parse(rule), _General(LATEX, {}), {name: Written(term) for name, term in terms.items()}).term.text


class _General(Writer):
    """Writes rules without operands at hand: what follows from their shapes stays a formula."""

    def static(self, expression: ast.expr) -> Written:
        return Written(_symbol(ast.unparse(expression)))

    def apply(self, name: str, operands: Sequence[Written], params: Mapping[str, ast.expr]) -> Written:
        if not params:
            return super().apply(name, operands, params)
        texts = {param: ast.unparse(expression) for param, expression in params.items()}
        return Written(self.script.apply(OPS[name], [operand.term for operand in operands], texts))


def _symbol(name: str) -> Term:
    """A name in LaTeX: a letter as a variable, a word upright."""
    return LATEX.term(name if len(name) == 1 else rf"\mathrm{{{name.replace('_', ' ')}}}")
