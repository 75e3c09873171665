"""What Pydantic finds wrong with a request, as a problem of ours."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.errors import Problem

_CODES = {"missing": "missing_field", "extra_forbidden": "unknown_field"}
"""The code for an error of Pydantic's; the other ones are fields that do not fit, with the reason."""

_PLACE = re.compile(r"at line (?P<line>\d+) column (?P<column>\d+)")
_CHOICE = re.compile("'([^']*)'")


def of_validation(error: ValidationError) -> Problem:
    """The first thing that Pydantic found wrong, in our words; the rest would repeat it in other forms."""
    return of_detail(error.errors(include_url=False, include_input=False)[0])


def of_detail(found: ErrorDetails) -> Problem:
    """One thing that Pydantic found wrong: the field, and the reason by Pydantic's type of error."""
    path = [str(part) for part in found["loc"]]
    details = {"reason": found["type"], **_particulars(found.get("ctx", {}))}
    if not path:
        return Problem("malformed_json", details)
    if path[0] == "values" and len(path) > 1:
        return Problem("value_not_finite", {"name": path[1]})
    if path[0] == "seed":
        return Problem("value_not_finite", {"name": "seed"})
    return Problem(_CODES.get(found["type"], "bad_field"), {"field": ".".join(path), **details})


def _particulars(context: Mapping[str, Any]) -> dict[str, object]:
    """The limits, choices and places beside an error: they fill the sentences ``error.reason.<type>``."""
    limits = {name: value for name, value in context.items() if isinstance(value, int | float)}
    place = _PLACE.search(str(context.get("error", "")))
    # Before the first character of a line Pydantic counts column 0.
    found = {name: max(1, int(number)) for name, number in place.groupdict().items()} if place else {}
    choices = _CHOICE.findall(context.get("expected", ""))
    return {**limits, **found, **({"names": ", ".join(choices)} if choices else {})}
