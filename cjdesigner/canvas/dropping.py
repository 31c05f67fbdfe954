"""Dropping a new thing: where it would land (marks) and the edit that puts it there. No events here."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF

from cjdesigner import language
from cjdesigner.canvas.hits import card_target, hit, lane_gap, stage_gap
from cjdesigner.canvas.marks import Mark, card_marks, lane_mark, ring, stage_mark
from cjdesigner.canvas.mime import PARKED
from cjdesigner.drawing.drawing import Drawing
from cjdesigner.edit.cards import assign_persona
from cjdesigner.edit.grid import insert_lane, insert_persona, insert_stage
from cjdesigner.edit.parking import bring_back
from cjdesigner.edit.placing import drop_new_card, new_lane, new_stage
from cjdesigner.edit.shown import opened_for
from cjdesigner.language import N_
from cjdesigner.model.cards import CARD_KINDS
from cjdesigner.model.ids import new_id
from cjdesigner.model.map import JourneyMap, Persona
from cjdesigner.session import Edit


@dataclass(frozen=True)
class Landing:
    """Where something lands: the marks that show it, the edit that does it, its label, the id of what is new."""

    marks: tuple[Mark, ...]
    edit: Edit
    label: str
    key: str


def landing(journey: JourneyMap, drawing: Drawing, kind: str, at: QPointF) -> Landing | None:
    """Where a thing of a kind (`lane:KIND` for a lane) lands at a point; None for kinds that we do not know."""
    if kind == "stage":
        return _stage(journey, drawing, at)
    if kind.startswith("lane:"):
        return _lane(journey, drawing, kind.removeprefix("lane:"), at)
    if kind.startswith(PARKED):
        return _parked(journey, drawing, kind.removeprefix(PARKED), at)
    if kind == "persona":
        return _persona(journey, drawing, at)
    return _card(journey, drawing, kind, at) if kind in CARD_KINDS else None


def _stage(journey: JourneyMap, drawing: Drawing, at: QPointF) -> Landing:
    index, stage = stage_gap(drawing, at.x()), new_stage(journey)
    return Landing((stage_mark(drawing, index),), lambda m: insert_stage(m, stage, index), N_("Add stage"), stage.id)


def _lane(journey: JourneyMap, drawing: Drawing, kind: str, at: QPointF) -> Landing:
    index, lane = lane_gap(drawing, at.y()), new_lane(journey, kind)
    return Landing((lane_mark(drawing, index),), lambda m: insert_lane(m, lane, index), N_("Add lane"), lane.id)


def new_persona(journey: JourneyMap) -> Persona:
    """A persona with a number for a name, in the map's language."""
    say = language.catalogue(journey.language).gettext
    return Persona(id=new_id(), rank="a0", name=say("Persona {number}").format(number=len(journey.personas) + 1))


def _persona(journey: JourneyMap, drawing: Drawing, at: QPointF) -> Landing:
    """A new persona in the header; over a card or a lane it is assigned to it as well."""
    persona, under = new_persona(journey), hit(journey, drawing, at.x(), at.y())
    target = under.id if under.what in ("card", "emotion", "lane", "cell") else None
    if target is None:
        return Landing((ring(drawing, "header"),), lambda m: insert_persona(m, persona), N_("Add persona"), persona.id)

    def edit(m: JourneyMap) -> JourneyMap:
        return assign_persona(insert_persona(m, persona), persona.id, target)

    return Landing((ring(drawing, target),), edit, N_("Add and assign persona"), persona.id)


def _card(journey: JourneyMap, drawing: Drawing, kind: str, at: QPointF) -> Landing:
    target = card_target(journey, drawing, kind, at.x(), at.y())
    card = CARD_KINDS[kind].model_validate({"id": new_id(), "rank": "a0", "stage": "-", "lane": "-"})
    marks = card_marks(drawing, target, at.x())
    return Landing(marks, lambda m: opened_for(drop_new_card(m, card, target), card.id), N_("Add card"), card.id)


def _parked(journey: JourneyMap, drawing: Drawing, key: str, at: QPointF) -> Landing | None:
    """A parked card that becomes a card again; None for one of another map's."""
    if key not in journey.parked:
        return None
    target = card_target(journey, drawing, journey.parked[key].kind, at.x(), at.y())
    marks = card_marks(drawing, target, at.x())
    return Landing(marks, lambda m: opened_for(bring_back(m, key, target), key), N_("Bring back"), key)


def assigning(journey: JourneyMap, drawing: Drawing, persona: str, at: QPointF) -> Landing | None:
    """Where a persona of the header lands: on the card or the lane under the point; None elsewhere."""
    under = hit(journey, drawing, at.x(), at.y())
    if under.what not in ("card", "emotion", "lane", "cell"):
        return None
    target = under.id
    return Landing((ring(drawing, target),), lambda m: assign_persona(m, persona, target), N_("Assign persona"), target)

