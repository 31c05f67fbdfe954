"""Copy, paste and duplicate. What is copied is a small map of its own, so it passes every check that a file passes."""

from collections.abc import Iterable, Mapping

from cjdesigner.edit.cards import insert_cards
from cjdesigner.edit.changes import COLLECTIONS, changed, put
from cjdesigner.edit.grid import add_link, insert_lane, insert_persona, insert_stage
from cjdesigner.edit.placing import fits, lane_for, new_stage
from cjdesigner.model.cards import BaseCard, Image
from cjdesigner.model.ids import new_id
from cjdesigner.model.map import JourneyMap, Lane, Persona
from cjdesigner.model.ranks import in_order

WHOLE = "copied_whole"
"""The field of a copied piece that names the stages, lanes and personas that were copied themselves."""


def copy(journey: JourneyMap, keys: Iterable[str]) -> JourneyMap:
    """A map of what has these ids: cards with their cells, personas, comments and votes; stages and lanes with all
    their cards.
    """
    wanted = set(keys)
    whole = sorted(wanted & (set(journey.stages) | set(journey.lanes) | set(journey.personas)))
    cards = {k: c for k, c in journey.cards.items() if wanted & {k, c.stage, c.lane}}
    stages = {k: s for k, s in journey.stages.items() if k in wanted or any(c.stage == k for c in cards.values())}
    lanes = {k: _only(e, stages) for k, e in journey.lanes.items()
             if k in wanted or any(c.lane == k for c in cards.values())}
    steps = {k: e for k, e in journey.steps.items() if e.stage in stages}
    pictures = {c.picture for c in cards.values() if isinstance(c, Image) and c.picture}
    named = {p for c in cards.values() for p in c.personas} | {p for e in lanes.values() for p in e.personas} | wanted
    return JourneyMap(
        language=journey.language, stages=stages, steps=steps, lanes=lanes, cards=cards,
        pictures={k: p for k, p in journey.pictures.items() if k in pictures},
        personas={k: p for k, p in journey.personas.items() if k in named},
        links={k: e for k, e in journey.links.items() if e.source in cards and e.target in cards},
        comments={k: e for k, e in journey.comments.items() if e.card in cards},
        votes={k: e for k, e in journey.votes.items() if e.card in cards},
        **{WHOLE: whole},
    )


def _only(lane: Lane, stages: Iterable[str]) -> Lane:
    kept = set(stages)
    if kept.issuperset(lane.prompts):
        return lane
    return changed(lane, prompts={stage: text for stage, text in lane.prompts.items() if stage in kept})


def is_copy(fragment: JourneyMap) -> bool:
    """Whether a map is something that was copied, and not a whole map."""
    return WHOLE in (fragment.model_extra or {})


def holds_whole(fragment: JourneyMap) -> bool:
    """Whether a map brings stages, lanes or personas of its own, as a whole map does, and not cards alone."""
    return bool((fragment.model_extra or {}).get(WHOLE, True))


def paste(
    journey: JourneyMap, fragment: JourneyMap, stage: str | None = None, lane: str | None = None,
    index: int | None = None,
) -> JourneyMap:
    """Puts a copy into a map, with new ids.

    Cards keep their distance from each other: the leftmost goes to `stage` (None: where it came from, or the first).
    `lane` and `index` place cards that all come from one cell. Whole stages and lanes go after `stage` and `lane`.
    """
    return pasted(journey, fragment, stage, lane, index)[0]


def pasted(
    journey: JourneyMap, fragment: JourneyMap, stage: str | None = None, lane: str | None = None,
    index: int | None = None,
) -> tuple[JourneyMap, dict[str, str]]:
    """What `paste` does, and the ids that the copy's stages and lanes have in the map."""
    named = (fragment.model_extra or {}).get(WHOLE)
    whole = {key for key in named if isinstance(key, str)} if isinstance(named, list) else set()
    journey, personas = bring_personas(journey, fragment, whole)
    journey, stages = _bring_stages(journey, fragment, whole, stage)
    journey, lanes = _bring_lanes(journey, fragment, whole, lane, personas, stages)
    journey, steps = _bring_steps(journey, fragment, whole, stages)
    journey = changed(journey, pictures=put(journey.pictures, fragment.pictures.values()))
    made: dict[str, str] = {}
    for (old_stage, old_lane), cards in sorted(fragment.cells().items(), key=lambda item: item[1][0].rank):
        fresh = [_fresh(card, personas, steps) for card in cards]
        made |= {old.id: new.id for old, new in zip(cards, fresh, strict=True)}
        place = index if len(fragment.cells()) == 1 else None
        journey = insert_cards(journey, fresh, stages[old_stage], lanes[old_lane], place)
    for link in in_order(fragment.links.values()):
        journey = add_link(journey, changed(link, id=new_id(), source=made[link.source], target=made[link.target]))
    return bring_talk(journey, fragment, made), stages | lanes


def bring_talk(journey: JourneyMap, fragment: JourneyMap, cards: Mapping[str, str]) -> JourneyMap:
    """What was said about cards, and their votes, come along under the cards' new ids, and keep their own.

    So they come once: with what was cut or comes from another map, not with a double of what is still there.
    """
    known = {key for name in COLLECTIONS for key in getattr(journey, name)}
    comments = [changed(e, card=cards[e.card]) for e in fragment.comments.values() if e.id not in known]
    votes = [changed(e, card=cards[e.card]) for e in fragment.votes.values() if e.id not in known]
    if not comments and not votes:
        return journey
    return changed(journey, comments=put(journey.comments, comments), votes=put(journey.votes, votes))


def _fresh(card: BaseCard, personas: dict[str, str], steps: dict[str, str]) -> BaseCard:
    return changed(card, id=new_id(), personas=tuple(personas[key] for key in card.personas),
                   step=steps.get(card.step or ""))


def _bring_steps(
    journey: JourneyMap, fragment: JourneyMap, whole: set[str], stages: dict[str, str]
) -> tuple[JourneyMap, dict[str, str]]:
    """A whole stage brings its steps; a loose card stays in its step where it lands in the same stage."""
    found = {key: new_id() for key, step in fragment.steps.items() if step.stage in whole}
    made = [changed(fragment.steps[key], id=new, stage=stages[fragment.steps[key].stage])
            for key, new in found.items()]
    same = {key: key for key, step in fragment.steps.items()
            if key not in found and key in journey.steps and stages.get(step.stage) == journey.steps[key].stage}
    return (changed(journey, steps=put(journey.steps, made)) if made else journey), found | same


def bring_personas(journey: JourneyMap, fragment: JourneyMap, whole: set[str]) -> tuple[JourneyMap, dict[str, str]]:
    """Personas are the same by id, then by name; others come along."""
    found: dict[str, str] = {}
    there = journey  # two who come along with one name stay two
    for persona in fragment.ordered_personas():
        known = None if persona.id in whole else _same_persona(there, persona)
        if known is None:
            known = new_id()
            journey = insert_persona(journey, changed(persona, id=known))
        found[persona.id] = known
    return journey, found


def _same_persona(journey: JourneyMap, persona: Persona) -> str | None:
    if persona.id in journey.personas:
        return persona.id
    return next((key for key, held in journey.personas.items() if held.name and held.name == persona.name), None)


def _bring_stages(
    journey: JourneyMap, fragment: JourneyMap, whole: set[str], at: str | None
) -> tuple[JourneyMap, dict[str, str]]:
    row = [stage.id for stage in journey.ordered_stages() if not stage.hidden]
    found: dict[str, str] = {}
    loose = [stage for stage in fragment.ordered_stages() if stage.id not in whole]
    home = loose[0].id if loose else None
    start = row.index(at) if at in row else row.index(home) if home in row else 0
    for offset, stage in enumerate(loose):
        if at not in row and stage.id in journey.stages:
            found[stage.id] = stage.id
            continue
        apart = row.index(stage.id) - row.index(home) if stage.id in row and home in row else offset
        while start + max(apart, 0) >= len(row):
            made = changed(stage, id=new_id()) if stage.name else new_stage(journey)
            journey = insert_stage(journey, made)
            row.append(made.id)
        found[stage.id] = row[start + max(apart, 0)]
    every = [stage.id for stage in journey.ordered_stages()]
    place = every.index(at) + 1 if at in every else len(every)
    for offset, stage in enumerate(s for s in fragment.ordered_stages() if s.id in whole):
        found[stage.id] = new_id()
        journey = insert_stage(journey, changed(stage, id=found[stage.id]), place + offset)
    return journey, found


def _bring_lanes(
    journey: JourneyMap, fragment: JourneyMap, whole: set[str], at: str | None, personas: dict[str, str],
    stages: dict[str, str],
) -> tuple[JourneyMap, dict[str, str]]:
    found: dict[str, str] = {}
    loose = [lane for lane in fragment.ordered_lanes() if lane.id not in whole]
    for lane in fragment.ordered_lanes():
        known = None if lane.id in whole else same_lane(journey, fragment, lane, at if len(loose) == 1 else None)
        if known is None:
            known = new_id()
            prompts = {stages[stage]: text for stage, text in lane.prompts.items() if stage in stages}
            mine = changed(lane, id=known, prompts=prompts, personas=tuple(personas[key] for key in lane.personas))
            row = [held.id for held in journey.ordered_lanes()]
            journey = insert_lane(journey, mine, row.index(at) + 1 if at in row and lane.id in whole else None)
        found[lane.id] = known
    return journey, found


def same_lane(journey: JourneyMap, fragment: JourneyMap, lane: Lane, at: str | None) -> str | None:
    """The lane of this map where cards of a copied lane go."""
    kinds = {card.kind for card in fragment.cards.values() if card.lane == lane.id}
    target = journey.lanes.get(at or "")
    if target and all(fits(target.kind, kind) for kind in kinds):
        return target.id
    if lane.id in journey.lanes:
        return lane.id
    named = next((e.id for e in journey.ordered_lanes() if e.kind == lane.kind and e.name == lane.name), None)
    return named or lane_for(journey, lane.kind, None)[0]


def duplicate(journey: JourneyMap, keys: Iterable[str]) -> JourneyMap:
    """A copy of each thing right after it: cards below, stages at the right, lanes beneath."""
    for key in list(keys):
        if key in journey.cards:
            card = journey.cards[key]
            stack = journey.cell(card.stage, card.lane)
            place = next(index for index, held in enumerate(stack) if held.id == key)
            journey = insert_cards(journey, [changed(card, id=new_id())], card.stage, card.lane, place + 1)
        elif key in journey.stages:
            journey = paste(journey, copy(journey, [key]), stage=key)
        elif key in journey.lanes:
            journey = paste(journey, copy(journey, [key]), lane=key)
        elif key in journey.personas:
            persona = changed(journey.personas[key], id=new_id())
            place = [held.id for held in journey.ordered_personas()].index(key)
            journey = insert_persona(journey, persona, place + 1)
    return journey


def fresh_map(journey: JourneyMap) -> JourneyMap:
    """The same map with new ids but of pictures, without comments, votes and conflicts: a template of one's own."""
    ids = {key: new_id() for name in COLLECTIONS for key in getattr(journey, name)}

    def all_of(keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(ids[key] for key in keys)

    return changed(
        journey, id=new_id(), comments={}, votes={}, conflicts={},
        personas=put({}, (changed(p, id=ids[p.id]) for p in journey.personas.values())),
        stages=put({}, (changed(s, id=ids[s.id]) for s in journey.stages.values())),
        steps=put({}, (changed(e, id=ids[e.id], stage=ids[e.stage]) for e in journey.steps.values())),
        lanes=put({}, (changed(e, id=ids[e.id], personas=all_of(e.personas),
                               prompts={ids[k]: text for k, text in e.prompts.items()})
                       for e in journey.lanes.values())),
        cards=put({}, (changed(c, id=ids[c.id], stage=ids[c.stage], lane=ids[c.lane], personas=all_of(c.personas),
                               step=ids.get(c.step or "")) for c in journey.cards.values())),
        links=put({}, (changed(e, id=ids[e.id], source=ids[e.source], target=ids[e.target])
                       for e in journey.links.values())),
        parked=put({}, (changed(e, id=ids[e.id]) for e in journey.parked.values())),
        agenda=put({}, (changed(e, id=ids[e.id], stage=ids.get(e.stage or ""), lane=ids.get(e.lane or ""))
                        for e in journey.agenda.values())),
    )
