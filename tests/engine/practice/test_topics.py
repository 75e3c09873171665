"""Exercises made from a seed: always the same for the same seed, and good to calculate with."""

import pytest

import engine
from engine.practice.exercise import Level, hide
from engine.practice.topics import MAX_SEED, TOPICS, program

SEEDS = range(40)


@pytest.mark.parametrize("topic", TOPICS)
def test_the_same_seed_gives_the_same_program(topic):
    assert [program(topic, seed) for seed in SEEDS] == [program(topic, seed) for seed in SEEDS]


@pytest.mark.parametrize("topic", TOPICS)
def test_another_seed_gives_another_program(topic):
    assert len({program(topic, seed) for seed in SEEDS}) > 0.9 * len(SEEDS)


@pytest.mark.parametrize("topic", TOPICS)
def test_numbers_are_neither_tiny_nor_huge(topic):
    for seed in SEEDS:
        traced = engine.trace(program(topic, seed))
        numbers = [float(value) for value in (*traced.graph.values.values(), *traced.cotangents.values())]
        assert all(number == 0 or 0.01 < abs(number) < 100 for number in numbers)


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda topic: topic.name)
def test_what_a_topic_hides_can_be_hidden_at_every_level(topic):
    for seed in SEEDS:
        traced = engine.trace(program(topic.name, seed))
        for level in Level:
            assert {item.kind for item in hide(traced, topic.kinds, level).items} == set(topic.kinds)


@pytest.mark.parametrize("topic", ["product", "paths"])
def test_gradients_of_these_topics_are_sums(topic):
    for seed in SEEDS:
        traced = engine.trace(program(topic, seed))
        assert any(len(traced.graph.uses[node.id]) > 1 for node in traced.graph if not node.is_folded)


def test_seeds_of_any_size_are_taken():
    assert program("chain", MAX_SEED)
    assert program("chain", MAX_SEED + 1) == program("chain", 0)


def test_an_unknown_topic_is_refused_with_those_there_are():
    with pytest.raises(engine.EngineError) as error:
        program("juggling", 1)
    assert "chain" in error.value.hint
