"""A program that only reckons runs once; for other values its graph is what running it anew would give."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue import examples
from engine.errors import EngineError
from engine.language import straight_line
from engine.language.interpreter import interpret
from engine.language.library.elementwise import OPERANDS
from engine.language.straight_line import is_straight_line, outcome_of
from tests.engine.dags import programs

NUMBERS = (-2.5, -1.0, 0.0, -0.0, 0.25, 1.0, 2.0, 3.0, 40.0, 1e300, 7, float("inf"), float("-inf"), float("nan"))
STRAIGHT = [example.source for example in examples() if is_straight_line(example.source)]
ROWS = [f"y = {name}({', '.join('abc'[:count])})" for name, count in OPERANDS.items()]
RECKONING = [
    "y = (3x + 2)²", "y = |x| + √x", "y = 2^x - x^2", "a = b = 2; y = a·b", "x = 3\ny = x\nz = y·x", "y = π·r²",
    "x = 2\nx = 3x\ny = x + 1", "x = 2; y = 3x; x = 5; z = x·y", "2·3·x", "n = 2\ny = x^n", "y = x % 3", "y = x // 2",
    "unused = 4\ny = 2x", "y = −x + (+x)", "y = loga + b", "令 x = 2，求 y = x² 的导数",
]  # fmt: skip
DECIDING = [
    "if x > 0:\n    y = x\nelse:\n    y = 2x", "y = x if x > 1 else −x", "y = where(x > 1, x, 3)", "y = max(x, 2)",
    "y = 1\nfor i in range(3):\n    y = y·x", "y = x\nwhile y < 10:\n    y = 2y", "y = 2x\nprint(y)", "y = round(x)",
    "y = leaky_relu(x, a)", "y = log(x, b)", "a = [1, 2]\ny = a[0]·x", "def f(x):\n    return x·x\ny = f(z)",
    "x += 1\ny = x²", "import math\ny = math.sin(x)", "sin = 3\ny = sin(x)", "y = relu(a=x)", "y = f'{x}'",
    "y = True·x",
]  # fmt: skip


@pytest.mark.parametrize("program", [*STRAIGHT, *ROWS, *RECKONING])
def test_other_values_give_what_running_anew_gives(program):
    names = {leaf.name for leaf in interpret(program).graph.leaves}
    for name, number in product(names, NUMBERS):
        values = {**dict.fromkeys(names, 0.75), name: number}
        assert repr(outcome_of(program, values)) == repr(interpret(program, values)), values


@given(programs(), st.floats(), st.integers(-5, 5))
def test_values_for_some_leaves_leave_the_others_as_they_are_written(program, number, whole):
    for values in ({"x": number}, {"x": number, "y": whole}, {}):
        assert repr(outcome_of(program, values)) == repr(interpret(program, values))


@pytest.mark.parametrize("program", RECKONING)
def test_arithmetic_and_elementary_functions_only_reckon(program):
    is_modulo = "%" in program or "//" in program
    assert is_straight_line(program) is not is_modulo


@pytest.mark.parametrize("program", DECIDING)
def test_a_program_that_may_look_at_values_is_run_anew(program):
    assert not is_straight_line(program)


def test_every_function_that_only_reckons_is_a_row_of_the_table():
    straight = [name for name, row in zip(OPERANDS, ROWS, strict=True) if is_straight_line(row)]
    assert {"exp", "ln", "σ", "abs", "relu", "softplus", "atan2"} <= set(straight)
    assert not {"round", "where"} & set(straight)


def test_each_branch_is_taken_by_its_own_values():
    program = DECIDING[0]
    assert [float(outcome_of(program, {"x": x}).graph.nodes[-1].value) for x in (3, -3)] == [3, -6]


def test_a_slider_does_not_run_its_program_again(monkeypatch):
    runs = []
    monkeypatch.setattr(straight_line, "interpret", lambda *how: runs.append(how) or interpret(*how))
    program = "x = 1; y = 2\nslid = sin(x·y)  # nowhere else"
    found = [outcome_of(program, {"x": x / 10}).graph for x in range(20)]
    assert len(runs) == 1
    assert len({graph[graph.output].value for graph in found}) == 20


def test_the_chosen_output_and_roles_count():
    program = "x = 2; b = 3\nu = x·b\ny = u²"
    assert outcome_of(program, {"x": 1}, "u").graph["n2"].value == 3
    assert [leaf.role for leaf in outcome_of(program, {"x": 1}, roles={"x": "constant"}).graph.leaves] != [
        leaf.role for leaf in outcome_of(program, {"x": 1}).graph.leaves
    ]


def test_a_seed_starts_the_backward_pass():
    assert outcome_of("y = 2x", {"x": 3}, seed=5).seed == 5


@pytest.mark.parametrize(
    ("values", "code"),
    [({"q": 1.0}, "unknown_value"), ({"x": "two"}, "bad_value"), ({"x": 10**400}, "bad_value"),
     ({"x": [1.0, 2.0]}, "output_not_scalar")],
)  # fmt: skip
def test_values_that_are_no_numbers_for_leaves_are_refused(values, code):
    with pytest.raises(EngineError) as caught:
        outcome_of("y = 2x", values)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("program", "values", "roles"),
    [("y = sin()", {"x": "two"}, {}), ("y = relu·x", {"x": None}, {}), ("y = 2x", {"q": 1.0}, {"r": "input"}),
     ("y = 2x", {}, dict.fromkeys("abcdefgh", "input")), ("y = 2x", {"x": "two"}, {"r": "input"})],
)  # fmt: skip
def test_of_several_mistakes_the_same_one_is_told_as_by_a_run(program, values, roles):
    told = []
    for ask in (outcome_of, interpret):
        with pytest.raises(EngineError) as caught:
            ask(program, values, None, roles)
        told.append((caught.value.code, caught.value.details, caught.value.span))
    assert told[0] == told[1]


def test_long_texts_of_small_graphs_do_not_pile_up():
    for index in range(500):
        outcome_of(f"y = {index}x # {'…' * 5000}")
    kept = straight_line._kept.cache
    assert sum(len(text.encode()) for text, *_ in kept) < 8_000_000


def test_nothing_is_kept_of_programs_that_are_run_anew_or_fail():
    kept = straight_line._kept.cache
    before = set(kept)
    outcome_of("y = max(x, 2)  # new")
    with pytest.raises(EngineError):
        outcome_of("y = 2x", output="q" * 50_000)
    assert set(kept) == before


def test_an_array_takes_the_place_of_a_number():
    assert np.array_equal(outcome_of("y = 2x", {"x": [1.0, 2.0]}, seed=[1.0, 1.0]).graph["n2"].value, [2.0, 4.0])
