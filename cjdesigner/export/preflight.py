"""What is to be known of an export before it is written. It warns and never blocks."""

from collections.abc import Callable, Iterable, Iterator

from cjdesigner.drawing.compose import Composer
from cjdesigner.drawing.drawing import Picture, Text
from cjdesigner.edit.changes import find
from cjdesigner.export import lay_out, shown_map
from cjdesigner.export.choices import Choices
from cjdesigner.export.client import left_out
from cjdesigner.export.document import Document
from cjdesigner.export.findings import MOST_OF_A_NAME, SHOWN, Finding, name_of
from cjdesigner.export.grounds import Faint, faint
from cjdesigner.export.links import links_in
from cjdesigner.export.unread import unread
from cjdesigner.files.problems import still_kept
from cjdesigner.language import _, ngettext
from cjdesigner.model.cards import Identified
from cjdesigner.model.map import JourneyMap

__all__ = ["LEAST_CONTRAST", "LEAST_DPI", "LEAST_TYPE", "Finding", "preflight", "warnings_in"]

LEAST_TYPE = 6.0
"""Points below which printed type is warned of."""
LEAST_DPI = 150.0
LEAST_CONTRAST = 4.5

_MM = 25.4 / 72
_MOST_CHARACTERS = 6


def preflight(
    journey: JourneyMap, choices: Choices | None = None, document: Document | None = None, *,
    make: Callable[[], Composer] | None = None, check: Callable[[], None] = lambda: None,
) -> tuple[Finding, ...]:
    """All there is to know of an export of a map, warnings first.

    `document` is what `lay_out` made of the same map and choices, if somebody has it already. `check` is called now
    and then and may raise to stop the work.
    """
    choices = choices or Choices()
    document = document or lay_out(journey, choices, make, check)
    check()
    shown = document.source or shown_map(journey, choices)
    warnings = [*_glyphs(document, shown), *_pictures(document, shown), *_contrasts(document, shown, check),
                *_links(shown), *unread(shown, still_kept(shown)),
                *(Finding("cut", "warning", sentence) for sentence in document.notes)]
    found = [*warnings, *_type(document, shown), *_pages(document), *_for_whom(journey, shown, choices)]
    return tuple(sorted(found, key=lambda each: each.severity != "warning"))


def warnings_in(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Only what is to be warned of."""
    return tuple(each for each in found if each.severity == "warning")


# -- what each rule finds ---------------------------------------------------------------------------------------------


def _glyphs(document: Document, journey: JourneyMap) -> Iterator[Finding]:
    for key, characters in document.missing.items():
        if characters:
            listed = " ".join(sorted(characters))
            coded = ", ".join(_coded(each) for each in sorted(characters)[:_MOST_CHARACTERS])
            coded += ", …" if len(characters) > _MOST_CHARACTERS else ""
            sentence = _("No font here has {characters} of “{name}”: boxes are drawn instead.")
            yield Finding("glyphs", "warning", sentence.format(characters=coded, name=name_of(journey, key)),
                          _place(journey, key), figures={"characters": listed})


def _coded(character: str) -> str:
    """A character with its number, since there may be no font for this list either."""
    return f"{character} (" + " ".join(f"U+{ord(each):04X}" for each in character) + ")"


def _type(document: Document, journey: JourneyMap) -> Iterator[Finding]:
    """The smallest type, where it is first met; what is repeated can be read where it was before."""
    sizes = ((op.size * view.scale, number, part.id) for number, page in enumerate(document.pages, start=1)
             for view in page.views if not view.repeated for _x, _y, part in view.walk() for op in part.ops
             if isinstance(op, Text))
    size, page, key = min(sizes, key=lambda each: round(each[0], 4), default=(0.0, 0, ""))
    if not size:
        return
    small = size < LEAST_TYPE - 0.005
    sentence = _("The smallest type is {size} pt.")
    if small:
        sentence = _("The smallest type is {size} pt. Under {least} pt it is hard to read: choose a larger page.")
    yield Finding("type", "warning" if small else "note", sentence.format(size=f"{size:.1f}", least=f"{LEAST_TYPE:g}"),
                  _place(journey, key) if small else "", page, {"points": round(size, 2)})


def _pages(document: Document) -> Iterator[Finding]:
    """How many pages of each size there are, in exact millimetres."""
    sizes: dict[tuple[str, str], list[int]] = {}
    for number, page in enumerate(document.pages, start=1):
        sizes.setdefault((_millimetres(page.width), _millimetres(page.height)), []).append(number)
    for (width, height), pages in sizes.items():
        sentence = _("{pages}, {width} × {height} mm").format(
            pages=ngettext("{count} page", "{count} pages", len(pages)), width=width, height=height)
        yield Finding("pages", "note", sentence, page=pages[0], figures={
            "pages": len(pages), "width_mm": float(width), "height_mm": float(height)})


def _millimetres(points: float) -> str:
    return f"{round(points * _MM, 1):g}"


def _pictures(document: Document, journey: JourneyMap) -> Iterator[Finding]:
    """Pictures that are placed larger than their pixels allow."""
    lowest: dict[str, tuple[float, int]] = {}
    for number, page in enumerate(document.pages, start=1):
        for view in page.views:
            for _x, _y, part in view.walk():
                for op in part.ops:
                    if isinstance(op, Picture):
                        dpi = 72 * min(op.raster.width / op.width, op.raster.height / op.height) / view.scale
                        lowest[part.id] = min(lowest.get(part.id, (dpi, number)), (dpi, number))
    for key, (dpi, number) in lowest.items():
        if dpi < LEAST_DPI - 0.5:
            sentence = _("The picture “{name}” has {dpi} dpi on paper; under {least} dpi it looks coarse.")
            yield Finding("picture", "warning", sentence.format(
                name=name_of(journey, key), dpi=f"{dpi:.0f}", least=f"{LEAST_DPI:.0f}"), _place(journey, key), number,
                {"dpi": round(dpi, 1)})


def _contrasts(document: Document, journey: JourneyMap, check: Callable[[], None]) -> Iterator[Finding]:
    """For each thing its faintest text."""
    worst: dict[str, tuple[Faint, int]] = {}
    for number, page in enumerate(document.pages, start=1):
        check()
        for each in faint(page, LEAST_CONTRAST - 0.005, check):
            if each.id not in worst or each.contrast < worst[each.id][0].contrast:
                worst[each.id] = each, number
    for key, (text, number) in worst.items():
        sentence = _("“{name}” is hard to read on its ground: a contrast of {contrast} : 1 where {least} : 1 is good.")
        yield Finding("contrast", "warning", sentence.format(
            name=name_of(journey, key), contrast=f"{text.contrast:.1f}", least=f"{LEAST_CONTRAST:g}"),
            _place(journey, key), number, {"contrast": round(text.contrast, 2)})


def _links(journey: JourneyMap) -> Iterator[Finding]:
    """Addresses that no file leads to."""
    things: list[tuple[str, JourneyMap | Identified]] = [("header", journey)]
    things += [(key, entity) for name in SHOWN for key, entity in getattr(journey, name).items()]
    for key, entity in things:
        texts = [value for name in type(entity).model_fields if isinstance(value := getattr(entity, name), str)]
        for link in (link for text in texts for link in links_in(text) if not link.allowed):
            cut = link.address if len(link.address) <= MOST_OF_A_NAME else link.address[:MOST_OF_A_NAME - 1] + "…"
            sentence = _("{address} in “{name}” will be no link: only http, https and mailto are.")
            yield Finding("link", "warning", sentence.format(address=cut, name=name_of(journey, key)), key,
                          figures={"address": link.address})


def _for_whom(journey: JourneyMap, shown: JourneyMap, choices: Choices) -> Iterator[Finding]:
    """What the client's copy lacks; or, where there is none, that what is internal is shown."""
    if not choices.client:
        count = sum(each.internal for held in (journey.lanes, journey.cards) for each in held.values())
        if count:
            words = ngettext("{count} lane or card marked as internal is shown: this is not the client's copy.",
                             "{count} lanes and cards marked as internal are shown: this is not the client's copy.",
                             count)
            yield Finding("internal", "note", words, figures={"internal": count})
        return
    counts = left_out(journey)
    listed = " · ".join(words(counts[name]) for name, words in _LEFT_OUT.items() if name in counts)
    sentence = _("Left out of the client's copy: {things}.").format(things=listed) if listed \
        else _("Nothing has to be left out of the client's copy.")
    yield Finding("client", "note", sentence, figures=dict(counts))
    folded = sum(shown.stages[card.stage].collapsed or shown.lanes[card.lane].collapsed
                 for card in shown.cards.values())
    if folded:
        words = ngettext("{count} card is folded away in a collapsed stage or lane, but is in the file.",
                         "{count} cards are folded away in collapsed stages or lanes, but are in the file.", folded)
        yield Finding("collapsed", "note", words, figures={"cards": folded})


_LEFT_OUT: dict[str, Callable[[int], str]] = {
    "stages": lambda count: ngettext("{count} hidden stage", "{count} hidden stages", count),
    "lanes": lambda count: ngettext("{count} lane", "{count} lanes", count),
    "cards": lambda count: ngettext("{count} card", "{count} cards", count),
    "links": lambda count: ngettext("{count} link", "{count} links", count),
    "owners": lambda count: ngettext("{count} owner", "{count} owners", count),
    "comments": lambda count: ngettext("{count} comment", "{count} comments", count),
    "votes": lambda count: ngettext("{count} vote", "{count} votes", count),
    "parked": lambda count: ngettext("{count} parked card", "{count} parked cards", count),
    "agenda": lambda count: ngettext("{count} part of the agenda", "{count} parts of the agenda", count),
    "conflicts": lambda count: ngettext("{count} conflict", "{count} conflicts", count),
    "questions": lambda count: ngettext("{count} lane's questions", "{count} lanes' questions", count),
    "pictures": lambda count: ngettext("{count} picture", "{count} pictures", count),
    "described": lambda count: ngettext("what {count} picture says beside what it shows",
                                        "what {count} pictures say beside what they show", count),
    "fields": lambda count: ngettext("{count} unknown field", "{count} unknown fields", count),
}
"""What a client's copy may lack, in words."""


def _place(journey: JourneyMap, key: str) -> str:
    """The id of what a part shows: of a cell's hint that of its lane; "" for what cannot be selected."""
    key = key.rpartition("/")[2] or key
    return key if key == "header" or find(journey, key) is not None else ""
