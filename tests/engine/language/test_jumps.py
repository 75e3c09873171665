"""``break`` and ``continue`` outside of a loop are refused with their place, and inside do what Python does."""

import pytest

import engine

STRAY = {
    "break": (1, 1),
    "y = x\ncontinue": (2, 1),
    "if x > 0:\n    break\ny = x": (2, 5),
    "def f(x):\n    break\n    return x\nfor i in range(2):\n    y = f(x)": (2, 5),
    "for i in range(2):\n    def f(x):\n        continue\n    y = f(x)": (3, 9),
    "for i in range(2):\n    y = x\nelse:\n    break": (4, 5),
    "class A:\n    continue\ny = x": (2, 5),
    "try:\n    y = x\nexcept ValueError:\n    break": (4, 5),
}


@pytest.mark.parametrize("source", STRAY)
def test_a_jump_without_a_loop_is_refused_at_its_place(source: str):
    with pytest.raises(engine.EngineError) as caught:
        engine.trace(source)
    assert caught.value.code == "outside"
    assert _line_and_column(source, caught.value.span[0]) == STRAY[source]


def test_a_jump_out_of_an_inner_loop_leaves_the_outer_one_running():
    source = "y = 0\nfor i in range(3):\n    for j in range(3):\n        if j == 1: break\n        y = y + x\nz = y"
    assert engine.trace(source, {"x": 2.0}).value == 6.0


def test_a_loop_in_the_else_of_another_may_break():
    source = "y = x\nfor i in range(2):\n    y = y * x\nelse:\n    while True:\n        break\nz = y"
    assert engine.trace(source, {"x": 3.0}).value == 27.0


def _line_and_column(source: str, offset: int) -> tuple[int, int]:
    before = source[:offset].split("\n")
    return len(before), len(before[-1]) + 1
