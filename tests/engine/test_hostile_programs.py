"""Bad input never gets anything but an answer: no crash, no hang, and the right name for what is wrong."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import engine
from engine.limits import MAX_NODES

PATIENCE = 20
"""Seconds after which a program counts as hanging."""

HOSTILE = {
    "unfinished text": "y = (3x +",
    "ten thousand parentheses": "(" * 10_000,
    "ten thousand balanced parentheses": "(" * 7_000 + "x" + ")" * 7_000,
    "a thousand names": " + ".join(f"a{index}" for index in range(1_000)),
    "a long name": "a" * 10_000,
    "NUL": "x\0 + 1",
    "a lone surrogate": "x + \ud800",
    "right-to-left marks": "x \u202e+ \u2066y",
    "an import by name": "__import__('os')",
    "a dunder": "x.__class__",
    "a dunder chain": "().__class__.__bases__[0].__subclasses__()",
    "markup": "<script>alert(1)</script>",
    "an end of a script": '"];alert(1)//',
    "markup in a comment": "y = x²  # </script><script>",
    "a power of powers": "9**9**9",
    "a power tower": "9**9**9**9**9**9**9*x",
    "a long number": "9" * 5_000,
    "a long string": "'" + "a" * 10_000 + "'",
    "a repeated list": "[0] * 10**9",
    "a repeated text": "'a' * 10**9",
    "a huge range": "sum(range(10**12))",
    "a huge array": "zeros(10**6, 10**6)",
    "nested comprehensions": "[[[x for i in range(200)] for j in range(200)] for k in range(200)]",
    "recursion": "def f(n):\n    return f(n) + f(n)\nf(x)",
    "mutual recursion": "def f(n):\n    return g(n)\ndef g(n):\n    return f(n)\nf(x)",
    "a loop in a loop in a loop": "for i in range(200):\n for j in range(200):\n  for k in range(200):\n   pass",
    "a list that grows while it is walked": "a = [x]\nfor b in a:\n    a.append(b)",
    "a list that holds itself": "a = []\na.append(a)\nprint(a)\nsum(a)",
    "doubling": "a = [x]\nfor i in range(100):\n    a = a + a",
    "doubling a text": "a = 'ab'\nfor i in range(100):\n    a = a + a\nx",
    "a wide format": "print(f'{x:1000000000}')",
    "only operators": "+ - * / ^ ² ³ √ | · =",
    "deep minus": "-" * 5_000 + "x",
    "deep not": "not " * 3_000 + "x",
    "deep powers": "x" + "**x" * 3_000,
    "deep brackets": "x" + "[0]" * 3_000,
    "deep calls": "sin(" * 3_000 + "x" + ")" * 3_000,
    "deep attributes": "x" + ".a" * 5_000,
    "many comparisons": "x" + " < x" * 3_000,
    "many bars": "|" * 5_000,
    "many roots": "√" * 5_000 + "x",
    "many superscripts": "x" + "²" * 5_000,
    "tabs and spaces": "if x:\n\ty = 1\n        z = 2",
    "form feeds": "x\f=\f2\f",
    "a byte order mark": "\ufeffy = x²",
    "carriage returns": "y = x\r\rz = y",
    "line separators": "y = x\u2028z = y\u2029\x85",
    "emoji": "😀 = 🎉 + 1",
    "deep JavaScript": "const f = x => " + "(" * 5_000 + "x" + ")" * 5_000,
    "deep arrays in JavaScript": "const f = x => " + "[" * 5_000,
    "deep defaults in JavaScript": "const f = x => " + "(a = " * 2_000 + "1" + ")" * 2_000,
    "many choices in JavaScript": "const f = x => " + "a ? b : " * 1_500 + "c",
    "many terms in JavaScript": "const f = x => x" + " + x" * 3_500,
    "many functions in JavaScript": "const y = " + "x => " * 3_000 + "x",
    "an endless loop in JavaScript": "let x = 0; while (true) { x = x + 1; }",
    "a long loop in JavaScript": "for (let i = 0; i < 1e9; i++) { let z = i; }",
    "an open brace in JavaScript": "function f(x) {" * 800,
    "an infinite column": "import numpy as np\nnp.r_[0:10**9]",
    "many keys": "import jax\njax.random.split(jax.random.PRNGKey(0), 10**9)",
    "nested maps": "import jax\nf = lambda x: x\nfor i in range(50):\n    f = jax.vmap(f)\nf(x)",
    "many derivatives": "import jax\nf = lambda x: x**9 * sin(x)\nfor i in range(50):\n    f = jax.grad(f)\nf(2.0)",
    "a generator without end": "def g():\n    while True:\n        yield 1.0\nsum(g())",
    "an endless iterator": "class A:\n    def __iter__(self): return self\n    def __next__(self): return 1\nlist(A())",
    "attributes without end": "class A:\n    def __getattr__(self, n): return getattr(self, n + 'a')\nA().x",
    "an operator without end": "class A:\n    def __add__(self, o): return self + o\nA() + 1",
    "all permutations": "import itertools\nfor a in itertools.permutations(range(20)):\n    pass",
    "a long decimal fraction": "import numpy as np\nnp.set_printoptions(precision=10**9)\nprint(np.ones(3) / 3)",
    "a dictionary that holds itself": "d = {}\nd['d'] = d\nprint(d)",
    "a copy of itself": "import copy\na = [1.0]\na.append(a)\ncopy.deepcopy(a)",
    "steps through everything": "import numpy as np\nlist(np.ndindex(10**5, 10**5))",
    "a big layer": "import torch\ntorch.nn.Linear(10**5, 10**5)",
    "a big one-hot": "import torch\ntorch.nn.functional.one_hot(torch.tensor([10**9]))",
    "a big padding": "import numpy as np\nnp.pad(np.ones(3), 10**9)",
}


@contextmanager
def without_hanging() -> Iterator[None]:
    """Ends what computes without end: the seconds are those of this process alone."""

    def give_up(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def answer(program: str) -> engine.Trace | engine.EngineError:
    """The trace of a program, or its error; anything else raises."""
    try:
        with without_hanging():
            traced = engine.trace(program)
    except engine.EngineError as error:
        assert error.problem
        assert error.span is None or 0 <= error.span[0] <= error.span[1] <= len(program)
        return error
    assert len(traced.graph) <= MAX_NODES
    return traced


@pytest.mark.parametrize("program", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_program_gets_an_answer(program):
    answer(program)


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("ten thousand parentheses", "nested_too_deeply"),
        ("a lone surrogate", "invisible_character"),
        ("a dunder", "unknown_attribute"),
        ("an import by name", "unknown_function"),
        ("a long name", "name_too_long"),
    ],
)
def test_a_hostile_program_is_refused_by_the_right_name(program, code):
    assert answer(HOSTILE[program]).code == code


_FRAGMENTS = (
    "x", "y", "w1", "θ", "3", "0.5", "1e400", "=", "+", "-", "·", "*", "**", "^", "/", "//", "%", "@", "(", ")", "[",
    "]", "{", "}", ",", ";", "\n", "\n    ", " ", ":", "|", "√", "²", "³", "⁻¹", "′", "'", '"', "f'", "#", "sin(",
    "relu(", "max(", "sum(", "np.", "torch.", "def f(a):", "return ", "for i in ", "range(3)", "while ", "if ",
    "else ", "lambda a:", "class A:", "import ", "x.backward()", ".T", ".grad", "True", "None", "not ", "and ", "in ",
    "==", "<", "≤", "->", "!", "…", "\\", "\t", "\x00", "😀",
)  # fmt: skip


@settings(max_examples=600)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_FRAGMENTS), max_size=25).map("".join)))
@example("\ud800")
@example("x = 1\\")
def test_any_text_gets_an_answer(program):
    answer(program)


@pytest.mark.parametrize("cut", range(0, 120, 3))
def test_a_program_that_is_still_being_typed_gets_an_answer(cut):
    answer(
        "def f(a):\n    return a² + |a|·√(a + 1)\nx = [1.0, 2.0]; w = 0.5\nloss = sum((w·f(x) − 3)²)  # mean\n"[:cut]
    )
