"""Finds pictures again whose files were missing: looks for them when the user comes back to the window."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from cjdesigner.files import assets
from cjdesigner.session import Session


class LostPictures(QObject):
    """Looks for the missing pictures of a window's map."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Looks when the user comes back, maybe from a file manager."""
        if event.type() == QEvent.Type.WindowActivate and self._session.path:
            QTimer.singleShot(0, self.look)
        return False

    def look(self) -> None:
        """Puts the pictures that are there by now into the map."""
        journey, path = self._session.map, self._session.path
        if path is None or not assets.missing(journey):
            return
        found = assets.looked_up(journey, path)
        if found is not journey:
            self._session.refresh(found)
