"""What an empty map says: how to begin."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget

from cjdesigner.language import _


class Invitation(QLabel):
    """A few quiet words in the middle of the canvas, through which the mouse goes."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self.setObjectName("invitation")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.translate()
        viewport.installEventFilter(self)

    def translate(self) -> None:
        """Says it in the program's language."""
        self.setText(_("Drag a stage or a card here.\nOr press Ctrl+2 for a stage, Ctrl+3 for a touchpoint.\n"
                       "Double-click the title to name the map."))
        self._place()

    def _place(self) -> None:
        """In the middle, as wide as there is room."""
        room = self._viewport.size()
        wide = min(max(120, room.width() - 48), self.fontMetrics().size(0, self.text()).width() + 8)
        self.resize(wide, self.heightForWidth(wide))
        self.move((room.width() - wide) // 2, max(0, min(round(room.height() * 0.45), room.height() - self.height())))

    def changeEvent(self, event: QEvent) -> None:
        """Larger type needs more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays in the middle."""
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self._place()
        return False
