"""Running statements: one small function per kind, in an allow-list."""

import ast
from collections.abc import Callable, Sequence
from typing import Any

from engine.errors import EngineError
from engine.language import assignments, definitions
from engine.language.calls import call, method_of
from engine.language.comprehensions import parts
from engine.language.exceptions import Raised, exception_of, is_caught
from engine.language.expressions import evaluate
from engine.language.formatting import text
from engine.language.iteration import iterate
from engine.language.operations import is_true
from engine.language.run import Run
from engine.language.suggestions import unsupported
from engine.language.values import Class, Context, Instance, Tensor
from engine.limits import MAX_TURNS


class _Return(Exception):
    def __init__(self, value: Any) -> None:
        self.value = value


class _Break(Exception):
    pass


class _Continue(Exception):
    pass


def run_body(run: Run, body: list[ast.stmt] | ast.expr) -> Any:
    """The result of a function's body."""
    if isinstance(body, ast.expr):
        return evaluate(run, body)
    try:
        _run_all(run, body)
    except _Return as returned:
        return returned.value
    return None


def _run_all(run: Run, body: Sequence[ast.stmt]) -> None:
    for statement in body:
        execute(run, statement)


def execute(run: Run, statement: ast.stmt) -> None:
    """Run one statement. Errors without a place get the statement's."""
    handler = _STATEMENTS.get(type(statement))
    if handler is None:
        raise unsupported(run, statement)
    if run.is_library:
        handler(run, statement)
        return
    span = run.place(statement)
    run.count_statement(span)
    outer, run.recorder.span = run.recorder.span, span
    try:
        handler(run, statement)
    except EngineError as error:
        raise error.at(span) from None
    finally:
        run.recorder.span = outer


def _expression(run: Run, statement: ast.Expr) -> None:
    if isinstance(statement.value, ast.Constant) and isinstance(statement.value.value, str):
        return
    value = evaluate(run, statement.value)
    if isinstance(value, Tensor | int | float | Instance):
        assignments.remember(run, value, statement)


# --- control flow --------------------------------------------------------------------------------------------------


def _if(run: Run, statement: ast.If) -> None:
    _run_all(run, statement.body if is_true(run, evaluate(run, statement.test)) else statement.orelse)


def _for(run: Run, statement: ast.For) -> None:
    values = iterate(run, evaluate(run, statement.iter))
    if len(values) > MAX_TURNS:
        raise EngineError("too_many_turns", run.place(statement.iter), turns=len(values), limit=MAX_TURNS)
    label = run.written(statement.target)
    for number, value in enumerate(values, 1):
        _store_loop_value(run, statement.target, value)
        with run.group("turn", f"{label} · {number}/{len(values)}"):
            if not _turn(run, statement.body):
                return
    _run_all(run, statement.orelse)


def _store_loop_value(run: Run, target: ast.expr, value: Any) -> None:
    """Counters stay plain numbers; data that a loop goes through become leaves."""
    if isinstance(target, ast.Tuple | ast.List):
        for one, part in zip(target.elts, parts(run, target.elts, value), strict=True):
            _store_loop_value(run, one.value if isinstance(one, ast.Starred) else one, part)
    else:
        assignments.store(run, target, value, is_plain=isinstance(value, int))


def _while(run: Run, statement: ast.While) -> None:
    turns = 0
    while is_true(run, evaluate(run, statement.test)):
        turns += 1
        if turns > MAX_TURNS:
            raise EngineError("endless_loop", run.place(statement.test), limit=MAX_TURNS)
        with run.group("turn", f"while · {turns}"):
            if not _turn(run, statement.body):
                return
    _run_all(run, statement.orelse)


def _turn(run: Run, body: list[ast.stmt]) -> bool:
    """One turn of a loop; whether the loop goes on."""
    run.turns += 1
    try:
        _run_all(run, body)
    except _Continue:
        return True
    except _Break:
        return False
    finally:
        run.turns -= 1
    return True


def _return(run: Run, statement: ast.Return) -> None:
    if run.scope is run.top:
        raise EngineError("outside", run.place(statement), what="return", where="def")
    raise _Return(None if statement.value is None else evaluate(run, statement.value))


def _break(run: Run, statement: ast.Break) -> None:
    raise _Break


def _continue(run: Run, statement: ast.Continue) -> None:
    raise _Continue


def _assert(run: Run, statement: ast.Assert) -> None:
    if not is_true(run, evaluate(run, statement.test)):
        raise EngineError("assertion_failed", run.place(statement.test), test=run.written(statement.test))


# --- with ----------------------------------------------------------------------------------------------------------


def _with(run: Run, statement: ast.With) -> None:
    _enter(run, statement.items, statement.body)


def _enter(run: Run, items: Sequence[ast.withitem], body: Sequence[ast.stmt]) -> None:
    """One context after another, then the body. ``torch.no_grad()`` and objects are the contexts that do something."""
    if not items:
        _run_all(run, body)
        return
    first, *rest = items
    context = evaluate(run, first.context_expr)
    entered = context
    enter = method_of(run, context, "__enter__")
    if isinstance(context, Instance):
        if enter is None:
            raise EngineError("no_operator", run.place(first.context_expr), kind=context.kind.name, method="__enter__")
        entered = enter()
    if first.optional_vars is not None:
        assignments.store(run, first.optional_vars, entered)
    records = context.records if isinstance(context, Context) else None
    with run.recording(run.records_gradients if records is None else records):
        _enter(run, rest, body)
    leave = method_of(run, context, "__exit__")
    if leave is not None:
        leave(None, None, None)


# --- exceptions ----------------------------------------------------------------------------------------------------


def _try(run: Run, statement: ast.Try) -> None:
    try:
        _try_body(run, statement)
    finally:
        _run_all(run, statement.finalbody)


def _try_body(run: Run, statement: ast.Try) -> None:
    try:
        _run_all(run, statement.body)
    except EngineError as error:
        exception = exception_of(run, error)
        if exception is None or not _handle(run, statement.handlers, error, exception):
            raise
    else:
        _run_all(run, statement.orelse)


def _handle(run: Run, handlers: Sequence[ast.ExceptHandler], error: EngineError, exception: Instance) -> bool:
    for handler in handlers:
        if handler.type is None or is_caught(exception, evaluate(run, handler.type)):
            if handler.name:
                run.scope.names[handler.name] = exception
            outer, run.handled = run.handled, error
            try:
                _run_all(run, handler.body)
            finally:
                run.handled = outer
            return True
    return False


def _raise(run: Run, statement: ast.Raise) -> None:
    if statement.exc is None:
        if run.handled is None:
            raise EngineError("outside", run.place(statement), what="raise", where="except")
        raise run.handled
    exception = evaluate(run, statement.exc)
    if isinstance(exception, Class):
        exception = call(run, exception, (), {})
    if not isinstance(exception, Instance):
        raise EngineError("not_callable", run.place(statement), name="raise", kind=type(exception).__name__)
    raise Raised(exception, run.place(statement), text(run, exception))


def _elsewhere(run: Run, statement: ast.Global | ast.Nonlocal) -> None:
    """Names that belong to the program, or to the function around this one."""
    for name in statement.names:
        outer = run.scope.parent.find(name) if isinstance(statement, ast.Nonlocal) and run.scope.parent else None
        run.scope.elsewhere[name] = outer or run.top


def _nothing(run: Run, statement: ast.stmt) -> None:
    """``pass`` changes nothing."""


_STATEMENTS: dict[type[ast.stmt], Callable[[Run, Any], None]] = {
    ast.Expr: _expression,
    ast.Assign: assignments.assign,
    ast.AnnAssign: assignments.annotated_assign,
    ast.AugAssign: assignments.augmented_assign,
    ast.Delete: assignments.delete,
    ast.If: _if,
    ast.For: _for,
    ast.While: _while,
    ast.Return: _return,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.With: _with,
    ast.Assert: _assert,
    ast.Try: _try,
    ast.Raise: _raise,
    ast.Global: _elsewhere,
    ast.Nonlocal: _elsewhere,
    ast.FunctionDef: definitions.define_function,
    ast.ClassDef: definitions.define_class,
    ast.Import: definitions.import_names,
    ast.ImportFrom: definitions.import_names,
    ast.Pass: _nothing,
}
