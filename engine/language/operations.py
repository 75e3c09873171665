"""Operators on values of the language: arithmetic, comparison, indexing, truth."""

import ast
from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.graph import Array, Role
from engine.language.formatting import shown
from engine.language.run import Run
from engine.language.values import PLAIN, Instance, Tensor, concrete, kind
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

_MAX_REPEATED = 1_000


def operate(run: Run, op: str, left: Any, right: Any) -> Any:
    """A binary operator, as Python has it on plain values and as the op table has it on nodes."""
    if op == "matmul":
        return matmul(run, left, right)
    if isinstance(left, PLAIN) and isinstance(right, PLAIN):
        return plain(op, left, right)
    if not isinstance(left, Tensor) and not isinstance(right, Tensor) and _is_sequence(left, right):
        return _sequences(run, op, left, right)
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


def _is_sequence(left: Any, right: Any) -> bool:
    return isinstance(left, list | tuple | str) or isinstance(right, list | tuple | str)


def _same_kind(left: Any, right: Any) -> bool:
    return any(isinstance(left, sequence) and isinstance(right, sequence) for sequence in (list, tuple, str))


def _sequences(run: Run, op: str, left: Any, right: Any) -> Any:
    """Python's ``[0] * n``, ``a + b`` and comparisons on lists, tuples and texts."""
    if op == "add" and _same_kind(left, right) and len(left) + len(right) <= _MAX_REPEATED:
        return left + right
    if op == "mul" and isinstance(left, int) and not isinstance(right, int):
        left, right = right, left
    if op == "mul" and isinstance(right, int):
        if len(left) * right > _MAX_REPEATED:
            raise EngineError("list_too_long", run.recorder.span, limit=_MAX_REPEATED)
        return left * right
    if op in ("equal", "not_equal") and _same_kind(left, right):
        return (left == right) is (op == "equal")
    return run.apply(op, left, right)


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
    return -value if isinstance(value, PLAIN) else run.apply("neg", value)


def is_true(run: Run, value: Any) -> bool:
    """The truth of a value in a condition. Raises EngineError for an array of several entries."""
    if isinstance(value, Tensor):
        if np.size(value.value) != 1:
            raise EngineError("ambiguous_truth", run.recorder.span, shape=str(value.shape))
        return bool(value.value.item())
    return bool(value)


def whole(run: Run, value: Any) -> int:
    """A value as a whole number, where Python needs one. Raises EngineError."""
    number = concrete(value)
    if isinstance(number, int):
        return int(number)
    raise EngineError("not_whole", run.recorder.span, value=kind(value) if not isinstance(number, float) else number)


def index(run: Run, owner: Any, key: Any) -> Any:
    """``owner[key]``."""
    if isinstance(owner, Tensor):
        return _index_tensor(run, owner, key)
    if isinstance(owner, Instance) and "_" in owner.attributes:
        owner = owner.attributes["_"]
    if isinstance(owner, dict):
        try:
            return owner[concrete(key)]
        except (KeyError, TypeError):
            raise EngineError("no_such_key", run.recorder.span, key=shown(concrete(key), False)) from None
    if not isinstance(owner, list | tuple | str | range):
        raise EngineError("cannot_index", run.recorder.span, kind=kind(owner))
    if isinstance(key, slice):
        return owner[key]
    position = whole(run, key)
    if not -len(owner) <= position < len(owner):
        raise EngineError("index_out_of_range", run.recorder.span, index=position, size=len(owner))
    return owner[position]


def _index_tensor(run: Run, owner: Tensor, key: Any) -> Tensor:
    keys = tuple(_static_key(run, part) for part in (key if isinstance(key, tuple) else (key,)))
    try:
        np.asarray(owner.value)[keys]
    except IndexError:
        raise EngineError("bad_index", run.recorder.span, shape=str(owner.shape)) from None
    return run.apply("index", owner, key=keys)


def _static_key(run: Run, key: Any) -> Any:
    """One part of an index as NumPy takes it: ints, slices, None, ``...``, whole-number arrays or masks."""
    if isinstance(key, slice) or key is None or key is Ellipsis:
        return key
    if isinstance(key, Tensor) and key.draft.op in _MASKS:
        return key.value.astype(bool)
    if isinstance(key, list | tuple | range):
        key = Tensor(run.stacked(key))
    if isinstance(key, Tensor) and key.shape:
        return _whole_array(run, key.value)
    return whole(run, key)


_MASKS = {*COMPARISONS.values(), "logical_and", "logical_or", "logical_not"}


def _whole_array(run: Run, values: Array) -> np.ndarray:
    if not np.all(values == np.round(values)):
        raise EngineError("index_not_whole", run.recorder.span)
    return np.asarray(values, dtype=np.int64)


def shape_argument(run: Run, values: Sequence[Any]) -> tuple[int, ...]:
    """A shape given as ``f(2, 3)`` or ``f((2, 3))``."""
    if len(values) == 1 and isinstance(values[0], list | tuple):
        values = values[0]
    return tuple(whole(run, value) for value in values)
