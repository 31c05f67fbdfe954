"""Two windows of two processes on one file, with few rounds; and that the proof would find a window that loses."""

import pytest

from tests.proof.two_windows import play


def test_nothing_is_lost(tmp_path):
    written, _merges, _conflicts = play(tmp_path, 1, 14)
    assert written > 5


def careless(folder):
    """Afternoons of two people who overwrite what the other has saved."""
    for seed in range(6):
        (folder / str(seed)).mkdir()
        play(folder / str(seed), seed, 25, "OVERWRITE")


def test_windows_that_write_over_each_other_are_found(tmp_path):
    with pytest.raises(AssertionError, match="lost"):
        careless(tmp_path)
