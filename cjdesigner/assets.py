"""Finds the files of `resources/`: inside the package (wheel, frozen app) or beside it (a checkout).

Imports nothing of the project.
"""

from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The folder that holds `fonts/`, `icons/`, `templates/`, …"""
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def path(*parts: str) -> Path:
    """The path of one resource; it is not promised to exist."""
    return root().joinpath(*parts)
