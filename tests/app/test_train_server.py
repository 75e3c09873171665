"""The real server: lines arrive while the training goes on, and a reader who leaves frees the place."""

import json
import urllib.error
import urllib.request
from contextlib import ExitStack

import pytest

from tests.app.training import LONG, request
from tooling.server import serve


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """A server with a place for one training in each of its processes."""
    with serve(tmp_path_factory.mktemp("server") / "log.txt", GRADWALK_TRAININGS="1") as url:
        yield url


def ask(url, **changes):
    """An answer whose lines have not been read yet."""
    body = json.dumps(request(**changes)).encode()
    headers = {"Content-Type": "application/json"}
    return urllib.request.urlopen(urllib.request.Request(f"{url}/api/train", body, headers), timeout=30)


def fill(url, held):
    """Start trainings until all places are taken."""
    for _ in range(20):
        try:
            held.enter_context(ask(url, **LONG)).readline()
        except urllib.error.HTTPError as error:
            with error:
                assert error.code == 503
            return
    pytest.fail("the server took every training")


def test_lines_arrive_while_the_training_goes_on(url):
    with ask(url, **LONG) as answer:
        events = [json.loads(answer.readline()) for _ in range(3)]
    assert [event["event"] for event in events] == ["start", "frame", "frame"]
    assert "Content-Encoding" not in answer.headers


def test_a_closed_tab_frees_the_server(url):
    with ExitStack() as tabs:
        fill(url, tabs)
    for _ in range(100):
        try:
            with ask(url) as answer:
                assert json.loads(answer.readlines()[-1])["reason"] == "done"
            return
        except urllib.error.HTTPError as error:
            error.close()
    pytest.fail("the places are still taken")
