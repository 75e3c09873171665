"""What nodes are called: labels, LaTeX symbols, titles of boxes."""

import pytest

import engine
from engine.naming import latex_name
from engine.ops import OPS
from engine.titles import title
from tests.engine.applied import applied


@pytest.mark.parametrize(
    ("name", "latex"),
    [
        ("x", "x"),
        ("w1", "w_{1}"),
        ("w_1_2", "w_{1,2}"),
        ("x_max", r"x_{\text{max}}"),
        ("θ", r"\theta"),
        ("θ_out", r"\theta_{\text{out}}"),
        ("α1", r"\alpha_{1}"),
        ("Ω", r"\Omega"),
        ("λ", r"\lambda"),
        ("Α", "Α"),  # capital alpha has no command of its own
        ("ŷ", r"\hat{y}"),
        ("x̄", r"\bar{x}"),
        ("target", r"\text{target}"),
        ("learning_rate", r"\text{learning}_{\text{rate}}"),
        ("_x", r"\text{\_x}"),
    ],
)
def test_a_name_becomes_a_symbol(name, latex):
    assert latex_name(name) == latex


def symbols(program: str) -> list[str]:
    return [node.symbol for node in engine.trace(program).graph if not node.is_folded]


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("3x + 2", ["x", "u", "y"]),
        ("(3x + 2)²", ["x", "u_{1}", "u_{2}", "y"]),
        ("loss = x²", ["x", "L"]),
        ("L = 2; loss = L²", ["L", r"\text{loss}"]),
        ("y = 2; x²·y", ["y", "x", "u", "f"]),
        ("u = x²; sin(u + x)·x", ["x", "u", "v_{1}", "v_{2}", "y"]),
        ("y = x + 1; y = y·y", ["x", "y^{(1)}", "y"]),
    ],
)
def test_unnamed_nodes_get_letters_that_the_program_does_not_use(program, expected):
    assert symbols(program) == expected


@pytest.mark.parametrize(
    ("program", "label"),
    [
        ("3x + 2", "3·x + 2"),
        ("(3x + 2)²", "(3·x + 2)²"),
        ("a = x + 1; a·a", "a·a"),
        ("x - (y - z)", "x − (y − z)"),
        ("(x - y) - z", "x − y − z"),
        ("(-x)**2", "(−x)²"),
        ("-x**2", "−x²"),
        ("x**(y + 1)", "x^(y + 1)"),
        ("(x*y)/z", "x·y / z"),
        ("x*(y/z)", "x·(y / z)"),
        ("exp(-x)", "exp(−x)"),
    ],
)
def test_a_label_is_the_expression_with_only_the_parentheses_it_needs(program, label):
    graph = engine.trace(program).graph
    assert graph[graph.output].label == label


def test_a_label_reads_back_as_the_same_expression():
    program = "relu(w·x − b)²/(1 + |x|) − 2^(−x)"
    traced = engine.trace(program, {"w": 2, "x": 1.5, "b": 0.5})
    again = engine.trace(traced.graph[traced.graph.output].label, {"w": 2, "x": 1.5, "b": 0.5})
    assert again.value == traced.value
    assert again.gradients == traced.gradients


def test_a_long_label_is_cut_with_an_ellipsis():
    graph = engine.trace(" + ".join(f"name{index}" for index in range(100))).graph
    assert len(graph[graph.output].label) <= 80
    assert graph[graph.output].label.endswith("…")


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("3x", "× 3"),
        ("x + 2", "+ 2"),
        ("2 + x", "+ 2"),
        ("x − 2", "− 2"),
        ("2 − x", "2 −"),
        ("x/2", "÷ 2"),
        ("2/x", "2 ÷"),
        ("x²", "( )²"),
        ("x³", "( )³"),
        ("2^x", "2^( )"),
        ("x^y", "( )^( )"),
        ("relu(x)", "ReLU"),
        ("√x", "√"),
        ("maximum(x, 0)", "max(·, 0)"),
        ("e^x", "e^( )"),
        ("π·x", "× π"),
        ("x·y", "×"),
    ],
)
def test_a_box_shows_its_op_with_plain_numbers_folded_in(program, expected):
    graph = engine.trace(program).graph
    assert title(graph, graph[graph.output]) == expected


@pytest.mark.parametrize("name", [name for name, op in OPS.items() if op.has_locals])
def test_every_op_has_a_title_a_label_and_a_symbol(name):
    ours = applied(name, [0.5] * len(OPS[name].operands), {})
    node = ours.graph[ours.graph.output]
    for text in (title(ours.graph, node), node.label, node.symbol):
        assert text.strip()
        assert "{" not in text
