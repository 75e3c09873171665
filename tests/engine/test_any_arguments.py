"""Functions, methods, operators and statements applied to whatever comes: an answer each time, no other exception."""

import json
import random

import pytest

import engine
from engine.language.library import LIBRARIES, METHODS, NAMES

VALUES = (
    "x", "x·[1, 2]", "x·[[1, 2], [3, 4]]", "x·ones(1, 2, 3, 3)", "[[1, 2], [3, 4]]", "'a'", "3", "0", "-1", "1.5",
    "None", "True", "[]", "[x, 'a']", "nan", "inf", "10**9", "{'a': 1}", "sin", "range(3)", "(1, 2)", "lambda a: a",
    "x > 0", "A()", "A", "f", "np", "x.grad", "print(x)", "(i for i in range(3))", "torch.ones(2, requires_grad=True)",
)  # fmt: skip
OWNERS = {
    "Tensor": ("x", "(x·[[1, 2], [3, 4]])"), "list": ("[x, 2]",), "dict": ("{'a': x}",), "str": ("'ab'",),
    "tuple": ("(x, 2)",), "Record": ("namedtuple('P', 'a b')(x, 2)",), "Set": ("{1, 2}",),
}  # fmt: skip
DEFINITIONS = "class A:\n    def __call__(self, a):\n        return a\ndef f(a, b=2, *c, **d):\n    return a\n"
CALLS = 6


def answer(program: str) -> None:
    """Trace a program and write its document, or get its error."""
    try:
        json.dumps(engine.trace(DEFINITIONS + program).timeline(), allow_nan=False)
    except engine.EngineError as error:
        assert "object at 0x" not in error.problem


@pytest.mark.parametrize("name", sorted(NAMES.keys() - LIBRARIES.keys()))
def test_a_function_answers_any_arguments(name):
    choice = random.Random(name)
    for count in range(CALLS):
        answer(f"y = {name}({', '.join(choice.choices(VALUES, k=count % 4))})")


@pytest.mark.parametrize(
    ("kind", "method"), [(kind.__name__, method) for kind in METHODS for method in sorted(METHODS[kind])]
)
def test_a_method_answers_any_arguments(kind, method):
    choice = random.Random(method)
    for count in range(CALLS):
        answer(f"y = {choice.choice(OWNERS[kind])}.{method}({', '.join(choice.choices(VALUES, k=count % 3))})")


_OPERATORS = (
    "+", "-", "*", "/", "//", "%", "**", "@", "<", "==", "!=", "and", "or", "in", "not in", "is", "&", "|", "<<", ">=",
)  # fmt: skip
_ATTRIBUTES = ("T", "grad", "shape", "data", "ndim", "dtype", "requires_grad", "foo")


def expression(choice: random.Random, depth: int = 0) -> str:
    """A random expression, rarely a sensible one."""
    if depth > 2 or choice.random() < 0.25:
        return choice.choice(VALUES)
    one, two, three = (expression(choice, depth + 1) for _ in range(3))
    return choice.choice(
        (
            f"({one}) {choice.choice(_OPERATORS)} ({two})",
            f"({one})[{two}]",
            f"({one})[{two}:{three}]",
            f"({one}).{choice.choice(_ATTRIBUTES)}",
            f"[{one}, {two}]",
            f"[{one} for i in {two}]",
            f"({one} if {two} else {three})",
            f"-({one})",
            f"not ({one})",
            f"({one})({two})",
            f"f'{{x:{choice.choice(('.2f', 'd', '>10', 'x', '', '%'))}}}'",
        )
    )


def statement(choice: random.Random) -> str:
    one, two, three = (expression(choice) for _ in range(3))
    return choice.choice(
        (
            f"y = {one}",
            f"y = {one}",
            f"x {choice.choice(_OPERATORS[:8])}= {one}",
            f"a, b = {one}",
            f"({one})[{two}] = {three}",
            f"({one}).{choice.choice(_ATTRIBUTES)} = {two}",
            f"for i in {one}:\n    y = i",
            f"for i, j in {one}:\n    y = j",
            f"if {one}:\n    y = x",
            f"while {one}:\n    y = x\n    break",
            f"assert {one}",
            f"print({one}, {two})",
            f"with {one}:\n    y = x",
        )
    )


@pytest.mark.parametrize("seed", range(40))
def test_any_statements_get_an_answer(seed):
    choice = random.Random(seed)
    for _ in range(10):
        answer("\n".join(statement(choice) for _ in range(choice.randint(1, 3))))
