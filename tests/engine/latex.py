r"""Reads the LaTeX that the op table writes back as a program, so that a test can compute what a person reads.

Only what the table's forms use is known: ``\frac``, ``\sqrt``, powers, cases, bars, brackets, infix signs and names.
"""

import ast
import re

_TOKEN = re.compile(
    r"\\begin\{cases\}|\\end\{cases\}|\\operatorname\{[^}]*\}|\\log_\{?\d+\}?|\\[a-zA-Z]+|\\\\|\d+(?:\.\d+)?|\w|\S"
)
_SIGNS = {
    r"\cdot": "*", r"\le": "<=", r"\ge": ">=", r"\ne": "!=", "=": "==", r"\land": " and ", r"\lor": " or ",
    r"\lnot": " not ", r"\bmod": "%", "−": "-",
}  # fmt: skip
_FENCES = {r"\lfloor": ("floor(", r"\rfloor"), r"\lceil": ("ceil(", r"\rceil")}
_NAMES = {r"\sigma": "sigmoid", r"\ln": "log", r"\log_2": "log2", r"\log_{10}": "log10", r"\arcsin": "asin",
          r"\arccos": "acos", r"\arctan": "atan", r"\max": "max", r"\min": "min"}  # fmt: skip


def program(latex: str) -> str:
    """The expression as program text."""
    tokens = _TOKEN.findall(latex.replace(r"\_", "_"))
    return _until(tokens, None)


def _until(tokens: list[str], end: str | None) -> str:
    """Everything up to the token ``end``, which is taken too."""
    parts: list[str] = []
    while tokens and tokens[0] != end:
        if tokens[0] == "^":
            tokens.pop(0)
            parts.append(f"({parts.pop()})**({_one(tokens)})")
        else:
            parts.append(_one(tokens))
    if end is not None:
        assert tokens.pop(0) == end
    return " ".join(parts)


def _one(tokens: list[str]) -> str:
    """The next thing: a group, a fraction, a root, a name or a sign."""
    token = tokens.pop(0)
    if token == "{":
        return f"({_until(tokens, '}')})"
    if token == r"\frac":
        return f"({_one(tokens)}/{_one(tokens)})"
    if token == r"\sqrt":
        return _root(tokens)
    if token in (r"\left", r"\right"):
        return _fenced(tokens)
    if token in _FENCES:
        opening, closing = _FENCES[token]
        return f"{opening}{_until(tokens, closing)})"
    if token == r"\begin{cases}":
        return _cases(tokens)
    if token.startswith(r"\operatorname"):
        return token.removeprefix(r"\operatorname{").removesuffix("}").lower()
    return _SIGNS.get(token) or _NAMES.get(token) or token.removeprefix("\\")


def _root(tokens: list[str]) -> str:
    if tokens[0] != "[":
        return f"sqrt({_one(tokens)})"
    assert [tokens.pop(0) for _ in range(3)] == ["[", "3", "]"]
    return f"cbrt({_one(tokens)})"


def _fenced(tokens: list[str]) -> str:
    r"""``\left( … \right)``, or bars, or floor."""
    opening = tokens.pop(0)
    inner = _until(tokens, r"\right")
    closing = tokens.pop(0)
    form = {("(", ")"): "({})", ("|", "|"): "abs({})", (r"\lfloor", r"\rfloor"): "floor({})"}[opening, closing]
    return form.format(inner)


def _cases(tokens: list[str]) -> str:
    if_true = _until(tokens, "&")
    condition = _until(tokens, r"\\")
    if_false = _until(tokens, "&")
    otherwise = _until(tokens, r"\end{cases}").strip()
    assert ast.dump(ast.parse(otherwise)) == ast.dump(ast.parse(f"not ({condition})"))
    return f"where({condition}, {if_true}, {if_false})"
