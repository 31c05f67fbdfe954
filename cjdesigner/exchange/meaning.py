"""What a text is that comes from elsewhere: a map, a Mermaid journey, a table, or words; and the edit that takes it in.
"""

from collections.abc import Callable

from cjdesigner.edit.arranging import place_lines, place_table
from cjdesigner.edit.changes import change_map
from cjdesigner.edit.joining import join
from cjdesigner.errors import CjError
from cjdesigner.exchange.tables import check_size, table_in_text
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.table import Table

Meaning = JourneyMap | Table | str
Place = tuple[str | None, str | None, int | None]
"""A stage, a lane, and a place in the stack of their cell; None for what is left open."""


def meaning_of_text(text: str, language: str) -> Meaning:
    """The map in a text (JSON, or Mermaid, whose lanes are named in `language`), or its table, or else the text itself.

    Raises CjError for a text that is too large, and for a damaged map.
    """
    check_size(len(text))
    return _map_in(text) or _journey_in(text, language) or table_in_text(text) or text


def _map_in(text: str) -> JourneyMap | None:
    from cjdesigner.files.format import from_bytes
    from cjdesigner.files.reading import FORMAT

    if not text.lstrip().startswith("{") or f'"{FORMAT}"' not in text:
        return None
    return from_bytes(text.strip().encode("utf-8", errors="replace")).map


def _journey_in(text: str, language: str) -> JourneyMap | None:
    """The journey that a text is, from its first line to its last, with or without a fence around it."""
    from cjdesigner.exchange.importing import find_blocks, import_journey
    from cjdesigner.exchange.mermaid import is_journey, tidy

    bare = text.strip()
    fenced = bare.startswith("```") and bare.endswith("```") and bare.count("```") == 2
    if not fenced and not is_journey(tidy(text)):
        return None
    try:
        return import_journey(find_blocks(text)[0], language).map
    except CjError:
        return None


def taking_in(what: Meaning, place: Place) -> Callable[[JourneyMap], JourneyMap]:
    """The edit that puts something into a map, at a place."""
    if isinstance(what, JourneyMap):
        return lambda m: join(m, what, *place)
    if isinstance(what, Table):
        return lambda m: place_table(m, what, *place)
    return lambda m: place_lines(m, what, *place)


def new_map_of(what: Meaning, title: str, language: str) -> JourneyMap:
    """A new map made of something, called `title` unless it has a title of its own. Raises CjError."""
    made = taking_in(what, (None, None, None))(JourneyMap(language=language))
    return made if made.title else change_map(made, title=title)
