"""Everything that is wrong with a file, for the command `cjdesigner validate`."""

from cjdesigner.files.format import from_bytes
from cjdesigner.files.places import MapFileError, Problem

__all__ = ["Problem", "validate"]


def validate(data: bytes) -> list[Problem]:
    """Every problem of a file's bytes with its place, from top to bottom; empty for a good file."""
    try:
        from_bytes(data)
    except MapFileError as error:
        return list(error.places)
    return []
