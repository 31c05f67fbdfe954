"""Waiting for work that is mostly over in a moment: the window goes on painting, and nobody is shown a box for it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QThreadPool, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QVBoxLayout, QWidget

from cjdesigner.language import _
from cjdesigner.window.background import Job, Work

T = TypeVar("T")

_PATIENCE = 300
"""Milliseconds after which the user is told what takes so long: a drive on a network, mostly."""


class _Waiting(QDialog):
    """Says what is being waited for. It cannot be closed: the work cannot be taken back."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Please wait"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        label = QLabel(title, self)
        label.setTextFormat(Qt.TextFormat.PlainText)  # a file's name is in it
        bar = QProgressBar(self)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(title)
        column.addWidget(label)
        column.addWidget(bar)

    def reject(self) -> None:
        """Stays."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stays."""
        event.ignore()


def wait_quietly(parent: QWidget, title: str, work: Callable[[], T]) -> T:
    """Does work in a thread and comes back with its result, or raises what it raised. `work` must not touch a widget.

    The window paints meanwhile, but takes no key and no click: they wait too, so that nothing can come in between.
    """
    pool, loop = QThreadPool(), QEventLoop()
    ended: list[tuple[T, BaseException | None]] = []

    def end(result: T, error: BaseException | None) -> None:
        ended.append((result, error))
        loop.quit()

    job = Job()
    job.ended.connect(end, Qt.ConnectionType.QueuedConnection)
    pool.start(Work(job, lambda _job: work()))
    QTimer.singleShot(_PATIENCE, loop, loop.quit)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    if not ended:
        _show_until_over(_Waiting(title, parent), loop, ended)
    result, error = ended[0]
    if error is not None:
        raise error
    return result


def _show_until_over(waiting: _Waiting, loop: QEventLoop, ended: list[tuple[T, BaseException | None]]) -> None:
    waiting.show()
    while not ended:
        loop.exec()
    waiting.hide()
    waiting.deleteLater()
