"""Two versions of a text, word by word: what went is struck out, what came is underlined; no colour is needed."""

from collections.abc import Iterable

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from cjdesigner.merge.pieces import Piece, Sort
from cjdesigner.window.look import Frame


def show_pieces(field: QTextEdit, pieces: Iterable[Piece], frame: Frame) -> None:
    """Shows the pieces in a text field. They are put in as plain text: a stranger wrote them."""
    field.clear()
    cursor = QTextCursor(field.document())
    for sort, words in pieces:
        bare = words.lstrip()
        cursor.insertText(words[:len(words) - len(bare)], _look("same", frame))
        cursor.insertText(bare, _look(sort, frame))
    field.moveCursor(QTextCursor.MoveOperation.Start)


def _look(sort: Sort, frame: Frame) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setForeground(QColor(frame.text))
    if sort == "gone":
        look.setFontStrikeOut(True)
        look.setForeground(QColor(frame.warning))
    elif sort == "new":
        look.setFontUnderline(True)
        look.setFontWeight(QFont.Weight.DemiBold)
        look.setForeground(QColor(frame.accent))
    return look


def reading_field(name: str, parent: QWidget, frame: Frame) -> QTextEdit:
    """A field that only shows words; Tab goes on."""
    field = QTextEdit(parent)
    field.setReadOnly(True)
    field.setAcceptRichText(False)
    field.setTabChangesFocus(True)
    field.setObjectName("reading")
    field.setAccessibleName(name)
    field.setStyleSheet(
        f"#reading {{ background: {frame.field}; border: 1px solid {frame.outline}; border-radius: 8px;"
        f" padding: {frame.px(3)}px {frame.px(5)}px; }} #reading:focus {{ border-color: {frame.accent}; }}")
    return field
