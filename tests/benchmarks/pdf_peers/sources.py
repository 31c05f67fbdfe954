"""The map of a comparison as boxes with words, where our own drawing has them, and each peer's source made of it.

All words of cards, stages and lanes are there, the cards' boxes in their colours, and the curve; a peer breaks the
lines itself. It is less than what we draw: no faces, icons, marks, links, tags, layers, and no map inside.
"""

import json
from collections.abc import Iterator
from html import escape

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.theme import look
from cjdesigner.drawing.type import Typesetter
from tests.benchmarks.maps import journey
from tests.benchmarks.pdf_peers.scene import FAMILY, FONT, LEADING, PAD, SIZE, Box, Scene
from tests.benchmarks.plain import words_of


def scene(size: int) -> Scene:
    """The scene of the benchmarks' map of so many cards."""
    first = journey(size)
    drawing = Composer(Typesetter()).compose(first)
    boxes = [Box(0, row.y, drawing.width, row.height, "#f5f7fa", "#d7dde5", first.lanes[row.lane].name)
             for row in drawing.grid.rows]
    boxes += [Box(column.x, 0, column.width, 60, "#dbe7f5", "#4a6fa5", first.stages[column.stage].name)
              for column in drawing.grid.columns]
    for card in first.cards.values():
        spot = drawing.spots[card.id]
        boxes.append(Box(spot.x, spot.y, max(spot.width, 120), spot.height, "#ffffff", look(card.kind).colour,
                         words_of(card)))
    curve = [(spot.x + spot.width / 2, spot.y + spot.height / 2) for card in first.cards.values()
             if card.kind == "emotion" for spot in (drawing.spots[card.id],)]
    return Scene(drawing.width, drawing.height, boxes, sorted(curve))


def _points(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in points)


def html(made: Scene) -> str:
    """A web page with one sheet of the scene's size, for browsers and WeasyPrint."""
    return "".join(_html(made))


def _html(made: Scene) -> Iterator[str]:
    yield (f'<!doctype html><html lang="vi"><meta charset="utf-8"><title>Map</title><style>'
           f'@font-face {{ font-family: "{FAMILY}"; src: url("{FONT.as_uri()}") }}'
           f"@page {{ size: {made.width:.2f}pt {made.height:.2f}pt; margin: 0 }} body {{ margin: 0 }}"
           f'p {{ position: absolute; box-sizing: border-box; margin: 0; padding: {PAD}pt; border: 1pt solid; '
           f'border-radius: 6pt; font: {SIZE}pt/{LEADING}pt "{FAMILY}" }} svg {{ position: absolute }}</style>')
    for box in made.boxes:
        yield (f'<p style="left:{box.x:.2f}pt;top:{box.y:.2f}pt;width:{box.width:.2f}pt;height:{box.height:.2f}pt;'
               f'background:{box.fill};border-color:{box.line}">{escape(box.text)}</p>\n')
    yield (f'<svg width="{made.width:.2f}pt" height="{made.height:.2f}pt" viewBox="0 0 {made.width:.2f} '
           f'{made.height:.2f}"><polyline points="{_points(made.curve)}" fill="none" stroke="#4a6fa5" '
           f'stroke-width="2"/></svg></html>')


def typst(made: Scene) -> str:
    """A Typst document of one page. Its output is tagged by default."""
    return "".join(_typst(made))


def _typst(made: Scene) -> Iterator[str]:
    yield (f'#set page(width: {made.width:.2f}pt, height: {made.height:.2f}pt, margin: 0pt)\n'
           f'#set text(font: "{FAMILY}", size: {SIZE}pt, lang: "vi")\n#set par(leading: {LEADING - SIZE:.2f}pt)\n'
           f"#let b(x, y, w, h, f, s, t) = place(top + left, dx: x * 1pt, dy: y * 1pt, block(width: w * 1pt, "
           f"height: h * 1pt, inset: {PAD}pt, radius: 6pt, fill: rgb(f), stroke: rgb(s), t))\n")
    for box in made.boxes:
        yield (f"#b({box.x:.2f}, {box.y:.2f}, {box.width:.2f}, {box.height:.2f}, {json.dumps(box.fill)}, "
               f"{json.dumps(box.line)}, {json.dumps(box.text, ensure_ascii=False)})\n")
    points = ", ".join(f"curve.{'line' if place else 'move'}(({x:.2f}pt, {y:.2f}pt))"
                       for place, (x, y) in enumerate(made.curve))
    yield f"#place(top + left, curve(stroke: 2pt + rgb(\"#4a6fa5\"), {points}))\n"


def drawing(made: Scene) -> str:
    """A flat OpenDocument drawing, for LibreOffice."""
    return "".join(_drawing(made))


_SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{uri}"' for name, uri in (
    ("office", "office:1.0"), ("draw", "drawing:1.0"), ("text", "text:1.0"), ("style", "style:1.0"),
    ("svg", "svg-compatible:1.0"), ("fo", "xsl-fo-compatible:1.0")))


def _drawing(made: Scene) -> Iterator[str]:
    looks = {(box.fill, box.line): f"g{place}" for place, box in
             enumerate({(box.fill, box.line): box for box in made.boxes}.values())}
    yield (f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} office:version="1.2" '
           f'office:mimetype="application/vnd.oasis.opendocument.graphics"><office:font-face-decls><style:font-face '
           f'style:name="F" svg:font-family="&apos;{FAMILY}&apos;"/></office:font-face-decls>'
           f'<office:styles/><office:automatic-styles>'
           f'<style:page-layout style:name="PM0"><style:page-layout-properties fo:margin-top="0pt" '
           f'fo:margin-bottom="0pt" fo:margin-left="0pt" fo:margin-right="0pt" '
           f'fo:page-width="{made.width:.2f}pt" fo:page-height="{made.height:.2f}pt"/></style:page-layout>')
    for (fill, line), name in looks.items():
        yield (f'<style:style style:name="{name}" style:family="graphic"><style:graphic-properties draw:fill="solid" '
               f'draw:fill-color="{fill}" svg:stroke-color="{line}" fo:wrap-option="wrap" fo:padding="{PAD}pt" '
               f'draw:textarea-vertical-align="top"/><style:text-properties style:font-name="F" '
               f'fo:font-size="{SIZE}pt"/></style:style>')
    yield ('</office:automatic-styles><office:master-styles><style:master-page style:name="Default" '
           'style:page-layout-name="PM0"/></office:master-styles><office:body><office:drawing>'
           '<draw:page draw:master-page-name="Default">')
    for box in made.boxes:
        yield (f'<draw:frame draw:style-name="{looks[box.fill, box.line]}" '
               f'svg:x="{box.x:.2f}pt" svg:y="{box.y:.2f}pt" svg:width="{box.width:.2f}pt" '
               f'svg:height="{box.height:.2f}pt"><draw:text-box draw:corner-radius="6pt"><text:p>{escape(box.text)}'
               f"</text:p></draw:text-box></draw:frame>")
    for (x, y), (right, low) in zip(made.curve, made.curve[1:], strict=False):
        yield f'<draw:line svg:x1="{x:.2f}pt" svg:y1="{y:.2f}pt" svg:x2="{right:.2f}pt" svg:y2="{low:.2f}pt"/>'
    yield "</draw:page></office:drawing></office:body></office:document>"
