"""A training as a script that makes it again and asserts its losses."""

from typing import Any

from app.train_models import RunExportRequest
from app.train_turns import finished
from app.train_work import Session, Trainings
from engine.export import RUN_FORMATS, Made, nudged
from engine.plan import Plan
from engine.training import History, Training


def exported(asked: RunExportRequest, session: Session, work: Trainings) -> dict[str, Any]:
    """The answer. Raises EngineError where no script could be held to the losses of the training."""
    plan, chosen = session.run.plan, RUN_FORMATS[asked.format]
    made = Made(_history(plan, work), _history(nudged(plan), work).losses)
    with work.turn():
        return {"format": asked.format, "file_name": chosen.file_name, "text": chosen.write(made)}


def _history(plan: Plan, work: Trainings) -> History:
    with work.turn():
        training = Training(plan)
    return finished(training, work).history()
