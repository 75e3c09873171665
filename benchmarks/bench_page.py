"""A step in the browser at 100 nodes and in a program of a thousand, and the size of the JavaScript."""

import gzip
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from app.config import Config
from benchmarks.__main__ import Row
from tooling import chromium
from tooling.server import serve

LAYERS = 33
PROGRAM = "h0 = 0.5; w = 0.9; b = 0.1\n" + "\n".join(f"h{i + 1} = tanh(w·h{i} + b)" for i in range(LAYERS))
LARGE = "\n".join(["y = x", *(f"y = tanh(w{at % 5}·y + b) + y" for at in range(250))])
"""A thousand nodes; most are inside of closed groups."""
FRAME = 1000 / 60
WALK = """async () => {
    const times = [];
    const last = Number(document.querySelector('#step-slider').max);
    for (let step = 0; step < last; step += 1) {
        const begin = performance.now();
        document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}));
        document.body.getBoundingClientRect();  // style and layout count as well
        times.push(performance.now() - begin);
        await new Promise(requestAnimationFrame);
    }
    return times;
}"""


def run() -> Iterator[Row]:
    """The figures of the page."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder) / "log.txt") as url,
        sync_playwright() as playwright,
    ):
        browser = chromium.launch(playwright)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(url)
        times, large = (sorted(_walk(page, program)) for program in (PROGRAM, LARGE))
        browser.close()
    yield (
        f"step in the browser at {3 * LAYERS + 3} nodes, median of {len(times)} [ms]",
        times[len(times) // 2],
        f"< {FRAME:.1f}",
    )
    yield "… the slowest of 20 [ms]", times[len(times) * 19 // 20], ""
    yield f"step in a program of 1,000 nodes, median of {len(large)} [ms]", large[len(large) // 2], f"< {FRAME:.1f}"
    yield "JavaScript of the start page, gzip [KiB]", _script_size() / 1024, ""


def _walk(page: Page, program: str) -> list[float]:
    page.locator("#film[aria-busy=false]").wait_for()
    page.get_by_role("textbox", name="Program").fill(program)
    page.locator("#film[aria-busy=false]").wait_for()
    times: list[float] = page.evaluate(WALK)
    return times


def _script_size() -> int:
    """Of the entry and of every chunk it imports."""
    dist = Config().dist
    entry = json.loads((dist / "manifest.json").read_text(encoding="utf-8"))["expression.js"]
    scripts = (
        path.read_bytes() for path in sorted(dist.glob("*.js")) if path.name == entry or path.name.startswith("chunk")
    )
    return sum(len(gzip.compress(script)) for script in scripts)
