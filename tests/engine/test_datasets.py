"""The data sets: the course's own, equal seeds give equal data, and CSV is read or refused at the very cell."""

import numpy as np
import pytest

from engine import EngineError
from engine.datasets import RECIPES, dataset, from_csv


def test_the_first_data_set_is_the_courses_and_its_parameters_are_drawn_next():
    np.random.seed(42)
    x = np.random.uniform(-2, 2, 50)
    y = x**2 + np.random.randn(50) * 0.3
    data = dataset("square")
    assert np.array_equal(data.columns["x"], x) and np.array_equal(data.columns["target"], y)
    assert data.stream.randn() == np.random.randn()


@pytest.mark.parametrize("name", RECIPES)
def test_a_data_set_is_finite_and_has_its_size_and_classes(name):
    data = dataset(name, points=30, seed=1)
    assert data.inputs.shape == (30, data.inputs.shape[1]) and data.targets.shape == (30,)
    assert np.all(np.isfinite(data.inputs)) and np.all(np.isfinite(data.targets))
    if data.classes:
        assert set(data.targets) == set(range(data.classes))


@pytest.mark.parametrize("name", RECIPES)
def test_a_seed_decides_the_data(name):
    same, other = dataset(name, seed=3), dataset(name, seed=4)
    assert np.array_equal(dataset(name, seed=3).inputs, same.inputs)
    assert not np.array_equal(same.inputs, other.inputs)


@pytest.mark.parametrize("name", [name for name, recipe in RECIPES.items() if recipe.truth])
def test_without_noise_a_curve_is_its_truth(name):
    data = dataset(name, noise=0.0)
    assert np.array_equal(data.targets, RECIPES[name].truth(data.inputs[:, 0]))


def test_a_split_parts_the_samples_by_seed_and_keeps_their_order():
    data = dataset("moons")
    train, test = data.split(0.3, seed=1)
    assert (len(train.targets), len(test.targets)) == (70, 30)
    place = {tuple(row): index for index, row in enumerate(data.inputs)}
    for part in (train, test):
        places = [place[tuple(row)] for row in part.inputs]
        assert places == sorted(places)
    assert np.array_equal(data.split(0.3, seed=1)[1].inputs, test.inputs)
    assert not np.array_equal(data.split(0.3, seed=2)[1].inputs, test.inputs)


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        ("unknown_dataset", {"name": "spiral"}),
        ("points", {"name": "xor", "points": 0}),
        ("points", {"name": "xor", "points": 10**9}),
        ("noise", {"name": "xor", "noise": -1.0}),
        ("noise", {"name": "xor", "noise": float("nan")}),
        ("seed", {"name": "xor", "seed": -1}),
    ],
)
def test_what_cannot_be_drawn_is_refused(code, arguments):
    with pytest.raises(EngineError) as caught:
        dataset(**arguments)
    assert caught.value.code == code


# --- CSV --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("x,y\n1,2\n3,4", {"x": [1, 3], "y": [2, 4]}),
        ("1,2\n3,4\n", {"x": [1, 3], "y": [2, 4]}),
        ("size;price\r\n1.5;-2e3\r\n\r\n2;0\r\n", {"size": [1.5, 2], "price": [-2000, 0]}),
        ("1\t2\t3\n4\t5\t6", {"x1": [1, 4], "x2": [2, 5], "y": [3, 6]}),
        ("1 2\n  3   4", {"x": [1, 3], "y": [2, 4]}),
        ("größe, ŷ\n1, 2", {"größe": [1], "ŷ": [2]}),
        ('"x","y"\n"1","2"', {"x": [1], "y": [2]}),
        ("\ufeffx,y\n1,2", {"x": [1], "y": [2]}),
        ("7", {"x": [7]}),
    ],
)
def test_columns_are_read_with_their_names(text, columns):
    found = from_csv(text)
    assert {name: values.tolist() for name, values in found.items()} == columns


@pytest.mark.parametrize(
    ("text", "code", "details"),
    [
        ("x,y\n1,2\n3,four", "csv_cell", {"line": 3, "column": 2, "text": "four"}),
        ("1,2\n\n3,", "csv_cell", {"line": 3, "column": 2, "text": ""}),
        ("1,2\n3,inf", "csv_cell", {"line": 2, "column": 2, "text": "inf"}),
        ("1,nan", "csv_cell", {"line": 1, "column": 2, "text": "nan"}),
        ("1,2\n3,4,5", "csv_width", {"line": 2, "cells": 3, "expected": 2}),
        ("x,x\n1,2", "csv_name", {"line": 1, "column": 1, "text": "x"}),
        ("x,my y\n1,2", "csv_name", {"line": 1, "column": 2, "text": "my y"}),
        ("", "no_data", {}),
        ("x,y\n", "no_data", {}),
        ("\n".join(["1,2"] * 150_000), "too_much_data", {"entries": 300_000, "limit": 200_000}),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_place(text, code, details):
    with pytest.raises(EngineError) as caught:
        from_csv(text)
    assert (caught.value.code, caught.value.details) == (code, details)
    assert caught.value.problem
