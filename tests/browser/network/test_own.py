"""Data and programs of one's own."""

from playwright.sync_api import expect

from tests.browser.network.screen import box, button, moment, train
from tests.browser.screen import node, write


def test_own_data_are_trained_on(page):
    box(page, "set").select_option("own data")
    page.locator("#csv").fill("x,target\n-1,2\n0,1\n1,0\n2,-1\n")
    expect(page.locator("#fit .point")).to_have_count(4)
    box(page, "epochs").fill("100")
    train(page)
    expect(moment(page)).to_contain_text("update 400 of 400")


def test_a_file_is_read_into_the_box(page):
    box(page, "set").select_option("own data")
    csv = {"name": "mine.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n3,4\n5,6\n"}
    page.locator("#csv-file").set_input_files(csv)
    expect(page.locator("#csv")).to_have_value("a,b\n1,2\n3,4\n5,6\n")
    expect(page.locator("#fit .point")).to_have_count(3)


def test_an_own_program_is_trained_and_can_be_given_up(page):
    write(page, "loss = (w·x² − target)²")
    expect(page.locator("#diagram")).to_contain_text("not a network of layers")
    expect(box(page, "loss")).to_be_disabled()
    box(page, "epochs").fill("20")
    train(page)
    expect(node(page, "w")).to_be_visible()
    button(page, "restore").click()
    expect(page.get_by_role("textbox", name="Program")).to_contain_text("h1 = relu(")
    expect(page.locator("#diagram .neuron")).to_have_count(5)
