"""A map as tables: one row for each card with one column for each field, and lanes × stages. For CSV and XLSX."""

from dataclasses import dataclass

from cjdesigner.export.said import LABELS, Said, Value
from cjdesigner.model.cards import BaseCard, Emotion

_ALWAYS = ("stage", "lane", "kind", "text")


@dataclass(frozen=True)
class CardRows:
    """Cards as rows. `fields` are those that any card fills, beside a few that are always there."""

    fields: tuple[str, ...]
    header: tuple[str, ...]
    cards: tuple[BaseCard, ...]
    rows: tuple[tuple[Value, ...], ...]


def card_rows(said: Said) -> CardRows:
    """All cards, stage by stage, lane by lane, from top to bottom; hidden ones too."""
    journey, cells = said.journey, said.journey.cells()
    cards = tuple(card for stage in journey.ordered_stages() for lane in journey.ordered_lanes()
                  for card in cells.get((stage.id, lane.id), ()))
    filled = [said.fields(card) for card in cards]
    for card, values in zip(cards, filled, strict=True):
        if count := len(said.comments.get(card.id, ())):
            values["comments"] = count
    used = {name for values in filled for name in values}
    fields = tuple(name for name in LABELS if name in used or name in _ALWAYS)
    rows = tuple(tuple(values.get(name, "") for name in fields) for values in filled)
    return CardRows(fields, tuple(said.label(name) for name in fields), cards, rows)


def grid_rows(said: Said) -> list[list[str]]:
    """Lanes × stages: the stages' names above, then for each lane its name and the texts of its cells."""
    journey, cells = said.journey, said.journey.cells()
    stages = journey.ordered_stages()
    corner = f"{said.label('lane')} / {said.label('stage')}"
    rows = [[corner, *(said.stage(stage) for stage in stages)]]
    rows += [[said.lane(lane), *(_cell(said, cells.get((stage.id, lane.id), [])) for stage in stages)]
             for lane in journey.ordered_lanes()]
    return rows


def _cell(said: Said, cards: list[BaseCard]) -> str:
    """The cards of a cell, one below the other; where there are several, each after a bullet."""
    texts = [text for card in cards if (text := _text(said, card))]
    return texts[0] if len(texts) == 1 else "\n".join(f"• {text}" for text in texts)


def _text(said: Said, card: BaseCard) -> str:
    fields = said.fields(card)
    if isinstance(card, Emotion):
        return f"{card.text} ({card.score:+d})".strip().replace("(+0)", "(0)")
    figure = f"{fields.get('value', '')} {fields.get('unit', '')}".strip()
    text = card.text or str(fields.get("alt", ""))
    return f"{text}: {figure}" if text and figure else text or figure
