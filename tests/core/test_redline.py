"""Two versions of a map as one to look at; what of it is drawn; the pages that say what changed."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.drawing import Box, Shape, Text
from cjdesigner.drawing.redline import LOOKS, overlay, redlined
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.edit.cards import shift_cards
from cjdesigner.edit.changes import change, change_map
from cjdesigner.edit.grid import delete
from cjdesigner.errors import CjError
from cjdesigner.export import Choices, Sheet, paint
from cjdesigner.export.layouts.changes import changes_document
from cjdesigner.files import ancestors, revisions, snapshots
from cjdesigner.files.ancestors import ancestor
from cjdesigner.files.format import to_bytes
from cjdesigner.files.revisions import in_git, revisions_of
from cjdesigner.files.storage import save_map
from cjdesigner.merge import differences
from cjdesigner.merge.pieces import apart, pieces_of
from cjdesigner.merge.redline import redline
from cjdesigner.model import templates
from cjdesigner.model.map import JourneyMap
from tests.strategies import journey_maps as maps


@pytest.fixture
def old() -> JourneyMap:
    return templates.build("sample", "en")


def one(journey: JourneyMap, kind: str, place: int = 0) -> str:
    return sorted(key for key, card in journey.cards.items() if card.kind == kind)[place]


# -- words ----------------------------------------------------------------------------------------------------------


@given(st.text(), st.text())
def test_the_pieces_are_both_texts(old, new):
    pieces = pieces_of(old, new)
    assert "".join(words for sort, words in pieces if sort != "new") == old
    assert "".join(words for sort, words in pieces if sort != "gone") == new


def test_only_the_words_that_differ_are_marked():
    assert pieces_of("Gọi tổng đài rồi chờ", "Gọi đường dây nóng rồi chờ") == [
        ("same", "Gọi"), ("gone", " tổng đài"), ("new", " đường dây nóng"), ("same", " rồi chờ")]
    assert apart(pieces_of("one", "two")) == [("gone", "one"), ("new", " two")]
    assert pieces_of("same", "same") == [("same", "same")]


# -- the map --------------------------------------------------------------------------------------------------------


def test_what_went_and_where_it_was_is_there_to_look_at(old):
    gone, moved, worded = (one(old, kind) for kind in ("action", "touchpoint", "thought"))
    felt = next(key for key, card in old.cards.items() if card.kind == "emotion" and card.score != -2)
    aside = -1 if old.cards[moved].stage == old.ordered_stages()[-1].id else 1
    new = shift_cards(delete(old, [gone]), [moved], aside, 0)
    new = change(change(new, worded, text="Other words"), felt, score=-2, expected=2)
    found = redline(old, new)
    assert {key: mark.sort for key, mark in found.marks.items()} == {
        gone: "removed", moved: "moved", f"{moved}@before": "left", worded: "reworded", felt: "rescored"}
    assert found.map.cards[gone] == old.cards[gone]
    assert found.map.cards[f"{moved}@before"].stage == old.cards[moved].stage
    assert found.map.cards[moved].stage == new.cards[moved].stage
    assert "Other words" in found.map.cards[worded].text
    assert old.cards[worded].text.split()[0] in found.map.cards[worded].text
    assert "−2" in found.marks[felt].words
    assert {entry.where for entry in found.entries} == {gone, moved, worded, felt}


def test_a_score_that_went_bends_no_curve(old):
    gone = one(old, "emotion")
    found = redline(old, delete(old, [gone]))
    assert found.map.cards[gone].kind == "note"


def test_what_is_folded_away_is_shown_where_it_changed(old):
    lane = old.ordered_lanes()[1].id
    found = redline(old, change(old, lane, collapsed=True))
    assert not found.map.lanes[lane].collapsed
    assert found.marks[lane].sort == "changed"


def test_the_maps_own_and_what_is_stuck_on_cards_lead_somewhere(old):
    from cjdesigner.model.workshop import Comment

    card = one(old, "action")
    comment = Comment(id="c1", card=card, text="Hm", rank="a0")
    new = change_map(old, title="Other", comments={**old.comments, "c1": comment})
    assert [entry.where for entry in redline(old, new).entries] == ["header", card]


@settings(max_examples=40, deadline=None)
@given(maps, maps)
def test_any_two_versions_make_a_good_map_that_tells_every_difference(first, second):
    second = change_map(second, id=first.id)
    try:
        found = redline(first, second)
    except ValueError:  # two strangers' maps may use an id for a stage here and a card there
        return
    told = [each for each in differences(first, second) if each.collection not in ("conflicts", "pictures")]
    assert len(found.entries) == len(told)
    assert JourneyMap.model_validate(found.map.model_dump(round_trip=True)) == found.map
    assert all(entry.where in ("", "header") or any(
        entry.where in getattr(found.map, name) for name in ("personas", "stages", "steps", "lanes", "cards"))
        for entry in found.entries)


def test_the_same_map_has_no_redline(old):
    found = redline(old, old)
    assert not found.marks
    assert not found.entries


# -- the drawing ----------------------------------------------------------------------------------------------------


def test_every_mark_is_drawn_with_a_sign_and_words(old):
    new = delete(change(old, one(old, "thought"), text="Wholly other words"), [one(old, "action")])
    found, composer = redline(old, new), Composer(Typesetter(FontSet(system=False)))
    drawing = composer.compose(found.map)
    placed = overlay(drawing, found.marks, composer.kit(found.map))
    assert {each.part.of for each in placed} == found.marks.keys()
    for each in placed:
        said = "".join(op.line.text for op in each.part.ops if isinstance(op, Text))
        assert said == found.marks[each.part.of].words
    assert redlined(drawing, found.marks, composer.kit(found.map)).parts[:len(drawing.parts)] == drawing.parts


def test_words_that_went_are_struck_out_where_they_stand(old):
    key = one(old, "thought")
    new = change(old, key, text=f"{old.cards[key].text} indeed")
    found, composer = redline(old, new), Composer(Typesetter(FontSet(system=False)))
    [placed] = overlay(composer.compose(found.map), found.marks, composer.kit(found.map))
    strokes = [op for op in placed.part.ops if isinstance(op, Shape)]
    grounds = [op for op in placed.part.ops if isinstance(op, Box) and op.opacity < 1]
    assert len(strokes) == len(grounds) == 1, "one word came, nothing went"
    found = redline(new, old)
    [placed] = overlay(composer.compose(found.map), found.marks, composer.kit(found.map))
    assert len([op for op in placed.part.ops if isinstance(op, Shape)]) == 1
    assert not [op for op in placed.part.ops if isinstance(op, Box) and op.opacity < 1]


def test_no_two_looks_differ_by_colour_alone():
    assert len({look.sign for look in LOOKS.values()}) == len(LOOKS)


def test_the_pages_say_every_change(old, tmp_path):
    new = delete(change(old, one(old, "thought"), text="Wholly other words"), [one(old, "action")])
    document = changes_document(("Draft", old), ("Now", new), Choices(sheet=Sheet("A4", landscape=True)))
    said = " ".join(text.line.text for page in document.pages for view in page.views for text in view.texts())
    said = " ".join(said.split())
    assert "What changed" in said
    assert "Draft → Now" in said
    for entry in redline(old, new).entries:
        assert " ".join(entry.sentence.split()) in said
    assert paint(document, ".pdf").startswith(b"%PDF")
    empty = changes_document(("Draft", old), ("Now", old), Choices())
    assert len(empty.pages) == 1


# -- earlier versions -----------------------------------------------------------------------------------------------


def run_git(folder: Path, *args: str) -> None:
    subprocess.run(["git", "-c", "user.name=Lan", "-c", "user.email=lan@example.org", "-C", str(folder), *args],
                   check=True, capture_output=True)


def test_the_versions_of_a_git_repository(old, tmp_path):
    run_git(tmp_path, "init", "-q")
    path = tmp_path / "Hành trình.cjmap"
    for title in ("one", "two\n"):
        save_map(change_map(old, title=title.strip()), path)
        run_git(tmp_path, "add", "-A")
        run_git(tmp_path, "commit", "-qm", f"Title {title}\n\nwhy")
    found = in_git(path)
    assert [(each.who, each.why, each.source) for each in found] == [
        ("Lan", "Title two", "git"), ("Lan", "Title one", "git")]
    assert found[1].read().title == "one"
    run_git(tmp_path, "rm", "-q", "-f", "--", path.name)
    assert in_git(tmp_path / "other.cjmap") == []


def test_without_git_or_a_repository_there_are_no_versions(tmp_path, monkeypatch):
    assert in_git(tmp_path / "x.cjmap") == []
    assert in_git(tmp_path / "gone" / "x.cjmap") == []
    monkeypatch.setenv("PATH", str(tmp_path))
    assert in_git(tmp_path / "x.cjmap") == []


def test_a_version_that_git_cannot_give_is_said(tmp_path):
    with pytest.raises(CjError):
        revisions._committed(tmp_path / "x.cjmap", "0" * 40)


def test_versions_that_were_seen_here_are_offered_once_but_the_newest(old, tmp_path):
    path, now = tmp_path / "x.cjmap", datetime.now(UTC)
    for minute in range(3):
        version = change_map(old, title=str(minute))
        save_map(version, path)
        snapshots.note(old.id, to_bytes(version), now + timedelta(minutes=minute))
    found = revisions_of(path, old.id)
    assert [each.read().title for each in found] == ["1", "0"]


# -- what two versions were made from -------------------------------------------------------------------------------


def test_of_the_versions_that_were_seen_the_nearest_to_theirs_is_the_ground(old):
    now, versions = datetime.now(UTC), [old]
    for place, key in enumerate(sorted(old.cards)[:4]):
        versions.append(change(versions[-1], key, text=f"edit {place}"))
    for minute, version in enumerate(versions):
        snapshots.note(old.id, to_bytes(version), now + timedelta(minutes=minute))
    theirs = change(versions[2], sorted(old.cards)[9], text="Theirs")
    assert ancestor(versions[4], theirs) == versions[2]
    assert ancestor(versions[4], change(versions[4], sorted(old.cards)[9], text="Theirs")) == versions[3], (
        "never ours itself")


def test_without_versions_there_is_no_ground(old, monkeypatch):
    assert ancestor(old, change_map(old, title="Theirs")) is None
    snapshots.note(old.id, b"{", datetime.now(UTC))
    assert ancestor(old, change_map(old, title="Theirs")) is None
    monkeypatch.setattr(ancestors, "snapshots", lambda _id: [replace(
        snapshots.snapshots(old.id)[0], path=Path("/nowhere"))])
    assert ancestor(old, change_map(old, title="Theirs")) is None
