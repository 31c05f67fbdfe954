"""Operations without a screen: open, compose, edit, save, export."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.type import Typesetter
from cjdesigner.edit.changes import change
from cjdesigner.export import export_map
from cjdesigner.files.format import from_bytes, to_bytes, to_data
from cjdesigner.files.storage import open_map, save_map
from cjdesigner.model.map import JourneyMap
from cjdesigner.session import Session
from tests.benchmarks import plain
from tests.benchmarks.maps import card_of, journey
from tests.benchmarks.processes import peak
from tests.benchmarks.timing import Row, Work, repeat, series

_EDITS = 15
_LARGEST_PICTURE = 500


def _edited(journey: JourneyMap, key: str, place: int) -> JourneyMap:
    return change(journey, key, text=f"Khách sửa lại thẻ này lần thứ {place}")


def opening(size: int, folder: Path) -> Iterator[Row]:
    """A file on the disk becomes a map."""
    path = folder / f"{size}.cjmap"
    data = to_bytes(journey(size))
    path.write_bytes(data)
    assert from_bytes(data).map == journey(size)
    floor = repeat(lambda: json.loads(path.read_bytes()))
    yield Row("open: file → map", size, repeat(lambda: open_map(path)), "json.loads", floor, f"{len(data) >> 10:,} KB")


def composing(size: int, _folder: Path) -> Iterator[Row]:
    """A map becomes a drawing: with nothing remembered, and after an edit of one card."""
    first = journey(size)
    cold = repeat(lambda: Composer(Typesetter(), hints=True).compose(first))
    yield Row("compose: cold", size, cold, "shape words, break lines", repeat(lambda: plain.shape_words(first)))
    yield Row("compose: one card changed", size, _warm(first, size), "journey.cells()", repeat(first.cells))


def _warm(first: JourneyMap, size: int):
    composer = Composer(Typesetter(), hints=True)
    composer.compose(first)

    def works() -> Iterator[Work]:
        for place in range(_EDITS):
            made = _edited(first, card_of(size), place)
            yield lambda made=made: composer.compose(made)

    return series(works())


def editing(size: int, _folder: Path) -> Iterator[Row]:
    """The text of one card changes in a session that nobody looks at; and back."""
    session, key = Session(journey(size)), card_of(size)

    def edits() -> Iterator[Work]:
        for place in range(_EDITS):
            yield lambda place=place: session.apply("Edit text", lambda m: _edited(m, key, place))

    done = series(edits())
    floor = repeat(lambda: {**session.map.cards, key: type(session.map.cards[key])(**dict(session.map.cards[key]))})
    yield Row("edit: text of one card", size, done, "copy of the dict, one card", floor)
    undone = series(session.undo for _ in range(_EDITS))
    assert session.map is journey(size)
    yield Row("edit: undo", size, undone)


def saving(size: int, folder: Path) -> Iterator[Row]:
    """A map becomes bytes; and a file, flushed to the disk."""
    first, path = journey(size), folder / f"{size}-saved.cjmap"
    data = to_data(first)
    floor = repeat(lambda: json.dumps(data, ensure_ascii=False).encode())
    yield Row("save: map → bytes", size, repeat(lambda: to_bytes(first)), "json.dumps of plain data", floor)
    floor = repeat(lambda: plain.write(folder / f"{size}-plain.json", data))
    saved = repeat(lambda: save_map(first, path))
    yield Row("save: file, flushed", size, saved, "json.dumps, write, fsync, rename", floor, by="wall")


def exporting(size: int, _folder: Path) -> Iterator[Row]:
    """A map becomes a document or a picture; every run with an empty type engine, as from the command line."""
    first = journey(size)
    made, peer = export_map(first, ".pdf"), plain.pdf(first)
    note = f"{len(made) >> 10:,} KB, peer {len(peer) >> 10:,}" + (_memory(size) if size >= 10_000 else "")
    yield Row("export: PDF", size, repeat(lambda: export_map(first, ".pdf"), 5), "plain reportlab",
              repeat(lambda: plain.pdf(first), 5), note)
    made = export_map(first, ".svg")
    yield Row("export: SVG", size, repeat(lambda: export_map(first, ".svg"), 5), "strings, reportlab wraps",
              repeat(lambda: plain.svg(first), 5), f"{len(made) >> 10:,} KB with fonts")
    if size <= _LARGEST_PICTURE:
        made = export_map(first, ".png")
        yield Row("export: PNG, 2 px a point", size, repeat(lambda: export_map(first, ".png"), 3),
                  "plain reportlab, PDFium", repeat(lambda: plain.png(first), 3), f"{len(made) >> 10:,} KB")


def _memory(size: int) -> str:
    if sys.platform != "linux":
        return ""
    return f"; peak {peak('ours', size)} MB, peer {peak('plain', size)}, the map alone {peak('map', size)}"
