"""The drivers in a real repository: branches that edit one map, merged, rebased and picked; files without a driver."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cjdesigner.edit.changes import change
from cjdesigner.edit.conflicts import settle
from cjdesigner.edit.grid import delete
from cjdesigner.errors import CjError
from cjdesigner.files.conflicted import has_marks, merged_from_git
from cjdesigner.files.format import from_bytes
from cjdesigner.files.git import GitError, at_revision, revisions
from cjdesigner.files.storage import open_map, save_map
from cjdesigner.model.cards import Note, PainPoint
from cjdesigner.model.map import JourneyMap, Lane, Stage
from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
NAME = "bản đồ 'a' $(b).cjmap"  # git gives it to a shell
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")


class Repository:
    """A repository in a folder of its own, with one map in it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / NAME
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, code: int | None = 0) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.folder, capture_output=True, text=True, encoding="utf-8",
                              check=False, timeout=60)
        assert code is None or done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def commit(self, journey: JourneyMap, message: str) -> None:
        save_map(journey, self.path)
        self.git("add", "-A")
        self.git("commit", "-qm", message)

    def branch(self, name: str, journey: JourneyMap, start: str = "main") -> None:
        self.git("checkout", "-q", "-b", name, start)
        self.commit(journey, name)

    @property
    def map(self) -> JourneyMap:
        return open_map(self.path).map


def a_map() -> JourneyMap:
    home = {"stage": "s1", "lane": "l1"}
    stages = {key: Stage(id=key, rank=f"a{place}", name=key.upper()) for place, key in enumerate(("s1", "s2"))}
    return JourneyMap(
        id="m", language="en", stages=stages,
        lanes={"l1": Lane(id="l1", rank="a0", kind="note", name="Notes")},
        cards={"c1": Note(id="c1", rank="a0", text="Call the hotline", **home),
               "c2": PainPoint(id="c2", rank="a1", text="Waits for an hour", severity=2, **home),
               "c3": Note(id="c3", rank="a2", text="Gives up", **home)})


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Repository:
    """A repository whose driver is this program, with the map committed on `main`."""
    home = tmp_path / "home"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    settings = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config"), "GIT_CONFIG_NOSYSTEM": "1",
                "PYTHONPATH": str(ROOT), "EDITOR": "true", "PATH": f"{Path(shutil.which('git') or '').parent}"}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    (home / ".gitconfig").write_text("[user]\n\tname = A\n\temail = a@example.com\n", encoding="utf-8")
    folder = tmp_path / "work"
    folder.mkdir()
    made = Repository(folder)
    monkeypatch.chdir(folder)
    assert run("git-setup").code == 0
    made.commit(a_map(), "first")
    return made


def moved(journey: JourneyMap) -> JourneyMap:
    return change(journey, "c1", stage="s2")


def test_two_branches_merge_card_by_card(repository: Repository):
    first = repository.map
    repository.branch("left", change(moved(first), "c2", severity=4))
    longer = change(first, "c2", text="Waits for two hours")
    repository.branch("right", change(longer, "c1", text="Call the hotline twice"))
    repository.git("merge", "left")
    merged = repository.map
    assert (merged.cards["c1"].stage, merged.cards["c1"].text) == ("s2", "Call the hotline twice")
    assert (merged.cards["c2"].severity, merged.cards["c2"].text) == (4, "Waits for two hours")
    assert not merged.conflicts


@pytest.mark.parametrize("command", ["merge", "rebase", "cherry-pick"])
def test_a_contradiction_leaves_a_good_map_that_says_so(repository: Repository, command: str):
    first = repository.map
    repository.branch("left", change(first, "c2", severity=4))
    repository.branch("right", change(delete(first, ["c3"]), "c2", severity=1))
    told = repository.git(command, "left", code=1)
    assert "conflict" in told
    assert "severity" in told
    merged = repository.map
    conflict, = merged.conflicts.values()
    assert {conflict.ours, conflict.theirs} == {1, 4}
    assert "c3" not in merged.cards
    assert repository.git("diff", "--name-only", "--diff-filter=U", "-z").startswith("bản đồ")
    save_map(settle(merged, conflict.id, "theirs"), repository.path)
    repository.git("add", "-A")
    repository.git(command, "--continue") if command != "merge" else repository.git("commit", "-qm", "both")
    assert repository.git("status", "--porcelain") == ""
    assert not repository.map.conflicts


def test_a_map_that_both_branches_added(repository: Repository):
    repository.git("rm", "-q", NAME)
    repository.git("commit", "-qm", "none")
    repository.branch("left", moved(a_map()))
    repository.git("checkout", "-q", "main")
    repository.branch("right", delete(a_map(), ["c3"]))
    repository.git("merge", "left", code=1)
    assert repository.map.cards.keys() == {"c1", "c2", "c3"}, "nothing counts as deleted where nobody knows"


def test_git_shows_differences_in_words(repository: Repository):
    save_map(change(repository.map, "c2", severity=4), repository.path)
    told = repository.git("diff", "--unified=0")
    assert "-    severity: 2" not in told, "the default is not said"
    assert "+    severity: 4" in told
    repository.path.write_text("<<<<<<< not a map\n", encoding="utf-8")
    assert "+<<<<<<< not a map" in repository.git("diff")


def test_a_file_that_git_marked_is_merged_from_what_git_has(repository: Repository, run: Run):
    first = repository.map
    assert run("git-setup", "--undo").code == 0
    assert not (repository.folder / ".gitattributes").exists()
    repository.git("add", "-A")
    repository.git("commit", "-qm", "no driver")
    repository.branch("left", change(first, "c2", text="Waits for a day"))
    repository.branch("right", change(first, "c2", text="Waits for a week"))
    repository.git("merge", "left", code=1)
    data = repository.path.read_bytes()
    assert has_marks(data)
    assert not has_marks(b"a <<<<<<< b")
    merged = merged_from_git(repository.path)
    conflict, = merged.map.conflicts.values()
    assert (conflict.base, conflict.ours, conflict.theirs) == (
        "Waits for an hour", "Waits for a week", "Waits for a day")
    assert repository.path.read_bytes() == data
    repository.git("checkout", "--theirs", NAME)
    repository.git("add", "-A")
    with pytest.raises(CjError, match="two versions"):
        merged_from_git(repository.path)


def test_what_a_repository_asks_git_to_run_is_not_run(repository: Repository, tmp_path: Path):
    trap, trace = tmp_path / "trap", tmp_path / "trace"
    trap.write_text(f"#!/bin/sh\ntouch {trace}\nexit 1\n", encoding="utf-8")
    trap.chmod(0o755)
    for name in ("core.fsmonitor", "core.pager", "core.sshCommand", "gpg.program", "diff.cjmap.textconv",
                 "merge.cjmap.driver", "filter.x.smudge", "filter.x.clean", "alias.ls-files", "diff.external"):
        repository.git("config", name, str(trap))
    repository.git("config", "log.showSignature", "true")
    (repository.folder / ".gitattributes").write_text("* filter=x diff=cjmap\n", encoding="utf-8")
    newest = revisions(repository.path)[0]
    assert (newest.subject, newest.author) == ("first", "A")
    assert from_bytes(at_revision(repository.path, newest.name)).map == repository.map
    with pytest.raises(CjError, match="two versions"):
        merged_from_git(repository.path)
    assert not trace.exists()


@pytest.mark.parametrize("name", ["--output=x", "HEAD:x", "", "@{-1}"])
def test_a_revision_is_a_name_and_nothing_else(repository: Repository, name: str):
    with pytest.raises(GitError):
        at_revision(repository.path, name)


def test_no_repository(tmp_path: Path, run: Run):
    with pytest.raises(GitError, match="not a git repository"):
        merged_from_git(tmp_path / "a.cjmap")
    code, _out, err = run("git-setup")
    assert code == 2
    assert "--user" in err


def test_no_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, run: Run):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run("git-setup")[::2] == (2, "Error: The program git is not installed. Install it from git-scm.com.\n")


# -- git-setup -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scope", ["--user", "--repository"])
def test_setting_up_twice_is_once_and_can_be_taken_back(repository: Repository, scope: str, run: Run):
    run("git-setup", "--undo")
    attributes = repository.folder / ".gitattributes"
    if scope == "--user":
        attributes = Path(os.environ["HOME"], ".config", "git", "attributes")
        attributes.parent.mkdir(parents=True)
    attributes.write_text("*.png binary\n*.cjmap whitespace=fix", encoding="utf-8")
    before = repository.git("config", "--list")
    assert run("git-setup", scope).code == 0
    once = (attributes.read_bytes(), repository.git("config", "--list"))
    assert run("git-setup", scope).code == 0
    assert (attributes.read_bytes(), repository.git("config", "--list")) == once
    assert attributes.read_text("utf-8").splitlines()[:2] == ["*.png binary", "*.cjmap whitespace=fix"]
    assert Path(sys.executable).as_posix() in once[1]
    assert "merge: cjmap" in repository.git("check-attr", "merge", "--", "x.cjmap")
    assert run("git-setup", scope, "--undo").code == 0
    assert repository.git("config", "--list") == before
    assert attributes.read_text("utf-8") == "*.png binary\n*.cjmap whitespace=fix\n"
    assert run("git-setup", scope, "--undo").code == 0
