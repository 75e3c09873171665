"""A piece of generated code and how tightly it binds, in Python's own order of precedence."""

from typing import NamedTuple

CHOICE, OR, AND, NOT, COMPARISON, SUM, PRODUCT, SIGN, POWER, ATOM = range(10)


class Code(NamedTuple):
    """A piece of code and how tightly it binds."""

    text: str
    level: int = ATOM

    def at(self, level: int) -> str:
        """The text, in parentheses where it binds more loosely than ``level``."""
        return self.text if self.level >= level else f"({self.text})"
