"""Training under load: few streams at a time, which take turns, so that traces and short trainings stay fast."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from threading import BoundedSemaphore, Lock
from typing import cast

from cachetools import LRUCache
from flask import current_app

from app.config import Config
from app.errors import refuse
from app.train_frames import Painter
from app.train_models import RunRequest
from app.train_runs import Run, prepare
from engine.codegen import estimates
from engine.errors import EngineError
from engine.replay import Replay
from engine.training import Training

MOST_SECONDS = 30
"""How long one training may compute; a longer one is refused before it begins."""

_KEPT_NUMBERS = 1_000_000
"""How many numbers of snapshots a server keeps."""
_LEAST_SIZE = 2_000
"""What a training counts at least: its compiled code takes room too."""


@dataclass(frozen=True)
class Session:
    """A checked training with its compiled code, and where its updates can be found again."""

    run: Run
    painter: Painter
    replay: Replay

    @property
    def size(self) -> int:
        """How many numbers it keeps."""
        snapshots = self.replay.snapshots
        return _LEAST_SIZE + len(snapshots) * len(snapshots[0].state)

    def after(self, training: Training) -> "Session":
        """The same one with the snapshots of a training of it."""
        return Session(self.run, self.painter, self.replay.after(training))

    @cached_property
    def seconds(self) -> float:
        """What the whole training should take."""
        return estimates(self.run.plan.task, self.run.plan.amount)[0][0]


class Trainings:
    """The trainings of one server process. Nothing is lost with it: a session can always be made again."""

    def __init__(self, config: Config) -> None:
        self._streams = BoundedSemaphore(config.trainings)
        self._turn = Lock()
        self._lock = Lock()
        self._sessions: LRUCache[str, Session] = LRUCache(_KEPT_NUMBERS, getsizeof=lambda session: session.size)

    @contextmanager
    def admitted(self) -> Iterator[None]:
        """Hold one of the places, or raise the error ``busy``."""
        if not self._streams.acquire(blocking=False):
            raise refuse("busy")
        try:
            yield
        finally:
            self._streams.release()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Compute while no other training does."""
        with self._turn:
            yield

    def session(self, asked: RunRequest, times: int = 1) -> Session:
        """The training that is asked for, to be made ``times`` times. Raises EngineError."""
        key = _key(asked)
        with self._lock:
            found = self._sessions.get(key)
        if found is None:
            run = prepare(asked)
            found = Session(run, Painter(run), Replay(run.plan))
            self.keep(found)
        if found.seconds * times > MOST_SECONDS:
            seconds = round(found.seconds * times)
            raise EngineError("training_too_long", None, seconds=seconds, limit=MOST_SECONDS)
        return found

    def keep(self, session: Session) -> None:
        """Keep a session, unless it is too large or one that knows more is kept already."""
        key = _key(session.run.asked)
        with self._lock:
            known = self._sessions.get(key)
            if session.size <= _KEPT_NUMBERS and (known is None or _reach(known) <= _reach(session)):
                self._sessions[key] = session


def _reach(session: Session) -> int:
    return session.replay.snapshots[-1].update


def _key(asked: RunRequest) -> str:
    """A name for everything that decides the numbers of a training."""
    content = {name: getattr(asked, name) for name in RunRequest.model_fields if name != "lang"}
    plain = RunRequest.model_construct(**content).model_dump(exclude={"lang"})
    return sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def trainings() -> Trainings:
    """The trainings of the current application."""
    return cast(Trainings, current_app.extensions["trainings"])
