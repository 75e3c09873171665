"""Evaluating expressions: one small function per kind of syntax, in an allow-list."""

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from engine.errors import EngineError
from engine.language import comprehensions, generators
from engine.language.attributes import attribute
from engine.language.binding import REQUIRED
from engine.language.calls import call, spread
from engine.language.circles import used_too_early
from engine.language.comparisons import compared
from engine.language.containers import Set
from engine.language.entries import index, key_of
from engine.language.formatting import bounded, formatted
from engine.language.iteration import iterate
from engine.language.library import NAMES, NEVER_NUMBERS
from engine.language.operations import BINARY, inverted, is_true, negative, operate, whole
from engine.language.run import Run
from engine.language.run_together import run_together
from engine.language.source import assigned_names
from engine.language.suggestions import suggestion, unsupported
from engine.language.values import Function, Scope, Super


def evaluate(run: Run, node: ast.expr) -> Any:
    """The value of an expression. Errors without a place get the place of the innermost expression."""
    handler = _EXPRESSIONS.get(type(node))
    if handler is None:
        raise unsupported(run, node)
    if run.is_library:
        return handler(run, node)
    recorder = run.recorder
    outer, recorder.span = recorder.span, run.place(node)
    try:
        return handler(run, node)
    except EngineError as error:
        raise error.at(recorder.span) from None
    finally:
        recorder.span = outer


def _constant(run: Run, node: ast.Constant) -> Any:
    if isinstance(node.value, complex | bytes):
        raise unsupported(run, node)
    if type(node.value) is int and abs(node.value) >= 2**53:
        return float(node.value)
    return node.value


def _name(run: Run, node: ast.Name) -> Any:
    scope = run.scope.find(node.id)
    if scope is not None and not (scope is run.top.parent and _is_number(run, node.id)):
        return scope.names[node.id]
    if _is_assigned_later(run, node.id):
        raise used_too_early(run, node)
    if node.id in NAMES and not _is_number(run, node.id):
        return NAMES[node.id]
    if node.id == "__name__":
        return "__main__"
    if node.id.startswith("__"):
        raise EngineError("unknown_name", run.place(node), name=node.id)
    return _new_input(run, node.id)


def _is_number(run: Run, name: str) -> bool:
    """Whether a name that means something in a library is a number here: ``a·step + b``; but ``sin·x`` lacks an x."""
    return not run.is_library and name in run.source.reckoned_with and name not in NEVER_NUMBERS


def _is_assigned_later(run: Run, name: str) -> bool:
    scope: Scope | None = run.scope
    while scope is not None:
        if name in scope.assigned:
            return True
        scope = scope.parent
    return False


def _new_input(run: Run, name: str) -> Any:
    """A name that is assigned nowhere is an input of value 1."""
    parts = run_together(name, run.source)
    if len(parts) > 1:
        run.note("run_together", name=name, product="·".join(parts))
    run.top.names[name] = run.name(name, run.constant(1.0))
    return run.top.names[name]


def _binary(run: Run, node: ast.BinOp) -> Any:
    """A left-leaning chain such as a long sum is walked in a loop, not by recursion."""
    chain: list[ast.BinOp] = [node]
    while isinstance(chain[-1].left, ast.BinOp):
        chain.append(chain[-1].left)
    value = evaluate(run, chain[-1].left)
    for link in reversed(chain):
        right = evaluate(run, link.right)
        if not run.is_library:
            run.recorder.span = run.place(link)
        value = binary(run, link.op, value, right)
    return value


def binary(run: Run, operator: ast.operator, left: Any, right: Any) -> Any:
    """A binary operator applied to values."""
    op = BINARY.get(type(operator))
    if op is None:
        raise unsupported(run, operator)
    return operate(run, op, left, right)


def _unary(run: Run, node: ast.UnaryOp) -> Any:
    operand = evaluate(run, node.operand)
    match node.op:
        case ast.USub():
            return negative(run, operand)
        case ast.UAdd():
            return operand
        case ast.Not():
            return not is_true(run, operand)
    return inverted(run, operand)


def _compare(run: Run, node: ast.Compare) -> Any:
    """A chain such as ``0 < x <= 1``, which stops at the first comparison that does not hold."""
    left, result = evaluate(run, node.left), None
    for operator, expression in zip(node.ops, node.comparators, strict=True):
        right = evaluate(run, expression)
        found = compared(run, operator, left, right)
        result = found if result is None or result is True else operate(run, "logical_and", result, found)
        if result is False:
            return False
        left = right
    return result


def _boolean(run: Run, node: ast.BoolOp) -> Any:
    """Python's short-circuit ``and`` and ``or``: the value that decides."""
    stops_at = isinstance(node.op, ast.Or)
    value: Any = None
    for expression in node.values:
        value = evaluate(run, expression)
        if is_true(run, value) is stops_at:
            break
    return value


def _conditional(run: Run, node: ast.IfExp) -> Any:
    return evaluate(run, node.body if is_true(run, evaluate(run, node.test)) else node.orelse)


def _attribute(run: Run, node: ast.Attribute) -> Any:
    return attribute(run, evaluate(run, node.value), node.attr, run.written(node.value))


def _subscript(run: Run, node: ast.Subscript) -> Any:
    return index(run, evaluate(run, node.value), key(run, node.slice))


def key(run: Run, node: ast.expr) -> Any:
    """What stands between square brackets."""
    if isinstance(node, ast.Slice):
        bounds = (node.lower, node.upper, node.step)
        return slice(*(None if bound is None else whole(run, evaluate(run, bound)) for bound in bounds))
    if isinstance(node, ast.Tuple):
        return tuple(part for one in node.elts for part in _key_parts(run, one))
    return evaluate(run, node)


def _key_parts(run: Run, node: ast.expr) -> list[Any]:
    return iterate(run, evaluate(run, node.value)) if isinstance(node, ast.Starred) else [key(run, node)]


def _call(run: Run, node: ast.Call) -> Any:
    if isinstance(node.func, ast.Name) and node.func.id == "super":
        return _super(run, node)
    function = _callee(run, node.func)
    arguments = list(_arguments(run, node.args))
    keywords: dict[str, Any] = {}
    for keyword in node.keywords:
        value = evaluate(run, keyword.value)
        keywords.update(spread(run, value) if keyword.arg is None else {keyword.arg: value})
    return call(run, function, arguments, keywords, run.written(node.func))


def _callee(run: Run, node: ast.expr) -> Any:
    if isinstance(node, ast.Name) and run.scope.find(node.id) is None and node.id not in NAMES:
        if node.id in run.source.loaded and not _is_assigned_later(run, node.id):
            raise EngineError("not_a_function", run.place(node), name=node.id)
        if not _is_assigned_later(run, node.id):
            raise _unknown_function(run, node)
    return evaluate(run, node)


def _unknown_function(run: Run, node: ast.Name) -> EngineError:
    """One letter, as in f(x) or a(b + c), is a function of one's own or a factor, and no misspelt one."""
    if len(node.id) == 1:
        return EngineError("undefined_function", run.place(node), name=node.id)
    return suggestion(run, node, node.id, NAMES, "unknown_function")


def _super(run: Run, node: ast.Call) -> Super:
    scope = run.scope.find("__class__")
    if scope is None:
        raise EngineError("super_outside_class", run.place(node))
    return Super(scope.names["__class__"], scope.names["__self__"])


def _arguments(run: Run, nodes: Sequence[ast.expr]) -> Iterator[Any]:
    for node in nodes:
        if isinstance(node, ast.Starred):
            yield from iterate(run, evaluate(run, node.value))
        else:
            yield evaluate(run, node)


def _list(run: Run, node: ast.List) -> list[Any]:
    return list(_arguments(run, node.elts))


def _tuple(run: Run, node: ast.Tuple) -> tuple[Any, ...]:
    return tuple(_arguments(run, node.elts))


def _dict(run: Run, node: ast.Dict) -> dict[Any, Any]:
    made: dict[Any, Any] = {}
    for key_node, value_node in zip(node.keys, node.values, strict=True):
        if key_node is not None:
            made[key_of(run, evaluate(run, key_node))] = evaluate(run, value_node)
            continue
        other = evaluate(run, value_node)
        if not isinstance(other, dict):
            raise EngineError("unfit_arguments", run.place(value_node), name="**", signature="{**a}")
        made.update(other)
    return made


def _set(run: Run, node: ast.Set) -> Set:
    return Set(key_of(run, value) for value in _arguments(run, node.elts))


def _lambda(run: Run, node: ast.Lambda) -> Function:
    return function_of(run, "lambda", node.args, node.body)


def function_of(run: Run, name: str, arguments: ast.arguments, body: list[ast.stmt] | ast.expr) -> Function:
    """A function of the program, closed over the present scope."""
    defaults = tuple(evaluate(run, default) for default in arguments.defaults)
    keyword_defaults = tuple(REQUIRED if one is None else evaluate(run, one) for one in arguments.kw_defaults)
    assigned = assigned_names(body) if isinstance(body, list) else frozenset()
    return Function(
        name, arguments, body, run.scope, defaults, keyword_defaults, assigned=assigned, is_library=run.is_library,
        is_generator=isinstance(body, list) and generators.is_generator(body),
    )  # fmt: skip


def _f_string(run: Run, node: ast.JoinedStr) -> str:
    pieces = (str(part.value) if isinstance(part, ast.Constant) else _field(run, part) for part in node.values)
    return bounded(run, "".join(pieces))


def _field(run: Run, node: ast.expr) -> str:
    if not isinstance(node, ast.FormattedValue):
        raise unsupported(run, node)
    spec = "" if node.format_spec is None else evaluate(run, node.format_spec)
    return formatted(run, evaluate(run, node.value), spec, None if node.conversion < 0 else chr(node.conversion))


def _named(run: Run, node: ast.NamedExpr) -> Any:
    value = run.name(node.target.id, evaluate(run, node.value))
    run.scope.home(node.target.id).names[node.target.id] = value
    return value


_EXPRESSIONS: dict[type[ast.expr], Callable[[Run, Any], Any]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.Compare: _compare,
    ast.BoolOp: _boolean,
    ast.IfExp: _conditional,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Call: _call,
    ast.List: _list,
    ast.Tuple: _tuple,
    ast.Dict: _dict,
    ast.Set: _set,
    ast.ListComp: comprehensions.of_list,
    ast.GeneratorExp: comprehensions.of_list,
    ast.SetComp: comprehensions.of_set,
    ast.DictComp: comprehensions.of_dict,
    ast.Yield: generators.give,
    ast.YieldFrom: generators.give,
    ast.Lambda: _lambda,
    ast.JoinedStr: _f_string,
    ast.NamedExpr: _named,
}
