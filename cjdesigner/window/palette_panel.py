"""The palette: one button per kind, to drag onto the map, or to double-click or press Enter to add."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QDrag,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.canvas.mime import kind_data
from cjdesigner.drawing.theme import look
from cjdesigner.language import _
from cjdesigner.model.names import KINDS
from cjdesigner.window import actions
from cjdesigner.window.look import Frame, icon, svg_pixmap
from cjdesigner.window.parts import heading


def kind_keys(kind: str) -> str:
    """The keys that add a kind, or ""."""
    place = actions.KINDS.index(kind)
    return f"Ctrl+{place + 1}" if place < 9 else ""


def dragged_kind(kind: str) -> str:
    """What a palette's kind is called while it is dragged: a lane is one for notes until it is told otherwise."""
    return "lane:note" if kind == "lane" else kind


def drag_picture(kind: str, frame: Frame, ratio: float, words: str = "") -> QPixmap:
    """What hangs at the mouse while a kind is dragged: a small card with its icon and name (or words), tilted."""
    tone, name = frame.theme.ink(look(kind).colour), words or _(KINDS[kind])
    pixels = QPixmap(QSize(168, 62) * ratio)
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(6, 10)
    painter.rotate(2)
    painter.setPen(QPen(QColor(tone), 1))
    painter.setBrush(QColor(frame.theme.card))
    painter.drawRoundedRect(0, 0, 150, 38, 6, 6)
    painter.fillRect(0, 3, 4, 32, QColor(tone))
    painter.drawPixmap(14, 10, svg_pixmap(look(kind).icon, tone, 18, ratio))
    font = QFont("Be Vietnam Pro")
    font.setPixelSize(13)
    letters = QPainterPath()  # letters of a tilted text would jump up and down
    letters.addText(40, 24, font, QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, 104))
    painter.fillPath(letters, QColor(frame.theme.text))
    painter.end()
    return pixels


class KindButton(QToolButton):
    """One kind of the palette."""

    def __init__(self, kind: str, frame: Frame, add: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.kind, self._frame, self._add = kind, frame, add
        self._pressed = QPoint()
        self.setObjectName("kind")
        self.setText(_(KINDS[kind]))
        self.setAccessibleName(_(KINDS[kind]))
        size = frame.px(24)
        self.setIcon(icon(look(kind).icon, frame.theme.ink(look(kind).colour), size=size))
        self.setIconSize(QSize(size, size))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(frame.px(48))
        self.setMaximumHeight(frame.px(60))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        keys = f"  ({kind_keys(kind)})" if kind_keys(kind) else ""
        self.setToolTip(_("Drag onto the map, or double-click to add") + keys)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remembers where a drag may begin."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begins the drag once the mouse has moved far enough."""
        moved = (event.position().toPoint() - self._pressed).manhattanLength()
        if event.buttons() & Qt.MouseButton.LeftButton and moved >= QApplication.startDragDistance():
            self.setDown(False)
            self._start_drag()
            return
        super().mouseMoveEvent(event)

    def _start_drag(self) -> None:
        drag = QDrag(self)
        drag.setMimeData(kind_data(dragged_kind(self.kind)))
        drag.setPixmap(drag_picture(self.kind, self._frame, self.devicePixelRatioF()))
        drag.setHotSpot(QPoint(-10, -12))
        drag.exec(Qt.DropAction.CopyAction)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Adds one."""
        self._add(self.kind)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space add one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._add(self.kind)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keeps Enter and Space for this button, whatever the window's shortcuts are."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in (
            Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space,
        ):
            event.accept()
            return True
        return super().event(event)


class PalettePanel(QWidget):
    """The palette with its heading."""

    def __init__(self, frame: Frame, add: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 8)
        column.setSpacing(10)
        column.addWidget(heading(_("Drag onto the map"), self))
        grid = QGridLayout()
        grid.setSpacing(6)
        self.buttons = [KindButton(kind, frame, add, self) for kind in actions.KINDS]
        for place, button in enumerate(self.buttons):
            grid.addWidget(button, place // 2, place % 2)
        self.more = sum(max(0, frame.px(60) - button.sizeHint().height()) for button in self.buttons[::2])
        column.addLayout(grid)
