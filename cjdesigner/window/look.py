"""How the window looks: Fusion with our own palettes and sizes, following the system or the user's choice."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QGuiApplication, QIcon, QPainter, QPalette, QPixmap

from cjdesigner import assets
from cjdesigner.canvas import palette as canvas_palette
from cjdesigner.canvas.palette import CanvasColours
from cjdesigner.language import N_

if TYPE_CHECKING:
    from cjdesigner.drawing.theme import Theme

TYPE = 13
"""Pixels of the frame's type at 100 %."""
_USUAL_SYSTEM_TYPE = 13.4
"""Pixels of the system's type on a desktop that was left as it came: 10 points at 96 dots per inch."""


@dataclass(frozen=True)
class Frame:
    """The colours and the size of the window's frame, and the colours of the canvas and the map inside it.

    `warning` and `dots` are inks of the map's theme, which a start page does without. `plain` is high contrast.
    `line` parts things that stand apart anyway; `outline` is what one must see to find a field: 3 : 1 at least.
    """

    name: str
    window: str
    panel: str
    line: str
    outline: str
    text: str
    quiet: str
    field: str
    accent: str
    on_accent: str
    hover: str
    canvas: CanvasColours
    warning: str
    dots: str
    dark: bool = False
    plain: bool = False
    scale: float = 1.0

    @property
    def theme(self) -> "Theme":
        """The colours of the map."""
        from cjdesigner.drawing import theme

        return theme.NAMED[self.name]

    def px(self, size: float) -> int:
        """A size that was drawn for type of 100 %, in pixels for the type that was chosen."""
        return round(size * self.scale)

    def wide(self, size: float) -> int:
        """The width of a panel for that type: it grows less, so that something is left for the map."""
        return round(size * (1 + (self.scale - 1) * 0.6))

    def room(self, size: float) -> int:
        """The room around words of that type: it grows by half, so that large type leaves something for the map."""
        return round(size * (1 + (self.scale - 1) * 0.5))


LIGHT = Frame("light", "#EEF1F5", "#FFFFFF", "#DFE4EA", "#7E8999", "#1B2536", "#566377", "#F5F7FA", "#1F5FBF",
              "#FFFFFF", "#E7EDF6", canvas_palette.LIGHT, "#B54708", "#B4237A")
DARK = Frame("dark", "#14181F", "#1C222B", "#2E3743", "#6E7B8C", "#E6EBF2", "#A3B0C2", "#232B36", "#5B9BFF", "#0B1524",
             "#2A3442", canvas_palette.DARK, "#CB7E52", "#CE70A9", dark=True)
NIGHT = Frame("night", "#06080B", "#0D1117", "#222A35", "#606C7C", "#C3CAD4", "#8F99A7", "#12171F", "#6FA3E8",
              "#08101C", "#18202B", canvas_palette.NIGHT, "#C46C39", "#C75A9B", dark=True)
CONTRAST = Frame("contrast", "#FFFFFF", "#FFFFFF", "#000000", "#000000", "#000000", "#2B2B2B", "#FFFFFF", "#0B3FB5",
                 "#FFFFFF", "#DCE6FF", canvas_palette.CONTRAST, "#913906", "#A2206E", plain=True)
CONTRAST_DARK = Frame("contrast_dark", "#000000", "#000000", "#FFFFFF", "#FFFFFF", "#FFFFFF", "#D8D8D8", "#000000",
                      "#FFD60A", "#000000", "#33330A", canvas_palette.CONTRAST_DARK, "#CF875E", "#D27BAF", dark=True,
                      plain=True)

FRAMES = {"light": N_("Light"), "dark": N_("Dark"), "night": N_("Night, for dark rooms"),
          "contrast": N_("High contrast, black on white"), "contrast_dark": N_("High contrast, white on black")}
"""The frames by their names in the settings, and what they are called."""
_FRAMES = {frame.name: frame for frame in (LIGHT, DARK, NIGHT, CONTRAST, CONTRAST_DARK)}


def frame_for(choice: str, scale: float = 1.0) -> Frame:
    """The frame of a setting: one of `FRAMES`, or "system"; with type of a size (1: the usual one)."""
    return replace(_FRAMES.get(choice) or _like_the_system(), scale=scale)


def _like_the_system() -> Frame:
    """Light or dark, or high contrast where the system asks for it."""
    hints = QGuiApplication.styleHints()
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    told = hints.accessibility() if hasattr(hints, "accessibility") else None
    if told is not None and told.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return CONTRAST_DARK if dark else CONTRAST
    return DARK if dark else LIGHT


def scale_for(text_size: int) -> float:
    """How large type is: what was chosen (per cent) times how much larger the system's type is than usual; up to 2."""
    system = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).pixelSize() / _USUAL_SYSTEM_TYPE
    larger = system if system > 1.15 else 1.0  # a point more or less is taste, not need
    return min(2.0, larger * text_size / 100)


def load_fonts() -> None:
    """Makes the bundled type family known to Qt, for the frame and for in-place editing."""
    for name in ("Regular", "Medium", "SemiBold", "Bold", "Italic"):
        QFontDatabase.addApplicationFont(str(assets.path("fonts", f"BeVietnamPro-{name}.ttf")))


def palette(frame: Frame) -> QPalette:
    """Qt's palette for a frame."""
    made, role = QPalette(), QPalette.ColorRole
    for where, tone in (
        (role.Window, frame.panel), (role.Base, frame.field), (role.AlternateBase, frame.window),
        (role.Button, frame.panel), (role.Text, frame.text), (role.WindowText, frame.text),
        (role.ButtonText, frame.text), (role.ToolTipBase, frame.panel), (role.ToolTipText, frame.text),
        (role.PlaceholderText, frame.quiet), (role.Highlight, frame.accent), (role.HighlightedText, frame.on_accent),
        (role.Link, frame.accent), (role.Mid, frame.line), (role.Midlight, frame.line), (role.Dark, frame.quiet),
        (role.Light, frame.panel), (role.Shadow, frame.line), (role.Accent, frame.accent),
    ):
        made.setColor(where, QColor(tone))
    faint = QColor(frame.quiet)
    faint.setAlphaF(0.75)
    for where in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, faint)
    return made


_SHEET = """
* { font-family: "Be Vietnam Pro"; font-size: 13px; }
QMainWindow, #startPage { background: %(window)s; }
QMenuBar { background: %(panel)s; padding: 2px 6px; }
QMenuBar::item { padding: 5px 10px; border-radius: 6px; background: transparent; }
QMenuBar::item:selected { background: %(hover)s; }
QMenu { background: %(panel)s; border: 1px solid %(line)s; padding: 6px; icon-size: 18px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 6px; }
QMessageBox { icon-size: 32px; }
QMenu::item:selected { background: %(hover)s; color: %(text)s; }
QMenu::item:disabled { color: %(quiet)s; }
QMenu::separator { height: 1px; background: %(line)s; margin: 6px 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::icon:checked { background: %(hover)s; border: 1px solid %(accent)s; border-radius: 5px; }
QToolBar { background: %(panel)s; border: 0; border-bottom: 1px solid %(line)s; padding: 6px 10px; spacing: 4px; }
QToolBar::separator { width: 1px; background: %(line)s; margin: 6px 8px; }
QToolBar QToolButton { padding: 6px; border-radius: 8px; border: 1px solid transparent; }
QToolBar QToolButton:hover { background: %(hover)s; }
QToolBar QToolButton:checked { background: %(hover)s; border-color: %(outline)s; }
QToolBar QToolButton:focus { border-color: %(accent)s; }
QStatusBar { background: %(panel)s; border-top: 1px solid %(line)s; color: %(quiet)s; }
QStatusBar::item { border: 0; }
QStatusBar QLabel { color: %(quiet)s; padding: 2px 8px; }
QDockWidget { titlebar-close-icon: none; titlebar-normal-icon: none; }
#side { background: %(panel)s; }
#side QScrollArea, #side QScrollArea > QWidget > QWidget { background: %(panel)s; border: 0; }
#invitation { color: %(quiet)s; font-size: 15px; }
#presenterBar { border: 0; border-top: 2px solid %(accent)s; padding: 4px 10px; }
#presenterBar QToolButton { padding: 5px; }
#presenterWhere { font-weight: 600; padding: 0 10px 0 6px; }
#presenterNext { color: %(quiet)s; padding: 0 6px; }
#heading { color: %(quiet)s; font-size: 11px; font-weight: 600; letter-spacing: 0.8px; }
#label, #hint { color: %(quiet)s; font-size: 12px; }
#kind { background: %(panel)s; border: 1px solid %(line)s; border-radius: 8px; padding: 2px; font-size: 12px; }
#kind:hover { background: %(hover)s; }
#kind:focus { border: 2px solid %(accent)s; }
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox {
  background: %(field)s; border: 1px solid %(outline)s; border-radius: 7px; padding: 5px 8px; color: %(text)s;
  selection-background-color: %(accent)s; selection-color: %(on_accent)s; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus { border: 1px solid %(accent)s; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QPushButton:disabled {
  background: %(panel)s; border-color: %(line)s; color: %(quiet)s; }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow { image: url("%(chevron)s"); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: %(panel)s; border: 1px solid %(line)s; selection-background-color: %(hover)s;
  selection-color: %(text)s; outline: 0; }
QPushButton { background: %(panel)s; border: 1px solid %(line)s; border-radius: 8px; padding: 7px 16px; }
QPushButton:hover { background: %(hover)s; }
QPushButton:focus { border: 1px solid %(accent)s; }
QPushButton:default, QPushButton#primary, #primary { background: %(accent)s; color: %(on_accent)s;
  border: 1px solid %(accent)s; font-weight: 600; }
QPushButton#findings { text-align: left; padding: 6px 12px; }
QPushButton#findings:checked { background: %(hover)s; }
QPushButton#findings:disabled { color: %(quiet)s; }
QPushButton#segment { padding: 5px 0; border-radius: 6px; }
QPushButton#segment:checked { background: %(accent)s; color: %(on_accent)s; border-color: %(accent)s; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid %(quiet)s; border-radius: 4px;
  background: %(field)s; }
QCheckBox::indicator:focus, QCheckBox::indicator:hover { border-color: %(accent)s; }
QCheckBox::indicator:checked { background: %(accent)s; border-color: %(accent)s; image: url("%(tick)s"); }
QCheckBox::indicator:disabled { border-color: %(line)s; }
QTreeView { background: %(panel)s; border: 0; outline: 0; padding-left: 8px; show-decoration-selected: 0; }
QTreeView::item { padding: 3px 4px; }
QTreeView::branch:selected, QTreeView::branch:hover { background: transparent; }
QTreeView::item:selected { background: %(hover)s; color: %(text)s; }
QTreeView::item:hover { background: %(hover)s; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: %(handle)s; border-radius: 4px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: %(quiet)s; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { background: %(panel)s; color: %(text)s; border: 1px solid %(line)s; padding: 4px 6px; }
#captureStrip { background: %(canvas)s; }
#captureBar { background: %(panel)s; border: 1px solid %(line)s; border-radius: 12px; }
#captureWhere { font-weight: 600; font-size: 12px; }
#captureKeys { color: %(quiet)s; font-size: 11px; }
#captureLine { background: transparent; border: 0; padding: 4px 2px; font-size: 14px; }
#captureLine:focus { border: 0; }
#completion { background: %(panel)s; border: 1px solid %(line)s; border-radius: 8px; padding: 4px; }
#completion::item { padding: 4px 8px; border-radius: 5px; }
#completion::item:selected { background: %(hover)s; color: %(text)s; }
#startSide { background: %(panel)s; border-right: 1px solid %(line)s; }
#startTitle { font-size: 20px; font-weight: 600; }
#startQuiet { color: %(quiet)s; }
#startHeading { font-size: 18px; font-weight: 600; }
#startButton { text-align: left; padding: 9px 14px; }
#startButton QLabel, #primary QLabel { background: transparent; border: 0; }
#primary QLabel { color: %(on_accent)s; }
#primary #startWords { font-weight: 600; }
#startKeys { font-size: 11px; }
#template { background: %(panel)s; border: 1px solid %(line)s; border-radius: 10px; padding: 0; }
#template:hover { border-color: %(accent)s; }
#template:focus { border: 2px solid %(accent)s; }
#leftover { background: %(panel)s; border: 1px solid %(accent)s; border-radius: 10px; }
#templateName { font-weight: 600; }
#templateSummary { color: %(quiet)s; font-size: 12px; }
#recent { text-align: left; border: 0; padding: 6px 8px; border-radius: 6px; }
#recent:hover, #recent:focus { background: %(hover)s; }
QTabBar { background: transparent; border: 0; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: %(quiet)s; padding: 8px 8px; border: 0;
  border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: %(text)s; }
QTabBar::tab:selected { color: %(text)s; font-weight: 600; border-bottom: 2px solid %(accent)s; }
QTabBar::tab:focus { background: %(hover)s; }
#workshopHead { border-bottom: 1px solid %(line)s; }
#smallButton { background: transparent; border: 1px solid transparent; border-radius: 7px; padding: 4px; }
#smallButton:hover { background: %(hover)s; }
#smallButton:focus { border-color: %(accent)s; }
#rows { background: %(panel)s; border: 1px solid %(line)s; border-radius: 8px; padding: 4px; outline: 0; }
#rows::item { padding: 6px 4px; border-radius: 6px; color: %(text)s; }
#rows::item:hover { background: %(hover)s; }
#rows::item:selected { background: %(hover)s; color: %(text)s; }
#rows:focus { border-color: %(accent)s; }
#rows QLineEdit { padding: 2px 4px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: 0; }
QAbstractSpinBox QLineEdit { background: transparent; border: 0; padding: 0 6px; }
QTreeView#rows { padding: 2px; }
QTreeView#rows::item { border-radius: 0; padding: 6px 2px; }
QHeaderView { background: transparent; }
QHeaderView::section { background: transparent; color: %(quiet)s; border: 0; padding: 2px 4px; font-size: 11px; }
QTimeEdit { background: %(field)s; border: 1px solid %(outline)s; border-radius: 7px; padding: 4px 6px; }
QTimeEdit:focus { border-color: %(accent)s; }
#lot[hot="true"] { background: %(hover)s; border: 2px dashed %(accent)s; }
#banner { background: %(panel)s; border: 2px solid %(accent)s; border-radius: 14px; }
#bannerName { font-weight: 700; }
#bannerDots { color: %(dots)s; letter-spacing: 2px; }
#bannerNotice, #notice { font-weight: 600; color: %(warning)s; }
#avatar { background: %(accent)s; color: %(on_accent)s; border-radius: 14px; font-size: 11px; font-weight: 600; }
#side QFrame#rule { background: %(line)s; border: 0; max-height: 1px; min-height: 1px; }
"""

_AS_THE_MAP = """
#inPlaceEditor { background: %(panel)s; border: 2px solid %(accent)s; border-radius: 6px; padding: 4px 8px; }
#bannerName, #bannerDots { font-size: %(banner)spx; }
"""
"""What lies on the map is as large as the map's zoom says, not as the type of the frame."""

_THICK = """
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QPushButton, #kind, #template { border: 2px solid %(outline)s; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus, QPushButton:focus, #kind:focus,
#template:focus, #recent:focus { border: 3px solid %(accent)s; }
QToolBar QToolButton:focus, QCheckBox::indicator:focus { border: 2px solid %(accent)s; }
QTreeView::item:selected { border: 0; border-top: 2px solid %(accent)s; border-bottom: 2px solid %(accent)s; }
QMenu::item:selected, QMenuBar::item:selected { background: %(accent)s; color: %(on_accent)s; }
"""
"""What a frame of high contrast has beside: thick borders, and focus and choice that cannot be overlooked."""


def style_sheet(frame: Frame) -> str:
    """The frame's style sheet: spacing, corners and lines that a palette cannot say."""
    handle = frame.outline if frame.plain else "#465364" if frame.dark else "#C3CBD6"
    values = {name: getattr(frame, name) for name in
              ("window", "panel", "line", "outline", "text", "quiet", "field", "accent", "on_accent", "hover",
               "warning", "dots")}
    shade = "dark" if frame.dark else "light"
    pictures = {"chevron": f"chevron-down-{shade}.svg", "tick": f"check-{shade}.svg"}
    paths = {key: assets.path("icons", name).as_posix() for key, name in pictures.items()}
    sheet = _SHEET + (_THICK if frame.plain else "")
    tones = {"handle": handle, "canvas": frame.canvas.around, "banner": frame.room(22)}
    return (_scaled(sheet, frame) + _AS_THE_MAP) % {**values, **paths, **tones}


def _scaled(sheet: str, frame: Frame) -> str:
    """The sheet for larger type: type and corners grow, the room around them by half of that, thin lines stay."""
    def grown_to(size: int, *, room: bool) -> int:
        return size if size <= 2 else frame.room(size) if room else frame.px(size)

    def rule(found: re.Match[str]) -> str:
        room = found[1].startswith(("padding", "margin", "spacing"))
        return re.sub(r"\b(\d+)px", lambda size: f"{grown_to(int(size[1]), room=room)}px", found[0])

    return re.sub(r"([\w-]+):[^;{}]*", rule, sheet)


def grown(size: float) -> int:
    """A size that was drawn for type of 100 %, for the program's type as it is; where no frame is at hand."""
    return round(size * QFontInfo(QGuiApplication.font()).pixelSize() / TYPE)


def svg_pixmap(name: str, tone: str, size: int, ratio: float) -> QPixmap:
    """An icon in a colour; empty where there is no such icon."""
    pixels = QPixmap(QSize(size, size) * ratio)
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(Qt.GlobalColor.transparent)
    try:
        data = assets.path("icons", f"{name}.svg").read_bytes().replace(b"currentColor", tone.encode())
    except OSError:
        return pixels
    from PySide6.QtSvg import QSvgRenderer

    painter = QPainter(pixels)
    QSvgRenderer(QByteArray(data)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixels


@cache
def icon(name: str, tone: str, disabled: str | None = None, size: int = 20) -> QIcon:
    """An icon in a colour, sharp at 100 % and 200 %."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(svg_pixmap(name, tone, size, ratio), QIcon.Mode.Normal)
        if disabled:
            made.addPixmap(svg_pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
    return made
