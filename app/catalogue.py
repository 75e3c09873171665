"""The examples of the menu: one file each in ``examples/``, in the order of their file names."""

from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path

from app.config import ROOT
from app.locales import LANGUAGES

EXAMPLES = ROOT / "examples"


class ExampleError(ValueError):
    """A file in ``examples/`` that does not begin with its titles."""


@dataclass(frozen=True)
class Example:
    """A program worth walking through, with its title by language."""

    id: str
    titles: dict[str, str]
    source: str


@cache
def examples() -> tuple[Example, ...]:
    """All examples; the page starts with the first one."""
    return tuple(_read(path) for path in sorted(EXAMPLES.glob("*.txt")))


def _read(path: Path) -> Example:
    """``03-chain.txt``: a comment line with the title in each language, then the program."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header, program = lines[: len(LANGUAGES)], lines[len(LANGUAGES) :]
    titles = {lang: _title(path, lang, line) for lang, line in zip_longest(LANGUAGES, header, fillvalue="")}
    return Example(path.stem.partition("-")[2], titles, "\n".join(program).strip("\n"))


def _title(path: Path, lang: str, line: str) -> str:
    prefix = "# " if lang == next(iter(LANGUAGES)) else f"# {lang}: "
    if not line.startswith(prefix):
        raise ExampleError(f"{path.name}: expected a line {prefix + 'title'!r}, found {line!r}")
    return line.removeprefix(prefix)
