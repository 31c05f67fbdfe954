"""A workshop: a key in the capture bar, Enter to the next painted card, undo of many cards, an hour of edits."""

import gc
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from cjdesigner.edit.cards import shift_cards
from cjdesigner.edit.changes import change
from cjdesigner.session import Session
from cjdesigner.window.main import MainWindow
from tests.benchmarks.maps import card_of, journey
from tests.benchmarks.screen import _FLOOR, _press_key, _program, _shown, _window, floor, frame, settle
from tests.benchmarks.timing import Row, Samples, Work, series

_LINES = 15
_EDITS = 5_000
_MANY = 1_000


def _strike(widget: QWidget, key: Qt.Key) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


def _letters(window: QWidget, line: QWidget) -> Iterator[Work]:
    for letter in "khách chờ quá lâu" * 2:
        yield lambda letter=letter: (_press_key(line, letter), frame(window))
        QApplication.processEvents()


def _typing_floor() -> Samples:
    """One key in a bare line of the same style."""
    _program()
    with _shown(QLineEdit()) as line:
        line.resize(600, 34)
        line.setFocus()
        return series(_letters(line, line))


def capturing(size: int, _folder: Path) -> Iterator[Row]:
    """Lines are typed into the capture bar; each Enter makes a card that is painted before the next letter."""
    with _window(size) as window:
        line = window.capture.line
        card = window.session.map.cards[card_of(size)]
        window.canvas.choose(None, (card.stage, card.lane))
        settle(window.canvas)
        yield Row("capture: a key", size, series(_letters(window, line)), "bare QLineEdit", _typing_floor())
        line.clear()
        yield Row("capture: Enter to the painted card", size, series(_enters(window)), _FLOOR, floor())


def _enters(window: MainWindow) -> Iterator[Work]:
    before = len(window.session.map.cards)
    for number in range(_LINES):
        window.capture.line.setText(f"Khách chờ quá lâu, lần {number}")
        settle(window.canvas)
        yield lambda: (_strike(window.capture.line, Qt.Key.Key_Return), frame(window))
        settle(window.canvas)
    assert len(window.session.map.cards) == before + _LINES


def undoing(size: int, _folder: Path) -> Iterator[Row]:
    """Undo and redo of one step that moved up to 1,000 cards, painted."""
    with _window(size) as window:
        keys = list(window.session.map.cards)[:_MANY]
        window.session.apply("Move cards", lambda m: shift_cards(m, keys, 1, 0))
        settle(window.canvas)
        yield Row(f"undo of {len(keys)} cards, painted", size, series(_back_and_forth(window)), _FLOOR, floor())


def _back_and_forth(window: MainWindow) -> Iterator[Work]:
    for _ in range(5):
        yield lambda: (window.session.undo(), frame(window))
        settle(window.canvas)
        yield lambda: (window.session.redo(), frame(window))
        settle(window.canvas)


def remembering(size: int, _folder: Path) -> Iterator[Row]:
    """Memory of an hour's workshop: 5,000 edits of single cards, with every step remembered that undo can take back."""
    session = Session(journey(size))
    keys, numbers = list(session.map.cards), count()
    gc.collect()
    before = _resident()

    def edit() -> None:
        number = next(numbers)
        session.apply("Edit text", lambda m: change(m, keys[number % len(keys)], text=f"Sửa lần {number}"))

    taken = series(edit for _ in range(_EDITS))
    note = f"{_EDITS} edits, {len(session.history.done)} steps kept: {(_resident() - before) / 1e6:.0f} MB more"
    yield Row("an hour of edits", size, taken, note=note)


def _resident() -> int:
    """The process's resident memory in bytes; 0 where the system does not say."""
    try:
        line = next(row for row in Path("/proc/self/status").read_text().splitlines() if row.startswith("VmRSS"))
    except (OSError, StopIteration):
        return 0
    return int(line.split()[1]) * 1024
