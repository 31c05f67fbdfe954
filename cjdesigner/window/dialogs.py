"""The questions and messages of the window. Text is plain text everywhere."""

from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget

from cjdesigner.errors import CjError
from cjdesigner.language import _


class Answer(Enum):
    """What to do with unsaved work."""

    SAVE = auto()
    DISCARD = auto()
    CANCEL = auto()


class Change(Enum):
    """What to do with a file that somebody else has changed."""

    MERGE = auto()
    ELSEWHERE = auto()
    OVERWRITE = auto()
    CANCEL = auto()


class Left(Enum):
    """What to do with work that was left behind by a crash."""

    RESTORE = auto()
    DISCARD = auto()
    LATER = auto()


def _box(parent: QWidget, icon: QMessageBox.Icon, title: str, text: str, more: str = "") -> QMessageBox:
    box = QMessageBox(icon, title, text, QMessageBox.StandardButton.NoButton, parent)
    box.setInformativeText(more)
    return plain(box)


def plain(box: QMessageBox) -> QMessageBox:
    """Makes a box show its words as they are: in rich text a stranger's words could load pictures from the disk."""
    box.setTextFormat(Qt.TextFormat.PlainText)
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
    if (around := box.layout()) is not None:
        around.setContentsMargins(20, 18, 20, 16)
    return box


def ask_to_save(parent: QWidget, name: str) -> Answer:
    """Asks what to do with unsaved changes. Closing the question is Cancel."""
    box = _box(parent, QMessageBox.Icon.Question, _("Unsaved changes"),
               _("Save the changes to “{name}”?").format(name=name),
               _("If you do not save, your changes since the last save are lost."))
    save = box.addButton(_("Save"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(_("Don't save"), QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(save)
    box.setEscapeButton(cancel)
    box.exec()
    clicked = box.clickedButton()
    return Answer.SAVE if clicked is save else Answer.DISCARD if clicked is discard else Answer.CANCEL


def ask_to_restore(parent: QWidget, name: str, when: str) -> Left:
    """Asks about unsaved work on the file that was just opened. Closing the question decides nothing."""
    box = _box(parent, QMessageBox.Icon.Question, _("Unsaved work from last time"),
               _("The program ended before your work on “{name}” was saved. Restore it?").format(name=name),
               when + "\n" + _("You see the map as it was saved. What you do not restore now stays on the start page."))
    restore = box.addButton(_("Restore"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(_("Discard…"), QMessageBox.ButtonRole.DestructiveRole)
    later = box.addButton(_("Not now"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(restore)
    box.setEscapeButton(later)
    box.exec()
    clicked = box.clickedButton()
    return Left.RESTORE if clicked is restore else Left.DISCARD if clicked is discard else Left.LATER


def confirm(parent: QWidget, title: str, text: str, more: str, yes: str) -> bool:
    """Asks before something that cannot be taken back."""
    box = _box(parent, QMessageBox.Icon.Question, title, text, more)
    agreed: QPushButton = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    return box.clickedButton() is agreed


def show_error(parent: QWidget, title: str, error: CjError) -> None:
    """Says what went wrong and what to do."""
    box = _box(parent, QMessageBox.Icon.Warning, title, error.message, error.hint)
    box.addButton(_("OK"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def error_box(parent: QWidget, title: str, error: CjError, way_out: str) -> tuple[QMessageBox, QPushButton]:
    """A box that says what went wrong and has a button for the way out of it."""
    box = _box(parent, QMessageBox.Icon.Warning, title, error.message, error.hint)
    wanted: QPushButton = box.addButton(way_out, QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(wanted)
    box.setEscapeButton(cancel)
    return box, wanted


def save_failed(parent: QWidget, error: CjError) -> bool:
    """Says why a map could not be saved; True to save it elsewhere."""
    box, elsewhere = error_box(parent, _("The map was not saved"), error, _("Save elsewhere…"))
    box.exec()
    return box.clickedButton() is elsewhere


def ask_about_change(parent: QWidget, error: CjError, *, mergeable: bool) -> Change:
    """Asks how to save to a file that somebody else has changed. Closing the question is Cancel."""
    more = _("Merging keeps both: what only one of you changed is taken over, and what both changed is marked for you "
             "to decide.") if mergeable else error.hint
    box = _box(parent, QMessageBox.Icon.Question, _("The file was changed by someone else"), error.message, more)
    answers = {box.addButton(_("&Merge"), QMessageBox.ButtonRole.AcceptRole): Change.MERGE} if mergeable else {}
    elsewhere = box.addButton(_("Save &elsewhere…"), QMessageBox.ButtonRole.ActionRole)
    answers[elsewhere] = Change.ELSEWHERE
    answers[box.addButton(_("&Overwrite"), QMessageBox.ButtonRole.DestructiveRole)] = Change.OVERWRITE
    cancel = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(next(iter(answers)))
    box.setEscapeButton(cancel)
    box.exec()
    return next((what for button, what in answers.items() if button is box.clickedButton()), Change.CANCEL)


def ask_about_missing(parent: QWidget, name: str) -> Change:
    """Asks how to save to a file that is not there any more: write it again (OVERWRITE), elsewhere, or not at all."""
    box = _box(parent, QMessageBox.Icon.Question, _("The file is not there any more"),
               _("“{name}” was deleted, moved or renamed.").format(name=name), _("Your map is here as you see it."))
    again = box.addButton(_("&Write it again"), QMessageBox.ButtonRole.AcceptRole)
    elsewhere = box.addButton(_("Save &elsewhere…"), QMessageBox.ButtonRole.ActionRole)
    cancel = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(again)
    box.setEscapeButton(cancel)
    box.exec()
    found = {id(again): Change.OVERWRITE, id(elsewhere): Change.ELSEWHERE}
    return found.get(id(box.clickedButton()), Change.CANCEL)


def show_notes(parent: QWidget, title: str, text: str, notes: list[str]) -> None:
    """Says what was noticed on the way, with all of it under Details."""
    box = _box(parent, QMessageBox.Icon.Information, title, text, "\n".join(notes[:6]))
    if len(notes) > 6:
        box.setDetailedText("\n".join(notes))
    box.addButton(_("OK"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def say_exported(parent: QWidget, path: Path) -> Path | None:
    """Says that an export is ready; the file or its folder if the user wants to see it."""
    box = _box(parent, QMessageBox.Icon.Information, _("Exported"), _("{name} is ready.").format(name=path.name),
               str(path.parent))
    open_it = box.addButton(_("Open"), QMessageBox.ButtonRole.AcceptRole)
    folder = box.addButton(_("Show in folder"), QMessageBox.ButtonRole.ActionRole)
    close = box.addButton(_("Close"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(close)
    box.setEscapeButton(close)
    box.exec()
    if box.clickedButton() is open_it:
        return path
    return path.parent if box.clickedButton() is folder else None
