"""Names, labels, symbols and roles of nodes, given once the whole program has run."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from engine.graph import Role
from engine.op import Term
from engine.ops import OPS
from engine.script import LATEX, TEXT, latex_text, shape_text

if TYPE_CHECKING:
    from engine.recorder import Draft

_PARAMETER_NAME = re.compile(r"[wWbθ]")
_LOSS_NAME = re.compile(r"(?i)(loss|cost|error|mse|nll)")
_GREEK = re.compile(r"GREEK (SMALL|CAPITAL) LETTER (?:FINAL )?(\w+)$")
_ACCENTS = {"\u0302": "hat", "\u0304": "bar", "\u0303": "tilde", "\u0307": "dot", "\u0308": "ddot"}
_LATIN_LOOKALIKES = {"omicron"}
_UNNAMED_SYMBOL = "u"


class Naming:
    """Names for the drafts of one program, by the rules of DESIGN §4."""

    def __init__(self, drafts: Sequence["Draft"], output: "Draft", roles: Mapping[str, Role]) -> None:
        self.drafts = drafts
        self.output = output
        self.roles = roles
        self.explicit = any(draft.role is Role.PARAMETER for draft in drafts)
        self._labels: dict[Draft, Term] = {}

    def role(self, draft: "Draft", is_output: bool) -> Role:
        """Input, parameter or constant for leaves, the chosen one first; output or intermediate for the rest."""
        if draft.op is not None:
            return Role.OUTPUT if is_output else Role.INTERMEDIATE
        if draft.name is not None and draft.name in self.roles:
            return self.roles[draft.name]
        if draft.role is not None:
            return draft.role
        return Role.PARAMETER if draft in self._parameters_by_name else Role.INPUT

    def label(self, draft: "Draft") -> str:
        """The expression as the learner would write it, in terms of named nodes."""
        if draft.op is None:
            return self._operand(draft).text
        return self._expression(draft).text

    def symbol(self, draft: "Draft") -> str:
        """The LaTeX symbol of the node; constants are their number."""
        return self._symbols[draft]

    @cached_property
    def _parameters_by_name(self) -> set["Draft"]:
        open_leaves = [d for d in self.drafts if d.op is None and d.role is None]
        if self.explicit:
            return set()
        named_like = {d for d in open_leaves if d.name and _PARAMETER_NAME.match(d.name.rpartition(".")[2])}
        return named_like or set(open_leaves)

    def _operand(self, draft: "Draft") -> Term:
        """How ``draft`` is written where it is used."""
        if draft.name is not None:
            return Term(draft.name)
        if draft.op is None:
            return TEXT.constant(draft.value) if draft.shape == () else Term(f"[{shape_text(draft.shape)}]")
        return self._expression(draft)

    def _expression(self, draft: "Draft") -> Term:
        if draft not in self._labels:
            # Operands were recorded earlier; filling in order keeps the recursion shallow.
            written = TEXT.apply(OPS[draft.op or ""], [self._operand(one) for one in draft.operands], draft.params)
            text = written.text
            self._labels[draft] = Term(text if len(text) <= 80 else text[:79] + "…", written.level)
        return self._labels[draft]

    @cached_property
    def _symbols(self) -> dict["Draft", str]:
        for draft in self.drafts:
            if draft.op is not None:
                self._expression(draft)
        uses = Counter(draft.name for draft in self.drafts)
        seen: Counter[str | None] = Counter()
        unnamed = self._unnamed_symbols()
        symbols: dict[Draft, str] = {}
        for draft in self.drafts:
            name = draft.name
            seen[name] += 1
            if draft is self.output:
                symbols[draft] = self._output_symbol(unnamed)
            elif name is not None:
                symbols[draft] = latex_name(name) + (f"^{{({seen[name]})}}" if uses[name] > 1 else "")
            elif draft.op is None:
                symbols[draft] = LATEX.constant(draft.value).text if draft.shape == () else r"\mathbf{c}"
            else:
                symbols[draft] = next(unnamed)
        return symbols

    def _output_symbol(self, unnamed: Iterator[str]) -> str:
        name = self.output.name
        if name is None:
            taken = {draft.name for draft in self.drafts}
            return next((letter for letter in "yfL" if letter not in taken), None) or next(unnamed)
        taken_by_another = any(draft.name == "L" for draft in self.drafts if draft is not self.output)
        return "L" if _LOSS_NAME.fullmatch(name) and not taken_by_another else latex_name(name)

    def _unnamed_symbols(self) -> Iterator[str]:
        """u, or u_1, u_2, … where there are several; v or q where the program uses u itself."""
        names = {draft.name for draft in self.drafts if draft.name}
        free = (letter for letter in "uvqrst" if not any(name.startswith(letter) for name in names))
        letter = next(free, r"\nu")
        count = sum(d.op is not None and d.name is None and d is not self.output for d in self.drafts)
        return iter([letter] if count == 1 else [f"{letter}_{{{index}}}" for index in range(1, count + 2)])


@lru_cache(maxsize=4096)
def latex_name(name: str) -> str:
    """A name as a LaTeX symbol: ``w1`` is w with index 1, ``θ_out`` is θ with index out, ``ŷ`` has its hat."""
    head, index = _split_index(name)
    base = _latex_letters(head)
    return rf"{base}_{{{_latex_word(index)}}}" if index else base


def _split_index(name: str) -> tuple[str, str]:
    head, underscore, rest = name.partition("_")
    if head and underscore and rest:
        return head, rest.replace("_", ",")
    digits = re.fullmatch(r"(\D+)(\d+)", name)
    return (digits[1], digits[2]) if digits else (name, "")


def _latex_letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    if len(decomposed) == 2 and decomposed[1] in _ACCENTS:
        return rf"\{_ACCENTS[decomposed[1]]}{{{_latex_word(decomposed[0])}}}"
    return _latex_word(text)


def _latex_word(text: str) -> str:
    if len(text) == 1 and text.isalnum():
        greek = _GREEK.match(unicodedata.name(text, ""))
        return _greek(text, greek[1], greek[2].lower()) if greek else text
    return text if text.replace(",", "").isdigit() else latex_text(text)


def _greek(letter: str, case: str, name: str) -> str:
    name = {"lamda": "lambda"}.get(name, name)
    if name in _LATIN_LOOKALIKES or (case == "CAPITAL" and name not in _CAPITALS):
        return letter
    return "\\" + (name.capitalize() if case == "CAPITAL" else name)


_CAPITALS = {"gamma", "delta", "theta", "lambda", "xi", "pi", "sigma", "upsilon", "phi", "psi", "omega"}
