"""A window of its own process that works on a file.

`python -m tests.proof._window_at_work FILE NAME SEED ROUNDS ANSWER`

It types into the capture bar and onto cards, and saves, all through real events. When it is through it prints what it
has written as JSON, and ends when its input does, so that the other may still see its locks and changes.
"""

import json
import sys
from pathlib import Path
from random import Random

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjdesigner import language
from cjdesigner.files.settings import Settings
from cjdesigner.window import documents
from cjdesigner.window.dialogs import Answer, Change
from cjdesigner.window.look import load_fonts
from cjdesigner.window.main import MainWindow


class Worker:
    """One person at a window."""

    def __init__(self, path: Path, name: str, seed: int) -> None:
        self._name, self._random = name, Random(seed)
        self.merges, self._count = 0, 0
        self.window = MainWindow(Settings(theme="light"))
        self.window.resize(1600, 1200)
        self.window.show()
        self.window.activateWindow()
        self.window.documents.joined.connect(self._note)
        self.window.open_path(path)
        self._shared = {key: card.text for key, card in self.window.session.map.cards.items()
                        if card.text.startswith("shared")}
        self.written: list[str] = []

    def _note(self, _joined: object) -> None:
        self.merges += 1

    def _word(self) -> str:
        self._count += 1
        return f"{self._name}{self._count}w"

    def round(self) -> None:
        """Does something, and lets the window see what the other did."""
        self._random.choice([self._add, self._add, self._reword, self.save, self._look])()
        QTest.qWait(self._random.randrange(15))

    def _add(self) -> None:
        """Types a card into the capture bar."""
        words, line = self._word(), self.window.capture.line
        line.setFocus()
        QTest.keyClicks(line, words)
        QTest.keyClick(line, Qt.Key.Key_Return)
        if any(card.text == words for card in self.window.session.map.cards.values()):
            self.written.append(words)
        else:
            raise AssertionError(f"{words} was typed and is not on the map")

    def _reword(self) -> None:
        """Types over a card that nobody has touched yet, as far as can be seen here."""
        cards, canvas = self.window.session.map.cards, self.window.canvas
        fresh = [key for key, text in self._shared.items() if cards[key].text == text]
        if not fresh:
            return
        key, words = self._random.choice(fresh), self._word()
        canvas.choose(key)
        canvas.edit_text(key)
        assert canvas.editor is not None
        QTest.keyClicks(canvas.editor, words)
        QTest.qWait(self._random.randrange(10))
        QTest.keyClick(canvas.editor, Qt.Key.Key_Return)
        assert words in self.window.session.map.cards[key].text
        self.written.append(words)

    def save(self) -> None:
        """Saves; onto a file that the other has changed meanwhile, merged."""
        self.window.actions_by_id["save"].trigger()

    def _look(self) -> None:
        self.window.team.watching.look()
        QTest.qWait(30)

    def end(self) -> None:
        """Saves until nothing is left to save."""
        for _try in range(20):
            self.save()
            QTest.qWait(20)
            if not self.window.session.dirty:
                return
        raise AssertionError("the map could not be saved")


def main() -> None:
    path, name, seed, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    app = QApplication(["cjdesigner", "-style", "fusion"])
    language.activate("en")
    load_fonts()
    documents.ask_about_change = lambda *_args, **_more: Change[sys.argv[5]]
    documents.ask_to_save = lambda *_args: Answer.DISCARD
    worker = Worker(path, name, seed)
    for _round in range(rounds):
        worker.round()
    worker.end()
    sys.stdout.write(json.dumps({"written": worker.written, "merges": worker.merges}) + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    worker.window.close()
    app.processEvents()


if __name__ == "__main__":
    main()
