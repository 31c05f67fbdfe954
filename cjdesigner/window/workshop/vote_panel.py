"""Dot voting in the panel: who votes with how many dots on what, and what came out. And a banner on the canvas."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.drawing.theme import look
from cjdesigner.edit.changes import change_map
from cjdesigner.edit.workshop import clear_votes, may_be_voted, results
from cjdesigner.language import N_, _, ngettext
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.names import KINDS, LANES, named
from cjdesigner.window.look import Frame, icon
from cjdesigner.window.parts import heading
from cjdesigner.window.workshop.parts import listing, panel_column, plain_label, push, quiet, same_in, small
from cjdesigner.window.workshop.voting import VotingRound, voters_of

_MOST_SHOWN = 12


def voter_name(voter: str) -> str:
    """A voter's name; numbers are people without one."""
    return _("Person {number}").format(number=voter) if voter.isdecimal() else voter


def dots_words(left: int, dots: int) -> str:
    """Dots that are left, full, and those that are given, empty; only figures where there are many."""
    return "●" * left + "○" * max(0, dots - left) if dots <= _MOST_SHOWN else f"{left} / {dots}"


class VoteBanner(QFrame):
    """What the room must see while a round lasts: who is asked, what is left, which keys there are."""

    def __init__(self, canvas: CanvasView, voting: VotingRound) -> None:
        super().__init__(canvas)
        self._canvas, self._voting = canvas, voting
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.name, self.dots = plain_label("", self, "bannerName"), plain_label("", self, "bannerDots")
        self.told = plain_label("", self, "bannerNotice")
        self.keys = plain_label("", self, "label")
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(20, 10, 20, 10)
        column.setSpacing(2)
        row.setSpacing(16)
        for label in (self.name, self.dots):
            row.addWidget(label)
        row.insertStretch(0, 1)
        row.addStretch(1)
        column.addLayout(row)
        for label in (self.told, self.keys):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        canvas.installEventFilter(self)
        voting.changed.connect(self._show)
        voting.refused.connect(self._tell)
        self._show()

    def _show(self) -> None:
        voting = self._voting
        self.setVisible(voting.active)
        dots = self._canvas.journey.dots
        self.name.setText(_("The whole room") if voting.room else voter_name(voting.voter))
        self.dots.setText("" if voting.room else dots_words(voting.left, dots))
        self.dots.setAccessibleName(ngettext("{count} dot left", "{count} dots left", voting.left))
        self.keys.setText(_("Type a card's dots · Backspace corrects · Esc ends") if voting.room else
                          _("1–9 gives dots · − takes back · Tab: next person · Esc ends"))
        self._tell("")

    def _tell(self, words: str) -> None:
        self.told.setText(f"⚠ {words}" if words else "")
        self.told.setVisible(bool(words))
        self.setAccessibleName(f"{self.name.text()} {self.dots.accessibleName()} {words}".strip())
        self._place()

    def _place(self) -> None:
        words = max(label.fontMetrics().horizontalAdvance(label.text()) for label in (self.told, self.keys))
        wide = min(max(words + 48, self.minimumSizeHint().width()), self._canvas.width() - 16)
        self.resize(wide, self.heightForWidth(wide))
        self.move(max(0, (self._canvas.width() - self.width()) // 2), 12)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays at the top, in the middle."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False


class VotePanel(QWidget):
    """The settings of a round, and the cards by their dots."""

    jump = Signal(str)

    def __init__(self, canvas: CanvasView, voting: VotingRound, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas, self._voting, self._frame = canvas, voting, frame
        self._behind = True
        column = panel_column(self)
        column.addWidget(heading(_("Dot voting"), self))
        self._build_who(column)
        self._build_what(column)
        self.begin = push(_("Start voting"), self._begin, self, primary=True)
        column.addWidget(self.begin)
        self._build_turn(column)
        self.told = plain_label("", self, "notice")
        self.told.setWordWrap(True)
        self.told.hide()
        column.addWidget(self.told)
        column.addSpacing(6)
        self._build_results(column)
        voting.changed.connect(self._show_round)
        voting.refused.connect(self._tell)
        canvas.session.changed.connect(self._show_map)
        canvas.curtain.changed.connect(lambda: self._fill_results(canvas.journey))
        self._fill_cards(canvas.journey)
        self._show_round()

    # -- building ---------------------------------------------------------------------------------------------------

    def _build_who(self, column: QVBoxLayout) -> None:
        self.who = QLineEdit("5", self)
        self.how = QComboBox(self)
        self.how.addItems([_("One after the other"), _("Whole room at once")])
        self.how.setAccessibleName(_("How people vote"))
        self.how.currentIndexChanged.connect(lambda place: self.who.setEnabled(place == 0))
        column.addWidget(self.how)
        self.who_label = quiet(_("People: a number, or names with commas"), self)
        self.who.setAccessibleName(self.who_label.text())
        self.who.returnPressed.connect(self._begin)
        self.who_label.setBuddy(self.who)
        column.addWidget(self.who_label)
        column.addWidget(self.who)

    def _build_what(self, column: QVBoxLayout) -> None:
        self.dots = QSpinBox(self)
        self.dots.setRange(1, 99)
        self.dots.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.dots.setAccessibleName(_("Dots per person"))
        self.dots.valueChanged.connect(self._set_dots)
        self.cards = QComboBox(self)
        self.cards.setAccessibleName(_("Cards to vote on"))
        row = QHBoxLayout()
        for words, field, share in ((_("Dots each"), self.dots, 0), (_("On which cards"), self.cards, 1)):
            held = QVBoxLayout()
            held.setSpacing(4)
            held.addWidget(quiet(words, self))
            held.addWidget(field)
            row.addLayout(held, share)
        column.addLayout(row)

    def _build_turn(self, column: QVBoxLayout) -> None:
        """Who is asked now, large, with buttons to go on."""
        self.turn = QWidget(self)
        held, row = QVBoxLayout(self.turn), QHBoxLayout()
        held.setContentsMargins(0, 6, 0, 0)
        self.name, self.left = plain_label("", self.turn, "bannerName"), plain_label("", self.turn, "bannerDots")
        self.name.setWordWrap(True)
        self.before = small("chevron-left", _("Person before"), lambda: self._go(-1), self._frame, self.turn)
        self.after = small("chevron-right", _("Next person"), lambda: self._go(1), self._frame, self.turn)
        row.addWidget(self.name, 1)
        row.addWidget(self.before)
        row.addWidget(self.after)
        held.addLayout(row)
        held.addWidget(self.left)
        column.addWidget(self.turn)

    def _build_results(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        self.title = heading(_("Result"), self)
        row.addWidget(self.title, 1)
        self.clear = small("trash", _("Clear votes"), self._clear, self._frame, self)
        row.addWidget(self.clear)
        column.addLayout(row)
        self.list = listing(QListWidget(self), _("Cards by their dots"))
        self.list.itemClicked.connect(self._jump)
        self.list.itemActivated.connect(self._jump)
        column.addWidget(self.list, 1)
        self.empty = quiet(_("No dots yet. Start voting, then click a card to give a dot; Alt+click takes it back."),
                           self)
        column.addWidget(self.empty)
        column.addStretch(0)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Catches up with the map."""
        super().showEvent(event)
        if self._behind:
            self._show_map(self._canvas.journey, self._canvas.journey)

    def _show_round(self) -> None:
        voting = self._voting
        for field in (self.how, self.dots, self.cards):
            field.setEnabled(not voting.active)
        self.who.setEnabled(not voting.active and self.how.currentIndex() == 0)
        self.begin.setText(_("End voting (Esc)") if voting.active else _("Start voting"))
        self.turn.setVisible(voting.active)
        self.before.setVisible(len(voting.voters) > 1)
        self.after.setVisible(len(voting.voters) > 1)
        self.name.setText(_("The whole room") if voting.room else voter_name(voting.voter))
        self.left.setVisible(not voting.room)
        self.left.setText(dots_words(voting.left, self._canvas.journey.dots))
        self.left.setAccessibleName(ngettext("{count} dot left", "{count} dots left", voting.left))
        self._tell("")

    def _tell(self, words: str) -> None:
        self.told.setText(f"⚠ {words}" if words else "")
        self.told.setVisible(bool(words))

    def _show_map(self, old: JourneyMap, new: JourneyMap) -> None:
        if same_in(old, new, "votes", "cards") and old.dots == new.dots:
            return
        if not self.isVisible():  # a map may be large, and be typed into
            self._behind = True
            return
        self._behind = False
        self.dots.blockSignals(True)
        self.dots.setValue(new.dots)
        self.dots.blockSignals(False)
        self._fill_cards(new)
        self._fill_results(new)
        self.setEnabled(not self._canvas.session.read_only)

    def _fill_cards(self, journey: JourneyMap) -> None:
        kinds = {card.kind for card in journey.cards.values() if may_be_voted(card)}
        wanted = [(_("All cards"), ""), (_("Selected cards"), "selected"),
                  *((named(LANES, kind), kind) for kind in (*KINDS, *sorted(kinds - set(KINDS))) if kind in kinds)]
        if [self.cards.itemData(place) for place in range(self.cards.count())] == [data for _words, data in wanted]:
            return
        chosen = self.cards.currentData()
        self.cards.clear()
        for words, data in wanted:
            self.cards.addItem(words, data)
        self.cards.setCurrentIndex(max(0, self.cards.findData(chosen)))

    def _fill_results(self, journey: JourneyMap) -> None:
        found = results(journey)
        given = ngettext("{count} dot", "{count} dots", len(journey.votes))
        self.title.setText(f"{_('Result')} · {given}".upper() if found else _("Result").upper())
        self.list.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.clear.setEnabled(bool(found))
        self.list.clear()
        seen = self._canvas.masked(journey)
        for key, count in found:
            card = seen.cards[key]
            words = " ".join(card.text.split()) or named(KINDS, card.kind)
            item = QListWidgetItem(f"{count} ●   {words}", self.list)
            item.setIcon(icon(look(card.kind).icon, self._frame.theme.ink(look(card.kind).colour), size=18))
            item.setData(Qt.ItemDataRole.UserRole, key)
            said = ngettext("{count} dot", "{count} dots", count)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{said}: {words}")

    # -- what is done -------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        if self._voting.active:
            self._voting.end()
            self._canvas.setFocus()
            return
        room, people = self.how.currentIndex() == 1, voters_of(self.who.text())
        chosen = str(self.cards.currentData() or "")
        only = frozenset(key for key in self._canvas.selection if key in self._canvas.journey.cards)
        if not room and not people:
            self._tell(_("Say who votes: how many people, or their names."))
        elif chosen == "selected" and not only:
            self._tell(_("Select the cards to vote on first."))
        else:
            selected = chosen == "selected"
            self._voting.start([] if room else people, None if selected or not chosen else chosen,
                               only if selected else None)

    def toggle(self) -> None:
        """Starts a round as the fields say, or ends the one that is on."""
        self._begin()

    def _go(self, by: int) -> None:
        self._voting.go(by)
        self._canvas.setFocus()

    def _set_dots(self, dots: int) -> None:
        self._canvas.apply(N_("Change dots per person"), lambda m: change_map(m, dots=dots), "map.dots")

    def _clear(self) -> None:
        self._canvas.apply(N_("Clear votes"), clear_votes)

    def _jump(self, item: QListWidgetItem) -> None:
        self.jump.emit(item.data(Qt.ItemDataRole.UserRole))
