r"""Write resources/fonts, resources/icons and resources/faces from unpacked npm packages.

In an empty folder:

    npm install --ignore-scripts @expo-google-fonts/be-vietnam-pro @expo-google-fonts/inter \
        @expo-google-fonts/noto-emoji @tabler/icons @iconify-json/fluent-emoji-flat
    python scripts/vendor_assets.py node_modules

The versions that were used stand in resources/THIRD_PARTY.md. The same packages give the same
bytes. LICENSE-fluent-emoji.txt is kept by hand: its npm package carries no licence text. The PNG
of the application icon (our own drawing) is painted anew as well if PySide6 can be imported.
"""

import argparse
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from fontTools.ttLib import TTFont

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
SVG_NS = "{http://www.w3.org/2000/svg}"

FONTS = {
    "BeVietnamPro-Regular": "be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf",
    "BeVietnamPro-Medium": "be-vietnam-pro/500Medium/BeVietnamPro_500Medium.ttf",
    "BeVietnamPro-SemiBold": "be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold.ttf",
    "BeVietnamPro-Bold": "be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf",
    "BeVietnamPro-Italic": "be-vietnam-pro/400Regular_Italic/BeVietnamPro_400Regular_Italic.ttf",
    "Inter-Regular": "inter/400Regular/Inter_400Regular.ttf",
    "Inter-SemiBold": "inter/600SemiBold/Inter_600SemiBold.ttf",
    "NotoEmoji-Regular": "noto-emoji/400Regular/NotoEmoji_400Regular.ttf",
}
FONT_LICENCES = {
    "OFL-BeVietnamPro.txt": "be-vietnam-pro",
    "OFL-Inter.txt": "inter",
    "OFL-NotoEmoji.txt": "noto-emoji",
}
HINTING_TABLES = ("cvt ", "fpgm", "prep", "hdmx", "VDMX", "LTSH", "DSIG")

ICON_NAMES = """
    user-circle columns-3 hand-click mood-smile alert-triangle bulb walk message-circle quote
    chart-bar note layout-rows photo photo-off question-mark help-circle
    file-plus file-description file-text file-x file-type-pdf file-export file-import folder-open
    device-floppy arrow-back-up arrow-forward-up
    zoom-in zoom-out zoom-reset arrows-maximize maximize search
    users user user-plus map-2 map route
    plus minus x check chevron-down chevron-right chevron-left chevron-up dots dots-vertical
    trash copy copy-plus cut scissors clipboard clipboard-check clipboard-data edit pencil
    settings language sun moon sun-moon info-circle keyboard template presentation
    star diamond flag clock history world lock lock-open refresh alert-circle target tool box
    device-mobile device-desktop mail phone message messages brand-facebook social share ad
    speakerphone building-store building building-warehouse calendar-event truck-delivery
    shopping-cart credit-card headset microphone qrcode printer heart-handshake
    tag tags link link-off external-link paperclip eye eye-off filter grip-vertical
    arrow-up arrow-down arrow-left arrow-right arrows-horizontal resize
    layout-sidebar layout-sidebar-right list-tree letter-t palette
"""

FACES = {
    "minus2": "pouting-face",
    "minus1": "worried-face",
    "zero": "neutral-face",
    "plus1": "slightly-smiling-face",
    "plus2": "smiling-face-with-heart-eyes",
}


def absolute_path(data: str) -> str:
    """Return SVG path data as absolute M, L, C and Z: no arcs, no shorthand, every contour shut."""
    pen = RecordingPen()
    parse_path(data, pen)
    letters = {"moveTo": "M", "lineTo": "L", "curveTo": "C", "closePath": "Z", "endPath": "Z"}
    parts = []
    for command, points in pen.value:
        # A fill closes an open contour anyway, so endPath may become Z; a qCurveTo is refused.
        numbers = (round(value, 3) + 0.0 for point in points for value in point)
        parts.append(letters[command] + " ".join(f"{number:g}" for number in numbers))
    return "".join(parts)


def strip_hinting(source: Path, target: Path) -> None:
    """Copy a TrueType font without its hinting; glyphs, cmap, layout and names stay as they are."""
    font: Any = TTFont(source, recalcTimestamp=False, recalcBBoxes=False)
    if "glyf" not in font or "fvar" in font:
        raise SystemExit(f"{source.name} is not a static TrueType font")
    for tag in HINTING_TABLES:
        if tag in font:
            del font[tag]
    for name in font.getGlyphOrder():
        font["glyf"][name].removeHinting()
    maxp = font["maxp"]
    maxp.maxZones = 1
    for field in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs"):
        setattr(maxp, "max" + field, 0)
    maxp.maxStackElements = maxp.maxSizeOfInstructions = 0
    if "gasp" in font:
        font["gasp"].gaspRange = {0xFFFF: 0x000A}  # smooth at every size, never grid-fit
    font.save(target, reorderTables=True)


def vendor_fonts(modules: Path) -> None:
    """Write the font files and their licences."""
    origin, folder = modules / "@expo-google-fonts", RESOURCES / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for name, place in FONTS.items():
        strip_hinting(origin / place, folder / f"{name}.ttf")
    for name, package in FONT_LICENCES.items():
        copy_text(origin / package / "LICENSE_FONT", folder / name)


def copy_text(source: Path, target: Path) -> None:
    """Copy a licence text with plain line ends and no blanks at the end of a line."""
    lines = source.read_text(encoding="utf-8").splitlines()
    target.write_text("\n".join(line.rstrip() for line in lines).strip() + "\n", encoding="utf-8")


def tidy_icon(source: Path) -> str:
    """Return a Tabler outline without its class, its comments and its invisible bounding box."""
    root = ElementTree.parse(source).getroot()
    paths = []
    for element in root:
        if element.tag != f"{SVG_NS}path":
            raise SystemExit(f"{source.name} holds {element.tag}, only paths are expected")
        if element.get("stroke") == "none":
            continue
        if set(element.attrib) != {"d"}:
            raise SystemExit(f"{source.name} styles a single path: {sorted(element.attrib)}")
        paths.append(f'  <path d="{element.get("d")}"/>\n')
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"'
        ' fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"'
        ' stroke-linejoin="round">\n' + "".join(paths) + "</svg>\n"
    )


def vendor_icons(modules: Path) -> None:
    """Write the interface icons and their licence."""
    origin, folder = modules / "@tabler" / "icons", RESOURCES / "icons"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ICON_NAMES.split():
        icon = tidy_icon(origin / "icons" / "outline" / f"{name}.svg")
        (folder / f"{name}.svg").write_text(icon, encoding="utf-8")
    copy_text(origin / "LICENSE", folder / "LICENSE-tabler.txt")


def flat_face(name: str, body: str) -> str:
    """Return a face whose only elements are filled paths, in painting order."""
    paths = []
    for element in ElementTree.fromstring(body):
        data, fill = element.get("d", ""), element.get("fill", "")
        if element.tag != "path" or not re.fullmatch("#[0-9a-f]{3}(?:[0-9a-f]{3})?", fill):
            raise SystemExit(f"{name} holds more than flat filled paths")
        contours = absolute_path(data)
        if element.get("fill-rule", "nonzero") != "nonzero" and contours.count("M") > 1:
            raise SystemExit(f"{name} needs the even-odd rule")
        if len(fill) == len("#rgb"):
            fill = "#" + "".join(digit * 2 for digit in fill[1:])
        paths.append(f'  <path fill="{fill.upper()}" d="{contours}"/>\n')
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32" viewBox="0 0 32 32">\n'
    return head + "".join(paths) + "</svg>\n"


def vendor_faces(modules: Path) -> None:
    """Write the five faces of the emotion curve."""
    source = modules / "@iconify-json" / "fluent-emoji-flat" / "icons.json"
    icons = json.loads(source.read_text(encoding="utf-8"))["icons"]
    folder = RESOURCES / "faces"
    folder.mkdir(parents=True, exist_ok=True)
    for target, name in FACES.items():
        face = flat_face(name, icons[name]["body"])
        (folder / f"{target}.svg").write_text(face, encoding="utf-8")


def paint_app_icon(size: int = 256) -> None:
    """Paint the application icon to PNG, or say why not."""
    try:
        from PySide6.QtGui import QImage, QPainter
        from PySide6.QtSvg import QSvgRenderer
    except ImportError:
        print("PySide6 is missing: the PNG of the application icon stays as it is")
        return
    folder = RESOURCES / "desktop"
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(folder / "cjdesigner.svg")).render(painter)
    painter.end()
    image.save(str(folder / f"cjdesigner-{size}.png"))


def main() -> None:
    """Read the command line and write every asset."""
    parser = argparse.ArgumentParser(description="Write the third-party assets in resources/.")
    parser.add_argument("node_modules", type=Path, help="folder with the unpacked npm packages")
    modules: Path = parser.parse_args().node_modules
    vendor_fonts(modules)
    vendor_icons(modules)
    vendor_faces(modules)
    paint_app_icon()


if __name__ == "__main__":
    main()
