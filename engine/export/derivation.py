"""The derivation to copy: forward, backward, update and check, as LaTeX or as Markdown."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.explain import Explainer, Formula
from engine.gradcheck import Check
from engine.graph import Node
from engine.script import LATEX
from engine.trace import Step, Trace

_PLAIN = str.maketrans({"−": "-", "η": r"\eta "})
"""Characters of formulas that LaTeX wants written as commands."""


@dataclass(frozen=True)
class Titles:
    """The words of a derivation, in the reader's language."""

    forward: str = "Forward"
    backward: str = "Backward"
    update: str = "Update"
    check: str = "Check against central differences"
    backprop: str = "backprop"
    numeric: str = "numeric"
    verdict: str = "verdict"


def derivation_as_latex(trace: Trace, titles: Titles) -> str:
    """Sections with aligned equations, for a document with the package amsmath."""
    program = "\n".join(f"% {line}" for line in trace.source.splitlines())
    sections = [f"\\section*{{{title}}}\n{_aligned('align*', lines)}" for title, lines in _phases(trace, titles)]
    head, *rows = _check_rows(trace, titles)
    lines = [f"{' & '.join(row)} \\\\" for row in (head, *rows)]
    table = "\n".join(["\\begin{tabular}{lrrl}", lines[0], "\\hline", *lines[1:], "\\end{tabular}"])
    return "\n\n".join([program, *sections, f"\\section*{{{titles.check}}}\n{table}"]) + "\n"


def derivation_as_markdown(trace: Trace, titles: Titles) -> str:
    """Headings with displayed equations between double dollar signs, as most Markdown programs read them."""
    fence = "`" * max(3, 1 + _longest_run(trace.source, "`"))
    program = f"{fence}\n{trace.source.strip()}\n{fence}"
    sections = [f"## {title}\n\n$$\n{_aligned('aligned', lines)}\n$$" for title, lines in _phases(trace, titles)]
    head, *rows = _check_rows(trace, titles)
    table = "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * 4, *rows))
    return "\n\n".join([program, *sections, f"## {titles.check}\n\n{table}"]) + "\n"


def _longest_run(text: str, letter: str) -> int:
    return max((len(run) for run in "".join(each if each == letter else " " for each in text).split()), default=0)


def _phases(trace: Trace, titles: Titles) -> Iterator[tuple[str, list[str]]]:
    """Each phase that has steps: its title and its equations."""
    explainer = Explainer(trace, LATEX)
    named = {"forward": titles.forward, "backward": titles.backward, "update": titles.update}
    for phase, title in named.items():
        steps = [step for step in trace.steps if step.phase == phase]
        lines = [line for step in steps for line in _equations(explainer, step)]
        if lines:
            yield title, lines


def _equations(explainer: Explainer, step: Step) -> Iterator[str]:
    sign = r"&\leftarrow " if step.kind == "update" else "&= "
    for formula in explainer.formulas(step):
        yield f"{formula.lhs} {sign}{_sides(formula)}".translate(_PLAIN)
        if formula.total:
            yield f"{formula.lhs} &= {formula.total}".translate(_PLAIN)


def _sides(formula: Formula) -> str:
    """Symbols, numbers and result without repeating what is the same."""
    return " = ".join(dict.fromkeys((formula.symbols, formula.numbers, formula.result)))


def _aligned(environment: str, lines: list[str]) -> str:
    body = " \\\\\n".join(lines)
    return f"\\begin{{{environment}}}\n{body}\n\\end{{{environment}}}"


def _check_rows(trace: Trace, titles: Titles) -> list[tuple[str, str, str, str]]:
    rows = [_check_row(*pair) for pair in zip(trace.graph.leaves, trace.checks(), strict=True)]
    return [("", titles.backprop, titles.numeric, titles.verdict), *rows]


def _check_row(leaf: Node, check: Check) -> tuple[str, str, str, str]:
    numbers = (f"${LATEX.number(value).text}$" for value in (check.backprop, check.numeric))
    backprop, numeric = numbers
    return f"${leaf.symbol}$", backprop, numeric, str(check.verdict)
