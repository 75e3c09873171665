"""Places for boxes and curves, on the shapes of programs that are hard on a layout."""

import re
from dataclasses import replace
from itertools import combinations, pairwise
from threading import Event, Thread

import pytest

from engine.layout import dot, label_places, layout
from engine.layout.direction import FILM, Direction, scale
from engine.layout.dot import DotUnavailable
from engine.layout.dot_text import dot_text
from engine.layout.fallback import nearest_places
from engine.layout.geometry import Rect
from engine.picture import picture
from tests.engine.graphs import FAMILIES, Builder, chain, dense, network, renumbered, shared, thrice, twice, wide_sum

TOUCHING = 1.5
"""Pixels by which a curve may miss its box: dot rounds to five digits."""

SMALL = ("network", "twice", "thrice", "shared", "lone", "arrays", "chain", "wide_sum", "dense")


def _without_dot(_text):
    raise DotUnavailable("missing")


@pytest.fixture(params=["dot", "fallback"])
def coordinates(request):
    """Where the coordinates come from: dot, or nowhere."""
    return dot.coordinates if request.param == "dot" else _without_dot


@pytest.fixture(params=FAMILIES)
def drawn(request):
    """The picture of a graph of each family."""
    return picture(FAMILIES[request.param]())


def _labels(laid):
    shown = [curve.label for curve in laid.curves.values() if not curve.crowded]
    return [Rect.around(label, label_places.WIDTH, label_places.HEIGHT) for label in shown]


def _overlaps(rects):
    ordered = sorted(rects, key=lambda rect: rect.x)
    for index, rect in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if other.x >= rect.right:
                break
            if rect.overlaps(other):
                yield rect, other


def _shrunk(rect):
    return Rect(rect.x + 0.1, rect.y + 0.1, rect.width - 0.2, rect.height - 0.2)


def _distance(point, rect):
    """How far a point is from the border of a rectangle."""
    x, y = point
    outside = max(rect.x - x, x - rect.right, rect.y - y, y - rect.bottom)
    return abs(outside)


def test_no_two_boxes_overlap(drawn, coordinates):
    laid = layout(drawn, coordinates=coordinates)
    assert not list(_overlaps(_shrunk(rect) for rect in laid.boxes.values()))


def test_every_curve_leads_from_its_tail_to_its_head(drawn, coordinates):
    laid = layout(drawn, coordinates=coordinates)
    slack = max(TOUCHING, laid.width / 5000, laid.height / 5000)
    for link in drawn.links:
        points = laid.curves[link.id].points
        assert _distance(points[0], laid.boxes[link.tail]) <= slack
        assert _distance(points[-1], laid.boxes[link.head]) <= slack


def test_no_label_overlaps_a_box_or_another_label(drawn, coordinates):
    laid = layout(drawn, coordinates=coordinates)
    assert not list(_overlaps([*_labels(laid), *map(_shrunk, laid.boxes.values())]))


@pytest.mark.parametrize("family", SMALL)
def test_in_a_small_picture_every_label_has_a_free_place(family, coordinates):
    laid = layout(picture(FAMILIES[family]()), coordinates=coordinates)
    assert not any(curve.crowded for curve in laid.curves.values())


def test_everything_is_inside_the_frame(drawn, coordinates):
    laid = layout(drawn, coordinates=coordinates)
    for rect in (*laid.boxes.values(), *_labels(laid)):
        assert rect.x >= 0
        assert rect.y >= 0
        assert rect.right <= laid.width
        assert rect.bottom <= laid.height


def test_boxes_have_the_sizes_of_the_picture(drawn, coordinates):
    laid = layout(drawn, coordinates=coordinates)
    slack = max(0.05, laid.width / 5000)
    for box in drawn.boxes:
        place = laid.boxes[box.id]
        assert (place.width, place.height) == pytest.approx((box.width, box.height), abs=slack)


@pytest.mark.parametrize("direction", Direction)
def test_every_link_leads_onwards(direction, coordinates):
    laid = layout(drawn := picture(network()), direction, coordinates)
    axis = 0 if direction is Direction.LEFT_TO_RIGHT else 1
    for link in drawn.links:
        assert laid.boxes[link.tail].center[axis] < laid.boxes[link.head].center[axis]


def test_the_network_runs_from_left_to_right_and_fills_the_film():
    laid = layout(picture(network()))
    assert laid.direction is Direction.LEFT_TO_RIGHT
    assert laid.note is None
    assert min(FILM[0] / laid.width, FILM[1] / laid.height) >= 1


def test_in_the_network_every_leaf_stands_right_before_its_use():
    laid = layout(drawn := picture(network()))
    for link in drawn.links:
        gap = laid.boxes[link.head].x - laid.boxes[link.tail].right
        assert 0 < gap < 80


def test_in_the_network_no_two_curves_cross(coordinates):
    laid = layout(picture(network()), coordinates=coordinates)
    pieces = [pairwise(curve.polyline) for curve in laid.curves.values()]
    for one, other in combinations([list(each) for each in pieces], 2):
        assert not any(_cross(a, b) for a in one for b in other)


def _cross(first, second):
    def side(a, b, c):
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = first, second
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def test_a_sum_of_many_terms_runs_from_top_to_bottom_because_it_reads_larger_so():
    drawn = picture(wide_sum())
    chosen = layout(drawn)
    other = layout(drawn, Direction.LEFT_TO_RIGHT)
    assert chosen.direction is Direction.TOP_TO_BOTTOM
    assert scale(chosen.width, chosen.height) > scale(other.width, other.height)


@pytest.mark.parametrize("family", [network, twice, thrice, shared, chain, wide_sum, dense])
def test_the_chosen_direction_is_never_the_one_that_reads_smaller(family):
    drawn = picture(family())
    sizes = {direction: layout(drawn, direction) for direction in Direction}
    best = max(scale(each.width, each.height) for each in sizes.values())
    chosen = layout(drawn)
    assert scale(chosen.width, chosen.height) == pytest.approx(best)


def test_parallel_curves_are_told_apart_by_height(coordinates):
    laid = layout(picture(thrice()), Direction.LEFT_TO_RIGHT, coordinates)
    heights = [laid.curves[f"n1.{argnum}"].at(0.5)[1] for argnum in range(3)]
    assert heights == sorted(heights)
    assert heights[2] - heights[0] > 10


def test_the_same_topology_has_the_same_key_and_places_whatever_the_values_are():
    first, second = (layout(picture(renumbered(value))) for value in (1.0, -12345.678))
    assert first == second


def test_another_title_is_another_key_in_the_same_places():
    drawn = picture(network())
    other = replace(drawn, boxes=(replace(drawn.boxes[0], title="z"), *drawn.boxes[1:]))
    first, second = layout(drawn), layout(other)
    assert first.key != second.key
    assert first.boxes == second.boxes


def test_new_values_start_no_dot_process():
    layout(picture(renumbered(1.0)))
    before = dot.processes_started()
    layout(picture(renumbered(7.0)))
    assert dot.processes_started() == before


def test_the_network_costs_one_dot_process():
    drawn, asked = picture(network()), []

    def counting(text):
        asked.append(text)
        return dot.coordinates(text)

    layout(drawn, coordinates=counting)
    assert len(asked) == 1


def test_equal_requests_at_the_same_time_share_one_computation():
    drawn, asked, go = picture(chain(5)), [], Event()

    def waiting(text):
        asked.append(text)
        go.wait(10)
        return dot.coordinates(text)

    requests = [Thread(target=layout, args=(drawn, Direction.LEFT_TO_RIGHT, waiting)) for _ in range(4)]
    for request in requests:
        request.start()
    go.set()
    for request in requests:
        request.join(10)
    assert len(asked) == 1


@pytest.mark.parametrize("reason", ["missing", "slow", "failed", "busy"])
def test_without_dot_the_boxes_stand_in_plain_layers_and_the_layout_says_so(reason):
    def failing(_text):
        raise DotUnavailable(reason)

    laid = layout(picture(network()), coordinates=failing)
    assert laid.note == "fallback"
    assert laid.key != layout(picture(network())).key


@pytest.mark.parametrize("answer", ["", "graph 1 1 1\nstop\n", "node n0 x y z", "edge n0 n1 99 0 0", "\0"])
def test_an_answer_that_makes_no_sense_is_no_answer(answer):
    assert layout(picture(twice()), coordinates=lambda _text: answer).note == "fallback"


def test_a_graph_that_was_too_slow_is_not_tried_again_but_a_busy_dot_is():
    for reason, tries in (("slow", 1), ("busy", 2)):
        asked = []

        def failing(_text, reason=reason, asked=asked):
            asked.append(reason)
            raise DotUnavailable(reason)

        for _ in range(2):
            layout(picture(chain(4)), Direction.LEFT_TO_RIGHT, failing)
        assert len(asked) == tries


def test_a_picture_beyond_the_cap_is_laid_out_without_dot():
    drawn = picture(wide_sum(800))
    before = dot.processes_started()
    assert layout(drawn).note == "fallback"
    assert dot.processes_started() == before


def test_closed_groups_in_a_circle_are_laid_out():
    b = Builder()
    outer = b.open_group("f")
    first = b.op("sin", b.leaf("x"))
    b.group = None
    between = b.op("exp", first)
    b.group = outer
    last = b.op("mul", between, first)
    b.group = None
    b.op("cos", last)
    drawn = picture(b.graph(), frozenset())
    for coordinates in (dot.coordinates, _without_dot):
        laid = layout(drawn, coordinates=coordinates)
        assert len(laid.boxes) == 3
        assert not list(_overlaps(_shrunk(rect) for rect in laid.boxes.values()))


def test_dot_is_told_positions_and_sizes_and_nothing_that_was_typed():
    b = Builder()
    names = ("<script>alert(1)</script>", '"];n1->n1[label="', "ŷ", "a-b", "\n}")
    b.total([b.leaf(name) for name in names], name='"];')
    line = r"n\d+\[width=[\d.]+,height=[\d.]+\];|n\d+->n\d+;|\}"
    first, *rest = dot_text(picture(b.graph()), Direction.LEFT_TO_RIGHT).splitlines()
    assert re.fullmatch(r'digraph\{[\w=.;,\[\]"]*', first)
    assert all(re.fullmatch(line, each) for each in rest)


@pytest.mark.parametrize("wishes", [[0, 0, 0], [5, 1, 9], [100, 0], [3]])
def test_nearest_places_keep_their_distances_and_the_mean(wishes):
    places = nearest_places(wishes, [10.0] * (len(wishes) - 1))
    assert all(b - a >= 10 - 1e-9 for a, b in pairwise(places))
    assert sum(places) == pytest.approx(sum(wishes))


def test_wishes_that_are_far_enough_apart_are_granted():
    assert nearest_places([0, 20, 100], [10, 10]) == [0, 20, 100]
