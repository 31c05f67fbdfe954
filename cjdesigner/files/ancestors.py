"""What two versions of a map were made from, as far as that was seen here."""

from cjdesigner.files.format import digest, to_bytes
from cjdesigner.files.places import MapFileError
from cjdesigner.files.snapshots import snapshots
from cjdesigner.files.storage import open_map
from cjdesigner.merge import differences
from cjdesigner.model.map import JourneyMap


def ancestor(ours: JourneyMap, theirs: JourneyMap) -> JourneyMap | None:
    """The best ground to merge two versions on; None where there is none, and nothing counts as deleted.

    Of the versions that were seen here it is the one that theirs differs from least: whatever was made of it since
    is in the difference to all later ones as well. Ours itself is none: should theirs come of an older one, all that
    ours has more would be taken for deleted.
    """
    mark, known = digest(to_bytes(ours))[:16], []
    for snapshot in snapshots(ours.id):
        if snapshot.mark != mark:
            try:
                held = open_map(snapshot.path).map
            except MapFileError:
                continue
            if held.id == ours.id:
                known.append(held)
    return min(known, key=lambda held: len(differences(held, theirs)), default=None)
