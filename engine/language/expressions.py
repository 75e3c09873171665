"""Evaluating expressions: one small function per kind of syntax, in an allow-list."""

import ast
import difflib
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language.namespaces import FUNCTIONS, NAMES, Function, Namespace
from engine.language.run import Number, Run
from engine.ops import OPS
from engine.recorder import Draft
from engine.rules import computation

_BINARY: dict[type[ast.operator], str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.Pow: "power", ast.Mod: "remainder",
}  # fmt: skip
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Gt: "greater", ast.Lt: "less", ast.GtE: "greater_equal", ast.LtE: "less_equal",
    ast.Eq: "equal", ast.NotEq: "not_equal",
}  # fmt: skip


def evaluate(run: Run, node: ast.expr) -> Any:
    """The value of an expression: a Draft, a plain number, or another value of the language."""
    handler = _EXPRESSIONS.get(type(node))
    if handler is None:
        raise unsupported(run, node)
    outer, run.recorder.span = run.recorder.span, run.source.span(node)
    try:
        return handler(run, node)
    except EngineError as error:
        raise error.at(run.source.span(node)) from None
    finally:
        run.recorder.span = outer


def unsupported(run: Run, node: ast.AST) -> EngineError:
    """The refusal of a piece of syntax, by name."""
    return EngineError("not_supported", run.source.span(node), what=type(node).__name__, instead="")


def operate(run: Run, op: str, *operands: Any) -> Any:
    """An op applied to values of the language; on plain numbers alone it is plain arithmetic."""
    if not any(isinstance(operand, Draft) for operand in operands) and all(map(_is_plain, operands)):
        return _plain(op, operands)
    return run.recorder.apply(op, [run.draft(operand) for operand in operands])


def _is_plain(value: Any) -> bool:
    return isinstance(value, bool | int | float)


def _plain(op: str, operands: Sequence[Number]) -> Number:
    """Arithmetic that cannot raise: float64 throughout, whole results of whole numbers as int."""
    result = float(computation(op)(*map(np.float64, operands)))
    whole = all(isinstance(operand, int) for operand in operands) and op != "div"
    return int(result) if whole and result.is_integer() and abs(result) < 2**53 else result


def _constant(run: Run, node: ast.Constant) -> Any:
    if isinstance(node.value, complex) or node.value is Ellipsis or isinstance(node.value, bytes):
        raise unsupported(run, node)
    if isinstance(node.value, int) and not isinstance(node.value, bool) and abs(node.value) >= 2**53:
        return float(node.value)
    return node.value


def _name(run: Run, node: ast.Name) -> Any:
    if node.id in run.names:
        return run.names[node.id]
    if node.id in run.assigned:
        raise EngineError("used_before_assignment", run.source.span(node), name=node.id)
    if node.id in NAMES:
        return NAMES[node.id]
    if node.id.startswith("__"):
        raise EngineError("unknown_function", run.source.span(node), name=node.id)
    run.names[node.id] = run.leaf(node.id, 1.0)
    return run.names[node.id]


def _binary(run: Run, node: ast.BinOp) -> Any:
    """A left-leaning chain such as a long sum is walked in a loop, not by recursion."""
    chain: list[ast.BinOp] = [node]
    while isinstance(chain[-1].left, ast.BinOp):
        chain.append(chain[-1].left)
    value = evaluate(run, chain[-1].left)
    for link in reversed(chain):
        right = evaluate(run, link.right)
        run.recorder.span = run.source.span(link)
        value = _apply_binary(run, link, value, right)
    return value


def _apply_binary(run: Run, node: ast.BinOp, left: Any, right: Any) -> Any:
    op = _BINARY.get(type(node.op))
    if op is None:
        raise unsupported(run, node.op)
    if op == "power" and isinstance(left, Draft) and _is_plain(right) and right == 2:
        return operate(run, "square", left)
    return operate(run, op, left, right)


def _unary(run: Run, node: ast.UnaryOp) -> Any:
    operand = evaluate(run, node.operand)
    match node.op:
        case ast.USub():
            return -operand if _is_plain(operand) else operate(run, "neg", operand)
        case ast.UAdd():
            return operand
        case ast.Not():
            return operate(run, "logical_not", operand)
    raise unsupported(run, node.op)


def _compare(run: Run, node: ast.Compare) -> Any:
    values = [evaluate(run, expression) for expression in (node.left, *node.comparators)]
    results = []
    for operator, left, right in zip(node.ops, values, values[1:], strict=False):
        op = _COMPARISONS.get(type(operator))
        if op is None:
            raise unsupported(run, operator)
        results.append(operate(run, op, left, right))
    return _joined(run, "logical_and", results)


def _boolean(run: Run, node: ast.BoolOp) -> Any:
    op = "logical_and" if isinstance(node.op, ast.And) else "logical_or"
    return _joined(run, op, [evaluate(run, value) for value in node.values])


def _joined(run: Run, op: str, values: Sequence[Any]) -> Any:
    result = values[0]
    for value in values[1:]:
        result = operate(run, op, result, value)
    return result


def _attribute(run: Run, node: ast.Attribute) -> Any:
    owner = evaluate(run, node.value)
    if not isinstance(owner, Namespace):
        raise EngineError("unknown_attribute", run.source.span(node), owner=run.source.snippet(node.value), name=node.attr)
    if node.attr not in owner.members:
        raise _unknown(run, node, node.attr, owner)
    return owner.members[node.attr]


def _unknown(run: Run, node: ast.AST, name: str, owner: Namespace | None) -> EngineError:
    known = owner.members if owner else [*FUNCTIONS, *run.names]
    close = difflib.get_close_matches(name, [word for word in known if word != name], n=1)
    code = ("unknown_attribute" if owner else "unknown_function") + ("_like" if close else "")
    return EngineError(code, run.source.span(node), name=name, owner=owner and owner.name, suggestion=close and close[0])


def _call(run: Run, node: ast.Call) -> Any:
    function = _callee(run, node.func)
    if not isinstance(function, Function):
        raise EngineError("not_a_function", run.source.span(node), name=run.source.snippet(node.func))
    arguments = [evaluate(run, argument) for argument in node.args]
    keywords = {keyword.arg or "": evaluate(run, keyword.value) for keyword in node.keywords}
    return call(run, function, arguments, keywords)


def _callee(run: Run, node: ast.expr) -> Any:
    if isinstance(node, ast.Name) and node.id not in {*run.names, *run.assigned, *NAMES}:
        raise _unknown(run, node, node.id, None)
    return evaluate(run, node)


def call(run: Run, function: Function, arguments: Sequence[Any], keywords: dict[str, Any]) -> Any:
    """Apply a function of the table; operands go by position or name, params by name or after the operands."""
    op = OPS[function.op]
    slots = (*op.operands, *op.params)
    signature = f"{function.name}({', '.join(slots)})"
    unknown = next((keyword for keyword in keywords if keyword not in slots), None)
    if unknown is not None:
        raise EngineError("unknown_keyword", None, name=function.name, keyword=unknown, signature=signature)
    bound = {**dict(zip(slots, arguments, strict=False)), **keywords}
    if len(arguments) + len(keywords) != len(bound) or not set(op.operands) <= set(bound):
        count = len(op.operands)
        raise EngineError(
            "wrong_arguments", None, name=function.name, signature=signature,
            expected=f"{count} argument{'s' * (count != 1)}", given=f"{len(arguments)} {'was' if len(arguments) == 1 else 'were'}",
        )  # fmt: skip
    operands = [bound[name] for name in op.operands]
    params = {name: float(bound[name]) for name in op.params if name in bound}
    if params:
        return run.recorder.apply(op.name, [run.draft(operand) for operand in operands], params)
    return operate(run, op.name, *operands)


_EXPRESSIONS: dict[type[ast.expr], Callable[[Run, Any], Any]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.Compare: _compare,
    ast.BoolOp: _boolean,
    ast.Attribute: _attribute,
    ast.Call: _call,
}
