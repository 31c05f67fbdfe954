"""Where in a line some of its characters are."""

from cjdesigner.drawing.type.direction import has_rtl
from cjdesigner.drawing.type.lines import Line


def across(line: Line, first: int, last: int) -> tuple[float, float]:
    """From where to where some characters of a line go; with right-to-left writing, the whole line."""
    if has_rtl(line.text):
        return line.x, line.x + line.width
    return _x(line, first), _x(line, last)


def _x(line: Line, at: int) -> float:
    """Where the character at a place of a line begins."""
    x = line.left
    for run in line.row:
        if at < len(run.text):
            for cluster, inner in zip(run.clusters, run.xs, strict=True):
                if at <= 0:
                    return x + inner * line.size
                at -= len(cluster)
        at -= len(run.text)
        x += run.advance * line.size
        if at < 0:
            break
    return x
