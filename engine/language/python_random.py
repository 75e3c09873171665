"""Python's module ``random``: the same numbers from the same seed.

Python and NumPy run the same Mersenne Twister; a seed given as an array starts both alike. The rest follows
``Lib/random.py``: how a state becomes a number in a range, an order or a normal deviate.
"""

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np


class PythonRandom:
    """``random.Random(seed)``. Without a seed it is 0, so that the same program gives the same numbers."""

    def __init__(self, seed: int = 0) -> None:
        self._seed = abs(seed)
        self._spare: float | None = None
        self.is_seeded = False

    @cached_property
    def _source(self) -> np.random.RandomState:
        """Made when the first number is drawn: most programs draw none."""
        size, parts = self._seed, list[int]()
        while size or not parts:
            parts.append(size % 2**32)
            size //= 2**32
        return np.random.RandomState(parts)

    def random(self) -> float:
        """From 0 up to 1."""
        return float(self._source.random_sample())

    def below(self, bound: int) -> int:
        """A whole number from 0 up to ``bound``, which is at most 2³²."""
        bits = bound.bit_length()
        while True:
            drawn = int(self._source.randint(0, 2**32, dtype=np.uint32)) >> (32 - bits)
            if drawn < bound:
                return drawn

    def gauss(self, mean: float, deviation: float) -> float:
        """Normal deviates come in pairs; the second one waits."""
        drawn, self._spare = self._spare, None
        if drawn is None:
            angle = self.random() * 2.0 * math.pi
            radius = math.sqrt(-2.0 * math.log(1.0 - self.random()))
            drawn, self._spare = math.cos(angle) * radius, math.sin(angle) * radius
        return mean + drawn * deviation

    def normal(self, mean: float, deviation: float) -> float:
        """``normalvariate``, by the ratio of uniform deviates (Kinderman and Monahan 1977)."""
        while True:
            first, second = self.random(), 1.0 - self.random()
            drawn = 4 * math.exp(-0.5) / math.sqrt(2.0) * (first - 0.5) / second
            if drawn * drawn / 4.0 <= -math.log(second):
                return mean + drawn * deviation

    def shuffle(self, entries: list[Any]) -> None:
        """Put a list into a random order."""
        for last in reversed(range(1, len(entries))):
            other = self.below(last + 1)
            entries[last], entries[other] = entries[other], entries[last]

    def sample(self, entries: Sequence[Any], count: int) -> list[Any]:
        """``count`` different entries."""
        size = len(entries)
        small = 21 + (4 ** math.ceil(math.log(count * 3, 4)) if count > 5 else 0)
        if size > small:
            return self._sample_by_places(entries, count)
        pool, chosen = list(entries), []
        for taken in range(count):
            place = self.below(size - taken)
            chosen.append(pool[place])
            pool[place] = pool[size - taken - 1]
        return chosen

    def _sample_by_places(self, entries: Sequence[Any], count: int) -> list[Any]:
        places: dict[int, None] = {}
        while len(places) < count:
            places.setdefault(self.below(len(entries)))
        return [entries[place] for place in places]

    def choices(self, entries: Sequence[Any], weights: Sequence[float] | None, count: int) -> list[Any]:
        """``count`` entries, each drawn anew."""
        if weights is None:
            return [entries[int(self.random() * len(entries))] for _ in range(count)]
        ends = np.cumsum(weights)
        places = (int(np.searchsorted(ends, self.random() * ends[-1], side="right")) for _ in range(count))
        return [entries[min(place, len(entries) - 1)] for place in places]
