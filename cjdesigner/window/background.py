"""The one way to run work off the window's thread: a job with progress and a Cancel that works."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtWidgets import QLabel, QProgressDialog, QWidget

from cjdesigner.language import _

T = TypeVar("T")


class Cancelled(Exception):
    """The user cancelled the job."""


class Job(QObject):
    """What the work sees: it reports progress (0 to 1) and asks whether it was cancelled."""

    progressed = Signal(float)
    ended = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._cancel = threading.Event()

    def progress(self, share: float) -> None:
        """Reports how much is done. Raises Cancelled once the user asked for it."""
        if self._cancel.is_set():
            raise Cancelled
        self.progressed.emit(share)

    def cancelled(self) -> bool:
        """Whether the user asked to stop."""
        return self._cancel.is_set()

    def cancel(self) -> None:
        """Asks the work to stop."""
        self._cancel.set()


class Work(QRunnable):
    """A job's work for a pool of threads."""

    def __init__(self, job: Job, work: Callable[[Job], Any]) -> None:
        super().__init__()
        self._job, self._work = job, work

    def run(self) -> None:
        """Does the work; whatever it raises is handed to the window's thread."""
        try:
            self._job.ended.emit(self._work(self._job), None)
        except BaseException as error:  # noqa: BLE001 - it is raised again on the window's thread
            self._job.ended.emit(None, error)


def wait_for(parent: QWidget, title: str, work: Callable[[Job], T]) -> T | None:
    """Runs `work` in a thread and comes back with its result; the window stays alive meanwhile. None after Cancel.

    Raises what the work raises.
    """
    loop = QEventLoop()
    results: list[T] = []
    errors: list[Exception] = []
    over: list[bool] = []

    def end() -> None:
        over.append(True)
        loop.quit()

    run_in_background(parent, title, work, results.append, errors.append, end)
    if not over:  # quick work is over before there is anything to wait for
        loop.exec()
    if errors:
        raise errors[0]
    return results[0] if results else None


def run_in_background(
    parent: QWidget, title: str, work: Callable[[Job], T], done: Callable[[T], None],
    failed: Callable[[Exception], None], over: Callable[[], None] = lambda: None,
) -> Job:
    """Runs `work` in a thread, with a dialog that shows progress and a Cancel, and keeps the window from changing.

    `done` and `failed` run on the window's thread. After Cancel `work` ends at its next `job.progress`, and neither
    runs; a Cancel that comes after the last one comes too late. `over` runs at the end, whatever it was. `work` must
    not touch a widget.
    """
    job = Job()
    dialog = QProgressDialog("", _("Cancel"), 0, 100, parent)
    label = QLabel(title)
    label.setTextFormat(Qt.TextFormat.PlainText)  # a file's name is in it
    dialog.setLabel(label)
    dialog.setWindowTitle(_("Please wait"))
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setMinimumDuration(0)  # at once: nobody may edit in between
    dialog.setAutoClose(False)
    dialog.setAutoReset(False)

    def ended(result: T, error: BaseException | None) -> None:
        dialog.reset()
        dialog.deleteLater()
        over()
        if isinstance(error, Cancelled):
            return
        if error is None:
            done(result)
        elif isinstance(error, Exception):
            failed(error)
        else:
            raise error

    dialog.canceled.connect(job.cancel)
    job.progressed.connect(lambda share: dialog.setValue(round(share * 100)), Qt.ConnectionType.QueuedConnection)
    job.ended.connect(ended, Qt.ConnectionType.QueuedConnection)
    job.setParent(dialog)
    QThreadPool.globalInstance().start(Work(job, work))
    dialog.setValue(0)
    return job
