"""What an empty map says: how to begin."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget

from cjdesigner.language import _


class Invitation(QLabel):
    """A few quiet words in the middle of the canvas, through which the mouse goes."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.setObjectName("invitation")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.translate()
        viewport.installEventFilter(self)

    def translate(self) -> None:
        """Says it in the program's language."""
        self.setText(_("Drag a stage or a card here.\nOr press Ctrl+2 for a stage, Ctrl+3 for a touchpoint.\n"
                       "Double-click the title to name the map."))
        self.adjustSize()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays in the middle."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.move((watched.width() - self.width()) // 2, round(watched.height() * 0.45))
        return False
