"""Where entries stand, and functions of whole numbers: answered as NumPy, PyTorch and Python do, without gradient."""

import numpy as np
import pytest

import engine

X = [[1.0, -2.0], [0.0, 3.0]]
NUMPY = f"import numpy as np\nx = np.array({X})\n"
TORCH = f"import torch\nx = torch.tensor({X}, requires_grad=True)\n"


def printed(program: str) -> str:
    return "\n".join(line.text for line in engine.trace(f"{program}\ny = (x²).sum()").outcome.prints)


@pytest.mark.parametrize(
    "text",
    [
        "np.where(x > 0)",
        "np.nonzero(x)",
        "x.nonzero()",
        "np.argwhere(x > 0)",
        "np.flatnonzero(x)",
        "np.where(x > 9)[0].size",
    ],
)
def test_places_are_printed_as_numpy_prints_them(text):
    expected = eval(text, {"np": np, "x": np.array(X)})  # the texts are ours
    assert printed(f"{NUMPY}print({text})") == str(expected)


@pytest.mark.parametrize(
    ("text", "shape"),
    [("torch.nonzero(x)", "(3, 2)"), ("x.nonzero()", "(3, 2)"), ("torch.where(x > 0)[0]", "(2,)"),
     ("torch.nonzero(x, as_tuple=True)[1]", "(3,)"), ("torch.argwhere(x)", "(3, 2)")],
)  # fmt: skip
def test_pytorch_has_a_row_for_each_entry_unless_a_tuple_is_asked_for(text, shape):
    assert printed(f"{TORCH}print(tuple({text}.shape))") == shape


def test_entries_that_are_found_are_changed_in_place():
    trace = engine.trace(NUMPY + "x[np.where(x < 0)] = 0\ny = (w·x).sum()")
    assert trace.value == 4.0


@pytest.mark.parametrize(
    ("text", "value"), [("math.factorial(3)", 6.0), ("math.comb(5, 2)", 10.0), ("math.gcd(8, 12)", 4.0)]
)
def test_maths_functions_of_whole_numbers_are_plain_numbers(text, value):
    assert engine.trace(f"import math\ny = {text}·x").gradients == {"x": value}


@pytest.mark.parametrize("text", ["math.factorial(-1)", "math.factorial(171)", "math.comb(5, -2)"])
def test_a_factorial_without_a_finite_value_is_refused(text):
    with pytest.raises(engine.EngineError) as caught:
        engine.trace(f"import math\ny = {text}·x")
    assert caught.value.code == "unfit_arguments"


def test_a_star_brings_what_has_no_short_name_elsewhere():
    assert engine.trace("from math import *\ny = factorial(3)·sin(x)", {"x": 0.0}).gradients == {"x": 6.0}


@pytest.mark.parametrize(
    ("text", "answer"),
    [("torch.equal(x, x)", "True"), ("x.equal(x + 1)", "False"), ("torch.equal(x, x[0])", "False"),
     ("np.array_equal([1, 2], [1, 2])", "True"), ("np.equal([1, 2], [1, 3])", "[ True False]")],
)  # fmt: skip
def test_equal_of_pytorch_is_one_answer_and_equal_of_numpy_one_for_each_entry(text, answer):
    assert printed(f"import numpy as np\n{TORCH}print({text})") == answer
