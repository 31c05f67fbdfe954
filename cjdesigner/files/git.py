"""What git knows of a file: its versions. Read only, and so that a stranger's repository cannot run anything.

Only plumbing is called, by its full path, without a shell, with a time limit: no hooks, filters, pagers, signatures,
watchers or downloads, whatever the repository's configuration asks for.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cjdesigner.errors import CjError
from cjdesigner.files.places import shown
from cjdesigner.language import _

SECONDS = 10
"""How long git may take."""

_HARMLESS = ("core.fsmonitor=false", "core.hooksPath=/dev/null", "protocol.allow=never", "core.pager=cat",
             "core.alternateRefsCommand=", "log.showSignature=false", "gpg.program=false", "core.sshCommand=false",
             "credential.helper=")


@dataclass(frozen=True)
class Revision:
    """A commit that changed a file."""

    name: str
    date: str
    author: str
    subject: str


class GitError(CjError):
    """Git is not there, or has no answer."""


def program() -> str:
    """The full path of git. Raises GitError."""
    found = shutil.which("git")
    if found is None:
        raise GitError(_("The program git is not installed."), _("Install it from git-scm.com."))
    return os.path.abspath(found)


def surroundings() -> Mapping[str, str]:
    """The environment for git: nothing that points it to another repository or lets it ask for something."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


def ask(folder: Path, *arguments: str) -> bytes:
    """What a plumbing command of git prints. Raises GitError."""
    settings = (part for setting in _HARMLESS for part in ("-c", setting))
    command = [program(), "--no-pager", "--literal-pathspecs", *settings, *arguments]
    try:
        done = subprocess.run(command, cwd=folder, env=surroundings(), stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=SECONDS, check=False)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise GitError(_("Git does not answer: {reason}.").format(reason=shown(str(error)))) from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", errors="replace").strip().removeprefix("fatal: ").splitlines()[:1]
        raise GitError(_("Git says: {reason}.").format(reason=shown(reason[0].rstrip(".") if reason else "?")))
    return done.stdout


def stage(path: Path, number: int) -> bytes | None:
    """One of the versions of a file that git could not merge: 1 the common one, 2 ours, 3 theirs; None: there is none.

    Raises GitError where there is no git or no repository.
    """
    target = path.resolve()
    listed = ask(target.parent, "ls-files", "--unmerged", "-z", "--", target.name)
    for entry in listed.decode("utf-8", errors="surrogateescape").split("\0"):
        mode, _tab, _name = entry.partition("\t")
        if mode.endswith(f" {number}"):
            return ask(target.parent, "cat-file", "blob", mode.split(" ")[1])
    return None


def revisions(path: Path, most: int = 100) -> tuple[Revision, ...]:
    """The commits that changed a file, the newest first. Raises GitError."""
    target = path.resolve()
    form = "--format=%H%x1f%aI%x1f%an%x1f%s"
    told = ask(target.parent, "rev-list", f"--max-count={most}", form, "HEAD", "--", target.name)
    rows = (line.split("\x1f", 3) for line in told.decode("utf-8", errors="replace").split("\n"))
    return tuple(Revision(row[0], row[1], row[2], row[3]) for row in rows if len(row) == 4)


def at_revision(path: Path, name: str) -> bytes:
    """A file as it was at a commit, named by its full hash. Raises GitError."""
    if not name.isalnum():
        raise GitError(_("Git says: {reason}.").format(reason=shown(name)))
    target = path.resolve()
    return ask(target.parent, "cat-file", "blob", f"{name}:./{target.name}")
