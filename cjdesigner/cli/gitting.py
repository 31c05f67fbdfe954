"""`git-setup`: makes git merge maps card by card and show their differences in words, here or for the user."""

import os
import sys
from pathlib import Path

import click

from cjdesigner.cli.parts import examples
from cjdesigner.errors import CjError
from cjdesigner.language import _

_LINE = "*.cjmap merge=cjmap diff=cjmap text eol=lf"
_SECTIONS = ("merge.cjmap", "diff.cjmap")


def git_setup() -> click.Command:
    """The command `git-setup`."""
    params: list[click.Parameter] = [
        click.Option(["--user/--repository", "for_user"], default=False,
                     help=_("For all repositories of this user, or for the one of this folder.")),
        click.Option(["--undo"], is_flag=True, help=_("Takes it back.")),
    ]
    epilog = examples(
        ("cjdesigner git-setup", _("in the repository of this folder; commit .gitattributes for the others")),
        ("cjdesigner git-setup --user", _("in all your repositories")),
        ("cjdesigner git-setup --undo", _("takes it back")),
    )
    text = _("Makes git merge maps card by card, and show their differences in words.\n\n"
             "Writes one line of attributes and the settings of two drivers, “cjdesigner merge” and “cjdesigner "
             "textconv”. Git never takes drivers from a repository: everybody who clones it calls this once.")
    return click.Command("git-setup", params=params, callback=_git_setup, epilog=epilog, help=text,
                         short_help=_("Makes git merge maps card by card."))


def _git_setup(for_user: bool, undo: bool) -> None:
    scope = "--global" if for_user else "--local"
    attributes = _user_attributes() if for_user else _root() / ".gitattributes"
    if undo:
        for section in _SECTIONS:
            _git("config", scope, "--remove-section", section, or_else="")
        _unwrite(attributes)
        click.echo(_("Git treats maps as any text again."))
        return
    for name, value in _settings().items():
        _git("config", scope, "--replace-all", name, value)
    _write(attributes)
    click.echo(_("Git merges maps card by card now. The attributes are in {name}.").format(name=attributes))


def _settings() -> dict[str, str]:
    program = _program()
    return {"merge.cjmap.name": "cjdesigner: card by card", "diff.cjmap.textconv": f"{program} textconv",
            "merge.cjmap.driver": f"{program} merge %O %A %B --path=%P"}


def _program() -> str:
    """How a shell calls this program."""
    import shlex
    import shutil

    if shutil.which("cjdesigner"):
        return "cjdesigner"
    return f"{shlex.quote(Path(sys.executable).as_posix())} -m cjdesigner"


# -- git -----------------------------------------------------------------------------------------------------------


def _git(*arguments: str, or_else: str | None = None) -> str:
    """What git prints; `or_else` where it says no. Raises CjError."""
    import subprocess

    from cjdesigner.files.git import SECONDS, program

    done = subprocess.run([program(), *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS,
                          check=False)
    if done.returncode and or_else is None:
        reason = done.stderr.decode("utf-8", errors="replace").strip().removeprefix("fatal: ")
        raise CjError(_("Git says: {reason}.").format(reason=reason.splitlines()[0] if reason else "?"))
    return or_else or "" if done.returncode else done.stdout.decode("utf-8", errors="surrogateescape").rstrip("\n")


def _root() -> Path:
    try:
        return Path(_git("rev-parse", "--show-toplevel"))
    except CjError as error:
        raise CjError(error.message, error.hint or _("Go to a folder of a repository, or give --user.")) from error


def _user_attributes() -> Path:
    """Git's file of attributes for the user, as git itself finds it."""
    named = _git("config", "--global", "--type=path", "core.attributesFile", or_else="")
    if named:
        return Path(named)
    home = os.environ.get("XDG_CONFIG_HOME")
    return (Path(home) if home else Path.home() / ".config") / "git" / "attributes"


# -- the file of attributes ----------------------------------------------------------------------------------------


def _lines(path: Path) -> list[str]:
    """The lines that somebody else wrote."""
    from cjdesigner.cli.parts import read_bytes

    text = read_bytes(path).decode("utf-8", errors="surrogateescape") if path.is_file() else ""
    return [line for line in text.splitlines() if line.split() != _LINE.split()]


def _write(path: Path) -> None:
    from cjdesigner.files.disk import DISK

    DISK.make_folder(path.parent)
    _save(path, [*_lines(path), _LINE])


def _unwrite(path: Path) -> None:
    from cjdesigner.files.disk import DISK

    if not path.is_file():
        return
    if rest := _lines(path):
        _save(path, rest)
    else:
        DISK.unlink(str(path))


def _save(path: Path, lines: list[str]) -> None:
    from cjdesigner.files.disk import DISK
    from cjdesigner.files.storage import write_atomic

    data = ("\n".join(lines) + "\n").encode("utf-8", errors="surrogateescape")
    if not path.is_file() or DISK.read(path) != data:
        write_atomic(path, data)
