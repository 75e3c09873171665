"""The engine without a picture: a trace against one run of dot, a backward pass against micrograd.

Times are the best of several in one run, taken in turn, so that both sides meet the same machine.
"""

from collections.abc import Callable, Iterator
from itertools import count
from time import perf_counter
from typing import Any

import numpy as np
from micrograd.engine import Value

import engine
from app.catalogue import examples
from benchmarks.__main__ import Row
from engine.codegen.evaluations import Evaluation
from engine.codegen.kinds import Floats
from engine.graph import Graph
from engine.language.interpreter import interpret
from engine.layout import dot
from engine.layout.direction import candidates
from engine.layout.dot_text import dot_text
from engine.passes import Adjoints, reverse
from engine.picture import picture
from engine.recorder import Draft, Recorder

ROUNDS = 40
REPEATS = 3
NODES = 1_000
WIDTH = 6


def run() -> Iterator[Row]:
    """Both comparisons, with the times they are made of."""
    yield from against_dot()
    yield from against_micrograd()


def milliseconds(*tasks: Callable[[], object]) -> list[float]:
    """The shortest time of each task, in rounds in which each has its turn, some times in a row."""
    times = [[min(seconds(task) for _ in range(REPEATS)) for task in tasks] for _ in range(ROUNDS)]
    return [1000 * min(column) for column in zip(*times, strict=True)]


def seconds(task: Callable[[], object]) -> float:
    """The time of one run."""
    start = perf_counter()
    task()
    return perf_counter() - start


def against_dot() -> Iterator[Row]:
    """The network of the first page: text to trace, against the layout of its graph by dot."""
    source, numbers = examples()[0].source, count()
    drawn = picture(engine.trace(source).graph)
    text = dot_text(drawn, candidates(drawn)[0])
    laid_out, moved, run_anew, read = milliseconds(
        lambda: dot.coordinates(text),
        lambda: engine.trace(source, {"w1": 0.5 + next(numbers) / 1000}),
        lambda: run_and_differentiated(source, {"w1": 0.5 + next(numbers) / 1000}),
        lambda: engine.trace(f"{source}\n# {next(numbers)}"),
    )
    yield "one run of dot, ms", laid_out, ""
    yield "trace with new values, ms", moved, ""
    yield "trace with new values over one run of dot", moved / laid_out, "<= 0.15"
    yield "trace of a program that is run anew over one run of dot", run_anew / laid_out, "<= 0.15"
    yield "trace of a text never seen before over one run of dot", read / laid_out, ""


def run_and_differentiated(source: str, values: dict[str, float]) -> Adjoints:
    """What a trace does where values may decide what the program does."""
    outcome = interpret(source, values)
    return reverse(outcome.graph, outcome.seed)


def against_micrograd() -> Iterator[Row]:
    """The same network of scalars in both; micrograd's backward pass alone, ours also in generated code."""
    graph, theirs = our_network(), their_network()
    generated = in_generated_code(graph)
    assert np.isclose(graph[graph.output].value, theirs.data)
    code, interpreted, micrograd = milliseconds(generated, lambda: reverse(graph), theirs.backward)
    yield f"micrograd, backward pass of {len(graph)} nodes, ms", micrograd, ""
    yield "generated code, forward and backward pass, over micrograd's backward pass", code / micrograd, "< 1"
    yield "the backward pass of a trace, which keeps every contribution, over micrograd's", interpreted / micrograd, ""


def in_generated_code(graph: Graph) -> Callable[[], Any]:
    """The function that training runs, for one sample: the output and all gradients."""
    values = {leaf.name or "": leaf.value for leaf in graph.leaves}
    data = {name: np.array([value]) for name, value in values.items() if name.startswith("x")}
    parameters = {name: value for name, value in values.items() if name not in data}
    evaluation = Evaluation(graph, [*data], [*parameters], [graph.output], [*values], Floats())
    samples = evaluation.kind.samples([data[name] for name in evaluation.data])
    arguments = evaluation.kind.pack([parameters[name] for name in evaluation.parameters])
    evaluation.generated(samples, *arguments)  # compiles it
    return lambda: evaluation.generated(samples, *arguments)


def network(leaf: Callable[[str, float], Any]) -> Any:
    """Layers of ReLU neurons, until there are ``NODES`` nodes, and the sum of the last."""
    layer = [leaf(f"x{index}", index / 10) for index in range(WIDTH)]
    for number in range(NODES // (WIDTH * (3 * WIDTH + 2)) + 1):
        layer = [neuron(leaf, layer, f"{number}_{index}") for index in range(WIDTH)]
    return sum(layer[1:], layer[0])


def neuron(leaf: Callable[[str, float], Any], layer: list[Any], name: str) -> Any:
    """The weights, positive and negative, keep the values near 1."""
    total = leaf(f"b{name}", 0.1)
    for index, value in enumerate(layer):
        total = total + leaf(f"w{name}_{index}", ((7 * index + 5 * len(name)) % 11 - 4) / 8) * value
    return total.relu()


class Recorded:
    """A node of our recorder that is written with operators, as micrograd's values are."""

    def __init__(self, recorder: Recorder, draft: Draft) -> None:
        self.recorder, self.draft = recorder, draft

    def __add__(self, other: "Recorded") -> "Recorded":
        return Recorded(self.recorder, self.recorder.apply("add", [self.draft, other.draft]))

    def __mul__(self, other: "Recorded") -> "Recorded":
        return Recorded(self.recorder, self.recorder.apply("mul", [self.draft, other.draft]))

    def relu(self) -> "Recorded":
        """As micrograd's."""
        return Recorded(self.recorder, self.recorder.apply("relu", [self.draft]))


def our_network() -> Graph:
    """The network as a graph of ours."""
    recorder = Recorder()
    output = network(lambda name, value: Recorded(recorder, recorder.leaf(name, value)))
    return recorder.graph(output.draft)


def their_network() -> Value:
    """The network as micrograd's value."""
    return network(lambda name, value: Value(value))
