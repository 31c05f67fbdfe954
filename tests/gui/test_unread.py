"""A file with bad values opens; what could not be read is listed beside the map and in the inspector."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from shiboken6 import isValid

from cjdesigner.edit.changes import change
from cjdesigner.model.kept import kept_fields
from cjdesigner.window.unread import UnreadDialog


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "bad.cjmap"
    path.write_text(json.dumps({
        "format": "cjdesigner/map", "schema": 2, "min_reader": 2, "id": "m", "title": ["x"], "language": "en",
        "stages": {"s": {"rank": "a0"}}, "lanes": {"l": {"rank": "a0", "kind": "pain_point"}},
        "cards": {"k": {"rank": "a0", "kind": "pain_point", "stage": "s", "lane": "l", "text": "Slow",
                        "severity": "abc"},
                  "g": {"rank": "a1", "kind": "hologram", "stage": "s", "lane": "l", "text": "Grey"},
                  "c": {"rank": "a2", "kind": "note", "stage": "gone", "lane": "l", "text": "<b>Lost</b>"}},
    }, indent=1), "utf-8")
    return path


@pytest.fixture
def listed(empty, file):
    empty.documents.open(file)
    QApplication.processEvents()
    dialog = empty.findChild(UnreadDialog)
    yield empty, dialog
    if isValid(dialog):
        dialog.close()


def rows(dialog):
    return [dialog.found.list.item(place).text() for place in range(dialog.found.list.count())]


def test_the_list_blocks_nothing_and_says_what_is_kept(listed):
    window, dialog = listed
    assert dialog.isVisible()
    assert not dialog.isModal()
    assert dialog.found.summary.text() == "3 values could not be read; they are kept as they are."
    assert rows(dialog) == [
        "Title: must be text in double quotes. (line 6)",
        "“Slow”, Severity: must be a whole number. (line 28)",
        "cards → c → stage: names the stage gone, but there is none with this id. It is kept aside: “<b>Lost</b>”. "
        "(line 40)",
    ]
    assert set(window.session.map.cards) == {"k", "g"}
    assert not window.session.dirty


def test_enter_goes_to_the_place(listed):
    window, dialog = listed
    dialog.found.list.setCurrentRow(1)
    QTest.keyClick(dialog.found.list, Qt.Key.Key_Return)
    assert window.canvas.selection == frozenset({"k"})


def test_the_inspector_shows_a_kept_value_until_the_field_is_set(listed):
    window, _dialog = listed
    window.choose_from_outline("k")
    assert "In the file: abc" in shown_labels(window)
    window.session.apply("Change", lambda m: change(m, "k", severity=2))
    assert "In the file: abc" not in shown_labels(window)
    window.session.undo()
    assert kept_fields(window.session.map.cards["k"]) == {"severity": "abc"}
    assert "In the file: abc" in shown_labels(window)


def shown_labels(window):
    return [label.text() for label in window.inspector.findChildren(QLabel) if label.isVisibleTo(window.inspector)]


def test_saving_keeps_it_and_the_next_map_closes_the_list(listed, file):
    window, dialog = listed
    window.session.apply("Change", lambda m: change(m, "k", text="Slower"))
    assert window.documents.save()
    data = json.loads(file.read_bytes())
    assert (data["cards"]["k"]["severity"], data["cards"]["k"]["text"]) == ("abc", "Slower")
    assert data["cards"]["c"]["stage"] == "gone"
    assert data["title"] == ["x"]
    window.documents.show(window.session.map, clean=True)
    QApplication.processEvents()
    assert not isValid(dialog) or not dialog.isVisible()
