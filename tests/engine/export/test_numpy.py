"""The NumPy script runs for real and asserts the numbers of the walk."""

import re
import subprocess
import sys
from functools import cache

import pytest

import engine
from app.catalogue import examples
from engine.errors import EngineError
from engine.export.numpy import numpy_script
from engine.export.numpy_forms import HELPERS, NUMPY_FORMS
from engine.ops import OPS
from tests.engine.export.corpus import PROGRAMS, traces
from tests.engine.export.scripts import problems


@cache
def exported() -> tuple[dict[str, str], dict[str, str]]:
    """The scripts, and the ops for which the others were refused."""
    scripts, refused = {}, {}
    for name, trace in traces().items():
        try:
            scripts[name] = numpy_script(trace)
        except EngineError as error:
            assert error.code == "no_counterpart"
            refused[name] = str(error.details["op"])
    return scripts, refused


def test_every_script_runs_and_its_numbers_agree(tmp_path):
    scripts, _ = exported()
    assert problems(tmp_path, scripts) == {}


def test_only_ops_without_a_counterpart_are_refused():
    scripts, refused = exported()
    assert set(refused.values()) <= OPS.keys() - NUMPY_FORMS.keys()
    assert {example.id for example in examples()} | PROGRAMS.keys() <= scripts.keys()


def test_no_form_leaves_a_param_out():
    """The sizes of what is concatenated are known from the parts themselves."""
    params = {(name, param) for name in NUMPY_FORMS for param in OPS[name].params}
    left_out = {(name, param) for name, param in params if f"{{{param}}}" not in NUMPY_FORMS[name].template}
    assert left_out == {("concatenate", "sizes")}


def test_every_form_is_of_an_op_and_is_run():
    scripts, _ = exported()
    assert NUMPY_FORMS.keys() <= OPS.keys()
    written = {name.partition(" ")[0] for name in scripts} | {name for name in HELPERS if used(name, scripts)}
    assert written >= NUMPY_FORMS.keys()


def used(helper: str, scripts: dict[str, str]) -> bool:
    return any(re.search(rf"^(def )?{helper}\b", script, re.M) for script in scripts.values())


@pytest.mark.parametrize("helper", HELPERS)
def test_a_helper_is_defined_where_it_is_used(helper):
    scripts, _ = exported()
    assert used(helper, scripts)


def test_the_network_is_written_as_a_person_would():
    lines = numpy_script(engine.trace(examples()[0].source)).splitlines()
    for line in ("u1 = w1 * x", "h = np.maximum(z1, 0)", "d_w2 = d_u2 * h", "w1 = w1 - 0.1 * d_w1"):
        assert line in lines


def test_a_script_that_ascends_runs_and_its_numbers_agree(tmp_path):
    script = numpy_script(engine.trace(examples()[0].source, direction="ascent"))
    assert "w1 = w1 + 0.1 * d_w1" in script
    assert problems(tmp_path, {"ascent": script}) == {}


def test_a_wrong_number_fails_the_script(tmp_path):
    script = numpy_script(engine.trace("x = 3; y = x²")).replace("same(d_x, 6.0)", "same(d_x, 6.0001)")
    assert "AssertionError" in problems(tmp_path, {"wrong": script})["wrong"]


def test_the_script_runs_alone_from_the_command_line(tmp_path):
    path = tmp_path / "script.py"
    path.write_text(numpy_script(engine.trace(examples()[0].source)), encoding="utf-8")
    answer = subprocess.run([sys.executable, "-I", path], capture_output=True, text=True, check=True)
    assert (answer.stdout, answer.stderr) == ("All numbers agree.\n", "")


def test_what_numpy_lacks_is_refused_by_name():
    with pytest.raises(EngineError, match="NumPy has nothing for 'conv1d'"):
        numpy_script(engine.trace("x = np.ones((1, 1, 5)); w = np.ones((1, 1, 3))\nF.conv1d(x, w).sum()"))
