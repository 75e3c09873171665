"""What programs say to automatic differentiation, and what they are told where something is odd."""

import math

import pytest

import engine


def notes(program: str, **asked) -> dict[str, dict]:
    return {note["code"]: note["details"] for note in engine.trace(program, **asked).timeline()["notes"]}


def printed(program: str) -> list[str]:
    return [line.text for line in engine.trace(program).outcome.prints]


def test_the_third_derivative_of_sin_x_cubed_is_the_closed_form():
    x = 0.7
    program = f"x = {x}\ny = sin(x**3)\nd1 = grad(y, x)\nd2 = grad(d1, x)\nd3 = grad(d2, x)"
    c, s = math.cos(x**3), math.sin(x**3)
    assert engine.trace(program).value == pytest.approx((6 - 27 * x**6) * c - 54 * x**3 * s, rel=1e-12)


def test_a_second_backward_adds_up_and_says_why():
    program = (
        "import torch\nw = torch.tensor(3.0, requires_grad=True)\ny = w**2\ny.backward()\ny.backward()\nprint(w.grad)"
    )
    assert printed(program) == ["tensor(12.)"]
    assert notes(program).keys() >= {"gradient_accumulated", "backward_twice"}


def test_a_training_loop_shows_the_graph_of_its_last_backward():
    program = (
        "import torch\nw = torch.tensor(1.0, requires_grad=True)\nfor i in range(500):\n    loss = (2*w - 3)**2\n"
        "    loss.backward()\n    with torch.no_grad():\n        w -= 0.01 * w.grad\n    w.grad.zero_()"
    )
    trace = engine.trace(program)
    assert len(trace.graph.applications) == 3
    assert trace.gradients["w"] == pytest.approx(0.0, abs=1e-6)


def test_a_pasted_engine_with_a_mistake_is_compared_with_the_true_gradient():
    program = (
        "class Value:\n    def __init__(self, data, parents=()):\n        self.data = data\n        self.grad = 0.0\n"
        "        self.parents = parents\n        self._backward = lambda: None\n"
        "    def __add__(self, other):\n        out = Value(self.data + other.data, (self, other))\n"
        "        def _backward():\n            self.grad = out.grad\n            other.grad = out.grad\n"
        "        out._backward = _backward\n        return out\n"
        "    def backward(self):\n        self.grad = 1.0\n        self._backward()\n"
        "a = Value(3.0)\nb = a + a\nb.backward()\nprint(a.grad)"
    )
    trace = engine.trace(program)
    assert trace.gradients["a"] == 2.0
    assert [line.text for line in trace.outcome.prints] == ["1.0"]
    assert notes(program)["own_gradient_differs"] == {"name": "a", "own": "1", "true": "2"}


def test_a_custom_backward_decides_the_gradient():
    program = (
        "import torch\nclass Round(torch.autograd.Function):\n    @staticmethod\n    def forward(ctx, x):\n"
        "        return torch.round(x)\n    @staticmethod\n    def backward(ctx, g):\n        return g\n"
        "x = torch.tensor([0.4, 1.6], requires_grad=True)\ny = (Round.apply(x)**2).sum()\ny.backward()\nprint(x.grad)"
    )
    assert printed(program) == ["tensor([0., 4.])"]
    assert "custom_gradient" in notes(program)


@pytest.mark.parametrize(
    ("program", "code", "name"),
    [
        ("x = -1.0\ny = log(x) + 2\nz = 3y", "first_nan_outside", "ln(x)"),
        ("x = 0\ny = 1/x", "first_infinite_outside", "1 / x"),
        ("x = 800\ny = exp(x)", "first_infinite", "exp(x)"),
        ("x = 0\ny = √x·2", "first_infinite_gradient", "x"),
        ("y = sqrt(-1)·x", "first_nan_constant", "NaN·x"),
        ("y = x/0", "first_infinite_fixed", "x / 0"),
        ("x = 0.5\ny = (-2)^x", "first_nan_fixed", "(−2)^x"),
    ],
)
def test_the_first_value_that_goes_wrong_is_named(program, code, name):
    assert notes(program)[code]["name"] == name


@pytest.mark.parametrize(
    ("program", "code", "condition", "operands"),
    [
        ("x = 0\ny = 1/x", "first_infinite_outside", "x ≠ 0", "x = 0"),
        ("x = 0; w = 3\ny = w/(2x)", "first_infinite_outside", "2·x ≠ 0", "2·x = 0"),
        ("x = -3\ny = log1p(x + 1)", "first_nan_outside", "x + 1 > −1", "x + 1 = −2"),
        ("x = 2\ny = arcsin(x)", "first_nan_outside", "|x| < 1", "x = 2"),
        ("x = -1\ny = x^0.5", "first_nan_outside", "x > 0", "x = −1"),
        ("x = 0\ny = x^(-1)", "first_infinite_outside", "x ≠ 0", "x = 0"),
        ("x = 0; a = -2\ny = x^a", "first_infinite_outside", "x ≠ 0", "x = 0"),
        ("x = 1\nz1 = x - 2\ny = ln(z1)", "first_nan_outside", "z1 > 0", "z1 = −1"),
        ("x = [0, 1]\ny = sum(1/x)", "first_infinite_outside", "x ≠ 0", "x = [2]"),
    ],
)
def test_the_condition_that_is_broken_is_written_as_on_paper_with_what_breaks_it(program, code, condition, operands):
    details = notes(program)[code]
    assert (details["condition"], details["operands"]) == (condition, operands)


def test_plain_numbers_are_not_listed_beside_the_label_that_shows_them():
    assert notes("x = 0\ny = x^0.5")["first_infinite_gradient"]["operands"] == "x = 0"


def test_what_is_finite_has_no_note():
    assert notes("y = x² + 1") == {}


@pytest.mark.parametrize(
    "code", ["plots_ignored", "non_leaf_grad", "whole_numbers_require_grad", "nothing_requires_grad", "prints_cut"]
)
def test_what_is_different_here_is_said(code):
    programs = {
        "plots_ignored": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\ny = x²",
        "non_leaf_grad": "w = torch.ones(2, requires_grad=True)\nz = w * 2\nz.sum().backward()\nprint(z.grad)",
        "whole_numbers_require_grad": "import torch\nw = torch.tensor(2, requires_grad=True)\n(w * w).backward()",
        "nothing_requires_grad": "import torch\nw = torch.tensor(2.0)\n(w * w).backward()",
        "prints_cut": "for i in range(150):\n    print(i)\ny = x",
    }
    assert code in notes(programs[code])


def test_a_function_called_with_a_number_has_its_parameter_as_variable():
    assert engine.trace("def f(x):\n    return x**2\ny = f(3.0)").gradients == {"x": 6.0}


def test_masks_and_places_are_told_apart():
    program = (
        "import numpy as np\nx = np.array([1.0, 2.0, 3.0])\nmask = np.array([True, False, True])\n"
        "print(x[mask], x[[0, 1, 0]])\ny = x[mask].sum()"
    )
    assert printed(program) == ["[1. 3.] [1. 2. 1.]"]


def test_two_modules_with_equal_names_are_told_apart():
    program = (
        "import torch.nn as nn, torch\na = nn.Linear(1, 1)\nb = nn.Linear(1, 1)\n"
        "y = b(a(torch.ones(1, 1))).sum()\ny.backward()"
    )
    assert engine.trace(program).gradients.keys() == {"a.weight", "a.bias", "b.weight", "b.bias"}


@pytest.mark.parametrize("library", ["torch.as_tensor", "np.asarray"])
def test_an_array_taken_as_an_array_is_the_same_leaf(library: str):
    imports = "import torch\nimport numpy as np\n"
    source = f"{imports}w = torch.tensor([1., 2.], requires_grad=True)\nv = {library}(w)\ny = (v**2).sum()"
    assert engine.trace(source).gradients["w"].tolist() == [2.0, 4.0]


def test_a_loss_takes_a_plain_list_for_an_array():
    trace = engine.trace("logits = [0.5, 1.0, -0.3]\nloss = cross_entropy(logits, 1)")
    assert trace.gradients["logits"].shape == (3,)
