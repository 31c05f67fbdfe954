"""Finds words that have less room than they need, and widgets that stick out of what holds them."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

SLACK = 2
"""Pixels that rounding may take."""


def told(words: str) -> str:
    """Words as they are shown: without the mark of a key."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&")


def size_of(metrics: QFontMetrics, words: str) -> QSize:
    return metrics.size(0, told(words))


def label_cut(label: QLabel) -> bool:
    """Whether a label's words lack room. One that was shortened must say all of it in its tool tip."""
    words = label.text()
    if not words or label.textFormat() == Qt.TextFormat.RichText:
        return False
    if words.endswith("…") and label.toolTip():
        return False
    if label.wordWrap():
        return label.height() + SLACK < label.heightForWidth(label.width())
    needed, room = size_of(label.fontMetrics(), words), label.contentsRect().size()
    return room.width() + SLACK < needed.width() or room.height() + SLACK < needed.height()


def button_cut(button: QAbstractButton) -> bool:
    if not button.text() or (isinstance(button, QToolButton) and button.icon().cacheKey() and
                             button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly):
        return False
    if isinstance(button, QCheckBox):
        return button.width() + SLACK < button.sizeHint().width()
    needed = size_of(button.fontMetrics(), button.text())
    return button.width() < needed.width() + SLACK or button.height() < needed.height()


def placeholder_cut(line: QLineEdit) -> bool:
    """Whether what an empty field asks for cannot be read, neither in it nor in its tool tip."""
    words = line.placeholderText()
    if not words or line.text() or line.toolTip():
        return False
    signs = sum(22 for child in line.findChildren(QAbstractButton) if child.isVisible())
    return line.contentsRect().width() - signs - 4 < line.fontMetrics().horizontalAdvance(words)


def combo_cut(box: QComboBox) -> bool:
    """Whether the chosen words have no room and no tool tip says them."""
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option,
                                       QStyle.SubControl.SC_ComboBoxEditField, box)
    needed = box.fontMetrics().horizontalAdvance(box.currentText())
    return field.width() + SLACK < needed and box.currentText() not in box.toolTip()


def tabs_cut(bar: QTabBar) -> bool:
    """Whether a tab sticks out of its bar, or is narrower than its words."""
    if bar.count() < 2:  # that of docks while one is alone
        return False
    rects = [(bar.tabText(place), bar.tabRect(place)) for place in range(bar.count())]
    return any(rect.right() > bar.width() or rect.left() < 0 or
               rect.width() < bar.fontMetrics().horizontalAdvance(told(words)) for words, rect in rects)


def outside(widget: QWidget) -> bool:
    """Whether a widget sticks out of its parent; in what scrolls, only sideways counts."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow():
        return False
    area, room = widget.geometry(), parent.rect()
    holder = parent.parentWidget()
    if isinstance(holder, QAbstractScrollArea) and holder.viewport() is parent:
        room = QRect(QPoint(0, area.top()), QSize(room.width(), area.height()))
    return not room.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(area)


_CHECKS = ((QLabel, label_cut), (QAbstractButton, button_cut), (QLineEdit, placeholder_cut), (QComboBox, combo_cut),
           (QTabBar, tabs_cut))


def named(widget: QWidget) -> str:
    """What a widget is called in a complaint."""
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
    return f"{type(widget).__name__} {widget.objectName()} {words!r} {widget.width()}×{widget.height()}"


def clipped(root: QWidget) -> Iterator[str]:
    """Every widget that is seen and cut off, in words."""
    for widget in [root, *root.findChildren(QWidget)]:
        if widget.visibleRegion().isEmpty() and not widget.isVisible():
            continue
        for kind, cut in _CHECKS:
            if isinstance(widget, kind) and cut(widget):
                yield f"cut off: {named(widget)}"
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit | QComboBox) and outside(widget):
            yield f"outside of {type(widget.parentWidget()).__name__}: {named(widget)}"
