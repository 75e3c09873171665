"""A training leaves as a script over HTTP."""

import json
import subprocess
import sys

import pytest

from app.explore_answers import Exported
from engine.export import RUN_FORMATS

RUN = {
    "data": {"set": "square"},
    "network": {"hidden": [{"neurons": 3, "activation": "relu"}], "start": "course", "start_seed": 13},
    "epochs": 20,
}


@pytest.fixture
def export(client):
    """``export(format, **changes)``: the answer."""
    return lambda form, **changes: client.post("/api/train/export", json={**RUN, "format": form, **changes})


@pytest.mark.parametrize("form", RUN_FORMATS)
def test_the_answer_is_as_documented(export, form):
    answer = Exported.model_validate_json(export(form).data)
    assert (answer.format, answer.file_name) == (form, RUN_FORMATS[form].file_name)


@pytest.mark.parametrize(
    "changes", [{}, {"view": "scalar"}, {"test_share": 0.3}, {"optimizer": "adam", "batch_size": 8}]
)
def test_the_script_asserts_the_losses_that_the_page_shows(export, client, tmp_path, changes):
    script = export("numpy", **changes).json["text"]
    lines = client.post("/api/train", json={**RUN, **changes}).text.splitlines()
    *_, (epoch, loss, _) = json.loads(lines[-2])["losses"]
    (tmp_path / "script.py").write_text(script, encoding="utf-8")
    answer = subprocess.run([sys.executable, "-I", tmp_path / "script.py"], capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-2] == f"epoch {epoch}: loss {loss:.6g}"


def test_the_view_decides_which_program_is_written(export):
    assert "w_1_1" in export("numpy", view="scalar").json["text"]
    assert "W1" in export("numpy", view="array").json["text"]


def test_an_op_without_a_counterpart_is_refused_by_name(export):
    answer = export("pytorch", network=None, source="loss = (cbrt(w)·x − target)²")
    assert answer.status_code == 422
    assert answer.json["error"]["code"] == "no_counterpart"
    assert "cbrt" in answer.json["error"]["message"]


def test_a_run_without_a_whole_epoch_is_refused_at_its_learning_rate(export):
    answer = export("numpy", learning_rate=100.0)
    assert (answer.status_code, answer.json["error"]["field"]) == (422, "learning_rate")
    assert answer.json["error"]["hint"] == "Choose a smaller learning rate."


def test_a_training_that_could_not_be_made_twice_is_refused(export):
    big = {"hidden": [{"neurons": 16, "activation": "relu"}] * 4}
    assert export("numpy", network=big, epochs=30_000).json["error"]["code"] == "training_too_long"


def test_only_scripts_are_written_of_a_run(export):
    assert export("latex").status_code == 400
