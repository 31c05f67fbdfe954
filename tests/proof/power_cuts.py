"""A model of the disk after a power cut: every state that a file system may legally show, for the calls of real saves.

The calls are recorded from the program's own `Disk`, so the model cannot fall behind the code. A cut may come after any
call. What was written to a file and not flushed may be there, be cut short, be zeros or be missing, piece by piece; of
the changes to a folder since its last flush any may be there and any other may not, whatever their order. In every such
state the map must be the last version that was acknowledged, or the one being saved, whole; earlier versions are whole;
and the version in an older schema is there as soon as its file may have been replaced.

Runs are chains of saves, of chosen and then of random kinds. It is a model: no disk in
it lies about flushing.
"""

import dataclasses
import itertools
import os
import random
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cjdesigner.files.disk import DISK, Disk
from cjdesigner.files.format import to_bytes
from cjdesigner.files.storage import SaveError, save_map
from cjdesigner.model.map import JourneyMap

RUNS = 100

NAME = "journey.cjmap"
OLDER = (Path(__file__).parents[1] / "data" / "v1.cjmap").read_bytes()
_PIECES = 3
"""A file's bytes are written in so many calls, each of which may be lost alone."""


# --- recording -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Call:
    """A call that changes the disk; `begun`, `acknowledged` and `refused` are our marks about the save of `data`."""

    what: str
    path: str = ""
    other: str = ""
    data: bytes = b""


class Recorder:
    """A disk that does what it is told and remembers what changed it."""

    def __init__(self, *, links: bool = True, flushes: bool = True) -> None:
        self.calls: list[Call] = []
        self._open: dict[int, str] = {}
        self._links, self._flushes = links, flushes

    def disk(self) -> Disk:
        return dataclasses.replace(
            DISK, open=self._opened, write=self._written, fsync=self._flushed, datasync=self._flushed,
            link=self._linked, replace=self._noted("replace", os.replace), unlink=self._noted("unlink", os.unlink),
            make_folder=self._folder_made)

    def _opened(self, path: str, flags: int, mode: int) -> int:
        handle = os.open(path, flags, mode)
        self._open[handle] = path
        if flags & os.O_TRUNC:
            self.calls.append(Call("truncate", path))
        elif flags & os.O_CREAT:
            self.calls.append(Call("create", path))
        return handle

    def _written(self, handle: int, data: bytes | memoryview) -> int:
        size = os.write(handle, data[:max(len(data) // _PIECES, 64)])
        self.calls.append(Call("write", self._open[handle], data=bytes(data[:size])))
        return size

    def _flushed(self, handle: int) -> None:
        if self._flushes:
            path = self._open[handle]
            self.calls.append(Call("flush folder" if os.path.isdir(path) else "flush", path))

    def _linked(self, path: str, other: str) -> None:
        if not self._links:
            raise OSError(18, "another disk")
        os.link(path, other)
        self.calls.append(Call("link", path, other))

    def _noted(self, what: str, real: Callable[..., None]) -> Callable[..., None]:
        def call(*paths: str) -> None:
            real(*paths)
            self.calls.append(Call(what, *paths))
        return call

    def _folder_made(self, path: str, mode: int = 0o777) -> None:
        missing = [each for each in (Path(path), *Path(path).parents) if not each.exists()]
        DISK.make_folder(path, mode)
        self.calls += [Call("make folder", str(each)) for each in reversed(missing)]


# --- the states after a cut ------------------------------------------------------------------------------------------


@dataclass
class File:
    """What is safe of a file, and the pieces that were written since its last flush."""

    safe: bytes = b""
    loose: list[bytes] = field(default_factory=list)

    def possible(self) -> list[bytes]:
        """Every content that it may have after a cut."""
        if not self.loose:
            return [self.safe]
        made = {self.safe}
        for count in range(1, len(self.loose) + 1):
            for choice in itertools.product((True, False), repeat=count):
                made.add(self.safe + b"".join(piece if kept else bytes(len(piece))
                                              for piece, kept in zip(self.loose, choice, strict=False)))
        return [*made, self.safe + self.loose[0][:len(self.loose[0]) // 2]]


@dataclass(frozen=True)
class Change:
    """One change of the names: from before to after, as one whole, in one folder or two."""

    folders: frozenset[str]
    gone: str = ""
    new: str = ""
    file: int = -1


class Model:
    """The disk as the program sees it, and what of it a power cut may leave."""

    def __init__(self, held: Mapping[str, bytes]) -> None:
        self._files = {number: File(data) for number, data in enumerate(held.values())}
        self._seen = {path: number for number, path in enumerate(held)}
        self._safe = dict(self._seen)
        self._loose: list[Change] = []
        self._new: set[str] = set()

    def do(self, call: Call) -> None:
        """One call happens."""
        match call.what:
            case "create":
                self._files[len(self._files)] = File()
                self._name(Change(_folders(call.path), new=call.path, file=len(self._files) - 1))
            case "truncate":
                self._files[self._seen[call.path]].safe = b""  # may be on the disk at once, before anything is flushed
            case "write":
                self._files[self._seen[call.path]].loose.append(call.data)
            case "flush":
                file = self._files[self._seen[call.path]]
                file.safe, file.loose = file.safe + b"".join(file.loose), []
            case "replace":
                self._name(Change(_folders(call.path, call.other), call.path, call.other, self._seen[call.path]))
            case "link":
                self._name(Change(_folders(call.other), new=call.other, file=self._seen[call.path]))
            case "unlink":
                self._name(Change(_folders(call.path), gone=call.path))
            case "make folder":
                self._new.add(f"{call.path}/")
                self._name(Change(_folders(call.path), new=f"{call.path}/"))
            case "flush folder":
                self._flush_folder(call.path)

    def _name(self, change: Change) -> None:
        _apply(self._seen, change)
        self._loose.append(change)

    def _flush_folder(self, folder: str) -> None:
        for change in [each for each in self._loose if folder in each.folders]:
            _apply(self._safe, change)
            self._loose.remove(change)

    def states(self) -> Iterator[dict[str, bytes]]:
        """Every set of files that may be found after a cut now."""
        for chosen in itertools.product((True, False), repeat=len(self._loose)):
            names = dict(self._safe)
            for change, kept in zip(self._loose, chosen, strict=True):
                if kept:
                    _apply(names, change)
            yield from self._filled(self._reachable(names))

    def _reachable(self, names: Mapping[str, int]) -> dict[str, int]:
        """The files among the names: those in a new folder that was lost are lost with it."""
        lost = self._new - names.keys()
        return {path: number for path, number in names.items()
                if not path.endswith("/") and not any(path.startswith(folder) for folder in lost)}

    def _filled(self, names: Mapping[str, int]) -> Iterator[dict[str, bytes]]:
        numbers = sorted({*names.values()})
        for contents in itertools.product(*(self._files[number].possible() for number in numbers)):
            held = dict(zip(numbers, contents, strict=True))
            yield {path: held[number] for path, number in names.items()}


def _folders(*paths: str) -> frozenset[str]:
    return frozenset(os.path.dirname(path) for path in paths)


def _apply(names: dict[str, int], change: Change) -> None:
    if change.gone:
        names.pop(change.gone, None)
    if change.new:
        names[change.new] = change.file


# --- chains of saves -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Chain:
    """Saves one after the other, and what the disk is like."""

    steps: int
    older: bool = False
    links: bool = True
    fails_at: int | None = None
    flushes: bool = True
    backups: int = 2
    new: bool = False


Saver = Callable[[Path, JourneyMap, Disk], object]


def _save(path: Path, journey: JourneyMap, disk: Disk) -> None:
    save_map(journey, path, disk=disk)


def _version(number: int) -> JourneyMap:
    return JourneyMap(id="m", title=f"version {number}")


def _record(chain: Chain, folder: Path, save: Saver) -> tuple[dict[str, bytes], list[Call]]:
    """Does the saves of a chain; what the disk held before, and the calls that changed it."""
    path, home = folder / "maps" / NAME, folder / "home"
    os.environ["CJDESIGNER_HOME"] = str(home)
    path.parent.mkdir(parents=True)
    home.mkdir()
    (home / "settings.json").write_text(f'{{"backups": {chain.backups}}}')
    held = {} if chain.new else {str(path): OLDER if chain.older else to_bytes(_version(0))}
    for name, data in held.items():
        Path(name).write_bytes(data)
    recorder = Recorder(links=chain.links, flushes=chain.flushes)
    disk = recorder.disk()
    for step in range(1, chain.steps + 1):
        data = to_bytes(_version(step))
        recorder.calls.append(Call("begun", data=data))
        broken = dataclasses.replace(disk, replace=_failing(str(path), disk)) if step == chain.fails_at else disk
        try:
            save(path, _version(step), broken)
            recorder.calls.append(Call("acknowledged", data=data))
        except SaveError:
            recorder.calls.append(Call("refused"))
    return held, recorder.calls


def _failing(path: str, disk: Disk) -> Callable[[str, str], None]:
    def replace(old: str, new: str) -> None:
        if new == path:
            raise OSError(5, "no")
        disk.replace(old, new)
    return replace


def check(chain: Chain, save: Saver = _save) -> int:
    """Looks at every state after a cut of a chain; how many there were. Raises AssertionError for a broken promise."""
    with tempfile.TemporaryDirectory() as folder:
        held, calls = _record(chain, Path(folder), save)
        path = str(Path(folder, "maps", NAME))
        model = Model(held)
        last, good, known, states = held.get(path), {held.get(path)}, {*held.values()}, 0
        for call in [Call("nothing"), *calls]:
            if call.what == "begun":
                good, known = {last, call.data}, known | {call.data}
            elif call.what in ("acknowledged", "refused"):
                last = call.data if call.what == "acknowledged" else last
                good = {last}
            model.do(call)
            for state in model.states():
                states += 1
                _judge(state, path, good, known, f"{chain}, after {call.what} of {call.path or 'nothing'}")
    return states


def _judge(state: Mapping[str, bytes], path: str, good: set[bytes | None], known: set[bytes], where: str) -> None:
    held = state.get(path)
    assert held in good, f"{where}: the map holds {held!r}"
    versions = {name: data for name, data in state.items()
                if "/backups/" in name and not os.path.basename(name).startswith(".")}
    assert known.issuperset(versions.values()), f"{where}: an earlier version is broken"
    if OLDER in known and held != OLDER:
        kept = any("-schema1" in name and data == OLDER for name, data in versions.items())
        assert kept, f"{where}: version 1 is gone"


CHOSEN = (Chain(3), Chain(3, new=True), Chain(3, older=True), Chain(3, links=False), Chain(3, older=True, links=False),
          Chain(3, backups=0), Chain(2, older=True, backups=0), Chain(3, fails_at=1), Chain(3, older=True, fails_at=1),
          Chain(3, links=False, fails_at=2))


def _random_chain(chance: random.Random) -> Chain:
    steps = chance.randint(1, 5)
    return Chain(steps, older=chance.random() < 0.4, links=chance.random() < 0.6,
                 fails_at=chance.choice((None, None, chance.randint(1, steps))), backups=chance.randint(0, 3))


def main(runs: int) -> str:
    """Looks at all states of as many chains of saves; a sentence with the figures."""
    chance = random.Random(1)
    chains = [*CHOSEN, *(_random_chain(chance) for _run in range(max(runs - len(CHOSEN), 0)))]
    states = sum(map(check, chains))
    saves = sum(chain.steps for chain in chains)
    return (f"{states:,} states of the disk after a power cut in {saves:,} saves: the map was always the last one that "
            "was saved or the one being saved, whole, and so were its earlier versions")
