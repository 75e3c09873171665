"""Operators on values of the language: arithmetic, comparison, indexing, truth."""

import ast
from collections.abc import Callable, Sequence
from operator import ge, gt, le, lt
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.graph import Role
from engine.language import objects
from engine.language.containers import Set
from engine.language.dtypes import dtype_of
from engine.language.formatting import percent_text
from engine.language.run import Run
from engine.language.type_words import described
from engine.language.values import PLAIN, Instance, Tensor, concrete
from engine.limits import MAX_TEXT
from engine.ops import OPS
from engine.rules import computation

BINARY: dict[type[ast.operator], str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.Pow: "power", ast.Mod: "remainder",
    ast.FloorDiv: "floor_divide", ast.MatMult: "matmul", ast.BitAnd: "logical_and", ast.BitOr: "logical_or",
}  # fmt: skip
COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Gt: "greater", ast.Lt: "less", ast.GtE: "greater_equal", ast.LtE: "less_equal",
    ast.Eq: "equal", ast.NotEq: "not_equal",
}  # fmt: skip

SIGNS = {"add": "+", "sub": "-", "mul": "*", "div": "/", "power": "**", "remainder": "%", "floor_divide": "//",
         "matmul": "@", "logical_and": "&", "logical_or": "|", "greater": ">", "less": "<", "greater_equal": ">=",
         "less_equal": "<=", "equal": "==", "not_equal": "!="}  # fmt: skip
"""How the ops of operators are written."""

_MAX_REPEATED = 1_000


def operate(run: Run, op: str, left: Any, right: Any) -> Any:
    """A binary operator, as Python has it on plain values and as the op table has it on nodes."""
    if isinstance(left, Instance) or isinstance(right, Instance):
        return objects.operate(run, op, left, right)
    if op == "matmul":
        return matmul(run, left, right)
    if isinstance(left, PLAIN) and isinstance(right, PLAIN):
        return plain(op, left, right)
    if op == "remainder" and isinstance(left, str):
        return percent_text(run, left, right)
    if not _is_array(left) and not _is_array(right) and _is_collection(left, right):
        return _collections(run, op, left, right)
    if op == "power" and _is_constant(right) and concrete(right) == 2:
        return run.apply("square", left)
    return run.apply(op, left, right)


def _is_constant(value: Any) -> bool:
    """Whether no gradient can arrive at this operand: an exponent of value 2 may still be a variable."""
    return not isinstance(value, Tensor) or (value.draft.op is None and value.draft.role is Role.CONSTANT)


def plain(op: str, *operands: Any) -> Any:
    """Arithmetic that cannot raise: float64 throughout, whole results of whole numbers as int, truth as bool."""
    result = float(computation(op)(*map(np.float64, operands)))
    if OPS[op].rules[0] is None:
        return bool(result)
    whole = all(isinstance(operand, int) for operand in operands) and op != "div"
    return int(result) if whole and result.is_integer() and abs(result) < 2**53 else result


def _is_array(value: Any) -> bool:
    return isinstance(value, Tensor) and value.flavour != "number"


def _is_collection(left: Any, right: Any) -> bool:
    kinds = (list, tuple, str, dict, Set)
    return isinstance(left, kinds) or isinstance(right, kinds)


def _same_kind(left: Any, right: Any) -> bool:
    return any(isinstance(left, sequence) and isinstance(right, sequence) for sequence in (list, tuple, str))


def _collections(run: Run, op: str, left: Any, right: Any) -> Any:
    """Python's ``[0] * n``, ``a + b``, sets and comparisons of lists, tuples and texts."""
    if op in ("equal", "not_equal"):
        return (everyday(left) == everyday(right)) is (op == "equal")
    if op == "add" and _same_kind(left, right):
        if len(left) + len(right) > max(_MAX_REPEATED, isinstance(left, str) * MAX_TEXT):
            raise EngineError("list_too_long", run.recorder.span, limit=_MAX_REPEATED)
        return left + right
    if op == "mul" and _is_count(run, right, left):
        left, right = right, left
    if op == "mul" and _is_count(run, left, right):
        return _repeated(run, left, concrete(right))
    if op in _ORDER and _same_kind(left, right):
        return _ordered(run, op, left, right)
    if isinstance(left, Set | dict) and isinstance(right, Set | dict):
        return _sets(run, op, left, right)
    if isinstance(left, str) or isinstance(right, str):
        raise EngineError(
            "unfit_operands", run.recorder.span, sign=SIGNS[op], left=described(left), right=described(right)
        )
    return run.apply(op, left, right)


def _is_count(run: Run, values: Any, times: Any) -> bool:
    """Whether ``values * times`` repeats; in mathematics a named number scales a list of several numbers."""
    if not isinstance(values, list | tuple | str) or not isinstance(concrete(times), int):
        return False
    if isinstance(times, int):
        return True
    return times.dtype == "int" and (isinstance(values, str) or len(values) == 1 or run.is_torch)


def _repeated(run: Run, values: Any, times: int) -> Any:
    if len(values) * times > _MAX_REPEATED:
        raise EngineError("list_too_long", run.recorder.span, limit=_MAX_REPEATED)
    return values * times


_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "less": lt, "less_equal": le, "greater": gt, "greater_equal": ge,
}  # fmt: skip


def _ordered(run: Run, op: str, left: Any, right: Any) -> bool:
    try:
        return _ORDER[op](everyday(left), everyday(right))
    except TypeError:
        raise EngineError(
            "unfit_operands", run.recorder.span, sign=SIGNS[op], left=described(left), right=described(right)
        ) from None


def _sets(run: Run, op: str, left: Any, right: Any) -> Any:
    """Union, common entries and difference of sets; dictionaries joined."""
    if isinstance(left, dict) and isinstance(right, dict) and op == "logical_or":
        return {**left, **right}
    first, second = (value.entries if isinstance(value, Set) else value for value in (left, right))
    match op:
        case "logical_or":
            return Set([*first, *second])
        case "logical_and":
            return Set(entry for entry in first if entry in second)
        case "sub":
            return Set(entry for entry in first if entry not in second)
        case "less_equal":
            return all(entry in second for entry in first)
    raise EngineError("unfit_operands", run.recorder.span, sign=SIGNS[op], left=described(left), right=described(right))


def everyday(value: Any) -> Any:
    """A value as Python compares it: nodes of one number as that number, also inside lists."""
    match value:
        case list():
            return [everyday(entry) for entry in value]
        case tuple():
            return tuple(everyday(entry) for entry in value)
        case dict():
            return {key: everyday(entry) for key, entry in value.items()}
        case Set():
            return value.entries.keys()
        case Tensor() if value.shape:
            return value
    return concrete(value)


def matmul(run: Run, left: Any, right: Any) -> Tensor:
    """Every case of ``@``: vectors, matrices, stacks of matrices. Raises EngineError where inner sizes differ."""
    a, b = run.draft(left), run.draft(right)
    if not a.shape or not b.shape:
        raise EngineError("matmul_of_scalars", run.recorder.span, left=str(a.shape), right=str(b.shape))
    inner_a, inner_b = a.shape[-1], b.shape[-2] if len(b.shape) > 1 else b.shape[0]
    if inner_a != inner_b:
        written = f"{run.recorder.written(a)} @ {run.recorder.written(b)}"
        raise EngineError("inner_sizes", run.recorder.span, left=str(a.shape), right=str(b.shape),
                          inner_left=inner_a, inner_right=inner_b, operands=written)  # fmt: skip
    _check_product(run, a.shape, b.shape)
    dimensions = min(len(a.shape), 3), min(len(b.shape), 3)
    op = {(1, 1): "dot", (2, 1): "matvec", (1, 2): "vecmat"}.get(dimensions, "matmul")
    if op != "matmul" or 1 not in dimensions:
        return run.apply(op, Tensor(a), Tensor(b))
    return _stacked_matvec(run, Tensor(a), Tensor(b))


def _check_product(run: Run, left: tuple[int, ...], right: tuple[int, ...]) -> None:
    """Refuse a product that is too large before it is built; stacks that do not fit are left to the op."""
    if len(left) > 1 and len(right) > 1 and (len(left) == 2 or len(right) == 2 or left[:-2] == right[:-2]):
        stack = max(left[:-2], right[:-2], key=len)
        run.recorder.check_size((*stack, left[-2], right[-1]))


def _stacked_matvec(run: Run, left: Tensor, right: Tensor) -> Tensor:
    """A stack of matrices times a vector (or the other way round), through a matrix of one column (or row)."""
    if len(right.shape) == 1:
        product = run.apply("matmul", left, run.apply("reshape", right, shape=(*right.shape, 1)))
        return run.apply("reshape", product, shape=product.shape[:-1])
    product = run.apply("matmul", run.apply("reshape", left, shape=(1, *left.shape)), right)
    return run.apply("reshape", product, shape=(*product.shape[:-2], product.shape[-1]))


def negative(run: Run, value: Any) -> Any:
    """Unary minus."""
    if isinstance(value, Instance):
        return objects.unary(run, "neg", value)
    return -value if isinstance(value, PLAIN) else run.apply("neg", value)


def inverted(run: Run, value: Any) -> Any:
    """``~x``: of truths the opposite, of whole numbers −x − 1."""
    if isinstance(value, Instance):
        return objects.unary(run, "invert", value)
    if dtype_of(value) == "int":
        return operate(run, "sub", negative(run, value), 1)
    return plain("logical_not", value) if isinstance(value, PLAIN) else run.apply("logical_not", value)


def is_true(run: Run, value: Any) -> bool:
    """The truth of a value in a condition. Raises EngineError for an array of several entries."""
    if isinstance(value, Tensor):
        if np.size(value.value) != 1:
            raise EngineError("ambiguous_truth", run.recorder.span, shape=str(value.shape))
        return bool(value.value.item())
    if isinstance(value, Instance):
        return objects.is_true(run, value)
    return bool(value.entries if isinstance(value, Set) else value)


def whole(run: Run, value: Any) -> int:
    """A value as a whole number, where Python needs one. Raises EngineError."""
    number = concrete(value)
    if isinstance(number, int):
        return int(number)
    given = number if isinstance(number, float) else described(value)
    raise EngineError("not_whole", run.recorder.span, value=given)


def shape_argument(run: Run, values: Sequence[Any]) -> tuple[int, ...]:
    """A shape given as ``f(2, 3)`` or ``f((2, 3))``."""
    if len(values) == 1 and isinstance(values[0], list | tuple):
        values = values[0]
    return tuple(whole(run, value) for value in values)
