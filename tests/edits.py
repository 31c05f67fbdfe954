"""Random edits as people make them, by the program's own functions. Every word that is typed is a new one.

Maps that two people edit apart, for the tests of merging and of whatever else needs versions of a map.
"""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from random import Random
from types import SimpleNamespace
from typing import Any

from cjdesigner.edit.cards import assign_persona, insert_cards, move_cards
from cjdesigner.edit.changes import change, change_map, changed, find, put
from cjdesigner.edit.grid import add_link, delete, insert_lane, insert_persona, insert_stage, move_lane, move_stage
from cjdesigner.edit.merging import merge, split_lane, split_stage
from cjdesigner.edit.parking import bring_back, home, note_down, park
from cjdesigner.edit.pictures import set_picture
from cjdesigner.edit.placing import Target
from cjdesigner.edit.shown import hide, show, toggle_collapsed
from cjdesigner.edit.steps import insert_step, move_step, put_in_step
from cjdesigner.edit.workshop import cast
from cjdesigner.model import ids
from cjdesigner.model.cards import CARD_KINDS, Image
from cjdesigner.model.map import JourneyMap, Lane, Link, Persona, Stage, Step
from cjdesigner.model.pictures import picture_of
from cjdesigner.model.workshop import AgendaItem, Comment

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_FIELDS = {"personas": ("name", "goals", "quote", "age"), "stages": ("name", "time"), "steps": ("name",),
           "lanes": ("name", "prompt"), "cards": ("text", "text", "text", "details", "owner", "evidence_source"),
           "links": ("label",), "comments": ("text", "author"), "parked": ("text",), "agenda": ("name", "note")}


@contextmanager
def same_ids(random: Random) -> Iterator[None]:
    """Makes new ids of this randomness, so that the same edits give the same map."""
    ids.secrets = SimpleNamespace(randbits=random.getrandbits)
    try:
        yield
    finally:
        ids.secrets = secrets


class Hands:
    """Somebody who edits at random. `mark` begins every word that is typed, so that it can be told whose it is."""

    def __init__(self, random: Random, mark: str) -> None:
        self.random, self.mark, self.count = random, mark, 0
        self._ways: Sequence[tuple[Callable[[JourneyMap], JourneyMap], int]] = (
            (self._card, 8), (self._reword, 10), (self._move, 8), (self._delete, 3), (self._rescore, 4),
            (self._link, 2), (self._comment, 2), (self._vote, 2), (self._park, 2), (self._unpark, 1), (self._stage, 1),
            (self._lane, 1), (self._persona, 1), (self._assign, 2), (self._step, 1), (self._in_step, 1),
            (self._tag, 2), (self._prompt, 1), (self._order, 2), (self._join, 1), (self._split, 1), (self._show, 1),
            (self._own, 2), (self._unknown, 1), (self._picture, 1), (self._agenda, 1), (self._kind, 1))
        self._functions = [way for way, weight in self._ways for _each in range(weight)]

    def edited(self, journey: JourneyMap, count: int) -> JourneyMap:
        """The map after some edits."""
        for _edit in range(count):
            journey = self.random.choice(self._functions)(journey)
        return journey

    # -- what hands need -----------------------------------------------------------------------------------------------

    def key(self) -> str:
        """A new id."""
        return "".join(self.random.choices(_ALPHABET, k=12))

    def word(self) -> str:
        """A word that is nowhere else."""
        self.count += 1
        return f"{self.mark}{self.count:03}z"

    def pick(self, held: Any) -> Any:
        """One of the ids, None where there is none."""
        return self.random.choice(list(held)) if held else None

    def _text(self, text: str) -> str:
        """Another text: a word more, less, or another in its place."""
        words, place = text.split(" "), self.random.randrange(text.count(" ") + 1)
        words[place:place + self.random.choice((0, 1, 1))] = [self.word()] * self.random.choice((1, 1, 2, 0))
        return " ".join(words)

    # -- the edits -----------------------------------------------------------------------------------------------------

    def _card(self, m: JourneyMap) -> JourneyMap:
        stage, lane = self.pick(m.stages), self.pick(m.lanes)
        if stage is None or lane is None:
            return m
        card = CARD_KINDS[self.pick(CARD_KINDS)](id=self.key(), rank="a0", stage=stage, lane=lane,
                                                 text=" ".join(self.word() for _ in range(4)))
        return insert_cards(m, [card], stage, lane, self.random.randrange(3))

    def _reword(self, m: JourneyMap) -> JourneyMap:
        name = self.random.choice(["cards"] * 5 + list(_FIELDS))
        key, field = self.pick(getattr(m, name)), self.random.choice(_FIELDS[name])
        return m if key is None else change(m, key, **{field: self._text(getattr(find(m, key), field))})

    def _move(self, m: JourneyMap) -> JourneyMap:
        key = self.pick(m.cards)
        return m if key is None else move_cards(m, [key], self.pick(m.stages), self.pick(m.lanes),
                                                self.random.randrange(3))

    def _delete(self, m: JourneyMap) -> JourneyMap:
        name = self.random.choice(["cards"] * 6 + list(_FIELDS))
        key = self.pick(getattr(m, name))
        return m if key is None else delete(m, [key])

    def _rescore(self, m: JourneyMap) -> JourneyMap:
        key = self.pick(m.cards)
        if key is None:
            return m
        held = m.cards[key]
        number, colour = self.random.randint(-2, 2), self.random.choice((None, "#123456", "#abcdef"))
        fields = {"pain_point": {"severity": abs(number) + 1}, "emotion": {"score": number}}
        return change(m, key, **fields.get(held.kind, {"feeling": number, "colour": colour}))

    def _link(self, m: JourneyMap) -> JourneyMap:
        if not m.cards:
            return m
        label = self.word() if self.random.random() < 0.5 else ""
        return add_link(m, Link(id=self.key(), rank="a0", source=self.pick(m.cards), target=self.pick(m.cards),
                                label=label))

    def _comment(self, m: JourneyMap) -> JourneyMap:
        card = self.pick(m.cards)
        return m if card is None else changed(m, comments=put(m.comments, [
            Comment(id=self.key(), rank="a0", card=card, text=self.word())]))

    def _vote(self, m: JourneyMap) -> JourneyMap:
        card = self.pick(m.cards)
        return m if card is None else cast(m, card, self.mark)

    def _park(self, m: JourneyMap) -> JourneyMap:
        key = self.pick(m.cards)
        return note_down(m, self.word()) if key is None else park(m, [key])

    def _unpark(self, m: JourneyMap) -> JourneyMap:
        key = self.pick(m.parked)
        if key is None or not m.stages or not m.lanes:
            return m
        return bring_back(m, key, home(m, key) or Target(self.pick(m.stages), self.pick(m.lanes)))

    def _stage(self, m: JourneyMap) -> JourneyMap:
        return insert_stage(m, Stage(id=self.key(), rank="a0", name=self.word()), self.random.randrange(4))

    def _lane(self, m: JourneyMap) -> JourneyMap:
        return insert_lane(m, Lane(id=self.key(), rank="a0", kind="note", name=self.word()), self.random.randrange(4))

    def _persona(self, m: JourneyMap) -> JourneyMap:
        return insert_persona(m, Persona(id=self.key(), rank="a0", name=self.word()), self.random.randrange(3))

    def _assign(self, m: JourneyMap) -> JourneyMap:
        persona, key = self.pick(m.personas), self.pick([*m.cards, *m.lanes])
        if persona is None or key is None:
            return m
        return assign_persona(m, persona, key) if key in m.cards else change(m, key, personas=(persona,))

    def _step(self, m: JourneyMap) -> JourneyMap:
        stage = self.pick(m.stages)
        if stage is None:
            return m
        return insert_step(m, Step(id=self.key(), rank="a0", stage=stage, name=self.word()), self.random.randrange(3))

    def _in_step(self, m: JourneyMap) -> JourneyMap:
        step = self.pick(m.steps)
        key = self.pick([card.id for card in m.cards.values() if step and card.stage == m.steps[step].stage])
        return m if key is None else put_in_step(m, [key], self.random.choice((step, None)))

    def _tag(self, m: JourneyMap) -> JourneyMap:
        key = self.pick(m.cards)
        return m if key is None else change(m, key, tags=(*m.cards[key].tags[self.random.randrange(2):], self.word()))

    def _prompt(self, m: JourneyMap) -> JourneyMap:
        lane, stage = self.pick(m.lanes), self.pick(m.stages)
        if lane is None or stage is None:
            return m
        return change(m, lane, prompts={**m.lanes[lane].prompts, stage: self.word()})

    def _order(self, m: JourneyMap) -> JourneyMap:
        name = self.random.choice(("stages", "lanes", "steps"))
        key, index = self.pick(getattr(m, name)), self.random.randrange(4)
        moved = {"stages": move_stage, "lanes": move_lane, "steps": move_step}[name]
        return m if key is None else moved(m, key, min(index, len(getattr(m, name))))

    def _join(self, m: JourneyMap) -> JourneyMap:
        key = self.pick([*m.stages, *m.lanes])
        return m if key is None or self.random.random() < 0.5 else merge(m, key)

    def _split(self, m: JourneyMap) -> JourneyMap:
        key = self.pick([*m.stages, *m.lanes])
        if key is None:
            return m
        made = split_stage(m, key) if key in m.stages else split_lane(m, key)
        new = next(each for each in (*made.stages, *made.lanes) if each not in m.stages and each not in m.lanes)
        return change(made, new, name=self.word())

    def _show(self, m: JourneyMap) -> JourneyMap:
        key = self.pick([*m.stages, *m.lanes])
        return m if key is None else self.random.choice((hide, show, toggle_collapsed))(m, [key])

    def _own(self, m: JourneyMap) -> JourneyMap:
        field = self.random.choice(("title", "scenario", "version", "footer", "dots"))
        return change_map(m, **{field: self.random.randint(1, 9) if field == "dots" else self._text(getattr(m, field))})

    def _unknown(self, m: JourneyMap) -> JourneyMap:
        key, field = self.pick(m.cards), self.random.choice(("x-a", "x-b"))
        value = {self.random.choice("pqr"): self.word()} if self.random.random() < 0.7 else [self.word()]
        if key is None or self.random.random() < 0.3:
            return changed(m, **{field: value})
        old = (m.cards[key].model_extra or {}).get(field)
        merged = {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
        return change(m, key, **{field: merged})

    def _picture(self, m: JourneyMap) -> JourneyMap:
        key = self.pick([key for key, card in m.cards.items() if isinstance(card, Image)])
        content = self.random.choice((b"one", b"two", b"three"))
        return m if key is None else set_picture(m, key, picture_of(content, "image/png", 1, 1))

    def _agenda(self, m: JourneyMap) -> JourneyMap:
        item = AgendaItem(id=self.key(), rank="a0", name=self.word(), stage=self.pick(m.stages))
        return changed(m, agenda=put(m.agenda, [item]))

    def _kind(self, m: JourneyMap) -> JourneyMap:
        key = self.pick(m.cards)
        if key is None:
            return m
        card = m.cards[key]
        fields = {name: getattr(card, name) for name in CARD_KINDS["note"].model_fields if name not in ("id", "kind")}
        made = CARD_KINDS[self.pick(CARD_KINDS)](id=key, **fields, **(card.model_extra or {}))
        return changed(m, cards=put(m.cards, [made]))


def a_map(random: Random, cards: int = 8) -> JourneyMap:
    """A small map with something of everything."""
    hands = Hands(random, "b")
    m = JourneyMap(id="map", title=f"{hands.word()} {hands.word()} {hands.word()}", language="en")
    for _each in range(3):
        m = hands._lane(hands._stage(m))
    m = hands._step(hands._persona(hands._persona(m)))
    for _each in range(cards):
        m = hands._card(m)
    return hands.edited(m, random.randrange(12))
