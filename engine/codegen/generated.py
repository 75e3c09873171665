"""A function of generated code: fast as long as nothing overflows, careful where something does."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from engine.codegen.blocks import INDENT, Language
from engine.codegen.kinds import Kind

NAME = "run"


class Generated:
    """The function ``run`` that ``write`` gives the text of, for code of one kind.

    Where Python's arithmetic raises (an overflow, a division by 0), the call is made again with code that gives
    infinities and NaN instead, as NumPy and PyTorch do; everything else it computes is equal bit for bit.
    """

    def __init__(self, kind: Kind, write: Callable[[Language], str]) -> None:
        self.kind = kind
        self._write = write

    def source(self, is_careful: bool = False) -> str:
        """The text of the function."""
        return self._write(self.kind.language(is_careful))

    def __call__(self, *arguments: Any) -> Any:
        """What the function returns."""
        try:
            return self._fast(*arguments)
        except (ArithmeticError, ValueError):
            return self._careful(*arguments)

    def compile(self) -> None:
        """Compile the code now, not at its first call."""
        self._fast  # noqa: B018

    @cached_property
    def _fast(self) -> Callable[..., Any]:
        return self._compiled(is_careful=False)

    @cached_property
    def _careful(self) -> Callable[..., Any]:
        return self._compiled(is_careful=True)

    def _compiled(self, is_careful: bool) -> Callable[..., Any]:
        language = self.kind.language(is_careful)
        source = self._write(language)
        namespace = language.namespace()
        exec(compile(source, "<generated>", "exec"), namespace)  # our own text: nothing in it is typed by a person
        return self.kind.quieted(namespace[NAME])


def definition(language: Language, arguments: Iterable[str], body: Iterable[str]) -> str:
    """The text of the function; what its code calls becomes a default argument, which is a local."""
    header = ", ".join([*arguments, *language.imports()])
    return "\n".join([f"def {NAME}({header}):", *indented(body), ""])


def indented(lines: Iterable[str]) -> list[str]:
    """One level deeper."""
    return [INDENT + line for line in lines]
