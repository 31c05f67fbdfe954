"""What the command palette offers: every command of the menus, the templates, and the things of the map to go to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from cjdesigner.drawing.theme import look
from cjdesigner.language import LANGUAGES, _, in_all
from cjdesigner.model import templates
from cjdesigner.model.likeness import most_alike
from cjdesigner.model.map import JourneyMap
from cjdesigner.model.names import KINDS, LANES, named
from cjdesigner.model.words import plain
from cjdesigner.window.look import Frame, icon
from cjdesigner.window.start import Choice

_LONGEST = 120
"""Letters of a card that are looked at: what people remember of it is its beginning."""
_MOST = 120


@dataclass(frozen=True, eq=False)
class Offer:
    """One line of the palette. `names` are plain, in every language; `place` is where else it is to be found."""

    id: str
    words: str
    names: tuple[str, ...]
    run: Callable[[], object]
    sign: QIcon | None = None
    place: str = ""
    keys: str = ""
    enabled: bool = True

    def told(self) -> str:
        """The whole line for somebody who hears it."""
        unavailable = "" if self.enabled else _("not available now")
        return ", ".join(filter(None, (self.words, self.place, self.keys, unavailable)))


def without_marks(text: str) -> str:
    """A menu's text without the mark of its letter and without dots."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


def _names(text: str, titles: tuple[str, ...]) -> tuple[str, ...]:
    """A command's names in every language, alone and after its submenu's title ("theme dark")."""
    alone = [without_marks(each) for each in in_all(text)]
    before = [without_marks(each) for title in titles for each in in_all(title)]
    return tuple(dict.fromkeys(plain(name) for name in (*alone, *(f"{b} {name}" for b in before for name in alone))))


def from_menus(bar: QMenuBar, commands: dict[str, QAction], texts: dict[str, str], tick: QIcon) -> list[Offer]:
    """Every command of the menu bar, and what of `commands` (by id, with their English `texts`) is in no menu."""
    ids = {id(action): name for name, action in commands.items()}
    found: list[Offer] = []
    for top in bar.actions():
        found += _from_menu(top, (), ids, texts, tick)
    shown = {offer.id for offer in found}
    return found + [_offer(action, (), name, texts, tick) for name, action in commands.items() if name not in shown]


def _from_menu(entry: QAction, path: tuple[str, ...], ids: dict[int, str], texts: dict[str, str],
               tick: QIcon) -> Iterator[Offer]:
    menu: object = entry.menu()
    if not isinstance(menu, QMenu):
        if not entry.isSeparator() and entry.text():
            yield _offer(entry, path, ids.get(id(entry), ""), texts, tick)
        return
    for inner in menu.actions():
        yield from _from_menu(inner, (*path, entry.text()), ids, texts, tick)


def _offer(action: QAction, path: tuple[str, ...], name: str, texts: dict[str, str], tick: QIcon) -> Offer:
    words = without_marks(action.text())
    sign = tick if action.isChecked() else None if action.icon().isNull() else action.icon()
    names = _names(texts[name], ()) if name in texts else _names(action.text(), path[-1:])
    titles = [without_marks(title) for title in path]
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return Offer(name or "/".join((*_english(path), *_english((action.text(),)))), words,
                 tuple(dict.fromkeys((*names, plain(words)))), action.trigger, sign, " › ".join(titles), keys,
                 action.isEnabled())


def _english(texts: Sequence[str]) -> Iterator[str]:
    """Names that stay the same when the program speaks another language."""
    return (plain(without_marks(in_all(text)[:2][-1])) for text in texts)


@cache
def _template_names() -> dict[str, tuple[str, ...]]:
    """The names of the built-in templates in every language, by each of them."""
    held: dict[str, list[str]] = {}
    for code in LANGUAGES:
        for each in templates.builtin_templates(code):
            held.setdefault(each.key, []).append(each.name)
    return {name: tuple(names) for names in held.values() for name in names}


def from_templates(choices: Sequence[Choice], start: Callable[[Choice], object], frame: Frame) -> list[Offer]:
    """A new map from each template."""
    title = _("New from &template…")
    sign = icon("template", frame.text, frame.quiet)
    return [Offer(f"template/{choice.name}", choice.name, _choice_names(choice.name, title), partial(start, choice),
                  sign, without_marks(title)) for choice in choices]


def _choice_names(name: str, title: str) -> tuple[str, ...]:
    names = [plain(each) for each in _template_names().get(name, (name,))]
    before = [plain(without_marks(each)) for each in in_all(title)]
    return (*names, *(f"{each} {name}" for each in before for name in names))


def from_map(journey: JourneyMap, go: Callable[[str], object], frame: Frame) -> list[Offer]:
    """The personas, stages, lanes and cards of a map, to go to."""
    found: list[Offer] = []

    def add(key: str, kind: str, text: str, place: str) -> None:
        words = " ".join(text[:_LONGEST].split()) or named(KINDS, kind)
        tone = frame.theme.ink(look(kind).colour)
        found.append(Offer(key, words, (plain(words),), partial(go, key), icon(look(kind).icon, tone), place))

    stages = {stage.id: stage.name or _("New stage") for stage in journey.ordered_stages()}
    lanes = {lane.id: lane.name or named(LANES, lane.kind) for lane in journey.ordered_lanes()}
    for persona in journey.ordered_personas():
        add(persona.id, "persona", persona.name or _("New persona"), _("Persona"))
    for key, name in stages.items():
        add(key, "stage", name, _("Stage"))
    for key, name in lanes.items():
        add(key, "lane", name, _("Lane"))
    for (stage, lane), cards in journey.cells().items():
        for card in cards:
            add(card.id, card.kind, card.text, f"{stages[stage]} › {lanes[lane]}")
    return found


def ranked(typed: str, commands: list[Offer], things: list[Offer], used: Sequence[str]) -> list[Offer]:
    """What is meant by a few letters, best first. Without letters, all commands, those used last first."""
    latest = {name: place for place, name in enumerate(used)}
    wanted = plain(typed).strip()
    if not wanted:
        return sorted(commands, key=lambda offer: latest.get(offer.id, len(latest)))
    scored: list[tuple[float, Offer]] = []
    for offers, bonus in ((commands, 4.0), (things, 0.0)):
        for place, score in most_alike(wanted, [offer.names for offer in offers], _MOST):
            more = bonus + (3.0 if offers[place].id in latest else 0.0)
            scored.append((score + more - (0 if offers[place].enabled else 6), offers[place]))
    return [offer for _score, offer in sorted(scored, key=lambda pair: -pair[0])[:_MOST]]
