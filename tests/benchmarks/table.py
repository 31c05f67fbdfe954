"""The rows as one Markdown table that is also readable as plain text, and as JSON."""

import json
from collections.abc import Sequence

from tests.benchmarks.timing import Row

_HEADS = ("operation", "cards", "median", "worst", "CPU", "floor or peer (CPU)", "ratio", "notes")
_LEFT = {0, 5, 7}


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _floor(row: Row) -> str:
    if row.floor is None:
        return "—"
    taken = row.floor.cpu_median if row.by == "cpu" else row.floor.median
    return f"{row.floor_name}: {_number(taken)}{'' if row.by == 'cpu' else ' by the clock'}"


def _cells(row: Row) -> tuple[str, ...]:
    ratio = "—" if row.ratio is None else f"{row.ratio:.1f}"
    size = "—" if row.size is None else f"{row.size:,}"
    samples = row.samples
    return (row.operation, size, _number(samples.median), _number(samples.worst), _number(samples.cpu_median),
            _floor(row), ratio, row.note)


def markdown(rows: Sequence[Row]) -> str:
    """The table, its columns padded."""
    lines = [_HEADS, *map(_cells, rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(_HEADS))]
    rules = tuple("-" * width if place in _LEFT else "-" * (width - 1) + ":" for place, width in enumerate(widths))
    padded = [
        [cell.ljust(width) if place in _LEFT else cell.rjust(width)
         for place, (cell, width) in enumerate(zip(line, widths, strict=True))]
        for line in (lines[0], rules, *lines[1:])
    ]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in padded)


def as_json(rows: Sequence[Row]) -> str:
    """Every sample of every row, in milliseconds."""
    return json.dumps([
        {"operation": row.operation, "cards": row.size, "wall": row.samples.wall, "cpu": row.samples.cpu,
         "floor": row.floor_name or None, "floor_wall": row.floor.wall if row.floor else None,
         "floor_cpu": row.floor.cpu if row.floor else None, "by": row.by, "ratio": row.ratio, "note": row.note}
        for row in rows
    ], ensure_ascii=False, indent=1) + "\n"
