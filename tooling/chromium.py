"""Find a Chromium for the browser tests: ``python tooling/chromium.py`` installs one if need be and says which it is.

The one on the machine comes first; else Debian's package where we are root; else Playwright's own.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# The fonts are for the Chinese pages.
DEBIAN_PACKAGES = ("chromium", "fonts-noto-cjk")


def on_this_machine() -> str | None:
    """Path of a Chromium or Chrome that answers, or None."""
    candidates = [shutil.which(name) for name in NAMES] + [app for app in MAC_APPS if Path(app).exists()]
    return next((path for path in candidates if path and _answers(path)), None)


def playwrights_own() -> str | None:
    """Path of the Chromium that Playwright downloaded, or None."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find() -> str:
    """Path of the Chromium to test with.

    Raises:
        RuntimeError: there is none; running this file installs one.
    """
    path = on_this_machine() or playwrights_own()
    if path is None:
        raise RuntimeError("no Chromium found: `python tooling/chromium.py` installs one")
    return path


def _answers(path: str) -> bool:
    """Whether the program runs: on Ubuntu `chromium-browser` may be only a hint to install a snap."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _install() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Chromium: none found, installing Debian's with apt-get", flush=True)
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", *DEBIAN_PACKAGES], check=True, env=quiet, stdout=subprocess.DEVNULL
        )
    else:
        print("Chromium: none found, downloading Playwright's own", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def main() -> None:
    """Make sure there is a Chromium, and print which it is."""
    if not (on_this_machine() or playwrights_own()):
        _install()
    print(f"Chromium: {find()}")


if __name__ == "__main__":
    main()
