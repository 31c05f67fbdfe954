"""Conflicted copies, by the names that file services give them; earlier versions that were seen here."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cjdesigner.edit.changes import change_map
from cjdesigner.files import copies, snapshots
from cjdesigner.files.copies import Copy, copies_of, read_copy
from cjdesigner.files.storage import save_map
from cjdesigner.model import templates

MAP = Path("/home/an/Hành trình mua nhà.cjmap")

NAMES = [
    ("Hành trình mua nhà (Bình's conflicted copy 2026-11-22).cjmap", "Dropbox", "Bình"),
    ("Hành trình mua nhà (Bình’s conflicted copy 2026-11-22).cjmap", "Dropbox", "Bình"),
    ("Hành trình mua nhà (DESKTOP-4F2 conflicted copy 2026-11-22).cjmap", "Dropbox", "DESKTOP-4F2"),
    ("Hành trình mua nhà (Bình's conflicted copy 2026-11-22 (1)).cjmap", "Dropbox", "Bình"),
    ("Hành trình mua nhà (Copie en conflit de Bình 2026-11-22).cjmap", "Dropbox", "Bình"),
    ("Hành trình mua nhà (In Konflikt stehende Kopie von Bình 2026-11-22).cjmap", "Dropbox", "Bình"),
    ("Hành trình mua nhà (conflicted copy 2026-11-22 101112).cjmap", "Nextcloud, ownCloud", ""),
    ("Hành trình mua nhà (conflicted copy Bình 2026-11-22 101112).cjmap", "Nextcloud, ownCloud", "Bình"),
    ("Hành trình mua nhà_conflict-20261122-101112.cjmap", "Nextcloud, ownCloud", ""),
    ("Hành trình mua nhà_conflict-Bình_20261122-101112.cjmap", "Nextcloud, ownCloud", "Bình"),
    ("Hành trình mua nhà.sync-conflict-20261122-101112-ABC2DEF.cjmap", "Syncthing", "ABC2DEF"),
    ("Hành trình mua nhà.sync-conflict-20261122-101112.cjmap", "Syncthing", ""),
    ("Hành trình mua nhà-DESKTOP-4F2K9QX.cjmap", "OneDrive", "DESKTOP-4F2K9QX"),
    ("Hành trình mua nhà-LAPTOP7-2.cjmap", "OneDrive", "LAPTOP7"),
    ("Hành trình mua nhà.Conflict.cjmap", "Resilio Sync", ""),
    ("Hành trình mua nhà.Conflict2.cjmap", "Resilio Sync", ""),
    ("Hành trình mua nhà.Conflict.Conflict.cjmap", "Resilio Sync", ""),
    ("Hành trình mua nhà (SFConflict binh@example.org 2026-11-22-10-11-12).cjmap", "Seafile", "binh@example.org"),
    ("Hành trình mua nhà_BINH-PC_Nov-22-101112-2026_Conflict.cjmap", "Synology Drive", "BINH-PC"),
    ("Hành trình mua nhà (conflicted copy 2026-11-22 101112).CJMAP", "Nextcloud, ownCloud", ""),
]


@pytest.mark.parametrize(("name", "service", "who"), NAMES)
def test_the_names_that_services_give(name, service, who):
    assert copies_of(MAP, [name]) == (Copy(MAP.with_name(name), service, who),)


@pytest.mark.parametrize("name", [
    "Hành trình mua nhà.cjmap", "Hành trình mua nhà (1).cjmap", "Hành trình mua nhà - Copy.cjmap",
    "Hành trình mua nhà 2.cjmap", "Hành trình mua nhà-v2.cjmap", "Hành trình mua nhà-khách hàng.cjmap",
    "Hành trình mua nhà (conflicted copy 2026-11-22 101112).pdf", "Hành trình thuê nhà.Conflict.cjmap",
    "Hành trình mua nhà.Conflict", "Hành trình mua nhà-2026.cjmap", ".~lock.Hành trình mua nhà.cjmap.0123abcd#",
    "Hành trình mua nhà (sketch of the conflicted copying).cjmap", "Conflict", "",
])
def test_other_names_are_not_taken_for_copies(name):
    assert copies_of(MAP, [name]) == ()


def test_this_machines_own_name_is_known_however_it_is_written(monkeypatch):
    monkeypatch.setattr(copies, "host", lambda: "ans-macbook.local")
    [found] = copies_of(MAP, ["Hành trình mua nhà-ans-MacBook.local.cjmap"])
    assert (found.service, found.who) == ("OneDrive", "ans-macbook.local")


def test_a_long_hostile_name_takes_no_time():
    assert copies_of(MAP, [f"Hành trình mua nhà ({'x ' * 120}conflicted copy{' (1' * 40}).cjmap"]) == ()


def test_only_a_version_of_the_same_map_is_a_copy(tmp_path):
    journey = templates.build("sample", "en")
    copy = Copy(tmp_path / "x.Conflict.cjmap", "Resilio Sync")
    assert read_copy(copy, journey.id) is None
    save_map(change_map(journey, title="Theirs"), copy.path)
    assert read_copy(copy, journey.id).map.title == "Theirs"
    assert read_copy(copy, "another") is None
    copy.path.write_text("{")
    assert read_copy(copy, journey.id) is None


# -- versions that were seen here -------------------------------------------------------------------------------------


def test_versions_are_kept_once_each_the_newest_first():
    now = datetime(2026, 1, 2, tzinfo=UTC)
    for minute, data in enumerate((b"one", b"one", b"two", b"one")):
        snapshots.note("../../a map", data, now + timedelta(minutes=minute))
    held = snapshots.snapshots("../../a map")
    assert [each.path.read_bytes() for each in held] == [b"one", b"two", b"one"]
    assert held[0].when == now + timedelta(minutes=3)
    assert snapshots.snapshots("another") == []


def test_no_more_than_a_few_versions_are_kept(monkeypatch):
    now = datetime(2026, 1, 2, tzinfo=UTC)
    for minute in range(30):
        snapshots.note("a", str(minute).encode(), now + timedelta(minutes=minute))
    held = snapshots.snapshots("a")
    assert [each.path.read_bytes() for each in held] == [str(each).encode() for each in range(29, 17, -1)]
    monkeypatch.setattr(snapshots, "_MOST_BYTES", 10)
    snapshots.note("b", b"0123456789", now)
    assert snapshots.snapshots("a") == []
    assert len(snapshots.snapshots("b")) == 1


def test_a_folder_that_cannot_be_written_is_no_harm(home):
    (home / "state").write_text("a file where the folder should be")
    snapshots.note("a", b"x")
    assert snapshots.snapshots("a") == []
