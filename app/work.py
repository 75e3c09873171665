"""Computing under load: equal requests share one computation, unequal ones pass the gate, recent answers are kept."""

from collections.abc import Callable
from sys import getsizeof
from threading import Condition
from typing import cast

from cachetools import LRUCache, cached
from flask import current_app

from app.config import Config
from app.errors import Problem, RequestError
from app.gate import Gate

Outcome = bytes | Problem
"""What a computation comes to; a program that is refused is refused again, so problems are kept too."""

PROBLEM_BYTES = 1024
"""What a kept problem counts in the cache, besides the texts that it quotes from the request."""


class Work:
    """The computations of one server process."""

    def __init__(self, config: Config) -> None:
        self._gate = Gate(config.places, config.queue, config.patience)
        cache: LRUCache[str, Outcome] = LRUCache(config.cache_bytes, getsizeof=_size)
        self._shared = cached(cache, key=lambda key, _compute: key, condition=Condition())(self._compute)

    def run(self, key: str, compute: Callable[[], Outcome]) -> bytes:
        """The outcome of ``compute``, which is called at most once at a time for the same ``key``.

        ``key`` tells everything that the outcome depends on. Raises `RequestError` for a problem, or ``busy``.
        """
        outcome = self._shared(key, compute)
        if isinstance(outcome, Problem):
            raise RequestError(outcome)
        return outcome

    def _compute(self, _key: str, compute: Callable[[], Outcome]) -> Outcome:
        with self._gate.place():
            return compute()


def _size(outcome: Outcome) -> int:
    if isinstance(outcome, bytes):
        return len(outcome)
    return PROBLEM_BYTES + sum(getsizeof(str(detail)) for detail in outcome.details.values())


def work() -> Work:
    """The work of the current application."""
    return cast(Work, current_app.extensions["work"])
