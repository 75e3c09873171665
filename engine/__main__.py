"""The command line: ``python -m engine [SOURCE | -f FILE | -] [name=value …] [--output NAME] [--json]``.

Prints the derivation, or with ``--json`` the Timeline. Exit code 0, or 2 with the error on standard error
(with ``--json`` the error object on standard output).
"""

import argparse
import json
import math
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.derivation import derivation
from engine.errors import EngineError, describe, locate
from engine.trace import DEFAULT_LEARNING_RATE, Direction, trace

_EXAMPLE = "y = (3x + 2)²"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code is 0, or 2 where the program or its values are wrong."""
    options = _options(sys.argv[1:] if arguments is None else list(arguments))
    try:
        source = _source(options)
    except OSError as error:
        print(f"cannot read the program: {error}", file=sys.stderr)
        return 2
    try:
        traced = trace(
            source,
            _values(options.values),
            options.output,
            learning_rate=options.learning_rate,
            direction=options.direction,
        )
        print(json.dumps(traced.timeline(), allow_nan=False) if options.json else derivation(traced))
    except EngineError as error:
        _report(error, source, options.json)
        return 2
    return 0


def _options(words: list[str]) -> argparse.Namespace:
    """Values may stand after options; what stands after ``--`` is never an option."""
    end = words.index("--") if "--" in words else len(words)
    options = _parser().parse_intermixed_args(words[:end])
    places = [word for word in (options.source, *options.values, *words[end + 1 :]) if word is not None]
    options.source, options.values = next(iter(places), None), places[1:]
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m engine",
        description="Walk the gradient of a program by hand: forward pass, backward pass, check.",
        epilog=f"Example: python -m engine '{_EXAMPLE}' x=1",
    )
    parser.add_argument(
        "source", nargs="?", help="the program, or - to read it from standard input; one that begins with - after --"
    )
    parser.add_argument(
        "values", nargs="*", metavar="name=value", help="values of leaves, as JSON: x=2 W=[[1,2],[3,4]]"
    )
    parser.add_argument("-f", "--file", type=Path, help="read the program from a file")
    parser.add_argument("--output", metavar="NAME", help="differentiate this value (default: the last one)")
    parser.add_argument(
        "--learning-rate", type=_finite, default=DEFAULT_LEARNING_RATE, help="of the update (default 0.1)"
    )
    parser.add_argument(
        "--direction", choices=list(map(str, Direction)), default=str(Direction.DESCENT),
        help="of the update: to a smaller output (default) or a larger one",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print the Timeline as JSON")
    return parser


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise argparse.ArgumentTypeError(f"not a finite number: {text!r}")
    return number


def _source(options: argparse.Namespace) -> str:
    """The program's text; with ``-f`` a first positional is already a value."""
    if options.file is not None:
        if options.source is not None:
            options.values.insert(0, options.source)
        return str(options.file.read_text(encoding="utf-8-sig", errors="replace"))
    if options.source is None or options.source == "-":
        return sys.stdin.read()
    return str(options.source)


def _values(assignments: Sequence[str]) -> dict[str, Any]:
    values = {}
    for assignment in assignments:
        name, _, text = assignment.partition("=")
        try:
            values[name.strip()] = json.loads(text)
        except (ValueError, RecursionError):
            raise EngineError("bad_value", None, name=name) from None
    return values


def _report(error: EngineError, source: str, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"error": describe(error, source)}))
        return
    print(f"error: {error.problem}", file=sys.stderr)
    if error.span is not None:
        position = locate(source, error.span)
        line = source.replace("\r\n", "\n").split("\n")[position.line - 1]
        width = position.end_column - position.column if position.end_line == position.line else 1
        print(f"  line {position.line}, column {position.column}", file=sys.stderr)
        print(f"  {line}\n  {' ' * (position.column - 1)}{'^' * max(width, 1)}", file=sys.stderr)
    if error.hint:
        print(f"  {error.hint}", file=sys.stderr)


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # end quietly when the reader does, as in `… | head`
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(main())
