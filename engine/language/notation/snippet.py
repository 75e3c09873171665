"""Takes off what comes along when code is pasted: byte order mark, CRLF, prompts, notebook commands, indentation."""

import re

_NEWLINE = re.compile(r"(\r\n|\r|\n)")
_FIRST_PROMPT = re.compile(r"\s*(?:>>>(?: |$)|In \[\d+\]:)")
_PROMPT = re.compile(r"\s*(?:>>>|\.\.\.:?|In \[\d+\]:)(?: |$)")
_OUT = re.compile(r"\s*Out\[\d+\]:")

_MAGIC = re.compile(r"\s*(?:%%?[A-Za-z]|![A-Za-z])")

Line = tuple[int, str]
"""Where the line's first character stands in the source, and the line without its newline."""


def clean(source: str) -> tuple[str, tuple[int, ...]]:
    """The program without these, and for each of its characters, and its end, the index in ``source``."""
    lines = _without_margin(_without_magics(_without_prompts(_lines(source))))
    text = "\n".join(line for _, line in lines)
    origin = tuple(index for start, line in lines for index in range(start, start + len(line) + 1))
    return text, origin


def _lines(source: str) -> list[Line]:
    lines, start = [], 0
    for index, piece in enumerate(_NEWLINE.split(source)):
        if index % 2 == 0:
            lines.append((start, piece))
        start += len(piece)
    first = lines[0][1]
    lines[0] = _shortened(lines[0], len(first) - len(first.removeprefix("\ufeff")))
    return lines


def _shortened(line: Line, count: int) -> Line:
    start, text = line
    return start + count, text[count:]


def _without_prompts(lines: list[Line]) -> list[Line]:
    """A session begins with a prompt; what it answered is not part of the program.

    Elsewhere ``...`` is Python's Ellipsis, and ``>>>`` part of a docstring.
    """
    first = next((text for _, text in lines if text.strip()), "")
    if not _FIRST_PROMPT.match(first):
        return lines
    kept: list[Line] = []
    is_output = False
    for start, text in lines:
        prompt = _PROMPT.match(text)
        is_output = prompt is None and (is_output or first.lstrip().startswith(">>>") or bool(_OUT.match(text)))
        is_output = is_output and bool(text.strip())
        kept.append((start, "") if is_output else _shortened((start, text), prompt.end() if prompt else 0))
    return kept


def _without_magics(lines: list[Line]) -> list[Line]:
    """``%matplotlib inline`` and ``!pip install torch`` speak to the notebook, not to Python."""
    return [(start, "") if _MAGIC.match(text) else (start, text) for start, text in lines]


def _without_margin(lines: list[Line]) -> list[Line]:
    """Comments do not count: like Python, they may stand anywhere."""
    margins = [_indentation(text) for _, text in lines if text.strip() and not text.lstrip().startswith("#")]
    margin = min(margins, key=len, default="")
    if not all(other.startswith(margin) for other in margins):
        return lines
    return [_shortened(line, len(margin) if line[1].startswith(margin) else 0) for line in lines]


def _indentation(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]
