"""The system's trash, from which a file can be taken out again."""

from pathlib import Path

from PySide6.QtCore import QFile


def move_to_trash(path: Path) -> bool:
    """Moves a file to the trash; False where that fails, and the file stays."""
    return QFile(str(path)).moveToTrash()
