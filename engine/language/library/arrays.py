"""Functions on whole arrays, of all kinds, in one table."""

from collections.abc import Callable
from typing import Any

from engine.language.library.copies import COPIES
from engine.language.library.joining import JOINING
from engine.language.library.matrices import MATRICES
from engine.language.library.places import PLACES
from engine.language.library.reductions import REDUCTIONS
from engine.language.library.refused import REFUSED
from engine.language.library.shapes import SHAPES
from engine.language.library.sorting import SORTING
from engine.language.library.statistics import STATISTICS
from engine.language.library.windows import WINDOWS

_FAMILIES = (REFUSED, REDUCTIONS, STATISTICS, SHAPES, COPIES, JOINING, MATRICES, SORTING, PLACES, WINDOWS)

ARRAYS: dict[str, Callable[..., Any]] = {name: function for family in _FAMILIES for name, function in family.items()}
