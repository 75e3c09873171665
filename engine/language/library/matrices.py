"""Products of vectors and matrices, and functions of a matrix: diagonals, triangles, inverse, determinant."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.language.entries import index
from engine.language.library.arguments import one_axis, tensor, whole_numbers
from engine.language.library.products import einsum
from engine.language.library.shapes import flat, permuted, reshaped, unsqueezed
from engine.language.operations import matmul, operate, whole
from engine.language.run import Run
from engine.language.values import Tensor

# --- products ------------------------------------------------------------------------------------------------------


def _matmul(run: Run, a: Any, b: Any) -> Any:
    return matmul(run, tensor(run, a), tensor(run, b))


def _dot(run: Run, a: Any, b: Any, library: str = "") -> Any:
    """NumPy's dot also takes plain numbers, and of stacks every pair; PyTorch's takes two vectors."""
    left, right = tensor(run, a), tensor(run, b)
    if library == "torch":
        _check_dimensions(run, "dot", (left, right), (1, 1))
    if not left.shape or not right.shape:
        return operate(run, "mul", a, b)
    if len(right.shape) < 3:
        return matmul(run, left, right)
    return _tensordot(run, left, right, ([-1], [-2]))


def _of_dimensions(name: str, *dimensions: int) -> Callable[..., Any]:
    """A product that PyTorch has for arrays of these dimensions only."""

    def implementation(run: Run, a: Any, b: Any) -> Tensor:
        arrays = tensor(run, a), tensor(run, b)
        _check_dimensions(run, name, arrays, dimensions)
        return matmul(run, *arrays)

    return implementation


def _check_dimensions(run: Run, name: str, arrays: Sequence[Tensor], dimensions: Sequence[int]) -> None:
    if any(len(array.shape) != count for array, count in zip(arrays, dimensions, strict=True)):
        needed, shapes = [f"{count}-D" for count in dimensions], [array.shape for array in arrays]
        raise EngineError("needs_dimensions", run.recorder.span, name=name, needed=needed, shapes=shapes)


def _plus_product(run: Run, a: Any, b: Any, c: Any, beta: Any = 1, alpha: Any = 1) -> Any:
    """β·a + α·(b @ c)."""
    product = operate(run, "mul", alpha, _matmul(run, b, c)) if alpha != 1 else _matmul(run, b, c)
    return operate(run, "add", operate(run, "mul", beta, a) if beta != 1 else a, product)


def _inner(run: Run, a: Any, b: Any) -> Any:
    """Over the last axis of both."""
    left, right = tensor(run, a), tensor(run, b)
    if not left.shape or not right.shape:
        return operate(run, "mul", a, b)
    return _matmul(run, left, right) if len(right.shape) == 1 else _tensordot(run, left, right, ([-1], [-1]))


def _vdot(run: Run, a: Any, b: Any) -> Any:
    return _matmul(run, flat(run, tensor(run, a)), flat(run, tensor(run, b)))


def _outer(run: Run, a: Any, b: Any) -> Tensor:
    left, right = flat(run, tensor(run, a)), flat(run, tensor(run, b))
    run.recorder.check_size((*left.shape, *right.shape))
    return run.apply("outer", left, right)


_LETTERS = "abcdefgh"


def _tensordot(run: Run, a: Any, b: Any, axes: Any = 2, dims: Any = None) -> Any:
    """Summed over the given axes of both: a number counts the last of ``a`` and the first of ``b``."""
    left, right = tensor(run, a), tensor(run, b)
    chosen = axes if dims is None else dims
    if isinstance(chosen, list | tuple):
        pairs = [[one_axis(run, array, one) for one in whole_numbers(run, some)]
                 for array, some in zip((left, right), chosen, strict=True)]  # fmt: skip
    else:
        count = whole(run, chosen)
        pairs = [list(range(len(left.shape) - count, len(left.shape))), list(range(count))]
    if len(pairs[0]) != len(pairs[1]) or min(pairs[0], default=0) < 0 or max(pairs[1], default=-1) >= len(right.shape):
        raise run.misfit("tensordot", left, right)
    first, second = _LETTERS[: len(left.shape)], list(_LETTERS[len(left.shape) :][: len(right.shape)])
    for mine, other in zip(*pairs, strict=True):
        second[other] = first[mine]
    result = [one for one in (*first, *second) if (one in first) != (one in second)]
    return einsum(run, f"{first},{''.join(second)}->{''.join(result)}", left, right)


def _kron(run: Run, a: Any, b: Any) -> Any:
    """Every entry of ``a`` times the whole of ``b``, side by side."""
    left, right = tensor(run, a), tensor(run, b)
    if len(left.shape) != len(right.shape) or len(left.shape) not in (1, 2):
        raise run.misfit("kron", left, right)
    sizes = tuple(m * n for m, n in zip(left.shape, right.shape, strict=True))
    run.recorder.check_size(sizes)
    pattern = "a,b->ab" if len(sizes) == 1 else "ab,cd->acbd"
    return reshaped(run, einsum(run, pattern, left, right), sizes)


def _cross(run: Run, a: Any, b: Any, axis: Any = -1) -> Any:
    """The vector at right angles to both, in three dimensions."""
    left, right = tensor(run, a), tensor(run, b)
    place = one_axis(run, left, axis)
    if left.shape[place] != 3 or right.shape[one_axis(run, right, axis)] != 3:
        raise run.misfit("cross", left, right)

    def turned(array: Tensor, order: list[int]) -> Tensor:
        return index(run, array, (*(slice(None),) * one_axis(run, array, axis), order))  # type: ignore[no-any-return]

    ahead, behind = [1, 2, 0], [2, 0, 1]
    plus = operate(run, "mul", turned(left, ahead), turned(right, behind))
    return operate(run, "sub", plus, operate(run, "mul", turned(left, behind), turned(right, ahead)))


def _chain(run: Run, *matrices: Any) -> Any:
    given = matrices[0] if len(matrices) == 1 and isinstance(matrices[0], list | tuple) else matrices
    product = given[0]
    for matrix in given[1:]:
        product = _matmul(run, product, matrix)
    return product


def _matrix_power(run: Run, a: Any, n: Any) -> Any:
    """By squaring, as NumPy and PyTorch do."""
    base, exponent = _square(run, "matrix_power", a), whole(run, n)
    if exponent < 0:
        base, exponent = _inverse(run, base), -exponent
    result: Any = None
    while exponent:
        if exponent % 2:
            result = base if result is None else _matmul(run, result, base)
        exponent //= 2
        base = _matmul(run, base, base) if exponent else base
    return run.constant(np.eye(base.shape[-1])) if result is None else result


# --- functions of a matrix -----------------------------------------------------------------------------------------


def _square(run: Run, name: str, a: Any) -> Tensor:
    array = tensor(run, a)
    if len(array.shape) < 2 or array.shape[-1] != array.shape[-2]:
        raise EngineError("needs_square", run.recorder.span, name=name, shape=str(array.shape))
    return array


def _regular(run: Run, a: Any, name: str) -> Tensor:
    array = _square(run, name, a)
    if np.any(np.linalg.det(array.value) == 0):
        raise EngineError("singular_matrix", run.recorder.span, name=name)
    return array


def _inverse(run: Run, a: Any) -> Tensor:
    return run.apply("inv", _regular(run, a, "inv"))


def _solve(run: Run, a: Any, b: Any) -> Tensor:
    array, right = _regular(run, a, "solve"), tensor(run, b)
    column = unsqueezed(run, right, 1) if len(right.shape) == 1 else right
    if not column.shape or column.shape[-2] != array.shape[-1]:
        raise run.misfit("solve", array, right)
    solution = run.apply("solve", array, column)
    return reshaped(run, solution, right.shape) if len(right.shape) == 1 else solution


def _det(run: Run, a: Any) -> Tensor:
    return run.apply("det", _square(run, "det", a))


def _logdet(run: Run, a: Any) -> Tensor:
    return run.apply("log", _det(run, a))


def _slogdet(run: Run, a: Any) -> tuple[Tensor, Tensor]:
    found = _det(run, a)
    return run.apply("sign", found), run.apply("log", run.apply("abs", found))


# --- diagonals and triangles ---------------------------------------------------------------------------------------


def _diagonal(
    run: Run, a: Any, offset: Any = 0, axis1: Any = 0, axis2: Any = 1, dim1: Any = None, dim2: Any = None
) -> Tensor:
    """The entries whose places along two axes are equal, or apart by ``offset``, as the last axis."""
    array = tensor(run, a)
    if len(array.shape) < 2:
        raise EngineError("needs_dimensions", run.recorder.span, name="diagonal", needed="2-D", shapes=str(array.shape))
    rows = one_axis(run, array, axis1 if dim1 is None else dim1)
    columns = one_axis(run, array, axis2 if dim2 is None else dim2)
    others = [one for one in range(len(array.shape)) if one not in (rows, columns)]
    shift = whole(run, offset)
    length = min(array.shape[rows] + min(shift, 0), array.shape[columns] - max(shift, 0))
    places = np.arange(max(length, 0))
    key = (*(slice(None),) * len(others), places - min(shift, 0), places + max(shift, 0))
    return run.apply("index", permuted(run, array, [*others, rows, columns]), key=key)


def _diag(run: Run, a: Any, k: Any = 0, diagonal: Any = None) -> Tensor:
    """Of a matrix its diagonal; of a vector the matrix that has it as diagonal."""
    array, offset = tensor(run, a), whole(run, k if diagonal is None else diagonal)
    if len(array.shape) == 2:
        return _diagonal(run, array, offset)
    if len(array.shape) != 1:
        raise EngineError("needs_dimensions", run.recorder.span, name="diag", needed="1-D", shapes=str(array.shape))
    size = array.shape[0] + abs(offset)
    run.recorder.check_size((size, size))
    places = np.arange(array.shape[0])
    key = (places + max(-offset, 0), places + max(offset, 0))
    return run.apply("scatter", array, key=key, shape=(size, size))


def _diagflat(run: Run, a: Any, k: Any = 0) -> Tensor:
    return _diag(run, flat(run, tensor(run, a)), k)


def _trace(run: Run, a: Any, offset: Any = 0) -> Tensor:
    entries = _diagonal(run, a, offset)
    return run.apply("sum", entries, axis=(len(entries.shape) - 1,), keepdims=False)


def _triangle(op: str) -> Callable[..., Any]:
    def implementation(run: Run, a: Any, k: Any = 0, diagonal: Any = None) -> Tensor:
        array = tensor(run, a)
        if len(array.shape) < 2:
            raise EngineError("needs_dimensions", run.recorder.span, name=op, needed="2-D", shapes=str(array.shape))
        return run.apply(op, array, k=whole(run, k if diagonal is None else diagonal))

    return implementation


def _triangle_places(find: Callable[..., Any]) -> Callable[..., Any]:
    """The rows and columns of a triangle of an (n, m) matrix."""

    def implementation(run: Run, n: Any, k: Any = 0, m: Any = None, offset: Any = None, library: str = "") -> Any:
        rows, shift, columns = whole(run, n), k if offset is None else offset, m
        if library == "torch":  # torch.tril_indices(row, col, offset=0)
            shift, columns = offset or 0, k
        run.recorder.check_size((rows, whole(run, columns) if columns is not None else rows))
        places = find(rows, whole(run, shift), None if columns is None else whole(run, columns))
        return tuple(run.constant(one) for one in places)

    return implementation


MATRICES: dict[str, Callable[..., Any]] = {
    "matmul": _matmul, "dot": _dot, "mm": _of_dimensions("mm", 2, 2), "bmm": _of_dimensions("bmm", 3, 3),
    "mv": _of_dimensions("mv", 2, 1), "addmm": _plus_product, "addmv": _plus_product, "baddbmm": _plus_product,
    "inner": _inner, "vdot": _vdot, "outer": _outer, "ger": _outer, "tensordot": _tensordot, "kron": _kron,
    "cross": _cross, "multi_dot": _chain, "chain_matmul": _chain, "matrix_power": _matrix_power,
    "inv": _inverse, "inverse": _inverse, "solve": _solve, "det": _det, "logdet": _logdet, "slogdet": _slogdet,
    "diagonal": _diagonal, "diag": _diag, "diagflat": _diagflat, "trace": _trace,
    "triu": _triangle("triu"), "tril": _triangle("tril"),
    "triu_indices": _triangle_places(np.triu_indices), "tril_indices": _triangle_places(np.tril_indices),
}  # fmt: skip
