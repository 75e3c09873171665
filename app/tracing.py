"""From a request to what the engine makes of it: the Timeline, or the picture of one step.

What a request costs is bounded by the engine's budgets; how many run at a time is up to `app.work`.
"""

import json
from dataclasses import asdict
from functools import cache
from hashlib import sha256

from pydantic import BaseModel

import engine
from app.answers import encode
from app.config import ROOT
from app.errors import Problem, of_program
from app.explore_requests import SheetRequest
from app.request_models import EntryRequest, PictureQuery, ProgramRequest, TraceRequest
from app.work import Outcome
from engine import entries, layout
from engine.drawing import draw
from engine.drawing.state import state_at
from engine.errors import EngineError
from engine.layout import Layout
from engine.picture import Picture

STYLE = ROOT / "static" / "css" / "graph.css"


def key(asked: BaseModel, lang: str) -> str:
    """A name for everything that the answer to ``asked`` in ``lang`` depends on."""
    content = [type(asked).__name__, lang, asked.model_dump(exclude={"lang"})]
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def timeline(asked: TraceRequest, keys: tuple[str, str]) -> Outcome:
    """The Timeline as JSON; the picture is left out for a reader who has it. ``keys``: see `engine.drawing.draw`."""
    try:
        trace = trace_of(asked)
        document = trace.timeline(None if asked.explained is None else frozenset(asked.explained))
        drawn, placed = placed_picture(trace, asked)
    except EngineError as error:
        return of_program(error, asked.source)
    opened = [group.id for group in trace.graph.groups if group.id in drawn.opened]
    document |= {"layout": placed.key, "layout_note": placed.note, "opened": opened}
    if placed.key != asked.known_layout:
        document["svg"] = draw(trace.graph, drawn, placed, keys=keys)
    return encode(document)


def still(asked: PictureQuery, keys: tuple[str, str]) -> Outcome:
    """The picture of one step as an SVG document that stands alone."""
    try:
        trace = trace_of(asked)
        last = len(trace.steps)
        step = _end_of_backward(trace) if asked.step is None else asked.step
        if not 0 <= step <= last:
            return Problem("step_out_of_range", {"step": step, "last": last})
        drawn, placed = placed_picture(trace, asked)
    except EngineError as error:
        return of_program(error, asked.source)
    return draw(trace.graph, drawn, placed, state=state_at(trace, step), css=style(), keys=keys).encode()


def entry(asked: EntryRequest) -> Outcome:
    """The calculation of one entry as JSON."""
    explain = {"value": entries.of_node, "gradient": entries.of_edge, "updated": entries.of_update}[asked.of]
    try:
        return encode(asdict(explain(trace_of(asked), asked.id, tuple(asked.index))))
    except EngineError as error:
        return of_program(error, asked.source)


def trace_of(asked: ProgramRequest | PictureQuery) -> engine.Trace:
    """The trace that a request asks for. Raises EngineError."""
    return engine.trace(
        asked.source,
        asked.values,
        asked.output,
        roles=asked.roles,
        seed=asked.seed,
        learning_rate=asked.learning_rate,
        direction=asked.direction,
    )


def _end_of_backward(trace: engine.Trace) -> int:
    """The number of steps after which every gradient is known and no parameter has changed yet."""
    return sum(step.phase != "update" for step in trace.steps)


def placed_picture(trace: engine.Trace, asked: TraceRequest | PictureQuery | SheetRequest) -> tuple[Picture, Layout]:
    """The picture of a trace with the groups open that the request names, and its layout."""
    return layout.placed_picture(trace.graph, None if asked.opened is None else frozenset(asked.opened))


@cache
def style() -> str:
    """The style sheet of the picture, the same as in the page."""
    return STYLE.read_text(encoding="utf-8")
