"""The interpreters of the formulas in the op table.

A formula is parsed once; ``fold`` walks it and hands every op application to an *algebra*. Each algebra is
one reading of the same string: NumPy code that computes it (``CodeWriter``), text or LaTeX in symbols or in
numbers (``Writer``), and nodes of a graph that can be differentiated again (``gradient_graph``). They cannot
disagree about what the formula says.
"""

import ast
import copy
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, Protocol, TypeVar

import numpy as np

from engine.graph import Array
from engine.kernels import NAMESPACE
from engine.numbers import rounded
from engine.op import Op, Term
from engine.ops import OPS
from engine.script import Script

T = TypeVar("T")

_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.Pow: "power", ast.MatMult: "matmul",
    ast.USub: "neg", ast.Gt: "greater", ast.Lt: "less", ast.GtE: "greater_equal", ast.LtE: "less_equal",
    ast.Eq: "equal", ast.NotEq: "not_equal",
}  # fmt: skip


class Algebra(Protocol[T]):
    """One reading of formulas: what a constant and what an op application become."""

    def constant(self, value: Any) -> T:
        """A number written in the formula."""
        ...

    def static(self, expression: ast.expr) -> T:
        """A number known from shapes and params alone, such as ``count(shape_of(a), axis)``."""
        ...

    def apply(self, name: str, operands: Sequence[T], params: Mapping[str, ast.expr]) -> T:
        """The op ``name`` applied to operands read before; ``params`` are static expressions."""
        ...


@cache
def parse(formula: str) -> ast.expr:
    """The syntax tree of a formula of the table."""
    return ast.parse(formula, mode="eval").body


def fold(expression: ast.expr, algebra: Algebra[T], names: Mapping[str, T]) -> T:
    """Read ``expression`` with ``algebra``; ``names`` gives the reading of operands, params, ``out`` and ``g``."""
    match expression:
        case ast.Name(id=name):
            return names[name]
        case ast.Constant(value=value):
            return algebra.constant(value)
        case ast.Call(func=ast.Name(id=name)) if name not in OPS:
            return algebra.static(expression)
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=keywords):
            params = {keyword.arg or "": keyword.value for keyword in keywords}
        case ast.BinOp(left=left, op=operator, right=ast.Constant(value=2)) if isinstance(operator, ast.Pow):
            name, arguments, params = "square", [left], {}
        case ast.BinOp(left=left, op=operator, right=right):
            name, arguments, params = _OPERATORS[type(operator)], [left, right], {}
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            name, arguments, params = _OPERATORS[type(operator)], [left, right], {}
        case ast.UnaryOp(operand=operand, op=operator):
            name, arguments, params = _OPERATORS[type(operator)], [operand], {}
        case _:
            raise ValueError(f"a formula of the op table holds {ast.unparse(expression)!r}")
    return algebra.apply(name, [fold(argument, algebra, names) for argument in arguments], params)


# --- the pull-back: upstream gradient -> contribution to one operand ----------------------------------------


@cache
def pull_back_formula(name: str, argnum: int) -> ast.expr | None:
    """The VJP of op ``name`` towards operand ``argnum``, over ``g``; None where no gradient passes."""
    op = OPS[name]
    rule = op.rule(argnum)
    if rule is None:
        return None
    return _times_upstream(parse(rule)) if op.has_locals else parse(rule)


def _times_upstream(local: ast.expr) -> ast.expr:
    """``g`` times a local derivative, moved inside a choice so that a branch not taken adds 0 and not NaN."""
    match local:
        case ast.Constant(value=0):
            return local
        case ast.Constant(value=1):
            return ast.Name("g")
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return ast.UnaryOp(ast.USub(), _times_upstream(operand))
        case ast.BinOp(left=ast.Constant() | ast.UnaryOp(operand=ast.Constant()) as left, op=ast.Div(), right=right):
            return ast.BinOp(_times_upstream(left), ast.Div(), right)
        case ast.Call(func=ast.Name(id="where"), args=[condition, if_true, if_false]):
            branches = [condition, _times_upstream(if_true), _times_upstream(if_false)]
            return ast.Call(ast.Name("where"), branches, [])
    return ast.BinOp(ast.Name("g"), ast.Mult(), local)


def unbroadcast(cotangent: Array, shape: tuple[int, ...]) -> Array:
    """``cotangent`` as one of ``shape``: summed over the axes along which the operand was copied.

    The one place where broadcasting is undone. A cotangent smaller than ``shape`` (a constant rule) is copied.
    """
    if not shape and isinstance(cotangent, np.float64):
        return cotangent
    present = np.shape(cotangent)
    if present == shape:
        return np.float64(cotangent) if isinstance(cotangent, int | float) else cotangent
    surplus = len(present) - len(shape)
    if surplus < 0:
        return np.broadcast_to(cotangent, shape)
    copied = tuple(surplus + axis for axis, size in enumerate(shape) if size == 1 != present[surplus + axis])
    summed = np.sum(cotangent, axis=(*range(surplus), *copied), keepdims=True)
    return np.broadcast_to(summed.reshape(summed.shape[surplus:]), shape)[()]


# --- reading 1: NumPy code -----------------------------------------------------------------------------------


class _Substitution(ast.NodeTransformer):
    def __init__(self, names: Mapping[str, ast.expr]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return copy.deepcopy(self.names.get(node.id, node))


class CodeWriter:
    """Reads a formula as the syntax tree of a NumPy expression, through the ``compute`` column."""

    def constant(self, value: float) -> ast.expr:
        return ast.Constant(value)

    def static(self, expression: ast.expr) -> ast.expr:
        return expression

    def apply(self, name: str, operands: Sequence[ast.expr], params: Mapping[str, ast.expr]) -> ast.expr:
        op = OPS[name]
        if op.is_variadic:
            operands = [ast.Tuple(list(operands), ast.Load())]
        defaults = {param: ast.Constant(value) for param, value in op.params.items()}
        names = {**defaults, **params, **dict(zip(op.operands, operands, strict=True))}
        written: ast.expr = _Substitution(names).visit(copy.deepcopy(parse(op.compute)))
        return written


def _function(arguments: Sequence[str], body: ast.expr) -> Callable[..., Array]:
    """A Python function out of an expression of the op table (never of anything a person typed)."""
    code = f"lambda {', '.join(arguments)}: {ast.unparse(body)}"
    function: Callable[..., Array] = eval(code, dict(NAMESPACE))  # the table is ours
    return function


def _parameters(op: Op) -> tuple[str, ...]:
    """How a function over an op's own names takes them: operands in order, params by keyword."""
    return (
        "*" * op.is_variadic + ", ".join(op.operands),
        *([] if op.is_variadic else ["*"] * bool(op.params)),
        *op.params,
    )


def _over_own_names(
    op: Op, leading: tuple[str, ...], formula: ast.expr, argnum: int | None = None
) -> Callable[..., Array]:
    """A formula over an op's operands, params, ``out`` and ``g`` (and its ``argnum``) as a function."""
    names = {name: ast.Name(name) for name in (*op.operands, *op.params, "out", "g")}
    body = _Substitution({"argnum": ast.Constant(argnum)}).visit(fold(formula, CodeWriter(), names))
    return _function((*leading, *_parameters(op)), body)


@cache
def computation(name: str) -> Callable[..., Array]:
    """The value of op ``name`` as a function of its operands and, by keyword, its params."""
    op = OPS[name]
    return _function(_parameters(op), parse(op.compute))


@cache
def pull_back(name: str, argnum: int) -> Callable[..., Array] | None:
    """The VJP as a function of (g, out, operands…, params by keyword); None where no gradient passes."""
    formula = pull_back_formula(name, argnum)
    return None if formula is None else _over_own_names(OPS[name], ("g", "out"), formula, argnum)


@cache
def pull_backs(name: str, count: int) -> tuple[Callable[..., Array] | None, ...]:
    """The VJPs of op ``name`` towards each of its ``count`` operands."""
    return tuple(pull_back(name, argnum) for argnum in range(count))


@cache
def local_derivative(name: str, argnum: int) -> Callable[..., Array] | None:
    """d out / d operand of an elementwise op as a function of (out, operands…, params by keyword)."""
    op = OPS[name]
    rule = op.rule(argnum)
    return None if rule is None or not op.has_locals else _over_own_names(op, ("out",), parse(rule))


@cache
def predicate(name: str, formula: str) -> Callable[..., Array]:
    """A formula over (out, operands…, params by keyword), such as a kink or a domain, as a function."""
    return _over_own_names(OPS[name], ("out",), parse(formula))


@cache
def formula(text: str, names: tuple[str, ...]) -> Callable[..., Array]:
    """A formula of the program's own language over ``names``, in this order, as a function."""
    return _function(names, fold(parse(text), CodeWriter(), {name: ast.Name(name) for name in names}))


def static_value(expression: ast.expr, names: Mapping[str, Any]) -> Any:
    """The value of a static expression of the table, over operands (as arrays), params, ``out`` and ``argnum``."""
    return eval(ast.unparse(expression), dict(NAMESPACE), dict(names))  # the table is ours


# --- reading 2: writing, with symbols or with numbers -----------------------------------------------------------


class Written(NamedTuple):
    """A written expression, its value where that is known, and whether it is made of constants only."""

    term: Term
    value: Array | None = None
    is_constant: bool = False


_DECIDES = {"logical_and": False, "logical_or": True}
"""The truth of one side that settles an "and" or an "or"."""


def _settled(name: str, sides: Sequence[Written]) -> Written | None:
    """What is left of an "and" or an "or" one side of which is known: that side where it decides, else the other."""
    if name in _DECIDES:
        for side, other in (sides, sides[::-1]):
            if side.is_constant and side.value is not None and np.ndim(side.value) == 0:
                return side if bool(side.value) is _DECIDES[name] else other
    return None


class Writer:
    """Reads a formula as an expression written in ``script``.

    Arithmetic on constants without a name is carried out, and so are functions of them whose numbers need no
    rounding. Of a condition only what is open is written, and of a choice whose condition is known only the branch
    that is taken. ``statics`` give static expressions the operands (as arrays), params, ``out`` and ``argnum``.
    """

    def __init__(self, script: Script, statics: Mapping[str, Any]) -> None:
        self.script = script
        self.statics = statics

    def constant(self, value: Any) -> Written:
        number = np.float64(value)
        written = self.script.constant(number)
        return Written(written, number, is_constant=written == self.script.number(number))

    def static(self, expression: ast.expr) -> Written:
        return self.constant(static_value(expression, self.statics))

    def apply(self, name: str, operands: Sequence[Written], params: Mapping[str, ast.expr]) -> Written:
        if name == "where" and operands[0].value is not None and np.ndim(operands[0].value) == 0:
            return operands[1] if operands[0].value else operands[2]
        settled = _settled(name, operands)
        if settled is not None:
            return settled
        given = {param: static_value(expression, self.statics) for param, expression in params.items()}
        value = self._value(name, operands, given)
        if value is not None and all(operand.is_constant for operand in operands) and self._is_told(name, value):
            return Written(self.script.number(value), value, is_constant=True)
        return Written(self.script.apply(OPS[name], [operand.term for operand in operands], given), value)

    def _is_told(self, name: str, value: Array) -> bool:
        """Whether a number says as much as the calculation: ln(10) is no 2.303, but √4 is 2."""
        return OPS[name].is_infix or np.ndim(value) > 0 or bool(rounded(float(value), self.script.digits) == value)

    def _value(self, name: str, operands: Sequence[Written], params: Mapping[str, Any]) -> Array | None:
        values = [operand.value for operand in operands if operand.value is not None]
        if len(values) < len(operands):
            return None
        with np.errstate(all="ignore"):
            return computation(name)(*values, **{**OPS[name].params, **params})
