"""What the commands share: their errors, options and examples, and the files that they read and write."""

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from cjdesigner.errors import CjError
from cjdesigner.language import LANGUAGES, N_, _

if TYPE_CHECKING:
    from cjdesigner.files.format import Opened

LANGUAGE = click.Choice(list(LANGUAGES))
FILE = click.Path(path_type=Path, readable=False)  # what can be read is found out by reading
SETTINGS = {"help_option_names": ["-h", "--help"]}
MAP_ENDINGS = (".cjmap", ".json")


class Refused(click.ClickException):
    """Ends the program with a sentence on stderr and the exit status of bad input."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Prints the sentence."""
        click.echo(_("Error: {message}").format(message=self.message), file=file, err=file is None)


def examples(*pairs: tuple[str, str]) -> str:
    """An epilog of commands, each with what it does."""
    lines = [f"  {command}\n      {meaning}" for command, meaning in pairs]
    return "\n".join(["\b", _("Examples:"), *lines])


def language_option(meaning: str) -> click.Option:
    """`--lang` of a command: the language of a map."""
    return click.Option(["--lang", "code"], type=LANGUAGE, help=meaning)


def json_option() -> click.Option:
    """`--json`."""
    return click.Option(["--json", "as_json"], is_flag=True, help=_("Prints JSON, for programs."))


def output_option(meaning: str) -> click.Option:
    """`-o`."""
    return click.Option(["-o", "--output", "target"], type=FILE, required=True, metavar="OUT", help=meaning)


def force_option() -> click.Option:
    """`--force`."""
    return click.Option(["--force"], is_flag=True, help=_("Writes over OUT if it is there already."))


def map_argument() -> click.Argument:
    """A map that is read."""
    return click.Argument(["path"], type=FILE, metavar="MAP")


def note(sentence: str) -> None:
    """Says something on stderr that is not the result."""
    click.echo(sentence, err=True)


# --- files -----------------------------------------------------------------------------------------------------


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Puts the name of the file before a sentence that does not hold it."""
    try:
        yield
    except CjError as error:
        if path.name and path.name in error.message:
            raise
        raise CjError(f"{path}: {error.message}", error.hint) from error


def open_map(path: Path) -> "Opened":
    """The map in a file; what there is to say about it goes to stderr."""
    from cjdesigner.files import storage

    check_is_file(path)
    with naming(path):
        opened = storage.open_map(path)
    if opened.notice:
        note(f"{path}: {opened.notice}")
    if opened.found:
        from cjdesigner.files.quarantine import count_said

        note(f"{path}: {count_said(len(opened.found))}")
    return opened


_READING = {
    errno.ENOENT: N_("There is no file {name}."),
    errno.ENOTDIR: N_("There is no file {name}."),
    errno.EISDIR: N_("{name} is no file but a folder or a device."),
    errno.EACCES: N_("You are not allowed to read {name}."),
    errno.EPERM: N_("You are not allowed to read {name}."),
}
_UNREADABLE = N_("{name} cannot be read: {reason}.")


def check_is_file(path: Path) -> int:
    """The size in bytes of what must be a file. Raises CjError."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, "")
    except OSError as error:
        raise _cannot_read(path, error) from error
    return found.st_size


def read_bytes(path: Path) -> bytes:
    """A file, whatever is in it. Raises CjError."""
    from cjdesigner.files.disk import DISK
    from cjdesigner.files.reading import check_size

    size = check_is_file(path)
    with naming(path):
        check_size(size)
    try:
        return DISK.read(path)
    except OSError as error:
        raise _cannot_read(path, error) from error


def _cannot_read(path: Path, error: OSError) -> CjError:
    sentence = _READING.get(error.errno or 0, _UNREADABLE)
    return CjError(_(sentence).format(name=path, reason=error.strerror), _("Check the path, or choose another file."))


def check_target(target: Path, *, force: bool) -> None:
    """Raises CjError if no map is to be written here: by its name, or because something is there."""
    if target.suffix.lower() not in MAP_ENDINGS:
        message = _("{name} is no name for a map: its end must be one of {endings}.")
        raise CjError(message.format(name=target, endings=", ".join(MAP_ENDINGS)))
    check_free(target, force=force)
    check_folder(target)


def check_free(target: Path, *, force: bool) -> None:
    """Raises CjError if something is there and is not to be written over."""
    if not force and os.path.lexists(target):
        raise CjError(_("{name} is there already.").format(name=target), _("Give --force to write over it."))


def check_folder(target: Path) -> None:
    """Raises CjError if there is no folder for a file: said before the work, not after it."""
    if not target.parent.is_dir():
        raise CjError(_("There is no folder {name}.").format(name=target.parent), _("Make it, or choose another one."))


def write(target: Path, data: bytes) -> None:
    """Writes a file, whole or not at all, and says so."""
    from cjdesigner.files.storage import write_atomic

    with naming(target):
        write_atomic(target, data)
    click.echo(_("{name} is written.").format(name=target))


def write_all(files: Sequence[tuple[Path, bytes]]) -> None:
    """Writes files that belong together, all or none, and says so."""
    if len(files) == 1:
        write(*files[0])
        return
    from cjdesigner.files.together import write_together

    write_together(files)
    for target, _data in files:
        click.echo(_("{name} is written.").format(name=target))
