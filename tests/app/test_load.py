"""Under load the server answers what it can, tells the rest when to come back, and stays alive."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app import create_app, tracing

LONG = 30.0


class SlowEngine:
    """Stands in for the engine: every computation waits until it is released."""

    def __init__(self):
        self.asked, self.started, self.released = [], threading.Event(), threading.Event()

    def __call__(self, asked, keys):
        self.asked.append(asked.source)
        self.started.set()
        assert self.released.wait(LONG)
        return b'{"traced": true}'


@pytest.fixture
def engine(monkeypatch):
    slow = SlowEngine()
    monkeypatch.setattr(tracing, "timeline", slow)
    yield slow
    slow.released.set()


@pytest.fixture
def small_app(dist):
    """A server with one place and no queue."""
    app = create_app({"dist": dist, "places": 1, "queue": 0})
    app.config["TESTING"] = True
    return app


@pytest.fixture
def pool():
    with ThreadPoolExecutor(8) as pool:
        yield pool


def ask(app, source):
    return app.test_client().post("/api/trace", json={"source": source})


def test_who_finds_the_server_full_is_told_when_to_come_back(small_app, engine, pool):
    first = pool.submit(ask, small_app, "x")
    assert engine.started.wait(LONG)
    second = ask(small_app, "y")
    assert (second.status_code, second.json["error"]["code"]) == (503, "busy")
    assert int(second.headers["Retry-After"]) > 0
    engine.released.set()
    assert first.result(LONG).status_code == 200


def test_equal_requests_share_one_computation_even_when_the_server_is_full(small_app, engine, pool):
    answers = [pool.submit(ask, small_app, "x") for _ in range(6)]
    assert engine.started.wait(LONG)
    engine.released.set()
    assert [answer.result(LONG).status_code for answer in answers] == [200] * 6
    assert engine.asked == ["x"]


def test_pages_and_health_are_served_when_the_server_is_full(small_app, engine, pool):
    pool.submit(ask, small_app, "x")
    assert engine.started.wait(LONG)
    assert [small_app.test_client().get(path).status_code for path in ("/healthz", "/")] == [200, 200]
    engine.released.set()
