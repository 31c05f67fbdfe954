"""Brings a Mermaid journey into a map: the bytes of a file, the journeys in them, the map of one journey."""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar

from pydantic import ValidationError

from cjdesigner.errors import CjError
from cjdesigner.exchange.markdown import Fence, fences
from cjdesigner.exchange.mermaid import (
    Journey,
    Remark,
    Section,
    Task,
    Warning_,
    is_journey,
    other_diagram,
    parse,
    tidy,
)
from cjdesigner.language import N_, _, catalogue
from cjdesigner.model.cards import Action, BaseCard, Emotion, Note
from cjdesigner.model.ids import new_id
from cjdesigner.model.map import JourneyMap, Lane, Persona, Stage
from cjdesigner.model.ranks import first_ranks
from cjdesigner.model.text import clean

T = TypeVar("T")

NEUTRAL = 3
"""Mermaid's score for an emotion of 0."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LANES = (("action", N_("Actions")), ("emotion", N_("Emotions")), ("note", N_("Notes")))
_FIRST_STAGE = N_("Start")


class ImportFailed(CjError):
    """There is nothing in the file that can be brought in."""


@dataclass(frozen=True)
class Block:
    """One journey in a file: its text, the number of its first line in the file (1-based), its title if any."""

    text: str
    line: int = 1
    title: str = ""


@dataclass(frozen=True)
class Imported:
    """The new map, and what could not be brought in as it stands."""

    map: JourneyMap
    warnings: tuple[Warning_, ...] = ()


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 with a byte order mark. Raises ImportFailed."""
    bom, encoding = next(((b, name) for b, name in _BOMS if data.startswith(b)), (b"", "utf-8"))
    try:
        text = data[len(bom):].decode(encoding)
    except UnicodeDecodeError as error:
        line = data[:error.start].count(b"\n") + 1
        raise ImportFailed(_("Line {line} of the file is not text in UTF-8.").format(line=line),
                           _("Save it as UTF-8 in a text editor and try again.")) from error
    if "\0" in text:
        raise ImportFailed(_("This is not a text file."), _("Choose a Mermaid or Markdown file."))
    return text


def find_blocks(text: str) -> list[Block]:
    """The journeys in a Mermaid or Markdown text. Raises ImportFailed if there is none."""
    text = tidy(text)
    if is_journey(text):
        return [Block(text, 1, parse(text).title)]
    found = fences(text)
    journeys = [fence for fence in found if _is_mermaid(fence) and is_journey(fence.text, labelled=True)]
    journeys = journeys or [fence for fence in found if is_journey(fence.text)]
    if not journeys:
        raise _nothing_found(text, found)
    return [Block(fence.text, fence.line, parse(fence.text).title or _attribute(fence.info)) for fence in journeys]


def import_journey(block: Block, language: str = "vi") -> Imported:
    """The map of one journey, in a language that its lanes are named in. Raises ImportFailed."""
    journey = parse(block.text, block.line)
    title = journey.title or block.title or journey.acc_title
    acc_title = journey.acc_title if journey.acc_title != title else ""
    builder = _Builder(language)
    for section in journey.sections:
        builder.add_section(section)
    try:
        made = builder.build(title, f"{acc_title}\n{journey.description}".strip())
    except ValidationError as error:
        raise ImportFailed(_("A text in this journey is too long."), _("Shorten it and try again.")) from error
    return Imported(made, (*journey.warnings, *_empty(journey, block)))


def _is_mermaid(fence: Fence) -> bool:
    return bool(re.search(r"(?<![\w-])mermaid\b", fence.info, re.IGNORECASE))


def _attribute(info: str) -> str:
    found = re.search(r"\btitle\s*=\s*([\"'])(.*?)\1", info)
    return found[2] if found else ""


def _nothing_found(text: str, found: Iterable[Fence]) -> ImportFailed:
    hint = _("A journey begins with a line that says “journey”.")
    blocks = chain([text], (fence.text for fence in found if _is_mermaid(fence)))
    other = next(filter(None, map(other_diagram, blocks)), "")
    if other:
        return ImportFailed(_("This Mermaid diagram is a “{kind}”, not a user journey.").format(kind=other), hint)
    return ImportFailed(_("There is no Mermaid user journey in this file."), hint)


def _empty(journey: Journey, block: Block) -> Iterator[Warning_]:
    if not any(section.items for section in journey.sections):
        yield Warning_(block.line, _("This journey has no tasks."))


@dataclass
class _Builder:
    """Gathers the entities of a map in the order of the text; ranks come last."""

    language: str
    personas: dict[str, str] = field(default_factory=dict)
    stages: list[tuple[str, str]] = field(default_factory=list)
    cards: list[tuple[type[BaseCard], dict[str, object]]] = field(default_factory=list)
    lanes: dict[str, str] = field(default_factory=lambda: {kind: new_id() for kind, _name in _LANES})

    def translated(self, name: str) -> str:
        return catalogue(self.language).gettext(name)

    def add_section(self, section: Section) -> None:
        self.stages.append((new_id(), self.translated(_FIRST_STAGE) if section.name is None else section.name))
        for item in section.items:
            if isinstance(item, Remark):
                self.add_card(Note, text=item.text)
            else:
                self.add_task(item)

    def add_task(self, task: Task) -> None:
        personas = tuple(dict.fromkeys(self.persona(name) for name in task.actors))
        self.add_card(Action, text=task.text, personas=personas)
        if task.score is not None:
            self.add_card(Emotion, text=task.word, personas=personas, score=task.score - NEUTRAL)

    def add_card(self, kind: type[BaseCard], **fields: object) -> None:
        lane = self.lanes[kind.model_fields["kind"].default]
        self.cards.append((kind, {"stage": self.stages[-1][0], "lane": lane, **fields}))

    def persona(self, name: str) -> str:
        return self.personas.setdefault(clean(name), new_id())

    def build(self, title: str, scenario: str) -> JourneyMap:
        return JourneyMap(
            title=title, scenario=scenario, language=self.language,
            personas={key: Persona(id=key, rank=rank, name=name)
                      for (name, key), rank in _ranked(list(self.personas.items()))},
            stages={key: Stage(id=key, rank=rank, name=name) for (key, name), rank in _ranked(self.stages)},
            lanes={lane.id: lane for lane in self.used_lanes()},
            cards={card.id: card for card in self.ranked_cards()},
        )

    def used_lanes(self) -> Iterator[Lane]:
        used = {fields["lane"] for _kind, fields in self.cards}
        names = [(kind, name) for kind, name in _LANES if kind != "note" or self.lanes[kind] in used]
        for (kind, name), rank in _ranked(names):
            yield Lane(id=self.lanes[kind], rank=rank, kind=kind, name=self.translated(name))

    def ranked_cards(self) -> Iterator[BaseCard]:
        for (kind, fields), rank in _ranked(self.cards):
            yield kind.model_validate({"id": new_id(), "rank": rank, **fields})


def _ranked(things: list[T]) -> Iterator[tuple[T, str]]:
    return zip(things, first_ranks(len(things)), strict=True)
