"""The PyTorch script runs for real, with PyTorch's own backward pass, and asserts the numbers of the walk."""

import ast
from functools import cache

import pytest

import engine
from app.catalogue import examples
from engine.errors import EngineError
from engine.export.pytorch import pytorch_script
from engine.export.pytorch_forms import PYTORCH_FORMS
from engine.ops import OPS
from tests.engine.export.corpus import PROGRAMS, traces
from tests.engine.export.scripts import problems


@cache
def exported() -> tuple[dict[str, str], dict[str, str]]:
    """The scripts, and the ops for which the others were refused."""
    scripts, refused = {}, {}
    for name, trace in traces().items():
        try:
            scripts[name] = pytorch_script(trace)
        except EngineError as error:
            assert error.code == "no_counterpart"
            refused[name] = str(error.details["op"])
    return scripts, refused


@pytest.mark.torch
def test_every_script_runs_and_its_numbers_agree(tmp_path):
    scripts, _ = exported()
    assert problems(tmp_path, scripts) == {}


def test_only_ops_without_a_counterpart_are_refused():
    scripts, refused = exported()
    assert set(refused.values()) <= (OPS.keys() - PYTORCH_FORMS.keys()) | {"index"}
    assert {example.id for example in examples()} | PROGRAMS.keys() <= scripts.keys()


def test_no_form_leaves_a_param_out():
    """The sizes of what is concatenated are known from the parts themselves."""
    params = {(name, param) for name in PYTORCH_FORMS for param in OPS[name].params}
    left_out = {(name, param) for name, param in params if f"{{{param}}}" not in PYTORCH_FORMS[name].template}
    assert left_out == {("concatenate", "sizes")}


def test_every_form_is_of_an_op_and_written_somewhere():
    scripts, _ = exported()
    assert PYTORCH_FORMS.keys() <= OPS.keys()
    assert {name.partition(" ")[0] for name in scripts} >= PYTORCH_FORMS.keys()


def test_every_script_is_python():
    scripts, _ = exported()
    for script in scripts.values():
        ast.parse(script)


def test_the_network_is_written_as_a_person_would():
    lines = pytorch_script(engine.trace(examples()[0].source)).splitlines()
    for line in ("w1 = torch.tensor(0.5, requires_grad=True)", "h = torch.relu(z1)", "loss.backward()"):
        assert line in lines


def test_a_script_that_ascends_adds_the_step():
    assert "    w1 += 0.1 * w1.grad" in pytorch_script(engine.trace(examples()[0].source, direction="ascent"))


def test_indexing_backwards_is_refused_because_pytorch_cannot():
    with pytest.raises(EngineError, match="PyTorch has nothing for 'index'"):
        pytorch_script(engine.trace("x = np.array([1, 2, 3]); (x[::-1]·x).sum()"))


def test_what_pytorch_lacks_is_refused_by_name():
    with pytest.raises(EngineError, match="PyTorch has nothing for 'cbrt'"):
        pytorch_script(engine.trace("y = cbrt(x)"))
