"""The cycle collector is left alone by small work, or what is thrown away would never be found."""

import gc

import pytest

from cjdesigner.model.memory import without_collections


@pytest.fixture
def collecting():
    was_on = gc.isenabled()
    gc.enable()
    gc.collect()
    yield
    if not was_on:
        gc.disable()


def young(thing):
    """Whether the collector has not yet put a thing among its oldest."""
    return any(held is thing for generation in (0, 1) for held in gc.get_objects(generation))


def test_few_objects_stay_young(collecting):
    with without_collections():
        made = [[] for _ in range(100)]
    assert young(made[0])
    assert gc.isenabled()


def test_many_objects_are_not_searched_at_once(collecting):
    with without_collections():
        made = [[] for _ in range(50_000)]
    assert not young(made[0])
    assert gc.isenabled()
