"""Files with the marks of a git conflict (`<<<<<<<`), merged from the three versions that git still has.

They come from a merge without our driver. The file itself is not touched; saving the merged map takes the marks away.
"""

import re
from pathlib import Path

from cjdesigner.errors import CjError
from cjdesigner.files.format import from_bytes
from cjdesigner.files.git import stage
from cjdesigner.files.places import shown
from cjdesigner.language import _
from cjdesigner.merge import Merged, merge_maps
from cjdesigner.model.map import JourneyMap

_MARKS = re.compile(rb"^(?:<{7}|>{7})(?:\s|$)", re.MULTILINE)


def has_marks(data: bytes) -> bool:
    """Whether a file has the marks of a git conflict."""
    return len(_MARKS.findall(data)) > 1


def merged_from_git(path: Path) -> Merged:
    """The map of a file that git could not merge: its versions merged card by card, conflicts inside.

    Raises CjError: GitError where git does not have the versions any more, MapFileError where one is no good map.
    """
    base, ours, theirs = (stage(path, number) for number in (1, 2, 3))
    if ours is None or theirs is None:
        message = _("Git does not have the two versions of {name} any more.").format(name=shown(path.name))
        raise CjError(message, _("Take an earlier version of the file: git log, git checkout."))
    return merge_maps(_read(base) if base is not None else None, _read(ours), _read(theirs))


def _read(data: bytes) -> JourneyMap:
    opened = from_bytes(data)
    if opened.read_only:
        raise CjError(opened.notice)
    return opened.map
