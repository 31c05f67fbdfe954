"""The work bench in the middle of the window: the canvases with the capture bar under them."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cjdesigner.session import Session
from cjdesigner.window.capture_bar import CaptureBar
from cjdesigner.window.look import Frame
from cjdesigner.window.split import Split


class Bench(QWidget):
    """Holds the split canvases and a strip for the capture bar, which is made anew when words or colours change."""

    def __init__(self, split: Split, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._split = split
        self.capture: CaptureBar | None = None
        self._strip = QFrame(self)
        self._strip.setObjectName("captureStrip")
        self._row = QHBoxLayout(self._strip)
        self._row.setContentsMargins(16, 0, 16, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(split, 1)
        column.addWidget(self._strip)
        split.active_changed.connect(self._follow)
        self._column = column

    def put_above(self, widget: QWidget) -> None:
        """Puts something above the canvases, below what is there already."""
        self._column.insertWidget(self._column.indexOf(self._split), widget)

    def build(self, session: Session, frame: Frame) -> CaptureBar:
        """Makes the capture bar in a frame's colours and the program's language."""
        if self.capture is not None:
            self.capture.hide()
            self.capture.deleteLater()
        self.capture = CaptureBar(session, self._split.active, frame, self._strip)
        self._row.addWidget(self.capture)
        return self.capture

    def _follow(self) -> None:
        """What is typed goes to the canvas that is active."""
        if self.capture is not None:
            for canvas in self._split.canvases():
                canvas.setFocusProxy(self.capture.line)
            self.capture.act_on(self._split.active)
