"""``==``, ``<``, ``is`` and ``in`` on values of the language."""

import ast
from typing import Any

from engine.language.entries import contains
from engine.language.operations import COMPARISONS, everyday, operate
from engine.language.run import Run
from engine.language.values import PLAIN, Instance, Native, Tensor


def compared(run: Run, operator: ast.cmpop, left: Any, right: Any) -> Any:
    """One comparison; of nodes it is a node, else a bool."""
    match operator:
        case ast.Is() | ast.IsNot():
            return _is(left, right) is isinstance(operator, ast.Is)
        case ast.In() | ast.NotIn():
            return contains(run, right, left) is isinstance(operator, ast.In)
    op = COMPARISONS[type(operator)]
    if op in ("equal", "not_equal") and not _is_comparable(left, right):
        return (_are_one_type(left, right) or everyday(left) == everyday(right)) is (op == "equal")
    return operate(run, op, left, right)


def _is(left: Any, right: Any) -> bool:
    """A number with a name is the number itself: ``True`` and small whole numbers are one object each in Python."""
    if isinstance(left, Tensor) and left.flavour == "number" and isinstance(right, PLAIN):
        return bool(everyday(left) == right)
    return (
        left is right
        or _are_one_type(left, right)
        or (isinstance(left, PLAIN) and isinstance(right, PLAIN) and type(left) is type(right) and left == right)
    )


def _are_one_type(left: Any, right: Any) -> bool:
    """``type(x) == np.ndarray``: types of the library are one by their name, whichever function stands for them."""
    return isinstance(left, Native) and isinstance(right, Native) and left.name == right.name


def _is_comparable(left: Any, right: Any) -> bool:
    """Whether the op table compares them; everything else is equal as in Python."""
    if isinstance(left, Instance) or isinstance(right, Instance):
        return True
    numeric = (*PLAIN, Tensor)
    if isinstance(left, numeric) and isinstance(right, numeric):
        return True
    return any(
        isinstance(one, Tensor) and isinstance(other, list | tuple) for one, other in ((left, right), (right, left))
    )
