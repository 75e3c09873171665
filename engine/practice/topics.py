"""Exercises by topic: programs made from a seed, with numbers that are good to calculate with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.errors import EngineError
from engine.practice.exercise import Kind
from engine.trace import Trace, trace

MAX_SEED = 2**31 - 1
_ATTEMPTS = 200
_SMALLEST, _LARGEST = 0.02, 60.0
"""Sizes of numbers that are good to calculate with; 0 is one too."""


class Dice:
    """Random choices of one exercise, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = np.random.RandomState(seed)

    def pick(self, choices: Sequence[str]) -> str:
        """One of ``choices``."""
        return choices[self._random.randint(len(choices))]

    def tenths(self, low: float, high: float) -> str:
        """A number with one decimal, never 0."""
        numbers = [tenth / 10 for tenth in range(round(low * 10), round(high * 10) + 1) if tenth]
        return f"{numbers[self._random.randint(len(numbers))]:g}"

    def whole(self, low: int, high: int) -> str:
        """A whole number, never 0."""
        numbers = [number for number in range(low, high + 1) if number]
        return str(numbers[self._random.randint(len(numbers))])


@dataclass(frozen=True)
class Topic:
    """A row of the table: how its programs are made, and what is best hidden in them."""

    name: str
    program: Callable[[Dice], str]
    kinds: tuple[Kind, ...]


def _chain(dice: Dice) -> str:
    inner = dice.pick(("{k}x + {c}", "{k}x − {c}", "x² + {c}", "{c} − {k}x"))
    middle = dice.pick(("a²", "a³", "sin(a)", "tanh(a)", "exp(a)", "1/a"))
    outer = dice.pick(("", "y = 2b + 1", "y = b²", "y = cos(b)", "y = {k}b"))
    inner, outer = (text.format(k=dice.whole(2, 4), c=dice.whole(1, 4)) for text in (inner, outer))
    last = f"b = {middle}\n{outer}" if outer else f"y = {middle}"
    return f"x = {dice.tenths(-1.5, 1.5)}\na = {inner}\n{last}"


def _product(dice: Dice) -> str:
    left = dice.pick(("x + y", "x − y", "2x + y", "x·y"))
    right = dice.pick(("y + 1", "y·z", "3y − z", "y²"))
    last = dice.pick(("a·b", "a·b + z", "a·b − y", "a/b"))
    leaves = "; ".join(f"{name} = {dice.tenths(-3, 3)}" for name in "xyz")
    return f"{leaves}\na = {left}\nb = {right}\nf = {last}"


def _paths(dice: Dice) -> str:
    first = dice.pick(("x²", "2x", "x + 1", "−x"))
    second = dice.pick(("a·x", "a + x", "3a", "a − x"))
    third = dice.pick(("a·b", "a + b", "x·b", "b − a"))
    last = dice.pick(("c·b", "c + x", "c·x", "b + c"))
    return f"x = {dice.tenths(-2, 2)}\na = {first}\nb = {second}\nc = {third}\ny = {last}"


def _activation(dice: Dice) -> str:
    function = dice.pick(("σ", "tanh", "relu", "softplus", "exp", "leaky_relu"))
    x, w, b = dice.tenths(-2, 2), dice.tenths(-2, 2), dice.tenths(-1, 1)
    return f"x = {x}\nw = {w}; b = {b}\nz = w·x + b\na = {function}(z)\nloss = (a − {dice.whole(0, 1)})²"


def _neuron(dice: Dice) -> str:
    function = dice.pick(("σ", "tanh", "relu"))
    leaves = f"x1 = {dice.tenths(-2, 2)}; x2 = {dice.tenths(-2, 2)}; t = {dice.tenths(-1, 1)}"
    parameters = "; ".join(f"{name} = {dice.tenths(-1.5, 1.5)}" for name in ("w1", "w2", "b"))
    return f"{leaves}\n{parameters}\nz = w1·x1 + w2·x2 + b\ny = {function}(z)\nloss = (y − t)²"


def _network(dice: Dice) -> str:
    function = dice.pick(("relu", "tanh", "σ"))
    names = ("w1", "b1", "w2", "b2", "w3", "w4", "b3")
    parameters = "; ".join(f"{name} = {dice.tenths(-1.5, 1.5)}" for name in names)
    return (
        f"x = {dice.tenths(-2, 2)}; t = {dice.tenths(-1, 1)}\n{parameters}\n"
        f"h1 = {function}(w1·x + b1)\nh2 = {function}(w2·x + b2)\n"
        "y = w3·h1 + w4·h2 + b3\nloss = (y − t)²"
    )


TOPICS: Mapping[str, Topic] = {
    topic.name: topic
    for topic in (
        Topic("chain", _chain, (Kind.LOCAL, Kind.GRADIENT)),
        Topic("product", _product, (Kind.GRADIENT,)),
        Topic("paths", _paths, (Kind.GRADIENT,)),
        Topic("activation", _activation, (Kind.LOCAL, Kind.GRADIENT)),
        Topic("neuron", _neuron, (Kind.GRADIENT, Kind.UPDATED)),
        Topic("network", _network, (Kind.GRADIENT, Kind.UPDATED)),
    )
}
"""To add a topic, add its row."""


def program(name: str, seed: int) -> str:
    """The program of a topic for a seed, the same one each time. Raises EngineError for an unknown topic."""
    if name not in TOPICS:
        raise EngineError("unknown_topic", None, topic=name, names=", ".join(TOPICS))
    dice = Dice(seed % (MAX_SEED + 1))
    sources = [TOPICS[name].program(dice)]
    while not _is_pleasant(sources[-1]) and len(sources) < _ATTEMPTS:
        sources.append(TOPICS[name].program(dice))
    return sources[-1]


def _is_pleasant(source: str) -> bool:
    """Whether its numbers are good to calculate with, some gradient arrives, and no kink is near."""
    traced = trace(source)
    leaves = [abs(float(traced.cotangent(leaf))) for leaf in traced.graph.leaves]
    return all(map(_is_good, _numbers(traced))) and sum(size > 0 for size in leaves) > len(leaves) / 2


def _numbers(traced: Trace) -> list[float]:
    values = [float(value) for value in traced.graph.values.values()]
    return values + [float(cotangent) for cotangent in traced.cotangents.values()]


def _is_good(number: float) -> bool:
    return number == 0 or _SMALLEST <= abs(number) <= _LARGEST
