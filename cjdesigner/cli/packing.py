"""`pack` and `unpack`: a map with its pictures in one file, and beside it."""

from pathlib import Path

import click

from cjdesigner.cli.parts import (
    MAP_ENDINGS,
    check_folder,
    check_free,
    examples,
    force_option,
    map_argument,
    naming,
    open_map,
    output_option,
)
from cjdesigner.errors import CjError
from cjdesigner.language import _

PACK_ENDING = ".cjpack"


def pack() -> click.Command:
    """The command `pack`."""
    epilog = examples(("cjdesigner pack coffee.cjmap -o coffee.cjpack", _("one file, to be sent")))
    text = _("Puts a map and its pictures into one file.\n\nThe pictures of a map lie beside it, in a folder that is "
             "called as the map and ends in .assets; who gets only the map does not get them.")
    params: list[click.Parameter] = [map_argument(), output_option(_("The new file, .cjpack.")), force_option()]
    return click.Command("pack", params=params, callback=_pack, epilog=epilog, help=text,
                         short_help=_("Puts a map and its pictures into one file."))


def _pack(path: Path, target: Path, force: bool) -> None:
    _convert(path, target, (PACK_ENDING,), force)


def unpack() -> click.Command:
    """The command `unpack`."""
    epilog = examples(("cjdesigner unpack coffee.cjpack -o tea.cjmap", _("the map, and its pictures beside it")))
    text = _("Makes a map with a folder of pictures beside it from one file that holds both.")
    params: list[click.Parameter] = [map_argument(), output_option(_("The new file, .cjmap.")), force_option()]
    return click.Command("unpack", params=params, callback=_unpack, epilog=epilog, help=text,
                         short_help=_("Puts the pictures of a packed map beside it."))


def _unpack(path: Path, target: Path, force: bool) -> None:
    _convert(path, target, MAP_ENDINGS, force)


def _convert(path: Path, target: Path, endings: tuple[str, ...], force: bool) -> None:
    from cjdesigner.files.storage import save_map

    if target.suffix.lower() not in endings:
        message = _("{name} is no name for this: its end must be one of {endings}.")
        raise CjError(message.format(name=target, endings=", ".join(endings)))
    check_free(target, force=force)
    check_folder(target)
    opened = open_map(path)
    if opened.read_only:
        raise CjError(_("{name} holds what this version does not know; nothing is written.").format(name=path),
                      _("Update cjdesigner."))
    with naming(target):
        save_map(opened.map, target)
    click.echo(_("{name} is written.").format(name=target))
