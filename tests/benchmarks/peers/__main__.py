"""Opens the same 1,000 cards here and in Excalidraw, in turn, and prints a table: `python -m tests.benchmarks.peers`.

Needs Chromium, Xvfb, npm and its registry; says so and stops where one is missing. See `docs/benchmarks.md`.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.theme import look
from cjdesigner.drawing.type import Typesetter
from cjdesigner.files.format import to_bytes
from tests.benchmarks.maps import journey
from tests.benchmarks.peers.memory import held, tree, used
from tests.benchmarks.peers.ours import START
from tests.benchmarks.peers.tools import SWITCHES, Absent, Site, browser, build, screen, served

Taken = defaultdict[str, list[float]]

_SIZE = 1_000

_ROWS = (
    # what, ours, theirs, unit
    ("nothing runs yet → map painted", "our start", "from nothing", "ms"),
    ("… the whole map in view", "our start", "from nothing, whole map", "ms"),
    ("… the browser runs already; the page is new to it", "our start", "first visit", "ms"),
    ("… CPU time of all processes", "our start: CPU", "first visit: CPU", "ms"),
    ("… the browser knows the page", "our start", "known page", "ms"),
    ("… CPU time of all processes", "our start: CPU", "known page: CPU", "ms"),
    ("… the browser knows the page, the whole map in view", "our start", "known page, whole map", "ms"),
    ("window or page is there: file → painted", "our file", "file", "ms"),
    ("… the whole map in view", "our file", "file, whole map", "ms"),
    ("memory with the map open", "our memory", "memory: map", "MB"),
    ("… without what the browser holds for an empty page", "our memory", "memory: page", "MB"),
)


def _cards() -> list[dict[str, object]]:
    """The cards of the map where our drawing has them."""
    first = journey(_SIZE)
    drawing = Composer(Typesetter(), hints=True).compose(first)
    return [{"x": spot.x, "y": spot.y, "width": max(spot.width, 120), "height": spot.height, "text": card.text,
             "colour": look(card.kind).colour + "33"}
            for card in first.cards.values() for spot in (drawing.spots[card.id],)]


def _prepare(folder: Path, chromium: str, site: Site) -> None:
    """The map as a file of ours, and its cards as a file of theirs."""
    (folder / "map.cjmap").write_bytes(to_bytes(journey(_SIZE)))
    (folder / "cards.json").write_text(json.dumps(_cards()), encoding="utf-8")
    subprocess.run(("node", "convert.mjs", chromium, site.address), cwd=folder, check=True, timeout=120)


def _ours(folder: Path, display: str, taken: Taken, *later: str) -> None:
    """One start of the program; with "later" the map is opened in a window that is there already."""
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LANGUAGE": "vi",
                   "CJDESIGNER_HOME": str(folder / "home"), START: str(time.time_ns())}
    command = (sys.executable, "-W", "ignore", "-m", "tests.benchmarks.peers.ours", str(folder / "map.cjmap"), *later)
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        wall, cpu = map(float, child.stdout.readline().split())
        taken["our file" if later else "our start"].append(wall)
        taken["our file: CPU" if later else "our start: CPU"].append(cpu)
        time.sleep(1.5)
        taken["our memory"].append(held(tree(child.pid)))
        child.communicate("\n", timeout=10)


def _theirs(folder: Path, chromium: str, site: Site, taken: Taken) -> None:
    """One run of a browser with a profile of its own."""
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as profile:
        command = ("node", "drive.mjs", chromium, site.address, profile, *SWITCHES)
        with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
            _listen(child, taken)
        assert child.returncode == 0
        taken["from nothing"].append(_started(chromium, site, profile))
        taken["from nothing, whole map"].append(_started(chromium, site, profile, "&fit"))
    taken["memory: page"].append(taken["memory: map"][-1] - taken["memory: blank"][-1])


def _started(chromium: str, site: Site, profile: str, more: str = "") -> float:
    """The milliseconds from the start of a browser that knows the page until it has painted the map."""
    command = (chromium, *SWITCHES, "--headless", "--remote-debugging-port=0", "--window-size=1920,1080",
               f"--user-data-dir={profile}", f"{site.address}/page.html?scene=/scene.excalidraw&tell{more}")
    begun = time.time_ns()
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as child:
        painted = site.painted.get(timeout=60)
        child.terminate()
    return (painted - begun) / 1e6


def _listen(child: subprocess.Popen[str], taken: Taken) -> None:
    """Takes down what the driver tells, and measures its browser when it asks for that."""
    before = 0.0
    for line in child.stdout:
        said, members = json.loads(line), tree(child.pid) - {child.pid}
        if "ask" not in said:
            taken[said["name"]].append(said["ms"])
            continue
        if said["ask"] == "memory":
            taken[f"memory: {said['name']}"].append(held(members))
        elif "name" in said:
            taken[f"{said['name']}: CPU"].append(used(members) - before)
        else:
            before = used(members)
        child.stdin.write("\n")
        child.stdin.flush()


def _table(taken: Taken) -> str:
    lines = [f"| {_SIZE:,} cards | cjdesigner | Excalidraw | ours / theirs |", "| --- | --: | --: | --: |"]
    for what, ours, theirs, unit in _ROWS:
        mine, other = median(taken[ours]), median(taken[theirs])
        lines.append(f"| {what} | {mine:,.0f} {unit} | {other:,.0f} {unit} | {mine / other:.2f} |")
    return "\n".join(lines)


def _compare(folder: Path, rounds: int) -> Taken:
    chromium, taken = browser(), Taken(list)
    build(folder)
    with served(folder) as site, screen() as display:
        _prepare(folder, chromium, site)
        for place in range(rounds + 1):
            sys.stderr.write(f"round {place} of {rounds}\n")
            _ours(folder, display, taken)
            _ours(folder, display, taken, "later")
            _theirs(folder, chromium, site, taken)
            if place == 0:  # the first round fills the caches of the disk
                taken.clear()
    return taken


def main() -> None:
    """Measures, or says what is missing."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.peers", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="after one that fills the caches of the disk")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        try:
            taken = _compare(Path(name), wanted.rounds)
        except Absent as missing:
            print(f"Not compared: {missing}.")
            return
    print(_table(taken))
    print("\n" + "; ".join(f"{name}: " + ", ".join(f"{each:.0f}" for each in every) for name, every in taken.items()))


if __name__ == "__main__":
    main()
