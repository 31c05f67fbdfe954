"""`merge`, `diff` and `textconv`: versions of a map, for people and for git."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cjdesigner.cli.parts import (
    FILE,
    Refused,
    check_folder,
    check_target,
    examples,
    force_option,
    json_option,
    map_argument,
    note,
    open_map,
    read_bytes,
)
from cjdesigner.errors import CjError
from cjdesigner.language import _, ngettext

if TYPE_CHECKING:
    from cjdesigner.merge import Merged
    from cjdesigner.model.map import JourneyMap

_SAME, _DIFFERENT = 0, 1
"""Exit statuses, as those of `diff` and of git's merge drivers; 2 is for what cannot be read."""


def _versions(*names: str) -> list[click.Parameter]:
    return [click.Argument([name.lower()], type=FILE, metavar=name) for name in names]


# -- merge ---------------------------------------------------------------------------------------------------------


def merge() -> click.Command:
    """The command `merge`."""
    params = [
        *_versions("BASE", "OURS", "THEIRS"),
        click.Option(["-o", "--output", "target"], type=FILE, metavar="OUT", help=_("The merged map.")),
        click.Option(["--path", "name"], metavar="NAME",
                     help=_("For git: what the map is called. Without -o, OURS is written over.")),
        force_option(),
    ]
    epilog = examples(
        ("cjdesigner merge before.cjmap mine.cjmap hers.cjmap -o both.cjmap", _("puts two people's work together")),
        ("cjdesigner merge - mine.cjmap hers.cjmap -o both.cjmap", _("the same where nobody has the version before")),
        ("cjdesigner git-setup", _("makes git merge maps in this way")),
    )
    text = _("Makes one map of two that were changed apart, OURS and THEIRS. BASE is what both began with; “-” or an "
             "empty file: nobody knows.\n\n"
             "Nothing is dropped: where both changed the same, ours is seen, and the map holds what theirs was until "
             "somebody decides. The exit status is 0 without such conflicts, 1 with conflicts, 2 for files that "
             "cannot be merged.")
    return click.Command("merge", params=params, callback=_merge, epilog=epilog, help=text,
                         short_help=_("Makes one map of two that were changed apart."))


def _merge(base: Path, ours: Path, theirs: Path, target: Path | None, name: str | None, force: bool) -> None:
    from cjdesigner.merge import merge_maps

    out = target or (ours if name is not None else None)
    if out is None:
        raise Refused(_("Say where the merged map goes: -o OUT."))
    if target is not None and name is None:
        check_target(out, force=force)
    check_folder(out)
    merged = merge_maps(_base(base), _editable(ours), _editable(theirs))
    _write(merged, out)
    _tell(merged, name or str(out))
    click.get_current_context().exit(_DIFFERENT if merged.map.conflicts else _SAME)


def _base(path: Path) -> "JourneyMap | None":
    """The version before; git gives an empty file where both sides have added one."""
    if str(path) == "-" or not read_bytes(path).strip():
        return None
    return open_map(path).map


def _editable(path: Path) -> "JourneyMap":
    opened = open_map(path)
    if opened.read_only:
        raise CjError(f"{path}: {opened.notice}")
    return opened.map


def _write(merged: "Merged", out: Path) -> None:
    from cjdesigner.files.format import to_bytes
    from cjdesigner.files.storage import write_atomic

    write_atomic(out, to_bytes(merged.map))


def _tell(merged: "Merged", name: str) -> None:
    """What there is to know of a merge, on stderr: what gave way or came back, and the conflicts."""
    from cjdesigner.merge import said
    from cjdesigner.merge.sentences import contradiction

    for change in merged.notes:
        note(f"{name}: {said(change, merged.ours, merged.map)}")
    for conflict in merged.map.conflicts.values():
        note(_("{name}: conflict: {sentence}").format(name=name, sentence=contradiction(conflict, merged.map)))
    if count := len(merged.map.conflicts):
        left = ngettext("{count} conflict is left; open the map to settle it.",
                        "{count} conflicts are left; open the map to settle them.", count)
        note(f"{name}: {left}")


# -- diff ----------------------------------------------------------------------------------------------------------


def diff() -> click.Command:
    """The command `diff`."""
    params = [*_versions("OLD", "NEW"), json_option()]
    epilog = examples(
        ("cjdesigner diff monday.cjmap today.cjmap", _("what has happened since Monday")),
        ("cjdesigner diff --json monday.cjmap today.cjmap", _("the same for a program")),
    )
    text = _("Says what differs between two versions of a map, one difference on a line.\n\n"
             "The exit status is 0 for the same map, 1 for differences, 2 for a file that cannot be read.")
    return click.Command("diff", params=params, callback=_diff, epilog=epilog, help=text,
                         short_help=_("Says what differs between two versions of a map."))


def _diff(old: Path, new: Path, as_json: bool) -> None:
    from cjdesigner.merge import differences, said

    before, after = open_map(old).map, open_map(new).map
    changes = differences(before, after)
    if as_json:
        told = [{**change._asdict(), "sentence": said(change, before, after)} for change in changes]
        click.echo(json.dumps({"same": not changes, "changes": told}, ensure_ascii=False, indent=2))
    else:
        for change in changes:
            click.echo(said(change, before, after))
    click.get_current_context().exit(_DIFFERENT if changes else _SAME)


# -- textconv ------------------------------------------------------------------------------------------------------


def textconv() -> click.Command:
    """The command `textconv`."""
    epilog = examples(("cjdesigner textconv coffee.cjmap", _("the map as text, one thing a line")))
    text = _("Prints a map as text to read and to compare, one thing a line, in the order of the map. "
             "“cjdesigner git-setup” makes git show differences in this way.\n\n"
             "A file that is no good map is printed as it is, after a line that says why.")
    return click.Command("textconv", params=[map_argument()], callback=_textconv, epilog=epilog, help=text,
                         short_help=_("Prints a map as text, for comparing."))


def _textconv(path: Path) -> None:
    from cjdesigner.files.format import from_bytes
    from cjdesigner.files.places import MapFileError
    from cjdesigner.merge.lines import lines

    data = read_bytes(path)
    try:
        click.echo("\n".join(lines(from_bytes(data).map)))
    except MapFileError as error:  # git stops the whole diff where this fails
        click.echo(f"# {error}\n{data.decode('utf-8', errors='replace')}", nl=False)
