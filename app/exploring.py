"""From a question about a program to its answer: the engine's dataclasses as JSON."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from itertools import count
from typing import Any

import engine
from app.answers import encode
from app.errors import of_program
from app.explore_requests import (
    AnswerRequest,
    EntryOfLeafRequest,
    ExerciseRequest,
    ExportRequest,
    GenerateRequest,
    HintRequest,
    LeafRequest,
    LedgerRequest,
    MistakeRequest,
    SheetRequest,
)
from app.locales import text
from app.request_models import ProgramRequest
from app.tracing import placed_picture, trace_of
from app.work import Outcome
from engine.broken_pass import break_pass
from engine.document import document
from engine.drawing import draw
from engine.errors import EngineError
from engine.export import FORMATS, Titles
from engine.forward_mode import forward_mode
from engine.gradient_health import gradient_health
from engine.ledger import ledger
from engine.mistakes import MISTAKES
from engine.onion import onion
from engine.path_sums import path_sum
from engine.practice.diagnoses import DIAGNOSES
from engine.practice.exercise import Exercise, Kind, Level, hide
from engine.practice.hints import hint
from engine.practice.judge import WRONG_SHAPE, check_answer
from engine.practice.sheet import Sheet
from engine.practice.topics import MAX_SEED, TOPICS, program
from engine.wiggle import wiggle

Answer = Mapping[str, Any]


def _asking(asked: ProgramRequest, ask: Callable[[engine.Trace], Answer]) -> Outcome:
    """The answer of ``ask`` to the trace of a request as JSON, or the problem with the program or the question."""
    try:
        return encode(ask(trace_of(asked)))
    except EngineError as error:
        return of_program(error, asked.source)


def ledger_of(asked: LedgerRequest) -> Outcome:
    """The ledger of a node."""
    return _asking(asked, lambda trace: document(ledger(trace, asked.node)))


def paths_of(asked: LeafRequest) -> Outcome:
    """The paths of a leaf; their numbers as text, which JavaScript reads exactly."""
    return _asking(asked, lambda trace: _with_counts(document(path_sum(trace, asked.leaf))))


def _with_counts(found: dict[str, Any]) -> Answer:
    return {**found, "count": str(found["count"]), "path_edges": str(found["path_edges"])}


def onion_of(asked: LeafRequest) -> Outcome:
    """The peeled chain rule of a leaf, and the closed form of its derivative."""
    from engine.closed_form import (
        closed_form,
    )  # SymPy takes a second to load, which a start of the server need not wait for

    return _asking(
        asked,
        lambda trace: {**document(onion(trace, asked.leaf)), "closed_form": closed_form(trace, asked.leaf)},
    )


def wiggle_of(asked: EntryOfLeafRequest) -> Outcome:
    """Nudges of a leaf."""
    return _asking(asked, lambda trace: document(wiggle(trace, asked.leaf, asked.index)))


def forward_of(asked: EntryOfLeafRequest) -> Outcome:
    """The forward walk of a leaf's tangent."""
    return _asking(asked, lambda trace: document(forward_mode(trace, asked.leaf, asked.index)))


def health_of(asked: ProgramRequest) -> Outcome:
    """The sizes of the gradients."""
    return _asking(asked, lambda trace: document(gradient_health(trace)))


def broken_pass_of(asked: MistakeRequest) -> Outcome:
    """The backward pass with a mistake."""
    return _asking(asked, lambda trace: document(break_pass(trace, asked.mistake, asked.place)))


def exported(asked: ExportRequest, lang: str) -> Outcome:
    """The walk in a form to take along, with titles in ``lang``."""
    titles = Titles(**{field.name: text(lang, f"export.{field.name}") for field in fields(Titles)})
    chosen = FORMATS[asked.format]
    return _asking(
        asked,
        lambda trace: {
            "format": asked.format,
            "file_name": chosen.file_name,
            "text": chosen.write(trace, titles),
        },
    )


def offers() -> Answer:
    """What can be asked."""
    return {
        "mistakes": [{"name": each.name, "place": str(each.place)} for each in MISTAKES.values()],
        "topics": [{"name": each.name, "kinds": list(map(str, each.kinds))} for each in TOPICS.values()],
        "kinds": list(map(str, Kind)),
        "levels": list(map(str, Level)),
        "formats": [{"name": name, "file_name": each.file_name} for name, each in FORMATS.items()],
        "diagnoses": [*dict.fromkeys(diagnosis.name for diagnosis in DIAGNOSES), WRONG_SHAPE],
    }


# --- practice ------------------------------------------------------------------------------------------------------


def sheet_of(asked: SheetRequest, keys: tuple[str, str]) -> Outcome:
    """An exercise with its picture; ``keys``: see `engine.drawing.draw`."""
    return _asking(asked, lambda trace: _drawn(Sheet(_exercise(trace, asked)), asked, keys))


def _drawn(sheet: Sheet, asked: SheetRequest, keys: tuple[str, str]) -> Answer:
    trace = sheet.exercise.trace
    drawn, placed = placed_picture(trace, asked)
    opened = [group.id for group in trace.graph.groups if group.id in drawn.opened]
    answer = {"kinds": asked.kinds, "level": asked.level, **sheet.document(), "opened": opened}
    answer |= {"layout": placed.key, "layout_note": placed.note}
    if placed.key != asked.known_layout:
        answer["svg"] = draw(trace.graph, drawn, placed, state=sheet.state(), keys=keys)
    return answer


def feedback_on(asked: AnswerRequest) -> Outcome:
    """What is to be said about an answer; a problem with its text has its place in that text."""
    try:
        exercise = _exercise(trace_of(asked), asked)
    except EngineError as error:
        return of_program(error, asked.source)
    try:
        return encode(document(check_answer(exercise, asked.item, asked.answer)))
    except EngineError as error:
        return of_program(error, asked.answer)


def hint_for(asked: HintRequest) -> Outcome:
    """A hint for an item."""
    return _asking(asked, lambda trace: document(hint(_exercise(trace, asked), asked.item, asked.rung)))


def _exercise(trace: engine.Trace, asked: ExerciseRequest) -> Exercise:
    return hide(trace, [Kind(kind) for kind in asked.kinds], Level(asked.level))


def generated(asked: GenerateRequest) -> Outcome:
    """An exercise from a topic and a seed."""
    try:
        source = program(asked.topic, asked.seed)
    except EngineError as error:
        return of_program(error, "")
    kinds = list(map(str, TOPICS[asked.topic].kinds))
    following = _following(asked.topic, asked.seed, source)
    answer = {"topic": asked.topic, "seed": asked.seed, "source": source, "kinds": kinds, "next_seed": following}
    return encode(answer)


def _following(topic: str, seed: int, source: str) -> int:
    """The next seed that makes another program: a few neighbours make the same one."""
    seeds = ((seed + step) % (MAX_SEED + 1) for step in count(1))
    return next(each for each in seeds if program(topic, each) != source)
