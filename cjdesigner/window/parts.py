"""Small parts that several panels are made of."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QWidget


def heading(text: str, parent: QWidget) -> QLabel:
    """A small heading in capitals."""
    label = QLabel(text.upper(), parent)
    label.setObjectName("heading")
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


class _Scrolled(QScrollArea):
    """A panel that scrolls only where there is too little room for all of it. It likes to be `more` pixels higher."""

    more = 0

    def sizeHint(self) -> QSize:
        """As high as what is inside."""
        panel: QWidget | None = self.widget()
        return panel.sizeHint() + QSize(0, self.more) if panel else QSize()


def scrolled(panel: QWidget, least: int, more: int = 0) -> QScrollArea:
    """A panel in an area that scrolls; it may get as low as `least` pixels, and likes `more` than it needs."""
    area = _Scrolled(panel.parentWidget())
    area.more = more
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(panel)
    area.setMinimumWidth(panel.minimumSizeHint().width() + area.verticalScrollBar().sizeHint().width())
    area.setMinimumHeight(min(least, panel.sizeHint().height()))
    area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    return area


def as_tip(words: str) -> str:
    """A stranger's words for a tool tip, which has no plain text: as they are, but never read as rich text."""
    return words.replace("<", "‹").replace("&lt;", "&\N{WORD JOINER}lt;")
