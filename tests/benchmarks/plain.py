"""The floors and peers: the least that the same job takes with the same libraries and none of our care."""

import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from cjdesigner import assets
from cjdesigner.model.cards import BaseCard
from cjdesigner.model.map import JourneyMap

_FONT, _SIZE, _WIDTH, _PAD = "BeVietnamPro-Regular", 12.0, 190.0, 8.0


class Boxed(NamedTuple):
    """A card of the plain drawing: its box and its lines."""

    x: float
    y: float
    height: float
    lines: list[str]


def words_of(card: BaseCard) -> str:
    """All words of a card in one line."""
    return " ".join(part for part in (card.text, card.details, card.owner, *card.tags) if part)


def texts(journey: JourneyMap) -> list[str]:
    """Every text of the cards."""
    return [words_of(card) for card in journey.cards.values()]


def shape_words(journey: JourneyMap) -> int:
    """HarfBuzz shapes every distinct word once, ICU finds the breaks of every text; nothing is placed."""
    import uharfbuzz as hb
    from icu4py.breakers import LineBreaker

    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(assets.path("fonts", f"{_FONT}.ttf")))))
    words: set[str] = set()
    for text in texts(journey):
        words.update(LineBreaker(text, "vi"))
    for word in words:
        buffer = hb.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        hb.shape(font, buffer)
        _ = buffer.glyph_infos, buffer.glyph_positions
    return len(words)


def write(path: Path, data: dict[str, Any]) -> None:
    """Plain data as JSON into a new file that takes the old one's name."""
    made = path.with_suffix(".tmp")
    with made.open("wb") as file:
        file.write(json.dumps(data, ensure_ascii=False).encode())
        file.flush()
        os.fsync(file.fileno())
    made.replace(path)


def _register_font() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(_FONT, str(assets.path("fonts", f"{_FONT}.ttf"))))


def _boxes(journey: JourneyMap) -> Iterator[Boxed]:
    """Cards in columns, one below the other, wrapped by reportlab."""
    from reportlab.lib.utils import simpleSplit

    tops: dict[str, float] = {}
    columns = {stage.id: place * (_WIDTH + 10) for place, stage in enumerate(journey.ordered_stages())}
    for (stage, _lane), cards in journey.cells().items():
        for card in cards:
            lines = simpleSplit(words_of(card), _FONT, _SIZE, _WIDTH - 2 * _PAD)
            height = len(lines) * _SIZE * 1.36 + 2 * _PAD
            y = tops.get(stage, 0.0)
            tops[stage] = y + height + 8
            yield Boxed(columns[stage], y, height, lines)


def pdf(journey: JourneyMap) -> bytes:
    """The cards' words by reportlab's canvas: a rounded box and a `drawString` for each line."""
    from reportlab.pdfgen.canvas import Canvas

    _register_font()
    boxes = list(_boxes(journey))
    width, height = max(box.x for box in boxes) + _WIDTH, max(box.y + box.height for box in boxes)
    held = io.BytesIO()
    canvas = Canvas(held, (width, height), pageCompression=1)
    canvas.setStrokeColorRGB(0.8, 0.8, 0.8)
    for box in boxes:
        canvas.roundRect(box.x, height - box.y - box.height, _WIDTH, box.height, 6)
        canvas.setFont(_FONT, _SIZE)
        for place, line in enumerate(box.lines):
            canvas.drawString(box.x + _PAD, height - box.y - _PAD - (place + 1) * _SIZE * 1.36, line)
    canvas.save()
    return held.getvalue()


def svg(journey: JourneyMap) -> bytes:
    """The same as strings of SVG, without the font."""
    _register_font()
    parts = ['<svg xmlns="http://www.w3.org/2000/svg">']
    for box in _boxes(journey):
        parts.append(f'<rect x="{box.x:.2f}" y="{box.y:.2f}" width="{_WIDTH}" height="{box.height:.2f}" rx="6"/>')
        parts += [f'<text x="{box.x + _PAD:.2f}" y="{box.y + (place + 1) * _SIZE * 1.36:.2f}">{escape(line)}</text>'
                  for place, line in enumerate(box.lines)]
    return "\n".join([*parts, "</svg>"]).encode()


def png(journey: JourneyMap) -> bytes:
    """The plain PDF, rendered by PDFium with two pixels to a point and written by Pillow."""
    import pypdfium2

    held = io.BytesIO()
    document = pypdfium2.PdfDocument(pdf(journey))
    try:
        document[0].render(scale=2).to_pil().save(held, "PNG")
    finally:
        document.close()
    return held.getvalue()
