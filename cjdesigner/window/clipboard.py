"""What a clipboard or a drag holds for a map: the choice among the forms that other programs offer side by side."""

from pathlib import Path

from PySide6.QtCore import QMimeData

from cjdesigner.canvas.mime import files_of, piece_in
from cjdesigner.exchange.meaning import Meaning, meaning_of_text


def meaning_of(data: QMimeData | None, language: str) -> Meaning | list[Path] | None:
    """What to take in: a piece of a map, files, a table, or whatever its text is; None for nothing of use.

    Raises CjError where it is too large or damaged.
    """
    if data is None:  # a clipboard that was never filled
        return None
    if piece := piece_in(data):
        return piece
    if files := files_of(data):
        return files
    if data.hasHtml():
        from cjdesigner.exchange.html_table import from_html

        table = from_html(data.html())
        if table and table.rows:
            return table
    text = text_of(data)
    return meaning_of_text(text, language) if text.strip() else None


def text_of(data: QMimeData | None) -> str:
    """The plain text; of a web page's piece without one, the text in it."""
    if data is None:
        return ""
    if data.hasText() and data.text().strip():
        return data.text()
    if not data.hasHtml():
        return ""
    from cjdesigner.exchange.html_table import text_of_html

    return text_of_html(data.html())
