"""The derivative of a small program in closed form, such as ``6(3x + 2)``, by a computer algebra system (SymPy).

The expression is built from the graph, op by op; no text is ever given to SymPy. Its work is bounded by the size of
the expression and by a number of function calls, so that it needs no clock. What does not come out short, or not
equal to the gradient of the backward pass, is left out.
"""

import math
import operator
import sys
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any, TypeVar

import numpy as np
import sympy
from sympy.core.parameters import distribute

from engine.graph import Graph, Node
from engine.lookup import leaf_named
from engine.trace import Trace

T = TypeVar("T")

_LARGEST = 80
"""Size of an expression written out as a tree, where a power counts as its factors."""
_MOST_CALLS = 400_000
"""Function calls SymPy may make at a time: a tenth of a second."""
_LONGEST = 24
"""Operations of a derivative that counts as short."""
_MOST_DIGITS = 6
"""Characters of a number that was typed, not computed."""
_TOLERANCE = 1e-9


class _Sigmoid(sympy.Function):  # type: ignore[misc]
    """σ, whose derivative is written with σ itself."""

    nargs = 1

    def fdiff(self, argindex: int = 1) -> sympy.Expr:
        return self * (1 - self)

    def _eval_evalf(self, prec: int) -> sympy.Expr:
        return (1 / (1 + sympy.exp(-self.args[0])))._eval_evalf(prec)

    def _latex(self, printer: Any, exp: str | None = None) -> str:
        power = "" if exp is None else f"^{{{exp}}}"
        return rf"\sigma{power}\left({printer._print(self.args[0])}\right)"


_FUNCTIONS: Mapping[str, Callable[..., sympy.Expr]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": operator.truediv,
    "neg": operator.neg,
    "power": operator.pow,
    "square": lambda a: a**2,
    "reciprocal": lambda a: 1 / a,
    "sqrt": sympy.sqrt,
    "rsqrt": lambda a: 1 / sympy.sqrt(a),
    "abs": sympy.Abs,
    "exp": sympy.exp,
    "expm1": lambda a: sympy.exp(a) - 1,
    "log": sympy.log,
    "log2": lambda a: sympy.log(a) / sympy.log(2),
    "log10": lambda a: sympy.log(a) / sympy.log(10),
    "log1p": lambda a: sympy.log(1 + a),
    "sin": sympy.sin,
    "cos": sympy.cos,
    "tan": sympy.tan,
    "asin": sympy.asin,
    "acos": sympy.acos,
    "atan": sympy.atan,
    "sinh": sympy.sinh,
    "cosh": sympy.cosh,
    "tanh": sympy.tanh,
    "asinh": sympy.asinh,
    "acosh": sympy.acosh,
    "atanh": sympy.atanh,
    "hypot": lambda a, b: sympy.sqrt(a**2 + b**2),
    "erf": sympy.erf,
    "sigmoid": _Sigmoid,
    "softplus": lambda a: sympy.log(1 + sympy.exp(a)),
    "silu": lambda a: a * _Sigmoid(a),
}
"""The ops that are smooth functions, in SymPy."""


class _TooMuchWork(BaseException):
    """Not an Exception, so that nothing inside SymPy takes it for one of its own."""


def closed_form(trace: Trace, leaf: str) -> str | None:
    """d output / d leaf in LaTeX; None where there is no short form. Raises EngineError for an unknown leaf."""
    graph, node = trace.graph, leaf_named(trace.graph, leaf)
    if trace.outcome.seed.shape != () or not _is_small(graph):
        return None
    symbols = {each.id: sympy.Symbol(each.name or each.id, real=True) for each in graph.leaves}
    derivative = _within_budget(lambda: _expression(graph, symbols).diff(symbols[node.id]))
    if derivative is None:
        return None
    factored = _within_budget(lambda: sympy.factor(derivative))
    shortest = min(derivative, derivative if factored is None else factored, key=lambda form: form.count_ops())
    names = {symbols[each.id]: each.symbol for each in graph.leaves}
    return _within_budget(lambda: _written(trace, node, shortest, symbols, names))


def _written(
    trace: Trace,
    node: Node,
    derivative: sympy.Expr,
    symbols: Mapping[str, sympy.Symbol],
    names: Mapping[sympy.Symbol, str],
) -> str | None:
    if not _is_short(derivative) or not _equals_gradient(trace, node, derivative, symbols):
        return None
    return str(sympy.latex(derivative, ln_notation=True, symbol_names=names))


def _expression(graph: Graph, symbols: Mapping[str, sympy.Symbol]) -> sympy.Expr:
    expressions: dict[str, sympy.Expr] = {}
    for node in graph:
        operands = [expressions[tail] for tail in node.operands]
        if node.id in symbols:
            expressions[node.id] = symbols[node.id]
        elif not any(operand.free_symbols & set(symbols.values()) for operand in operands):
            expressions[node.id] = _number(float(node.value))
        else:
            expressions[node.id] = _FUNCTIONS[node.op or ""](*operands)
    return expressions[graph.output]


def _number(value: float) -> sympy.Expr:
    """A number as it was typed: 0.1 is one tenth. One of many digits is a fraction of π, or a symbol of no name."""
    if value == 0 or (len(repr(value)) <= _MOST_DIGITS and 1e-6 <= abs(value) <= 1e6):
        return sympy.Rational(repr(value))
    if value == math.e:
        return sympy.E
    if math.isfinite(value) and abs(value) <= 1e6:
        twelfths = value / math.pi * 12
        if math.isclose(twelfths, round(twelfths), rel_tol=1e-14):
            return sympy.Rational(round(twelfths), 12) * sympy.pi
    return sympy.Dummy(real=True)


def _is_small(graph: Graph) -> bool:
    """Whether the graph is one of single numbers and smooth functions, and small when written out as a tree."""
    sizes: dict[str, float] = {}
    for node in graph:
        if node.shape != () or not (node.is_leaf or node.op in _FUNCTIONS):
            return False
        sizes[node.id] = _power(graph, node) * (1 + sum(sizes[tail] for tail in node.operands))
    return sizes[graph.output] <= _LARGEST


def _power(graph: Graph, node: Node) -> float:
    """How many factors a power by a number has."""
    if node.op == "square":
        return 2
    if node.op != "power" or not graph[node.operands[1]].is_folded:
        return 1
    return max(1.0, abs(float(graph[node.operands[1]].value)))


def _is_short(derivative: sympy.Expr) -> bool:
    return int(derivative.count_ops()) <= _LONGEST and not derivative.has(sympy.Derivative, sympy.Dummy, sympy.nan)


def _equals_gradient(trace: Trace, node: Node, derivative: sympy.Expr, symbols: Mapping[str, sympy.Symbol]) -> bool:
    values = {symbols[leaf.id]: float(leaf.value) for leaf in trace.graph.leaves}
    value = derivative.evalf(subs=values)
    gradient = float(trace.cotangent(node))
    if not (value.is_Float or value.is_Integer or value.is_Rational) or not math.isfinite(gradient):
        return False
    expected = float(value) * float(trace.outcome.seed)
    return bool(np.isclose(expected, gradient, rtol=_TOLERANCE, atol=_TOLERANCE))


def _within_budget(work: Callable[[], T]) -> T | None:
    """What ``work`` comes to; None where this thread would make more function calls for it than the budget allows."""
    left = _MOST_CALLS

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise _TooMuchWork

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        with distribute(False):
            return work()
    except (_TooMuchWork, RecursionError):
        return None
    finally:
        sys.setprofile(before)
