"""The proofs of the first promise, with few runs; and that they would find a save that breaks it."""

import os

import pytest

from cjdesigner.files.format import to_bytes
from tests.proof import disks, faults, kills_saving, kills_window, power_cuts
from tests.proof.power_cuts import CHOSEN, Chain, check

# -- faults ---


@pytest.fixture
def faulty():
    if missing := faults.why_not():
        pytest.skip(missing)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.usefixtures("faulty")
def test_every_call_of_a_save_fails_once():
    assert "always the old or the new one, whole" in faults.main(50)


@pytest.mark.usefixtures("faulty")
def test_faults_find_a_save_in_place():
    with pytest.raises(AssertionError, match="broken"):
        faults.main(0, "in place")


# -- power cuts ---


def test_every_state_of_the_disk_after_a_power_cut():
    assert "whole" in power_cuts.main(len(CHOSEN))


def in_place(path, journey, disk):
    handle = disk.open(str(path), os.O_WRONLY | os.O_TRUNC, 0o666)
    disk.write(handle, to_bytes(journey))
    disk.fsync(handle)
    disk.close(handle)


def old_one_first(path, journey, disk):
    """The old file is renamed, which leaves a moment without a file."""
    new = str(path) + ".new"
    handle = disk.open(new, os.O_WRONLY | os.O_CREAT, 0o666)
    disk.write(handle, to_bytes(journey))
    disk.fsync(handle)
    disk.close(handle)
    disk.replace(str(path), str(path) + ".bak")
    disk.replace(new, str(path))
    disk.flush_folder(str(path.parent))


@pytest.mark.parametrize("save", [in_place, old_one_first])
def test_power_cuts_find_a_save_that_touches_the_old_file(save):
    with pytest.raises(AssertionError, match="the map holds"):
        check(Chain(2), save)


def test_power_cuts_find_a_flush_that_is_left_out():
    with pytest.raises(AssertionError, match="the map holds"):
        check(Chain(2, flushes=False))


def test_power_cuts_find_an_older_version_that_is_lost(monkeypatch):
    """Without the flushes of its folders the version is there for those who look, and gone after a cut."""
    monkeypatch.setattr(power_cuts.Disk, "flush_folder", lambda disk, folder: None)
    with pytest.raises(AssertionError, match="version 1 is gone"):
        check(Chain(1, older=True))




# -- kills and disks ---


@pytest.mark.skipif(bool(kills_saving.why_not()), reason=kills_saving.why_not() or "-")
def test_a_process_that_is_killed_while_it_saves():
    assert "never broken" in kills_saving.main(200)


@pytest.mark.parametrize("proof", [disks.full, disks.read_only, disks.plain_user])
def test_a_disk_that_takes_no_file(proof):
    try:
        assert proof(60)
    except disks.NotHere as why:
        pytest.skip(str(why))


@pytest.mark.slow
@pytest.mark.xvfb
@pytest.mark.timeout(300)
@pytest.mark.skipif(bool(kills_window.why_not()), reason=kills_window.why_not() or "-")
def test_the_program_that_is_killed_while_it_saves():
    assert "never broken" in kills_window.main(20)
