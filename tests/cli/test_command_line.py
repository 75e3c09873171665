"""``python -m engine`` in a process of its own: what it prints, where, and its exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NETWORK = """x = 2.0; target = 1.0
w1 = 0.5; b1 = 0.1
w2 = -0.3; b2 = 0.2
z1 = w1·x + b1;  h = relu(z1)
y = w2·h + b2
loss = (y − target)²
"""


def run(*arguments: str, stdin: str | bytes = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """The command line with these arguments, in UTF-8."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "engine", *arguments],
        input=data,
        capture_output=True,
        cwd=ROOT,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


# --- the derivation ------------------------------------------------------------------------------------------


def test_the_text_is_the_derivation_a_person_would_write():
    done = run("y = (3x + 2)²", "x=1")
    assert (done.returncode, done.stderr) == (0, "")
    written = lines(done.stdout)
    for line in (
        "Forward",
        "y = u2² = 5² = 25",
        "Backward",
        "∂y/∂x = ∂y/∂u1 · 3 = 10 · 3 = 30",
        "Update, learning rate 0.1",
        "x = x − η · ∂y/∂x = 1 − 0.1 · 30 = −2",
        "Check against central differences",
    ):
        assert line in written
    order = [written.index(title) for title in ("Forward", "Backward", "Check against central differences")]
    assert order == sorted(order)
    assert written[-1].startswith("x 1 30 30 ok")


def test_a_gradient_that_arrives_twice_is_added_up():
    assert "∂y/∂x: 3 + 3 = 6" in lines(run("y = x·x", "x=3").stdout)


def test_the_derivation_of_the_network_has_the_numbers_worked_out_by_hand():
    written = run(NETWORK).stdout
    for number in ("1.1", "−0.13", "1.277", "−2.26", "−2.486", "0.678", "1.356", "0.339"):
        assert f"= {number}\n" in written


def test_what_the_program_prints_is_shown():
    assert lines(run("print(x, 'is x'); y = x²", "x=3").stdout)[:2] == ["Printed", "3.0 is x"]


# --- where the program comes from ----------------------------------------------------------------------------


def test_a_program_can_come_from_standard_input():
    assert run("-", "x=3", stdin="y = x²").stdout == run("y = x²", "x=3").stdout
    assert run(stdin="y = x²").stdout == run("y = x²").stdout


def test_a_program_can_come_from_a_file_and_its_first_argument_is_then_a_value(tmp_path):
    path = tmp_path / "program.txt"
    path.write_text("\ufeffy = x²\r\n", encoding="utf-8")
    assert run("-f", str(path), "x=3").stdout == run("y = x²", "x=3").stdout


def test_values_are_json_so_arrays_can_be_given():
    document = json.loads(run("loss = sum(W @ x)", "W=[[1,2],[3,4]]", "x=[1, -1]", "--json").stdout)
    assert document["value"] == -2.0
    assert document["gradients"] == {"W": [[1.0, -1.0], [1.0, -1.0]], "x": [4.0, 6.0]}


def test_values_may_stand_after_the_options():
    assert run("y = x²", "--output", "y", "x=3").stdout == run("y = x²", "x=3", "--output", "y").stdout


def test_a_program_that_begins_with_a_minus_stands_after_two_of_them():
    assert "y = −x = −3" in lines(run("--", "-x", "x=3").stdout)


def test_another_value_can_be_the_output():
    assert json.loads(run(NETWORK, "--output", "z1", "--json").stdout)["value"] == pytest.approx(1.1)


def test_the_learning_rate_can_be_chosen():
    assert "Update, learning rate 0.5" in run("y = x²", "--learning-rate", "0.5").stdout


def test_a_negative_learning_rate_stands_in_brackets():
    assert "x = x − η · ∂y/∂x = 1 − (−0.1) · 2 = 1.2" in lines(run("y = 2x", "--learning-rate", "-0.1").stdout)


def test_a_gradient_that_is_not_defined_has_no_error():
    assert lines(run("y = exp(x)", "x=1000").stdout)[-1] == "x 1000 ∞ NaN undefined"


def test_an_update_can_ascend():
    assert "x = x + η · ∂y/∂x = 1 + 0.1 · 2 = 1.2" in lines(run("y = x²", "--direction", "ascent").stdout)


# --- JSON ----------------------------------------------------------------------------------------------------


def strict(text: str):
    """JSON without the words that JSON does not have."""

    def refuse(word: str):
        raise AssertionError(word)

    return json.loads(text, parse_constant=refuse)


def test_the_json_is_the_timeline():
    document = strict(run(NETWORK, "--json").stdout)
    assert document["schema"] == 1
    assert document["source"] == NETWORK
    assert len(document["steps"]) == 19
    assert document["update"]["after"] == pytest.approx(0.3759, abs=5e-5)


def test_what_is_not_a_number_is_a_string_in_the_json():
    document = strict(run("y = 1/x + ln(z)", "x=0", "z=-1", "--json").stdout)
    assert document["value"] == "NaN"
    assert document["gradients"]["x"] == "-Infinity"


# --- errors --------------------------------------------------------------------------------------------------


def test_an_error_marks_its_place_on_standard_error():
    done = run("x = 2\ny = sinn(x)")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "error: unknown function: 'sinn'",
        "  line 2, column 5",
        "  y = sinn(x)",
        "      ^^^^",
        "  Did you mean sin?",
    ]


def test_with_json_the_error_object_is_on_standard_output():
    done = run("y = (3x", "--json")
    assert (done.returncode, done.stderr) == (2, "")
    assert strict(done.stdout) == {
        "error": {
            "code": "bracket_never_closed",
            "message": "This bracket is never closed.",
            "line": 1,
            "column": 5,
            "end_line": 1,
            "end_column": 6,
            "hint": None,
        }
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ("",),
        ("y = x +",),
        ("y = x", "z=1"),
        ("y = x", "x=two"),
        ("y = x", "x"),
        ("y = x", "x=null"),
        ("y = x", 'x="3"'),
        ("y = sum(x)", "x=[1, null]"),
        ("y = x", "x=[[1,2],[3]]"),
        ("y = x", "--output", "z"),
        ("y = x·[1, 2]",),
        ("-f", "no such file"),
        ("-f", "."),
        ("y = x", "--learning-rate", "fast"),
        ("y = x", "--learning-rate", "inf"),
        ("y = x", "--learning-rate", "nan", "--json"),
        ("y = x", "--unknown"),
        ("(" * 10_000,),
        ("[" * 5_000 + "]" * 5_000,),
        ("y = x", "x=" + "[" * 100_000),
    ],
    ids=lambda arguments: " ".join(arguments)[:40],
)
def test_bad_input_ends_with_code_2_and_a_sentence(arguments):
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_bytes_that_are_no_text_get_an_answer():
    done = run("-", stdin=b"y = x \xff\xfe\x00")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_terminal_without_the_letters_gets_them_escaped():
    done = run("y = σ(θ)", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\u03c3" in done.stdout


@pytest.mark.skipif(os.name != "posix", reason="pipes break this way on POSIX only")
def test_a_reader_that_stops_early_is_no_error():
    command = [sys.executable, "-m", "engine", NETWORK, "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
