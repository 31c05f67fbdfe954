"""Takes over what somebody else has made of a window's map: a changed file, or another version of it."""

from dataclasses import dataclass
from pathlib import Path

from cjdesigner.errors import CjError
from cjdesigner.language import N_
from cjdesigner.model.map import JourneyMap
from cjdesigner.session import Session


@dataclass(frozen=True)
class Joined:
    """What came of it: the map before and after, how many changes came in, and how many wait for a decision.

    `silent` where nothing of the user's was touched by it: there were no edits. `who` is where it comes from.
    """

    before: JourneyMap
    after: JourneyMap
    changes: int
    conflicts: int
    silent: bool = False
    who: str = ""


def take_in(session: Session, held: JourneyMap) -> Joined:
    """The file holds another version now: it is shown, or, where there are edits, merged with them as one step.

    Raises MergeError for another map.
    """
    from cjdesigner.merge import differences, merge_maps

    before, base = session.map, session.saved_map
    if not session.dirty:
        session.take_in(N_("Changes in the file"), held, held)
        return Joined(before, held, len(differences(before, held)), len(held.conflicts), silent=True)
    merged = merge_maps(base, before, held)
    session.take_in(N_("Merge"), held, merged.map)
    return Joined(before, session.map, len(differences(before, session.map)), len(session.map.conflicts))


def merge_version(session: Session, base: JourneyMap | None, version: JourneyMap, name: str) -> Joined:
    """Merges another version of the map into the one that is open, as one step. Raises MergeError for another map."""
    from cjdesigner.merge import differences, merge_maps

    before = session.map
    merged = merge_maps(base, before, version)
    session.apply(N_("Merge"), lambda _map: merged.map)
    return Joined(before, session.map, len(differences(before, session.map)), len(session.map.conflicts), who=name)


def marks_in(path: Path) -> str:
    """The digest of a file that has the marks of a git conflict; "" for any other."""
    from cjdesigner.files import reading
    from cjdesigner.files.conflicted import has_marks
    from cjdesigner.files.disk import DISK
    from cjdesigner.files.format import digest

    try:
        reading.check_size(DISK.stat(str(path)).st_size)
        data = DISK.read(str(path))
    except (OSError, ValueError, CjError):
        return ""
    return digest(data) if has_marks(data) else ""
