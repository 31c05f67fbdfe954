"""A PDF that is opened or dropped on the window is the map inside, as a new map: the PDF is never written over."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from cjdesigner.edit.changes import change_map
from cjdesigner.export import export_file
from cjdesigner.files.format import to_bytes
from cjdesigner.files.recent import recent_files
from cjdesigner.model import templates
from cjdesigner.window.dialogs import Answer
from tests.gui.hands import Hand

SAMPLE = templates.build("sample", "vi")


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "Hành trình.pdf"
    export_file(SAMPLE, path)
    return path


def dropped(window, path):
    """Dropped on the canvas, or on the window where there is none."""
    data, hand = QMimeData(), Hand(window.canvas)
    data.setUrls([QUrl.fromLocalFile(str(path))])
    if window._on_map:
        assert hand.enter(data, 100, 100).isAccepted()
        hand.let_go(100, 100)
        return
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(500, 500), Qt.DropAction.CopyAction, data,
                                                   Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    QApplication.sendEvent(window, QDropEvent(QPointF(500, 500), Qt.DropAction.CopyAction, data,
                                              Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))


@pytest.mark.parametrize("way", ["open", "ask", "drop", "import"])
def test_the_map_inside_is_there_to_be_edited(make_window, told, pdf, tmp_path, way):
    before, window = pdf.read_bytes(), make_window()
    told.file = str(pdf)
    {"open": lambda: window.open_path(pdf), "ask": window.documents.ask_open,
     "drop": lambda: dropped(window, pdf), "import": window.documents.ask_import}[way]()
    assert to_bytes(window.session.map) == to_bytes(SAMPLE)
    assert window.session.path is None
    assert window.session.dirty
    assert not window.session.read_only
    told.file = str(tmp_path / "mine.cjmap")
    assert window.documents.save()
    assert (tmp_path / "mine.cjmap").read_bytes() == to_bytes(SAMPLE)
    assert pdf.read_bytes() == before
    assert pdf not in recent_files()


def test_dropped_on_an_open_map_it_asks_first(window, told, pdf):
    assert window.session.apply("Change title", lambda m: change_map(m, title="Mine"))
    told.answer = Answer.CANCEL
    dropped(window, pdf)
    assert told.kinds() == ["ask_to_save"]
    assert window.session.map.title == "Mine"
    told.answer = Answer.DISCARD
    dropped(window, pdf)
    assert window.session.map == SAMPLE


def test_a_pdf_without_a_map_leaves_what_is_open(window, told, tmp_path):
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.4\nnothing")
    before = window.session.map
    window.documents.open(path)
    assert window.session.map is before
    kind, _title, error = told.said[-1]
    assert kind == "show_error"
    assert "x.pdf" in error.message
