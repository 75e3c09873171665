"""What is wrong is said where it is, and nothing typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.network.screen import box, button, train
from tests.browser.screen import write


@pytest.mark.parametrize(
    ("name", "typed", "problem"),
    [
        ("learning rate", "abc", "“abc” is not a number."),
        ("learning rate", "NaN", "“NaN” is not a number."),
        ("learning rate", "", "learning rate: a number is needed here."),
        ("learning rate", "-1", "The learning rate must be a positive number, but it is −1."),
        ("epochs", "1000000", "The number of epochs must be a whole number from 1 to 100000"),
        ("epochs", "2.5", "The number of epochs must be a whole number"),
        ("points", "0", "The number of points must be a whole number from 1 to 2000"),
        ("noise", "-1", "The noise must be a number of at least 0"),
    ],
)
def test_a_bad_number_is_explained_beside_its_box(page, name, typed, problem):
    box(page, name).fill(typed)
    button(page, "Train").click()
    field = box(page, name)
    expect(field).to_have_accessible_description(re.compile(re.escape(problem)))
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value(typed)
    field.fill("0.02" if name != "epochs" and name != "points" else "20")
    expect(field).to_have_attribute("aria-invalid", "false")
    train(page)


def test_a_decimal_comma_is_a_point(page):
    box(page, "learning rate").fill("0,02")
    train(page)
    expect(box(page, "learning rate")).to_have_attribute("aria-invalid", "false")
    expect(page.locator("#runs")).to_contain_text("SGD · 0.02")


def test_a_bad_cell_is_named_with_line_and_column_and_what_to_write_instead(page):
    box(page, "set").select_option("own data")
    page.locator("#csv").fill("x,target\n1,2\n2,oops\n")
    problem = "Line 3, column 2 of the data is not a finite number: 'oops'. Write numbers such as −1.5 as -1.5."
    expect(page.locator("#csv-problem")).to_have_text(problem)
    expect(page.locator("#csv")).to_have_accessible_description(re.compile(re.escape(problem)))
    expect(page.locator("#csv")).to_have_value("x,target\n1,2\n2,oops\n")


def test_pictures_of_other_data_than_those_in_the_box_are_dimmed(page):
    stale = page.get_by_text("This still shows the last data and settings that can be trained.")
    box(page, "set").select_option("own data")
    expect(stale).to_be_visible()
    expect(page.locator("#csv-problem")).to_be_hidden()
    page.locator("#csv").fill("x,target\n1,2\n2,oops\n")
    expect(page.locator("#csv-problem")).to_be_visible()
    expect(stale).to_be_visible()
    page.locator("#csv").fill("x,target\n1,2\n2,3\n")
    expect(stale).to_be_hidden()
    expect(page.locator("#fit .point")).to_have_count(2)


def test_labels_that_do_not_fit_the_loss_are_refused_at_the_loss(page):
    box(page, "loss").select_option("binary cross-entropy")
    expect(page.locator("#loss-problem")).to_contain_text("is not one of 2 classes")


def test_an_error_in_the_program_is_marked_in_the_program(page):
    write(page, "loss = sinn(x)")
    expect(page.locator("#problem")).to_contain_text("Line 1, column 8")
    expect(page.locator(".mark-error")).to_be_visible()
    write(page, "loss = w·x·[1, 2]")
    expect(page.locator("#problem")).to_contain_text("a gradient needs a single number")
