"""Which number is differentiated where the last line of a program gives none."""

import pytest

import engine

NUMPY = "import numpy as np\nW = np.array([1.0, 2.0])\n"

CHOSEN = {
    "a list at the end": ("x = 2.0\ny = x**2\nz = [y]", "y"),
    "a dictionary at the end": (f"{NUMPY}cost = np.sum(W**2)\ngrads = {{'dW': 2*W}}", "cost"),
    "an update of the weights at the end": (f"{NUMPY}loss = np.sum(W**2)\nW -= 0.1 * 2 * W", "loss"),
    "a share of right answers at the end": (f"{NUMPY}loss = np.sum(W**2)\naccuracy = np.mean(W > 1)", "loss"),
    "a call that gives nothing": ("def f():\n    a = 2.0\n    b = a * 3.0\n    print(b)\nf()", "b"),
    "a plain number at the end": ("x = 3.0\ny = x**2\nn = 5", "y"),
}


def chosen(program: str) -> tuple[str, list[str]]:
    """The name of the output, and the codes of what is said about the run."""
    trace = engine.trace(program)
    return trace.graph[trace.graph.output].name or "", [note.code for note in trace.outcome.notes]


@pytest.mark.parametrize("case", CHOSEN)
def test_where_the_last_line_gives_no_number_another_is_the_output_and_it_is_said(case):
    program, name = CHOSEN[case]
    assert chosen(program) == (name, ["output_chosen"])


@pytest.mark.parametrize(
    "program",
    [
        "x = 2.0\nloss = x**2\ny = 3*x",
        "x = 2.0\ny = sign(x)",
        "import torch\nx = torch.tensor(2.0)\ny = x**2\ny.backward()",
    ],
)
def test_where_it_gives_one_nothing_is_said_about_the_output(program):
    name, notes = chosen(program)
    assert name == "y"
    assert "output_chosen" not in notes


def test_a_part_of_an_array_is_not_guessed_to_be_the_output():
    with pytest.raises(engine.EngineError) as caught:
        engine.trace(f"{NUMPY}s = W[0] * 2\ny = s * W")
    assert caught.value.code == "output_not_scalar"
