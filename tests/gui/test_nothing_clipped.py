"""In both languages and with type of any size, nothing in a small window is cut off: panels, bars, lists, dialogs."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget

from cjdesigner import language
from cjdesigner.canvas.invitation import Invitation
from cjdesigner.errors import CjError
from cjdesigner.language import _
from cjdesigner.model import templates
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.window import dialogs
from cjdesigner.window.check import CheckDialog
from cjdesigner.window.export_dialog import ExportDialog
from cjdesigner.window.filter_panel import FilterPanel
from cjdesigner.window.help import Shortcuts, show_about
from tests.gui.clipping import clipped


def settle() -> None:
    for _turn in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(params=[("vi", 100), ("vi", 200), ("en", 100), ("en", 200)], ids=lambda param: f"{param[0]}-{param[1]}")
def dressed(request, dress):
    """A small window with the sample map, dressed as the program dresses it."""
    window = dress(*request.param)
    settle()
    return window


def look_at(found, scene, widget) -> None:
    settle()
    if complaints := list(clipped(widget)):
        found[scene] = complaints


def test_the_window_and_its_inspector(dressed):
    found, journey = {}, dressed.session.map
    look_at(found, "nothing selected", dressed)
    firsts = {name: next(iter(getattr(journey, name))) for name in ("personas", "stages", "lanes")}
    for kind in CARD_KINDS:
        if keys := [card.id for card in journey.cards.values() if card.kind == kind]:
            firsts[kind] = keys[0]
    for name, key in firsts.items():
        dressed.canvas.select(frozenset({key}))
        look_at(found, name, dressed)
    dressed.canvas.select(frozenset(list(journey.cards)[:3]))
    look_at(found, "several", dressed)
    assert found == {}
    assert dressed.canvas.viewport().width() >= (640 if dressed.frame.scale == 1 else 360)
    assert dressed.size().toTuple() == (1280, 720)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_bars_and_lists_over_the_map(dressed):
    found, commands, searching = {}, dressed.actions_by_id, dressed.searching
    commands["replace"].trigger()
    searching.finding.bar.field.setText("zzzz")
    look_at(found, "find and replace", dressed)
    searching.finding.close()
    commands["palette"].trigger()
    look_at(found, "command palette", dressed)
    QTest.keyClicks(searching.palette.field, "qqqq")
    look_at(found, "nothing found", dressed)
    searching.palette.close_quietly()
    commands["filter"].trigger()
    for panel in dressed.findChildren(FilterPanel):
        look_at(found, "filter", panel)
        panel.close()
    dressed.presenting.start()
    look_at(found, "presenter's bar", dressed)
    dressed.presenting.end()
    assert found == {}


def test_the_workshop(dressed):
    found, workshop = {}, dressed.workshop
    dressed.actions_by_id["workshop"].trigger()
    for place in range(len(workshop.tabs)):
        workshop.panel.bar.setCurrentIndex(place)
        look_at(found, workshop.panel.bar.tabText(place), dressed)
    dressed.actions_by_id["vote"].trigger()
    look_at(found, "while voting", dressed)
    workshop.voting.end()
    assert found == {}
    assert dressed.canvas.viewport().width() >= (600 if dressed.frame.scale == 1 else 240)


def test_the_start_page_and_an_empty_map(dressed):
    found = {}
    dressed.documents.show(templates.blank(language.active()), clean=True)
    look_at(found, "empty", dressed)
    words = dressed.canvas.findChild(Invitation)
    assert dressed.canvas.viewport().rect().contains(words.geometry())
    dressed.show_start()
    look_at(found, "start", dressed)
    assert found == {}


def test_dialogs(dressed, monkeypatch):
    found = {}

    def seen(box):
        box.show()
        look_at(found, box.windowTitle(), box)
        assert box.width() <= 1280
        assert box.height() <= 720
        box.hide()

    monkeypatch.setattr(QMessageBox, "exec", seen)
    trouble = CjError(_("The map was not saved"), _("If you do not save, your changes since the last save are lost."))
    dialogs.ask_to_save(dressed, dressed.session.map.title)
    dialogs.show_error(dressed, _("Nothing was changed"), trouble)
    dialogs.save_failed(dressed, trouble)
    show_about(dressed)
    export, keys = ExportDialog(dressed.session.map, dressed.frame, dressed), Shortcuts(dressed)
    check = CheckDialog(dressed)
    for dialog in (export, keys, check):
        dialog.show()
        look_at(found, dialog.windowTitle(), dialog)
        dialog.done(0)
    assert found == {}


def test_what_is_cut_off_is_found(qtbot):
    """The looking itself: a window with one of each that lacks room."""
    window = QWidget()
    qtbot.addWidget(window)
    line, box = QLineEdit(), QComboBox()
    line.setPlaceholderText("Words that are longer than that")
    box.addItem("Words that are longer than that")
    row, words = QHBoxLayout(window), "Words that are longer than that"
    for widget in (QLabel(words), QPushButton(words), line, box):
        widget.setFixedWidth(60)
        row.addWidget(widget)
    astray = QLabel("ok", window)
    window.show()
    astray.setGeometry(window.width() - 4, 0, 40, 30)
    settle()
    assert [words.split(" ")[:3] for words in clipped(window)] == [
        ["cut", "off:", kind] for kind in ("QLabel", "QPushButton", "QLineEdit", "QComboBox")] + [
        ["outside", "of", "QWidget:"]]
