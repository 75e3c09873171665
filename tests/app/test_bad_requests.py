"""A request that is no request is refused with the status that fits, and the field or the reason."""

import http.client
import io
import json
import runpy
import socket
import urllib.parse
from types import SimpleNamespace

import pytest

from app.answers import LINGER_BYTES
from app.config import ROOT
from tests.app.conftest import NETWORK

LIMIT = 64 * 1024


@pytest.fixture
def send(client):
    def send(body: bytes, content_type="application/json"):
        answer = client.post("/api/trace", data=body, content_type=content_type)
        return answer.status_code, answer.json["error"]

    return send


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b'{"source": "\xff"}',
        b'{"source": "x"} x',
        '{"source": "x"}'.encode("utf-16"),
        b'{"source": "x", "values": {"x": ' + b"[" * 60_000,
        b"[" * 60_000,
        b'{"source":' * 5_000,
        b'{"source": "x", "values": {"x": ' + b"9" * 5_000 + b"}}",
        b'{"source": "\\ud800"}',
        b'{"source": "x", "values": {"\\udfff": 1}}',
    ],
    ids=lambda body: repr(body[:24]),
)
def test_what_is_no_json_object_is_malformed(send, body):
    status, error = send(body)
    assert (status, error["code"]) == (400, "malformed_json")
    assert error["hint"]


@pytest.mark.parametrize(
    ("body", "place"), [(b"", ("1", "1")), (b'{"source": "x"} x', ("1", "17")), (b'{"source": "x\n"}', ("2", "1"))]
)
def test_lines_and_columns_of_malformed_json_are_counted_from_1(send, body, place):
    details = send(body)[1]["details"]
    assert (details["line"], details["column"]) == place


@pytest.mark.parametrize(
    "value",
    [
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "9" * 400,
        '"NaN"',
        '"1"',
        "true",
        "null",
        "{}",
        "[1, [NaN]]",
        "[true]",
        "[[[[[1]]]]]",
    ],
)
def test_a_value_is_a_finite_number_or_a_list_of_them(send, value):
    status, error = send(b'{"source": "y = x", "values": {"x": ' + value.encode() + b"}}")
    assert (status, error["code"]) == (400, "value_not_finite")
    assert "'x'" in error["message"]


@pytest.mark.parametrize(
    ("request_", "code", "field"),
    [
        ({}, "missing_field", "source"),
        ({"source": 1}, "bad_field", "source"),
        ({"source": None}, "bad_field", "source"),
        ({"source": "x", "sauce": 1}, "unknown_field", "sauce"),
        ({"source": "x", "learning_rate": "0.1"}, "bad_field", "learning_rate"),
        ({"source": "x", "roles": {"x": "boss"}}, "bad_field", "roles.x"),
        ({"source": "x", "direction": "sideways"}, "bad_field", "direction"),
        ({"source": "x", "values": [1]}, "bad_field", "values"),
        ({"source": "x", "lang": "fr"}, "bad_field", "lang"),
    ],
)
def test_the_field_that_does_not_fit_is_named(send, request_, code, field):
    status, error = send(json.dumps(request_).encode())
    assert (status, error["code"]) == (400, code)
    assert f"'{field}'" in error["message"]


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_body_that_is_not_called_json_is_refused(send, content_type):
    status, error = send(b'{"source": "x"}', content_type)
    assert (status, error["code"]) == (415, "not_json")


def test_a_body_of_the_greatest_size_is_read(client):
    body = b'{"source": "x"' + b" " * (LIMIT - 15) + b"}"
    assert len(body) == LIMIT
    assert client.post("/api/trace", data=body, content_type="application/json").status_code == 200


class Tap(io.RawIOBase):
    """An endless body that counts what is read of it."""

    def __init__(self):
        super().__init__()
        self.taken = 0

    def readable(self):
        return True

    def readinto(self, buffer):
        self.taken += len(buffer)
        buffer[:] = b" " * len(buffer)
        return len(buffer)


@pytest.mark.parametrize("announced", [True, False], ids=["with its length", "in chunks"])
def test_an_endless_body_is_refused_before_it_is_read(client, announced):
    tap = Tap()
    environment = {"wsgi.input": tap, "CONTENT_TYPE": "application/json"}
    environment |= {"CONTENT_LENGTH": "10000000"} if announced else {"wsgi.input_terminated": True}
    answer = client.post("/api/trace", environ_overrides=environment)
    assert (answer.status_code, answer.json["error"]["code"]) == (413, "body_too_large")
    assert tap.taken <= 2 * LIMIT
    answer.close()
    assert tap.taken <= LINGER_BYTES + 2 * LIMIT


class Stalled(io.RawIOBase):
    """A body whose rest never comes: the server's socket gives up."""

    def readable(self):
        return True

    def readinto(self, _buffer):
        raise TimeoutError


def test_a_client_that_stalls_is_given_up(client):
    environment = {"wsgi.input": Stalled(), "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": "30"}
    answer = client.post("/api/trace", environ_overrides=environment)
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "bad_request")


def test_the_server_waits_for_no_client_for_ever():
    settings = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    ours, theirs = socket.socketpair()
    with ours, theirs:
        settings["pre_request"](None, SimpleNamespace(unreader=SimpleNamespace(sock=ours)))
        assert ours.gettimeout() == settings["STALLED"]


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_another_method_is_refused_and_the_right_one_named(client, method):
    answer = getattr(client, method)("/api/trace")
    assert (answer.status_code, answer.json["error"]["code"]) == (405, "method_not_allowed")
    assert "POST" in answer.headers["Allow"]


def test_an_unknown_address_answers_json_to_scripts(client):
    for path in ("/nothing", "/api/nothing", "/static/nothing.js", "/static/../app/config.py", "/static/%00"):
        answer = client.get(path)
        assert (answer.status_code, answer.json["error"]["code"]) == (404, "not_found"), path


def test_nothing_is_lost_by_a_refusal(client, send):
    send(b"{")
    assert client.post("/api/trace", json={"source": NETWORK}).status_code == 200


def test_a_client_that_sends_10_mb_without_looking_reads_the_refusal(server_url):
    url = urllib.parse.urlsplit(server_url)
    connection = http.client.HTTPConnection(url.hostname, url.port, timeout=30)
    connection.request("POST", "/api/trace", b" " * 10_000_000, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    assert (answer.status, json.load(answer)["error"]["code"]) == (413, "body_too_large")
    connection.close()


@pytest.mark.parametrize(
    "chunks", [b"zz\r\n{}", b"-1\r\n{}", b"2\r\n{}no end"], ids=["no size", "below zero", "no end"]
)
@pytest.mark.parametrize("size", [2, 2 * LIMIT], ids=["small", "too large"])
def test_chunks_that_are_none_get_an_answer(server_url, chunks, size):
    url = urllib.parse.urlsplit(server_url)
    head = f"POST /api/trace HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Type: application/json\r\n"
    sent = f"{head}Transfer-Encoding: chunked\r\n\r\n{size:x}\r\n{' ' * size}\r\n".encode() + chunks
    with socket.create_connection((url.hostname, url.port), timeout=30) as connection:
        connection.sendall(sent)
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        expected = (413, "body_too_large") if size > LIMIT else (400, "bad_request")
        assert (answer.status, json.load(answer)["error"]["code"]) == expected
