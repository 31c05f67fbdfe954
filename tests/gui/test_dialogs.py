"""What strangers write is shown as it is written: never as rich text, which could load files."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QProgressDialog

from cjdesigner.errors import CjError
from cjdesigner.window import dialogs
from cjdesigner.window.background import run_in_background

HOSTILE = '<img src="/etc/hostname"><b>bold</b>'


def shown_by(ask):
    """The labels of the box that a function shows: their words, and whether they are plain text."""
    found = []

    def look():
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        found.extend((label.text(), label.textFormat()) for label in box.findChildren(QLabel) if label.text())
        box.reject()

    QTimer.singleShot(0, look)
    ask()
    return found


@pytest.mark.parametrize("ask", [
    lambda parent: dialogs.show_error(parent, "Title", CjError(HOSTILE, HOSTILE)),
    lambda parent: dialogs.show_notes(parent, "Title", HOSTILE, [HOSTILE] * 9),
    lambda parent: dialogs.ask_to_save(parent, HOSTILE),
    lambda parent: dialogs.confirm(parent, "Title", HOSTILE, HOSTILE, "Yes"),
    lambda parent: dialogs.save_failed(parent, CjError(HOSTILE, HOSTILE)),
    lambda parent: dialogs.ask_about_change(parent, CjError(HOSTILE, HOSTILE), mergeable=False),
    lambda parent: dialogs.ask_about_missing(parent, HOSTILE),
])
def test_boxes_show_markup_as_words(qtbot, monkeypatch, ask):
    parent = QLabel("parent")
    qtbot.addWidget(parent)
    labels = shown_by(lambda: ask(parent))
    assert any(HOSTILE in text for text, _format in labels)
    assert {kind for text, kind in labels if HOSTILE in text} == {Qt.TextFormat.PlainText}


def test_a_progress_box_shows_markup_as_words(qtbot):
    parent = QLabel("parent")
    qtbot.addWidget(parent)
    ended = []
    run_in_background(parent, f"Opening {HOSTILE}…", lambda _job: 1, ended.append, ended.append)
    label, = (label for label in parent.findChild(QProgressDialog).findChildren(QLabel) if HOSTILE in label.text())
    assert label.textFormat() == Qt.TextFormat.PlainText
    qtbot.waitUntil(lambda: ended == [1])


def answered(ask, *keys):
    """What a question gives when it is answered by these keys."""
    def press():
        box = QApplication.activeModalWidget()
        for key in keys:
            QTest.keyClick(box.focusWidget() or box, key)

    QTimer.singleShot(0, press)
    return ask()


def test_who_is_asked_about_a_changed_file_merges_by_enter_and_keeps_all_by_escape(qtbot):
    parent = QLabel("parent")
    qtbot.addWidget(parent)
    parent.show()
    error = CjError("changed", "hint")
    assert answered(lambda: dialogs.ask_about_change(parent, error, mergeable=True), Qt.Key.Key_Return) is (
        dialogs.Change.MERGE)
    assert answered(lambda: dialogs.ask_about_change(parent, error, mergeable=True), Qt.Key.Key_Escape) is (
        dialogs.Change.CANCEL)
    assert answered(lambda: dialogs.ask_about_change(parent, error, mergeable=False), Qt.Key.Key_Return) is (
        dialogs.Change.ELSEWHERE)
    assert answered(lambda: dialogs.ask_about_missing(parent, "x"), Qt.Key.Key_Return) is dialogs.Change.OVERWRITE
    assert answered(lambda: dialogs.ask_about_missing(parent, "x"), Qt.Key.Key_Escape) is dialogs.Change.CANCEL
