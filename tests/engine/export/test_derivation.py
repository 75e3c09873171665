"""The derivation to copy has the formulas of the steps, in LaTeX and in Markdown, and the check."""

import pytest

import engine
from app.catalogue import examples
from engine.export import FORMATS, Titles

TWICE = "w = 3\ny = w·w"


def derivation(form: str, program: str = TWICE, titles: Titles | None = None) -> str:
    return FORMATS[form].write(engine.trace(program), titles or Titles())


@pytest.mark.parametrize("form", ["latex", "markdown"])
def test_it_has_every_formula_and_the_running_sum(form):
    lines = derivation(form).splitlines()
    assert r"y &= w \cdot w = 3 \cdot 3 = 9" in lines
    assert r"\frac{\partial y}{\partial w} &= 3 + 3 = 6" in lines
    assert any(line.startswith(r"w &\leftarrow w - \eta") and line.endswith("= 2.4") for line in lines)


def test_latex_has_sections_with_aligned_equations_and_a_table():
    text = derivation("latex")
    assert [text.count(part) for part in (r"\section*", r"\begin{align*}", r"\end{align*}", r"\begin{tabular}")] == [
        4,
        3,
        3,
        1,
    ]
    assert r"$w$ & $6$ & $6$ & ok \\" in text


def test_markdown_has_headings_displayed_equations_and_a_table():
    text = derivation("markdown")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Forward",
        "## Backward",
        "## Update",
        "## Check against central differences",
    ]
    assert text.count("$$") == 6
    assert "| $w$ | $6$ | $6$ | ok |" in text


def test_titles_are_in_the_readers_language():
    assert r"\section*{前向}" in derivation("latex", titles=Titles(forward="前向"))


def test_the_program_can_close_neither_the_comment_nor_the_fence():
    program = "y = x²  # ``` end\n# ````\n"
    latex, markdown = derivation("latex", program), derivation("markdown", program)
    assert all(line.startswith("%") for line in latex.partition(r"\section*")[0].strip().splitlines())
    assert markdown.startswith("`````\n")


@pytest.mark.parametrize("example", examples(), ids=lambda each: each.id)
def test_latex_holds_no_character_that_needs_a_command(example):
    body = derivation("latex", example.source).partition(r"\section*")[2]
    assert {letter for letter in body if not letter.isascii()} == set()


@pytest.mark.parametrize("form", ["latex", "markdown"])
def test_an_ascent_is_written_with_plus(form):
    written = FORMATS[form].write(engine.trace("y = x²", direction="ascent"), Titles())
    assert r"x &\leftarrow x + \eta" in written


def test_a_program_without_parameters_has_no_update():
    trace = engine.trace("y = x²", roles={"x": "input"})
    assert "Update" not in FORMATS["markdown"].write(trace, Titles())
