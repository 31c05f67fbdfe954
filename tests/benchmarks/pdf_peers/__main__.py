"""The same map as a PDF by us and by other programs, in turn: `python -m tests.benchmarks.pdf_peers`.

Needs the packages of the extra `peers` and, for their rows, Chromium and LibreOffice; what is missing is left out and
said. See `docs/benchmarks.md`.
"""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from cjdesigner.files.format import to_bytes
from tests.benchmarks.maps import journey
from tests.benchmarks.pdf_peers import sources
from tests.benchmarks.pdf_peers.scene import FONT
from tests.benchmarks.peers.memory import held, tree
from tests.benchmarks.peers.tools import SWITCHES, Absent, browser

_TOO_LONG = 300  # seconds


class Peer(NamedTuple):
    """A way to a PDF: its name in the table, the end of its source file, and the name of a library's child."""

    name: str
    ending: str
    library: str = ""


_PEERS = (
    Peer("**cjdesigner**, everything", ".cjmap", "ours"),
    Peer("Typst, tagged", ".typ", "typst"),
    Peer("reportlab, plain", ".json", "reportlab"),
    Peer("QPdfWriter", ".json", "qt"),
    Peer("WeasyPrint, tagged", ".html", "weasyprint"),
    Peer("Chromium, headless", ".html"),
    Peer("LibreOffice Draw", ".fodg"),
)


class Run(NamedTuple):
    """One PDF: milliseconds of a fresh process, and within it of the work alone (clock, CPU); MB held at most; KB."""

    whole: float
    within: float | None
    cpu: float | None
    memory: float
    size: float


def _there(peer: Peer) -> bool:
    """Whether the peer is on this machine."""
    if peer.library in ("typst", "weasyprint"):
        return importlib.util.find_spec(peer.library) is not None
    try:
        return bool({".fodg": shutil.which("soffice"), ".html": peer.library or browser()}.get(peer.ending, "yes"))
    except Absent:
        return False


def _sources(size: int, folder: Path) -> None:
    made = sources.scene(size)
    (folder / "map.cjmap").write_bytes(to_bytes(journey(size)))
    fonts = f"<fontconfig><dir>{FONT.parent}</dir><cachedir>{folder}</cachedir></fontconfig>"
    (folder / "fonts.conf").write_text(fonts, encoding="utf-8")
    made.saved(folder / "map.json")
    for ending, written in ((".html", sources.html), (".typ", sources.typst), (".fodg", sources.drawing)):
        (folder / f"map{ending}").write_text(written(made), encoding="utf-8")


def _command(peer: Peer, folder: Path, target: Path) -> tuple[str, ...]:
    source = folder / f"map{peer.ending}"
    if peer.library:
        return (sys.executable, "-W", "ignore", "-m", "tests.benchmarks.pdf_peers.child", peer.library, str(source),
                str(target))
    if peer.ending == ".fodg":
        return ("soffice", "--headless", f"-env:UserInstallation=file://{folder}/office", "--convert-to", "pdf",
                "--outdir", str(target.parent), str(source))
    return (browser(), *SWITCHES, "--headless", "--disable-gpu", f"--user-data-dir={folder}/browser",
            "--no-pdf-header-footer", f"--print-to-pdf={target}", source.as_uri())


def _watched(child: subprocess.Popen[bytes], most: list[float]) -> None:
    """Takes down the most memory of a process and its children, 40 times a second."""
    while child.poll() is None:
        most.append(held(tree(child.pid)))
        time.sleep(0.025)


def _run(peer: Peer, folder: Path, watch: bool) -> Run | None:
    """One PDF in a fresh process; None if it took too long. Memory is watched in runs whose time is not counted."""
    target = folder / "out" / "map.pdf"
    target.parent.mkdir(exist_ok=True)
    target.unlink(missing_ok=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    most, begun = [0.0], time.perf_counter()
    with subprocess.Popen(_command(peer, folder, target), env=environment, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as child:
        if watch:
            threading.Thread(target=_watched, args=(child, most), daemon=True).start()
        try:
            told = child.communicate(timeout=_TOO_LONG)[0]
        except subprocess.TimeoutExpired:
            child.kill()
            return None
    whole = (time.perf_counter() - begun) * 1e3
    assert child.returncode == 0, peer.name
    assert target.stat().st_size > 1_000, peer.name
    within, cpu = map(float, told.split()) if peer.library else (None, None)
    return Run(whole, within, cpu, max(most), target.stat().st_size / 1024)


def _measured(peers: list[Peer], size: int, folder: Path, rounds: int) -> Iterator[tuple[Peer, Run | None]]:
    """The medians of several rounds, in which each has its turn; the round before them watches memory."""
    first = {peer: _run(peer, folder, watch=True) for peer in peers}
    taken: dict[Peer, list[Run]] = {peer: [] for peer in peers}
    for place in range(rounds):
        for peer in peers:
            slow = first[peer] is None or first[peer].whole > 15_000
            if not slow or (place == 0 and first[peer] is not None):
                taken[peer].append(_run(peer, folder, watch=False))
    for peer in peers:
        if not taken[peer]:
            yield peer, None
            continue
        middle = [median(values) if values[0] is not None else None for values in zip(*taken[peer], strict=True)]
        yield peer, Run(*middle)._replace(memory=first[peer].memory)


def _rows(size: int, runs: dict[Peer, Run | None]) -> Iterator[str]:
    ours = runs[_PEERS[0]]
    for peer, run in runs.items():
        if run is None:
            yield f"| {size:,} | {peer.name} | more than {_TOO_LONG} s | | | | | |"
            continue
        within = "" if run.within is None else f"{run.within:,.0f}"
        ratio = "" if run.within is None else f"{run.within / ours.within:.1f}"
        yield (f"| {size:,} | {peer.name} | {run.whole:,.0f} | {run.whole / ours.whole:.1f} | {within} | {ratio} | "
               f"{run.size:,.0f} | {run.memory:,.0f} |")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.pdf_peers", description=__doc__)
    parser.add_argument("--sizes", default="50,500,2000,10000", help="numbers of cards")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="a folder for the PDF files")
    given = parser.parse_args()
    peers = [peer for peer in _PEERS if _there(peer)]
    for peer in set(_PEERS) - set(peers):
        print(f"{peer.name} is not here and is left out.")
    print("| cards | | process, ms | / ours | work alone, ms | / ours | KB | MB held |")
    print("| --: | --- | --: | --: | --: | --: | --: | --: |")
    for size in map(int, given.sizes.split(",")):
        with tempfile.TemporaryDirectory() as held_here:
            folder = Path(held_here)
            _sources(size, folder)
            for row in _rows(size, dict(_measured(peers, size, folder, given.rounds))):
                print(row, flush=True)
            if given.keep:
                _kept(peers, size, folder, given.keep)


def _kept(peers: list[Peer], size: int, folder: Path, keep: Path) -> None:
    """Each peer's file once more, to be looked at."""
    keep.mkdir(parents=True, exist_ok=True)
    for peer in peers:
        if _run(peer, folder, watch=False) is not None:
            shutil.copy(folder / "out" / "map.pdf", keep / f"{peer.library or peer.ending[1:]}-{size}.pdf")


if __name__ == "__main__":
    main()
