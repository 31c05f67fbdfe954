"""Where exports of one map or of many go: a file, files of one pattern, or files in a folder."""

from collections.abc import Callable, Sequence
from pathlib import Path

from cjdesigner.cli.parts import Refused, note
from cjdesigner.errors import CjError
from cjdesigner.language import _, ngettext

NAME = "{name}"
"""What stands for a map's own name in the name of a new file."""


def targets(paths: Sequence[Path], out: Path, ending: str | None, endings: Sequence[str]) -> list[Path]:
    """The new file of each map. `ending` is a format's, such as ".pdf", if one is asked for.

    Raises CjError where it cannot be told which map goes where, or two would go to one file.
    """
    if NAME in out.name:
        made = [_ended(out.with_name(out.name.replace(NAME, path.stem)), ending, endings) for path in paths]
    elif len(paths) > 1 or (out.is_dir() and (ending or out.suffix.lower() not in endings)):
        made = [out / f"{path.stem}{ending or '.pdf'}" for path in paths]
        if out.suffix.lower() in endings and not out.is_dir():
            message = _("Several maps cannot go into one file, {name}.").format(name=out)
            raise CjError(message, _("Name a folder, or files such as {example}.").format(example="“{name}.pdf”"))
    else:
        made = [_ended(out, ending, endings)]
    if twice := next((path for path in made if made.count(path) > 1), None):
        raise CjError(_("Several maps would be written to {name}.").format(name=twice),
                      _("Maps of the same name must go into different folders."))
    return made


def _ended(target: Path, ending: str | None, endings: Sequence[str]) -> Path:
    """The target with the ending that was asked for, if it has none of its own."""
    if ending is None or target.suffix.lower() == ending:
        return target
    if target.suffix.lower() in endings:
        message = _("The name {name} and --format {format} do not agree.")
        raise CjError(message.format(name=target, format=ending.removeprefix(".")))
    return target.with_name(target.name + ending)


def each(paths: Sequence[Path], made: Sequence[Path], one: Callable[[Path, Path], None]) -> None:
    """Exports map after map; what is wrong with one is told and does not stop the others. Raises Refused at the end.
    """
    if len(paths) == 1:
        one(paths[0], made[0])
        return
    failed = 0
    for path, target in zip(paths, made, strict=True):
        try:
            one(path, target)
        except CjError as error:
            failed += 1
            note(_("Error: {message}").format(message=error))
    if failed:
        raise Refused(ngettext("{count} map was not exported.", "{count} maps were not exported.", failed))
