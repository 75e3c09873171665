"""The graph in DOT is read by Graphviz."""

import pytest

import engine
from app.catalogue import examples
from engine.export import FORMATS, Titles
from engine.layout.dot import coordinates


def dot(program: str) -> str:
    return FORMATS["dot"].write(engine.trace(program), Titles())


@pytest.mark.parametrize("example", examples(), ids=lambda each: each.id)
def test_graphviz_draws_every_example_with_its_nodes_and_edges(example):
    graph = engine.trace(example.source).graph
    lines = coordinates(dot(example.source)).splitlines()
    assert sum(line.startswith("node ") for line in lines) == len(graph) - len(graph.folded)
    edges = [edge for edge in graph.edges if edge.tail not in graph.folded]
    assert sum(line.startswith("edge ") for line in lines) == len(edges)


def test_a_box_shows_name_title_value_and_gradient():
    assert r'[label="y: ( )²\n= 9\ngrad 1", fillcolor="#ffe4e6"]' in dot("x = 3; y = x²")


def test_quotes_and_backslashes_cannot_end_a_string():
    from engine.export.dot import _quoted

    assert _quoted(['a"b\\', "c"]) == '"a\\"b\\\\\\nc"'
