"""The real server on a free port, for browser tests and benchmarks."""

import contextlib
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent


@contextlib.contextmanager
def serve(log: Path, **settings: str) -> Iterator[str]:
    """Start the server as `make run` does and give its address; what it prints goes to the file ``log``.

    ``settings`` are environment variables for it, as in ``serve(log, GRADWALK_PLACES="1")``.

    Raises:
        RuntimeError: it did not answer within a minute; the message ends with what it printed.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = _start(listener, log, settings)
    try:
        _wait_for(url, log)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=15)


def _start(listener: socket.socket, log: Path, settings: dict[str, str]) -> subprocess.Popen[bytes]:
    """Hand the listening socket over, so that no other process can take the port in between."""
    command = [sys.executable, "-m", "gunicorn", "--bind", f"fd://{listener.fileno()}"]
    with log.open("wb") as output:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **settings},
            pass_fds=[listener.fileno()],
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def _wait_for(url: str, log: Path) -> None:
    """The socket already listens: the request waits in its queue until a worker takes it."""
    try:
        urllib.request.urlopen(f"{url}/healthz", timeout=60).close()
    except OSError as error:
        raise RuntimeError(f"the server did not start: {error}\n{log.read_text()}") from error
