"""The route that explains one entry of an array."""

from flask import Blueprint, Response

from app import locales, tracing
from app.answer_models import EntryAnswer
from app.answers import json_answer
from app.openapi import describe
from app.reading import read_body
from app.request_models import EntryRequest
from app.work import work

blueprint = Blueprint("entry_api", __name__)


@blueprint.post("/api/entry")
@describe(body=EntryRequest, answer=EntryAnswer, errors=(400, 413, 415, 422, 503))
def entry() -> Response:
    """Tell how one entry of an array comes about: the sum behind it, in symbols and in numbers."""
    asked = read_body(EntryRequest)
    locales.speak(asked.lang)
    lang = locales.reader_language()
    return json_answer(work().run(tracing.key(asked, lang), lambda: tracing.entry(asked)))
