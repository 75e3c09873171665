"""Every formula that a step shows is one that KaTeX, which draws them on the page, can read."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import engine
from app.catalogue import examples
from engine.language.library.elementwise import OPERANDS

ROOT = Path(__file__).parents[2]
UNREADABLE = """
import katex from "katex";
import { readFileSync } from "node:fs";
const cannotRead = (formula) => {
  try { katex.renderToString(formula, { strict: "ignore" }); } catch { return true; }
  return false;
};
console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).filter(cannotRead)));
"""
ROWS = [f"z = {name}({', '.join(['3x', 'b', 'c'][:count])})²" for name, count in OPERANDS.items()]
FOLDED = [f"z = {name}({', '.join(['2', '3x', '2'][:count])})²" for name, count in OPERANDS.items() if count > 1]
TYPED = ["y = (3x + 2)²", "y = sin(exp(x²))", "y = (2x + 1)³", "y = 2^x·x", "y = x^(-2) + 1", "y = e^(-x²)/√π + π·x"]
NAMES = [f"d = {{'{name}': 2.0}}\ny = (d['{name}']·x)²" for name in ("a$b", "50%", "a_^", "~#&", "}{", "θ_ü", "权重")]


def formulas(document: object) -> Iterator[str]:
    """Whatever in a timeline is LaTeX."""
    match document:
        case dict():
            for key, part in document.items():
                if key != "source":
                    yield from formulas(part)
        case list() | tuple():
            for part in document:
                yield from formulas(part)
        case str() if "\\" in document or "_{" in document or "^{" in document:
            yield document


def unreadable(texts: set[str]) -> list[str]:
    command = ["tooling/node.sh", "node", "--input-type=module", "--eval", UNREADABLE]
    answer = subprocess.run(
        command, input=json.dumps(sorted(texts)), capture_output=True, text=True, check=True, cwd=ROOT
    )
    return json.loads(answer.stdout)


def test_the_check_finds_what_cannot_be_read():
    assert unreadable({r"\frac{1}{2}", r"\text{( )^( )}"}) == [r"\text{( )^( )}"]


@pytest.mark.parametrize("programs", [ROWS, FOLDED, TYPED, NAMES, [each.source for each in examples()]])
def test_every_formula_of_a_walk_can_be_read(programs):
    texts = {text for program in programs for text in formulas(engine.trace(program).timeline())}
    assert len(texts) > 20
    assert unreadable(texts) == []


def test_a_chain_names_its_ops_as_the_boxes_do():
    chains = [formula["chain"] for formula in backward("x = 1\ny = (2x + 1)³") if formula["chain"]]
    assert re.findall(r"text\{(.*?)\}", chains[-1]) == ["( )³", "+ 1", "× 2"]


@pytest.mark.parametrize("program", ["y = 2^x", "y = e^x", "y = atan2(x, 2)"])
def test_a_condition_that_plain_numbers_settle_is_not_written(program):
    assert [formula["symbols"] for formula in backward(program) if r"\land" in formula["symbols"]] == []


def test_plain_numbers_with_a_name_keep_it_among_symbols():
    power, product = engine.trace("y = e^x·π").timeline()["steps"][:2]
    assert [step["formulas"][0]["symbols"] for step in (power, product)] == ["{e}^{x}", r"u \cdot \pi"]


def backward(program: str) -> list[dict]:
    steps = engine.trace(program).timeline()["steps"]
    return [formula for step in steps if step["kind"] == "pull_back" for formula in step["formulas"]]
