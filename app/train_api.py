"""The routes of training: streams of progress, one moment of a training, and the spread over many starts."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any, TypeVar

from flask import Blueprint, Response, request, stream_with_context

from app import locales
from app.answers import encode, json_answer
from app.errors import RequestError, refuse
from app.explore_answers import Exported
from app.openapi import describe
from app.reading import read_body
from app.train_errors import of_training
from app.train_exports import exported
from app.train_frames import plain
from app.train_models import (
    DataRequest,
    Moment,
    MomentRequest,
    NetworkPrograms,
    RunExportRequest,
    RunRequest,
    Samples,
    StartsRequest,
    TrainLine,
    TrainRequest,
    Tried,
)
from app.train_moments import moment as replayed
from app.train_runs import data, drawn, prepare
from app.train_starts import tried
from app.train_stream import lines
from app.train_work import Session, trainings
from engine.errors import EngineError
from engine.networks import VIEWS

blueprint = Blueprint("training", __name__)

Result = TypeVar("Result")

LINES = "application/x-ndjson"
PLAIN_ERRORS = (400, 413, 415, 422)
ERRORS = (*PLAIN_ERRORS, 503)
_TIMES_MADE = 2
"""How often a training is made to know which of its losses a script can be held to."""
SEND_SECONDS = 10.0
"""How long a reader may take nothing of a stream before the connection is closed."""


@blueprint.post("/api/data")
@describe(body=DataRequest, answer=Samples, errors=PLAIN_ERRORS)
def samples() -> Response:
    """Draw a data set, or read a person's own."""
    asked = read_body(DataRequest)
    return json_answer(encode(_or_refused(lambda: drawn(asked, data(asked)[0]), "")))


@blueprint.post("/api/network")
@describe(body=RunRequest, answer=NetworkPrograms, errors=PLAIN_ERRORS)
def network() -> Response:
    """Write a network as a program of one sample, of numbers and of arrays, and draw its first parameters."""
    asked = read_body(RunRequest)
    locales.speak(asked.lang)
    if asked.network is None:
        raise refuse("missing_field", field="network")
    run = _or_refused(lambda: prepare(asked.model_copy(update={"source": None})), "")
    views = {view: run.shown(view, run.plan.parameters) for view in VIEWS}
    programs = {view: {"source": source, "parameters": plain(values)} for view, (source, values, _) in views.items()}
    return json_answer(encode({**programs, "names": run.names}))


@blueprint.post("/api/train")
@describe(LINES, body=TrainRequest, answer=TrainLine, errors=ERRORS)
def train() -> Response:
    """Train a network or a program on data, and stream its progress.

    A line of JSON each: `start`, then `frame`s as the training goes on, then `end`.
    """
    asked = read_body(TrainRequest)
    session = _checked(asked)
    return _stream(lines(asked, session, trainings()), asked)


@blueprint.post("/api/moment")
@describe(body=MomentRequest, answer=Moment, errors=ERRORS)
def moment() -> Response:
    """Replay one update of a training: its samples, gradients and parameters, and what /api/trace needs to show it."""
    asked = read_body(MomentRequest)
    session = _checked(asked)
    with trainings().admitted(), trainings().turn():
        answer = _or_refused(lambda: replayed(asked, session), asked.source)
    return json_answer(encode(answer))


@blueprint.post("/api/train/export")
@describe(body=RunExportRequest, answer=Exported, errors=ERRORS)
def export() -> Response:
    """Write a training as a script, in PyTorch or in plain NumPy, that makes it again and asserts its losses."""
    asked = read_body(RunExportRequest)
    session = _checked(asked, _TIMES_MADE)
    with trainings().admitted():
        answer = _or_refused(lambda: exported(asked, session, trainings()), asked.source)
    return json_answer(encode(answer))


@blueprint.post("/api/starts")
@describe(LINES, body=StartsRequest, answer=Tried, errors=ERRORS)
def starts() -> Response:
    """Make the same training from several starts, and stream where each of them ends.

    A line of JSON for each start.
    """
    asked = read_body(StartsRequest)
    if asked.network is None:
        raise refuse("missing_field", field="network")
    _checked(asked, asked.count)
    return _stream(tried(asked, trainings()), asked)


def _checked(asked: RunRequest, times: int = 1) -> Session:
    locales.speak(asked.lang)
    return _or_refused(lambda: trainings().session(asked, times), asked.source)


def _or_refused(work: Callable[[], Result], source: str | None) -> Result:
    try:
        return work()
    except EngineError as error:
        raise RequestError(of_training(error, source or "")) from None


def _stream(lines: Iterator[dict[str, Any]], asked: RunRequest) -> Response:
    """The lines as they are made. A place is held until the reader has gone; what cannot begin is refused."""
    with ExitStack() as held:
        held.enter_context(trainings().admitted())
        first = _or_refused(lambda: next(lines), asked.source)
        answer = Response(stream_with_context(_encoded(first, lines)), mimetype=LINES)
        answer.call_on_close(held.pop_all().close)
    answer.headers.update({"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
    _limit_sending()
    return answer


def _encoded(first: dict[str, Any], rest: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    with closing(rest):  # type: ignore[type-var]  # a generator, which can be closed
        yield encode(first) + b"\n"
        for line in rest:
            yield encode(line) + b"\n"


def _limit_sending() -> None:
    """Let the server give up on a reader who takes nothing: the thread would wait for ever."""
    if (socket := request.environ.get("gunicorn.socket")) is not None:
        socket.settimeout(SEND_SECONDS)
