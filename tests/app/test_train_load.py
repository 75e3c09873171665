"""A place for a training is held as long as somebody reads it, and not longer."""

import pytest

from app import create_app
from tests.app.training import LONG, read, request


@pytest.fixture
def small(dist):
    """A client of a server with a place for one training."""
    app = create_app({"dist": dist, "trainings": 1})
    app.config["TESTING"] = True
    return app.test_client()


def test_a_reader_who_leaves_frees_the_place(small):
    stream = small.post("/api/train", json=request(**LONG), buffered=False)
    assert [next(stream.response) for _ in range(3)]
    full = small.post("/api/train", json=request())
    assert (full.status_code, full.json["error"]["code"]) == (503, "busy")
    assert int(full.headers["Retry-After"]) > 0
    stream.close()
    assert read(small.post("/api/train", json=request()))[-1]["reason"] == "done"


def test_a_training_that_is_refused_takes_no_place(small):
    for _ in range(3):
        assert small.post("/api/train", json=request(learning_rate=-1.0)).status_code == 422
    assert small.post("/api/train", json=request(to_update=0)).status_code == 200


def test_traces_are_served_while_a_training_is_under_way(small):
    stream = small.post("/api/train", json=request(**LONG), buffered=False)
    next(stream.response)
    assert small.post("/api/trace", json={"source": "x²"}).status_code == 200
    stream.close()
