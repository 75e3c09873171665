"""Answers: strict JSON, and problems in the form the reader asked for (JSON, a page, or a picture)."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from hashlib import sha256
from time import monotonic
from typing import BinaryIO

from flask import Flask, Response, render_template, request
from pydantic_core import to_json
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from app.error_picture import draw_problem
from app.errors import Problem, RequestError, of_http
from app.locales import reader_language
from app.reading import BROKEN

JSON, HTML, SVG = "application/json", "text/html", "image/svg+xml"

RETRY_AFTER = 2
"""Seconds after which a reader who was turned away may come back."""

LINGER_SECONDS, LINGER_BYTES, CHUNK = 2.0, 16 * 1024 * 1024, 64 * 1024
"""How much of a body that is too large is taken and thrown away, at most."""


def encode(document: object) -> bytes:
    """Strict JSON: what is not finite becomes its name as a string. Four times faster than ``json``."""
    return to_json(document, inf_nan_mode="strings")


def json_answer(body: bytes, status: int = 200) -> Response:
    """An answer that no cache keeps."""
    return Response(body, status, mimetype=JSON, headers={"Cache-Control": "no-store"})


def kept_answer(body: bytes, mimetype: str, max_age: int) -> Response:
    """An answer that caches may keep for ``max_age`` seconds and then revalidate by the hash of its content."""
    answer = Response(body, mimetype=mimetype)
    answer.set_etag(sha256(body).hexdigest()[:32])
    answer.cache_control.public = True
    answer.cache_control.max_age = max_age
    answer.make_conditional(request)
    return answer


def init_app(app: Flask) -> None:
    """Answer every error, our own and the framework's."""

    @app.errorhandler(RequestError)
    def refused(error: RequestError) -> Response:
        return problem_answer(error.problem)

    @app.errorhandler(HTTPException)
    def failed(error: HTTPException) -> Response:
        answer = problem_answer(of_http(error))
        if isinstance(error, MethodNotAllowed):
            answer.allow.update(error.valid_methods or ())
        return answer


def problem_answer(problem: Problem) -> Response:
    """The problem in the best form that the path has and the reader accepts."""
    lang = reader_language()
    form = request.accept_mimetypes.best_match(_forms(request.path, problem), default=JSON)
    answer = Response(_WRITERS[form](problem, lang), problem.status, mimetype=form)
    answer.headers.update({"Cache-Control": "no-store", "Content-Language": lang})
    answer.vary.update(("Accept", "Accept-Language"))
    if problem.code == "busy":
        answer.retry_after = RETRY_AFTER
    if problem.code == "body_too_large":
        answer.call_on_close(partial(discard, request.environ["wsgi.input"]))
    return answer


def discard(body: BinaryIO) -> None:
    """Let a client finish sending what was refused: many would see a broken connection and never read the answer."""
    end = monotonic() + LINGER_SECONDS
    with suppress(*BROKEN):
        for _ in range(LINGER_BYTES // CHUNK):
            if not body.read(CHUNK) or monotonic() > end:
                return


def _forms(path: str, problem: Problem) -> list[str]:
    """What a reader can choose from; faults of the server take the plainest form, which cannot fail as well."""
    if path.startswith("/api/") or problem.status >= 500:
        return [JSON]
    return [JSON, SVG] if path.endswith(".svg") else [JSON, HTML]


def _as_page(problem: Problem, lang: str) -> str:
    return render_template(
        "error.html", status=problem.status, message=problem.message(lang), hint=problem.hint(lang), page=None
    )


def _as_json(problem: Problem, lang: str) -> bytes:
    return encode(problem.document(lang))


_WRITERS: dict[str, Callable[[Problem, str], str | bytes]] = {JSON: _as_json, HTML: _as_page, SVG: draw_problem}
