"""The only subprocess of the project: Graphviz' ``dot``, which turns DOT text into coordinates.

The program is the ``dot`` on PATH when it answers, else the one of the wheel ``graphviz-pure``. It is run by
``graphviz.backend.execute.run_check`` under limits of wall time, CPU time and memory, at most two at a time.

The CPU and memory limits are set by a shell that then becomes dot (``ulimit``, ``exec``): Python's own
``preexec_fn`` may deadlock in a program with threads. Where the system knows a limit only by name (memory on
macOS), the shell goes on without it, and the wall time still ends the run.
"""

import shutil
import signal
import subprocess
import sysconfig
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore, Lock

from graphviz import CalledProcessError, ExecutableNotFound
from graphviz.backend import dot_command, execute

SECONDS = 3.0
CPU_SECONDS = 2
MEMORY_KIB = 256 * 1024
PROCESSES = 2

_LIMITED = f'ulimit -t {CPU_SECONDS}; ulimit -v {MEMORY_KIB} 2>/dev/null || :; exec "$@"'
_OUT_OF_TIME = (signal.SIGXCPU, signal.SIGKILL)
_PROBE = "digraph{n1}"

_places = BoundedSemaphore(PROCESSES)
_counting = Lock()
_started = 0


class DotUnavailable(Exception):
    """No coordinates: ``reason`` is "missing", "busy" (try again), "slow" or "failed" (this graph)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def coordinates(text: str) -> str:
    """What dot answers to the DOT ``text`` in its "plain" format: inches, origin at the bottom left.

    Raises `DotUnavailable`.
    """
    if not _places.acquire(timeout=SECONDS):
        raise DotUnavailable("busy")
    try:
        return run(program(), text)
    finally:
        _places.release()


def processes_started() -> int:
    """How many dot processes this Python process has started so far."""
    return _started


@cache
def program() -> Path:
    """The dot to use: the first candidate that answers. Raises `DotUnavailable` when there is none."""
    for candidate in candidates():
        if _answers(candidate):
            dot_command.DOT_BINARY = candidate
            return candidate
    raise DotUnavailable("missing")


def candidates() -> Sequence[Path]:
    """Where a dot may be: on PATH, and beside this Python where the wheel puts its own."""
    wheel = Path(sysconfig.get_path("scripts")) / "graphviz-pure"
    found = (shutil.which("dot"), shutil.which(wheel))
    return tuple(Path(path) for path in found if path)


def run(binary: Path, text: str) -> str:
    """One run of one program. Raises `DotUnavailable`."""
    _count()
    arguments = dot_command.command("dot", "plain")[1:]
    command = ("sh", "-c", _LIMITED, "sh", binary, *arguments)
    try:
        done = execute.run_check(
            command, input=text, encoding="utf-8", capture_output=True, quiet=True, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        raise DotUnavailable("slow") from None
    except CalledProcessError as problem:
        raise DotUnavailable("slow" if -problem.returncode in _OUT_OF_TIME else "failed") from problem
    except (ExecutableNotFound, OSError) as problem:
        raise DotUnavailable("failed") from problem
    return str(done.stdout)


def _count() -> None:
    global _started
    with _counting:
        _started += 1


def _answers(binary: Path) -> bool:
    try:
        return run(binary, _PROBE).startswith("graph ")
    except DotUnavailable:
        return False
