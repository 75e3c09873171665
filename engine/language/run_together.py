"""Products without a sign between names: ``w1x`` is one new name, though ``w1`` and ``x`` may have been meant."""

import re

from engine.language.source import Source

_DIGITS = re.compile(r"\d+")


def run_together(name: str, source: Source) -> tuple[str, ...]:
    """The names of the program, at least two, and numbers that ``name`` is put together from; else nothing.

    Of several ways the one with the fewest parts, so that ``w1x`` is w1·x also where there is a w.
    """
    known = (source.assigned | source.loaded) - {name}
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(name) + 1):
        found = [
            (*before, name[start:end])
            for start, before in enumerate(best)
            if before is not None and (name[start:end] in known or _DIGITS.fullmatch(name, start, end))
        ]
        best.append(min(found, key=len, default=None))
    parts = best[-1] or ()
    return parts if sum(part in known for part in parts) > 1 else ()
