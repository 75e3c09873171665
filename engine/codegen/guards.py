"""Skipping what a closed ReLU makes zero: which updates change nothing in which case.

Below a ReLU that is closed every gradient is 0, so the statements that would add it can stand behind an ``if``.
0·v is taken to be 0 where v is made of sums, products and bounded functions: it is NaN only once such a v has
overflowed, and then the run has diverged. Where v is, say, a quotient, nothing is skipped: 0·(1/0) has to be NaN.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from engine.codegen.expressions import CONSTANT, LOCAL, Expression, reachable
from engine.codegen.python_functions import COMPARISONS, follows


class Case(NamedTuple):
    """That ``condition`` is ``truth``."""

    condition: Expression
    truth: bool

    @property
    def opposite(self) -> "Case":
        """The other case."""
        return Case(self.condition, not self.truth)

    def decides(self, condition: Expression) -> bool | None:
        """Whether another condition is true in this case; None where it can be either."""
        if condition is self.condition:
            return self.truth
        if self.truth and follows(self.condition, condition):
            return True
        return False if not self.truth and follows(condition, self.condition) else None


Cases = frozenset[Case]
_NEVER: Cases = frozenset()


def idle_cases(values: Mapping[str, Expression]) -> dict[str, Case]:
    """For locals whose new value (of ``values``) may be their old one, the case; as few different ones as possible."""
    changes = {name: change for name, value in values.items() if (change := _change(name, value)) is not None}
    vanishing = _vanishing(changes.values())
    found = {name: vanishing[change] for name, change in changes.items() if vanishing[change]}
    counts = Counter(case for cases in found.values() for case in cases)
    rank = {case: (-count, case.condition.number, case.truth) for case, count in counts.items()}
    return {name: min(cases, key=rank.__getitem__) for name, cases in found.items()}


def _change(name: str, value: Expression) -> Expression | None:
    """What ``value`` adds to or takes from the old value of the local ``name``, if it is such a sum."""
    if value.function not in ("add", "subtract"):
        return None
    old, change = value.operands
    return change if old.is_local(name) else None


_FINITE = COMPARISONS | {
    CONSTANT, LOCAL, "add", "subtract", "multiply", "negative", "where", "square", "absolute", "sin", "cos", "tanh",
    "arctan", "erf", "floor", "ceil", "trunc", "rint", "logical_and", "logical_or", "logical_not",
}  # fmt: skip
"""Functions that make finite numbers of finite numbers, short of an overflow."""


def affected(case: Case, roots: Iterable[Expression]) -> set[Expression]:
    """The expressions under ``roots`` that are simpler in ``case``, or in the other case."""
    found: set[Expression] = set()
    for expression in reachable(roots):
        if _is_decided(case, expression) or not found.isdisjoint(expression.operands):
            found.add(expression)
    return found


def _is_decided(case: Case, expression: Expression) -> bool:
    choices = expression.operands[:1] if expression.function == "where" else ()
    return any(each.decides(choice) is not None for choice in choices for each in (case, case.opposite))


def in_case(
    case: Case, values: Mapping[str, Expression], known: Mapping[Expression, Expression]
) -> dict[str, Expression]:
    """``values`` as they are in a case, with ``known`` expressions replaced: choices are made, zeros carried on."""
    new = dict(known)
    for expression in reachable(values.values()):
        if expression not in new:
            new[expression] = _rewritten(case, expression, new)
    return {name: new[value] for name, value in values.items()}


def _rewritten(case: Case, expression: Expression, new: Mapping[Expression, Expression]) -> Expression:
    if expression.is_atom:
        return expression
    truth = case.decides(expression.operands[0]) if expression.function == "where" else None
    if truth is not None:
        return new[expression.operands[1 if truth else 2]]
    if expression.function == "where" and case in _cases_of_choice(*expression.operands):
        return expression.book.constant(0.0)
    operands = [new[operand] for operand in expression.operands]
    for one, other in (operands, operands[::-1]) if len(operands) == 2 else ():
        if _is_zero(one) and expression.function == "add":
            return other
        if _is_zero(one) and expression.function == "multiply" and _is_finite(other):
            return one
    return expression.book.apply(expression.function, *operands)


def _is_finite(expression: Expression) -> bool:
    return all(each.function in _FINITE for each in reachable([expression]))


def _vanishing(roots: Iterable[Expression]) -> dict[Expression, Cases]:
    """For each expression under ``roots`` the cases in which it is 0."""
    found: dict[Expression, Cases] = {}
    finite: set[Expression] = set()
    for expression in reachable(roots):
        if expression.function in _FINITE and finite.issuperset(expression.operands):
            finite.add(expression)
        found[expression] = _cases(expression, found, finite)
    return found


def _cases(expression: Expression, of: Mapping[Expression, Cases], finite: set[Expression]) -> Cases:
    operands = expression.operands
    match expression.function:
        case "multiply":
            a, b = operands
            return (of[a] if b in finite else _NEVER) | (of[b] if a in finite else _NEVER)
        case "negative":
            return of[operands[0]]
        case "add" | "subtract":
            return of[operands[0]] & of[operands[1]]
        case "where":
            return _cases_of_choice(*operands) | (of[operands[1]] & of[operands[2]])
    return _NEVER


def _cases_of_choice(condition: Expression, if_true: Expression, if_false: Expression) -> Cases:
    """The sides on which a choice is the number 0; ``0 if z < 0 else z`` is 0 where z = 0 as well."""
    cases = {Case(condition, truth) for branch, truth in ((if_true, True), (if_false, False)) if _is_zero(branch)}
    if cases and condition.function == "less" and condition.operands[0] is if_false and _is_zero(condition.operands[1]):
        cases.add(Case(condition.book.apply("less_equal", *condition.operands), True))
    return frozenset(cases)


def _is_zero(expression: Expression) -> bool:
    return expression.is_constant and bool(expression.value == 0.0)
