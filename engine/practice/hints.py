"""The hint ladder of a hidden number: the rule, what it works on, the formula, the number."""

from collections.abc import Callable
from dataclasses import dataclass

from engine.explain import Explainer, Formula
from engine.graph import Node
from engine.practice.exercise import Exercise, Item, Kind, answer_of, ends
from engine.practice.parts import parts
from engine.script import LATEX
from engine.trace import Direction

RUNGS = 4


@dataclass(frozen=True)
class Hint:
    """One rung, counted from 1: a ``code`` whose sentence the catalogue has under ``practice.hint.<code>``.

    ``ops`` are the ops that the sentence names, ``nodes`` and ``edges`` what to look at, ``lines`` LaTeX to show.
    """

    rung: int
    is_last: bool
    code: str
    ops: tuple[str, ...]
    nodes: tuple[str, ...]
    edges: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class _Ladder:
    """What the rungs say: code of the rule, code of the givens, and the lines of each of the last three rungs."""

    rule: str
    givens: str
    ops: tuple[str, ...]
    nodes: tuple[str, ...]
    edges: tuple[str, ...]
    given_lines: tuple[str, ...]
    formulas: tuple[str, ...]


def hint(exercise: Exercise, item_id: str, rung: int) -> Hint:
    """The hint on one rung for an item, from 1; above the last rung the last one. Raises EngineError for the item."""
    item = exercise.item(item_id)
    ladder = _LADDERS[item.kind](exercise.explainer, item)
    at = min(max(rung, 1), RUNGS)
    answer = f"{exercise.symbol(item)} = {LATEX.number(answer_of(exercise.trace, item)).text}"
    codes = (ladder.rule, ladder.givens, "formula", "answer")
    lines = ((), ladder.given_lines, ladder.formulas, (answer,))
    return Hint(at, at == RUNGS, codes[at - 1], ladder.ops, ladder.nodes, ladder.edges, lines[at - 1])


def _value_ladder(explainer: Explainer, item: Item) -> _Ladder:
    node = explainer.graph[item.target]
    operands = [explainer.graph[tail] for tail in node.operands]
    formula = explainer.value(node)
    return _Ladder(
        rule="operation",
        givens="operands",
        ops=(node.op or "",),
        nodes=tuple(operand.id for operand in operands if not operand.is_folded),
        edges=tuple(f"{node.id}.{argnum}" for argnum, operand in enumerate(operands) if not operand.is_folded),
        given_lines=_values(operands),
        formulas=(f"{formula.lhs} = {formula.symbols} = {formula.numbers}",),
    )


def _local_ladder(explainer: Explainer, item: Item) -> _Ladder:
    head, argnum = ends(item.target)
    node = explainer.graph[head]
    operands = [explainer.graph[tail] for tail in node.operands]
    symbols = explainer.local_derivative(node, argnum).text
    return _Ladder(
        rule="local_rule",
        givens="operands",
        ops=(node.op or "",),
        nodes=(node.id, operands[argnum].id),
        edges=(item.target,),
        given_lines=_values([*operands, node]),
        formulas=(f"{explainer.script.derivative(node, operands[argnum])} = {symbols}",),
    )


def _gradient_ladder(explainer: Explainer, item: Item) -> _Ladder:
    """With several uses the rule is the sum over them."""
    found = parts(explainer.trace, item.target)
    heads = [part.head for part in found]
    formulas = [_contribution(explainer.contribution(part.edge)) for part in found]
    if len(found) == 1:
        formulas = [f"{explainer.derivative(explainer.graph[item.target])} = {formulas[0]}"]
    return _Ladder(
        rule="chain_rule" if len(found) == 1 else "sum_over_uses",
        givens="upstream",
        ops=tuple(dict.fromkeys(head.op or "" for head in heads)),
        nodes=tuple(dict.fromkeys(head.id for head in heads)),
        edges=tuple(part.edge.id for part in found),
        given_lines=tuple(dict.fromkeys(_upstream(explainer, head) for head in heads)),
        formulas=tuple(formulas),
    )


def _updated_ladder(explainer: Explainer, item: Item) -> _Ladder:
    node = explainer.graph[item.target]
    formula = explainer.update(node)
    return _Ladder(
        rule="ascent_rule" if explainer.trace.direction is Direction.ASCENT else "update_rule",
        givens="gradient",
        ops=(),
        nodes=(node.id,),
        edges=(),
        given_lines=(_upstream(explainer, node),),
        formulas=(rf"{formula.lhs} \leftarrow {formula.symbols} = {formula.numbers}",),
    )


def _values(nodes: list[Node]) -> tuple[str, ...]:
    """``h = 1.1`` for each node that is not a plain number."""
    return tuple(
        dict.fromkeys(f"{node.symbol} = {LATEX.number(node.value).text}" for node in nodes if not node.is_folded)
    )


def _upstream(explainer: Explainer, node: Node) -> str:
    return f"{explainer.derivative(node)} = {LATEX.number(explainer.trace.cotangent(node)).text}"


def _contribution(formula: Formula) -> str:
    return f"{formula.symbols} = {formula.numbers}"


_LADDERS: dict[Kind, Callable[[Explainer, Item], _Ladder]] = {
    Kind.VALUE: _value_ladder,
    Kind.LOCAL: _local_ladder,
    Kind.GRADIENT: _gradient_ladder,
    Kind.UPDATED: _updated_ladder,
}
