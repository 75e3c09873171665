"""Generated code computes what the interpreter does, for every op and for random programs, in every kind of code."""

import ast
import math
from collections.abc import Callable
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import trace
from engine.codegen.evaluations import Evaluation
from engine.codegen.kinds import Arrays, Batches, Floats, Kind
from engine.codegen.python_code import PythonCode
from engine.codegen.python_functions import CAREFUL, FAST, NUMBERS
from engine.codegen.recording import CannotRecord
from engine.graph import Graph
from engine.language.interpreter import interpret
from engine.language.source import read
from engine.op import Op
from engine.ops import OPS
from engine.passes import forward, reverse
from engine.recorder import Recorder


class FloatsOfNumPy(Floats):
    """Code on floats that calls NumPy's functions: bits then differ nowhere, however badly a program is conditioned."""

    def language(self, is_careful):
        language = PythonCode(is_careful=True)
        language.namespace = lambda: {**NUMBERS, **{name: of_numpy(name, fast) for name, fast in FAST.items()}}
        return language


def of_numpy(name: str, fast: Callable[..., float]) -> Callable[..., float]:
    function = getattr(np, name, None)

    @np.errstate(all="ignore")
    def call(*operands: float) -> float:
        return float(function(*map(np.float64, operands))) if function else fast(*operands)

    return call


KINDS = (FloatsOfNumPy, Arrays, Batches)


def evaluated(kind: type[Kind], source: str, samples: dict[str, list[float]]) -> dict[str, np.ndarray]:
    """The output (as "value") and all gradients of a program, for each of several values of its leaves."""
    graph = interpret(source, {name: values[0] for name, values in samples.items()}).graph
    names = [leaf.name for leaf in graph.leaves]
    code = Evaluation(graph, names, [], [graph.output], names, kind())
    results = code({name: np.array(samples[name]) for name in names}, {})
    return {("value" if key == graph.output else key): array for key, array in results.items()}


def traced(source: str, samples: dict[str, list[float]]) -> dict[str, list]:
    """The same by the interpreter, one sample at a time."""
    size = len(next(iter(samples.values())))
    walks = [trace(source, {name: values[i] for name, values in samples.items()}) for i in range(size)]
    return {"value": [walk.value for walk in walks]} | {
        name: [walk.gradients[name] for walk in walks] for name in walks[0].gradients
    }


def assert_equal(found: dict[str, np.ndarray], expected: dict[str, list]) -> None:
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        np.testing.assert_allclose(found[name], values, rtol=1e-12, atol=1e-305, err_msg=name)


# --- every op ---------------------------------------------------------------------------------------------------------

ELEMENTWISE = [op for op in OPS.values() if op.has_locals]
POINTS = {"a": [0.3, -0.7, 1.9, -2.6], "b": [0.8, 1.1, -0.4, 2.3], "c": [1.4, 0.2, 0.9, 1.7]}


@pytest.mark.parametrize("kind", [Floats, *KINDS])
@pytest.mark.parametrize("op", ELEMENTWISE, ids=lambda op: op.name)
def test_an_elementwise_op_is_what_it_is_in_the_interpreter(op, kind):
    names = list(POINTS)[: len(op.operands)]
    graph = _graph_of(op, names)
    code = Evaluation(graph, names, [], [graph.output], names, kind())
    found = code({name: np.array(POINTS[name]) for name in names}, {})
    for sample in range(4):
        primals = forward(graph, {leaf.id: np.float64(POINTS[leaf.name][sample]) for leaf in graph.leaves})
        at_point = Graph(tuple(replace(node, value=primals[node.id]) for node in graph), graph.output)
        cotangents = reverse(at_point).cotangents
        np.testing.assert_allclose(found[graph.output][sample], primals[graph.output], rtol=1e-12)
        for leaf in graph.leaves:
            np.testing.assert_allclose(found[leaf.name][sample], cotangents.get(leaf.id, 0.0), rtol=1e-12)


def _graph_of(op: Op, names: list[str]) -> Graph:
    recorder = Recorder()
    leaves = [recorder.leaf(name, POINTS[name][0]) for name in names]
    with np.errstate(all="ignore"):
        return recorder.graph(recorder.apply(op.name, leaves))


@pytest.mark.parametrize("name", FAST)
def test_a_fast_function_is_numpys_and_a_careful_one_even_where_python_raises(name):
    if name == "erf":
        return  # NumPy has none
    function = np.float64.__pow__ if name == "power" else getattr(np, name)
    finite = [-1e308, -800.0, -2.5, -1.0, -0.3, 0.0, 0.3, 0.5, 1.0, 2.5, 30.0, 800.0, 1e308]
    numbers = [*finite, math.inf, -math.inf, math.nan]
    with np.errstate(all="ignore"):
        for operands in product(numbers, repeat=getattr(np, name).nin):
            expected = function(*map(np.float64, operands))
            careful = CAREFUL[name](*operands)
            np.testing.assert_allclose(careful, expected, rtol=1e-14, err_msg=str(operands))
            try:
                fast = FAST[name](*operands)
            except (ArithmeticError, ValueError):
                continue
            assert np.array_equal(fast, careful, equal_nan=True), operands


ARRAY_PROGRAMS = (
    "loss = sum((W @ x + b[1:])²)",
    "loss = sum(tanh(W @ relu(M @ x + b))·c)",
    "loss = dot(b, x) + mean(x·b) + max(M @ x)",
    "loss = sum(softmax(M @ x)·b)",
    "loss = -log_softmax(M @ x)[1]",
    "loss = logsumexp(M @ x + b)",
    "loss = sum((M.T @ x)[1:]) + sum(M[:, 0]·x) + M[0, 1]·c",
    "loss = sum(x.reshape(3, 1)·M) + norm(x) + var(x)",
    "loss = sum(np.concatenate([x, b])²) + sum(np.stack([x, b])[1])",
    "loss = sum(np.outer(x, b)·M) + sum(x.sum()·b)",
    "loss = sum(cumsum(x)·b) + prod(x)",
    "loss = sum(where(x > 0, x², b))",
    "loss = sum(sigmoid(x) + erf(b))·c",
)
ARRAYS = {
    "x": [[0.5, -1.2, 0.8], [1.5, 0.3, -0.7]], "b": [0.3, -0.6, 0.9], "c": 0.7,
    "W": [[0.2, -0.4, 1.1], [0.5, 0.9, -0.3]],
    "M": [[1.0, -0.5, 0.3], [0.7, 0.2, -1.4], [-0.8, 0.6, 0.1]],
}  # fmt: skip


@pytest.mark.parametrize("kind", [Floats, Arrays, Batches])
@pytest.mark.parametrize("program", ARRAY_PROGRAMS)
def test_an_array_program_has_the_interpreters_value_and_gradients(program, kind):
    graph = interpret(program, {name: ARRAYS[name] for name in names_in(program)} | {"x": ARRAYS["x"][0]}).graph
    fixed = [leaf.name for leaf in graph.leaves if leaf.name != "x"]
    try:
        code = Evaluation(graph, ["x"], fixed, [graph.output], [*fixed, "x"], kind())
    except CannotRecord:
        assert kind is Batches or "max" in program  # another kind has to do it
        return
    found = code({"x": np.array(ARRAYS["x"])}, {name: np.array(ARRAYS[name]) for name in fixed})
    for sample in range(2):
        walk = trace(program, {name: ARRAYS[name] for name in fixed} | {"x": ARRAYS["x"][sample]})
        np.testing.assert_allclose(found[graph.output][sample], walk.value, rtol=1e-12)
        for name in (*fixed, "x"):
            np.testing.assert_allclose(found[name][sample], walk.gradients[name], rtol=1e-12, atol=1e-15)


def names_in(program: str) -> list[str]:
    used = {node.id for node in ast.walk(read(program).tree) if isinstance(node, ast.Name)}
    return [name for name in ARRAYS if name in used]


# --- random programs ------------------------------------------------------------------------------------------------

LEAVES = ("a", "b", "c")
UNARY = (
    "-({})", "({})²", "({})**3", "({})**-1", "sin({})", "cos({})", "tanh({})", "exp({})", "log({})", "sqrt({})",
    "abs({})", "relu({})", "sigmoid({})", "softplus({})", "leaky_relu({})", "elu({})", "gelu({})", "silu({})",
    "floor({})", "sign({})", "erf({})", "atan({})", "expm1({})", "log1p({})", "cbrt({})",
)  # fmt: skip
BINARY = (
    "({} + {})", "({} − {})", "({})·({})", "({})/({})", "maximum({}, {})", "minimum({}, {})", "({})**({})",
    "hypot({}, {})", "atan2({}, {})", "where({} > {}, a, b)",
)  # fmt: skip
ENTRIES = st.one_of(
    st.floats(-3, 3).map(lambda number: round(number, 3)),
    st.sampled_from([0.0, 1.0, -1.0, 0.5, 2.0, 40.0, -800.0, 1e200]),
)


def one_argument(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(str.format, st.sampled_from(UNARY), inner)


def two_arguments(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(str.format, st.sampled_from(BINARY), inner, inner)


EXPRESSIONS = st.recursive(
    st.sampled_from([*LEAVES, "2", "0.5", "1"]), lambda inner: one_argument(inner) | two_arguments(inner), max_leaves=8
)
SAMPLES = st.lists(st.tuples(ENTRIES, ENTRIES, ENTRIES), min_size=2, max_size=2)


@pytest.mark.parametrize("kind", KINDS)
@given(expression=EXPRESSIONS, samples=SAMPLES)
def test_a_random_program_has_the_interpreters_value_and_gradients(kind, expression, samples):
    source = f"y = {expression} + 0·(a + b + c)"
    values = {name: [sample[index] for sample in samples] for index, name in enumerate(LEAVES)}
    assert_equal(evaluated(kind, source, values), traced(source, values))
