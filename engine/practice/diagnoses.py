"""The mistakes that learners make in single numbers: a table of what each would have them answer."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from engine.graph import Array, Node
from engine.mistakes import derivative_at_output
from engine.ops import OPS
from engine.passes import ONE
from engine.paths import PathFinder
from engine.practice.exercise import Item, Kind, answer_of, ends
from engine.practice.parts import Part, operands, parts
from engine.rules import computation
from engine.trace import Direction, Trace

Answers = Callable[[Trace, str], Iterator[Array]]
"""The wrong answers of a mistake to the item of a node or an edge; none where it cannot be made."""


@dataclass(frozen=True)
class Diagnosis:
    """A row of the table: a mistake in numbers of one kind, and the answers it leads to."""

    name: str
    kind: Kind
    answers: Answers


# --- gradients ---------------------------------------------------------------------------------------------------


def _from_parts(wrong: Callable[[Trace, Part], Array | None]) -> Answers:
    """The same mistake in every contribution; where it cannot be made in one, that contribution is right."""

    def answers(trace: Trace, node_id: str) -> Iterator[Array]:
        found = parts(trace, node_id)
        changed = [wrong(trace, part) for part in found]
        if any(value is not None for value in changed):
            pairs = zip(found, changed, strict=True)
            yield np.float64(sum(part.contribution if value is None else value for part, value in pairs))

    return answers


def _without_upstream(trace: Trace, part: Part) -> Array | None:
    return None if part.local is None else part.times(ONE, part.local)


def _without_local(trace: Trace, part: Part) -> Array | None:
    return None if part.local is None else part.times(part.upstream, ONE)


def _at_the_output(trace: Trace, part: Part) -> Array | None:
    derivative = derivative_at_output(trace.graph, part.head, part.edge.argnum)
    return None if derivative is None else part.times(part.upstream, derivative)


def _of_the_other_operand(trace: Trace, part: Part) -> Array | None:
    other = _other_local(trace, part.head, part.edge.argnum)
    return None if other is None else part.times(part.upstream, other)


def _added(trace: Trace, part: Part) -> Array | None:
    if part.local is None or np.ndim(part.contribution):
        return None
    return np.float64(part.upstream + part.local)


def _other_local(trace: Trace, node: Node, argnum: int) -> Array | None:
    """The local derivative by the other of two operands."""
    if len(node.operands) != 2 or any(tail in trace.graph.folded for tail in node.operands):
        return None
    return trace.locals[f"{node.id}.{1 - argnum}"]


def _last_only(trace: Trace, node_id: str) -> Iterator[Array]:
    found = parts(trace, node_id)
    if len(found) > 1:
        yield found[-1].contribution


def _some_only(trace: Trace, node_id: str) -> Iterator[Array]:
    """Each contribution alone, and all but one."""
    contributions = [part.contribution for part in parts(trace, node_id)]
    if len(contributions) > 1:
        yield from contributions
        yield from (sum(contributions) - contribution for contribution in contributions)


def _without_a_factor(trace: Trace, node_id: str) -> Iterator[Array]:
    """Of the chain rule along the only path, the product without one of its factors."""
    finder = PathFinder(trace, node_id)
    if finder.counts[0] == 1 and finder.is_scalar:
        factors = [float(trace.cotangents[trace.graph.output]), *(finder.factors[edge.id] for edge in finder.edges)]
        for left_out in range(1, len(factors)):
            yield np.float64(math.prod(factors[:left_out]) * math.prod(factors[left_out + 1 :]))


# --- local derivatives ---------------------------------------------------------------------------------------------


def _local_at_output(trace: Trace, edge_id: str) -> Iterator[Array]:
    head, argnum = ends(edge_id)
    yield from _known(derivative_at_output(trace.graph, trace.graph[head], argnum))


def _local_of_other(trace: Trace, edge_id: str) -> Iterator[Array]:
    head, argnum = ends(edge_id)
    yield from _known(_other_local(trace, trace.graph[head], argnum))


def _known(value: Array | None) -> Iterator[Array]:
    if value is not None:
        yield value


# --- values --------------------------------------------------------------------------------------------------------

_CONFUSED = {"add": ("mul", "sub"), "sub": ("add",), "mul": ("add",), "div": ("mul",), "power": ("mul",)}
"""Ops that are taken for others."""


def _of_another_op(trace: Trace, node_id: str) -> Iterator[Array]:
    name, values = _binary(trace, node_id)
    for other in _CONFUSED.get(name, ()):
        yield computation(other)(*values)


def _swapped(trace: Trace, node_id: str) -> Iterator[Array]:
    name, values = _binary(trace, node_id)
    if len(values) == 2 and OPS[name].has_locals:
        yield computation(name)(*reversed(values), **trace.graph[node_id].params)


def _binary(trace: Trace, node_id: str) -> tuple[str, Sequence[Array]]:
    """Op and operands; a square is a power with the exponent 2."""
    node = trace.graph[node_id]
    values = operands(trace.graph, node)
    return ("power", [*values, np.float64(2)]) if node.op == "square" else (node.op or "", values)


def _function_skipped(trace: Trace, node_id: str) -> Iterator[Array]:
    node = trace.graph[node_id]
    free = [tail for tail in node.operands if tail not in trace.graph.folded]
    if len(free) == 1 and OPS[node.op or ""].has_locals:
        yield trace.graph.values[free[0]]


# --- updates -------------------------------------------------------------------------------------------------------


def _update(combine: Callable[[Array, Array, Array], Array]) -> Answers:
    """From the parameter, its gradient and the learning rate."""

    def answers(trace: Trace, node_id: str) -> Iterator[Array]:
        node = trace.graph[node_id]
        yield combine(node.value, trace.cotangent(node), np.float64(trace.learning_rate))

    return answers


def _without_learning_rate(trace: Trace, node_id: str) -> Iterator[Array]:
    yield trace.direction.move(trace.graph.values[node_id], trace.cotangent(trace.graph[node_id]))


def _the_other_way(direction: Direction) -> Answers:
    """The step of an update in ``direction``, taken the other way."""
    (other,) = (each for each in Direction if each is not direction)

    def answers(trace: Trace, node_id: str) -> Iterator[Array]:
        if trace.direction is direction:
            step = trace.learning_rate * trace.cotangent(trace.graph[node_id])
            yield other.move(trace.graph.values[node_id], step)

    return answers


# --- for all kinds -------------------------------------------------------------------------------------------------


def _negative(kind: Kind) -> Answers:
    def answers(trace: Trace, target: str) -> Iterator[Array]:
        yield -answer_of(trace, Item(kind, target))

    return answers


def _value_of(trace: Trace, target: str) -> Iterator[Array]:
    """The value of the node, or of the edge's head."""
    node = ends(target)[0] if "." in target else target
    yield trace.graph.values[node]


DIAGNOSES: tuple[Diagnosis, ...] = (
    Diagnosis("wrong_sign", Kind.GRADIENT, _negative(Kind.GRADIENT)),
    Diagnosis("overwrote", Kind.GRADIENT, _last_only),
    Diagnosis("only_some_paths", Kind.GRADIENT, _some_only),
    Diagnosis("forgot_inner_derivative", Kind.GRADIENT, _from_parts(_without_local)),
    Diagnosis("forgot_upstream", Kind.GRADIENT, _from_parts(_without_upstream)),
    Diagnosis("derivative_at_output", Kind.GRADIENT, _from_parts(_at_the_output)),
    Diagnosis("other_operand", Kind.GRADIENT, _from_parts(_of_the_other_operand)),
    Diagnosis("forgot_factor", Kind.GRADIENT, _without_a_factor),
    Diagnosis("added_factors", Kind.GRADIENT, _from_parts(_added)),
    Diagnosis("value_instead", Kind.GRADIENT, _value_of),
    Diagnosis("wrong_sign", Kind.LOCAL, _negative(Kind.LOCAL)),
    Diagnosis("derivative_at_output", Kind.LOCAL, _local_at_output),
    Diagnosis("other_operand", Kind.LOCAL, _local_of_other),
    Diagnosis("times_upstream", Kind.LOCAL, lambda trace, edge: iter((trace.contributions[edge],))),
    Diagnosis("value_instead", Kind.LOCAL, _value_of),
    Diagnosis("wrong_sign", Kind.VALUE, _negative(Kind.VALUE)),
    Diagnosis("function_skipped", Kind.VALUE, _function_skipped),
    Diagnosis("swapped_operands", Kind.VALUE, _swapped),
    Diagnosis("wrong_operation", Kind.VALUE, _of_another_op),
    Diagnosis("added_instead", Kind.UPDATED, _the_other_way(Direction.DESCENT)),
    Diagnosis("subtracted_instead", Kind.UPDATED, _the_other_way(Direction.ASCENT)),
    Diagnosis("forgot_learning_rate", Kind.UPDATED, _without_learning_rate),
    Diagnosis("step_only", Kind.UPDATED, _update(lambda p, g, rate: -rate * g)),
    Diagnosis("step_only", Kind.UPDATED, _update(lambda p, g, rate: rate * g)),
    Diagnosis("not_updated", Kind.UPDATED, _update(lambda p, g, rate: p)),
    Diagnosis("gradient_instead", Kind.UPDATED, _update(lambda p, g, rate: g)),
)
"""To add a diagnosis, add its row. Of two that lead to the same answer the first is named first."""


def wrong_answers(trace: Trace, item: Item) -> Iterator[tuple[str, Array]]:
    """Every wrong answer to an item that a mistake of the table leads to, with the mistake."""
    with np.errstate(all="ignore"):
        for diagnosis in DIAGNOSES:
            if diagnosis.kind is item.kind:
                yield from product((diagnosis.name,), diagnosis.answers(trace, item.target))
