"""Versions of a map: what differs between two, and one map of two that were changed apart. See `docs/versions.md`.

    merged = merge_maps(base, ours, theirs)      # .map, valid, with what is contradictory in map.conflicts; .changes
    for change in differences(old, new):
        print(said(change, old, new))

`edit.conflicts.settle` decides a conflict.
"""

from cjdesigner.merge.changes import Change, differences
from cjdesigner.merge.maps import Merged, MergeError, merge_maps
from cjdesigner.merge.sentences import said

__all__ = ["Change", "MergeError", "Merged", "differences", "merge_maps", "said"]
