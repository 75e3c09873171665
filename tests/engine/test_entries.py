"""The calculation behind one entry, as the reader sees it."""

import re

import pytest

import engine
from engine.entries import Entry, of_edge, of_node, of_update

PROGRAM = """
W = [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]
x = [1, 2]
b = 0.5
h = relu(W @ x + b)
s = softmax(h)
loss = sum(h²) + mean(s)
"""


@pytest.fixture(scope="module")
def trace():
    return engine.trace(PROGRAM)


def node(trace, label: str) -> str:
    return next(each.id for each in trace.graph if label in (each.name, each.label))


def edge(trace, tail: str, head: str) -> str:
    ends = node(trace, tail), node(trace, head)
    return next(each.id for each in trace.graph.edges if (each.tail, each.head) == ends)


def lines(entry: Entry) -> list[str]:
    """The lines without LaTeX's spacing."""
    texts = (entry.lhs, entry.symbols, entry.numbers, entry.result)
    return [re.sub(r"\s*\\cdot\s*", "·", text).replace(r"\left", "").replace(r"\right", "") for text in texts]


def test_an_entry_of_a_product_is_a_sum_of_products(trace):
    entry = of_node(trace, node(trace, "W @ x"), (0,))
    assert lines(entry) == ["(u_{1})_{1}", "W_{1,1}·x_{1} + W_{1,2}·x_{2}", "0.1·1 + 0.2·2", "0.5"]
    assert entry.addends == 2


def test_an_entry_of_an_elementwise_op_is_the_op_between_numbers(trace):
    assert lines(of_node(trace, node(trace, "W @ x + b"), (2,)))[1:] == ["(u_{1})_{3} + b", "1.7 + 0.5", "2.2"]


def test_an_entry_of_a_gradient_is_upstream_times_factor(trace):
    found = lines(of_edge(trace, edge(trace, "W", "W @ x"), (1, 1)))
    assert found[0] == r"\frac{\partial L}{\partial W_{2,2}}"
    assert found[1] == r"\frac{\partial L}{\partial (u_{1})_{2}}·x_{2}"
    assert found[2].endswith("·2")


def test_the_gradient_of_a_copied_value_is_the_sum_over_its_copies(trace):
    entry = of_edge(trace, edge(trace, "b", "W @ x + b"), ())
    assert entry.addends == 3
    assert lines(entry)[1] == " + ".join(rf"\frac{{\partial L}}{{\partial (u_{{2}})_{{{at}}}}}" for at in (1, 2, 3))


def test_a_mean_is_a_sum_over_a_number(trace):
    assert lines(of_node(trace, node(trace, "mean(s)"), ()))[1] == r"\frac{s_{1} + s_{2} + s_{3}}{3}"


def test_an_entry_of_an_op_on_all_entries_shows_them_all(trace):
    found = lines(of_node(trace, node(trace, "s"), (0,)))
    assert found[1] == r"(\operatorname{softmax}(h))_{1}"
    assert "1 \\\\ 1.6 \\\\ 2.2" in found[2]


def test_a_gradient_through_an_op_on_all_entries_names_the_local_derivatives(trace):
    found = lines(of_edge(trace, edge(trace, "h", "s"), (0,)))
    assert found[1].count(r"\frac{\partial s_") == 3


def test_an_entry_is_updated_on_its_own(trace):
    found = lines(of_update(trace, node(trace, "W"), (0, 1)))
    assert found[0] == "W_{1,2}"
    assert found[2].startswith("0.2 − 0.1·")


def test_a_long_sum_leaves_its_middle_out():
    trace = engine.trace("x = ones(40)\ny = sum(x)")
    entry = of_node(trace, trace.graph.output, ())
    assert entry.addends == 40
    assert entry.numbers == "1 + 1 + 1 + 1 + 1 + 1 + 1 + \\cdots + 1"


def test_an_entry_of_a_leaf_is_its_number(trace):
    assert lines(of_node(trace, node(trace, "x"), (1,))) == ["x_{2}", "2", "2", "2"]


@pytest.mark.parametrize("index", [(3,), (-1,), (0, 0)])
def test_an_entry_that_does_not_exist_is_refused(trace, index):
    with pytest.raises(engine.EngineError, match="it has no entry"):
        of_node(trace, node(trace, "W @ x"), index)


def test_an_edge_without_a_gradient_is_refused():
    trace = engine.trace("x = tensor([1.0, 2.0])\ny = sum(x) + sum(x.detach())")
    with pytest.raises(engine.EngineError, match="over which a gradient passes"):
        of_edge(trace, edge(trace, "x", "detach(x)"), (0,))


def test_what_is_no_parameter_is_not_updated(trace):
    with pytest.raises(engine.EngineError, match="not a variable"):
        of_update(trace, node(trace, "x"), (0,))
