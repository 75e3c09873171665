"""The update step, and the loop that is drawn."""

from playwright.sync_api import expect

from tests.browser.screen import ALL_STEPS, explanation, step_slider, walk_to


def test_an_update_step_is_an_assignment_in_symbols_and_numbers(page):
    walk_to(page, 16)
    lines = explanation(page).locator(".formula annotation").all_text_contents()
    assert [line.replace("\\displaystyle ", "") for line in lines] == [
        "w_{1}",
        r"\leftarrow w_{1} − η \cdot \frac{\partial L}{\partial w_{1}}",
        r"= 0.5 − 0.1 \cdot 1.356",
        r"= \boldsymbol{0.3644}",
    ]


def test_behind_the_last_parameter_the_loop_closes(page):
    walk_to(page, ALL_STEPS)
    expect(explanation(page)).to_contain_text("Going forward again, loss changes from 1.277 to 0.3759.")


def test_the_drawn_loop_shows_the_phase_and_leads_to_it(page):
    loop = page.get_by_role("navigation", name="The loop of training")
    for name, step in (("backward", 8), ("update", 16), ("forward", 1)):
        button = loop.get_by_role("button", name=f"Go to the first {name} step")
        expect(button).to_have_attribute("aria-current", "false")
        button.click()
        expect(step_slider(page)).to_have_value(str(step))
        expect(button).to_have_attribute("aria-current", "step")
        expect(loop.locator("[aria-current=step]")).to_have_count(1)
