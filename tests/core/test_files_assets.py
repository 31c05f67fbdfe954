"""Pictures beside a map, and packs: each once, whole, checked by content; what is missing stays and comes back."""

import io
import os
import shutil
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pixels

from cjdesigner.edit.changes import changed, put
from cjdesigner.files import assets, packs
from cjdesigner.files.format import from_bytes, to_bytes
from cjdesigner.files.places import MapFileError
from cjdesigner.files.storage import DISK, Disk, SaveError, open_map, save_map
from cjdesigner.merge import merge_maps
from cjdesigner.model.cards import Image
from cjdesigner.model.map import JourneyMap, Lane, Stage
from cjdesigner.model.pictures import Picture, picture_of


def drawn(colour):
    held = io.BytesIO()
    Pixels.new("RGB", (8, 6), colour).save(held, "PNG")
    return picture_of(held.getvalue(), "image/png", 8, 6)


RED, BLUE = drawn("red"), drawn("blue")


def with_pictures(*pictures):
    cards = [Image(id=f"c{n}", rank=f"a{n}", stage="s", lane="l", picture=p.id) for n, p in enumerate(pictures)]
    return JourneyMap(
        id="m", stages={"s": Stage(id="s", rank="a0")}, lanes={"l": Lane(id="l", rank="a0", kind="note")},
        cards={card.id: card for card in cards}, pictures={p.id: p for p in pictures})


MAP = with_pictures(RED, BLUE)


@pytest.fixture
def path(tmp_path):
    save_map(MAP, tmp_path / "coffee.cjmap")
    return tmp_path / "coffee.cjmap"


def beside(path):
    return sorted(file.name for file in path.with_name("coffee.assets").iterdir())


def test_pictures_lie_beside_the_map_once_by_content_and_come_back(path):
    assert beside(path) == sorted(f"{p.id}.png" for p in (RED, BLUE))
    assert RED.data.encode() not in path.read_bytes()
    assert open_map(path).map == MAP
    assert open_map(path).notice == ""


def test_a_second_save_writes_only_what_is_not_there(path):
    before = {name: (path.with_name("coffee.assets") / name).stat().st_ino for name in beside(path)}
    green = drawn("green")
    save_map(with_pictures(RED, BLUE, green), path)
    after = {name: (path.with_name("coffee.assets") / name).stat().st_ino for name in beside(path)}
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {f"{green.id}.png"}


def test_a_picture_that_was_taken_out_stays_for_earlier_versions(path):
    save_map(with_pictures(RED), path)
    assert f"{BLUE.id}.png" in beside(path)


def test_a_missing_picture_stays_in_the_map_and_is_found_again(path):
    file = path.with_name("coffee.assets") / f"{RED.id}.png"
    away = file.rename(path.with_name("away.png"))
    opened = open_map(path)
    assert opened.map.pictures[RED.id] == changed(RED, data="")
    assert opened.map.pictures[BLUE.id] == BLUE
    assert "1 " in opened.notice
    assert "coffee.assets" in opened.notice
    save_map(opened.map, path)
    away.rename(file)
    assert open_map(path).map == MAP


def test_a_file_with_other_bytes_is_no_picture_of_the_map_and_is_mended_by_a_save(path):
    file = path.with_name("coffee.assets") / f"{RED.id}.png"
    file.write_bytes(BLUE.content())
    assert open_map(path).map.pictures[RED.id].data == ""
    save_map(MAP, path)
    assert open_map(path).map == MAP


def test_a_renamed_map_finds_its_pictures_under_the_old_name(path):
    renamed = path.rename(path.with_name("tea.cjmap"))
    assert open_map(renamed).map == MAP


def test_a_map_saved_under_another_name_has_its_own_pictures(path, tmp_path):
    save_map(open_map(path).map, tmp_path / "copy.cjmap")
    shutil.rmtree(path.with_name("coffee.assets"))
    assert open_map(tmp_path / "copy.cjmap").map == MAP


def test_a_picture_whose_id_is_not_its_content_stays_in_the_file(tmp_path):
    own = Picture(id="logo", type="image/png", width=8, height=6, data=RED.data)
    save_map(with_pictures(own), tmp_path / "own.cjmap")
    assert not (tmp_path / "own.assets").exists()
    assert from_bytes((tmp_path / "own.cjmap").read_bytes()).map == with_pictures(own)


@pytest.mark.parametrize("name", ["../../../etc/passwd", "..", "a" * 32 + "/x", "A" * 32, "f" * 31, "f" * 32 + "\n"])
def test_no_id_leads_out_of_the_folder(tmp_path, name):
    asked = []
    disk = Disk(read=lambda path, most=-1: asked.append(path) or DISK.read(path))
    lost = changed(with_pictures(RED), cards={}, pictures={
        name: Picture(id=name, type="image/png", width=8, height=6)})
    assert assets.looked_up(lost, tmp_path / "m.cjmap", disk) is lost
    assert asked == []


def test_what_is_no_plain_file_is_not_read(path):
    file = path.with_name("coffee.assets") / f"{RED.id}.png"
    file.unlink()
    os.mkfifo(file)  # reading it would wait for ever
    assert open_map(path).map.pictures[RED.id].data == ""


def test_when_a_picture_cannot_be_written_the_map_is_as_it_was(path):
    def full(*_args):
        raise OSError(28, "No space left on device")

    before = path.read_bytes()
    with pytest.raises(SaveError):
        save_map(with_pictures(RED, drawn("green")), path, disk=Disk(write=full))
    assert path.read_bytes() == before
    assert len(beside(path)) == 2


@pytest.mark.parametrize("lost", ["base", "ours", "theirs"])
def test_a_merge_keeps_a_picture_that_one_side_lacked(lost):
    bare = changed(MAP, pictures=put(MAP.pictures, [changed(RED, data="")]))
    sides = {"base": MAP, "ours": MAP, "theirs": changed(MAP, title="New")} | {lost: bare}
    merged = merge_maps(**sides).map
    assert merged.pictures == MAP.pictures
    assert not merged.conflicts


# --- packs -----------------------------------------------------------------------------------------------------


def test_a_pack_holds_the_map_and_its_pictures_and_is_the_same_each_time(tmp_path):
    save_map(MAP, tmp_path / "m.cjpack")
    assert open_map(tmp_path / "m.cjpack").map == MAP
    assert not (tmp_path / "m.assets").exists()
    assert packs.to_pack(MAP) == (tmp_path / "m.cjpack").read_bytes()
    with zipfile.ZipFile(tmp_path / "m.cjpack") as pack:
        assert set(pack.namelist()) == {"map.cjmap", f"assets/{RED.id}.png", f"assets/{BLUE.id}.png"}


def test_a_pack_is_known_by_its_content(tmp_path):
    (tmp_path / "m.cjmap").write_bytes(packs.to_pack(MAP))
    assert open_map(tmp_path / "m.cjmap").map == MAP


def zipped(files, how=zipfile.ZIP_DEFLATED):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", how) as pack:
        for name, data in files.items():
            pack.writestr(name, data)
    return held.getvalue()


@pytest.mark.parametrize("data", [
    zipped({"word/document.xml": b"<x/>"}),
    zipped({"map.cjmap": to_bytes(MAP), "assets/bomb": b"\0" * 60_000_000}),
    zipped({"map.cjmap": b"\0" * 60_000_000}),
    zipped({"map.cjmap": to_bytes(MAP), **{f"a{n}": b"" for n in range(5_001)}}),
    zipped({"map.cjmap": b"[]"}),
    packs.to_pack(MAP)[:-30],
    packs.MARK + b"\xff" * 500,
], ids=["no map", "bomb", "bomb as a map", "many", "not a map", "cut", "noise"])
def test_a_bad_pack_is_refused_with_a_sentence(data):
    with pytest.raises(MapFileError) as told:
        packs.from_pack(data)
    assert told.value.message
    assert told.value.hint


def test_a_pack_with_unknown_files_is_for_reading_only():
    opened = packs.from_pack(zipped({"map.cjmap": to_bytes(MAP), "notes/later.bin": b"kept"}))
    assert opened.read_only
    assert "later.bin" in opened.notice


@given(st.data())
@settings(max_examples=150)
def test_a_damaged_pack_is_refused_or_opens_whole(data):
    held = bytearray(packs.to_pack(with_pictures(RED)))
    for _ in range(data.draw(st.integers(1, 4))):
        held[data.draw(st.integers(0, len(held) - 1))] = data.draw(st.integers(0, 255))
    try:
        opened = packs.from_pack(bytes(held))
    except MapFileError:
        return
    assert set(opened.map.pictures) == {RED.id}
    assert opened.map.pictures[RED.id].data in ("", RED.data)
