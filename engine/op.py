"""What an op is: how it is computed, differentiated and written. One Op is one row of the table in ``ops``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

# How tightly a written form binds, from loosest to tightest. A template asks for the least level it accepts
# of an operand, and a looser operand gets parentheses.
LOOSEST, OR, AND, NOT, COMPARISON, SUM, PRODUCT, SIGN, POWER, ATOM = range(10)

_SUPERSCRIPTS = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")


class Term(NamedTuple):
    """A written expression and how tightly it binds.

    In a template ``{a:7}`` asks for an operand that binds at least at level 7 and adds parentheses otherwise;
    ``{a:sup}`` writes a whole number as a superscript and anything else behind ``^``.
    """

    text: str
    level: int = ATOM
    parentheses: tuple[str, str] = ("(", ")")

    def __format__(self, spec: str) -> str:
        if spec == "sup":
            return self._superscript()
        return self.text if self.level >= int(spec or LOOSEST) else self.text.join(self.parentheses)

    def _superscript(self) -> str:
        digits = self.text.lstrip("-−")
        return self.text.translate(_SUPERSCRIPTS) if digits.isdecimal() else f"^{self:{ATOM}}"


class Form(NamedTuple):
    """A template with one field per operand, and how tightly the whole binds."""

    template: str
    level: int = ATOM


def infix(symbol: str, level: int) -> Form:
    """Left-associative: ``a − (b − c)`` keeps its parentheses."""
    return Form(f"{{a:{level}}}{symbol}{{b:{level + 1}}}", level)


def call(name: str, operands: tuple[str, ...]) -> Form:
    """``name(a, b)``, in text and in code."""
    return Form(f"{name}({', '.join(f'{{{operand}}}' for operand in operands)})")


def latex_call(name: str, operands: tuple[str, ...]) -> Form:
    """``\\name\\left(a, b\\right)``; ``name`` is a LaTeX command or the text of an operator name."""
    command = name if name.startswith("\\") else rf"\operatorname{{{name.replace('_', chr(92) + '_')}}}"
    inner = ", ".join(f"{{{operand}}}" for operand in operands)
    return Form(rf"{command.replace('{', '{{').replace('}', '}}')}\left({inner}\right)")


@dataclass(frozen=True)
class Op:
    """A row of the table.

    ``operands`` and ``params`` are the names that the formulas use. ``compute`` is the value, a NumPy
    expression over the functions of ``kernels``. ``rules`` holds one formula per operand in the program's own
    language, over the operands, the params, ``out`` (the op's value) and ``g`` (the upstream gradient); None
    where no gradient passes. Where ``has_locals``, a rule is the local derivative d out / d operand, which is
    multiplied by ``g`` entry by entry; otherwise it is the whole pull-back.

    ``text`` and ``latex`` are how it is written, ``title`` what its box shows. ``kinks`` are formulas that
    are zero where the op is not differentiable. ``domain`` is a formula that is true where it is defined.
    A variadic op takes any number of operands, which its ``compute`` sees as one tuple.
    """

    name: str
    operands: tuple[str, ...]
    compute: str
    rules: tuple[str | None, ...]
    has_locals: bool
    text: Form
    latex: Form
    title: str
    params: Mapping[str, Any] = field(default_factory=dict)
    kinks: tuple[str, ...] = ()
    domain: str | None = None
    is_infix: bool = False
    is_variadic: bool = False

    def rule(self, argnum: int) -> str | None:
        """The formula of one operand; a variadic op has one formula, over ``argnum``, for all."""
        return self.rules[0 if self.is_variadic else argnum]

    def operand_names(self, count: int) -> tuple[str, ...]:
        """A name for each of ``count`` operands."""
        return tuple(f"{self.operands[0]}{argnum}" for argnum in range(count)) if self.is_variadic else self.operands


def elementwise(
    name: str,
    operands: str,
    compute: str,
    *locals_: str | None,
    text: Form | None = None,
    latex: Form | str | None = None,
    title: str | None = None,
    params: Mapping[str, Any] | None = None,
    kinks: tuple[str, ...] = (),
    domain: str | None = None,
) -> Op:
    """An op that works entry by entry on broadcast operands; ``locals_`` are its local derivatives."""
    names = tuple(operands.split())
    return Op(
        name=name,
        operands=names,
        compute=compute,
        rules=locals_,
        has_locals=True,
        text=text or call(name, names),
        latex=latex if isinstance(latex, Form) else latex_call(latex or name, names),
        title=title or name,
        params=params or {},
        kinks=kinks,
        domain=domain,
        is_infix=text is not None and len(names) == 2 and text.template.startswith("{a"),
    )


def structural(
    name: str,
    operands: str,
    compute: str,
    *pull_backs: str | None,
    text: Form | None = None,
    latex: Form | str | None = None,
    title: str | None = None,
    params: Mapping[str, Any] | None = None,
    kinks: tuple[str, ...] = (),
    domain: str | None = None,
    is_variadic: bool = False,
) -> Op:
    """An op that moves or mixes entries, such as a sum or a matrix product; ``pull_backs`` are whole VJPs."""
    names = tuple(operands.split())
    return Op(
        name=name,
        operands=names,
        compute=compute,
        rules=pull_backs,
        has_locals=False,
        text=text or call(name, names),
        latex=latex if isinstance(latex, Form) else latex_call(latex or name, names),
        title=title or name,
        params=params or {},
        kinks=kinks,
        domain=domain,
        is_variadic=is_variadic,
    )
