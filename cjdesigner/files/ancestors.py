"""What two versions of a map were made from: a version that was seen here, or else what they have in common."""

from cjdesigner.files.format import digest, to_bytes
from cjdesigner.files.places import MapFileError
from cjdesigner.files.snapshots import snapshots
from cjdesigner.files.storage import open_map
from cjdesigner.merge import differences
from cjdesigner.model.map import COLLECTIONS, JourneyMap


def ancestor(ours: JourneyMap, theirs: JourneyMap) -> JourneyMap:
    """The best ground to merge two versions on.

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
    return min(known, key=lambda held: len(differences(held, theirs)), default=None) or common(ours, theirs)


def common(ours: JourneyMap, theirs: JourneyMap) -> JourneyMap:
    """What is alike in two versions: where they differ neither is older, and nothing counts as deleted."""
    kept = {name: {key: entity for key, entity in getattr(ours, name).items()
                   if getattr(theirs, name).get(key) == entity} for name in COLLECTIONS}
    references = list(ours.references())
    while dangling := {each.path[:2] for each in references if each.path[1] in kept[each.path[0]]
                       and each.id not in kept[each.collection]}:
        for name, key in dangling:
            del kept[name][key]
    own = {name: getattr(ours, name) for name in JourneyMap.model_fields
           if name not in COLLECTIONS and getattr(ours, name) == getattr(theirs, name)}
    return JourneyMap(**own | kept)
