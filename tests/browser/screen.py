"""What a person sees and does on the page, by accessible names."""

import re
from datetime import datetime, timedelta

from playwright.sync_api import Locator, Page, expect

FORWARD_STEPS, ALL_STEPS = 7, 19
"""Of the network that the page opens with."""
PASTE = """(editor, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    editor.dispatchEvent(new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true}));
}"""


def node(page: Page, name: str) -> Locator:
    """The card of the node with this name, or this expression where it has none."""
    written = re.compile(f"^{re.escape(name)}$")
    op = page.locator("text.name", has_text=written)
    leaf = page.locator("text.title", has_text=written)
    return page.locator("g.node").filter(has=op).or_(page.locator("g.node:not([class*=op-])").filter(has=leaf))


def value_of(page: Page, name: str) -> Locator:
    return node(page, name).locator("text.value")


def gradient_of(page: Page, name: str) -> Locator:
    return node(page, name).locator("text.grad")


def explanation(page: Page) -> Locator:
    return page.get_by_role("region", name="Step explanation")


def step_slider(page: Page) -> Locator:
    return page.get_by_role("slider", name="Step", exact=True)


def program(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Program")


def text_of_program(page: Page) -> str:
    return "\n".join(program(page).locator(".cm-line").all_inner_texts())


def write(page: Page, text: str) -> None:
    """Replace the program, as a person who pastes: only typing opens completions, which lie over what is below."""
    editor = page.locator("#editor .cm-content")
    expect(editor).to_be_visible()
    editor.press("ControlOrMeta+a")
    editor.evaluate(PASTE, text)


def walk_to(page: Page, step: int) -> None:
    """Go there with the arrow keys, from the start."""
    page.keyboard.press("Home")
    for _ in range(step):
        page.keyboard.press("ArrowRight")
    expect(step_slider(page)).to_have_value(str(step))


def rest(page: Page) -> None:
    """Leave editor and boxes, so that keys belong to the page."""
    page.evaluate("document.activeElement?.blur()")


def stop_the_clock(page: Page) -> None:
    """From here on time passes on the page only with `page.clock.run_for`: what plays waits to be looked at."""
    page.clock.install()
    page.clock.pause_at(datetime.now() + timedelta(hours=1))


def next_frame(page: Page) -> None:
    """Wait until everything that was to be drawn is drawn."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def settled(page: Page) -> None:
    """Wait until the page has an answer to what was typed or set last."""
    expect(page.locator("#film")).to_have_attribute("aria-busy", "false")


def shows_program(page: Page, output: str) -> None:
    """Wait until the graph on the screen is that of the program in the editor, whose output has this name."""
    settled(page)
    expect(page.locator("g.node.output text.name")).to_have_text(output)
    expect(page.locator("#film")).not_to_have_class(re.compile("stale"))


def places(page: Page) -> dict[str, str]:
    """Where each box stands."""
    return page.evaluate(
        "Object.fromEntries(Array.from(document.querySelectorAll('g.node'),"
        " card => [card.dataset.node, card.getAttribute('transform')]))"
    )
