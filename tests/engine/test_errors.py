"""Every error the engine knows is earned by a program, says a whole sentence and points to its place."""

from pathlib import Path

import pytest

import engine
from engine.errors import Position, describe, locate
from engine.messages import MESSAGES
from tests.engine.error_examples import DEEP, EXAMPLES, WITHOUT_PLACE

TESTS = Path(__file__).parents[1]


def failing(program: str, **asked) -> engine.EngineError:
    with pytest.raises(engine.EngineError) as caught:
        engine.trace(program, **asked)
    return caught.value


def marked(program: str, span) -> str:
    start, end = span
    return f"{program[:start]}⟦{program[start:end]}⟧{program[end:]}"


def unmarked(example: str) -> str:
    return example.replace("⟦", "").replace("⟧", "")


def test_every_message_has_an_example_here_or_in_the_test_of_another_module():
    others = "".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py") if path != Path(__file__))
    missing = [
        code
        for code in MESSAGES.keys() - EXAMPLES.keys() - WITHOUT_PLACE.keys() - DEEP.keys()
        if f'"{code}"' not in others
    ]
    assert missing == []
    assert EXAMPLES.keys() | WITHOUT_PLACE.keys() | DEEP.keys() <= MESSAGES.keys()


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_error_points_to_its_place(code):
    program = unmarked(EXAMPLES[code])
    error = failing(program)
    assert (error.code, marked(program, error.span)) == (code, EXAMPLES[code])


@pytest.mark.parametrize("code", WITHOUT_PLACE)
def test_an_error_about_the_whole_has_no_place(code):
    program, asked = WITHOUT_PLACE[code]
    error = failing(program, **asked)
    assert (error.code, error.span) == (code, None)


@pytest.mark.parametrize("code", DEEP)
def test_a_program_that_is_nested_too_deeply_is_refused_where_it_is(code):
    error = failing(DEEP[code])
    assert error.code == code
    assert error.span[0] > 0


@pytest.mark.parametrize("code", [*EXAMPLES, *WITHOUT_PLACE, *DEEP])
def test_every_sentence_is_whole(code):
    program, asked = WITHOUT_PLACE.get(code, (unmarked(EXAMPLES.get(code) or DEEP.get(code, "")), {}))
    error = failing(program, **asked)
    for sentence in (error.problem, error.hint or ""):
        assert "{" not in sentence.replace("{…", "").replace("{x:", "")
        assert "None" not in sentence


# --- positions -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("program", "position"),
    [
        ("y = sinn(x)", (1, 5, 1, 9)),
        ("α = 2\ny = sinn(α)", (2, 5, 2, 9)),
        ("ŷ = σ(θ) + sinn(x)", (1, 12, 1, 16)),
        ("print('😀'); y = x + sinn(x)", (1, 21, 1, 25)),
        ("# 你好，世界\r\ny = 3x²·sinn(x)", (2, 9, 2, 13)),
        ("y = 2x³·√x + sinn(x)", (1, 14, 1, 18)),
        ("y = |x|² + x_1·sinn(x)", (1, 16, 1, 20)),
        ("x = 1; y = sinn(x)", (1, 12, 1, 16)),
        ("y = (3x + 2", (1, 5, 1, 6)),
        ("y = (x +\n     sinn(x))", (2, 6, 2, 10)),
    ],
)
def test_columns_count_code_points_of_the_text_as_typed(program, position):
    assert locate(program, failing(program).span) == Position(*position)


@pytest.mark.parametrize(("program", "written"), [("y = range(1/0)", "∞"), ("range(-1/0)", "−∞"), ("1e999", "∞")])
def test_infinities_are_written_as_on_the_page(program, written):
    assert f" {written}." in failing(program).problem


def test_the_error_object_has_the_fields_of_the_interface():
    program = "x = 2\ny = sinn(x)"
    assert describe(failing(program), program) == {
        "code": "unknown_function_like",
        "message": "unknown function: 'sinn'",
        "line": 2,
        "column": 5,
        "end_line": 2,
        "end_column": 9,
        "hint": "Did you mean sin?",
    }
