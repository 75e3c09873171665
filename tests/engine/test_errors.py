"""Every error the engine knows: a program that earns it, and the place it points to, marked ⟦so⟧."""

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import engine
from engine.errors import Position, describe, locate
from engine.limits import MAX_NODES
from engine.messages import MESSAGES

TESTS = Path(__file__).parents[1]

# One example of each code, in the order of MESSAGES. A mark that is empty, ⟦⟧, is a place between two characters.
EXAMPLES = {
    "source_too_long": "x" * 16 * 1024 + "⟦xx⟧",
    "too_many_lines": "x\n" * 400 + "⟦x\n⟧",
    "empty_program": "⟦⟧  \n",
    "name_too_long": f"y = ⟦{'a' * 65}⟧",
    "string_too_long": f"print(⟦'{'a' * 201}'⟧)",
    "number_too_long": f"y = x + ⟦{'9' * 310}⟧",
    "unexpected_character": "y = x ⟦$⟧ 2",
    "invisible_character": "y = x ⟦\u202e⟧+ 2",
    "prime_in_name": "⟦f′⟧ = x",
    "unclosed_bar": "y = ⟦|⟧x + 1",
    "missing_radicand": "y = ⟦√⟧",
    "inverse_or_reciprocal": "y = ⟦sin⁻¹⟧(x)",
    "bracket_never_closed": "y = ⟦(⟧3x + 2",
    "bracket_unmatched": "y = 3x + 2⟦)⟧",
    "bad_indentation": "x = 1\n  ⟦ ⟧y = x",
    "unterminated_string": "print(⟦'⟧abc)",
    "cannot_assign_here": "⟦3⟧ = x",
    "unfinished": "y = x +⟦⟧",
    "invalid_syntax": "y = x + ⟦*⟧ 2",
    "missing_operator": "y = [⟦1 2⟧]",
    "not_supported": "y = x + ⟦3j⟧",
    "use_if": "⟦match x:\n    case 1: pass⟧",
    "use_def": "⟦async def f(): pass⟧",
    "use_power": "y = ⟦x << 2⟧",
    "unknown_library": "⟦import requests⟧\ny = x",
    "unknown_function": "y = ⟦qqqqqq⟧(x)",
    "unknown_function_like": "y = ⟦sinn⟧(x)",
    "not_a_function": "x = 2\ny = ⟦x(3)⟧",
    "function_without_call": "y = ⟦sin + 1⟧",
    "unknown_attribute": "y = ⟦np.qqqqqq⟧(x)",
    "unknown_attribute_like": "y = ⟦np.sinn⟧(x)",
    "wrong_arguments": "y = ⟦sin(x, 2)⟧",
    "unfit_arguments": "y = ⟦linspace('a', x)⟧",
    "unknown_keyword": "y = ⟦sin(x, foo=1)⟧",
    "used_before_assignment": "y = ⟦z⟧ + 1\nz = 2",
    "unknown_name": "y = ⟦__file__⟧ + x",
    "not_callable": "class A:\n    pass\na = A()\n⟦a(3)⟧",
    "cannot_set_attribute": "x = 2\n⟦x.foo = 3⟧",
    "not_a_number": "y = ⟦x + 'a'⟧",
    "nothing_to_differentiate": "⟦2 + 3⟧",
    "no_result": "⟦⟧pass",
    "output_not_scalar": "y = ⟦x·[1, 2]⟧",
    "too_many_nodes": "y = x\nfor i in range(200):\n    for j in range(11):\n        y = ⟦y + 1⟧",
    "array_too_large": "y = ⟦zeros(2000)⟧·x",
    "too_many_entries": "y = x\nfor i in range(30):\n    y = ⟦y + ones(1000)⟧\ny.sum()",
    "shapes_do_not_fit": "y = ⟦x·[1, 2] + [1, 2, 3]⟧",
    "runs_too_long": "for i in range(200):\n    for j in range(200):\n        ⟦pass⟧",
    "calls_too_deep": "def f(a):\n    return ⟦f(a)⟧\nf(x)",
    "endless_loop": "while ⟦True⟧:\n    pass",
    "too_many_turns": "for i in ⟦range(1001)⟧:\n    y = x",
    "outside": "⟦return x⟧",
    "super_outside_class": "⟦super()⟧",
    "assertion_failed": "assert ⟦x > 2⟧",
    "cannot_loop": "⟦for i in x:\n    y = i⟧",
    "unpack": "⟦a, b = [1, 2, 3]⟧",
    "ambiguous_truth": "⟦if x·[1, 2]:\n    y = x⟧",
    "not_whole": "⟦range(1.5)⟧",
    "index_not_whole": "y = ⟦(x·[1, 2])[[0.5]]⟧",
    "index_out_of_range": "a = [1, 2]\ny = ⟦a[5]⟧·x",
    "bad_index": "y = ⟦(x·[1, 2])[7]⟧",
    "no_such_key": "d = {'a': 1}\ny = ⟦d['b']⟧·x",
    "cannot_index": "f = sin\n⟦f[0]⟧",
    "no_length": "⟦len(3)⟧",
    "list_too_long": "a = ⟦[0] * 2000⟧",
    "zero_step": "⟦range(1, 2, 0)⟧",
    "cannot_assign_entry": "⟦'abc'[0] = 3⟧",
    "bad_format": "print(⟦f'{x:zz}'⟧)",
    "ragged_list": "y = ⟦sum([[1, x], [2]])⟧",
    "too_many_dimensions": "y = ⟦zeros(1, 1, 1, 1, 1)⟧",
    "negative_size": "y = ⟦zeros(-1)⟧",
    "empty_range": "⟦random.randint(3, 1)⟧",
    "no_such_axis": "y = ⟦sum(x·[1, 2], axis=3)⟧",
    "bad_axes": "y = ⟦transpose(x·[[1, 2]], (0, 0))⟧",
    "cannot_reshape": "y = ⟦reshape(x·[1, 2], (3,))⟧",
    "inner_sizes": "y = ⟦(x·[[1, 2]]) @ [[1, 2]]⟧",
    "matmul_of_scalars": "y = ⟦x @ 2⟧",
    "bad_einsum": "y = ⟦einsum('ij->k', x·[[1]], [[2]])⟧",
    "image_dimensions": "y = ⟦F.conv2d(x·[1, 2], ones(1, 1, 1, 1))⟧",
    "window_too_large": "y = ⟦F.conv1d(x·[[[1, 2]]], ones(1, 1, 5))⟧",
    "too_much_work": "y = ⟦F.avg_pool2d(x·ones(1, 1, 9, 9), 40, 1, 20)⟧",
    "empty_array": "y = ⟦max(zeros(0))⟧·x",
    "cannot_squeeze": "y = ⟦(x·[1, 2]).squeeze(0)⟧",
    "cannot_expand": "y = ⟦(x·[1, 2]).expand(3)⟧",
    "cannot_split": "y = ⟦np.split(x·[1, 2, 3], 2)⟧[0].sum()",
    "bad_margins": "y = ⟦np.pad(x·[1, 2], (1, 2, 3))⟧",
    "index_beyond": "y = ⟦topk(x·[1, 2], 5)⟧.values.sum()",
    "needs_dimensions": "y = ⟦torch.mm(x·[1, 2], [1, 2])⟧",
    "needs_square": "y = ⟦det(x·[[1, 2]])⟧",
    "singular_matrix": "y = ⟦inv(x·[[1, 1], [1, 1]])⟧.sum()",
    "unknown_norm": "y = ⟦norm(x·[[1, 2]], 'abc')⟧",
    "unknown_mode": "y = ⟦np.pad(x·[1, 2], 1, mode='abc')⟧",
    "not_a_share": "y = ⟦quantile(x·[1, 2], 3)⟧",
    "not_here": "y = ⟦np.unique(x·[1, 2])⟧",
    "not_here_but": "y = ⟦where(x > 0)⟧",
    "label_out_of_range": "⟦one_hot(7, 3)⟧",
    "backward_needs_gradient": "y = x·[1, 2]\n⟦y.backward()⟧",
    "item_of_array": "⟦(x·[1, 2]).item()⟧",
    "grad_of_number": "⟦grad(3, x)⟧",
    "text_too_long": "a = 'a' * 1000\nprint(⟦a.replace('a', 'b' * 100)⟧)",
    "unfit_operands": "y = ⟦'a' + 2⟧",
    "unfit_key": "d = ⟦{[1]: 2}⟧",
    "no_operator": "class A:\n    pass\ny = ⟦A() + 1⟧",
    "repeated_argument": "def f(a):\n    return a\ny = ⟦f(x, a=1)⟧",
    "raised": "⟦raise ValueError('no')⟧",
    "attribute_of_none": "x = torch.tensor(2.0, requires_grad=True)\n⟦x.grad.zero_⟧()",
    "unknown_member": "⟦from torch.nn import Linaer⟧",
    "endless_generator": "def f():\n    while True:\n        yield 1\ny = ⟦list(f())⟧",
    "not_in_list": "y = ⟦[1, 2].index(3)⟧·x",
    "sample_too_large": "⟦random.sample([1, 2], 3)⟧",
    "refused_function": "⟦open('data.csv')⟧",
    "in_place_on_leaf": "w = torch.tensor(2.0, requires_grad=True)\n⟦w -= 1⟧",
}

# Errors about the program as a whole, or about what it was asked for, have no place in it.
WITHOUT_PLACE = {
    "unknown_output": ("y = x", {"output": "z"}),
    "unknown_value": ("y = x", {"values": {"z": 1}}),
    "bad_value": ("y = x", {"values": {"x": "two"}}),
    "gradient_shape": ("y = x·[1, 2]", {"seed": [1, 2, 3]}),
}

DEEP = {"nested_too_deeply": "y = " + "sin(" * 150 + "x" + ")" * 150}


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


# --- bad input never gets anything but an answer ---------------------------------------------------------------

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
}


def answer(program: str) -> engine.Trace | engine.EngineError:
    """The trace of a program, or its error; anything else raises. Nothing takes long."""
    start = time.perf_counter()
    try:
        traced = engine.trace(program)
    except engine.EngineError as error:
        assert error.problem
        assert error.span is None or 0 <= error.span[0] <= error.span[1] <= len(program)
        return error
    finally:
        assert time.perf_counter() - start < 5
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
