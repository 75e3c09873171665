"""In a large program lines become groups, so that its picture begins with few boxes."""

import pytest

import engine
from engine.language.interpreter import interpret
from engine.limits import LARGE_GRAPH
from engine.picture import BoxKind, picture


def lines(count: int) -> str:
    return "\n".join(["y = x", *(f"y = tanh(w{at % 5}·y + b) + y" for at in range(count))])


def graph(source: str):
    return interpret(source).graph


def group_of(graph, node):
    return next((group for group in graph.groups if group.id == node.group), None)


def test_a_small_program_has_no_lines_as_groups():
    assert graph(lines(30)).groups == ()


def test_the_ops_of_a_line_of_a_large_program_are_a_group_that_bears_its_text():
    large = graph(lines(90))
    labels = {group_of(large, node).label for node in large.applications}
    assert labels == set(lines(90).split("\n")[1:])
    assert all(group.kind in ("line", "lines") for group in large.groups)


def test_many_lines_are_taken_together_in_blocks():
    large = graph(lines(90))
    blocks = [group for group in large.groups if group.kind == "lines"]
    assert [group.label for group in blocks] == ["1–20", "21–40", "41–60", "61–80", "81–91"]
    assert {group.parent for group in large.groups if group.kind == "line"} == {group.id for group in blocks}


def test_the_span_of_a_line_is_the_line():
    large = graph(lines(90))
    for group in large.groups:
        if group.kind == "line":
            assert lines(90)[slice(*group.span)] == group.label


def test_lines_inside_a_call_are_groups_inside_its_group():
    body = "\n".join(f"    a = sin(a)·w + cos(a)·{at}" for at in range(35))
    large = graph(f"def f(a):\n{body}\n    return a\ny = f(x) + f(2x)")
    calls = {group.id for group in large.groups if group.kind == "call"}
    assert len(calls) == 2
    inner = {group.parent for group in large.groups if group.kind == "line" and group.label.startswith("a =")}
    assert inner == calls


def test_variables_of_one_line_stand_inside_its_group_and_shared_ones_outside():
    addends = " + ".join(f"w·v{at}" for at in range(120))
    large = graph(f"u = {addends}\ny = u·w + u·v0 + sin(u)")
    inside = {node.name for node in large.leaves if node.group is not None}
    assert inside == {f"v{at}" for at in range(1, 120)}


@pytest.mark.parametrize("count", [80, 150, 330])
def test_a_large_program_begins_with_boxes_that_can_be_read(count: int):
    boxes = [box for box in picture(graph(lines(count))).boxes if box.kind is not BoxKind.TAG]
    assert 1 < len(boxes) <= LARGE_GRAPH


def test_the_gradients_are_the_same_with_groups():
    large = engine.trace(lines(90))
    assert {check.verdict for check in large.checks()} == {"ok"}


def test_a_program_of_one_very_long_line_is_cut_into_parts_that_say_what_they_add():
    source = "y = " + " + ".join(f"sin(w{at}·x)" for at in range(220))
    large = graph(source)
    labels = [group.label for group in large.groups]
    assert 10 < len(labels) < 40
    assert labels[0].startswith("sin(w0·x)")
    assert labels[1].startswith("+ sin(w")
    boxes = picture(large).boxes
    assert 10 < len(boxes) <= LARGE_GRAPH
    assert sum(box.kind is BoxKind.GROUP for box in boxes) > 10


def test_parts_of_a_line_depend_on_earlier_parts_only():
    large = graph("y = " + "·".join(f"(w{at} + x)" for at in range(160)))
    order = {group.id: place for place, group in enumerate(large.groups)}
    parts = {node.id: order[node.group] for node in large.applications if node.group is not None}
    assert all(parts[edge.tail] <= parts[edge.head] for edge in large.edges if {edge.tail, edge.head} <= parts.keys())
