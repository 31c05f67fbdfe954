"""What a workshop leaves in a map beside its cards: comments, votes, the parking lot, the agenda."""

from typing import Annotated

from pydantic import Field

from cjdesigner.model.cards import Entity, Id, Identified
from cjdesigner.model.text import Line, Text


class Comment(Entity):
    """What somebody says about a card. `date` is text, as people write it."""

    card: Id
    author: Line = ""
    date: Line = ""
    text: Text = ""
    resolved: bool = False


class Vote(Identified):
    """One dot of one person on a card. Dots are kept one by one, never as sums, so that two files' votes merge."""

    card: Id
    voter: Line = ""


class Parked(Entity):
    """What does not fit now: a card without a cell. All other fields of the card are kept as unknown fields are."""

    kind: Annotated[str, Field(min_length=1, max_length=64)] = "note"
    text: Text = ""


class AgendaItem(Entity):
    """A part of a workshop: its name, how long it lasts, and what is looked at: a stage or a lane."""

    name: Line = ""
    minutes: float = Field(default=10, ge=0, le=1_440)
    note: Text = ""
    stage: Id | None = None
    lane: Id | None = None
