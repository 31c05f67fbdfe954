"""What changed between two versions of a map: the map with its marks on one page, then every change in words."""

from collections.abc import Callable, Iterator
from itertools import groupby

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.compose.toolkit import Kit, text_ops
from cjdesigner.drawing.drawing import Part, Placed, Use
from cjdesigner.drawing.redline import LOOKS, overlay
from cjdesigner.drawing.symbols import icon
from cjdesigner.drawing.theme import BODY, LANE, MEASURES, SMALL, SMALL_STRONG
from cjdesigner.export.choices import Choices
from cjdesigner.export.document import Document, Page, View
from cjdesigner.export.layouts.flow import Flow, Row, row_of, views
from cjdesigner.export.layouts.furniture import Frame, frame_for
from cjdesigner.export.layouts.paper import GAP, drawn, kit_of, paper_of, sheet_of, shortened, unnamed, words_part
from cjdesigner.export.layouts.story_pains import HEADING
from cjdesigner.export.pages import Room, fitted_in
from cjdesigner.language import N_, _, ngettext
from cjdesigner.merge.redline import Entry, Redline, redline
from cjdesigner.model.map import JourneyMap

SORTS = {
    "added": N_("New"), "removed": N_("Deleted"), "moved": N_("Moved"), "left": N_("Was here"),
    "reworded": N_("Reworded"), "rescored": N_("Rescored"), "changed": N_("Changed"),
}
"""What the sorts of changes are called in a list."""
_SORT = 96.0


def changes_document(old: tuple[str, JourneyMap], new: tuple[str, JourneyMap], choices: Choices,
                     make: Callable[[], Composer] = Composer, check: Callable[[], None] = lambda: None) -> Document:
    """The pages that say what made one version of a map of another; each version comes with its name."""
    found, composer = redline(old[1], new[1]), make()
    kit = kit_of(composer, new[1])
    paper = paper_of(*sheet_of(choices).points)
    frame = frame_for(new[1], choices.furniture, paper, kit)
    leaves = [_overview(found, f"{old[0]} → {new[0]}", frame, composer, check), *_list(found, frame)]
    pages = tuple(Page(paper.width, paper.height, kit.theme.page, (*held, *frame.views(place, len(leaves))),
                       str(place + 1), _("What changed")) for place, held in enumerate(leaves))
    title = " – ".join(filter(None, (_("What changed"), new[1].title)))
    return Document(pages, title, new[1].language, new[1].author)


# -- the map ----------------------------------------------------------------------------------------------------------


def _overview(found: Redline, versions: str, frame: Frame, composer: Composer,
              check: Callable[[], None]) -> tuple[View, ...]:
    unit, body, kit = frame.paper.unit, frame.body, frame.kit
    width = body.width / unit
    head = _head(found, versions, width, kit)
    below = sum(part.height + GAP for part in head)
    room = Room(body.width, body.height - below * unit, MEASURES.margin)
    drawing, scale = fitted_in(found.map, room, composer, check)
    x = body.x + (body.width - drawing.width * scale) / 2
    y = body.y + below * unit + (room.height - drawing.height * scale) / 2
    tops = [below - sum(part.height + GAP for part in head[place:]) for place in range(len(head))]
    words = tuple(Placed(0, top, part) for top, part in zip(tops, head, strict=True))
    return (View(words, body.x, body.y, unit), View(unnamed(drawing.parts), x, y, scale, repeated=True),
            View(overlay(drawing, found.marks, kit), x, y, scale, repeated=True))


def _head(found: Redline, versions: str, width: float, kit: Kit) -> list[Part]:
    count = len(found.entries)
    said = ngettext("{count} change", "{count} changes", count) if count else _("Nothing changed.")
    title = words_part(shortened(_("What changed"), HEADING, width, kit), kit.theme.text, width)
    about = words_part(shortened(f"{versions}  ·  {said}", BODY, width, kit, 2), kit.theme.quiet, width)
    return [title, about, _legend(found, width, kit)]


def _legend(found: Redline, width: float, kit: Kit) -> Part:
    """What the marks mean, as far as they occur."""
    used = {mark.sort for mark in found.marks.values()}
    ops, x = [], 0.0
    for sort in (sort for sort in LOOKS if sort in used):
        ink = kit.theme.ink(LOOKS[sort].colour)
        block = kit.block(_(SORTS[sort]), SMALL_STRONG, None)
        ops += [Use(icon(LOOKS[sort].sign), x, 1, 11, ink), *text_ops(block, x + 15, 0, ink)]
        x += block.width + 33
    return drawn(ops, width, SMALL_STRONG.size * SMALL_STRONG.leading)


# -- the list ---------------------------------------------------------------------------------------------------------


def _list(found: Redline, frame: Frame) -> Iterator[tuple[View, ...]]:
    unit, body = frame.paper.unit, frame.body
    flow = Flow(body.height / unit)
    flow.add(list(_rows(found, body.width / unit, frame.kit)))
    for page in flow.pages if found.entries else ():
        yield tuple(views(page, (body.x, body.y), unit, body.width / unit, set(), frame.kit))


def _rows(found: Redline, width: float, kit: Kit) -> Iterator[Row]:
    for place, group in groupby(found.entries, lambda entry: place_words(found.map, entry)):
        block = shortened(place, LANE, width, kit)
        yield row_of(Placed(0, 0, words_part(block, kit.theme.text, width)), gap=2.5 * GAP, keep=True)
        for entry in group:
            yield _entry(entry, width, kit)


def place_words(united: JourneyMap, entry: Entry) -> str:
    """Under which heading a change stands: its stage, or what it is about."""
    card = united.cards.get(entry.where)
    if card is not None:
        return united.stages[card.stage].name or _("Stage")
    titles = {"personas": _("Personas"), "stages": _("Stages"), "steps": _("Steps"), "lanes": _("Lanes")}
    if not entry.change.key:
        return _("The map")
    return titles.get(entry.change.collection, _("Further changes"))


def _entry(entry: Entry, width: float, kit: Kit) -> Row:
    look = LOOKS[entry.sort]
    ink = kit.theme.ink(look.colour)
    sort = kit.block(_(SORTS[entry.sort]), SMALL_STRONG, _SORT - 20)
    words = kit.block(entry.sentence, BODY, width - _SORT)
    ops = [Use(icon(look.sign), 0, 1.5, 12, ink), *text_ops(sort, 18, 1, ink),
           *text_ops(words, _SORT, 0, kit.theme.text)]
    height = max(words.height, sort.height, SMALL.size)
    return row_of(Placed(0, 0, drawn(ops, width, height, role="words", label=entry.sentence)), gap=GAP * 0.8)
