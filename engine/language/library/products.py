"""Einsum: sums of products over letters that name the axes."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from engine.errors import EngineError
from engine.language.library.arguments import tensor
from engine.language.run import Run
from engine.language.values import Tensor
from engine.limits import MAX_DIMENSIONS

_PATTERN = re.compile(r"[a-zA-Z]*(,[a-zA-Z]*)*(->[a-zA-Z]*)?")
_LETTERS = "ABCDEFGH"
"""What an ellipsis stands for; a pattern that uses them itself has no ellipsis with them."""


def einsum(run: Run, pattern: Any, *arrays: Any) -> Tensor:
    """Two operands at a time, from the left; an index that only one operand has is summed first."""
    given = arrays[0] if len(arrays) == 1 and isinstance(arrays[0], list | tuple) else arrays
    operands = [tensor(run, array) for array in given]
    terms, result = _read_pattern(run, str(pattern).replace(" ", ""), operands)
    value, indices = _without_lone_indices(run, operands[0], terms[0], "".join(terms[1:]) + result)
    for position, (array, other) in enumerate(zip(operands[1:], terms[1:], strict=True), 2):
        needed = result + "".join(terms[position:])
        right, other = _without_lone_indices(run, array, other, indices + needed)
        target = "".join(dict.fromkeys(i for i in indices + other if i in needed)) if position < len(terms) else result
        _check_sizes(run, target, value, indices, right, other)
        value = run.apply("einsum", value, right, left=indices, right=other, result=target)
        indices = target
    return _arranged(run, value, indices, result)


def _read_pattern(run: Run, pattern: str, arrays: Sequence[Tensor]) -> tuple[list[str], str]:
    """The letters of each operand and of the result. Raises EngineError where they do not fit the arrays."""
    written = _without_ellipsis(pattern, arrays)
    inputs, arrow, result = written.partition("->")
    terms = inputs.split(",")
    fitting = len(terms) == len(arrays) and all(
        len(term) == len(set(term)) == len(array.shape) for term, array in zip(terms, arrays, strict=False)
    )
    letters = "".join(terms)
    if not arrow:
        result = "".join(sorted(letter for letter in set(letters) if letters.count(letter) == 1))
    known = len(set(result)) == len(result) <= MAX_DIMENSIONS and set(result) <= set(letters)
    if not _PATTERN.fullmatch(written) or not fitting or not known:
        raise EngineError("bad_einsum", run.recorder.span, pattern=pattern)
    return terms, result


def _without_ellipsis(pattern: str, arrays: Sequence[Tensor]) -> str:
    """``...ij,jk->...ik`` with letters for the axes that the ellipsis leaves open."""
    terms = pattern.partition("->")[0].split(",")
    open_axes = [len(a.shape) - len(t) + 3 for t, a in zip(terms, arrays, strict=False) if "..." in t]
    if len(set(open_axes)) != 1 or not 0 <= open_axes[0] <= len(_LETTERS) or set(_LETTERS) & set(pattern):
        return pattern
    return pattern.replace("...", _LETTERS[: open_axes[0]])


def _without_lone_indices(run: Run, value: Tensor, indices: str, others: str) -> tuple[Tensor, str]:
    lone = tuple(axis for axis, letter in enumerate(indices) if letter not in others)
    if not lone:
        return value, indices
    kept = "".join(letter for letter in indices if letter in others)
    return run.apply("sum", value, axis=lone, keepdims=False), kept


def _check_sizes(run: Run, result: str, left: Tensor, left_indices: str, right: Tensor, right_indices: str) -> None:
    sizes = dict(zip(left_indices, left.shape, strict=True))
    for letter, size in zip(right_indices, right.shape, strict=True):
        if sizes.setdefault(letter, size) != size:
            raise run.misfit("einsum", left, right)
    run.recorder.check_size(tuple(sizes[letter] for letter in result))


def _arranged(run: Run, value: Tensor, indices: str, result: str) -> Tensor:
    summed, indices = _without_lone_indices(run, value, indices, result)
    order = tuple(indices.index(letter) for letter in result)
    return summed if order == tuple(range(len(order))) else run.apply("transpose", summed, axes=order)


PRODUCTS: dict[str, Callable[..., Any]] = {"einsum": einsum}
