"""The last pages of a story: pain points by severity, each beside the opportunities that answer it."""

from collections.abc import Iterator
from dataclasses import replace

from cjdesigner.drawing.compose.toolkit import Kit, text_ops
from cjdesigner.drawing.drawing import Box, Op, Part, Pen, Placed, Use
from cjdesigner.drawing.symbols import icon
from cjdesigner.drawing.text_style import TextStyle
from cjdesigner.drawing.theme import LANE, SMALL, SMALL_STRONG
from cjdesigner.export.layouts.flow import Row, row_of
from cjdesigner.export.layouts.paper import GAP, drawn, shortened, words_part
from cjdesigner.export.layouts.story_cards import Cards
from cjdesigner.model.cards import BaseCard, PainPoint
from cjdesigner.model.map import JourneyMap, Link
from cjdesigner.model.names import SEVERITIES
from cjdesigner.model.ranks import in_order

HEADING = TextStyle("bold", 24, 1.25)
_ARROW = 40.0


def pains_of(journey: JourneyMap) -> list[PainPoint]:
    """The pain points that the map shows, the worst first, then from left to right."""
    places = {stage.id: place for place, stage in enumerate(journey.ordered_stages())}
    shown = [card for card in in_order(journey.cards.values())
             if isinstance(card, PainPoint) and is_shown(card, journey)]
    return sorted(shown, key=lambda card: (-card.severity, places[card.stage]))


def is_shown(card: BaseCard, journey: JourneyMap) -> bool:
    """Whether neither its stage nor its lane is hidden or collapsed."""
    stage, lane = journey.stages[card.stage], journey.lanes[card.lane]
    return not (stage.hidden or stage.collapsed or lane.hidden or lane.collapsed)


def pain_rows(journey: JourneyMap, width: float, cards: Cards) -> Iterator[Row]:
    """A heading for each severity, and below it its pain points."""
    kit, answers = cards.kit, _answers(journey)
    wide = (width - _ARROW) / 2
    pains = pains_of(journey)
    for severity in sorted(SEVERITIES, reverse=True):
        held = [pain for pain in pains if pain.severity == severity]
        if held:
            words = " / ".join(dict.fromkeys(_capital(each.gettext(SEVERITIES[severity])) for each in kit.words.each()))
            yield row_of(Placed(0, 0, _severity(severity, words, len(held), width, kit)), gap=3 * GAP, keep=True)
        for pain in held:
            yield from _pain(pain, answers.get(pain.id, []), wide, journey, cards)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _answers(journey: JourneyMap) -> dict[str, list[Link]]:
    """The links from cards that are shown to each card."""
    found: dict[str, list[Link]] = {}
    for link in in_order(journey.links.values()):
        if link.source != link.target and is_shown(journey.cards[link.source], journey):
            found.setdefault(link.target, []).append(link)
    return found


def _severity(severity: int, words: str, count: int, width: float, kit: Kit) -> Part:
    """The heading of a severity: its dots, what it means, how many there are."""
    ink = kit.theme.ink(kit.theme.colour("pain_point"))
    block = kit.block(words, LANE, width - 80)
    number = kit.block(str(count), SMALL, 60)
    middle = block.height / 2
    ops: list[Op] = [Box(place * 11, middle - 4, 8, 8, 4, ink if place < severity else kit.theme.card, Pen(ink, 0.9))
                     for place in range(4)]
    ops += text_ops(block, 56, 0, ink)
    ops += text_ops(number, 56 + block.width + GAP, (block.height - number.height) / 2 + 0.5, kit.theme.quiet)
    return drawn(ops, width, block.height, role="words", label=f"{words}: {count}")


def _pain(pain: PainPoint, links: list[Link], wide: float, journey: JourneyMap, cards: Cards) -> Iterator[Row]:
    """A pain point at the left, one answer beside it, and the others below that."""
    kit = cards.kit
    left = [Placed(0, 0, _where(pain, wide, journey, kit))]
    left.append(Placed(0, left[0].part.height, cards.part(pain, journey.lanes[pain.lane], wide)))
    top = left[0].part.height
    answers = [_answer(link, wide, journey, cards) for link in links] or [[_none(wide, kit)]]
    for place, parts in enumerate(answers):
        right: list[Placed] = []
        y = top if place == 0 else 0.0
        for part in parts:
            right.append(Placed(wide + _ARROW, y, part))
            y += part.height
        arrow = Placed(wide, (top if place == 0 else 0.0) + 10, _arrow(kit))
        again = (*(left if place == 0 else ()), *([arrow] if links else []), *right)
        yield row_of(again=again, gap=1.5 * GAP if place == 0 else GAP)


def _where(pain: PainPoint, width: float, journey: JourneyMap, kit: Kit) -> Part:
    """The stage of a pain point."""
    name = journey.stages[pain.stage].name
    block = shortened(name, SMALL_STRONG, width, kit)
    part = words_part(block, kit.theme.quiet, width)
    whole = drawn(part.ops, width, block.height + 3 if name else 0.0)
    return replace(whole, leads=pain.stage) if name else whole


def _answer(link: Link, width: float, journey: JourneyMap, cards: Cards) -> list[Part]:
    """A card that answers, and above it what was written on the link."""
    card = journey.cards[link.source]
    part = cards.part(card, journey.lanes[card.lane], width)
    if not link.label:
        return [part]
    words = cards.kit.block(link.label, SMALL, width)
    return [words_part(words, cards.kit.theme.quiet, width), part]


def _arrow(kit: Kit) -> Part:
    return drawn((Use(icon("arrow-left"), (_ARROW - 16) / 2, 0, 16, kit.theme.quiet),), _ARROW, 16)


def _none(width: float, kit: Kit) -> Part:
    """What stands beside a pain point that nothing answers."""
    block = kit.block(kit.words.gettext("No opportunity answers this yet"), SMALL, width - 24)
    height = block.height + 18
    ops: list[Op] = [Box(0, 0, width, height, kit.measures.radius, None, Pen(kit.theme.quiet, 0.8, (3, 3)))]
    return drawn([*ops, *text_ops(block, 12, 9, kit.theme.quiet)], width, height)
