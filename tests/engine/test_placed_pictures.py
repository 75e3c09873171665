"""Pictures with their places are kept under the topology of a graph: nothing else may stand in for them."""

import engine
from engine.layout import dot, layout, placed_picture
from engine.layout.dot import DotUnavailable
from engine.picture import picture
from tests.engine.graphs import network, renumbered

LOOP = """h = 1
for i in range(2):
    h = tanh(w·h + x)
y = h²"""


def test_new_values_need_no_new_picture():
    first, second = (placed_picture(renumbered(value)) for value in (1.0, 7.0))
    assert first[0] is second[0]
    assert first[1] is second[1]


VARIANTS = {
    "the program": {"source": "y = (x + 1)·w"},
    "another number inside a box": {"source": "y = (x + 2)·w"},
    "another op": {"source": "y = (x − 1)·w"},
    "another name": {"source": "y = (x + 1)·v"},
    "another name for the result": {"source": "z = (x + 1)·w"},
    "another label": {"source": "y = (1 + x)·w"},
    "an op's param": {"source": "y = leaky_relu(x, 0.1)·w"},
    "another param": {"source": "y = leaky_relu(x, 0.2)·w"},
    "another shape": {"source": "y = sum((x + 1)·w)", "values": {"w": [1, 2]}},
    "yet another shape": {"source": "y = sum((x + 1)·w)", "values": {"w": [1, 2, 3]}},
    "a leaf used twice": {"source": "y = (x + 1)·x"},
    "another role": {"source": "y = (x + 1)·w", "roles": {"w": "input"}},
    "another output": {"source": "a = x + 1; y = a·w"},
    "an output on the way": {"source": "a = x + 1; y = a·w", "output": "a"},
    "a loop": {"source": LOOP},
    "a loop with other turns": {"source": LOOP.replace("range(2)", "range(3)")},
}


def test_whatever_changes_the_picture_is_told_from_what_is_kept():
    for asked in (*VARIANTS.values(), *reversed(VARIANTS.values())):
        graph = engine.trace(**asked).graph
        for opened in (None, frozenset(), frozenset(group.id for group in graph.groups)):
            drawn, laid = placed_picture(graph, opened)
            assert drawn == picture(graph, opened)
            assert laid == layout(drawn)


def test_a_picture_that_dot_was_too_busy_to_place_is_placed_again():
    answers = iter((_busy, dot.coordinates))

    def busy_at_first(text):
        return next(answers)(text)

    notes = [placed_picture(network(), coordinates=busy_at_first)[1].note for _ in range(3)]
    assert notes == ["fallback", None, None]


def _busy(_text):
    raise DotUnavailable("busy")
