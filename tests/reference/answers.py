"""The recorded answers, one line for each op or case; NaN and infinities are strings, as JSON has no word for them."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from engine.timeline import jsonable

_FOLDER = Path(__file__).parent
OPS_FILE = _FOLDER / "ops.json"
CONVENTIONS_FILE = _FOLDER / "conventions.json"


def encode(value: Any) -> Any:
    """Numbers and (ragged) nested lists as JSON can hold them; −0.0 stays −0.0."""
    return [encode(entry) for entry in value] if isinstance(value, list) else jsonable(np.float64(value))


def decode(value: Any) -> Any:
    """The float64 scalar or array that was encoded."""
    return np.array(value, dtype=np.float64)[()]


def load(path: Path) -> dict[str, Any]:
    """The recording in ``path``."""
    recorded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return recorded


def save(path: Path, recorded: dict[str, Any]) -> None:
    """Write a recording with one line per key, so that a change of one answer is a change of one line."""
    lines = [f"{json.dumps(key, ensure_ascii=False)}: {_compact(entry)}" for key, entry in recorded.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _compact(entry: Any) -> str:
    return json.dumps(entry, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def same(ours: Any, theirs: Any, relative: float = 1e-12) -> bool:
    """Equal in shape and to ``relative``; NaN, infinities and zeros exactly.

    Below the smallest normal number PyTorch's vector code flushes to zero, so any two such numbers are equal.
    """
    ours, theirs = np.asarray(ours, dtype=np.float64), np.asarray(theirs, dtype=np.float64)
    if ours.shape != theirs.shape:
        return False
    with np.errstate(all="ignore"):
        close = np.abs(ours - theirs) <= np.maximum(relative * np.abs(theirs), np.finfo(np.float64).tiny)
    return bool(np.all((ours == theirs) | close & np.isfinite(ours) | np.isnan(ours) & np.isnan(theirs)))
