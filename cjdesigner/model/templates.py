"""The built-in templates: ready maps in Vietnamese and English, read from `resources/templates/<key>.json`.

A file holds both languages side by side: wherever it says {"vi": …, "en": …} the map gets one of the two. Cards
lie in `lanes[].cells[stage]`; a card's `ref` is its name for `links` in the file and is not kept. No Qt, no reportlab.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cjdesigner import assets
from cjdesigner.errors import CjError
from cjdesigner.language import LANGUAGES, _

if TYPE_CHECKING:
    from cjdesigner.model.map import JourneyMap  # the models take long to import; names alone do not need them

KEYS = ("four-stages", "funnel", "5a", "aida", "aarrr", "accsr", "home-buying", "experience-loop", "service-blueprint")
"""The built-in templates in the order in which they are offered."""

SAMPLE = "sample"
"""The key of the finished example map, which is not a template but is built like one."""

Content = dict[str, Any]
"""What a template file holds, in one language."""


@dataclass(frozen=True)
class Template:
    """A map to start from. `own` is true for one that the user made."""

    key: str
    name: str
    summary: str
    path: Path
    own: bool = False


def builtin_templates(language: str) -> list[Template]:
    """The built-in templates in their order, named in `language`; a missing or broken file is left out."""
    return [template for key in KEYS if (template := _template(key, _spoken(language)))]


def named_templates(language: str) -> list[Template]:
    """The built-in templates as `builtin_templates`, but only named: that their maps can be built is not tried."""
    found = []
    for key in KEYS:
        with suppress(CjError):
            found.append(_named(key, _content(key, _spoken(language))))
    return found


def build(key: str, language: str) -> "JourneyMap":
    """A new map from a built-in template (or `SAMPLE`), with fresh ids; English if there is no such language.

    Raises CjError if there is no such template or its file is missing or broken.
    """
    if key not in (*KEYS, SAMPLE):
        hint = _("The templates are: {keys}.").format(keys=", ".join(KEYS))
        raise CjError(_("There is no template “{key}”.").format(key=key), hint)
    code = _spoken(language)
    return _assembled(key, _content(key, code), code)


def blank(language: str) -> "JourneyMap":
    """A new map with nothing in it."""
    from cjdesigner.model.map import JourneyMap

    return JourneyMap(language=_spoken(language))


def _spoken(language: str) -> str:
    code = language.split("-")[0].lower()
    return code if code in LANGUAGES else "en"


def _path(key: str) -> Path:
    return assets.path("templates", f"{key}.json")


def _template(key: str, code: str) -> Template | None:
    try:
        content = _content(key, code)
        _assembled(key, content, code)
    except CjError:
        return None
    return _named(key, content)


def _named(key: str, content: Content) -> Template:
    return Template(key, str(content.get("name", key)), str(content.get("summary", "")), _path(key))


def _content(key: str, code: str) -> Content:
    try:
        content = _in_language(json.loads(_path(key).read_text(encoding="utf-8")), code)
    except (OSError, ValueError) as problem:
        raise _broken(key) from problem
    if not isinstance(content, dict):
        raise _broken(key)
    return content


def _broken(key: str) -> CjError:
    message = _("The template “{key}” cannot be read.").format(key=key)
    return CjError(message, _("Its file is missing or damaged; installing the program again brings it back."))


def _in_language(value: Any, code: str) -> Any:  # noqa: ANN401 - any JSON goes in and out
    """The same JSON with every {"vi": …, "en": …} replaced by the text in one language."""
    if isinstance(value, list):
        return [_in_language(each, code) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == LANGUAGES.keys():
        return value[code]
    return {name: _in_language(each, code) for name, each in value.items()}


def _assembled(key: str, content: Content, code: str) -> "JourneyMap":
    from cjdesigner.model.map import JourneyMap

    try:
        return JourneyMap.model_validate({**_entities(content), "language": code})
    except (LookupError, TypeError, ValueError, AttributeError) as problem:
        raise _broken(key) from problem


def _entities(content: Content) -> Content:
    """The fields of a map: the file's own, with its lists turned into entities by id."""
    personas, stages = _keyed(content["personas"]), _keyed(content["stages"])
    lanes = _keyed([_lane(lane, list(stages)) for lane in content["lanes"]])
    cards = _cards(content["lanes"], list(lanes), list(stages), list(personas))
    refs = {card.pop("ref"): key for key, card in cards.items() if "ref" in card}
    links = _keyed([{"source": refs[source], "target": refs[target]} for source, target in content.get("links", [])])
    fields = {name: value for name, value in content.items() if name not in ("name", "summary")}
    return {**fields, "personas": personas, "stages": stages, "lanes": lanes, "cards": cards, "links": links}


def _keyed(items: list[Content]) -> dict[str, Content]:
    """The items by new ids, ranked in their order."""
    from cjdesigner.model.ids import new_id
    from cjdesigner.model.ranks import first_ranks

    return {new_id(): {**item, "rank": rank} for item, rank in zip(items, first_ranks(len(items)), strict=True)}


def _lane(lane: Content, stages: list[str]) -> Content:
    asked = lane.get("prompts") or [None] * len(stages)
    prompts = {stage: prompt for stage, prompt in zip(stages, asked, strict=True) if prompt}
    return {**{name: value for name, value in lane.items() if name != "cells"}, "prompts": prompts}


def _cards(lanes: list[Content], lane_ids: list[str], stages: list[str], personas: list[str]) -> dict[str, Content]:
    cards: dict[str, Content] = {}
    for lane, lane_id in zip(lanes, lane_ids, strict=True):
        for stage, cell in zip(stages, lane["cells"], strict=True):
            place = {"kind": lane["kind"], "lane": lane_id, "stage": stage}
            cards |= _keyed([{**place, **card} for card in _with_personas(cell, personas)])
    return cards


def _with_personas(cell: list[Content], personas: list[str]) -> Iterator[Content]:
    """The cards of a cell, which name their personas by place in the file, with ids instead."""
    for card in cell:
        yield {**card, "personas": [personas[index] for index in card.get("personas", ())]}
