"""Requests per second through the whole application, without a socket: with the layout known and without.

Every request has other values, as those of a slider that moves, so none is answered from a kept answer.
"""

from collections.abc import Callable, Iterator
from itertools import count
from statistics import median
from time import perf_counter

from app import create_app
from app.catalogue import examples
from benchmarks.__main__ import Row
from engine import layout
from engine.layout import dot

REQUESTS = 100
SHOWN_STEP = 9
"""A step back through a product: two formulas."""


def run() -> Iterator[Row]:
    """Both speeds and their ratio, and how many dot processes new values start."""
    ask = slider()
    ask()
    started = dot.processes_started()
    warm = speed(ask)
    yield "dot processes started by new values", dot.processes_started() - started, "<= 0"
    cold = speed(lambda: (layout.forget(), ask()))
    yield "POST /api/trace with the layout known, requests/s", warm, ""
    yield "POST /api/trace with the layout computed each time, requests/s", cold, ""
    yield "POST /api/trace, layout known over computed", warm / cold, ">= 6"


def slider() -> Callable[[], object]:
    """Asks for the first example with a new value each time, as the page does: it has the layout and shows a step."""
    client, source = create_app({}).test_client(), examples()[0].source
    known = client.post("/api/trace", json={"source": source}).json["layout"]
    positions = count()
    asked = {"source": source, "known_layout": known, "explained": [SHOWN_STEP]}
    return lambda: client.post("/api/trace", json={**asked, "values": {"w1": 0.5 + next(positions) / 1000}})


def speed(ask: Callable[[], object]) -> float:
    """Requests per second, by the median time of one: other programs on the machine disturb some of them."""
    return 1 / median(seconds(ask) for _ in range(REQUESTS))


def seconds(ask: Callable[[], object]) -> float:
    """The time one request takes."""
    start = perf_counter()
    ask()
    return perf_counter() - start
