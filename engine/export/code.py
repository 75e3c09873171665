"""Straight-line Python code for a library: op applications and formulas of the op table, written with its functions.

The code is made of the library's functions, numbers, and names that are checked to be plain Python identifiers.
"""

import ast
import keyword
import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.graph import Graph, Node
from engine.op import ATOM, SIGN, Form, Op, Term
from engine.ops import OPS
from engine.rules import static_value


@dataclass(frozen=True)
class Library:
    """How a library writes the ops: a form per op, over operands by level (``{a:6}``) and params (``{axis}``).

    ``module`` is the name its numbers that are no Python literals stand under, ``number_form`` how its functions
    (unlike its operators) take a plain number, ``array_form`` how they take an array.
    """

    name: str
    module: str
    forms: Mapping[str, Form]
    number_form: str = "{}"
    array_form: str = "np.array({})"
    left_out: tuple[str, ...] = ()
    """Arguments that only say what is the default anyway."""

    def form(self, op: str) -> Form:
        """How ``op`` is written. Raises EngineError where the library has nothing for it."""
        if op not in self.forms:
            raise EngineError("no_counterpart", None, op=op, target=self.name)
        return self.forms[op]

    def apply(self, op: Op, operands: Sequence[Term], params: Mapping[str, Any]) -> Term:
        """The op applied to written operands."""
        if op.is_variadic:
            operands = [Term(", ".join(operand.text for operand in operands) + ",")]
        form = self.form(op.name)
        written = {name: self._param(name, value) for name, value in {**op.params, **params}.items()}
        text = form.template.format(**dict(zip(op.operands, operands, strict=True)), **written)
        for argument in self.left_out:
            text = text.replace(argument, "")
        return Term(text, form.level)

    def _param(self, name: str, value: Any) -> str:
        if isinstance(value, Term):
            return value.text
        return subscript(value) if name == "key" else literal(value, self.module)

    def number(self, value: float) -> Term:
        """A number; a whole one without its point."""
        text = repr(int(value)) if value.is_integer() and abs(value) < 1e6 else literal(value, self.module)
        return Term(text, SIGN if text.startswith("-") else ATOM)

    def operand(self, names: Mapping[str, str], node: Node, op: Op) -> Term:
        """A node where ``op`` uses it: its variable, or the number it is."""
        if not node.is_folded:
            return Term(names[node.id])
        if np.ndim(node.value):
            return Term(self.array_form.format(literal(node.value, self.module)))
        value = float(np.asarray(node.value).item())
        return self.number(value) if op.is_infix else Term(self.number_form.format(literal(value, self.module)))


def literal(value: Any, module: str) -> str:
    """A static value as Python reads it back."""
    if isinstance(value, float) and not math.isfinite(value):
        return f"{'-' if value < 0 else ''}{module}.{'nan' if math.isnan(value) else 'inf'}"
    if isinstance(value, np.ndarray | np.generic):
        return literal(value.tolist(), module)
    if isinstance(value, list):
        return f"[{', '.join(literal(entry, module) for entry in value)}]"
    if isinstance(value, tuple):
        return f"({', '.join(literal(entry, module) for entry in value)}{',' * (len(value) == 1)})"
    return repr(value)


def subscript(key: Any) -> str:
    """What stands between the brackets of an index: ``0, 1:``."""
    entries = key if isinstance(key, tuple) else (key,)
    return ", ".join(map(_entry, entries)) or "()"


def _entry(entry: Any) -> str:
    if isinstance(entry, slice):
        bounds = [entry.start, entry.stop] + ([] if entry.step is None else [entry.step])
        return ":".join("" if bound is None else repr(int(bound)) for bound in bounds)
    return "..." if entry is Ellipsis else literal(entry, "")


class Coder:
    """Reads a formula as code; ``statics`` give static expressions the operands, params, ``out`` and ``argnum``."""

    def __init__(self, library: Library, statics: Mapping[str, Any]) -> None:
        self.library = library
        self.statics = statics

    def constant(self, value: Any) -> Term:
        return self.library.number(float(value))

    def static(self, expression: ast.expr) -> Term:
        return Term(literal(static_value(expression, self.statics), self.library.module))

    def param(self, expression: ast.expr) -> Any:
        """What a param of an op is; a term where its value has to be computed by the code."""
        return static_value(expression, self.statics)

    def apply(self, name: str, operands: Sequence[Term], params: Mapping[str, ast.expr]) -> Term:
        given = {param: self.param(expression) for param, expression in params.items()}
        return self.library.apply(OPS[name], operands, given)


# --- names -------------------------------------------------------------------------------------------------------


class Names:
    """Identifiers that are new in a script: none is given twice, and none is taken by Python or the script itself."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {*keyword.kwlist, *keyword.softkwlist, *taken}

    def new(self, wish: str) -> str:
        """``wish`` as an identifier, with a number behind it where it is taken."""
        base = _identifier(wish)
        number, name = 1, base
        while name in self._taken:
            number += 1
            name = f"{base}_{number}"
        self._taken.add(name)
        return name


def _identifier(wish: str) -> str:
    """Python reads identifiers in the normal form NFKC, in which two different names can become one."""
    cleaned = "".join(letter if f"a{letter}".isidentifier() else "_" for letter in unicodedata.normalize("NFKC", wish))
    name = unicodedata.normalize("NFKC", cleaned)
    return name if name.isidentifier() and not name.startswith("__") else f"v_{name.strip('_')}"


def node_names(graph: Graph, names: Names, leaves: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """A variable for every node that is not a plain number, by node id: its own name, else ``u1``, ``u2``, …

    ``leaves`` are the variables of leaves that have one already, by leaf name.
    """
    unnamed = (f"u{number}" for number in range(1, len(graph) + 1))
    visible = [node for node in graph if not node.is_folded]
    given = {node.id: leaves[node.name] for node in graph.leaves if node.name and node.name in leaves}
    named = given | {node.id: names.new(node.name) for node in visible if node.name and node.id not in given}
    return {node.id: named.get(node.id) or names.new(next(unnamed)) for node in visible}


def assembled(imports: Sequence[str], definitions: Sequence[str], blocks: Iterable[Iterable[str]]) -> str:
    """A script with the customary empty lines: imports, definitions, and blocks of lines."""
    head = "\n\n\n".join(["\n".join(imports), *definitions])
    body = "\n\n".join("\n".join(block) for block in blocks)
    return f"{head}\n\n\n{body}\n"
