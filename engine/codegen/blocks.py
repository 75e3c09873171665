"""From the new values of locals to statements: shared values named, the others written where they are used.

A block is given as the values that some locals have after it, in terms of the values that locals have before it.
No local is overwritten before its old value has been used for the last time.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from engine.codegen.code import NOT, Code
from engine.codegen.expressions import CONSTANT, LOCAL, Expression, reachable, uses
from engine.codegen.guards import Case, affected, idle_cases, in_case

INDENT = "    "
_DEEPEST_EXPRESSION = 12
_NOTHING: frozenset[str] = frozenset()
_UPDATES = {"add": "+=", "subtract": "-="}


class Language(Protocol):
    """One kind of code: how values and operations are written in it."""

    skips_closed_branches: bool
    """Whether conditions are single truths that an ``if`` can test."""
    updates_in_place: bool
    """Whether ``a += b`` leaves the old value of ``a`` as it is for others that hold it."""
    repeated: frozenset[str]
    """Functions of locals that are cheaper to write twice than to keep."""

    def number(self, expression: Expression) -> Code:
        """A constant."""
        ...

    def write(self, expression: Expression, operand: Callable[[Expression], Code], case: Case | None) -> Code:
        """An operation; ``operand`` gives the code of its operands, ``case`` what is known where it is written."""
        ...

    def imports(self) -> list[str]:
        """Arguments of the function that bind what the code written so far needs, such as ``exp=exp``."""
        ...

    def namespace(self) -> dict[str, Any]:
        """What the names in the code mean."""
        ...

    def value(self, expression: Expression, code: Code) -> Code:
        """The code of an expression as a number, also where it is a condition."""
        ...


def block(language: Language, values: Mapping[str, Expression], numbers: Iterator[int]) -> list[str]:
    """The statements after which each local has its value of ``values``; ``numbers`` name the locals in between."""
    changed = _changed(values)
    cases = idle_cases(changed) if language.skips_closed_branches else {}
    only = next(iter(cases.values())) if len(set(cases.values())) == 1 else None
    if only is not None and only.condition.function in language.repeated:
        return _branches(language, changed, only, numbers)
    return _Block(language, changed, cases, numbers).lines()


def _changed(values: Mapping[str, Expression]) -> dict[str, Expression]:
    """The values of the locals that have another one than before."""
    return {name: value for name, value in values.items() if not value.is_local(name)}


def _branches(language: Language, values: Mapping[str, Expression], idle: Case, numbers: Iterator[int]) -> list[str]:
    """A block with a single case: what both branches need, then each as simple as it can be."""
    condition = idle.condition
    names = {each: f"t{next(numbers)}" for each in _needed_by_both(values, idle)}
    known = {each: each.book.local(name) for each, name in names.items()}
    tested = condition.book.apply(condition.function, *(known.get(each, each) for each in condition.operands))
    code = language.write(tested, lambda atom: language.number(atom) if atom.is_constant else Code(atom.value), None)
    lines = _Block(language, {name: each for each, name in names.items()}, {}, numbers).lines()
    branches = [_changed(in_case(Case(condition, truth), values, known)) for truth in (True, False)]
    if_true, if_false = (
        [INDENT + line for line in _Block(language, branch, {}, numbers).lines()] for branch in branches
    )
    if not if_true:
        return [*lines, f"if not {code.at(NOT)}:", *if_false]
    return [*lines, f"if {code.text}:", *if_true, *(["else:", *if_false] if if_false else [])]


def _needed_by_both(values: Mapping[str, Expression], idle: Case) -> list[Expression]:
    """What does not depend on the case, but is used by what does, or by the condition."""
    depending = affected(idle, values.values())
    conditions = {each.operands[0] for each in depending if each.function == "where"}
    used = {operand for each in depending for operand in each.operands} - conditions | set(idle.condition.operands)
    return sorted((each for each in used - depending if not each.is_atom), key=lambda each: each.number)


class _Block:
    def __init__(
        self,
        language: Language,
        values: Mapping[str, Expression],
        cases: Mapping[str, Case],
        numbers: Iterator[int],
    ) -> None:
        self.language = language
        self.values = values
        self.cases = cases
        self.updates = _UPDATES if language.updates_in_place else {}
        self.conditions = {case.condition for case in self.cases.values()}
        roots = [*values.values(), *self.conditions]
        self.expressions = reachable(roots)
        self.old_values_in: dict[Expression, frozenset[str]] = {}
        self.names = self._names(uses(self.expressions, roots), numbers)
        self.computed: dict[Case | None, list[Expression]] = {}
        places = self._places()
        for expression in self.names:
            self.computed.setdefault(places[expression], []).append(expression)

    # --- which expressions get a name -----------------------------------------------------------------------------

    def _names(self, used: Mapping[Expression, int], numbers: Iterator[int]) -> dict[Expression, str]:
        """A name for what is used twice, is nested too deeply, or has to be kept while locals change."""
        names: dict[Expression, str] = {}
        depth: dict[Expression, int] = {}
        harmless = {self._kept_part(name, value): frozenset({name}) for name, value in self.values.items()}
        for expression in self.expressions:
            inner = [operand for operand in expression.operands if operand not in names]
            old = self.old_values_in[expression] = self._old_values(expression, inner)
            if expression.is_atom:
                depth[expression] = 0
                continue
            depth[expression] = 1 + max([depth[operand] for operand in inner], default=0)
            is_root = expression in harmless or expression in self.conditions
            is_kept = is_root and bool(old - harmless.get(expression, _NOTHING))
            is_cheap = depth[expression] == 1 and expression.function in self.language.repeated
            is_shared = used[expression] > 1 and not is_cheap
            if is_shared or is_kept or depth[expression] > _DEEPEST_EXPRESSION:
                names[expression] = f"t{next(numbers)}"
        return names

    def _kept_part(self, name: str, value: Expression) -> Expression:
        """What has to be computed before other locals change: of ``name += change`` the change."""
        changes = value.function in self.updates and value.operands[0].is_local(name)
        return value.operands[1] if changes and not value.operands[1].is_atom else value

    def _old_values(self, expression: Expression, inner: list[Expression]) -> frozenset[str]:
        """The locals that change in this block and are read where ``expression`` is written."""
        if expression.function == LOCAL:
            return frozenset({expression.value}) if expression.value in self.values else _NOTHING
        return _NOTHING.union(*[self.old_values_in[operand] for operand in inner])

    # --- where statements stand ------------------------------------------------------------------------------------

    def _places(self) -> dict[Expression, Case | None]:
        """The case behind whose ``if`` an expression is computed: that of all its uses, None for always."""
        wanted: dict[Expression, set[Case | None]] = {expression: set() for expression in self.expressions}
        for name, value in self.values.items():
            wanted[value].add(self.cases.get(name))
        for condition in self.conditions:
            wanted[condition].add(None)
        places: dict[Expression, Case | None] = {}
        for expression in reversed(self.expressions):
            place = next(iter(wanted[expression])) if len(wanted[expression]) == 1 else None
            if any(self.cases.get(name) != place for name in self.old_values_in[expression]):
                place = None
            places[expression] = place
            for operand in expression.operands:
                wanted[operand].add(place)
        return places

    # --- the statements --------------------------------------------------------------------------------------------

    def lines(self) -> list[str]:
        """What is always computed, then each ``if``, then the changes that are always made."""
        lines = self._computations(None)
        for idle in sorted(set(self.cases.values()), key=lambda case: (case.condition.number, case.truth)):
            lines.append(f"if {'not ' * idle.truth}{self._code(idle.condition, None).text}:")
            lines += [INDENT + line for line in (*self._computations(idle), *self._changes(idle))]
        return lines + self._changes(None)

    def _computations(self, idle: Case | None) -> list[str]:
        return [f"{self.names[each]} = {self._written(each, idle).text}" for each in self.computed.get(idle, ())]

    def _changes(self, idle: Case | None) -> list[str]:
        return [self._change(name, value, idle) for name, value in self.values.items() if self.cases.get(name) == idle]

    def _change(self, name: str, value: Expression, idle: Case | None) -> str:
        if value not in self.names and value.function in self.updates and value.operands[0].is_local(name):
            change = value.operands[1]
            return f"{name} {self.updates[value.function]} {self.language.value(change, self._code(change, idle)).text}"
        return f"{name} = {self.language.value(value, self._code(value, idle)).text}"

    def _code(self, expression: Expression, idle: Case | None) -> Code:
        if expression.function == CONSTANT:
            return self.language.number(expression)
        if expression.function == LOCAL:
            return Code(expression.value)
        return Code(self.names[expression]) if expression in self.names else self._written(expression, idle)

    def _written(self, expression: Expression, idle: Case | None) -> Code:
        case = idle.opposite if idle else None
        return self.language.write(expression, lambda operand: self._code(operand, idle), case)
