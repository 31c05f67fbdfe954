"""The window that the room looks at: the open map on the whole of a screen, without tools."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QScreen
from PySide6.QtWidgets import QStyle, QVBoxLayout, QWidget

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.canvas.hits import Hit
from cjdesigner.canvas.showing import ShowView
from cjdesigner.language import _
from cjdesigner.window.look import Frame


def screens() -> list[QScreen]:
    """The screens of this computer."""
    return QGuiApplication.screens()


def projector(window: QWidget) -> QScreen | None:
    """The screen that the window is not on; None where there is only one."""
    return next((screen for screen in screens() if screen is not window.screen()), None)


def movement_wanted(widget: QWidget, chosen: bool) -> bool:
    """Whether things may glide: neither the user nor the system has asked for calm."""
    return chosen and bool(widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animate, None, widget))


class Presentation(QWidget):
    """A window of its own. Closing it ends the presentation."""

    ended = Signal()
    menu_wanted = Signal(object)

    def __init__(self, canvas: CanvasView) -> None:
        """`canvas`: the facilitator's own view of the map."""
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("presentation")
        self.setWindowTitle(_("Presentation — cjdesigner"))
        self.view = ShowView(canvas.session, canvas.typesetter, canvas.composer_for_another())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.ended.connect(self.close)
        self.view.context_wanted.connect(self._menu)

    def _menu(self, _found: Hit, at: object) -> None:
        self.menu_wanted.emit(at)

    def dress(self, frame: Frame) -> None:
        """Shows the map in the colours of a frame."""
        self.view.colours = frame.canvas
        self.view.set_theme(frame.theme)

    def hold(self, actions: Iterable[QAction]) -> None:
        """Takes the main window's commands over, so that their keys work here too."""
        for old in self.actions():
            self.removeAction(old)
        self.addActions(list(actions))

    def show_on(self, screen: QScreen) -> None:
        """Fills a screen."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.activateWindow()
        self.view.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keeps what was being typed, and says that it is over."""
        self.view.end_editing()
        super().closeEvent(event)
        self.ended.emit()
