"""What the HTTP interface adds for arrays and large programs: a seed, groups, and one entry explained."""

import pytest

from app.answer_models import EntryAnswer, Timeline

LAYER = "W = [[0.1, 0.2], [0.3, 0.4]]\nx = [1, 2]\ny = W @ x"
LOOP = "y = x\nfor i in range(3):\n    y = y·x + i"


@pytest.fixture
def ask(client):
    """``ask(of=…)``: the answer of ``/api/entry`` about the layer."""
    return lambda **request: client.post("/api/entry", json={"source": LAYER, "seed": [1, 10], **request})


def test_a_program_with_an_array_as_output_needs_a_seed(error):
    found = error(source=LAYER)
    assert found["code"] == "output_not_scalar"
    assert found["details"]["shape"] == "(2,)"


def test_a_seed_is_where_the_backward_pass_starts(post):
    timeline = post(source=LAYER, seed=[1, 10]).json
    assert timeline["gradients"]["W"] == [[1, 2], [10, 20]]
    assert next(step for step in timeline["steps"] if step["kind"] == "seed")["writes"][0]["value"] == [1, 10]


def test_a_seed_of_another_shape_is_refused_with_both_shapes(error):
    found = error(source=LAYER, seed=[1, 2, 3])
    assert (found["code"], found["details"]["expected"]) == ("gradient_shape", "(2,)")


@pytest.mark.parametrize("seed", ["ones", [1, None], {"a": 1}])
def test_a_seed_that_is_no_array_is_a_malformed_request(post, seed):
    answer = post(source=LAYER, seed=seed)
    assert answer.status_code == 400
    assert answer.json["error"]["details"] == {"name": "seed"}


def test_groups_are_open_while_there_are_few_boxes(post):
    answer = post(source=LOOP)
    Timeline.model_validate_json(answer.data)
    assert answer.json["opened"] == [group["id"] for group in answer.json["groups"]]


def test_groups_can_be_closed_and_opened(post):
    groups = [group["id"] for group in post(source=LOOP).json["groups"]]
    timeline = post(source=LOOP, opened=groups[:1]).json
    assert timeline["opened"] == groups[:1]
    assert [f'data-group="{group}"' in timeline["svg"] for group in groups] == [False, True, True]


def test_a_group_that_does_not_exist_is_not_open(post):
    assert post(source=LOOP, opened=["g99"]).json["opened"] == []


def test_a_closed_group_changes_the_layout(post):
    assert post(source=LOOP).json["layout"] != post(source=LOOP, opened=[]).json["layout"]


def test_an_entry_of_a_value_is_explained(ask):
    answer = ask(of="value", id="n2", index=[1])
    EntryAnswer.model_validate_json(answer.data)
    assert answer.json["numbers"] == r"0.3 \cdot 1 + 0.4 \cdot 2"


def test_an_entry_of_a_gradient_is_explained(ask):
    assert ask(of="gradient", id="n2.1", index=[0]).json["numbers"] == r"1 \cdot 0.1 + 10 \cdot 0.3"


def test_an_entry_of_an_updated_parameter_is_explained(ask):
    assert ask(of="updated", id="n0", index=[0, 1]).json["result"] == "0"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"of": "value", "id": "n2", "index": [2]}, "no_such_entry"),
        ({"of": "value", "id": "n9", "index": []}, "unknown_node"),
        ({"of": "gradient", "id": "n2.7", "index": []}, "unknown_edge"),
        ({"of": "updated", "id": "n1", "index": [0]}, "unknown_leaf"),
        ({"of": "value", "id": "n2", "index": [0], "source": "y = ("}, "bracket_never_closed"),
    ],
)
def test_an_entry_that_cannot_be_explained_is_refused(ask, asked, code):
    answer = ask(**asked)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, code)


@pytest.mark.parametrize("asked", [{}, {"of": "all"}, {"of": "value", "id": "n2", "index": ["0"]}])
def test_a_malformed_question_about_an_entry_is_refused(ask, asked):
    assert ask(**asked).status_code == 400
