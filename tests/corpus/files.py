"""Where the programs of the corpus are, and what was recorded for them."""

from pathlib import Path

_FOLDER = Path(__file__).parent
_PROGRAMS = _FOLDER / "programs"
EXPECTED = _FOLDER / "expected.json"

NAMES = sorted(path.relative_to(_PROGRAMS).with_suffix("").as_posix() for path in _PROGRAMS.rglob("*.txt"))
"""Every program, such as ``pytorch/attention_head``."""


def text(name: str) -> str:
    """The program as a person would paste it."""
    return (_PROGRAMS / f"{name}.txt").read_text(encoding="utf-8")
