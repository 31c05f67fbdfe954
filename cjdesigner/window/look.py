"""How the window looks: Fusion with our own palettes, light and dark, following the system or the user's choice."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from cjdesigner import assets
from cjdesigner.canvas import palette as canvas_palette
from cjdesigner.canvas.palette import CanvasColours
from cjdesigner.drawing import theme as map_theme
from cjdesigner.drawing.compose.stickers import DOT_COLOUR
from cjdesigner.drawing.theme import Theme


@dataclass(frozen=True)
class Frame:
    """The colours of the window's frame, and of the canvas and the map inside it."""

    name: str
    window: str
    panel: str
    line: str
    text: str
    quiet: str
    field: str
    accent: str
    on_accent: str
    hover: str
    canvas: CanvasColours
    theme: Theme


LIGHT = Frame("light", "#EEF1F5", "#FFFFFF", "#DFE4EA", "#1B2536", "#566377", "#F5F7FA", "#1F5FBF", "#FFFFFF",
              "#E7EDF6", canvas_palette.LIGHT, map_theme.LIGHT)
DARK = Frame("dark", "#14181F", "#1C222B", "#2E3743", "#E6EBF2", "#A3B0C2", "#232B36", "#5B9BFF", "#0B1524",
             "#2A3442", canvas_palette.DARK, map_theme.DARK)


def frame_for(choice: str) -> Frame:
    """The frame of a setting: "light", "dark", or "system"."""
    if choice == "system":
        scheme = QGuiApplication.styleHints().colorScheme()
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
    return DARK if choice == "dark" else LIGHT


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
QMenu { background: %(panel)s; border: 1px solid %(line)s; padding: 6px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 6px; }
QMenu::item:selected { background: %(hover)s; color: %(text)s; }
QMenu::item:disabled { color: %(quiet)s; }
QMenu::separator { height: 1px; background: %(line)s; margin: 6px 4px; }
QMenu::icon { padding-left: 8px; }
QToolBar { background: %(panel)s; border: 0; border-bottom: 1px solid %(line)s; padding: 6px 10px; spacing: 4px; }
QToolBar::separator { width: 1px; background: %(line)s; margin: 6px 8px; }
QToolBar QToolButton { padding: 6px; border-radius: 8px; border: 1px solid transparent; }
QToolBar QToolButton:hover { background: %(hover)s; }
QToolBar QToolButton:checked { background: %(hover)s; border-color: %(accent)s; }
QToolBar QToolButton:focus { border-color: %(accent)s; }
QStatusBar { background: %(panel)s; border-top: 1px solid %(line)s; color: %(quiet)s; }
QStatusBar::item { border: 0; }
QStatusBar QLabel { color: %(quiet)s; padding: 2px 8px; }
QDockWidget { titlebar-close-icon: none; titlebar-normal-icon: none; }
#side { background: %(panel)s; }
#side QScrollArea, #side QScrollArea > QWidget > QWidget { background: %(panel)s; border: 0; }
#invitation { color: %(quiet)s; font-size: 15px; }
#heading { color: %(quiet)s; font-size: 11px; font-weight: 600; letter-spacing: 0.8px; }
#label { color: %(quiet)s; font-size: 12px; }
#kind { background: %(panel)s; border: 1px solid %(line)s; border-radius: 8px; padding: 6px 4px; font-size: 12px; }
#kind:hover { background: %(hover)s; }
#kind:focus { border: 2px solid %(accent)s; }
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox {
  background: %(field)s; border: 1px solid %(line)s; border-radius: 7px; padding: 5px 8px; color: %(text)s;
  selection-background-color: %(accent)s; selection-color: %(on_accent)s; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QSpinBox:focus { border: 1px solid %(accent)s; }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow { image: url("%(chevron)s"); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: %(panel)s; border: 1px solid %(line)s; selection-background-color: %(hover)s;
  selection-color: %(text)s; outline: 0; }
#inPlaceEditor { background: %(panel)s; border: 2px solid %(accent)s; border-radius: 6px; padding: 4px 8px; }
QPushButton { background: %(panel)s; border: 1px solid %(line)s; border-radius: 8px; padding: 7px 16px; }
QPushButton:hover { background: %(hover)s; }
QPushButton:focus { border: 1px solid %(accent)s; }
QPushButton:default, QPushButton#primary, #primary { background: %(accent)s; color: %(on_accent)s;
  border: 1px solid %(accent)s; font-weight: 600; }
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
#template { background: %(panel)s; border: 1px solid %(line)s; border-radius: 10px; padding: 0; }
#template:hover { border-color: %(accent)s; }
#template:focus { border: 2px solid %(accent)s; }
#templateName { font-weight: 600; }
#templateSummary { color: %(quiet)s; font-size: 12px; }
#recent { text-align: left; border: 0; padding: 6px 8px; border-radius: 6px; }
#recent:hover, #recent:focus { background: %(hover)s; }
QTabBar { background: transparent; border: 0; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: %(quiet)s; padding: 8px 9px; border: 0;
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
QTimeEdit { background: %(field)s; border: 1px solid %(line)s; border-radius: 7px; padding: 4px 6px; }
QTimeEdit:focus { border-color: %(accent)s; }
#lot[hot="true"] { background: %(hover)s; border: 2px dashed %(accent)s; }
#banner { background: %(panel)s; border: 2px solid %(accent)s; border-radius: 14px; }
#bannerName { font-size: 22px; font-weight: 700; }
#bannerDots { font-size: 22px; color: %(dots)s; letter-spacing: 2px; }
#bannerNotice, #notice { font-weight: 600; color: %(warning)s; }
#avatar { background: %(accent)s; color: %(on_accent)s; border-radius: 14px; font-size: 11px; font-weight: 600; }
#side QFrame#rule { background: %(line)s; border: 0; max-height: 1px; min-height: 1px; }
"""


def style_sheet(frame: Frame) -> str:
    """The frame's style sheet: spacing, corners and lines that a palette cannot say."""
    handle = "#C3CBD6" if frame.name == "light" else "#465364"
    values = {name: getattr(frame, name) for name in
              ("window", "panel", "line", "text", "quiet", "field", "accent", "on_accent", "hover")}
    pictures = {"chevron": f"chevron-down-{frame.name}.svg", "tick": f"check-{frame.name}.svg"}
    paths = {key: assets.path("icons", name).as_posix() for key, name in pictures.items()}
    return _SHEET % {**values, **paths, "handle": handle, "canvas": frame.canvas.around,
                     "warning": frame.theme.ink("#B54708"), "dots": frame.theme.ink(DOT_COLOUR)}


def svg_pixmap(name: str, tone: str, size: int, ratio: float) -> QPixmap:
    """An icon in a colour; empty where there is no such icon."""
    pixels = QPixmap(QSize(size, size) * ratio)
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(Qt.GlobalColor.transparent)
    try:
        data = assets.path("icons", f"{name}.svg").read_bytes().replace(b"currentColor", tone.encode())
    except OSError:
        return pixels
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
