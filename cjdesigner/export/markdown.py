"""Markdown (CommonMark): all the words of a map as an outline, for those who read, search, compare or paste text."""

import re
from collections.abc import Iterator

from cjdesigner.export.choices import Choices
from cjdesigner.export.outline import Fact, Item, Section, outline_of
from cjdesigner.model.map import JourneyMap

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|&~$]")
_AT_START = re.compile(r"(?P<mark>[-+=:])|(?P<number>\d{1,9})(?P<end>[.)])")


def to_markdown(journey: JourneyMap, choices: Choices) -> bytes:
    """The outline of a map: every text that is in it. `choices` are about pages, of which a text has none."""
    del choices
    outline = outline_of(journey, whole=True)
    lines = [f"# {_one_line(outline.title)}", "", escape(outline.subtitle), ""]
    if outline.scenario.strip():
        lines += [*_lines(outline.scenario, ""), ""]
    for section in outline.sections:
        lines += _section(section, 2)
    if outline.ending:
        lines += ["---", ""]
        for words in outline.ending:
            lines += [*_lines(words, ""), ""]
    return "\n".join(lines).rstrip("\n").encode() + b"\n"


def escape(text: str, *, starts: bool = True) -> str:
    """One line of text that Markdown reads as text; `starts` says that nothing stands before it."""
    line = _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
    if starts and (found := _AT_START.match(line)):
        at = found.start("mark") if found["mark"] else found.start("end")
        line = f"{line[:at]}\\{line[at:]}"
    return line


def _one_line(text: str) -> str:
    return escape(text.replace("\n", " "), starts=False)


def _section(section: Section, level: int) -> Iterator[str]:
    yield from (f"{'#' * level} {_one_line(section.heading)}", "")
    if section.facts:
        yield from (" · ".join(_fact(fact) for fact in section.facts), "")
    for item in section.items:
        yield from _item(item)
    if section.items:
        yield ""
    for inner in section.sections:
        yield from _section(inner, level + 1)


def _fact(fact: Fact) -> str:
    return f"{_one_line(fact.label)}: {_one_line(fact.words)}" if fact.label else _one_line(fact.words)


def _item(item: Item) -> Iterator[str]:
    kind = f"*{_one_line(item.kind)}:* " if item.kind else ""
    yield from _listed(kind, item.words, "")
    for fact in item.facts:
        yield from _listed(f"{_one_line(fact.label)}: " if fact.label else "", fact.words, "  ")


def _listed(before: str, text: str, indent: str) -> Iterator[str]:
    """A text as an item of a list, its further lines below its first."""
    first, *others = _lines(text, f"{indent}  ", starts=not before) or [f"{indent}  "]
    yield f"{indent}- {before}{first[len(indent) + 2:]}"
    yield from others


def _lines(text: str, indent: str, *, starts: bool = True) -> list[str]:
    """The lines of a text: a line break stays one, a blank line parts paragraphs."""
    paragraphs = [[line for line in part.split("\n") if line.strip()]
                  for part in re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", text)]
    made: list[str] = []
    for written in filter(None, paragraphs):
        lines = [escape(line, starts=starts or bool(place or made)) for place, line in enumerate(written)]
        made += [""] if made else []
        made += [f"{indent}{line}\\" for line in lines[:-1]] + [f"{indent}{lines[-1]}"]
    return made
