"""A walk to take along: as a script that asserts its numbers, as a derivation, as a graph; a training, as a script."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.export.derivation import Titles, derivation_as_latex, derivation_as_markdown
from engine.export.dot import graph_as_dot
from engine.export.numpy import numpy_script
from engine.export.pytorch import pytorch_script
from engine.export.rounding import nudged
from engine.export.run import Made
from engine.export.run_numpy import numpy_run
from engine.export.run_pytorch import pytorch_run
from engine.trace import Trace

__all__ = ["FORMATS", "RUN_FORMATS", "Format", "Made", "RunFormat", "Titles", "nudged"]


@dataclass(frozen=True)
class Format:
    """A row of the table: how a trace is written, with titles in the reader's language, and the name of the file."""

    write: Callable[[Trace, Titles], str]
    file_name: str


FORMATS: Mapping[str, Format] = {
    "numpy": Format(lambda trace, titles: numpy_script(trace), "gradwalk_numpy.py"),
    "pytorch": Format(lambda trace, titles: pytorch_script(trace), "gradwalk_pytorch.py"),
    "latex": Format(derivation_as_latex, "gradwalk.tex"),
    "markdown": Format(derivation_as_markdown, "gradwalk.md"),
    "dot": Format(lambda trace, titles: graph_as_dot(trace), "gradwalk.dot"),
}
"""To add a format, add its row. A writer raises EngineError rather than write something that is not the program."""


@dataclass(frozen=True)
class RunFormat:
    """A row of the table of training runs."""

    write: Callable[[Made], str]
    file_name: str


RUN_FORMATS: Mapping[str, RunFormat] = {
    "pytorch": RunFormat(pytorch_run, "gradwalk_training_pytorch.py"),
    "numpy": RunFormat(numpy_run, "gradwalk_training_numpy.py"),
}
"""The scripts of a training run; each ends by asserting the losses of the run."""
