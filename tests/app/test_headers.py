"""Headers on every answer, whatever the route and the outcome."""

import base64
import hashlib
import re
from xml.etree import ElementTree as ET

import pytest

from app import create_app
from tests.app.conftest import NETWORK

ROUTES = ["/", "/help", "/api/ops", "/openapi.json", "/healthz", "/graph.svg?source=x", "/graph.svg", "/nothing"]
ROUTES += ["/static/main-1a2b.css", "/static/nothing.css"]


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("accept", ["*/*", "text/html", "image/*"])
def test_every_answer_is_guarded(client, path, accept):
    answer = client.get(path, headers={"Accept": accept}, buffered=True)
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/help"])
def test_a_page_has_nothing_inline_and_nothing_from_elsewhere(client, path):
    page = client.get(path)
    assert re.findall(r"<style|\sstyle=|\son\w+=|(?:src|href)=[\"'](?:https?:)?//", page.text) == []
    scripts = re.findall(r"<script([^>]*)>", page.text)
    assert all("src=" in script or 'type="application/json"' in script for script in scripts)
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]


def test_the_sites_that_may_frame_the_pages_can_be_set(dist):
    app = create_app({"dist": dist, "frame_ancestors": "'self' https://school.example"})
    policy = app.test_client().get("/").headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'self' https://school.example")


def test_a_picture_may_use_its_own_style_sheet_and_be_shown_anywhere(client):
    answer = client.get("/graph.svg", query_string={"source": NETWORK})
    style = ET.fromstring(answer.data).findtext("{http://www.w3.org/2000/svg}style")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not re.search(r"\sstyle=", answer.text)
