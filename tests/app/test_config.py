"""The settings: read from the environment, unknown and unfit ones refused by name."""

import dataclasses
import os

import pytest

from app.config import Config, ConfigError, load


def test_without_settings_the_defaults_hold():
    assert load({}) == Config()


def test_the_environment_sets_numbers(monkeypatch):
    monkeypatch.setenv("GRADWALK_PLACES", "5")
    assert load().places == 5


def test_an_unknown_variable_is_refused_and_the_known_ones_are_listed(monkeypatch):
    monkeypatch.setenv("GRADWALK_PLACE", "5")
    with pytest.raises(ConfigError, match=r"GRADWALK_PLACE: .*GRADWALK_PLACES"):
        load()


def test_variables_of_others_do_not_matter(monkeypatch):
    monkeypatch.setattr(os, "environ", {"PLACES": "many"})
    assert load() == Config()


@pytest.mark.parametrize(
    ("name", "value"),
    [("places", 0), ("queue", -1), ("patience", "long"), ("frame_ancestors", "'self'; script-src *"), ("nothing", 1)],
)
def test_a_setting_that_does_not_fit_is_named(name, value):
    with pytest.raises(ConfigError, match=f"GRADWALK_{name.upper()}"):
        load({name: value})


def test_the_configuration_cannot_change():
    with pytest.raises(dataclasses.FrozenInstanceError):
        load({}).places = 3
