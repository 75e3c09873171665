"""Everything that can go wrong with a request, as one value and one exception.

A `Problem` is language-neutral; `app.answers` turns it into JSON, a page or a picture in the reader's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from werkzeug.exceptions import HTTPException

from app.config import BODY_LIMIT
from app.locales import words
from app.telling import told
from engine.errors import EngineError, Position, locate

STATUS = {
    "bad_request": 400,
    "malformed_json": 400,
    "bad_field": 400,
    "unknown_field": 400,
    "missing_field": 400,
    "value_not_finite": 400,
    "not_found": 404,
    "method_not_allowed": 405,
    "body_too_large": 413,
    "not_json": 415,
    "step_out_of_range": 422,
    "internal": 500,
    "busy": 503,
    "not_built": 503,
}
"""The codes that the server adds to those of the engine, whose status is always 422."""

PROGRAM_STATUS = 422

_OF_STATUS = {404: "not_found", 405: "method_not_allowed", 413: "body_too_large", 500: "internal"}
"""The code for an error of the framework, which knows only a status; the other ones are bad requests."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a request: a code of the catalogue, what fills its sentence, and where in the source."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)
    position: Position | None = None

    @property
    def status(self) -> int:
        """The HTTP status that fits."""
        return STATUS.get(self.code, PROGRAM_STATUS)

    def message(self, lang: str) -> str:
        """What is wrong, as a sentence."""
        return words(lang)[f"error.{self.code}"].format(**told(self.details, lang))

    def hint(self, lang: str) -> str | None:
        """What to do instead, as a sentence, where that is known."""
        template = words(lang).get(f"error.{self.code}.hint")
        return None if template is None else template.format(**told(self.details, lang))

    def document(self, lang: str) -> dict[str, object]:
        """The JSON form, the same for every error."""
        at = self.position
        place = {name: getattr(at, name, None) for name in ("line", "column", "end_line", "end_column")}
        words = {"code": self.code, "message": self.message(lang), "hint": self.hint(lang)}
        details = {name: str(value) for name, value in self.details.items()}
        return {"error": {**words, **place, "details": details, "field": details.get("field")}}


class RequestError(Exception):
    """Ends the handling of a request; the answer tells the problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.code)


def refuse(code: str, **details: object) -> RequestError:
    """The error with this code, to be raised."""
    return RequestError(Problem(code, details))


def of_program(error: EngineError, source: str) -> Problem:
    """The engine's error about the program ``source``."""
    position = None if error.span is None else locate(source, error.span)
    return Problem(error.code, error.details, position)


def of_http(error: HTTPException) -> Problem:
    """The problem behind one of the framework's own errors."""
    cause = getattr(error, "original_exception", None)
    if isinstance(cause, RequestError):  # raised while the page of another error was written
        return cause.problem
    code = _OF_STATUS.get(error.code or 500, "bad_request")
    return too_large() if code == "body_too_large" else Problem(code)


def too_large() -> Problem:
    """The body is larger than we read."""
    return Problem("body_too_large", {"limit": BODY_LIMIT})
