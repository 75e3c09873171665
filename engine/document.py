"""Results of the engine as JSON-ready data: dataclasses become objects, arrays nested lists."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from engine.timeline import jsonable


def document(value: Any) -> Any:
    """``value`` with every dataclass as a dict of its fields, every array as nested lists, NaN and ∞ by name."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: document(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): document(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple | frozenset):
        return [document(entry) for entry in value]
    if isinstance(value, float | np.ndarray):
        return jsonable(np.asarray(value))
    return str(value) if isinstance(value, StrEnum) else value
