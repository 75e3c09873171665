"""A trace as the derivation a person would write by hand: forward, backward, check."""

import numpy as np

from engine.explain import Explainer, Formula
from engine.gradcheck import Check, Verdict
from engine.numbers import short
from engine.script import TEXT
from engine.trace import Step, Trace


def derivation(trace: Trace) -> str:
    """The forward pass with numbers, the backward pass with numbers, and the finite-difference check."""
    explainer = Explainer(trace, TEXT)
    titles = {
        "forward": "Forward",
        "backward": "Backward",
        "update": f"Update, learning rate {short(trace.learning_rate)}",
    }
    sections = {"Printed": [line for printed in trace.outcome.prints for line in printed.text.split("\n")]}
    for phase, title in titles.items():
        sections[title] = [line for step in trace.steps if step.phase == phase for line in _lines(explainer, step)]
    written = ["\n".join([title, *(f"  {line}" for line in lines)]) for title, lines in sections.items() if lines]
    return "\n\n".join([*written, _check_section(trace)])


def _lines(explainer: Explainer, step: Step) -> list[str]:
    return [line for formula in explainer.formulas(step) for line in _formula_lines(formula)]


def _formula_lines(formula: Formula) -> list[str]:
    """``lhs = symbols = numbers = result`` without repeating what is the same, then the running sum."""
    parts = [formula.lhs]
    for part in (formula.symbols, formula.numbers, formula.result):
        if part != parts[-1]:
            parts.append(part)
    total = [f"{formula.lhs}: {formula.total}"] if formula.total else []
    return [" = ".join(parts), *total]


def _check_section(trace: Trace) -> str:
    rows = [("name", "value", "backprop", "numeric", "")]
    for leaf, check in zip(trace.graph.leaves, trace.checks(), strict=True):
        rows.append(
            (check.name, _shown(leaf.value), _shown(check.backprop), _shown(check.numeric), _verdict(trace, check))
        )
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)).rstrip() for row in rows
    ]
    return "\n".join(["Check against central differences", *(f"  {line}" for line in lines)])


def _shown(value: np.ndarray | np.float64) -> str:
    return TEXT.number(value).text


def _verdict(trace: Trace, check: Check) -> str:
    if check.kink is not None:
        return f"{check.verdict} at {trace.graph[check.kink].label}"
    return str(check.verdict) if check.verdict is Verdict.UNDEFINED else f"{check.verdict} {short(check.error)}"
