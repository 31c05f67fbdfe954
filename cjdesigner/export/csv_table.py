"""CSV (RFC 4180, UTF-8 with a mark, so that Excel reads it right): a row for each card, or lanes × stages.

A text that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises. Our own import takes
it away again; so a text that has apostrophes of its own there gets one more.
"""

import csv
import io

from cjdesigner.export.choices import Choices
from cjdesigner.export.rows import card_rows, grid_rows
from cjdesigner.export.said import Said, Value
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.table import disarmed


def to_csv(journey: JourneyMap, choices: Choices) -> bytes:
    """The cards of a map, or its grid if the choices say so."""
    said = Said(journey)
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    if choices.grid:
        writer.writerows([map(disarmed, row) for row in grid_rows(said)])
    else:
        found = card_rows(said)
        writer.writerow(map(disarmed, found.header))
        writer.writerows([map(_safe, row) for row in found.rows])
    return held.getvalue().encode("utf-8-sig")


def _safe(value: Value) -> Value:
    """Numbers are our own: scores and counts."""
    return disarmed(value) if isinstance(value, str) else value
