"""Any edits in any order, with undo and redo between them: the map stays whole and nothing is lost by the way."""

import random
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from types import SimpleNamespace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from cjdesigner.edit.cards import assign_persona, insert_cards, move_cards, reorder_card, shift_cards
from cjdesigner.edit.changes import COLLECTIONS, change, change_map, collection_of, find
from cjdesigner.edit.copying import copy, duplicate, is_copy, paste
from cjdesigner.edit.grid import add_link, delete, insert_lane, insert_persona, insert_stage, move_lane, move_stage
from cjdesigner.edit.history import History
from cjdesigner.edit.merging import following, merge, split_lane, split_stage
from cjdesigner.edit.placing import new_lane, new_stage
from cjdesigner.edit.shown import hide, show, toggle_collapsed
from cjdesigner.edit.steps import insert_step, new_step
from cjdesigner.model import ids
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.model.ids import new_id
from cjdesigner.model.map import JourneyMap, Link, Persona
from tests.strategies import journey_maps

PLACES = st.integers(-1, 6)
MOVES = st.integers(-2, 2)


def ids_of(journey: JourneyMap) -> set[str]:
    return {key for name in COLLECTIONS for key in getattr(journey, name)}


def words(journey: JourneyMap) -> Counter[str]:
    """Everything that people typed, however often."""
    found: Counter[str] = Counter()
    for name in COLLECTIONS:
        for entity in getattr(journey, name).values():
            values = entity.model_dump(exclude={"id", "rank", "stage", "step", "span", "lane", "source", "target"})
            found.update(f"{field}={value!r}" for field, value in values.items())
    return found


def orders(journey: JourneyMap) -> list[list[str]]:
    """The ids of every row that has an order."""
    rows: list[Iterable[object]] = [journey.ordered_stages(), journey.ordered_lanes(), journey.ordered_personas()]
    rows += journey.cells().values()
    return [[entity.id for entity in row] for row in rows]


def assert_order_kept(before: JourneyMap, after: JourneyMap, touched: set[str]) -> None:
    """Whatever was not touched has the same neighbours in the same order as before."""
    stayed = ids_of(before) & ids_of(after) - touched
    kept = [[key for key in row if key in stayed] for row in orders(before)]
    found = [[key for key in row if key in stayed] for row in orders(after)]
    assert [row for row in kept if row] == [row for row in found if row] or \
        {tuple(row) for row in kept} == {tuple(row) for row in found}


def assert_shared(before: JourneyMap, after: JourneyMap, touched: set[str]) -> None:
    """What was not touched is the same object where it is equal: undo costs little and nothing is drawn again."""
    for name in COLLECTIONS:
        old, new = getattr(before, name), getattr(after, name)
        shared = old.keys() & new.keys() - touched
        assert [key for key in shared if old[key] == new[key] and old[key] is not new[key]] == []


class Edits(RuleBasedStateMachine):
    """A map, its history, and a list of maps that says what undo and redo must bring back."""

    def __init__(self) -> None:
        super().__init__()
        ids.secrets = SimpleNamespace(randbits=random.Random(0).getrandbits)  # the same ids each time: they are sorted

    def teardown(self) -> None:
        ids.secrets = secrets


    @initialize(journey=journey_maps)
    def begin(self, journey: JourneyMap) -> None:
        self.map = journey
        self.history = History()
        self.trail, self.at = [journey], 0
        self.ever = ids_of(journey)
        self.held: JourneyMap | None = None

    # -- helpers ------------------------------------------------------------------------------------------------

    def pick(self, data: st.DataObject, *names: str) -> str | None:
        keys = sorted(key for name in names for key in getattr(self.map, name))
        return data.draw(st.sampled_from(keys)) if keys else None

    def several(self, data: st.DataObject, *names: str) -> list[str]:
        keys = sorted(key for name in names for key in getattr(self.map, name))
        return data.draw(st.lists(st.sampled_from(keys), unique=True, max_size=4)) if keys else []

    def do(self, edit: Callable[[JourneyMap], JourneyMap], touched: Sequence[str] = ()) -> JourneyMap:
        """Applies an edit as a session does."""
        before, after = self.map, edit(self.map)
        assert isinstance(after, JourneyMap)
        fresh = ids_of(after) - ids_of(before)
        assert not fresh & self.ever
        self.ever |= fresh
        assert_shared(before, after, set(touched))
        assert_order_kept(before, after, {*touched, *fresh})
        if after != before:
            self.history.record("Step", before, after)
            self.map = after
            self.trail, self.at = [*self.trail[:self.at + 1], after], self.at + 1
        return after

    def card(self, data: st.DataObject) -> object:
        kind = data.draw(st.sampled_from(sorted(CARD_KINDS)))
        return CARD_KINDS[kind](id=new_id(), rank="a0", stage="-", lane="-", text=data.draw(st.text(max_size=4)))

    # -- additions ----------------------------------------------------------------------------------------------

    @rule(data=st.data(), index=st.one_of(st.none(), PLACES))
    def add_cards(self, data: st.DataObject, index: int | None) -> None:
        stage, lane = self.pick(data, "stages"), self.pick(data, "lanes")
        if stage is None or lane is None:
            return
        cards = [self.card(data) for _ in range(data.draw(st.integers(1, 3)))]
        before = [card.id for card in self.map.cell(stage, lane)]
        after = self.do(lambda m: insert_cards(m, cards, stage, lane, index))
        place = len(before) if index is None else max(0, min(index, len(before)))
        wanted = [*before[:place], *(card.id for card in cards), *before[place:]]
        assert [card.id for card in after.cell(stage, lane)] == wanted

    @rule(index=st.one_of(st.none(), PLACES))
    def add_stage(self, index: int | None) -> None:
        stage, row = new_stage(self.map), [e.id for e in self.map.ordered_stages()]
        after = self.do(lambda m: insert_stage(m, stage, index))
        row.insert(len(row) if index is None else max(0, index), stage.id)
        assert [e.id for e in after.ordered_stages()] == row

    @rule(index=st.one_of(st.none(), PLACES), kind=st.sampled_from(["emotion", "note", "backstage"]))
    def add_lane(self, index: int | None, kind: str) -> None:
        lane, row = new_lane(self.map, kind), [e.id for e in self.map.ordered_lanes()]
        after = self.do(lambda m: insert_lane(m, lane, index))
        row.insert(len(row) if index is None else max(0, index), lane.id)
        assert [e.id for e in after.ordered_lanes()] == row

    @rule(index=st.one_of(st.none(), PLACES))
    def add_persona(self, index: int | None) -> None:
        persona, row = Persona(id=new_id(), rank="a0"), [e.id for e in self.map.ordered_personas()]
        after = self.do(lambda m: insert_persona(m, persona, index))
        row.insert(len(row) if index is None else max(0, index), persona.id)
        assert [e.id for e in after.ordered_personas()] == row

    @rule(data=st.data())
    def link(self, data: st.DataObject) -> None:
        source, target = self.pick(data, "cards"), self.pick(data, "cards")
        if source and target:
            link = Link(id=new_id(), rank="a0", source=source, target=target)
            after = self.do(lambda m: add_link(m, link))
            assert sum((e.source, e.target) == (source, target) for e in after.links.values()) >= 1

    # -- moves: nothing appears, nothing vanishes -------------------------------------------------------------------

    @rule(data=st.data(), index=st.integers(0, 6))
    def move(self, data: st.DataObject, index: int) -> None:
        keys, stage, lane = self.several(data, "cards"), self.pick(data, "stages"), self.pick(data, "lanes")
        if not keys or stage is None or lane is None:
            return
        before = self.map
        stack = [card.id for card in before.cell(stage, lane)]
        after = self.do(lambda m: move_cards(m, keys, stage, lane, index), keys)
        assert words(after) == words(before)
        found = [card.id for card in after.cell(stage, lane)]
        assert set(keys) <= set(found)
        first = min(found.index(key) for key in keys)
        assert set(found[first:first + len(keys)]) == set(keys)
        assert found[:first] == [key for key in stack[:index] if key not in keys]

    @rule(data=st.data(), stages=MOVES, lanes=MOVES)
    def shift(self, data: st.DataObject, stages: int, lanes: int) -> None:
        keys, before = self.several(data, "cards"), self.map
        columns = [(e.id, step) for e in before.ordered_stages() if not (e.hidden or e.collapsed)
                   for step in [s.id for s in before.steps_of(e.id)] or [None]]
        rows = [e.id for e in before.ordered_lanes() if not (e.hidden or e.collapsed)]
        after = self.do(lambda m: shift_cards(m, keys, stages, lanes), keys)
        assert words(after) == words(before)
        for key in keys:
            old, new = before.cards[key], after.cards[key]
            if old.lane not in rows or all(stage != old.stage for stage, _step in columns):
                assert new == old
                continue
            if (old.stage, old.step) not in columns:  # for the whole of a stage that has steps
                assert stages or (new.stage, new.step) == (old.stage, old.step)
                continue
            x, y = columns.index((old.stage, old.step)) + stages, rows.index(old.lane) + lanes
            inside = 0 <= x < len(columns) and 0 <= y < len(rows)
            wanted = (*columns[x], rows[y]) if inside else (old.stage, old.step, old.lane)
            assert (new.stage, new.step, new.lane) == wanted

    @rule(data=st.data(), by=MOVES)
    def reorder(self, data: st.DataObject, by: int) -> None:
        if (key := self.pick(data, "cards")) is None:
            return
        card, before = self.map.cards[key], self.map
        place = [c.id for c in before.cell(card.stage, card.lane)].index(key)
        after = self.do(lambda m: reorder_card(m, key, by), [key])
        stack = [c.id for c in after.cell(card.stage, card.lane)]
        assert stack.index(key) == max(0, min(place + by, len(stack) - 1))
        assert words(after) == words(before)

    @rule(data=st.data(), index=st.integers(0, 6))
    def move_column(self, data: st.DataObject, index: int) -> None:
        if (key := self.pick(data, "stages")) is None:
            return
        before, row = self.map, [e.id for e in self.map.ordered_stages()]
        after = self.do(lambda m: move_stage(m, key, index), [key])
        ahead = [k for k in row[:index] if k != key]
        assert [e.id for e in after.ordered_stages()] == [*ahead, key, *(k for k in row[index:] if k != key)]
        assert words(after) == words(before)
        assert after.cards == before.cards

    @rule(data=st.data())
    def join(self, data: st.DataObject) -> None:
        """Merging loses no card and no step, and no word but those that are in both names."""
        if (key := self.pick(data, "stages", "lanes")) is None:
            return
        before, other = self.map, following(self.map, key)
        after = self.do(lambda m: merge(m, key), [key, *(other or ""), *before.cards, *before.steps])
        assert set(after.cards) == set(before.cards)
        assert set(after.steps) == set(before.steps)
        assert ids_of(before) - ids_of(after) == ({other} if other else set())

    @rule(data=st.data())
    def part(self, data: st.DataObject) -> None:
        keys, key = self.several(data, "cards", "steps"), self.pick(data, "stages", "lanes")
        if key is None:
            return
        before, split = self.map, split_stage if key in self.map.stages else split_lane
        after = self.do(lambda m: split(m, key, keys), [*before.cards, *before.steps])
        assert set(after.cards) == set(before.cards)
        assert set(before.steps) <= set(after.steps)
        assert words(before) - words(after) == Counter()

    @rule(data=st.data())
    def fold(self, data: st.DataObject) -> None:
        keys, before = self.several(data, "stages", "lanes"), self.map
        after = self.do(lambda m: data.draw(st.sampled_from([hide, show, toggle_collapsed]))(m, keys))
        assert after.cards is before.cards
        assert ids_of(after) == ids_of(before)

    @rule(data=st.data())
    def step(self, data: st.DataObject) -> None:
        if (key := self.pick(data, "stages")) is not None:
            made = new_step(self.map, key)
            assert self.do(lambda m: insert_step(m, made)).steps_of(key)[-1].id == made.id

    @rule(data=st.data(), index=st.integers(0, 6))
    def move_row(self, data: st.DataObject, index: int) -> None:
        if (key := self.pick(data, "lanes")) is None:
            return
        before, row = self.map, [e.id for e in self.map.ordered_lanes()]
        after = self.do(lambda m: move_lane(m, key, index), [key])
        ahead = [k for k in row[:index] if k != key]
        assert [e.id for e in after.ordered_lanes()] == [*ahead, key, *(k for k in row[index:] if k != key)]
        assert words(after) == words(before)
        assert after.cards == before.cards

    # -- changes --------------------------------------------------------------------------------------------------

    @rule(data=st.data())
    def assign(self, data: st.DataObject) -> None:
        persona, key = self.pick(data, "personas"), self.pick(data, "cards", "lanes")
        if persona and key:
            after = self.do(lambda m: assign_persona(m, persona, key))
            assert find(after, key).personas.count(persona) >= 1
            assert assign_persona(after, persona, key) is after

    @rule(data=st.data(), text=st.text(max_size=6))
    def rename(self, data: st.DataObject, text: str) -> None:
        if (key := self.pick(data, "personas", "stages", "lanes", "cards")) is not None:
            field = "text" if collection_of(self.map, key) == "cards" else "name"
            after = self.do(lambda m: change(m, key, **{field: text}))
            assert change(after, key, **{field: getattr(find(after, key), field)}) is after

    @rule(data=st.data(), width=st.one_of(st.none(), st.integers(96, 960)))
    def resize(self, data: st.DataObject, width: int | None) -> None:
        if (key := self.pick(data, "stages")) is not None:
            assert self.do(lambda m: change(m, key, width=width)).stages[key].width == width

    @rule(title=st.text(max_size=6))
    def entitle(self, title: str) -> None:
        self.do(lambda m: change_map(m, title=title))

    # -- taking away and bringing back ------------------------------------------------------------------------------

    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        keys, before = self.several(data, "personas", "stages", "lanes", "cards", "links"), self.map
        after = self.do(lambda m: delete(m, keys))
        gone = ids_of(before) - ids_of(after)
        follows = {c.id for c in before.cards.values() if {c.stage, c.lane} & set(keys)}
        assert set(after.cards) == set(before.cards) - set(keys) - follows
        assert gone >= set(keys)
        if not keys:
            assert after is before

    @rule(data=st.data())
    def twice(self, data: st.DataObject) -> None:
        keys, before = self.several(data, "cards"), self.map
        after = self.do(lambda m: duplicate(m, keys))
        copied = Counter(before.cards[key].text for key in keys)
        assert Counter(c.text for c in after.cards.values()) == Counter(c.text for c in before.cards.values()) + copied
        assert len(after.stages) == len(before.stages)
        assert len(after.lanes) == len(before.lanes)

    @rule(data=st.data())
    def twice_row_or_column(self, data: st.DataObject) -> None:
        key, before = self.pick(data, "stages", "lanes"), self.map
        if key is None:
            return
        after = self.do(lambda m: duplicate(m, [key]))
        held = sum(key in (card.stage, card.lane) for card in before.cards.values())
        assert len(after.cards) == len(before.cards) + held
        name = collection_of(before, key)
        row = [e.id for e in (after.ordered_stages() if name == "stages" else after.ordered_lanes())]
        assert row[row.index(key) + 1] not in getattr(before, name)
        assert len(ids_of(after) - set(after.cards) - set(after.links)) == 1 + len(
            ids_of(before) - set(before.cards) - set(before.links)) + len(before.steps_of(key))

    @rule(data=st.data())
    def take(self, data: st.DataObject) -> None:
        self.held = copy(self.map, self.several(data, "personas", "stages", "lanes", "cards"))
        assert is_copy(self.held)

    @rule(data=st.data(), index=st.one_of(st.none(), st.integers(0, 3)))
    def bring(self, data: st.DataObject, index: int | None) -> None:
        if self.held is None:
            return
        held, before = self.held, self.map
        stage = data.draw(st.sampled_from([None, *sorted(before.stages)]))
        lane = data.draw(st.sampled_from([None, *sorted(before.lanes)]))
        after = self.do(lambda m: paste(m, held, stage, lane, index))
        pasted = Counter(card.text for card in held.cards.values())
        assert Counter(c.text for c in after.cards.values()) == Counter(c.text for c in before.cards.values()) + pasted
        assert not is_copy(after) or is_copy(before)

    # -- history --------------------------------------------------------------------------------------------------

    @rule()
    def undo(self) -> None:
        found = self.history.undo()
        if self.at == 0:
            assert found is None
            return
        self.at -= 1
        assert found is self.trail[self.at]
        self.map = found

    @rule()
    def redo(self) -> None:
        found = self.history.redo()
        if self.at == len(self.trail) - 1:
            assert found is None
            return
        self.at += 1
        assert found is self.trail[self.at]
        self.map = found

    @rule()
    def all_the_way_back_and_forth(self) -> None:
        here, steps = self.map, 0
        while (found := self.history.undo()) is not None:
            self.map, steps = found, steps + 1
        assert self.map == self.trail[0]
        for _ in range(steps):
            self.map = self.history.redo()
        assert self.map == here

    @invariant()
    def is_a_good_map(self) -> None:
        """The map passes the door that a file passes: references, ids, ranks, lengths."""
        again = JourneyMap.model_validate(self.map.model_dump())
        assert again == self.map


TestEdits = Edits.TestCase
TestEdits.settings = settings(
    max_examples=40, stateful_step_count=20, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
