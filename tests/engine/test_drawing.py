"""The SVG: what it shows of a graph and of a state, for the page and alone."""

import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from engine.drawing import draw, plain_colours_first
from engine.drawing.body import block_means
from engine.drawing.state import State, start, state_at
from engine.language.interpreter import Outcome
from engine.layout import layout
from engine.passes import reverse
from engine.picture import REMEDIES, Remedies, picture
from engine.trace import Trace
from tests.engine.graphs import FAMILIES, Builder, arrays, closed_groups, network, rnn, wide_sum

CSS = Path(__file__).parents[2].joinpath("static", "css", "graph.css").read_text(encoding="utf-8")
SVG = "{http://www.w3.org/2000/svg}"
NODES = {node.name or node.label: node.id for node in network()}


def _drawn(graph, **options):
    drawn = picture(graph, options.pop("opened", None), options.pop("remedies", REMEDIES))
    return ElementTree.fromstring(draw(graph, drawn, layout(drawn), **options))


def _at(step):
    graph = network()
    return _drawn(graph, state=state_at(Trace("", Outcome(graph, np.float64(1.0)), reverse(graph)), step))


def _all(root, tag, name):
    return [each for each in root.iter(SVG + tag) if name in each.get("class", "").split()]


def _node(root, node_id):
    return next(each for each in _all(root, "g", "node") if each.get("data-node") == node_id)


def _edge(root, edge_id):
    return next(each for each in _all(root, "g", "edge") if each.get("data-edge") == edge_id)


def _text(node, name):
    (text,) = _all(node, "text", name)
    return text.text


@pytest.mark.parametrize("family", FAMILIES)
def test_every_box_and_every_link_is_drawn_by_its_id(family):
    graph = FAMILIES[family]()
    drawn = picture(graph)
    root = ElementTree.fromstring(draw(graph, drawn, layout(drawn)))
    assert [each.get("data-node") for each in _all(root, "g", "node")] == [box.node for box in drawn.boxes]
    assert [each.get("data-edge") for each in _all(root, "g", "edge")] == [link.id for link in drawn.links]


def test_a_card_shows_title_name_value_and_gradient():
    node = _node(_at(12), NODES["h"])
    assert [_text(node, name) for name in ("title", "name", "value", "grad")] == ["ReLU", "h", "1.1", "0.678"]
    assert [text.text for text in _all(node, "text", "key")] == ["value", "grad"]


def test_what_is_not_yet_computed_is_a_dash_and_leaves_have_their_values_from_the_start():
    root = _drawn(network())
    assert _text(_node(root, NODES["x"]), "value") == "2"
    assert _text(_node(root, NODES["loss"]), "value") == "—"
    assert {text.text for text in _all(root, "text", "grad")} == {"—"}
    assert all("none" in text.get("class").split() for text in _all(root, "text", "grad"))


def test_numbers_have_a_true_minus():
    assert _text(_node(_at(12), NODES["w2"]), "grad") == "−2.486"


def test_the_walk_writes_the_numbers_of_the_picture_step_by_step():
    values = [_text(_node(_at(step), NODES["loss"]), "value") for step in (6, 7)]
    assert values == ["—", "1.277"]
    grads = [_text(_node(_at(step), NODES["loss"]), "grad") for step in (7, 8)]
    assert grads == ["—", "1"]


def test_an_update_writes_new_values_of_the_parameters():
    shown = [_text(_node(_at(step), NODES["w2"]), "value") for step in (15, 19)]
    assert shown == ["−0.3", "−0.0514"]


def test_the_active_node_its_targets_and_its_live_edges_are_marked():
    root = _at(12)
    active = [each.get("data-node") for each in _all(root, "g", "active")]
    assert active == [node.id for node in network() if node.op == "mul" and node.operands[1] == NODES["h"]]
    assert {each.get("data-node") for each in _all(root, "g", "target")} == {NODES["h"], NODES["w2"]}
    assert {each.get("data-edge") for each in _all(root, "g", "live")} == {f"{active[0]}.0", f"{active[0]}.1"}
    assert len(_all(root, "g", "back")) == 7
    assert root.get("class") == "graph backward"


def test_a_forward_step_has_no_targets_and_no_edge_went_back():
    root = _at(3)
    assert root.get("class") == "graph forward"
    assert len(_all(root, "g", "active")) == 1
    assert len(_all(root, "g", "live")) == 1
    assert not _all(root, "g", "target")
    assert not _all(root, "g", "back")


def test_an_edge_that_a_gradient_has_passed_tells_its_local_derivative():
    root = _at(9)
    assert _text(_edge(root, f"{NODES['loss']}.0"), "local-text") == "×−2.26"
    assert not _text(_edge(root, f"{NODES['h']}.0"), "local-text")


def test_arrowheads_end_at_the_box_and_begin_where_the_line_ends():
    for edge in _all(_at(12), "g", "edge"):
        (line,), (arrow,) = _all(edge, "path", "line"), _all(edge, "path", "arrow")
        base = [float(number) for number in line.get("d").split(" ")[-1].split(",")]
        left, tip, right = (
            tuple(map(float, point.split(","))) for point in re.findall(r"-?[\d.]+,-?[\d.]+", arrow.get("d"))
        )
        assert base == pytest.approx([(left[0] + right[0]) / 2, (left[1] + right[1]) / 2], abs=0.11)
        assert np.hypot(tip[0] - base[0], tip[1] - base[1]) == pytest.approx(9, abs=0.2)


def _typed(name):
    b = Builder()
    b.op("sin", b.leaf(name), name=name)
    return b.graph()


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"];', "a&b", "' onload='x", "]]>", "\u202ea", "损失"])
def test_what_a_person_typed_stays_text(name):
    root = _drawn(_typed(name), css=CSS)
    allowed = {"svg", "style", "title", "desc", "g", "rect", "path", "text"}
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= allowed
    titles = [each.text for each in _all(root, "g", "node")[0].iter(SVG + "title")]
    assert titles == [name]


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b", "a\x0cb", "a\uffffb"])
def test_a_character_that_xml_forbids_is_replaced(name):
    root = _drawn(_typed(name))
    assert next(_all(root, "g", "node")[0].iter(SVG + "title")).text == "a\ufffdb"


def test_the_svg_can_be_encoded_whatever_was_typed():
    drawn = picture(graph := _typed("a\ud800b"))
    assert "a\ufffdb" in draw(graph, drawn, layout(drawn)).encode("utf-8").decode("utf-8")


def test_a_number_that_is_too_wide_is_squeezed_into_its_room():
    b = Builder()
    b.leaf("x", -1.2345e-7)
    b.leaf("y", 0.5)
    long, short = (text for text in _all(_drawn(b.graph()), "text", "value"))
    assert long.get("textLength") == long.get("data-room")
    assert short.get("textLength") is None
    assert float(short.get("data-room")) > 0


def test_the_words_for_value_and_gradient_are_the_readers():
    root = _drawn(network(), keys=("值", "梯度"))
    assert {text.text for text in _all(root, "text", "key")} == {"值", "梯度"}


def test_the_frame_of_a_card_lies_over_its_fill_and_its_band_and_under_its_texts():
    for group in _all(_drawn(network()), "g", "node"):
        parts = [part.get("class") or part.tag for part in group]
        assert parts.index("card") < parts.index("band") < parts.index("frame") < parts.index("title")


def test_in_the_page_the_picture_brings_no_style_and_no_size():
    root = _drawn(network())
    assert root.get("role") == "group"
    assert root.get("width") is None
    assert not list(root.iter(SVG + "style"))
    assert not any("style" in each.attrib for each in root.iter())


def test_alone_the_picture_is_one_image_with_style_size_and_title():
    root = _drawn(network(), css=CSS)
    assert root.get("role") == "img"
    assert [float(root.get(side)) for side in ("width", "height")] == [*map(float, root.get("viewBox").split()[2:])]
    assert root.find(SVG + "title").text
    assert ".card" in root.find(SVG + "style").text
    assert "prefers-color-scheme: dark" in root.find(SVG + "style").text


def test_no_reference_leaves_the_document():
    text = draw(graph := network(), drawn := picture(graph), layout(drawn), css=CSS)
    assert not re.search(r"url\(|href|@import|https?://(?!www\.w3\.org/2000/svg)", text)


def test_colours_need_no_variables_where_variables_are_not_known():
    plain, supported = plain_colours_first("a { fill: var(--x, #fff); }").split("@supports")
    assert plain == "a { fill: #fff; }\n"
    assert "a { fill: var(--x, #fff); }" in supported


def test_every_variable_of_the_style_sheet_names_its_fallback():
    plain, _ = plain_colours_first(CSS).split("@supports")
    assert "var(" in CSS
    assert "var(" not in plain


def test_a_closed_group_names_itself_and_its_nodes():
    root = _drawn(closed_groups(), opened=frozenset())
    group = next(each for each in _all(root, "g", "group"))
    assert group.get("data-group") == "g0"
    assert len(group.get("data-nodes").split()) == 16
    assert _text(group, "title") == "f0"
    assert _text(group, "name") == "⊞ 16"


def test_a_sum_is_active_in_each_of_its_additions():
    graph = wide_sum(5)
    (total,) = (box for box in picture(graph).boxes if len(box.nodes) > 1)
    for node in total.nodes:
        root = _drawn(graph, state=State({}, {}, {}, "forward", node))
        assert [each.get("data-node") for each in _all(root, "g", "active")] == [total.node]


def test_all_tags_of_a_leaf_carry_its_id_and_its_value():
    tags = [each for each in _all(_drawn(rnn(20)), "g", "tag") if each.get("data-node") == "n2"]
    assert len(tags) == 20
    assert {_text(tag, "value") for tag in tags} == {"1"}


def test_a_tag_of_an_array_shows_its_shape():
    b = Builder()
    matrix = b.leaf("W", np.eye(2))
    b.op("matmul", matrix, matrix, name="y", value=np.eye(2))
    root = _drawn(b.graph(), remedies=Remedies(tags_above_boxes=0))
    assert [_text(tag, "value") for tag in _all(root, "g", "tag")] == ["2×2", "2×2"]


def test_an_array_with_few_entries_shows_its_numbers_and_its_shape():
    graph = arrays()
    (node,) = (_node(_drawn(graph), each.id) for each in graph if each.name == "b")
    (value,) = _all(node, "g", "value")
    assert [cell.text for cell in _all(value, "text", "cell")] == ["0.5", "0", "−0.5"]
    assert _text(node, "shape") == "3"


def test_an_array_with_many_entries_shows_a_heat_map():
    graph = arrays()
    (node,) = (_node(_drawn(graph), each.id) for each in graph if each.name == "M")
    cells = _all(_all(node, "g", "value")[0], "rect", "cell")
    assert len(cells) == 36
    assert "negative" in cells[0].get("class")
    assert "positive" in cells[-1].get("class")
    assert float(cells[0].get("fill-opacity")) == 1
    assert _text(node, "shape") == "40×3"


@pytest.mark.parametrize("value", [[], [np.nan] * 9, [np.inf, -np.inf, 0, 1, 2, 3, 4, 5], [0.0] * 9])
def test_every_array_can_be_drawn(value):
    b = Builder()
    b.leaf("x", value)
    cells = _all(_drawn(b.graph()), "rect", "cell")
    assert len(cells) == 2 * len(value)
    assert all(0 <= float(cell.get("fill-opacity", 0)) <= 1 for cell in cells)


def test_block_means_are_the_means_of_the_blocks():
    matrix = np.arange(24.0).reshape(4, 6)
    expected = matrix.reshape(2, 2, 3, 2).mean(axis=(1, 3))
    assert block_means(matrix, 2, 3) == pytest.approx(expected)
    assert block_means(matrix, 4, 6) == pytest.approx(matrix)


def test_before_the_first_step_only_leaves_are_known():
    graph = network()
    assert state_at(Trace("", Outcome(graph, np.float64(1.0)), reverse(graph)), 0) == start(graph)
    assert set(start(graph).values) == {node.id for node in graph if node.is_leaf}
