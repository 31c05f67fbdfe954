"""Comments: those of the selected card under the inspector, and all open ones of the map in the panel."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.canvas.canvas import CanvasView
from cjdesigner.drawing.theme import look
from cjdesigner.edit.changes import change
from cjdesigner.edit.grid import delete
from cjdesigner.edit.workshop import add_comment, comments_on
from cjdesigner.language import N_, _
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.names import KINDS, named
from cjdesigner.model.ranks import in_order
from cjdesigner.model.workshop import Comment
from cjdesigner.window.look import Frame, icon
from cjdesigner.window.parts import as_tip, heading
from cjdesigner.window.workshop.parts import PLAIN, OwnKeys, listing, panel_column, plain_label, quiet, same_in, small

_MOST_HIGH = 230


def initials(name: str) -> str:
    """The first letters of somebody's first and last name."""
    words = name.split()
    return "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)).upper() or "?"


def about(comment: Comment) -> str:
    """Who said it and when."""
    return " · ".join(part for part in (comment.author, comment.date) if part)


class CardComments(QWidget):
    """What is said about the one selected card, and a line to say more."""

    def __init__(self, canvas: CanvasView, author: Callable[[], str], remember: Callable[[str], None], frame: Frame,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas, self._author, self._remember, self._frame = canvas, author, remember, frame
        self._shown: object = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 0, 14, 14)
        column.setSpacing(8)
        rule = QFrame(self)
        rule.setObjectName("rule")
        column.addWidget(rule)
        self.title = heading(_("Comments"), self)
        column.addWidget(self.title)
        self.rows = QScrollArea(self)
        self.rows.setWidgetResizable(True)
        self.rows.setFrameShape(QScrollArea.Shape.NoFrame)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self.rows)
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(_("Your name, asked once"))
        self.name.setAccessibleName(_("Your name"))
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(_("Add a comment, then Enter"))
        self.line.setAccessibleName(_("Comment"))
        self.name.returnPressed.connect(self.line.setFocus)
        self.line.returnPressed.connect(self._add)
        column.addWidget(self.name)
        column.addWidget(self.line)
        canvas.selection_changed.connect(self._show)
        canvas.session.changed.connect(self._show)
        canvas.session.saved.connect(self._show)
        self._show()

    def card(self) -> str:
        """The id of the one selected card, or ""."""
        found = self._canvas.selection & self._canvas.journey.cards.keys()
        return next(iter(found)) if len(self._canvas.selection) == 1 and found else ""

    def begin(self) -> None:
        """Puts the cursor where a comment is written: into the name's line the first time."""
        (self.line if self._author() else self.name).setFocus()

    def _show(self, *_changed: object) -> None:
        card, journey = self.card(), self._canvas.journey
        self.setVisible(bool(card))
        if not card:
            self._shown = None
            return
        said, read_only = comments_on(journey, card), self._canvas.session.read_only
        self.name.setVisible(not self._author() and not read_only)
        self.line.setVisible(not read_only)
        if (card, said, read_only) == self._shown:
            return
        if self._shown is None or not isinstance(self._shown, tuple) or self._shown[0] != card:
            self.line.clear()
        self._shown = (card, said, read_only)
        open_ones = sum(1 for comment in said if not comment.resolved)
        self.title.setText(_("Comments").upper() + (f" · {open_ones}" if open_ones else ""))
        self._show_rows(said, read_only=read_only)

    def _show_rows(self, said: list[Comment], *, read_only: bool) -> None:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for comment in said:
            column.addLayout(self._row(comment, held, read_only=read_only))
        column.addStretch(1)
        if old := self.rows.takeWidget():
            old.hide()
            old.deleteLater()
        self.rows.setWidget(held)
        self.rows.setVisible(bool(said))
        wide = max(120, self.width() - 30)
        needed = held.heightForWidth(wide) if held.hasHeightForWidth() else held.sizeHint().height()
        self.rows.setFixedHeight(min(_MOST_HIGH, needed + 4))

    def _row(self, comment: Comment, parent: QWidget, *, read_only: bool) -> QHBoxLayout:
        row, words = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(8)
        words.setSpacing(0)
        badge = plain_label(initials(comment.author), parent, "avatar")
        badge.setFixedSize(28, 28)
        badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        badge.setToolTip(as_tip(comment.author))
        text = plain_label(comment.text, parent, "label" if comment.resolved else "")
        text.setWordWrap(True)
        words.addWidget(text)
        said = " · ".join(part for part in (about(comment), _("resolved") if comment.resolved else "") if part)
        if said:
            words.addWidget(quiet(said, parent))
        row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        if not read_only:
            name = _("Open again") if comment.resolved else _("Resolve")
            tick = small("refresh" if comment.resolved else "check", name,
                         lambda: self._resolve(comment.id, not comment.resolved), self._frame, parent)
            gone = small("trash", _("Delete comment"), lambda: self._delete(comment.id), self._frame, parent)
            for button in (tick, gone):
                row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _add(self) -> None:
        words, card = self.line.text().strip(), self.card()
        if not words or not card:
            return
        if name := self.name.text().strip():
            self._remember(name)
            self.name.clear()
        author, today = self._author(), date.today().isoformat()
        if self._canvas.apply(N_("Add a comment"), lambda m: add_comment(m, card, words, author, today)):
            self.line.clear()
            self.line.setFocus()

    def _resolve(self, key: str, resolved: bool) -> None:
        label = N_("Resolve a comment") if resolved else N_("Open a comment again")
        self._canvas.apply(label, lambda m: change(m, key, resolved=resolved))

    def _delete(self, key: str) -> None:
        self._canvas.apply(N_("Delete comment"), lambda m: delete(m, [key]))


class CommentsPanel(QWidget):
    """All comments of the map. Choosing one goes to its card."""

    jump = Signal(str)

    def __init__(self, canvas: CanvasView, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas, self._frame = canvas, frame
        column = panel_column(self)
        self.title = heading(_("Comments"), self)
        column.addWidget(self.title)
        self.all = QCheckBox(_("Resolved ones too"), self)
        self.all.clicked.connect(lambda _checked: self._show())
        column.addWidget(self.all)
        self.list = listing(QListWidget(self), _("Comments"))
        self.list.itemClicked.connect(self._jump)
        OwnKeys(self.list, {
            (Qt.Key.Key_Return, PLAIN): self._jump_to_current, (Qt.Key.Key_Enter, PLAIN): self._jump_to_current,
            (Qt.Key.Key_Space, PLAIN): self._resolve, (Qt.Key.Key_Delete, PLAIN): self._delete,
            (Qt.Key.Key_Backspace, PLAIN): self._delete,
        })
        column.addWidget(self.list, 1)
        self.keys = quiet(_("Enter goes to the card, Space resolves."), self)
        column.addWidget(self.keys)
        self.empty = quiet(_("No open comments. Select a card and press Ctrl+Alt+M to write one."), self)
        column.addWidget(self.empty)
        column.addStretch(0)
        canvas.session.changed.connect(self._map_changed)
        canvas.curtain.changed.connect(self._show)
        self._show()

    def _map_changed(self, old: JourneyMap, new: JourneyMap) -> None:
        if not same_in(old, new, "comments", "cards"):
            self._show()

    def _show(self) -> None:
        journey = self._canvas.journey
        said = in_order(journey.comments.values())
        open_ones = [comment for comment in said if not comment.resolved]
        self.title.setText(_("Comments").upper() + (f" · {len(open_ones)}" if open_ones else ""))
        self.all.setVisible(len(open_ones) < len(said))
        shown = said if self.all.isChecked() else open_ones
        place = self.list.currentRow()
        self.list.clear()
        seen = self._canvas.masked(journey)
        for comment in shown:
            self._add_row(seen, comment)
        self.list.setCurrentRow(min(place, len(shown) - 1))
        self.list.setVisible(bool(shown))
        self.keys.setVisible(bool(shown))
        self.empty.setVisible(not shown)

    def _add_row(self, journey: JourneyMap, comment: Comment) -> None:
        card = journey.cards[comment.card]
        where = " ".join(card.text.split()) or named(KINDS, card.kind)
        done = f"✓ {_('resolved')} · " if comment.resolved else ""
        item = QListWidgetItem(f"{comment.text}\n{done}{about(comment)}\n→ {where[:60]}", self.list)
        item.setIcon(icon(look(card.kind).icon, self._frame.theme.ink(look(card.kind).colour), size=18))
        item.setData(Qt.ItemDataRole.UserRole, comment.id)

    def _current(self) -> str:
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def _jump(self, item: QListWidgetItem) -> None:
        if comment := self._canvas.journey.comments.get(str(item.data(Qt.ItemDataRole.UserRole))):
            self.jump.emit(comment.card)

    def _jump_to_current(self) -> None:
        if item := self.list.currentItem():
            self._jump(item)

    def _resolve(self) -> None:
        if comment := self._canvas.journey.comments.get(self._current()):
            key, resolved = comment.id, not comment.resolved
            label = N_("Resolve a comment") if resolved else N_("Open a comment again")
            QTimer.singleShot(0, lambda: self._canvas.apply(label, lambda m: change(m, key, resolved=resolved)))

    def _delete(self) -> None:
        if key := self._current():
            self._canvas.apply(N_("Delete comment"), lambda m: delete(m, [key]))
