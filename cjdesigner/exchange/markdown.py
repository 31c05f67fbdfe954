"""Finds the fenced code blocks of a Markdown text: in quotes and lists too, by CommonMark's rules for fences.

Only the containers and fences are read, the rest of Markdown is passed over. `:::` fences (Azure DevOps, Pandoc)
and `<div class="mermaid">` are found as well. Imports nothing of the project.
"""

import re
from dataclasses import dataclass, field

_QUOTE = re.compile(r" {0,3}> ?")
_ITEM = re.compile(r"( {0,3}(?:[-+*]|\d{1,9}[.)]))( {1,4}(?! )| (?= )|$)", re.ASCII)
_OPEN = re.compile(r" {0,3}(?P<fence>`{3,}(?=[^`]*$)|~{3,}|:{3,})(?P<info>.*)$")
_BREAKS_PARAGRAPH = re.compile(r" {0,3}(?:#{1,6}(?: |$)|(?:[-*_] *){3,}$)")
_HTML = re.compile(
    r"<(?P<tag>div|pre)\b[^>]{0,200}\bclass=[\"']?[^\"'>]{0,200}\bmermaid\b[^>]{0,200}>(?P<body>.*?)</(?P=tag)\s*>",
    re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Fence:
    """A code block: its info string, its text, and the number of the text's first line (1-based)."""

    info: str
    text: str
    line: int


@dataclass
class _Scan:
    """Where the scanner stands: the containers it is in (0: a quote, n: a list item n columns deep)."""

    containers: list[int] = field(default_factory=list)
    in_paragraph: bool = False
    mark: str = ""
    info: str = ""
    line: int = 0
    body: list[str] = field(default_factory=list)
    found: list[Fence] = field(default_factory=list)


def fences(text: str) -> list[Fence]:
    """All code blocks in their order. A fence that is not closed runs to the end of its container."""
    scan = _Scan()
    lines = text.split("\n")
    for number, raw in enumerate(lines, start=1):
        _read_line(scan, raw.expandtabs(4), number)
    _close(scan)
    return sorted([*scan.found, *_html_blocks(text)], key=lambda fence: fence.line)


def _read_line(scan: _Scan, line: str, number: int) -> None:
    matched, rest = _enter(scan.containers, line)
    if scan.mark and matched == len(scan.containers):
        _inside_fence(scan, rest)
        return
    _close(scan)
    if matched < len(scan.containers):
        if _is_lazy(scan, rest):
            return
        scan.in_paragraph = False
    del scan.containers[matched:]
    _outside_fence(scan, _open_containers(scan, rest), number)


def _enter(containers: list[int], line: str) -> tuple[int, str]:
    """How many of the containers the line goes on with, and what is left of it."""
    for index, depth in enumerate(containers):
        quote = _QUOTE.match(line) if depth == 0 else None
        if depth == 0 and quote is None:
            return index, line
        if depth and line.strip() and not line.startswith(" " * depth):
            return index, line
        line = line[quote.end() if quote else depth:]
    return len(containers), line


def _is_lazy(scan: _Scan, rest: str) -> bool:
    """Whether the line goes on with a paragraph of its containers without their marks."""
    starts = (_QUOTE, _ITEM, _OPEN, _BREAKS_PARAGRAPH)
    return scan.in_paragraph and bool(rest.strip()) and not any(start.match(rest) for start in starts)


def _open_containers(scan: _Scan, rest: str) -> str:
    while True:
        if quote := _QUOTE.match(rest):
            scan.containers.append(0)
            rest = rest[quote.end():]
        elif item := _item(scan, rest):
            scan.containers.append(max(item.end() if rest[item.end():].strip() else 0, len(item[1]) + 1))
            rest = rest[item.end():]
        else:
            return rest
        scan.in_paragraph = False


def _item(scan: _Scan, rest: str) -> re.Match[str] | None:
    """The marker of a list item. A paragraph is broken only by one that is not empty and, if numbered, is 1."""
    found = _ITEM.match(rest)
    if not found or _BREAKS_PARAGRAPH.match(rest):
        return None
    first = found[1].strip(" .)") in ("-", "+", "*", "1")
    return found if not scan.in_paragraph or (first and rest[found.end():].strip()) else None


def _outside_fence(scan: _Scan, rest: str, number: int) -> None:
    opened = _OPEN.match(rest)
    text = bool(rest.strip()) and (scan.in_paragraph or not rest.startswith("    "))
    scan.in_paragraph = text and not opened and not _BREAKS_PARAGRAPH.match(rest)
    if opened and (opened["fence"][0] != ":" or "mermaid" in opened["info"].lower()):
        scan.mark, scan.info, scan.line = opened["fence"], opened["info"].strip(), number + 1


def _inside_fence(scan: _Scan, rest: str) -> None:
    mark = scan.mark
    if re.fullmatch(rf" {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}\s*", rest):
        _close(scan)
    else:
        scan.body.append(rest)


def _close(scan: _Scan) -> None:
    if scan.mark:
        scan.found.append(Fence(scan.info, "\n".join(scan.body), scan.line))
    scan.mark, scan.body = "", []


def _html_blocks(text: str) -> list[Fence]:
    return [Fence("mermaid", block["body"], text.count("\n", 0, block.start("body")) + 1)
            for block in _HTML.finditer(text, 0, text.rfind("</") + 7)]
