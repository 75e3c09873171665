"""Reading requests: raw bytes or a query string into the models of `app.request_models`, or a clear refusal."""

from collections.abc import Callable
from typing import TypeVar

from flask import request
from gunicorn.http.errors import ParseException
from pydantic import BaseModel, ValidationError

from app.config import BODY_LIMIT
from app.errors import RequestError, refuse, too_large
from app.refusals import of_validation

Model = TypeVar("Model", bound=BaseModel)

BROKEN = (OSError, ParseException)
"""What the server raises where a body is cut off, or its chunks are none."""


def read_body(model: type[Model]) -> Model:
    """The JSON body of the current request. Pydantic reads the raw bytes: it refuses NaN, deep nesting and
    broken Unicode with an error of its own, where ``json.loads`` accepts them or raises RecursionError."""
    if request.mimetype != "application/json":
        raise refuse("not_json")
    body = _raw_body()
    if len(body) > BODY_LIMIT:  # Werkzeug cuts a body of unknown length one byte further, and says nothing
        raise RequestError(too_large())
    return _validated(lambda: model.model_validate_json(body))


def _raw_body() -> bytes:
    try:
        return request.get_data(cache=False)
    except BROKEN:
        raise refuse("bad_request") from None


def read_query(model: type[Model]) -> Model:
    """The query string of the current request; of a name given twice the first counts."""
    return _validated(lambda: model.model_validate(request.args.to_dict()))


def _validated(read: Callable[[], Model]) -> Model:
    try:
        return read()
    except ValidationError as error:
        raise RequestError(of_validation(error)) from None
