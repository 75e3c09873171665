"""The routes that answer questions about a program: where numbers come from, what mistakes do, exercises, exports."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request

from app import explore_answers as answers
from app import explore_requests as requests
from app import exploring, locales, practice_answers, tracing
from app.answers import JSON, encode, json_answer, kept_answer
from app.openapi import describe
from app.reading import read_body
from app.request_models import ProgramRequest
from app.work import Outcome, work

blueprint = Blueprint("explore", __name__)

ERRORS = (400, 413, 415, 422, 503)
HOUR = 3600


def _answer(model: type[Any], ask: Callable[[Any, str], Outcome]) -> Response:
    """The answer of ``ask`` to the body of the request, read as ``model``, and the reader's language."""
    asked = read_body(model)
    locales.speak(asked.lang)
    lang = locales.reader_language()
    return json_answer(work().run(f"{request.path} {tracing.key(asked, lang)}", lambda: ask(asked, lang)))


@blueprint.get("/api/explore")
@describe(answer=answers.Offers)
def offers() -> Response:
    """List what can be asked about a program: mistakes to make, topics to practise, forms to take it along in."""
    return kept_answer(encode(exploring.offers()), JSON, HOUR)


@blueprint.post("/api/ledger")
@describe(body=requests.LedgerRequest, answer=answers.Ledger, errors=ERRORS)
def ledger() -> Response:
    """Tell what the gradient of a node is made of, contribution by contribution."""
    return _answer(requests.LedgerRequest, lambda asked, lang: exploring.ledger_of(asked))


@blueprint.post("/api/paths")
@describe(body=requests.LeafRequest, answer=answers.PathSum, errors=ERRORS)
def paths() -> Response:
    """List the paths from a leaf to the output with what each contributes to the gradient.

    Up to 50 paths are listed all; of more, the 20 that contribute most (in graphs with arrays, the 20 shortest).
    """
    return _answer(requests.LeafRequest, lambda asked, lang: exploring.paths_of(asked))


@blueprint.post("/api/onion")
@describe(body=requests.LeafRequest, answer=answers.Onion, errors=ERRORS)
def onion() -> Response:
    """Peel the chain rule layer by layer where one path leads to the output, and give the derivative in closed form."""
    return _answer(requests.LeafRequest, lambda asked, lang: exploring.onion_of(asked))


@blueprint.post("/api/wiggle")
@describe(body=requests.EntryOfLeafRequest, answer=answers.Wiggle, errors=ERRORS)
def wiggle() -> Response:
    """Nudge a leaf: the change that its gradient predicts beside the real one, and the error curve of the check."""
    return _answer(requests.EntryOfLeafRequest, lambda asked, lang: exploring.wiggle_of(asked))


@blueprint.post("/api/forward")
@describe(body=requests.EntryOfLeafRequest, answer=answers.ForwardMode, errors=ERRORS)
def forward() -> Response:
    """Walk the tangent of one input forward, and compare the cost of forward mode with that of the backward pass."""
    return _answer(requests.EntryOfLeafRequest, lambda asked, lang: exploring.forward_of(asked))


@blueprint.post("/api/health")
@describe(body=ProgramRequest, answer=answers.GradientHealth, errors=ERRORS)
def health() -> Response:
    """Measure the gradients of a program and name those that vanish, explode or end in a dead ReLU."""
    return _answer(ProgramRequest, lambda asked, lang: exploring.health_of(asked))


@blueprint.post("/api/mistake")
@describe(body=requests.MistakeRequest, answer=answers.BrokenPass, errors=ERRORS)
def mistake() -> Response:
    """Make a typical mistake in the backward pass: wrong gradients beside the right ones, and their check."""
    return _answer(requests.MistakeRequest, lambda asked, lang: exploring.broken_pass_of(asked))


@blueprint.post("/api/export")
@describe(body=requests.ExportRequest, answer=answers.Exported, errors=ERRORS)
def export() -> Response:
    """Write the walk as a script that asserts its numbers, as a derivation, or as a graph."""
    return _answer(requests.ExportRequest, exploring.exported)


@blueprint.post("/api/practice/sheet")
@describe(body=requests.SheetRequest, answer=practice_answers.Sheet, errors=ERRORS)
def sheet() -> Response:
    """Hide numbers of a program's walk: the graph to fill in, without its answers."""
    return _answer(requests.SheetRequest, lambda asked, lang: exploring.sheet_of(asked, locales.picture_keys(lang)))


@blueprint.post("/api/practice/check")
@describe(body=requests.AnswerRequest, answer=practice_answers.Feedback, errors=ERRORS)
def check() -> Response:
    """Judge an answer to a hidden number, and name the mistakes that lead to a wrong one.

    An answer that cannot be read is a 422 whose line and column are those of the answer.
    """
    return _answer(requests.AnswerRequest, lambda asked, lang: exploring.feedback_on(asked))


@blueprint.post("/api/practice/hint")
@describe(body=requests.HintRequest, answer=practice_answers.Hint, errors=ERRORS)
def hint() -> Response:
    """Give a hint for a hidden number: the rule, what it works on, the formula, or the number."""
    return _answer(requests.HintRequest, lambda asked, lang: exploring.hint_for(asked))


@blueprint.post("/api/practice/generate")
@describe(body=requests.GenerateRequest, answer=practice_answers.GeneratedExercise, errors=ERRORS)
def generate() -> Response:
    """Make a program to practise on, from a topic and a seed."""
    return _answer(requests.GenerateRequest, lambda asked, lang: exploring.generated(asked))
