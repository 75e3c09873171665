"""Requests per second through the whole application, without a socket: with the layout known and without.

Every request has other values, as those of a slider that moves, so none is answered from a kept answer.
"""

from collections.abc import Callable, Iterator
from itertools import count
from statistics import median
from time import perf_counter
from typing import Any

from werkzeug.test import EnvironBuilder, run_wsgi_app

from app import create_app
from app.catalogue import examples
from benchmarks.__main__ import Row
from engine import layout
from engine.layout import dot

ROUNDS, REQUESTS = 10, 40

Ask = Callable[[], float]
"""Asks the application once more and answers how long that took, in seconds."""


def run() -> Iterator[Row]:
    """Both speeds and their ratio in the calmest of several rounds, and how many dot processes new values start."""
    ask = slider()
    ask()
    started = dot.processes_started()
    speed(ask)
    yield "dot processes started by new values", dot.processes_started() - started, "<= 0"
    warm, cold = max((speed(ask), speed(lambda: without_layout(ask))) for _ in range(ROUNDS))
    yield "POST /api/trace with the layout known, requests/s", warm, ""
    yield "POST /api/trace with the layout computed each time, requests/s", cold, ""
    yield "POST /api/trace, layout known over computed", warm / cold, ">= 6"


def slider() -> Ask:
    """A slider that moves in the first example: the page has the layout, and shows now one step, now another."""
    app, source = create_app({}), examples()[0].source
    known = app.test_client().post("/api/trace", json={"source": source}).json
    positions = count()

    def ask() -> float:
        position = next(positions)
        asked = {"source": source, "known_layout": known["layout"], "explained": [position % len(known["steps"])]}
        return seconds(app, {**asked, "values": {"w1": 0.5 + position / 1000}})

    return ask


def speed(ask: Ask) -> float:
    """Requests per second, by the median time of one: other programs on the machine disturb some of them."""
    return 1 / median(ask() for _ in range(REQUESTS))


def without_layout(ask: Ask) -> float:
    """The same where no layout is known any more."""
    layout.forget()
    return ask()


def seconds(app: Any, asked: dict[str, Any]) -> float:
    """The time that the application takes for one request."""
    environ = EnvironBuilder("/api/trace", method="POST", json=asked).get_environ()
    start = perf_counter()
    run_wsgi_app(app, environ, buffered=True)
    return perf_counter() - start
