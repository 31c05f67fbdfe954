"""Finding and replacing in the open map: between the find bar, the session and the canvas."""

from dataclasses import replace as with_

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.edit.changes import find
from cjdesigner.edit.finding import HEADER, Found, Haystack, replace_words
from cjdesigner.language import N_, _, ngettext
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.workshop import Comment
from cjdesigner.window.fields import fields_of
from cjdesigner.window.find_bar import FindBar
from cjdesigner.window.look import Frame

_AROUND = 28
"""Letters before a hit that are told with it."""


class Finding(QObject):
    """What is looked for in one window, and which of the hits is looked at."""

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self._canvas, self._session = canvas, canvas.session
        self._hay = Haystack()
        self.found: list[Found] = []
        self.current = self._last = -1
        self.bar: FindBar | None = None
        canvas.installEventFilter(self)
        self._session.changed.connect(self._map_changed)

    def build(self, frame: Frame) -> None:
        """Makes the bar, anew where words or colours changed."""
        old, bar = self.bar, FindBar(frame, self._canvas)
        self.bar = bar
        if old is not None:
            bar.field.setText(old.field.text())
            bar.new.setText(old.new.text())
            bar.exact.setChecked(old.exact.isChecked())
            was_open, replacing = old.isVisibleTo(self._canvas), old.new.isVisibleTo(old)
            old.hide()
            old.deleteLater()
            if was_open:
                self.open(replacing=replacing)
        bar.changed.connect(self._search)
        bar.stepped.connect(self.step)
        bar.replaced.connect(lambda every: self.replace_all() if every else self.replace_one())
        bar.closed.connect(self.close)

    @property
    def _held(self) -> FindBar:
        assert self.bar is not None
        return self.bar

    @property
    def is_open(self) -> bool:
        """Whether the bar is there."""
        return self.bar is not None and self.bar.isVisibleTo(self._canvas)

    # -- the bar --------------------------------------------------------------------------------------------------

    def open(self, *, replacing: bool = False) -> None:
        """Shows the bar above the map, which keeps its place on the screen."""
        self._canvas.end_editing()
        self._hay.slots(self._session.map)  # now, so that the first letter is answered at once
        before = self._held.height_now() if self.is_open else 0
        if not self.is_open and len(self._canvas.selection) == 1:
            self.current, self.found = 0, self._at_selection()
        self._held.open(replacing=replacing)
        self._make_room(before, self._held.height_now())
        self._search()

    def _at_selection(self) -> list[Found]:
        """A hit where the search begins: the first text of what is selected."""
        key = next(iter(self._canvas.selection))
        slots = self._hay.slots(self._session.map)
        return [Found(slot, 0, 0) for slot in slots if slot.shown == key][:1]

    def _make_room(self, before: int, after: int) -> None:
        self._canvas.setViewportMargins(0, after, 0, 0)
        self._place()
        self._canvas.scroll_by(0, after - before)

    def _place(self) -> None:
        self._held.setGeometry(0, 0, self._canvas.width(), self._held.height_now())

    def close(self) -> None:
        """Takes the bar away and selects what was looked at."""
        if not self.is_open:
            return
        before = self._held.height_now()
        self._held.hide()
        self._make_room(before, 0)
        self._show([])
        if self._now is not None:
            self._select(self._now)
        self._canvas.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The bar is as wide as the canvas."""
        if event.type() == QEvent.Type.Resize and self.is_open and isinstance(watched, QWidget):
            self._place()
        return False

    # -- searching ------------------------------------------------------------------------------------------------

    @property
    def _now(self) -> Found | None:
        return self.found[self.current] if 0 <= self.current < len(self.found) else None

    def _find(self) -> list[Found]:
        """The hits, but for those on covered cards: what the room may not see is neither shown nor replaced."""
        hits = self._hay.find(self._session.map, self._held.field.text(), exact=self._held.exact.isChecked())
        covered = self._canvas.masked_keys
        return [hit for hit in hits if hit.slot.shown not in covered] if covered else hits

    def _search(self) -> None:
        """Looks for what is typed now; the hit that was looked at stays, or the next one after it comes."""
        if not self.is_open:
            return
        at, self.found = self._now, self._find()
        self.current = self._nearest(at) if self.found else -1
        self._show_current()

    def _nearest(self, at: Found | None) -> int:
        if at is None:
            return 0
        slots = self._hay.slots(self._session.map)
        spot = (at.slot.key, at.slot.field, at.slot.item)
        begin = next((i for i, slot in enumerate(slots) if (slot.key, slot.field, slot.item) == spot), None)
        if begin is None:  # its text is gone
            return min(max(self._last, 0), len(self.found) - 1)
        later = {id(slot) for slot in slots[begin:]}
        here = id(slots[begin])
        return next((i for i, each in enumerate(self.found) if id(each.slot) in later
                     and (id(each.slot) != here or each.start >= at.start)), 0)

    def _map_changed(self, old: JourneyMap, new: JourneyMap) -> None:
        if old.id != new.id:
            self.found, self.current = [], -1
            self.close()
        elif self.is_open:
            self._search()

    def step(self, by: int) -> None:
        """Goes to the next hit or the one before. With the bar closed, the last search goes on."""
        if not self._held.field.text().strip():
            self.open()
            return
        if not self.is_open:
            self._search_again(by)
        if self.found:
            self.current = (self.current + by) % len(self.found)
        self._show_current()

    def _search_again(self, by: int) -> None:
        """Looks again from the hit that was looked at last, or from what was selected since."""
        at = self._now
        if len(self._canvas.selection) == 1 and (at is None or at.slot.shown not in self._canvas.selection):
            at = next(iter(self._at_selection()), None)
        self.found = self._find()
        self.current = self._nearest(at) if self.found else -1
        if by > 0 and (at is None or self._now != at):
            self.current -= 1  # the nearest is not a hit that was seen: it is the next one

    # -- what is shown --------------------------------------------------------------------------------------------

    def _show_current(self) -> None:
        now, self._last = self._now, self.current
        if not self.is_open:
            if now is not None:
                self._select(now)
            return
        self._show(self.found)
        count = f"{self.current + 1}/{len(self.found)}" if self.found else ""
        if not self.found and self._held.field.text().strip():
            count = _("Not found")
        self._held.tell(count, self._told(now) if now else "")
        writable = not self._session.read_only
        self._held.one.setEnabled(writable and now is not None and now.slot.typed)
        self._held.all.setEnabled(writable and any(each.slot.typed for each in self.found))
        for button in (self._held.previous, self._held.next):
            button.setEnabled(len(self.found) > 1)
        if now is not None:
            self._canvas.reveal(now.slot.shown)

    def _show(self, found: list[Found]) -> None:
        now = self._now.slot.shown if self._now and found else ""
        hits = frozenset(each.slot.shown for each in found)
        self._canvas.highlight(with_(self._canvas.highlights, hits=hits, current=now))

    def _select(self, now: Found) -> None:
        if now.slot.shown in self._canvas.shown.spots:
            self._canvas.select(frozenset({now.slot.shown}))
            self._canvas.reveal(now.slot.shown)

    def _told(self, now: Found) -> str:
        """Where a hit stands: the field's name and the words around it."""
        text, start = now.slot.text, now.start
        begin = text.rfind(" ", 0, max(0, start - _AROUND)) + 1 if start > _AROUND else 0
        words = " ".join((("…" if begin else "") + text[begin:now.end + 4 * _AROUND]).split())
        unseen = "" if now.slot.shown in self._canvas.shown.spots else " · " + _("not shown on the map")
        return f"{self._field_name(now)}: {words}{unseen}"

    def _field_name(self, now: Found) -> str:
        journey = self._session.map
        thing = journey if now.slot.key == HEADER else find(journey, now.slot.key)
        if thing is None or isinstance(thing, Comment):
            return _("Comment")
        return next((_(field.label) for field in fields_of(thing) if field.name == now.slot.field), _("Name"))

    # -- replacing ------------------------------------------------------------------------------------------------

    def replace_one(self) -> None:
        """Replaces the hit that is looked at, and goes on to the next behind it."""
        now = self._now
        if now is None or not now.slot.typed:
            self.step(1)
            return
        new = self._held.new.text()
        behind = now._replace(start=now.start + len(new), end=now.start + len(new))
        at, self.found = self.current, [behind]
        self.current = 0
        if not self._session.apply(N_("Replace"), lambda m: replace_words(m, [now], new)):
            self.found, self.current = self._find(), at
            self.step(1)

    def replace_all(self) -> None:
        """Replaces every hit in one step."""
        found, new = [each for each in self.found if each.slot.typed], self._held.new.text()
        if found and self._session.apply(N_("Replace all"), lambda m: replace_words(m, found, new)):
            told = ngettext("{count} place replaced", "{count} places replaced", len(found))
            self._held.tell(self._held.count.text(), told)

