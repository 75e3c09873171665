"""What cannot be trained is refused with the field and the reason."""

import pytest

from tests.app.training import network

CSV = "x,target\n" + "1,2\n" * 5 + "2,many\n"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"learning_rate": -1.0}, "learning_rate", "learning_rate"),
        ({"learning_rate": "0.1"}, "bad_field", "learning_rate"),
        ({"epochs": 10**6}, "epochs", "epochs"),
        ({"epochs": 2.5}, "epochs", "epochs"),
        ({"epochs": 90_000, "data": {"set": "square", "points": 2000}}, "too_many_updates", "epochs"),
        ({"epochs": 30_000, "network": network(16, 16, 16, 16)}, "training_too_long", "epochs"),
        ({"batch_size": 0}, "batch_size", "batch_size"),
        ({"optimizer": "adagrad"}, "unknown_optimizer", "optimizer"),
        ({"settings": {"beta1": 2.0}}, "unknown_setting", "settings"),
        ({"data": {"set": "mnist"}}, "unknown_dataset", "data.set"),
        ({"data": {"set": "square", "points": 0}}, "points", "data.points"),
        ({"data": {"set": "square", "points": 12.5}}, "points", "data.points"),
        ({"data": {"set": "square", "noise": -1.0}}, "noise", "data.noise"),
        ({"data": {"set": "square", "seed": -1}}, "seed", "data.seed"),
        ({"data": {"set": "square", "seed": 1.5}}, "seed", "data.seed"),
        ({"network": network(3, seed=2**40)}, "seed", "network.start_seed"),
        ({"data": {"csv": CSV}}, "csv_cell", "data.csv"),
        ({"data": {"csv": "1,2\n3\n"}}, "csv_width", "data.csv"),
        ({"data": {"csv": ""}}, "no_data", "data.csv"),
        ({"data": {"csv": "1\n2\n"}}, "network_size", "network.hidden"),
        ({"data": {"sets": "square"}}, "unknown_field", "data.sets"),
        ({"network": network(17)}, "network_size", "network.hidden"),
        ({"network": network(3, activation="step")}, "network_part", "network.hidden"),
        ({"network": network(3, loss="hinge")}, "network_part", "network.loss"),
        ({"network": network(3, start="ones")}, "network_part", "network.start"),
        ({"network": network(3, loss="softmax_cross_entropy")}, "label_out_of_range", "network.loss"),
        ({"network": None}, "missing_field", "network"),
        ({"source": ""}, "empty_program", "source"),
        ({"source": "y = sinn(x)"}, "unknown_function_like", "source"),
        ({"source": "loss = w·x·[1, 2]"}, "output_not_scalar", "source"),
        ({"source": "loss = x²", "network": None}, "no_parameter", "source"),
        ({"test_share": 1.0}, "bad_field", "test_share"),
    ],
)
def test_what_cannot_be_trained_is_refused_with_the_field(problem, changes, code, field):
    error = problem(**changes)
    assert (error["code"], error["field"]) == (code, field)
    assert error["message"]


def test_a_bad_cell_is_named_with_its_line_and_column(problem):
    assert "7" in problem(data={"csv": CSV})["message"]
    assert "many" in problem(data={"csv": CSV})["message"]


def test_an_error_in_an_own_program_has_a_place(problem):
    error = problem(source="h = w·x\nloss = sinn(h)")
    assert (error["line"], error["column"]) == (2, 8)


@pytest.mark.parametrize("update", [0, 25_001])
def test_there_is_no_update_beyond_the_training(problem, update):
    assert problem("/api/moment", update=update)["code"] == "no_such_update"


def test_errors_are_worded_in_the_language_of_the_request(problem):
    assert "学习率" in problem(learning_rate=-1.0, lang="zh")["message"]
