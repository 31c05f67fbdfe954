"""A window to work on, hands that send real events to its canvas, and dialogs that answer without being shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QThreadPool
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.canvas.mime import kind_data
from cjdesigner.drawing.type import FontSet, Typesetter
from cjdesigner.files.settings import Settings
from cjdesigner.model import templates
from cjdesigner.model.map import JourneyMap
from cjdesigner.window import documents, main
from cjdesigner.window.dialogs import Answer
from cjdesigner.window.look import load_fonts
from cjdesigner.window.main import MainWindow

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
PLAIN = Qt.KeyboardModifier.NoModifier


@dataclass
class Hand:
    """Does with a canvas what a hand with a mouse does. Places are points of the drawing."""

    canvas: CanvasView
    mime: QMimeData | None = None

    def place(self, x: float, y: float) -> QPointF:
        return self.canvas.to_pixels(x, y)

    def middle(self, key: str) -> tuple[float, float]:
        spot = self.canvas.shown.spots[key]
        return spot.x + spot.width / 2, spot.y + spot.height / 2

    def cell(self, stage: str, lane: str, down: float = 0.5) -> tuple[float, float]:
        column = next(c for c in self.canvas.shown.grid.columns if c.stage == stage)
        row = next(r for r in self.canvas.shown.grid.rows if r.lane == lane)
        return column.x + column.width / 2, row.y + row.height * down

    def _mouse(self, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton, held: Qt.MouseButton,
               keys: Qt.KeyboardModifier) -> None:
        view = self.canvas.viewport()
        event = QMouseEvent(kind, at, QPointF(view.mapToGlobal(at.toPoint())), button, held, keys)
        QApplication.sendEvent(view, event)

    def press(self, at: QPointF, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = PLAIN) -> None:
        self._mouse(QEvent.Type.MouseButtonPress, at, button, button, keys)

    def move(self, at: QPointF, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = PLAIN) -> None:
        self._mouse(QEvent.Type.MouseMove, at, NONE, button, keys)

    def release(self, at: QPointF, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = PLAIN) -> None:
        self._mouse(QEvent.Type.MouseButtonRelease, at, button, NONE, keys)

    def click(self, x: float, y: float, keys: Qt.KeyboardModifier = PLAIN) -> None:
        at = self.place(x, y)
        self.press(at, keys=keys)
        self.release(at, keys=keys)

    def double_click(self, x: float, y: float) -> None:
        at = self.place(x, y)
        self.click(x, y)
        self._mouse(QEvent.Type.MouseButtonDblClick, at, LEFT, LEFT, PLAIN)
        self.release(at)

    def drag(self, start: tuple[float, float], end: tuple[float, float], *, button: Qt.MouseButton = LEFT,
             keys: Qt.KeyboardModifier = PLAIN, release: bool = True) -> None:
        """Presses, moves in steps, and lets go."""
        a, b = self.place(*start), self.place(*end)
        self.press(a, button, keys)
        for step in range(1, 6):
            self.move(a + (b - a) * step / 5, button, keys)
        if release:
            self.release(b, button, keys)

    def wheel(self, at: QPointF, down: int, keys: Qt.KeyboardModifier = PLAIN) -> None:
        view = self.canvas.viewport()
        event = QWheelEvent(at, QPointF(view.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, -down), NONE, keys,
                            Qt.ScrollPhase.NoScrollPhase, False)
        QApplication.sendEvent(view, event)

    # -- drag and drop --------------------------------------------------------------------------------------------

    def enter(self, mime: QMimeData, x: float, y: float) -> QDragEnterEvent:
        self.mime = mime
        event = QDragEnterEvent(self.place(x, y).toPoint(), Qt.DropAction.CopyAction, mime, LEFT, PLAIN)
        QApplication.sendEvent(self.canvas.viewport(), event)
        return event

    def over(self, x: float, y: float) -> QDragMoveEvent:
        event = QDragMoveEvent(self.place(x, y).toPoint(), Qt.DropAction.CopyAction, self.mime, LEFT, PLAIN)
        QApplication.sendEvent(self.canvas.viewport(), event)
        return event

    def let_go(self, x: float, y: float) -> QDropEvent:
        event = QDropEvent(QPointF(self.place(x, y).toPoint()), Qt.DropAction.CopyAction, self.mime, LEFT, PLAIN)
        QApplication.sendEvent(self.canvas.viewport(), event)
        return event

    def leave(self) -> None:
        QApplication.sendEvent(self.canvas.viewport(), QDragLeaveEvent())

    def drop_kind(self, kind: str, x: float, y: float) -> None:
        """Drags a kind from somewhere and drops it."""
        assert self.enter(kind_data(kind), x, y).isAccepted()
        assert self.over(x, y).isAccepted()
        self.let_go(x, y)

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.canvas, key, keys)


@dataclass
class Told:
    """What dialogs were asked or said, and what they answer."""

    said: list[tuple[Any, ...]] = field(default_factory=list)
    answer: Answer = Answer.DISCARD
    agree: bool = True
    elsewhere: bool = False
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

    for module in (documents, main):
        if hasattr(module, "show_error"):
            monkeypatch.setattr(module, "show_error", note("show_error", lambda: None))
    monkeypatch.setattr(QMessageBox, "exec", lambda box: pytest.fail(f"a dialog was shown: {box.text()}"))
    monkeypatch.setattr(documents, "ask_to_save", note("ask_to_save", lambda: held.answer))
    monkeypatch.setattr(documents, "confirm", note("confirm", lambda: held.agree))
    monkeypatch.setattr(documents, "save_failed", note("save_failed", lambda: held.elsewhere))
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
