"""Everything that is wrong with a file, and with what a map keeps of one."""

from cjdesigner.files.format import from_bytes, to_bytes
from cjdesigner.files.places import MapFileError, Problem
from cjdesigner.model.kept import keeps
from cjdesigner.model.map import COLLECTIONS, JourneyMap

__all__ = ["Problem", "still_kept", "validate"]


def still_kept(journey: JourneyMap) -> tuple[Problem, ...]:
    """What a map keeps and cannot read, without lines."""
    return from_bytes(to_bytes(journey)).found if keeps(journey, COLLECTIONS) else ()


def validate(data: bytes) -> list[Problem]:
    """Every problem of a file's bytes with its place, from top to bottom; empty for a good file."""
    try:
        return list(from_bytes(data).problems)
    except MapFileError as error:
        return list(error.places)
