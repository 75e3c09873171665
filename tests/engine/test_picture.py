"""What of a graph is drawn."""

import numpy as np
import pytest

from engine.graph import Role
from engine.picture import BoxKind, Remedies, card, picture
from engine.picture.card import BodyKind
from tests.engine.graphs import FAMILIES, Builder, closed_groups, lone, network, rnn, shared, twice, wide_sum

PLAIN = Remedies(sums=False, tags_above_boxes=10**6, tags_above_links=10**6, groups_above=10**6)


def _boxes(drawn):
    return {box.id: box for box in drawn.boxes}


def test_every_visible_node_of_a_small_graph_has_a_box_of_its_own():
    drawn = picture(network())
    assert [box.id for box in drawn.boxes] == [node.id for node in network()]
    assert all(box.nodes == (box.node,) == (box.id,) for box in drawn.boxes)


def test_a_card_shows_the_op_left_and_the_name_right():
    boxes = {(box.title, box.name) for box in picture(network()).boxes}
    assert {("ReLU", "h"), ("+", "z1"), ("( )²", "loss"), ("x", ""), ("w1", "")} <= boxes


def test_two_uses_by_one_op_are_two_links():
    assert [link.id for link in picture(twice()).links] == ["n1.0", "n1.1"]


def test_an_unnamed_number_has_no_box_and_no_link_but_is_in_the_title():
    drawn = picture(shared())
    assert "n3" not in _boxes(drawn)
    assert "n4.1" not in {link.id for link in drawn.links}
    assert "+ 1" in {box.title for box in drawn.boxes}


def test_other_values_make_an_equal_picture():
    graph, other = network(), network()
    for node in other.nodes:
        object.__setattr__(node, "value", np.float64(123456.789))
    assert picture(graph) == picture(other)


def test_a_long_name_is_cut_on_the_card_and_whole_in_its_label():
    b = Builder()
    b.leaf("the_loss_of_the_whole_training_set_after_the_first_epoch")
    (box,) = picture(b.graph()).boxes
    assert box.title.endswith("…")
    assert box.width <= card.MAX_WIDTH
    assert box.label == "the_loss_of_the_whole_training_set_after_the_first_epoch"


def test_an_unnamed_chain_of_additions_is_one_sum_whose_addends_keep_their_edges():
    drawn = picture(wide_sum(5))
    (total,) = (box for box in drawn.boxes if box.kind is BoxKind.SUM)
    into = [link for link in drawn.links if link.head == total.id]
    assert total.name == "y"
    assert len(total.nodes) == 4
    assert len(into) == 5
    assert {link.id.split(".")[0] for link in into} == set(total.nodes)


def test_a_sum_with_a_name_stays_a_box_of_its_own():
    b = Builder()
    first = b.op("add", b.leaf("a"), b.leaf("b"), name="partial")
    b.op("add", first, b.leaf("c"), name="y")
    assert {box.name for box in picture(b.graph()).boxes} == {"", "partial", "y"}


def test_a_sum_that_is_used_twice_stays_a_box_of_its_own():
    b = Builder()
    first = b.op("add", b.leaf("a"), b.leaf("b"))
    b.op("mul", b.op("add", first, b.leaf("c")), first)
    assert first in _boxes(picture(b.graph()))


def test_a_sum_with_a_folded_number_stays_a_box_because_its_title_tells_the_number():
    b = Builder()
    inner = b.op("add", b.leaf("a"), b.number(3.0))
    b.op("add", inner, b.leaf("b"))
    assert _boxes(picture(b.graph()))[inner].title == "+ 3"


def test_in_a_large_picture_a_leaf_with_several_uses_is_a_tag_at_each_of_them():
    drawn = picture(rnn(20))
    tags = [box for box in drawn.boxes if box.kind is BoxKind.TAG and box.title == "w11"]
    assert len(tags) == 20
    assert {tag.node for tag in tags} == {"n2"}
    assert all(tag.id.startswith("n2@") and tag.height == card.TAG_HEIGHT for tag in tags)
    assert sorted(link.tail for link in drawn.links if link.tail.startswith("n2@")) == sorted(tag.id for tag in tags)


def test_in_a_small_picture_a_leaf_with_several_uses_is_drawn_once():
    assert all(box.kind is not BoxKind.TAG for box in picture(rnn(3)).boxes)


def test_closed_groups_with_many_links_have_tags_too():
    drawn = picture(rnn(50))
    assert {box.kind for box in drawn.boxes} >= {BoxKind.GROUP, BoxKind.TAG}


def test_a_picture_that_is_too_large_starts_with_its_inner_groups_closed():
    drawn = picture(closed_groups())
    assert len(drawn.boxes) <= 300
    assert drawn.opened == {f"g{number}" for number in range(0, 60, 2)}
    assert {box.title for box in drawn.boxes if box.kind is BoxKind.GROUP} == {f"g{call}" for call in range(30)}


def test_a_closed_group_is_one_box_that_shows_the_value_that_leaves_it():
    graph = closed_groups()
    drawn = picture(graph, frozenset())
    groups = [box for box in drawn.boxes if box.kind is BoxKind.GROUP]
    assert [box.title for box in groups] == [f"f{call}" for call in range(30)]
    assert all(len(box.nodes) == 16 and box.node == box.nodes[-1] for box in groups)


def test_opening_a_group_shows_what_is_in_it():
    drawn = picture(closed_groups(), frozenset({"g0", "g1"}))
    assert sum(box.kind is BoxKind.GROUP for box in drawn.boxes) == 29
    assert {f"n{index}" for index in range(1, 17)} <= set(_boxes(drawn))


def test_a_group_of_one_box_is_drawn_as_that_box():
    b = Builder()
    x = b.leaf("x")
    b.open_group("f")
    b.op("sin", x)
    assert [box.kind for box in picture(b.graph(), frozenset()).boxes] == [BoxKind.LEAF, BoxKind.OP]


def test_links_between_the_same_boxes_are_one_when_a_group_is_closed():
    b = Builder()
    x = b.leaf("x")
    b.open_group("f")
    b.op("mul", b.op("sin", x), b.op("cos", x))
    (link,) = picture(b.graph(), frozenset()).links
    assert link.edges == ("n1.0", "n2.0")
    assert (link.id, link.tail, link.head) == ("n1.0", "n0", "g0")


@pytest.mark.parametrize("family", FAMILIES)
def test_every_node_and_every_edge_is_drawn_once(family):
    graph = FAMILIES[family]()
    drawn = picture(graph, remedies=Remedies(tags_above_boxes=10**6, tags_above_links=10**6))
    shown = [node for box in drawn.boxes for node in box.nodes]
    assert sorted(shown) == sorted(node.id for node in graph if not node.is_folded)
    owner = {node: box.id for box in drawn.boxes for node in box.nodes}
    between = [edge.id for edge in graph.edges if edge.tail in owner and owner[edge.tail] != owner[edge.head]]
    assert sorted(edge for link in drawn.links for edge in link.edges) == sorted(between)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_link_joins_two_boxes_of_the_picture(family):
    drawn = picture(FAMILIES[family]())
    assert len(_boxes(drawn)) == len(drawn.boxes)
    assert {end for link in drawn.links for end in (link.tail, link.head)} <= set(_boxes(drawn))


def test_without_remedies_every_visible_node_is_a_box():
    graph = rnn(20)
    assert len(picture(graph, remedies=PLAIN).boxes) == len(graph)


def test_roles_are_those_of_the_nodes():
    assert picture(lone()).boxes[0].role is Role.OUTPUT


@pytest.mark.parametrize(
    ("shape", "kind", "grid"),
    [
        ((), BodyKind.SCALAR, (1, 1)),
        ((1,), BodyKind.NUMBERS, (1, 1)),
        ((6,), BodyKind.NUMBERS, (6, 1)),
        ((7,), BodyKind.HEAT, (7, 1)),
        ((400,), BodyKind.HEAT, (12, 1)),
        ((3, 3), BodyKind.NUMBERS, (3, 3)),
        ((1, 4), BodyKind.HEAT, (1, 4)),
        ((40, 3), BodyKind.HEAT, (12, 3)),
        ((2, 3, 4, 5), BodyKind.HEAT, (12, 5)),
        ((0,), BodyKind.HEAT, (0, 0)),
        ((0, 3), BodyKind.HEAT, (0, 0)),
    ],
)
def test_few_numbers_are_shown_as_numbers_and_many_as_a_heat_map(shape, kind, grid):
    body = card.body(shape)
    assert (body.kind, (body.rows, body.columns)) == (kind, grid)


@pytest.mark.parametrize("shape", [(), (1,), (6,), (12,), (3, 3), (2, 3), (40, 40), (2, 3, 4, 5)])
def test_both_grids_lie_inside_the_card_and_apart(shape):
    body = card.body(shape)
    width, height = body.columns * body.cell[0], body.rows * body.cell[1]
    for x, y in (body.value, body.grad):
        assert x >= 0
        assert x + width <= body.width
        assert y > card.BAND
        assert y + height <= body.height
    assert body.value[0] + width <= body.grad[0] or body.value[1] + height <= body.grad[1]
