"""A workshop, played in a real window: what a facilitator does in 45 minutes, scene after scene, until it is enough.

`play` does it and gives back what it took. Nothing that was written may be lost, doubled or changed on the way.
"""

import json
import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cjdesigner import language
from cjdesigner.files.format import to_data
from cjdesigner.files.storage import open_map
from tests.gui.driving import Hand, Screen, State, middle
from tests.gui.facilitator import LANES, STAGES, TITLE, Facilitator, Watched, clipboard, watched

SAY = language.catalogue("vi").gettext
FILE = "Buoi sang.cjmap"


@dataclass
class Played:
    """What a play took: the watch's notes, and the memory after each hundred actions."""

    actions: int = 0
    words: int = 0
    cards: int = 0
    noted: list[dict[str, Any]] = field(default_factory=list)
    memory: list[tuple[int, int, int]] = field(default_factory=list)
    said: str = ""

    def stalls(self) -> list[dict[str, Any]]:
        """When the event loop was busy for longer than a frame, but for the start."""
        return [note for note in self.noted if "stall" in note and note["action"] != "start"]

    def warnings(self) -> list[str]:
        """What Qt complained of."""
        return [f"{note['action']}: {note['warning']}" for note in self.noted if "warning" in note]

    def summary(self) -> str:
        """The figures, in words."""
        stalls, lines = self.stalls(), [f"{self.actions} actions, {self.cards} cards, {self.words} words, none lost"]
        lines.append(f"warnings: {len(self.warnings())}; written to the terminal: {len(self.said)} characters")
        lines.append(f"stalls over 50 ms of CPU: {len(stalls)}" + (
            f", median {statistics.median(s['stall'] for s in stalls):.0f} ms, longest "
            f"{max(s['stall'] for s in stalls):.0f} ms" if stalls else ""))
        lines += [f"  {s['stall']:6.1f} ms CPU {s['wall']:6.1f} ms clock  gc {s['gc']} ms  {s['action']}\n      "
                  + "; ".join(s["parts"]) + "\n      " + "\n      ".join(s["calls"]) for s in stalls]
        lines += [f"after {count:4} actions: RSS {rss / 1024:.1f} MB, PSS {pss / 1024:.1f} MB"
                  for count, rss, pss in self.memory]
        return "\n".join([*lines, *self.warnings()])


class Play:
    """The scenes. Each is short with `times` 1."""

    def __init__(self, person: Facilitator, on: Screen, path: Path, times: int) -> None:
        self.person, self.hand, self.program = person, person.hand, person.program
        self.on, self.path, self.times, self.turn = on, path, times, 0
        self.wait, self.act, self.account = person.program.wait, person.act, person.account

    def scenes(self) -> tuple[Callable[[], None], ...]:
        """All scenes but the first, in the order of a workshop."""
        return (self.capture, self.paste, self.drag_in, self.save, self.move, self.undo, self.rewrite, self.travel,
                self.write_and_undo, self.park, self.comment, self.plan, self.grid, self.vote, self.find, self.filter,
                self.curtain, self.look_round, self.present, self.copy, self.save)

    # -- the beginning -------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """A new map with its stages, lanes and title."""
        self.wait(lambda s: s["start"], "the start page")
        with self.act("new map"):
            self.hand.keys("ctrl+n")
            self.wait(lambda s: s["canvas"], "the canvas")
        stages = STAGES if self.times > 1 else STAGES[:3]
        for name in stages:
            self.person.line(name, name, "Down" if name is stages[-1] else "Return")
        for name in LANES:
            self.person.line(name, name, "Tab" if name is LANES[-1] else "Return")
        with self.act("title") as state:
            header = state["canvas"]["spots"]["header"]["rect"]
            self.hand.double_click((header[0] + 60, header[1] + header[3] // 4))
            self.person.write(TITLE)
            self.account.put(TITLE)

    # -- writing -------------------------------------------------------------------------------------------------------

    def capture(self) -> None:
        """Lines into the capture bar, with all its signs."""
        forms = (("{}", "Tab"), ("p: #cho !3 {}", "Return"), ("t: {}", "Tab"), ("{}", "Down"), ("o: ~Lan {}", "Tab"),
                 ("+2 {}", "Return"), ("-1 {}", "Tab"), ("q: {}", "Up"), ("@Huong {}", "Tab"), ("#cho {}", "Return"))
        self.person.click(self.person.a_place(self.next()))
        for form, ends in forms * self.times:
            text = self.person.text()
            if "@Huong" in form and not self.account.held["Huong"]:
                self.account.put("Huong")
            self.person.line(form.format(text), text, ends)

    def paste(self) -> None:
        """Lines and a block of a spreadsheet, from another program."""
        for lines in (True, False) * self.times:
            texts = [self.person.text() for _number in range(6)]
            with self.act("paste lines" if lines else "paste a block"):
                self.person.click(self.person.a_place(self.next()))
                rows = [texts] if lines else [texts[:3], texts[3:]]
                self.person.copy(text="\n".join(("\n" if lines else "\t").join(row) for row in rows))
                before = self.program.rest()
                self.hand.keys("ctrl+v")
                self.wait(lambda s, before=before: s["map"] != before["map"], "what was pasted")
                self.account.put(*texts)

    def rewrite(self) -> None:
        """A card's text is written over."""
        for _time in range(self.times):
            _key, at, old = self.person.a_card(self.next())
            new = self.person.text()
            with self.act("write over"):
                self.hand.double_click(at)
                self.person.write(new)
                self.account.change(old, new) if old else self.account.put(new)

    def write_and_undo(self) -> None:
        """Something is written, taken back, and brought back."""
        text = self.person.text()
        self.person.line(text, text, "Return")
        self.account.take(text)
        self.person.keys("ctrl+z", name="undo writing")
        self.account.put(text)
        self.person.keys("ctrl+shift+z", name="redo writing")

    def comment(self) -> None:
        """Something is said about a card."""
        for _time in range(self.times):
            _key, at, _text = self.person.a_card(self.next())
            said = self.person.text()
            with self.act("comment"):
                self.person.click(at)
                self.hand.keys("ctrl+alt+m")
                state = self.wait(lambda s: s["focus"][1] in (SAY("Your name"), SAY("Comment")), "a line to comment")
                if state["focus"][1] == SAY("Your name"):
                    self.hand.type("Huong")
                    self.hand.keys("Return")
                self.hand.type(said)
                self.hand.keys("Return")
                self.account.put(said)

    def copy(self) -> None:
        """Cards are doubled, one is deleted, one is cut and pasted elsewhere."""
        key, at, text = self.person.a_card(self.next())
        with self.act("duplicate"):
            self.person.click(at)
            self.hand.keys("ctrl+d")
            self.account.put(text)
        with self.act("delete the double"):
            self.hand.keys("Delete")
            self.account.take(text)
        key, at, text = self.person.a_card(self.next())
        with self.act("cut") as state:
            said = [e["text"] for e in state["map"].get("comments", {}).values() if e["card"] == key]
            self.person.click(at)
            self.hand.keys("ctrl+x")
            self.wait(lambda s: key not in s["map"]["cards"], "the card gone")
            for gone in (text, *said):
                self.account.take(gone)
        with self.act("paste what was cut"):
            self.person.click(self.person.a_place(self.next()))
            self.hand.keys("ctrl+v")
            self.account.put(text, *said)

    # -- moving --------------------------------------------------------------------------------------------------------

    def drag_in(self) -> None:
        """Cards from the palette."""
        for kind in ("touchpoint", "pain_point", "note", "opportunity")[:1 + self.times]:
            text = self.person.text()
            at = self.person.a_place(self.next())
            with self.act(f"drag in a {kind}") as state:
                self.hand.drag(middle(state["palette"][kind]), at)
                self.person.write(text)
                self.account.put(text)

    def move(self) -> None:
        """Cards to other cells, one and three at once."""
        for many in (False, True) * self.times:
            chosen = {key: at for key, at, _text in (self.person.a_card(self.next()) for _n in range(3 if many else 1))}
            keys, end = list(chosen), self.person.a_place(self.next())
            with self.act(f"carry {len(keys)}") as state:
                for number, key in enumerate(keys[:1] * (len(keys) > 1) + keys[1:]):
                    self.person.click(chosen[key], *(["ctrl"] if number else []))
                self.hand.drag(chosen[keys[0]], end)
                self.wait(lambda s: not s["canvas"]["carrying"], "the cards let go")
            assert set(state["map"]["cards"]) == set(self.program.look()["map"]["cards"])

    def undo(self) -> None:
        """Steps back and forth again: the map is the same then."""
        before, count = self.program.rest(), 4
        with self.act(f"undo and redo {count}"):
            self.hand.do("key", "--delay", 40, *["ctrl+z"] * count)  # as fast as a key repeats
            self.wait(lambda s: s["map"] != before["map"], "another map")
            self.hand.do("key", "--delay", 40, *["ctrl+shift+z"] * count)
            self.wait(lambda s: s["map"] == before["map"], "the map as it was")

    def grid(self) -> None:
        """A stage is inserted, named and deleted again; one is collapsed and opened; a lane is moved."""
        def stage(state: State) -> str:
            return sorted(k for k in state["map"]["stages"] if k in state["canvas"]["spots"]
                          and state["canvas"]["spots"][k]["rect"][2] > 24)[self.turn % 2]

        name = f"Lắp đặt k{self.next()}x"
        self.person.keys("shift+1", name="fit all")
        with self.act("insert a stage") as state:
            self.person.click(middle(state["canvas"]["spots"][stage(state)]["rect"]))
            self.hand.keys("ctrl+alt+a")
            self.person.write(name)
            self.account.put(name)
        with self.act("undo twice"):
            self.hand.keys("ctrl+z")
            self.hand.keys("ctrl+z")
            self.account.take(name)
        with self.act("collapse") as state:
            self.person.click(middle(state["canvas"]["spots"][stage(state)]["rect"]))
            self.hand.keys("ctrl+alt+c")
        self.person.keys("ctrl+alt+c", name="expand")
        self.person.keys("Escape")

    # -- the workshop --------------------------------------------------------------------------------------------------

    def park(self) -> None:
        """Ideas for later; a card is parked and brought back."""
        key, at, _text = self.person.a_card(self.next())
        with self.act("park a card"):
            self.person.click(at)
            self.hand.keys("ctrl+shift+p")
            self.wait(lambda s: key in s["map"]["parked"], "the card parked")
        if SAY("Parking") not in self.program.look()["tabs"]:
            self.person.keys("ctrl+shift+w", name="workshop panel")
        with self.act("parking lot"):
            self.person.press(SAY("Parking"))
        for _time in range(self.times):
            idea = self.person.text()
            with self.act("an idea for later"):
                self.person.press(SAY("An idea for later, then Enter"))
                self.hand.type(idea)
                self.hand.keys("Return")
                self.account.put(idea)
        self.shoot("parking")

    def plan(self) -> None:
        """Parts of the agenda, the timer, the next part."""
        if SAY("Agenda") not in self.program.look()["tabs"]:
            self.person.keys("ctrl+shift+w", name="workshop panel")
        with self.act("agenda"):
            self.person.press(SAY("Agenda"))
        part = self.person.text()
        with self.act("a part of the agenda"):
            self.person.press(SAY("Add a part"))
            self.wait(lambda s: s["focus"][0].endswith("LineEdit") and s["focus"][1] == "", "the part's name")
            self.hand.keys("ctrl+a")
            self.hand.type(part)
            self.hand.keys("Return")
            self.account.put(part)
        self.person.keys("F9", name="next part of the agenda")
        self.person.keys("shift+F8", name="a minute more")
        self.shoot("agenda")
        self.person.keys("F8", name="pause the timer")
        self.person.keys("shift+1", name="fit all")

    def vote(self) -> None:
        """A round of five people."""
        places = [self.person.a_card(self.next())[1] for _time in range(2 + self.times)]
        self.person.keys("ctrl+shift+d", name="begin the vote")
        self.wait(lambda s: s["voting"], "a round of votes")
        for number, at in enumerate(places):
            with self.act("give a dot"):
                at = (at[0] + number % 3, at[1])
                self.hand.do("mousemove", at[0], at[1] + 2, "mousemove", *at)
                self.hand.keys("1")
            with self.act("next person"):
                self.hand.keys("Tab")
        with self.act("a dot by click"):
            self.person.click(places[0])
        self.shoot("vote")
        self.person.keys("Escape", name="end the vote")
        assert not self.program.look()["voting"]

    def curtain(self) -> None:
        """New cards are covered until all have written."""
        with self.act("curtain down"):
            self.hand.keys("ctrl+shift+k")
            self.wait(lambda s: s["curtain"], "the curtain down")
        for _time in range(2):
            text = self.person.text()
            self.person.line(text, text, "Return")
        self.shoot("curtain")
        for _time in range(2):
            self.person.keys("ctrl+shift+Down", name="reveal")
        with self.act("curtain up"):
            self.hand.keys("ctrl+shift+k")
            self.wait(lambda s: not s["curtain"], "the curtain up")

    def present(self) -> None:
        """In front of the room, stage by stage, and back."""
        with self.act("present"):
            self.hand.keys("F5")
            self.wait(lambda s: s["presentation"], "the presentation")
        for number in range(1 + self.times):
            self.person.keys("Right", name="next scene")
            if number == 1:
                self.shoot("present")
        with self.act("end the presentation"):
            self.hand.keys("Escape")
            self.wait(lambda s: not s["presentation"], "no presentation")

    # -- finding -------------------------------------------------------------------------------------------------------

    def find(self) -> None:
        """A word is found and replaced everywhere."""
        _key, _at, old = self.person.a_card(self.next())
        word = old.split()[-1]
        with self.act("find and replace"):
            self.hand.keys("ctrl+h")
            self.wait(lambda s: s["focus"][1] == SAY("Find in the map"), "the find bar")
            self.hand.type(word)
        self.shoot("find")
        new = f"{word}z{self.turn}"
        with self.act("replace all") as state:
            hit = [text for text in self.account.held if self.account.held[text] and word in text]
            self.person.press(SAY("Replace with"))
            self.hand.keys("ctrl+a")
            self.hand.type(new)
            self.hand.click(state["buttons"][SAY("Replace all")])
            for text in hit:
                for _time in range(self.account.held[text]):
                    self.account.change(text, text.replace(word, new))
        self.person.keys("Escape", name="close the find bar")

    def travel(self) -> None:
        """The command palette: to a card, and a command."""
        _key, _at, text = self.person.a_card(self.next())
        with self.act("go to a card"):
            self.hand.keys("ctrl+k")
            self.wait(lambda s: s["focus"][1] == SAY("Find a card or type a command…"), "the command palette")
            self.hand.type(text.split()[-1])
        if self.turn < 20:
            self.shoot("palette")
        self.person.keys("Return", name="the card found")

    def filter(self) -> None:
        """Only some kinds of cards, for a look."""
        with self.act("filter"):
            self.hand.keys("ctrl+shift+f")
        if self.program.look()["popup"]:
            with self.act("tick a kind"):
                self.hand.do("key", "space")
            self.shoot("filter")
            with self.act("close the filter"):
                self.hand.do("key", "Escape")
        self.person.keys("ctrl+shift+f", name="no filter")

    def look_round(self) -> None:
        """Zooming, scrolling, arrow keys, a view beside."""
        left, top, width, height = self.program.look()["canvas"]["area"]
        at = (left + width // 2, top + height // 2)
        for button in (4, 4, 5, 5):
            with self.act("zoom by wheel"):
                self.hand.do("mousemove", *at, "keydown", "ctrl", "click", button, "keyup", "ctrl")
        for button in (5, 4)[:self.times]:
            with self.act("scroll"):
                self.hand.do("mousemove", *at, "click", "--repeat", 3, "--delay", 20, button)
        for keys in ("shift+1", "Escape", "Right", "Down", "Left"):
            self.person.keys(keys)
        self.person.keys("ctrl+backslash", name="split view")
        self.person.keys("ctrl+backslash", name="one view")

    # -- keeping -------------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Saves; the file has all words."""
        with self.act("save"):
            self.hand.keys("ctrl+s")
            if not self.program.look()["path"]:
                self.wait(lambda s: s["dialog"] and any(f["focus"] for f in s["dialog"]["fields"]), "the file dialog")
                self.hand.keys("ctrl+a")
                self.hand.type(str(self.path))
                self.hand.keys("Return")
            state = self.wait(lambda s: s["path"] and not s["dirty"], "the map saved")
        held = json.loads(json.dumps(to_data(open_map(self.path).map)))
        wrong = self.account.wrong(held)
        assert not wrong, wrong
        shown = {part: what for part, what in state["map"].items() if what or part in held}
        assert held == shown

    # -- the rest ------------------------------------------------------------------------------------------------------

    def next(self) -> int:
        """Another number each time, for choosing."""
        self.turn += 1
        return self.turn

    def shoot(self, what: str) -> None:
        """Keeps a picture of the screen."""
        self.program.rest()
        self.on.shoot(f"{self.person.count} {what}")


def play(on: Screen, folder: Path, actions: int, told: Callable[[str], None] = lambda _words: None,
         every: int = 100) -> Played:
    """Plays until there were so many actions; each scene at least once."""
    taken = Played()
    with watched(on, folder / "user") as program, clipboard(on, folder / "other") as copy:
        person = Facilitator(Hand(on, program), program, copy, told)
        scenes = Play(person, on, folder / FILE, 1 if actions < 200 else 3)
        person.after.append(lambda: _weigh(taken, program, person.count, every))
        scenes.begin()
        _play_scenes(scenes, person, actions)
        scenes.save()
        scenes.shoot("end")
        _weigh(taken, program, person.count, 1)
        taken.actions, taken.words = person.count, person.account.words()
        taken.cards = len(program.look()["map"]["cards"])
        Hand(on, program).keys("ctrl+q")
        assert program.ended() == 0
        taken.noted, taken.said = program.noted(), program.said()
    return taken


def _play_scenes(scenes: Play, person: Facilitator, actions: int) -> None:
    once = False
    while not once or person.count < actions:
        for scene in scenes.scenes():
            if once and person.count >= actions:
                return
            scene()
        once = True


def _weigh(taken: Played, program: Watched, count: int, every: int) -> None:
    if count % every == 0 and (not taken.memory or taken.memory[-1][0] != count):
        taken.memory.append((count, *program.memory()))


def as_json(taken: Played) -> str:
    """All that was noted."""
    return json.dumps({"actions": taken.actions, "memory": taken.memory, "noted": taken.noted}, ensure_ascii=False)
