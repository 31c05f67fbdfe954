"""The facilitator's bar: where the presentation is, what comes next, and what the room sees."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from cjdesigner.canvas.scenes import Order, Scene
from cjdesigner.language import N_, _
from cjdesigner.window.look import FRAMES, Frame, icon

ORDERS: dict[Order, str] = {"stages": N_("Stage by stage"), "lanes": N_("Lane by lane"),
                            "agenda": N_("Along the agenda"), "selection": N_("Only what is selected")}
"""In which order scenes are shown, and what that is called."""


def scene_name(scene: Scene) -> str:
    """What a scene is called in one line."""
    name = " ".join(scene.name.split())
    if not any(scene.key):
        return _("Whole map")
    return (name[:28].rstrip() + "…" if len(name) > 29 else name) or _("Untitled")


class _Yielding(QLabel):
    """Words that take what room is left and push nothing aside."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_words(self, words: str) -> None:
        """Shows as many of the words as there is room for; a screen reader is told all of them."""
        self._words = words
        self.setAccessibleName(words)
        room = self.contentsRect().width() - self.fontMetrics().horizontalAdvance("  ")
        self.setText(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows more of the words, or fewer."""
        super().resizeEvent(event)
        self.show_words(self._words)

    def sizeHint(self) -> QSize:
        """Needs no width."""
        return QSize(0, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Needs no width."""
        return self.sizeHint()


class PresenterBar(QToolBar):
    """A slim bar at the foot of the main window, there while something is presented."""

    def __init__(self, frame: Frame, commands: dict[str, QAction], choose_order: Callable[[Order], object],
                 choose_theme: Callable[[str], object], parent: QWidget) -> None:
        super().__init__(_("Presentation"), parent)
        self._frame = frame
        self.setObjectName("presenterBar")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(QSize(frame.px(20), frame.px(20)))
        for name in ("show_previous", "show_next"):
            self.addAction(commands[name])
        self.where = self._label(QLabel(self), "presenterWhere")
        self.after = _Yielding(self)
        self._label(self.after, "presenterNext")
        for name in ("show_black", "show_pointer", "show_follow", "-", "curtain", "reveal_next", "-"):
            self.addAction(commands[name]) if name != "-" else self.addSeparator()
        self.orders = self._chooser(_("Order"), "list-tree", {key: _(ORDERS[key]) for key in ORDERS}, choose_order)
        themes = {"window": _("Like the window"), **{key: _(FRAMES[key]) for key in FRAMES}}
        self.themes = self._chooser(_("Colours of the presentation"), "palette", themes, choose_theme)
        self.addSeparator()
        self.addAction(commands["show_end"])
        self._name_buttons()

    def _label(self, label: QLabel, name: str) -> QLabel:
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.addWidget(label)
        return label

    def _chooser(self, name: str, sign: str, choices: Mapping[Any, str], choose: Callable[..., object]) -> QActionGroup:
        """A button with a menu of choices, one of which holds."""
        button, group = QToolButton(self), QActionGroup(self)
        menu = QMenu(button)
        for key, words in choices.items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setData(key)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, key=key: choose(key))
        button.setIcon(icon(sign, self._frame.text, self._frame.quiet, self._frame.px(20)))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip(name)
        button.setAccessibleName(name)
        self.addWidget(button)
        return group

    def _name_buttons(self) -> None:
        """Every button can be reached by keyboard and says what it is."""
        for button in self.findChildren(QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if action := button.defaultAction():
                button.setAccessibleName(action.text().replace("&", ""))

    def show_state(self, scenes: list[Scene], place: int, waiting: int, order: str, theme: str) -> None:
        """Says where the presentation is, how many cards are covered, and what was chosen."""
        self.where.setText(f"{place + 1}/{len(scenes)}  {scene_name(scenes[place])}")
        following = scenes[place + 1] if place + 1 < len(scenes) else None
        self.after.show_words(_("Next: {name}").format(name=scene_name(following)) if following else _("The last one"))
        for group, value in ((self.orders, order), (self.themes, theme)):
            for action in group.actions():
                action.setChecked(action.data() == value)
        for button in self.findChildren(QToolButton):
            action = button.defaultAction()
            if action is not None and action.property("counts"):
                button.setText(str(waiting) if waiting else "")
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon if waiting
                                          else Qt.ToolButtonStyle.ToolButtonIconOnly)
