"""What a screen reader reads: a real AT-SPI client on a bus of its own, the program in a real window."""

import contextlib
import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cjdesigner.files.storage import save_map
from cjdesigner.model import templates
from tests.gui.driving import Hand, Screen, missing_tools, program, screen

pytestmark = pytest.mark.xvfb

LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
SYSTEM_PYTHON = "/usr/bin/python3"
READER = Path(__file__).with_name("reader.py")
_DEADLINE = 30.0


def missing() -> str:
    """What is not installed of what the test needs."""
    absent = [missing_tools(), "" if shutil.which("dbus-daemon") else "dbus-daemon",
              "" if os.path.exists(LAUNCHER) else "at-spi2-core"]
    binding = subprocess.run([SYSTEM_PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0')"], check=False,
                             capture_output=True)
    absent.append("" if binding.returncode == 0 else "gir1.2-atspi-2.0, python3-gi")
    return ", ".join(filter(None, absent))


class Reader:
    """The client's lines, as they come."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[list[str]] = []
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(json.loads(line))

    def close(self) -> None:
        """Ends with the process."""
        self.process.wait(_DEADLINE)
        self._thread.join(_DEADLINE)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()

    def wait(self, *wanted: str) -> list[str]:
        """The first line that begins like this and holds these words."""
        last = time.monotonic() + _DEADLINE
        while time.monotonic() < last:
            for line in list(self.lines):
                if line[0] == wanted[0] and all(any(word in part for part in line[1:]) for word in wanted[1:]):
                    return line
            time.sleep(0.02)
        raise AssertionError(f"never read: {wanted}; but {self.lines[-30:]}")


@contextlib.contextmanager
def bus(on: Screen) -> Iterator[dict[str, str]]:
    """A session bus with the accessibility bus on it; what the environment must say."""
    daemon = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE,
                              text=True, env=on.environment)
    assert daemon.stdout is not None
    more = {"DBUS_SESSION_BUS_ADDRESS": daemon.stdout.readline().strip()}
    launcher = subprocess.Popen([LAUNCHER, "--launch-immediately"], env={**on.environment, **more},
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield {**more, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    finally:
        for process in (launcher, daemon):
            process.terminate()
            process.wait(_DEADLINE)
        daemon.stdout.close()


@contextlib.contextmanager
def reader(environment: dict[str, str], folder: Path) -> Iterator[Reader]:
    with (folder / "reader.log").open("w") as log:
        process = subprocess.Popen([SYSTEM_PYTHON, str(READER), "Bản đồ hành trình"], env=environment, text=True,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
    heard = Reader(process)
    try:
        yield heard
    finally:
        process.kill()
        heard.close()


@pytest.fixture
def on(tmp_path: Path) -> Iterator[Screen]:
    if absent := missing():
        pytest.skip(f"not installed: {absent}")
    with screen(tmp_path, "ạ") as opened:
        yield opened


def test_names_roles_positions_and_changes_are_read(on: Screen, tmp_path: Path):
    path = tmp_path / "Bản đồ.cjmap"
    journey = templates.build("sample", "vi")
    save_map(journey, path)
    with bus(on) as more, program(on, tmp_path / "home", str(path), spoken="vi", more=more) as at, \
            reader({**on.environment, **more}, tmp_path) as heard:
        at.wait(lambda s: s["canvas"], "the map")
        hand = Hand(on, at)
        heard.wait("end")
        things = [line[1:] for line in heard.lines if line[0] == "thing"]
        roles = {role for role, _name, _place in things}
        assert {"list item", "table column header", "table row header"} <= roles
        named = {name: place for _role, name, place in things}
        lane = next(lane for lane in journey.ordered_lanes() if lane.kind == "touchpoint")
        stage = journey.ordered_stages()[1]
        cards = journey.cell(stage.id, lane.id)
        label = next(name for name in named if cards[1].text in name)
        assert named[label] == f"thẻ 2 trên {len(cards)}, {lane.name}, {stage.name}"
        assert named[f"Giai đoạn: {stage.name}"] == f"giai đoạn 2 trên {len(journey.stages)}"
        spot = at.look()["canvas"]["spots"][cards[0].id]["rect"]
        hand.click(spot)
        heard.wait("focus", cards[0].text, f"thẻ 1 trên {len(cards)}")
        hand.keys("Down")
        heard.wait("focus", cards[1].text, f"thẻ 2 trên {len(cards)}")
        hand.keys("Delete")
        heard.wait("said", "Xóa")
