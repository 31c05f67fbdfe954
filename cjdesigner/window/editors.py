"""The inspector's editors: each shows a value and says when the user changed it.

All have `show_value(value)`, `changed` (with the new value) and `left` (the user is done with the field).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QColorDialog,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cjdesigner.language import N_, _
from cjdesigner.model.text import clean
from cjdesigner.window.fields import Field
from cjdesigner.window.look import grown
from cjdesigner.window.parts import as_tip
from cjdesigner.window.picture_cards import ask_for_picture, take_in


class ValueEditor(QWidget):
    """The ground of all editors."""

    changed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QVBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)

    def hold(self, widget: QWidget, name: str) -> None:
        """Takes in the widget that does the work, under the field's name for screen readers."""
        widget.setAccessibleName(name)
        widget.installEventFilter(self)
        self.row.addWidget(widget)
        self.setFocusProxy(widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Says when the field is left."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return False

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - each editor has its own type of value
        """Shows a value without saying that it changed."""
        raise AssertionError(f"{type(self).__name__} shows nothing: {value!r}")


class LineEditor(ValueEditor):
    """One line of text; also tags, separated by commas."""

    def __init__(self, field: Field, *, tags: bool) -> None:
        super().__init__()
        self._tags = tags
        self._words = {str(key): _(words) for key, words in field.choices}
        self.line = QLineEdit()
        self.hold(self.line, _(field.label))
        if tags:
            self.line.setPlaceholderText(_("separated by commas"))
        self.line.textEdited.connect(lambda text: self.changed.emit(self._value(text)))

    def _value(self, text: str) -> object:
        if not self._tags:
            return text
        keys = {words: key for key, words in self._words.items()}
        return tuple(keys.get(part.strip(), part.strip()) for part in text.split(",") if part.strip())

    def show_value(self, value: Any) -> None:  # noqa: ANN401
        """Shows the text, unless it is what was typed here."""
        if self._value(clean(self.line.text())) != value:
            self.line.setText(", ".join(self._words.get(part, part) for part in value) if self._tags else value)
            self.line.setCursorPosition(0)


class TextEditor(ValueEditor):
    """Several lines of text, as high as they need."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.hold(self.text, _(field.label))
        self.text.textChanged.connect(self._typed)
        self._grow()

    def _typed(self) -> None:
        self._grow()
        self.changed.emit(self.text.toPlainText())

    def _grow(self) -> None:
        lines = max(2, min(8, round(self.text.document().size().height())))
        margins = 2 * round(self.text.document().documentMargin()) + grown(14)
        self.text.setFixedHeight(lines * self.text.fontMetrics().lineSpacing() + margins)
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.text.setVerticalScrollBarPolicy(needed if lines == 8 else never)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower panel makes more lines."""
        super().resizeEvent(event)
        self._grow()

    def show_value(self, value: Any) -> None:  # noqa: ANN401
        """Shows the text, unless it is what was typed here."""
        if clean(self.text.toPlainText()) != value:
            self.text.blockSignals(True)
            self.text.setPlainText(value)
            self.text.blockSignals(False)
        self._grow()


class ChoiceEditor(ValueEditor):
    """One of several values; a free one may be typed too where the field says so. `named` are people's own words."""

    def __init__(self, field: Field, *, free: bool, named: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._values = [value for value, _words in (*field.choices, *named)]
        self._words = [*(_(words) for _value, words in field.choices), *(words for _value, words in named)]
        self._free = free
        self.box = QComboBox()
        self.box.setEditable(free)
        self.box.addItems(self._words)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)
        self.box.currentTextChanged.connect(lambda words: self.box.setToolTip(as_tip(words)))
        self.hold(self.box, _(field.label))
        self.box.activated.connect(lambda place: self.changed.emit(self._values[place]))
        if free and (line := self.box.lineEdit()):
            line.textEdited.connect(lambda text: self.changed.emit(self._known(text)))

    def _known(self, text: str) -> object:
        """The key of known words, or the text itself."""
        same = [value for value, words in zip(self._values, self._words, strict=True) if words == text.strip()]
        return same[0] if same else text

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaves the wheel to the panel: scrolling must not change values."""
        if event.type() == QEvent.Type.Wheel:
            holder: QWidget | None = self
            while holder is not None and not isinstance(holder, QScrollArea):
                holder = holder.parentWidget()
            if holder is not None:
                QApplication.sendEvent(holder.viewport(), event)
            return True
        return super().eventFilter(watched, event)

    def show_value(self, value: Any) -> None:  # noqa: ANN401
        """Chooses the value."""
        if value in self._values:
            self.box.setCurrentIndex(self._values.index(value))
        elif self._free and self.box.currentText() != value:
            self.box.setCurrentIndex(-1)
            self.box.setEditText(value)
        elif not self._free:
            self.box.setCurrentIndex(-1)


class StepsEditor(ValueEditor):
    """A few values side by side, such as scores and severities."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._values = [value for value, _words in field.choices]
        self._group = QButtonGroup(self)
        line = QHBoxLayout()
        line.setSpacing(3)
        for place, (value, words) in enumerate(field.choices):
            button = QPushButton(words)
            button.setObjectName("segment")
            button.setCheckable(True)
            button.setMinimumWidth(24)
            button.setAccessibleName(f"{_(field.label)} {_('None') if value is None else words}")
            self._group.addButton(button, place)
            line.addWidget(button)
        self.row.addLayout(line)
        self._group.idClicked.connect(lambda place: self.changed.emit(self._values[place]))

    def show_value(self, value: Any) -> None:  # noqa: ANN401
        """Presses the value's button."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)


class TickEditor(ValueEditor):
    """Yes or no."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.box = QCheckBox(_(field.label))
        self.hold(self.box, _(field.label))
        self.box.clicked.connect(lambda ticked: self.changed.emit(ticked))

    def show_value(self, value: Any) -> None:  # noqa: ANN401
        """Ticks the box or not."""
        self.box.setChecked(bool(value))


class ManyEditor(ValueEditor):
    """Several of many: ids with their names, each with a box to tick."""

    def __init__(self, options: list[tuple[str, str]], empty: str) -> None:
        super().__init__()
        self._boxes: dict[str, QCheckBox] = {}
        self._options: list[tuple[str, str]] = []
        self._none = QLabel(empty)
        self._none.setObjectName("label")
        self.row.addWidget(self._none)
        self.offer(options)

    def offer(self, options: list[tuple[str, str]]) -> None:
        """Lets other things be chosen. The boxes of those that stay are kept: making many is slow."""
        if options == self._options:
            return
        self._options, kept = options, {key for key, _name in options}
        for key in [key for key in self._boxes if key not in kept]:
            gone = self._boxes.pop(key)
            self.row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        held, self._boxes = self._boxes, {}
        for place, (key, name) in enumerate(options):
            box = self._boxes[key] = held.get(key) or self._box()
            if box.accessibleName() != name:
                box.setText(name[:26].rstrip().replace("&", "&&") + ("…" if len(name) > 26 else ""))
                box.setAccessibleName(name)
                box.setToolTip(as_tip(name))
            if self.row.indexOf(box) != place:
                self.row.insertWidget(place, box)
        self._none.setVisible(not options)

    def _box(self) -> QCheckBox:
        box = QCheckBox(self)
        box.clicked.connect(self._ticked)
        return box

    def _ticked(self) -> None:
        self.changed.emit(tuple(key for key, box in self._boxes.items() if box.isChecked()))

    def show_value(self, value: Any) -> None:  # noqa: ANN401
        """Ticks those that are meant."""
        for key, box in self._boxes.items():
            box.setChecked(key in value)


class ColourEditor(ValueEditor):
    """A colour of one's own, or the kind's."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._value: str | None = None
        line = QHBoxLayout()
        self.choose = QPushButton()
        self.choose.setAccessibleName(_(field.label))
        self.reset = QPushButton(_("Usual colour"))
        line.addWidget(self.choose, 1)
        line.addWidget(self.reset, 1)
        self.row.addLayout(line)
        self.choose.clicked.connect(self._ask)
        self.reset.clicked.connect(lambda: self.changed.emit(None))

    def _ask(self) -> None:
        chosen = QColorDialog.getColor(QColor(self._value or "#1F5FBF"), self, _("Choose a colour"))
        if chosen.isValid():
            self.changed.emit(chosen.name().upper())

    def show_value(self, value: Any) -> None:  # noqa: ANN401
        """Shows the colour."""
        self._value = value
        self.choose.setText(value or _("Choose…"))
        self.choose.setStyleSheet(f"border-left: 12px solid {value};" if value else "")
        self.reset.setEnabled(value is not None)


class PictureEditor(ValueEditor):
    """Another picture from a file. Its value is the picture's id; what it says is the new `Picture`."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.choose = QPushButton(_("Choose…"))
        self.hold(self.choose, _(field.label))
        self.choose.clicked.connect(self._ask)

    def _ask(self) -> None:
        source = ask_for_picture(self.window())
        if source is not None:
            take_in(self.window(), [source], lambda pictures: self.changed.emit(pictures[0]))

    def show_value(self, value: Any) -> None:  # noqa: ANN401
        """Says whether there is one to be replaced."""
        self.choose.setText(_("Replace…") if value else _("Choose…"))


def editor_for(field: Field, options: list[tuple[str, str]]) -> ValueEditor:
    """The editor of a field; `options` are what personas and answers can be chosen from."""
    if field.editor == "text":
        return TextEditor(field)
    if field.editor in ("choice", "free_choice"):
        return ChoiceEditor(field, free=field.editor == "free_choice")
    if field.editor == "step":
        return ChoiceEditor(replace(field, choices=((None, N_("The whole stage")),)), free=False, named=options)
    if field.editor == "steps":
        return StepsEditor(field)
    if field.editor == "tick":
        return TickEditor(field)
    if field.editor in ("personas", "answers"):
        empty = _("No personas yet") if field.editor == "personas" else _("No pain points yet")
        return ManyEditor(options, empty)
    if field.editor == "colour":
        return ColourEditor(field)
    if field.editor == "picture":
        return PictureEditor(field)
    return LineEditor(field, tags=field.editor == "tags")


