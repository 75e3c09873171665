"""The two ways of writing mathematics: LaTeX for the page, plain text for the command line and labels."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

import numpy as np

from engine.graph import Array, Node
from engine.numbers import DIGITS, short
from engine.op import ATOM, PRODUCT, SIGN, SUM, Form, Op, Term


@dataclass(frozen=True, eq=False)
class Script:
    """How numbers, names, ops and derivatives are written. Equal to itself alone: a quick key."""

    form: Callable[[Op], Form]
    parentheses: tuple[str, str]
    times: str
    number_text: Callable[[str], str]
    matrix: Callable[[np.ndarray], str]
    name: Callable[[Node], str]
    derivative_text: Callable[[str, str], str]
    under: Callable[[str, str], str]
    """A factor with a note below or behind it."""
    constants: Mapping[float, str]
    """Plain numbers that have a name, such as π."""
    digits: int = DIGITS
    """Significant digits of scalars."""

    def with_digits(self, digits: int) -> "Script":
        """The same script with ``digits`` significant digits."""
        return self if digits == self.digits else _with_digits(self, digits)

    def term(self, text: str, level: int = ATOM) -> Term:
        """A written expression that takes this script's parentheses."""
        return Term(text, level, self.parentheses)

    def apply(self, op: Op, operands: Sequence[Term], params: Mapping[str, Any] | None = None) -> Term:
        """An op applied to written operands; a form may also name the op's params, such as an index's key."""
        form = self.form(op)
        if op.is_variadic:
            operands = [self.term(", ".join(operand.text for operand in operands))]
        given = {**op.params, **(params or {})}
        named = {name: _Param(value) for name, value in given.items() if f"{{{name}" in form.template}
        return self.term(form.template.format(**dict(zip(op.operands, operands, strict=True)), **named), form.level)

    def number(self, value: Array) -> Term:
        """A value; inside a larger expression negative numbers take parentheses."""
        if isinstance(value, float) or np.ndim(value) == 0:
            return _scalar(self, float(value))
        return self.term(self.matrix(np.asarray(value)))

    def constant(self, value: Array) -> Term:
        """A plain number of the program: π and e by their names."""
        name = self.constants.get(value) if isinstance(value, float) else None
        return self.term(name) if name else self.number(value)

    def operand(self, node: Node) -> Term:
        """A node where it is used: its symbol, or the number a folded constant is."""
        return self.constant(node.value) if node.is_folded else self.term(self.name(node))

    def product(self, factors: Sequence[Term]) -> str:
        """A written product: 1 is left out, −1 becomes its sign; a minus inside of it, but no product, is enclosed."""
        minus = [factor.text[0] for factor in factors if factor.text in ("-1", "−1")]
        sign = minus[0] if len(minus) % 2 else ""
        kept = [factor for factor in factors if factor.text not in ("1", "-1", "−1")]
        written = [f"{factor:{ATOM if factor.level == SIGN else PRODUCT}}" for factor in kept]
        if kept and not sign:
            written[0] = f"{kept[0]:{PRODUCT}}"
        return sign + (self.times.join(written) or "1")

    def derivative(self, output: Node, node: Node) -> str:
        """∂ output / ∂ node."""
        return self.derivative_text(self.name(output), self.name(node))


class _Param:
    """A static parameter in a template: ``{key}`` as it is, ``{axis:,}`` as a further argument where there is one."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __format__(self, spec: str) -> str:
        if not spec:
            return _param_text(self.value)
        text = _param_text(self.value)
        return "" if self.value is None else f"{spec}({text})" if ", " in text else f"{spec}{text}"


_MOST_PLACES = 6


def _param_text(value: Any) -> str:
    """A static parameter as the program would write it; of a mask or many places only that there is something."""
    if isinstance(value, tuple):
        return ", ".join(map(_param_text, value))
    if isinstance(value, slice):
        parts = [value.start, value.stop] + ([] if value.step is None else [value.step])
        return ":".join("" if part is None else str(part) for part in parts)
    if isinstance(value, np.ndarray) and value.dtype != bool and value.size <= _MOST_PLACES:
        return str(value.tolist())
    return "…" if isinstance(value, np.ndarray) or value is Ellipsis else str(value)


@cache
def _with_digits(script: Script, digits: int) -> Script:
    return replace(script, digits=digits)


@lru_cache(maxsize=8192)
def _scalar(script: Script, value: float) -> Term:
    shown = short(value, script.digits)
    level = SUM if shown.startswith("−") else PRODUCT if "e" in shown else ATOM
    return script.term(script.number_text(shown), level)


_LATEX_SIGNS = str.maketrans(
    {sign: rf"\{sign}" for sign in "{}$&#%_"}
    | {"\\": r"\textbackslash ", "^": r"\textasciicircum ", "~": r"\textasciitilde "}
)


@lru_cache(maxsize=4096)
def latex_text(text: str) -> str:
    """Plain text inside of a formula."""
    return rf"\text{{{text.translate(_LATEX_SIGNS)}}}"


def latex_number(text: str) -> str:
    """A number as ``short`` writes it, in LaTeX: ``2e−11`` becomes 2·10⁻¹¹."""
    mantissa, _, exponent = text.replace("−", "-").replace("∞", r"\infty").partition("e")
    if mantissa == "NaN":
        return r"\text{NaN}"
    return rf"{mantissa} \cdot 10^{{{exponent}}}" if exponent else mantissa


_WRITTEN_IN_FULL = 16


def _latex_matrix(array: np.ndarray) -> str:
    """A small vector (as a column) or matrix in full; of a larger array only its shape."""
    if array.ndim > 2 or array.size > _WRITTEN_IN_FULL:
        return rf"\text{{[{shape_text(array.shape)}]}}"
    rows = array.reshape(-1, 1) if array.ndim == 1 else array
    body = r" \\ ".join(" & ".join(latex_number(short(entry)) for entry in row) for row in rows)
    return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"


def _text_matrix(array: np.ndarray) -> str:
    if array.size > _WRITTEN_IN_FULL:
        return f"[{shape_text(array.shape)}]"
    return short(array.item()) if array.ndim == 0 else f"[{', '.join(map(_text_matrix, array))}]"


def shape_text(shape: tuple[int, ...]) -> str:
    """A shape as people write it: ``3×2``."""
    return "×".join(map(str, shape))


def _text_name(node: Node) -> str:
    return node.name or node.symbol.translate(str.maketrans("", "", "\\_{}"))


LATEX = Script(
    form=lambda op: op.latex,
    parentheses=(r"\left(", r"\right)"),
    times=r" \cdot ",
    number_text=latex_number,
    matrix=_latex_matrix,
    name=lambda node: node.symbol,
    derivative_text=lambda output, node: rf"\frac{{\partial {output}}}{{\partial {node}}}",
    under=lambda factor, note: rf"\underset{{{latex_text(note)}}}{{{factor}}}",
    constants={math.pi: r"\pi", math.e: "e"},
)

TEXT = Script(
    form=lambda op: op.text,
    parentheses=("(", ")"),
    times=" · ",
    number_text=str,
    matrix=_text_matrix,
    name=_text_name,
    derivative_text=lambda output, node: f"∂{output}/∂{node}",
    under=lambda factor, note: f"{factor} [{note}]",
    constants={math.pi: "π", math.e: "e"},
)
