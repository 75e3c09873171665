"""What the HTTP tests share: the network of the first example, a front end that counts as built, requests by name."""

import json
import re

import pytest

from app import create_app
from app.catalogue import examples
from app.config import ROOT
from tests.app.training import read, request

NETWORK = examples()[0].source


@pytest.fixture(scope="session")
def dist(tmp_path_factory):
    """A folder as the build leaves it."""
    folder = tmp_path_factory.mktemp("dist")
    files = {name: name.replace(".", "-1a2b.") for name in _assets()}
    for name in files.values():
        (folder / name).write_text("/* built */\n" * 100, encoding="utf-8")
    (folder / "manifest.json").write_text(json.dumps(files), encoding="utf-8")
    return folder


def _assets() -> set[str]:
    """The names of built files that the templates ask for."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html")]
    return {name for text in texts for name in re.findall(r"asset\('([^']+)'\)", text)}


@pytest.fixture(scope="session")
def app(dist):
    """The application as it is served; what it raises, it raises in the test."""
    app = create_app({"dist": dist})
    app.config["TESTING"] = True
    return app


@pytest.fixture
def client(app):
    """Flask's test client."""
    return app.test_client()


@pytest.fixture
def new_client(dist):
    """``new_client()``: a client of a server that was just started."""

    def new_client():
        app = create_app({"dist": dist})
        app.config["TESTING"] = True
        return app.test_client()

    return new_client


@pytest.fixture
def post(client):
    """``post(source=…)``: the answer of ``/api/trace`` to this request."""
    return lambda **request: client.post("/api/trace", json=request)


@pytest.fixture
def error(post):
    """``error(source=…)``: the error that ``/api/trace`` answers to this request."""

    def error(**request):
        answer = post(**request)
        assert answer.status_code == 422, answer.text
        return answer.json["error"]

    return error


@pytest.fixture
def train(client):
    """``train(**changes)``: all lines of the course's training, changed so."""
    return lambda **changes: read(client.post("/api/train", json=request(**changes)))


@pytest.fixture
def moment(client):
    """``moment(update, **changes)``: the update, replayed."""

    def moment(update, **changes):
        answer = client.post("/api/moment", json=request(update=update, **changes))
        assert answer.status_code == 200, answer.text
        return answer.json

    return moment


@pytest.fixture
def problem(client):
    """``problem(**changes)``: the error that this training is refused with."""

    def problem(path="/api/train", **changes):
        answer = client.post(path, json=request(**changes))
        assert answer.status_code in (400, 422), answer.text
        return answer.json["error"]

    return problem
