"""Run the benchmarks and print what was measured beside its target; ``python -m benchmarks [NAME...]`` runs only those.

A benchmark is a module ``bench_*.py`` here whose ``run()`` answers rows (what, figure, target): the figure is a
number, its unit stands in ``what``; the target is ``"<= 0.15"``, ``">= 6"``, ``"< 1"``, ``"> 1"``, or "" for none.
The exit code is 1 where a target is missed.
"""

import importlib
import operator
import pkgutil
import sys
from collections.abc import Iterator

import benchmarks

Row = tuple[str, float, str]
COMPARISONS = {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt}


def verdict(figure: float, target: str) -> str:
    """"" without a target, else "ok" or "MISSED"."""
    if not target:
        return ""
    sign, bound = target.split()
    return "ok" if COMPARISONS[sign](figure, float(bound)) else "MISSED"


def measurements(names: list[str]) -> Iterator[Row]:
    """The rows of all benchmarks, or of those with the given names (``bench_trace`` or ``trace``), as they come."""
    for module in pkgutil.iter_modules(benchmarks.__path__):
        wanted = not names or module.name.removeprefix("bench_") in {name.removeprefix("bench_") for name in names}
        if module.name.startswith("bench_") and wanted:
            yield from importlib.import_module(f"benchmarks.{module.name}").run()


def main(names: list[str]) -> int:
    """Print one line per measurement; answer the exit code."""
    verdicts = []
    for what, figure, target in measurements(names):
        verdicts.append(verdict(figure, target))
        print(f"{what:<76} {figure:>10.4g}  {target:<8} {verdicts[-1]}".rstrip(), flush=True)
    if not verdicts:
        print("no such benchmark", file=sys.stderr)
    return 1 if "MISSED" in verdicts or not verdicts else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
