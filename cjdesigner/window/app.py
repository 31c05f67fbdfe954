"""Starts the program: fonts, language, looks, windows; and what happens when something unexpected goes wrong."""

import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QFont, QIcon
from PySide6.QtWidgets import QApplication

from cjdesigner import __version__, assets, language
from cjdesigner.files.settings import Settings, load_settings, save_settings
from cjdesigner.language import _
from cjdesigner.window.later import complete_later
from cjdesigner.window.look import TYPE, frame_for, load_fonts, palette, scale_for, style_sheet
from cjdesigner.window.main import MainWindow


class Program:
    """The windows of one process and what they share: settings, language, looks, the text engine."""

    def __init__(self, app: QApplication, spoken: str | None = None) -> None:
        self._app = app
        self._settings = load_settings()
        if spoken:
            self._settings = self._settings.having(language=spoken)
        self._translators: list[QTranslator] = []
        self.windows: list[MainWindow] = []
        load_fonts()
        app.setWindowIcon(QIcon(str(assets.path("desktop", "cjdesigner-256.png"))))
        self._speak(self._settings)
        self._dress(self._settings)
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: self._system_changed())
        if hasattr(app.styleHints(), "accessibility"):
            app.styleHints().accessibility().contrastPreferenceChanged.connect(lambda _wish: self._system_changed())

    def open_window(self, path: Path | None = None, *, whole: bool = True) -> MainWindow:
        """Opens another window, with a map's file or the start page, which can be shown before the rest is there."""
        window = MainWindow(self._settings, self.windows[0].typesetter if self.windows else None, path, whole=whole)
        window.restore_place(self._settings)
        window.settings_changed.connect(self._take)
        window.window_wanted.connect(lambda: self.open_window())
        window.quit_wanted.connect(self._quit)
        self.windows.append(window)
        window.show()
        return window

    def _quit(self) -> None:
        for window in list(self.windows):
            if window.isVisible() and not window.close():
                return

    def _take(self, settings: Settings) -> None:
        """Takes over and keeps settings; every window follows."""
        old, self._settings = self._settings, settings
        save_settings(settings)
        if (old.language, old.theme, old.text_size) == (settings.language, settings.theme, settings.text_size):
            return
        self._speak(settings)
        self._dress(settings)
        for window in self.windows:
            window.rebuild(settings)

    def _speak(self, settings: Settings) -> None:
        """Switches our own texts and Qt's to the chosen language, or the system's."""
        language.activate(settings.language or language.system())
        for old in self._translators:
            self._app.removeTranslator(old)
        self._translators = []
        folder = str(assets.path("locale")) if language.active() == "vi" else QLibraryInfo.path(
            QLibraryInfo.LibraryPath.TranslationsPath)
        translator = QTranslator()
        if translator.load(f"qtbase_{language.active()}", folder):
            self._app.installTranslator(translator)
            self._translators.append(translator)

    def _dress(self, settings: Settings) -> None:
        frame = frame_for(settings.theme, scale_for(settings.text_size))
        font = QFont("Be Vietnam Pro")
        font.setPixelSize(frame.px(TYPE))
        self._app.setFont(font)
        self._app.setPalette(palette(frame))
        self._app.setStyleSheet(style_sheet(frame))

    def _system_changed(self) -> None:
        if self._settings.theme == "system":
            self._dress(self._settings)
            for window in self.windows:
                window.rebuild(self._settings)

    def rescue(self) -> str:
        """Brings every edit of every map to the disk; why that failed, or empty."""
        troubles = [window.guard.flush() for window in self.windows if window.whole]
        return next(filter(None, troubles), "")

    def unexpected(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """An error that nobody foresaw: the work is saved first, then the user is told."""
        import traceback

        details = "".join(traceback.format_exception(kind, error, trace))
        sys.stderr.write(details)
        if not isinstance(error, Exception):
            return
        from PySide6.QtWidgets import QMessageBox

        from cjdesigner.window.dialogs import plain

        trouble = self.rescue()
        box = QMessageBox()
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle(_("Something went wrong"))
        box.setText(_("cjdesigner met an unexpected error."))
        box.setInformativeText(_told(trouble))
        box.setDetailedText(f"cjdesigner {__version__}, {sys.platform}\n{details}")
        plain(box).addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()


def _told(trouble: str) -> str:
    """What an unexpected error means for the work."""
    if trouble:
        return _("Your changes could not be written down ({reason}). Save your map now, to another disk if need "
                 "be.").format(reason=trouble)
    return _("All your changes are written down: should the program end now, it offers them again at the next start. "
             "You can go on working; save your map to be safe.")


def run(path: Path | None = None, spoken: str | None = None) -> int:
    """Opens the window and stays until the last one is closed; the process's exit status.

    `spoken` is a language that was asked for on the command line; settings give way to it.
    """
    QApplication.setApplicationName("cjdesigner")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("cjdesigner")
    app = QApplication([*sys.argv[:1], "-style", "fusion"])
    program = Program(app, spoken)
    sys.excepthook = program.unexpected
    window = program.open_window(path, whole=False)
    complete_later(window)
    return app.exec()
