"""The generated training loop: its updates are those of a trace, and its text is what a person would write."""

import ast
import math
import re

import numpy as np
import pytest

from engine import trace
from engine.codegen import Loop, Task
from engine.codegen.kinds import Arrays, Batches, Floats, Kind
from engine.codegen.python_code import PythonCode
from engine.codegen.python_functions import FAST
from engine.language.interpreter import interpret
from engine.optimizers import OPTIMIZERS

DEEP = """
h1 = relu(w1·x + b1)
h2 = relu(w2·x + b2)
k1 = relu(w3·h1 + w4·h2 + b3)
k2 = tanh(w5·h1 − w6·h2)
loss = (w7·k1 + w8·k2 − y)² + 0.01·(w1² + w7²)
"""


def loop(
    source: str, kind: type[Kind], parameters: dict[str, float], optimizer: str = "sgd", is_batched: bool = False
) -> Loop:
    row = OPTIMIZERS[optimizer]
    graph = interpret(source, parameters).graph
    data = tuple(name for name in ("x", "y") if name in {leaf.name for leaf in graph.leaves})
    return Loop(Task(graph, data, tuple(parameters), row, {"learning_rate": 0.05, **row.settings}, is_batched), kind())


def start(source: str) -> dict[str, float]:
    names = [leaf.name for leaf in interpret(source).graph.parameters]
    return dict(zip(names, np.random.default_rng(7).normal(size=len(names)).tolist(), strict=True))


@pytest.mark.parametrize("kind", [Floats, Arrays])
@pytest.mark.parametrize("source", ["loss = (w2·relu(w1·x) − y)²", DEEP])
def test_one_step_of_the_loop_is_the_update_that_a_trace_shows(source, kind):
    parameters = start(source)
    compiled = loop(source, kind, parameters)
    for x, y in [(0.5, 1.0), (-1.5, 2.0), (2.5, -0.3)]:
        total, state = compiled.run([(x, y)], 0.0, compiled.initial_state(parameters))
        walk = trace(source, {**parameters, "x": x, "y": y}, learning_rate=0.05)
        expected = {walk.graph[node].name: value for node, value in walk.updated.items()}
        assert math.isclose(total, walk.value, rel_tol=1e-12)
        assert compiled.parameter_values(state) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("is_batched", [False, True])
def test_every_kind_of_code_trains_alike(optimizer, is_batched):
    parameters = start(DEEP)
    rng = np.random.default_rng(3)
    data = [rng.normal(size=12), rng.normal(size=12)]
    results = []
    for kind in (Floats, Arrays, Batches) if is_batched else (Floats, Arrays):
        compiled = loop(DEEP, kind, parameters, optimizer, is_batched)
        samples = compiled.kind.samples(data)
        batches = [compiled.kind.batch(samples, np.arange(at, at + 4)) for at in (0, 4, 8)] if is_batched else samples
        total, state = compiled.run(batches, 0.0, compiled.initial_state(parameters))
        results.append([float(total), *map(float, state)])
    for other in results[1:]:
        np.testing.assert_allclose(other, results[0], rtol=1e-11)


SINGLE = (
    "loss = (w2·relu(w1·x) − y)²",
    "loss = (w2·relu(w1·x + b1) + w3·x − y)²·(1 + w4²)",
    "loss = maximum(0, 1 − y·(w·x + b))",
    "loss = (w1·minimum(w2·x, y) − tanh(w3·x))²",
    "loss = where(x > y, w1·x, 0)² + w2",
)


@pytest.mark.parametrize("is_batched", [False, True])
@pytest.mark.parametrize("source", [DEEP, *SINGLE])
def test_skipping_closed_branches_changes_no_bit(source, is_batched, monkeypatch):
    parameters = start(source)
    rng = np.random.default_rng(5)
    samples = list(zip(rng.normal(size=200).tolist(), rng.normal(size=200).tolist(), strict=True))
    updates = [samples[at : at + 5] for at in range(0, 200, 5)] if is_batched else samples
    skipping = loop(source, Floats, parameters, is_batched=is_batched)
    assert re.search(r"if .*:$", skipping.run.source(), re.MULTILINE)
    begin = skipping.initial_state(parameters)
    skipped = skipping.run(updates, 0.0, begin)
    monkeypatch.setattr(PythonCode, "skips_closed_branches", False)
    plodding = loop(source, Floats, parameters, is_batched=is_batched)
    assert not re.search(r"if .*:$", plodding.run.source(), re.MULTILINE)
    assert plodding.run(updates, 0.0, begin) == skipped


def source_of(program: str, **parameters: float) -> str:
    return loop(program, Floats, parameters).run.source()


def test_constants_are_folded():
    assert "sqrt" not in source_of("loss = (w·x − sqrt(2))²", w=1.0)


def test_a_value_used_twice_is_computed_once():
    assert source_of("loss = sin(w·x)·y + (sin(w·x) − y)²", w=1.0).count("= sin(") == 1
    assert source_of("loss = sin(w·x)·y + (sin(w·x) − y)²", w=1.0).count("sin(") == 1


def test_one_neuron_is_the_loop_that_a_person_would_write():
    program = "h = relu(w1·x + b1)\nz = w2·h + b2\nloss = (z − y)²"
    assert source_of(program, w1=1.0, b1=1.0, w2=1.0, b2=1.0) == (
        "def run(samples, total, state):\n"
        "    p0, p1, p2, p3, = state\n"
        "    for x0, x1, in samples:\n"
        "        t0 = p0 * x0 + p1\n"
        "        if t0 <= 0.0:\n"
        "            t1 = p3 - x1\n"
        "            total += t1 ** 2.0\n"
        "            p3 -= 0.05 * (2.0 * t1)\n"
        "        else:\n"
        "            t2 = p2 * t0 + p3 - x1\n"
        "            t3 = 2.0 * t2\n"
        "            t4 = t3 * p2\n"
        "            total += t2 ** 2.0\n"
        "            p0 -= 0.05 * (t4 * x0)\n"
        "            p1 -= 0.05 * t4\n"
        "            p2 -= 0.05 * (t3 * t0)\n"
        "            p3 -= 0.05 * t3\n"
        "    return total, (p0, p1, p2, p3,)\n"
    )


def test_what_no_parameter_needs_is_not_computed():
    assert "cos" not in source_of("loss = w·sin(x)", w=1.0)  # the derivative of sin


def test_all_numbers_stay_plain_floats():
    parameters = {"w1": np.float64(0.3), "w2": np.float64(0.4)}
    compiled = loop("loss = (w2·relu(w1·x) − y)²", Floats, parameters, "adam")
    samples = compiled.kind.samples([np.ones(3), np.ones(3)])
    total, state = compiled.run(samples, 0.0, compiled.initial_state(parameters))
    assert {type(number) for number in (total, *state)} == {float}


@pytest.mark.parametrize("kind", [Floats, Arrays])
def test_nothing_a_person_typed_is_in_the_code(kind):
    text = loop("βήτα = sin(wicked·x)\nloss = (βήτα − y)²", kind, {"wicked": 1.0}).run.source()
    allowed = {*FAST, "np", "samples", "total", "state"}
    names = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    assert [name for name in names - allowed if not re.fullmatch(r"[xpstngk]\d+", name)] == []


@pytest.mark.parametrize(
    ("program", "sample"),
    [
        ("loss = 1/(1 + exp(−w·x))", (-800.0,)),
        ("loss = exp(w·x)/(exp(w·x) + 1e300)", (700.5,)),
        ("loss = where(w·x > 0, 1/(w·x), 2)", (0.0,)),
        ("loss = where(w·x > 0, sqrt(w·x), 2)", (0.0,)),
        ("loss = (w·x)**1.5 + w", (-1.0,)),
        ("loss = log(w·x)", (0.0,)),
    ],
)
def test_where_python_would_raise_the_code_goes_on_as_the_interpreter_does(program, sample):
    compiled = loop(program, Floats, {"w": 1.0})
    total, (w,) = compiled.run([sample], 0.0, compiled.initial_state({"w": 1.0}))
    walk = trace(program, {"w": 1.0, "x": sample[0]}, learning_rate=0.05)
    np.testing.assert_allclose([total, w], [walk.value, 1.0 - 0.05 * walk.gradients["w"]], rtol=1e-12)


def test_a_program_of_many_terms_nests_no_deeper_than_python_can_read():
    terms = " + ".join(f"sin(w·x + {number})" for number in range(300))
    chain = "sin(" * 50 + "w·x" + ")" * 50
    for program in (f"loss = {terms}", f"loss = {chain}"):
        compiled = loop(program, Floats, {"w": 0.1})
        total, _ = compiled.run([(0.5,)], 0.0, compiled.initial_state({"w": 0.1}))
        assert math.isclose(total, trace(program, {"w": 0.1, "x": 0.5}).value, rel_tol=1e-12)
