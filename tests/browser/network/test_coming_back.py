"""A reload and a link bring everything back."""

import re

from playwright.sync_api import expect

from tests.browser.network.screen import box, button, moment, status, train_from_a_lucky_start


def test_a_reload_brings_everything_back_that_was_typed(page):
    box(page, "learning rate").fill("0.5x")
    box(page, "optimizer").select_option("Adam")
    button(page, "+ layer").click()
    page.reload()
    expect(box(page, "learning rate")).to_have_value("0.5x")
    expect(box(page, "optimizer")).to_have_value("adam")
    expect(box(page, "Neurons in hidden layer 2")).to_have_value("3")


def test_a_link_opens_the_same_update(page, open_page, server_url):
    train_from_a_lucky_start(page)
    button(page, "Previous update").click()
    expect(moment(page)).to_contain_text("update 24,999")
    button(page, "Share").click()
    expect(page).to_have_url(re.compile("#n="))
    other = open_page(page.url.removeprefix(server_url))
    expect(moment(other)).to_contain_text("update 24,999 of 25,000", timeout=30_000)
    expect(status(other)).to_contain_text("0.08147 on average in epoch 500.")
