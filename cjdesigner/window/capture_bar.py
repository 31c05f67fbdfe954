"""The capture bar under the canvas: what is typed becomes a card in the chosen cell; a key says where the next goes.

Its line holds the keyboard's focus for the canvas, so that any letter, also one that an input method composes, begins
a card. While the line is empty, every other key is the canvas's.
"""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.drawing.theme import look
from cjdesigner.edit.capture import Move, Place, capture, first_place, still_there
from cjdesigner.edit.captured_words import read_line
from cjdesigner.edit.shown import opened_for
from cjdesigner.language import N_, _
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.names import KINDS
from cjdesigner.session import Session
from cjdesigner.window.completion import Completion
from cjdesigner.window.look import Frame, svg_pixmap
from cjdesigner.window.parts import as_tip

_LEAST_LINE = 320
"""Pixels that the line, the mark and the margins have at least before there is room for the reminder of keys."""

_MOVES: dict[int, Move] = {
    Qt.Key.Key_Return: "stay", Qt.Key.Key_Enter: "stay", Qt.Key.Key_Tab: "next", Qt.Key.Key_Backtab: "back",
    Qt.Key.Key_Down: "down", Qt.Key.Key_Up: "up",
}


_SIGNS = frozenset("@#~/")
"""What may begin a line with something else than a word. "@" is Shift+2 on many keyboards, which zooms elsewhere."""


class CaptureLine(QLineEdit):
    """The line. It offers keys that end it; while it is empty, the canvas gets all that is not text."""

    ended = Signal(str)
    given_up = Signal()

    def __init__(self, canvas: CanvasView, parent: QWidget) -> None:
        super().__init__(parent)
        self.canvas = canvas
        self._composing = False
        self.setObjectName("captureLine")
        self.completion = Completion(self, canvas.session)

    @property
    def idle(self) -> bool:
        """Whether there is nothing in it, not even half a letter of an input method."""
        return not self.text() and not self._composing

    def event(self, event: QEvent) -> bool:
        """While idle the window's shortcuts come first, and the keys of a mode; Tab always ends the line."""
        if isinstance(event, QKeyEvent) and self.canvas.mode is not None and self.idle:
            return self._for_mode(event)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.idle:
            event.accept() if event.text() in _SIGNS else event.ignore()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in (
            Qt.Key.Key_Tab, Qt.Key.Key_Backtab,
        ):
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def _for_mode(self, event: QKeyEvent) -> bool:
        """While a mode such as a vote lasts, the keys are the canvas's."""
        if event.type() == QEvent.Type.ShortcutOverride:
            mode = self.canvas.mode
            event.accept() if mode is not None and mode.wants(event) else event.ignore()
        elif event.type() == QEvent.Type.KeyPress:
            self.canvas.keyPressEvent(event)
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Notes whether an input method is in the middle of a letter."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ends the line, gives the key to the canvas, or types."""
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if self.completion.takes(event):
            return
        move = _MOVES.get(event.key()) if plain else None
        if move is not None and (not self.idle or move in ("next", "back")):
            self.ended.emit(move)
        elif event.key() == Qt.Key.Key_Escape and not self.idle:
            self.given_up.emit()
        elif self.idle and not _is_text(event):
            self.canvas.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The bar shows it."""
        super().focusInEvent(event)
        self._show_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The bar shows it no more."""
        super().focusOutEvent(event)
        self.completion.hide()
        self._show_focus()

    def _show_focus(self) -> None:
        if bar := self.parentWidget():
            bar.update()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The canvas wants to know when Space is let go."""
        self.canvas.keyReleaseEvent(event)
        super().keyReleaseEvent(event)


def _is_text(event: QKeyEvent) -> bool:
    """Whether a key begins a line: a sign that can be seen, without Ctrl or Alt, and not the Space that pans."""
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    altgr = event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.modifiers() & (
        Qt.KeyboardModifier.AltModifier)
    return bool(event.text().strip()) and event.text().isprintable() and (not held or bool(altgr))


class CaptureBar(QFrame):
    """The line between a mark that says where the next card goes and a reminder of the keys."""

    def __init__(self, session: Session, canvas: CanvasView, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._canvas, self._frame = session, canvas, frame
        self._followed: CanvasView | None = None
        self.place = first_place(session.map)
        self._drawn: tuple[object, ...] = ()
        self.setObjectName("captureBar")
        self._sign, self._where = QLabel(self), QLabel(self)
        self.line = CaptureLine(canvas, self)
        self._keys = QLabel(_("Enter: next card · Tab: next stage · ↓: next lane"), self)
        self._build()
        session.changed.connect(self._map_changed)
        session.saved.connect(self._refresh)
        self.line.ended.connect(self._end)
        self.line.given_up.connect(self.line.clear)
        self.line.textChanged.connect(lambda _text: self._refresh())
        self.act_on(canvas)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 16, 8)
        row.setSpacing(8)
        self._where.setObjectName("captureWhere")
        self._keys.setObjectName("captureKeys")
        for label in (self._where, self._keys):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._keys.setMinimumWidth(1)  # it gives way before the window has to be wider
        self._keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._keys.setToolTip(_("p: pain point · o: opportunity · t: touchpoint · a: action · q: quote\n"
                                "+2 emotion · @persona · #tag · ~owner · /channel · !3 severity\n"
                                "s: stage · l: lane"))
        row.addWidget(self._sign)
        row.addWidget(self._where)
        row.addWidget(self.line, 1)
        row.addWidget(self._keys)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A frame in the accent's colour while the line has the keyboard."""
        super().paintEvent(event)
        if self.line.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._frame.accent), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 11, 11)
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The reminder gives way where it would be cut."""
        super().resizeEvent(event)
        self._drawn = ()
        self._refresh()

    def _make_room(self) -> None:
        rest = self.width() - self._where.sizeHint().width() - self._frame.px(_LEAST_LINE)
        self._keys.setVisible(self._keys.sizeHint().width() < rest)

    def act_on(self, canvas: CanvasView) -> None:
        """What is typed goes to this canvas from now on."""
        if self._followed is not None:
            self._followed.cell_changed.disconnect(self._follow)
            self._followed.selection_changed.disconnect(self._follow)
        self._canvas = self._followed = canvas
        self.line.canvas = canvas
        canvas.setFocusProxy(self.line)
        canvas.cell_changed.connect(self._follow)
        canvas.selection_changed.connect(self._follow)
        self._follow()

    def begin(self) -> None:
        """Puts the cursor into the line, and chooses a cell if there is none."""
        place = self.place
        if self._canvas.cell is None and place.what == "card" and place.stage and place.lane:
            self._canvas.choose(None, (place.stage, place.lane))
        self.line.setFocus()

    # -- where the next line goes -----------------------------------------------------------------------------------

    def _follow(self) -> None:
        """The next line goes where the canvas's cell or selection is."""
        key = next(iter(self._canvas.selection)) if len(self._canvas.selection) == 1 else None
        if self._canvas.cell is not None:
            self.place = Place("card", *self._canvas.cell)
        elif key in self._session.map.stages:
            self.place = Place("stage", after=key)
        elif key in self._session.map.lanes:
            self.place = Place("lane", after=key)
        self._refresh()

    def _map_changed(self, old: JourneyMap, new: JourneyMap) -> None:
        self.place = still_there(new, self.place) if old.id == new.id else first_place(new)
        self._refresh()

    def _end(self, move: Move) -> None:
        """A line has ended: it becomes a card, and the canvas goes where the next one goes."""
        line, place, after = self.line.text(), self.place, self._after()
        done = None

        def edit(journey: JourneyMap) -> JourneyMap:
            nonlocal done
            done = capture(journey, place, line, move, after)
            return opened_for(done.journey, done.key)

        if line.strip() and not self._session.apply(N_("Capture"), edit):
            return
        self.line.clear()
        ended = done or capture(self._session.map, place, "", move)
        self._go(ended.place, ended.key)

    def _after(self) -> str | None:
        """The selected card: the next one goes below it."""
        return next(iter(self._canvas.selection)) if len(self._canvas.selection) == 1 else None

    def _go(self, place: Place, key: str | None) -> None:
        """Shows where the next line goes; a card that was just made stays selected where the next one follows it."""
        if place.what == "card" and place.stage and place.lane:
            card = self._session.map.cards.get(key or "")
            here = card is not None and (card.stage, card.lane) == (place.stage, place.lane)
            self._canvas.choose(key if here else None, (place.stage, place.lane))
        else:
            self._canvas.choose(place.after)
        if key and key in self._canvas.shown.spots:
            self._canvas.reveal(key)
        self.place = place
        self._refresh()

    # -- what is shown ----------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """The mark at the left: the kind that the line would become, and where."""
        place = still_there(self._session.map, self.place)
        kind, where = self._words(place)
        drawn = (kind, where, place.what, self._session.read_only)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        tone = self._frame.theme.ink(look(kind).colour)
        self._sign.setPixmap(svg_pixmap(look(kind).icon, tone, self._frame.px(18), self.devicePixelRatioF()))
        metrics = self._where.fontMetrics()
        room = max(60, min(self._frame.px(260), round(self.width() * 0.42)))
        self._where.setText(metrics.elidedText(where, Qt.TextElideMode.ElideRight, room))
        self._where.setToolTip(as_tip(where))
        self._where.setStyleSheet(f"color: {tone};")
        self.line.setEnabled(not self._session.read_only)
        self.line.setPlaceholderText(_("Type to add a card") if place.what == "card" else
                                     _("Name of the stage") if place.what == "stage" else _("Name of the lane"))
        self.line.setToolTip(self.line.placeholderText())
        self.line.setAccessibleName(f"{_('Capture')}: {where}")
        self._make_room()

    def _words(self, place: Place) -> tuple[str, str]:
        journey = self._session.map
        lane = journey.lanes.get(place.lane or "") if place.what == "card" else None
        own = lane.kind if lane and lane.kind in CARD_KINDS else "note"
        said = read_line(journey, self.line.text(), lane.kind if lane else None).kind if self.line.text() else None
        kind = said or (own if place.what == "card" else place.what)
        if kind in ("stage", "lane"):
            return kind, _("New stage") if kind == "stage" else _("New lane")
        stage = journey.stages.get(place.stage or "")
        names = [_(KINDS[kind]) if said or lane is None else lane.name or _(KINDS[kind]), stage.name if stage else ""]
        return kind, " · ".join(name for name in names if name)
