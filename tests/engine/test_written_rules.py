"""What is printed is what is computed: the written rules and values, read back as programs and run.

Constants are printed with four digits, so results agree to about as many.
"""

import re

import numpy as np
import pytest

import engine
from engine.op import SIGN, SUM, Op
from engine.ops import OPS
from engine.rules import Writer, Written, computation, fold, local_derivative, parse
from engine.script import LATEX, TEXT, Script
from tests.engine.latex import program as from_latex
from tests.reference.answers import OPS_FILE, decode, load

RECORDED = load(OPS_FILE)
ELEMENTWISE = [op for op in OPS.values() if op.has_locals]
RULES = [(op, argnum) for op in ELEMENTWISE for argnum, rule in enumerate(op.rules) if rule is not None]
DIGITS = 2e-3


def from_text(text: str) -> str:
    """On paper equality is written =, in a program it is ==; and rounding has its own brackets."""
    return text.replace(" = ", " == ").replace("⌊", "floor(").replace("⌈", "ceil(").replace("⌋", ")").replace("⌉", ")")


READERS = [pytest.param(TEXT, from_text, id="text"), pytest.param(LATEX, from_latex, id="LaTeX")]


def points(op: Op) -> list[list[np.float64]]:
    """Recorded random points, where every operand differs from every other and from special values."""
    return [[decode(operand) for operand in row[1]] for row in RECORDED[op.name][:6]]


def computed(program: str, values: dict[str, float]) -> float:
    """The value of a program; it need not have variables of its own."""
    used = {name: value for name, value in values.items() if re.search(rf"(?<![a-z]){name}(?![a-z])", program)}
    return engine.trace(f"({program}) + 0·zero", used).value


def letters(op: Op) -> dict[str, str]:
    """A letter for each operand, since LaTeX multiplies letters that stand together."""
    return dict(zip((*op.operands, "out"), "pqrs", strict=False)) | {"out": "t"}


@pytest.mark.parametrize(("script", "read"), READERS)
@pytest.mark.parametrize(("op", "argnum"), RULES, ids=[f"{op.name}.{argnum}" for op, argnum in RULES])
def test_a_written_local_derivative_computes_the_local_derivative(op, argnum, script, read):
    written = letters(op)
    params = {
        name: Written(script.number(np.float64(value)), np.float64(value), True) for name, value in op.params.items()
    }
    symbols = {name: Written(script.term(letter)) for name, letter in written.items()} | params
    text = fold(parse(op.rules[argnum]), Writer(script, {}), symbols).term.text
    for operands in points(op):
        with np.errstate(all="ignore"):
            out = computation(op.name)(*operands, **op.params)
            expected = local_derivative(op.name, argnum)(out, *operands, **op.params)
        values = dict(zip(written.values(), (*operands, out), strict=True))
        assert computed(read(text), values) == pytest.approx(expected, rel=DIGITS, nan_ok=True), text


def parts(script: Script, form: str) -> tuple[list, list]:
    """Written operands that are themselves sums or signed, and how to split values over their letters."""
    if form == "sums":
        return [script.term(f"{first} + {second}", SUM) for first, second in ("pq", "rs", "tu")], ["pq", "rs", "tu"]
    return [script.term(f"-{first}" if script is LATEX else f"−{first}", SIGN) for first in "prt"], ["p", "r", "t"]


def split(values, names: list[str], form: str) -> dict[str, float]:
    """Values of the letters for which the written operands have these values."""
    if form == "sums":
        return {
            letter: float(part)
            for value, pair in zip(values, names, strict=False)
            for letter, part in zip(pair, (value - 0.75, 0.75), strict=True)
        }
    return {letter: -float(value) for value, letter in zip(values, names, strict=False)}


@pytest.mark.parametrize("form", ["sums", "signed"])
@pytest.mark.parametrize(("script", "read"), READERS)
@pytest.mark.parametrize("op", [op for op in ELEMENTWISE if not op.params], ids=lambda op: op.name)
def test_a_written_op_computes_the_op_whatever_stands_in_it(op, script, read, form):
    terms, names = parts(script, form)
    text = script.apply(op, terms[: len(op.operands)]).text
    for operands in points(op):
        with np.errstate(all="ignore"):
            expected = computation(op.name)(*operands)
        found = computed(read(text), split(operands, names, form))
        if op.name in ("logical_and", "logical_or"):  # in a program, as in Python, these give one of their operands
            found = float(bool(found))
        assert found == pytest.approx(expected, rel=1e-9, nan_ok=True), text


@pytest.mark.parametrize(
    ("name", "written"),
    [("log10", "1 / (p·ln(10))"), ("erf", "2 / √(π)·exp(−p²)"), ("hardsigmoid", "where(p > −3 and p < 3, 0.1667, 0)")],
)
def test_functions_of_numbers_stay_where_their_value_would_be_rounded(name, written):
    op = OPS[name]
    symbols = {operand: Written(TEXT.term(letter)) for operand, letter in letters(op).items()}
    assert fold(parse(op.rules[0]), Writer(TEXT, {}), symbols).term.text == written
