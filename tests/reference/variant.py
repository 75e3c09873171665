"""A way of asking about an op: its params, and the PyTorch expression for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Variant:
    """``torch`` is PyTorch's expression over operands and params, ``params`` are ours.

    An op that is not elementwise is asked at random operands of ``shapes`` and at each of ``points``.
    """

    torch: str
    params: Mapping[str, Any] = field(default_factory=dict)
    shapes: tuple[tuple[int, ...], ...] = ()
    points: tuple[tuple[Any, ...], ...] = ()
