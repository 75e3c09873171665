"""``GET /graph.svg``: one step of a program as a picture that stands alone, for a README, a slide or a message."""

from flask import Blueprint, Response

from app import locales, tracing
from app.answers import SVG, kept_answer
from app.openapi import describe
from app.reading import read_query
from app.request_models import PictureQuery
from app.security import picture_policy
from app.work import work
from engine.drawing import plain_colours_first

blueprint = Blueprint("picture", __name__)

HOUR = 3600


@blueprint.get("/graph.svg")
@describe(SVG, query=PictureQuery, errors=(400, 422, 503))
def graph() -> Response:
    """Draw one step of a program as an SVG that stands alone.

    It may be shown on any site. A reader who prefers images gets errors as a picture too.
    """
    asked = read_query(PictureQuery)
    lang = locales.reader_language()
    body = work().run(tracing.key(asked, lang), lambda: tracing.still(asked, locales.picture_keys(lang)))
    answer = kept_answer(body, SVG, HOUR)
    answer.headers["Content-Security-Policy"] = picture_policy(plain_colours_first(tracing.style()))
    answer.vary.update(("Accept", "Accept-Language"))
    return answer
