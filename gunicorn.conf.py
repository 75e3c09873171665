"""How the server runs, for `make run`, the browser tests and the container alike."""

import os
from pathlib import Path

wsgi_app = "app:create_app()"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = 2
# More threads than requests may be in work or waiting (the gates in app/ answer 503 beyond those),
# so that pages and health checks are served while every place is taken.
worker_class = "gthread"
threads = 24
# A shared link to a picture carries its program in the address: allow as long a line as gunicorn can.
limit_request_line = 8190
# Workers show that they live by touching a file. In memory that never waits for a disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
control_socket_disable = True
loglevel = "warning"

STALLED = 30
"""Seconds after which a client is given up that neither sends the rest of its request nor takes the answer."""


def pre_request(_worker, request):
    """Each client that stalls would hold a thread for as long as it likes."""
    request.unreader.sock.settimeout(STALLED)


def when_ready(server):
    """Say where the page is."""
    for listener in server.LISTENERS:
        host, port = listener.sock.getsockname()[:2]
        print(f"Gradwalk: http://{host}:{port}", flush=True)
