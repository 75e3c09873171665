"""Find a Chromium for the browser tests: ``python tooling/chromium.py`` installs one if need be and says which it is.

The one on the machine comes first; else Debian's package where we are root; else Playwright's own.
"""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import Browser, Playwright, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# The first opens a page in half the time, but older systems do not have it. The fonts are for the Chinese pages.
DEBIAN_BROWSERS, DEBIAN_FONTS = ("chromium-headless-shell", "chromium"), "fonts-noto-cjk"
# It may run as root, without a screen, and asks nothing of the network but the page.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)


def launch(playwright: Playwright) -> Browser:
    """Start it without a window.

    Raises:
        RuntimeError: there is none; running this file installs one.
    """
    path = find(playwright)
    if path is None:
        raise RuntimeError("no Chromium found: `python tooling/chromium.py` installs one")
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


def find(playwright: Playwright) -> str | None:
    """Path of the first Chromium or Chrome that runs, or None."""
    candidates = [*map(shutil.which, NAMES), *MAC_APPS, playwright.chromium.executable_path]
    return next((path for path in candidates if path and _runs(path)), None)


def _runs(path: str) -> bool:
    """On Ubuntu `chromium-browser` may be only a hint to install a snap."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _install_from_debian() -> None:
    print("Chromium: none found, installing Debian's with apt-get", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    for browser in DEBIAN_BROWSERS:
        install = ["apt-get", "install", "-y", "-qq", browser, DEBIAN_FONTS]
        if subprocess.run(install, env=quiet, stdout=subprocess.DEVNULL).returncode == 0:
            break


def _install_playwrights_own() -> None:
    print("Chromium: none found, downloading Playwright's own", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def main() -> None:
    """Make sure there is a Chromium, and print which it is."""
    with sync_playwright() as playwright:
        if not find(playwright) and os.geteuid() == 0 and shutil.which("apt-get"):
            _install_from_debian()
        if not find(playwright):
            _install_playwrights_own()
        print(f"Chromium: {find(playwright)}")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"Chromium: {error}\nThe browser tests need Chromium or Google Chrome: install one and start again.")
