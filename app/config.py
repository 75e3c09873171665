"""What can be set from outside: a frozen record, filled from ``GRADWALK_*`` variables; unknown ones are refused."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "GRADWALK_"
BODY_LIMIT = 64 * 1024
"""Bytes of a request body; a program of the greatest size with all its values fits."""


class ConfigError(ValueError):
    """A setting that does not exist or does not fit, named."""


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Config:
    """The settings of one server process.

    ``places`` computations run at a time, ``queue`` more wait for at most ``patience`` seconds; the server
    should have more threads than both together and ``trainings``, the streams of progress that are open at a
    time. ``cache_bytes`` bounds the answers kept. ``frame_ancestors``
    are the sites that may show the pages in a frame, as a CSP source list. ``dist`` is the folder of the built
    front end.
    """

    places: Annotated[int, Field(ge=1, le=64)] = 2
    queue: Annotated[int, Field(ge=0, le=1000)] = 8
    patience: Annotated[float, Field(gt=0, le=60)] = 5.0
    trainings: Annotated[int, Field(ge=1, le=1000)] = 12
    cache_bytes: Annotated[int, Field(ge=0)] = 32 * 1024 * 1024
    frame_ancestors: Annotated[str, Field(pattern=r"^[A-Za-z0-9.:/*' -]+$")] = "'self'"
    dist: Path = ROOT / "static" / "dist"


def load(settings: Mapping[str, object] | None = None) -> Config:
    """The configuration from ``settings`` (keys as in `Config`), or from the environment when None."""
    given = _from_environment(os.environ) if settings is None else dict(settings)
    try:
        return TypeAdapter(Config).validate_python(given)
    except ValidationError as error:
        raise ConfigError(_explain(error)) from None


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    return {name.removeprefix(PREFIX).lower(): value for name, value in environment.items() if name.startswith(PREFIX)}


def _explain(error: ValidationError) -> str:
    known = ", ".join(PREFIX + name.upper() for name in Config.__dataclass_fields__)
    problems = "; ".join(f"{PREFIX}{str(item['loc'][0]).upper()}: {item['msg']}" for item in error.errors())
    return f"{problems} (known settings: {known})"
