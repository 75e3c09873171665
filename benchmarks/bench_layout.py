"""Layout of programs that are hard on dot, with the remedies and without, each from an empty cache.

Without remedies dot is stopped at its limit of processor time, so that the ratio is flattered by no more than
the run would have taken beyond it.
"""

from collections.abc import Iterator
from time import perf_counter

import engine
from benchmarks.__main__ import Row
from engine.graph import Graph
from engine.layout import forget, layout
from engine.picture import Remedies, picture

NEVER = 10**6
NO_REMEDIES = Remedies(sums=False, tags_above_boxes=NEVER, tags_above_links=NEVER, groups_above=NEVER)
RUNS = 3


def run() -> Iterator[Row]:
    """Seconds for each program, then what the remedies bring for a recurrent net."""
    for name, source in programs().items():
        graph = engine.trace(source).graph
        yield f"picture and layout of {name}, {len(graph)} nodes, s", seconds(graph), "<= 0.5"
    graph = engine.trace(recurrent(20)).graph
    yield "layout of a 20-step recurrent net with remedies over without", remedied(graph), "<= 0.15"


def remedied(graph: Graph) -> float:
    """The time with the remedies as a part of the time without."""
    return seconds(graph) / seconds(graph, NO_REMEDIES)


def seconds(graph: Graph, remedies: Remedies | None = None) -> float:
    """The shortest of some times that it takes to decide what is drawn and where."""
    times = []
    for _ in range(RUNS):
        forget()
        start = perf_counter()
        layout(picture(graph, remedies=remedies or Remedies()))
        times.append(perf_counter() - start)
    return min(times)


def programs() -> dict[str, str]:
    """Program texts by what they are."""
    return {
        "a 20-step recurrent net": recurrent(20),
        "a 60-step recurrent net": recurrent(60),
        "100 lines that read far back": far_readers(100),
        "a 3-16-16-1 network in scalars": perceptron(3, 16, 16, 1),
        "a sum of 300 products": "y = " + " + ".join(f"a{i}*x" for i in range(300)),
        "300 nested sines": "y = x\n" + "y = sin(y)\n" * 300,
    }


def recurrent(steps: int) -> str:
    """Two hidden units, unrolled; all steps share the parameters."""
    lines = ["s = 0.1; t = 0.2"]
    for step in range(steps):
        lines.append(f"p = tanh(u1*x{step} + w11*s + w12*t + b1)")
        lines.append(f"q = tanh(u2*x{step} + w21*s + w22*t + b2)")
        lines.append("s = p; t = q")
    return "\n".join([*lines, "y = s + t"])


def far_readers(count: int) -> str:
    """Lines of two operands: the line before, and one from anywhere before."""
    lines = ["v0 = a + b"]
    lines += [f"v{i} = v{i - 1} {'*+-'[i % 3]} v{(i * 7 + 3) % i}" for i in range(1, count)]
    return "\n".join(lines)


def perceptron(*sizes: int) -> str:
    """A fully connected network, one line for each neuron."""
    lines, units = [], [f"x{i}" for i in range(sizes[0])]
    for layer, size in enumerate(sizes[1:]):
        names = [f"h{layer}_{i}" for i in range(size)]
        lines += [f"{name} = tanh({_weighted(units, name)} + b_{name})" for name in names]
        units = names
    return "\n".join(lines)


def _weighted(units: list[str], name: str) -> str:
    return " + ".join(f"w_{name}_{i}*{unit}" for i, unit in enumerate(units))
