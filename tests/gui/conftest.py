"""A window to work on, hands that send real events to its canvas, and dialogs that answer without being shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QThreadPool
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from cjdesigner import language
from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.files.settings import Settings
from cjdesigner.model import templates
from cjdesigner.model.map import JourneyMap
from cjdesigner.window import dialogs, documents
from cjdesigner.window.dialogs import Answer, Change
from cjdesigner.window.look import TYPE, frame_for, load_fonts, style_sheet
from cjdesigner.window.main import MainWindow
from tests.gui.hands import Hand


@dataclass
class Told:
    """What dialogs were asked or said, and what they answer."""

    said: list[tuple[Any, ...]] = field(default_factory=list)
    answer: Answer = Answer.DISCARD
    agree: bool = True
    elsewhere: bool = False
    change: Change = Change.CANCEL
    file: str = ""

    def kinds(self) -> list[str]:
        return [kind for kind, *_rest in self.said]


@pytest.fixture(scope="session")
def typesetter() -> Typesetter:
    return Typesetter(FontSet(system=False))


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """Dialogs that answer at once."""
    held = Told()

    def note(kind: str, result: Callable[[], object]) -> Callable[..., object]:
        def called(*args: object) -> object:
            held.said.append((kind, *args[1:]))
            return result()
        return called

    for module in (documents, dialogs):
        monkeypatch.setattr(module, "show_error", note("show_error", lambda: None))
    monkeypatch.setattr(QMessageBox, "exec", lambda box: pytest.fail(f"a dialog was shown: {box.text()}"))
    monkeypatch.setattr(documents, "ask_to_save", note("ask_to_save", lambda: held.answer))
    monkeypatch.setattr(documents, "confirm", note("confirm", lambda: held.agree))
    monkeypatch.setattr(documents, "save_failed", note("save_failed", lambda: held.elsewhere))
    for name in ("ask_about_change", "ask_about_missing"):
        monkeypatch.setattr(documents, name, lambda *args, name=name, **_more: note(name, lambda: held.change)(*args))
    monkeypatch.setattr(documents, "show_notes", note("show_notes", lambda: None))
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(documents.QFileDialog, name, note(name, lambda: (held.file, "")))
    return held


@pytest.fixture
def make_window(qtbot: Any, typesetter: Typesetter, told: Told) -> Iterator[Callable[..., MainWindow]]:
    """Makes windows that are shown and large enough for a whole map at 100 %."""
    load_fonts()
    made: list[MainWindow] = []

    def make(journey: JourneyMap | None = None, **settings: Any) -> MainWindow:
        window = MainWindow(Settings(**{"theme": "light", **settings}), typesetter)
        window.resize(2200, 2400)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        made.append(window)
        if journey is not None:
            window.documents.show(journey, clean=True)
            QApplication.processEvents()
            window.canvas.set_zoom(1.0)
        return window

    yield make
    told.answer = Answer.DISCARD
    QThreadPool.globalInstance().waitForDone(10_000)
    for window in made:
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QGuiApplication.clipboard().clear()


@pytest.fixture
def window(make_window: Callable[..., MainWindow]) -> MainWindow:
    """A window with the sample map."""
    return make_window(templates.build("sample", "en"))


@pytest.fixture
def empty(make_window: Callable[..., MainWindow]) -> MainWindow:
    """A window with an empty map."""
    return make_window(JourneyMap(language="en"))


@pytest.fixture
def canvas(window: MainWindow) -> CanvasView:
    return window.canvas


@pytest.fixture
def hand(canvas: CanvasView) -> Hand:
    return Hand(canvas)


@pytest.fixture
def journey_file(tmp_path: Path) -> Path:
    """A file with the sample map."""
    from cjdesigner.files.storage import save_map

    path = tmp_path / "held.cjmap"
    save_map(templates.build("sample", "en"), path)
    return path


@pytest.fixture
def dress(make_window: "Callable[..., MainWindow]") -> Iterator[Callable[[str, int], MainWindow]]:
    """Makes a small window with the sample map, in a language and with a size of text, dressed as the program does."""
    app, before = QApplication.instance(), (QApplication.font(), language.active())
    assert isinstance(app, QApplication)

    def make(spoken: str, size: int) -> MainWindow:
        frame = frame_for("light", size / 100)
        font = QFont("Be Vietnam Pro")
        font.setPixelSize(frame.px(TYPE))
        language.activate(spoken)
        app.setFont(font)
        app.setStyleSheet(style_sheet(frame))
        window = make_window(templates.build("sample", spoken), text_size=size, language=spoken)
        window.resize(1280, 720)
        QApplication.processEvents()
        return window

    yield make
    app.setStyleSheet("")
    app.setFont(before[0])
    language.activate(before[1])
