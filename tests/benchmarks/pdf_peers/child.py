"""One peer that is a library: `child NAME SOURCE TARGET` makes the PDF and prints the milliseconds that making took.

What is printed counts neither the start of Python nor imports; fonts are loaded within it.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

Made = Callable[[], object]


def _ours(source: Path, target: Path) -> Made:
    """All that the program's own export does: tags, layers, outline, links, the map inside, PDF/A-3a and PDF/UA-1."""
    from cjdesigner.export import export_map
    from cjdesigner.files.storage import open_map

    journey = open_map(source).map
    _warm_imports()
    return lambda: target.write_bytes(export_map(journey, ".pdf"))


def _warm_imports() -> None:
    """Imports what an export imports on its way, by exporting a map of nothing."""
    from cjdesigner.export import export_map
    from cjdesigner.model.map import JourneyMap

    export_map(JourneyMap(id="empty"), ".pdf")


def _reportlab(source: Path, target: Path) -> Made:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from tests.benchmarks.pdf_peers.scene import FAMILY, FONT, LEADING, PAD, SIZE, load

    made = load(source)

    def work() -> None:
        pdfmetrics.registerFont(TTFont(FAMILY, str(FONT)))
        canvas = Canvas(str(target), (made.width, made.height), pageCompression=1)
        for box in made.boxes:
            top = made.height - box.y
            canvas.setFillColor(HexColor(box.fill))
            canvas.setStrokeColor(HexColor(box.line))
            canvas.roundRect(box.x, top - box.height, box.width, box.height, 6, fill=1)
            canvas.setFillColor(HexColor("#1c2733"))
            canvas.setFont(FAMILY, SIZE)
            for place, line in enumerate(simpleSplit(box.text, FAMILY, SIZE, box.width - 2 * PAD)):
                canvas.drawString(box.x + PAD, top - PAD - (place + 1) * LEADING, line)
        path = canvas.beginPath()
        path.moveTo(made.curve[0][0], made.height - made.curve[0][1])
        for x, y in made.curve[1:]:
            path.lineTo(x, made.height - y)
        canvas.drawPath(path)
        canvas.save()

    return work


def _qt(source: Path, target: Path) -> Made:
    from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
    from PySide6.QtGui import (
        QColor,
        QFont,
        QFontDatabase,
        QGuiApplication,
        QPageSize,
        QPainter,
        QPdfWriter,
        QPolygonF,
    )

    from tests.benchmarks.pdf_peers.scene import FAMILY, FONT, PAD, SIZE, load

    made = load(source)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])

    def work() -> None:
        QFontDatabase.addApplicationFont(str(FONT))
        writer = QPdfWriter(str(target))
        writer.setResolution(72)
        writer.setPageSize(QPageSize(QSizeF(made.width, made.height), QPageSize.Unit.Point, "map",
                                     QPageSize.SizeMatchPolicy.ExactMatch))
        writer.setPageMargins(QMarginsF())
        font = QFont(FAMILY)
        font.setPointSizeF(SIZE)
        painter = QPainter(writer)
        painter.setFont(font)
        for box in made.boxes:
            painter.setPen(QColor(box.line))
            painter.setBrush(QColor(box.fill))
            place = QRectF(box.x, box.y, box.width, box.height)
            painter.drawRoundedRect(place, 6, 6)
            painter.setPen(QColor("#1c2733"))
            painter.drawText(place.adjusted(PAD, PAD, -PAD, -PAD), Qt.TextFlag.TextWordWrap, box.text)
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in made.curve]))
        painter.end()
        _ = app

    return work


def _typst(source: Path, target: Path) -> Made:
    import typst

    from tests.benchmarks.pdf_peers.scene import FONT

    return lambda: typst.compile(str(source), output=str(target), font_paths=[str(FONT.parent)])


def _weasyprint(source: Path, target: Path) -> Made:
    from weasyprint import HTML

    return lambda: HTML(str(source)).write_pdf(str(target), pdf_tags=True)


LIBRARIES = {"ours": _ours, "reportlab": _reportlab, "qt": _qt, "typst": _typst, "weasyprint": _weasyprint}


if __name__ == "__main__":
    _work = LIBRARIES[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    _begun = time.perf_counter(), time.process_time()
    _work()
    sys.stdout.write(f"{(time.perf_counter() - _begun[0]) * 1e3} {(time.process_time() - _begun[1]) * 1e3}\n")
