"""Operations on the screen: real events go to real widgets, and every frame is painted before the next event.

Frames are forced by an UpdateRequest, so that only what the program wanted to repaint is painted.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, QSize, Qt, qInstallMessageHandler
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPixmap, QWheelEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.canvas.view import PaintedView
from cjdesigner.drawing.type import Typesetter
from cjdesigner.files.format import to_bytes
from cjdesigner.session import Session
from cjdesigner.window.app import Program
from cjdesigner.window.main import MainWindow
from tests.benchmarks import plain
from tests.benchmarks.maps import card_of, journey
from tests.benchmarks.timing import Row, Samples, Work, repeat, series

SEEN = QSize(1920, 1080)
_STEPS, _DRAGS, _FRAMES, _KEYS = 60, 5, 25, 20
_FLOOR = "pixmap of the view"


# --- widgets -----------------------------------------------------------------------------------------------------


@cache
def _program() -> Program:
    """The program with its fonts and style sheet; it has no window yet."""
    qInstallMessageHandler(_say)
    return Program(QApplication.instance() or QApplication([]))


def _say(_kind: object, _context: object, message: str) -> None:
    """Qt's warnings, but the one that the offscreen platform gives for every window."""
    if "propagateSizeHints" not in message:
        sys.stderr.write(message + "\n")


def frame(widget: QWidget) -> None:
    """Paints now what is waiting to be painted."""
    QApplication.sendEvent(widget.window(), QEvent(QEvent.Type.UpdateRequest))


def settle(view: CanvasView) -> None:
    """Lets the program come to rest: several rounds of events in which the canvas owes nothing."""
    rounds = 0
    while rounds < 4:
        QApplication.processEvents()
        rounds = 0 if view._refine.isActive() else rounds + 1


@contextmanager
def _shown(widget: QWidget) -> Iterator[QWidget]:
    widget.show()
    QApplication.processEvents()
    try:
        yield widget
    finally:
        widget.hide()
        shiboken6.delete(widget)


@contextmanager
def _canvas(size: int) -> Iterator[CanvasView]:
    """A canvas that shows a map at zoom 1 in a viewport of 1920 × 1080."""
    _program()
    view = CanvasView(Session(journey(size)), Typesetter())
    with _shown(view):
        view.resize(SEEN + view.size() - view.viewport().size())
        settle(view)
        _check_frames(view)
        yield view


@contextmanager
def _window(size: int) -> Iterator[MainWindow]:
    """The whole window with a map in it."""
    window = _program().open_window()
    try:
        window.documents.show(journey(size), clean=True)
        settle(window.canvas)
        window.canvas.set_zoom(1.0)
        yield window
    finally:
        _program().windows.remove(window)
        window.hide()
        shiboken6.delete(window)


class _PixmapView(PaintedView):
    """The floor: the same widget, drawing one pixmap."""

    def __init__(self) -> None:
        super().__init__()
        self.pixels = QPixmap(SEEN)
        self.pixels.fill(Qt.GlobalColor.white)

    def paintEvent(self, event: QEvent) -> None:
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self.pixels)
        painter.end()


class _PaintCounter(QObject):
    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def _check_frames(view: PaintedView) -> None:
    """A frame must paint, exactly once and when it is told to; else all the figures would be wrong."""
    counter = _PaintCounter()
    view.viewport().installEventFilter(counter)
    view.viewport().update()
    frame(view)
    frame(view)
    view.viewport().removeEventFilter(counter)
    assert counter.count == 1, counter.count


@cache
def floor() -> Samples:
    """What it takes to draw one pixmap as large as the viewport."""
    _program()
    view = _PixmapView()
    with _shown(view):
        view.resize(SEEN)
        QApplication.processEvents()
        _check_frames(view)
        return repeat(lambda: (view.viewport().update(), frame(view)), 200)


# --- events ------------------------------------------------------------------------------------------------------


def _mouse(view: CanvasView, kind: QEvent.Type, at: QPointF, held: Qt.MouseButton) -> None:
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    place = QPointF(view.viewport().mapToGlobal(at.toPoint()))
    event = QMouseEvent(kind, at, place, button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), event)


def _wheel(view: CanvasView, delta: int, keys: Qt.KeyboardModifier) -> None:
    at = QPointF(SEEN.width() / 3, SEEN.height() / 3)
    event = QWheelEvent(at, at, QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, keys,
                        Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(view.viewport(), event)


def _press_key(widget: QWidget, letter: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


# --- operations --------------------------------------------------------------------------------------------------


def opening(size: int, folder: Path) -> Iterator[Row]:
    """A file on the disk becomes a painted canvas in the program's window, which is on the start page."""
    path = folder / f"{size}-shown.cjmap"
    path.write_bytes(to_bytes(journey(size)))
    taken = series(_openings(path, 3 if size > 2000 else 7))
    bare = repeat(lambda: (json.loads(path.read_bytes()), plain.shape_words(journey(size))))
    yield Row("open: file → painted window", size, taken, "json.loads, shape words, break lines", bare)


def _openings(path: Path, times: int) -> Iterator[Work]:
    """Each time in a window of its own, with a type engine that knows only the start page."""
    for _ in range(times):
        window = MainWindow(_program()._settings, Typesetter())
        with _shown(window):
            yield lambda window=window: _open_and_paint(window, path)
            settle(window.canvas)


def _open_and_paint(window: MainWindow, path: Path) -> None:
    counter = _PaintCounter()
    window.canvas.viewport().installEventFilter(counter)
    window.documents.open(path)
    while not (counter.count and window.session.path):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    window.canvas.viewport().removeEventFilter(counter)


def _way(view: CanvasView, key: str) -> tuple[QPointF, QPointF]:
    """From the middle of a card to a place far from it where it can be dropped, both in the viewport."""
    start = view.spot_rect(view.shown.spots[key]).center()
    column = [c for c in view.shown.grid.columns if view.to_pixels(c.x + c.width, 0).x() < SEEN.width()][-1]
    return start, QPointF(view.to_pixels(column.x + column.width / 2, 0).x(), start.y() + 30)


def _drag_steps(view: CanvasView, start: QPointF, end: QPointF) -> Iterator[Work]:
    held = Qt.MouseButton.LeftButton
    _mouse(view, QEvent.Type.MouseButtonPress, start, held)
    frame(view)
    for step in range(1, _STEPS + 1):
        at = start + (end - start) * step / _STEPS
        yield lambda at=at: (_mouse(view, QEvent.Type.MouseMove, at, held), frame(view))


def dragging(size: int, _folder: Path) -> Iterator[Row]:
    """One card is dragged over the canvas by the mouse and dropped in another cell."""
    frames: list[Samples] = []

    def drops() -> Iterator[Work]:
        for _ in range(_DRAGS):
            key = card_of(size)
            view.reveal(key)
            settle(view)
            start, end = _way(view, key)
            frames.append(series(_drag_steps(view, start, end)))
            yield lambda end=end: (_mouse(view, QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.NoButton),
                                   frame(view))
            assert view.session.map is not journey(size)
            view.session.undo()

    with _canvas(size) as view:
        dropped = series(drops())
    every = Samples(tuple(t for s in frames for t in s.wall), tuple(t for s in frames for t in s.cpu))
    first = max(s.wall[0] for s in frames)
    yield Row("drag: frame", size, every, _FLOOR, floor(), f"first frame {first:.1f}")
    yield Row("drag: drop, edit and frame", size, dropped, _FLOOR, floor())


def painting(size: int, _folder: Path) -> Iterator[Row]:
    """Frames of a canvas at rest, scrolled and zoomed."""
    with _canvas(size) as view:
        for name, samples, note in _paintings(view):
            yield Row(f"paint: {name}", size, samples, _FLOOR, floor(), note)


def _paintings(view: CanvasView) -> Iterator[tuple[str, Samples, str]]:
    yield "zoom 1, warm", series(_repaints(view)), ""
    yield "zoom 1, cold, first frame", series(_repaints(view, view.pictures.clear)), ""
    yield "zoom 1, cold, complete", series(_complete(view)), ""
    if view.horizontalScrollBar().maximum() > view.horizontalScrollBar().minimum():
        yield "scroll by 48 px", series(_scrolls(view)), "a quarter of a column comes into view"
    yield "zoom by one step", series(_zooms(view)), f"ends at zoom {view.zoom}"
    view.fit()
    settle(view)
    yield "fit all", series(_repaints(view)), f"zoom {view.zoom:.2f}"


def _repaints(view: CanvasView, before: Callable[[], object] = lambda: None) -> Iterator[Work]:
    for _ in range(_FRAMES):
        settle(view)
        before()
        view.viewport().update()
        yield lambda: frame(view)


def _complete(view: CanvasView) -> Iterator[Work]:
    for _ in range(7):
        view.pictures.clear()
        view.viewport().update()
        yield lambda: settle(view)


def _scrolls(view: CanvasView) -> Iterator[Work]:
    for _ in range(40):
        settle(view)
        yield lambda: (_wheel(view, -48, Qt.KeyboardModifier.ShiftModifier), frame(view))


def _zooms(view: CanvasView) -> Iterator[Work]:
    for turn in (1, 1, 1, -1, -1, -1, -1, -1, -1, 1, 1, 1) * 2:
        settle(view)
        yield lambda turn=turn: (_wheel(view, 120 * turn, Qt.KeyboardModifier.ControlModifier), frame(view))
    settle(view)


def _keys(editor: QWidget) -> Iterator[Work]:
    for place in range(_KEYS):
        yield lambda letter="ngày mai "[place % 9]: (_press_key(editor, letter), frame(editor))
        QApplication.processEvents()


@cache
def _typing_floor() -> Samples:
    """One key in a bare plain-text editor of the same style."""
    _program()
    with _shown(QPlainTextEdit("Khách tra cứu thời gian bảo hành")) as editor:
        editor.resize(180, 90)
        editor.setFocus()
        return series(_keys(editor))


def typing(size: int, _folder: Path) -> Iterator[Row]:
    """One key: in the editor over the card, and in the inspector, where every key is an edit of the map."""
    key, floor_name, floor_taken = card_of(size), "bare QPlainTextEdit", _typing_floor()
    with _window(size) as window:
        window.canvas.edit_text(key)
        settle(window.canvas)
        assert window.canvas.editor is not None
        yield Row("type: a key over the card", size, series(_keys(window.canvas.editor)), floor_name, floor_taken)
        window.canvas.end_editing()
        window.canvas.select(frozenset({key}))
        settle(window.canvas)
        editor = window.inspector._editors["text"].text
        before = window.session.map
        taken = series(_keys(editor))
        assert window.session.map is not before
        yield Row("type: a key in the inspector", size, taken, floor_name, floor_taken)
