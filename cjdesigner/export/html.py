"""HTML: one file with the picture and, below it, the same in words, to be read by anybody with any browser.

No script, nothing from elsewhere, and a policy in the file that forbids both. All text is escaped by `svg_tags`.
"""

import base64
import re
from collections.abc import Callable

from cjdesigner.drawing.theme import DARK, LIGHT, look
from cjdesigner.export.document import Document
from cjdesigner.export.html_style import STYLE
from cjdesigner.export.outline import Fact, Item, Outline, Section, outline_of
from cjdesigner.export.svg import to_svg
from cjdesigner.export.svg_tags import number, tag, words
from cjdesigner.language import catalogue
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.model.map import JourneyMap

_POLICY = ("default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; "
           "form-action 'none'")
_DECLARATION = re.compile(r"^<\?xml[^>]*\?>\s*")
_KINDS = (*CARD_KINDS, "physical_evidence", "frontstage", "backstage", "support")

_Say = Callable[[str], str]


def to_html(document: Document) -> bytes:
    """The document's pages as pictures, and what its map says in words."""
    journey = document.source or JourneyMap(title=document.title, language=document.language)
    say, outline = catalogue(document.language).gettext, outline_of(journey)
    skip = tag("a", {"class": "skip", "href": "#outline"}, words(say("Skip to the text")))
    main = tag("main", {}, _pictures(document, say) + _article(outline, say))
    body = [skip, _header(outline), main, _footer(outline)]
    page = tag("html", {"lang": document.language}, _head(document, outline) + tag("body", {}, "\n".join(body)))
    return f"<!DOCTYPE html>\n{page}\n".encode()


def _head(document: Document, outline: Outline) -> str:
    metas = [{"charset": "utf-8"}, {"http-equiv": "Content-Security-Policy", "content": _POLICY},
             {"name": "viewport", "content": "width=device-width, initial-scale=1"},
             {"name": "referrer", "content": "no-referrer"}, {"name": "generator", "content": "cjdesigner"}]
    if document.author:
        metas.append({"name": "author", "content": document.author})
    title, style = tag("title", {}, words(outline.title)), tag("style", {}, STYLE + _colours())
    return tag("head", {}, "\n".join([*(tag("meta", each) for each in metas), title, style]))


def _colours() -> str:
    """The colours of kinds, readable on a light and on a dark ground."""
    light, dark = ("".join(f".{kind}{{--kind:{theme.ink(look(kind).colour)}}}" for kind in _KINDS)
                   for theme in (LIGHT, DARK))
    return f"{light}\n@media screen and (prefers-color-scheme:dark){{{dark}}}\n"


def _header(outline: Outline) -> str:
    scenario = tag("p", {}, words(outline.scenario)) if outline.scenario.strip() else ""
    return tag("header", {}, tag("h1", {}, words(outline.title))
               + tag("p", {"class": "quiet"}, words(outline.subtitle)) + scenario)


def _pictures(document: Document, say: _Say) -> str:
    """The pages. Those who listen hear their names here and their words below."""
    if len(document.pages) == 1:
        return _picture(document, say)
    pages = "\n".join(_page(document, place) for place in range(len(document.pages)))
    return tag("div", {"class": "pages", "role": "group", "aria-label": say("The map as a picture")}, pages)


def _picture(document: Document, say: _Say) -> str:
    """The only page, in the text of this one, so that its words can be marked and found."""
    name = document.title or say("Customer journey map")
    svg = _DECLARATION.sub("", to_svg(document).decode())
    named = tag("svg", {"role": "img", "aria-label": name}).removesuffix(" />")
    looks = {"class": "picture", "role": "region", "tabindex": "0", "aria-label": say("The map as a picture"),
             "style": f"--wide:{number(document.pages[0].width)}pt"}
    return tag("div", looks, svg.replace("<svg", named, 1))


def _page(document: Document, place: int) -> str:
    """One of several pages: a file within the file, because they have the same ids."""
    page = document.pages[place]
    held = base64.b64encode(to_svg(document, place)).decode()
    name = " – ".join(filter(None, (document.title, page.name, page.label)))
    return tag("img", {"src": f"data:image/svg+xml;base64,{held}", "alt": name, "width": number(page.width),
                       "height": number(page.height)})


def _article(outline: Outline, say: _Say) -> str:
    sections = list(enumerate(outline.sections, start=1))
    links = "".join(tag("li", {}, tag("a", {"href": f"#part{place}"}, words(section.heading)))
                    for place, section in sections)
    contents = tag("nav", {"aria-label": say("Contents")}, tag("ol", {}, links)) if links else ""
    looks = {"id": "outline", "tabindex": "-1", "aria-label": say("The map in words")}
    return tag("article", looks, (contents + "\n".join(_section(each, place) for place, each in sections)) or "\n")


def _section(section: Section, place: int) -> str:
    """A stage, or the personas: a heading with cards, and lanes below."""
    heading = tag("h2", {"id": f"part{place}"}, words(section.heading))
    facts = tag("p", {"class": "quiet"}, words(" · ".join(map(_plain, section.facts)))) if section.facts else ""
    lanes = "".join(tag("div", {"class": _class(lane.kind)}, tag("h3", {}, words(lane.heading)) + _cards(lane))
                    for lane in section.sections)
    inside = heading + facts + _cards(section) + (tag("div", {"class": "lanes"}, lanes) if lanes else "")
    return tag("section", {"aria-labelledby": f"part{place}"}, inside)


def _class(kind: str) -> str:
    return kind if kind in _KINDS else "other"


def _plain(fact: Fact) -> str:
    return f"{fact.label}: {fact.words}" if fact.label else fact.words


def _cards(section: Section) -> str:
    items = "".join(tag("li", {}, _card(item)) for item in section.items)
    return tag("ul", {"class": "cards"}, items) if items else ""


def _card(item: Item) -> str:
    kind = tag("span", {"class": "kind"}, words(f"{item.kind}: ")) if item.kind else ""
    facts = "".join(tag("li", {}, words(_plain(fact))) for fact in item.facts)
    return tag("p", {}, kind + words(item.words)) + (tag("ul", {"class": "facts"}, facts) if facts else "")


def _footer(outline: Outline) -> str:
    ending = "".join(tag("p", {}, words(each)) for each in outline.ending if each.strip())
    return tag("footer", {}, ending) if ending else ""
