"""The built front end: which file, named by its content, stands for ``expression.js``, and the way to it."""

import json
from collections.abc import Mapping
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, send_from_directory, url_for

from app.errors import refuse
from app.openapi import describe

blueprint = Blueprint("assets", __name__)

YEAR = 365 * 24 * 3600
"""Seconds that a browser may keep a built file: its name changes with its content."""


def init_app(app: Flask, dist: Path) -> None:
    """Give templates ``asset(name)``, the URL of a file that the build left in ``dist``."""

    def asset(name: str) -> str:
        try:
            return url_for("assets.static", filename=manifest(dist)[name])
        except (FileNotFoundError, KeyError):
            raise refuse("not_built", name=name) from None

    app.extensions["dist"] = dist
    app.jinja_env.globals["asset"] = asset


def manifest(dist: Path) -> Mapping[str, str]:
    """The table of the build: file name as written in templates, file name in ``dist``."""
    table: Mapping[str, str] = json.loads((dist / "manifest.json").read_text(encoding="utf-8"))
    return table


@blueprint.get("/static/<path:filename>")
@describe("application/octet-stream", errors=(404,))
def static(filename: str) -> Response:
    """Give a file of the built front end."""
    answer = send_from_directory(current_app.extensions["dist"], filename, max_age=YEAR)
    answer.cache_control.immutable = True
    return answer
