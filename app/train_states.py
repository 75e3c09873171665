"""Where a training stands, as a short text that the page keeps and sends along to go on from there, on any server.

It holds the 64-bit floats of the sum of losses of the epoch under way and of the state: nothing is rounded.
"""

import binascii
from base64 import b64decode, b64encode

import numpy as np

from app.errors import refuse
from engine.plan import Plan
from engine.training import Position

_NUMBERS = np.dtype("<f8")


def written(position: Position) -> str:
    """The text of a position."""
    numbers = [np.ravel(part) for part in (position.total, *position.state)]
    return b64encode(np.concatenate(numbers).astype(_NUMBERS).tobytes()).decode()


def read(text: str, update: int, plan: Plan) -> Position:
    """The position after ``update`` updates. Raises RequestError for a text that is not one of this training."""
    parts = plan.loop.initial_state(plan.parameters)
    sizes = [np.size(part) for part in parts]
    numbers = _numbers(text)
    if len(numbers) != 1 + sum(sizes):
        raise refuse("bad_field", field="state", reason="other_training")
    pieces = np.split(numbers[1:], np.cumsum(sizes)[:-1])
    state = plan.loop.kind.pack([piece.reshape(np.shape(part)) for piece, part in zip(pieces, parts, strict=True)])
    return Position(update, float(numbers[0]), state)


def _numbers(text: str) -> np.ndarray:
    try:
        return np.frombuffer(b64decode(text, validate=True), _NUMBERS).astype(np.float64)
    except (binascii.Error, ValueError):
        return np.empty(0)
