"""Earlier versions: as many as the user wants, by link or by copy, and those of an older schema for good."""

import dataclasses
import errno
import os
from pathlib import Path

import pytest

from cjdesigner.files.backups import folder_of, list_backups, older_schema
from cjdesigner.files.disk import DISK
from cjdesigner.files.format import SCHEMA, to_bytes
from cjdesigner.files.settings import Settings, load_settings, save_settings
from cjdesigner.files.storage import SaveError, open_map, save_map
from cjdesigner.files.writing import TEMPORARY
from cjdesigner.model.map import JourneyMap

DATA = Path(__file__).parent.parent / "data"


def refuse(*args, code=errno.EXDEV):
    raise OSError(code, os.strerror(code))


NO_LINKS = dataclasses.replace(DISK, link=refuse)


@pytest.fixture(params=["links", "no links"])
def disk(request):
    return DISK if request.param == "links" else NO_LINKS


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journey.cjmap"


def save(path, *titles, disk=DISK):
    for title in titles:
        save_map(JourneyMap(id="m", title=title), path, disk=disk)


def titles(path):
    return [open_map(each.path).map.title for each in list_backups(path)]


def test_the_latest_is_first_and_five_are_kept(path, disk):
    save(path, *"abcdefgh", disk=disk)
    assert titles(path) == [*"gfedc"]
    assert os.listdir(path.parent) == [path.name]
    assert all(TEMPORARY not in name for name in os.listdir(folder_of(str(path))))


def test_a_version_is_a_link_where_there_are_links(path):
    save(path, "a")
    inode = path.stat().st_ino
    save(path, "b")
    assert [each.path.stat().st_ino for each in list_backups(path)] == [inode]


def test_a_version_tells_when_it_was_written(path, disk):
    save(path, "a")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    save(path, "b", disk=disk)
    [held] = list_backups(path)
    assert held.saved == 1_700_000_000
    assert held.size == len(to_bytes(JourneyMap(id="m", title="a")))
    assert held.schema is None


@pytest.mark.parametrize("number", [0, 1, 3])
def test_the_user_says_how_many(path, number):
    save(path, *"abcdefgh")
    assert save_settings(Settings(backups=number))
    save(path, "i")
    assert titles(path) == [*"hgf"][:number]


@pytest.mark.parametrize(("value", "good"), [(0, True), (100, True), (-1, False), (101, False), ("5", False),
                                             (True, False), (5.0, False), (None, False)])
def test_the_setting_is_a_number(value, good):
    assert Settings.read({"backups": value}).backups == (value if good else 5)
    assert load_settings().backups == 5


def test_a_save_that_changes_nothing_keeps_no_version(path):
    save(path, "a", "a", "b", "b", "b")
    assert titles(path) == ["a"]


def test_saves_that_fail_at_the_last_moment_keep_one_version(path, disk):
    save(path, "a", "b")
    for _time in range(7):
        with pytest.raises(SaveError):
            save(path, "c", disk=dataclasses.replace(disk, replace=lambda old, new: (
                refuse(code=errno.EIO) if new == str(path) else os.replace(old, new))))
    assert titles(path) == ["b", "a"]


def test_two_maps_of_one_name_do_not_share(path, tmp_path):
    (tmp_path / "other").mkdir()
    save(path, "a", "b")
    save(tmp_path / "other" / path.name, "x", "y")
    assert titles(path) == ["a"]
    assert titles(tmp_path / "other" / path.name) == ["x"]


def test_a_link_has_the_versions_of_its_target(path, tmp_path):
    link = tmp_path / "link.cjmap"
    link.symlink_to(path)
    save(path, "a", "b")
    save(link, "c")
    assert titles(link) == titles(path) == ["b", "a"]


def test_nobody_else_may_look_into_the_folder(path):
    save(path, "a", "b")
    assert Path(folder_of(str(path))).stat().st_mode & 0o077 == 0


def test_no_versions(path):
    assert list_backups(path) == []
    assert list_backups("a\0b") == []
    save(path, "a")
    assert list_backups(path) == []


def test_strange_files_among_the_versions(path):
    save(path, *"abc")
    folder = Path(folder_of(str(path)))
    (folder / "notes.txt").write_bytes(b"")
    (folder / "99-x.cjmap").write_bytes(b"")
    save(path, *"defghi")
    assert titles(path) == [*"hgfed"]
    assert (folder / "notes.txt").exists()


def test_a_version_that_cannot_be_kept_does_not_stop_a_save(path):
    save(path, "a")
    save(path, "b", disk=dataclasses.replace(NO_LINKS, make_folder=refuse))
    save(path, "c", disk=dataclasses.replace(NO_LINKS, stat=DISK.stat, chmod=refuse, stamp=refuse))
    assert open_map(path).map.title == "c"
    assert titles(path) == ["b"]


# --- older schemas ---


@pytest.fixture
def older(path):
    path.write_bytes((DATA / "v1.cjmap").read_bytes())
    return path


def upgrade(path, disk=DISK, title="new"):
    opened = open_map(path)
    save_map(JourneyMap(id="m", title=title), path, expected=opened.digest, disk=disk)


@pytest.mark.parametrize("number", [0, 5])
def test_the_file_of_an_older_schema_is_kept_for_good(older, disk, number):
    save_settings(Settings(backups=number))
    before = older.read_bytes()
    upgrade(older, disk)
    save(older, *"abcdefgh", disk=disk)
    held = list_backups(older)
    assert [each.schema for each in held] == [*[None] * number, 1]
    assert held[-1].path.read_bytes() == before


@pytest.mark.parametrize("call", ["make_folder", "names"])
def test_a_file_of_an_older_schema_is_not_replaced_unless_it_is_kept(older, call):
    before = older.read_bytes()
    with pytest.raises(SaveError, match="older format") as caught:
        upgrade(older, dataclasses.replace(DISK, **{call: refuse}))
    assert "Save under another name" in caught.value.hint
    assert older.read_bytes() == before
    assert os.listdir(older.parent) == [older.name]


def test_every_older_file_is_kept(older):
    for title in "abc":
        older.write_bytes((DATA / "v1.cjmap").read_bytes().replace(b'"title": "', f'"title": "{title}'.encode(), 1))
        upgrade(older, title=title)
    assert [each.schema for each in list_backups(older)] == [1, 1, 1]


@pytest.mark.parametrize(("data", "schema"), [
    (b'{"format": "x", "schema": 1}', 1), (b'{"a": {}, "schema" :\n 1, "schema": 2}', 1), (b'{"schema": 0}', 0),
    (b'{"schema": %d}' % SCHEMA, None), (b'{"schema": 9}', None), (b"", None), (b"\xff\0", None),
    (b'{"text": "\\"schema\\": 1", "schema": %d}' % SCHEMA, None),
])
def test_the_schema_of_a_file_that_nobody_has_read(data, schema):
    assert older_schema(data) == schema
