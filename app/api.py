"""The routes that scripts and the page use: trace a program, list the ops, describe the interface, tell health."""

from flask import Blueprint, Response, current_app

from app import locales, openapi, tracing
from app.answer_models import Health, OpList, Timeline
from app.answers import JSON, encode, json_answer, kept_answer
from app.op_table import op_table
from app.openapi import describe
from app.reading import read_body
from app.request_models import TraceRequest
from app.work import work

blueprint = Blueprint("api", __name__)

HOUR = 3600


@blueprint.post("/api/trace")
@describe(body=TraceRequest, answer=Timeline, errors=(400, 413, 415, 422, 503))
def trace() -> Response:
    """Trace a program forward and backward and draw its graph."""
    asked = read_body(TraceRequest)
    locales.speak(asked.lang)
    lang = locales.reader_language()
    body = work().run(tracing.key(asked, lang), lambda: tracing.timeline(asked, locales.picture_keys(lang)))
    return json_answer(body)


@blueprint.get("/api/ops")
@describe(answer=OpList)
def ops() -> Response:
    """List the ops of the language: how each is written, its value and its derivative rules."""
    return kept_answer(encode({"ops": op_table()}), JSON, HOUR)


@blueprint.get("/openapi.json")
@describe()
def openapi_document() -> Response:
    """Describe this interface."""
    return kept_answer(encode(openapi.document(current_app)), JSON, HOUR)


@blueprint.get("/healthz")
@describe(answer=Health)
def health() -> Response:
    """Tell that the server answers."""
    return json_answer(encode({"status": "ok"}))
