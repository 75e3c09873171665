"""A bound on the work in flight: some run, a few wait for a moment, the rest are told to come back."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from app.errors import refuse


class Gate:
    """At most ``places`` holders at a time; at most ``queue`` more wait, each for at most ``patience`` seconds."""

    def __init__(self, places: int, queue: int, patience: float) -> None:
        self._room = BoundedSemaphore(places + queue)
        self._places = BoundedSemaphore(places)
        self._patience = patience

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place, or raise the error ``busy`` when the queue is full or the wait too long."""
        if not self._room.acquire(blocking=False):
            raise refuse("busy")
        try:
            with self._turn():
                yield
        finally:
            self._room.release()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._places.acquire(timeout=self._patience):
            raise refuse("busy")
        try:
            yield
        finally:
            self._places.release()
