"""Looks: colours and icons of each kind, and the measures of a drawing. Everything in points.

A new kind of card or lane is one line in `_LOOKS`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from cjdesigner.drawing.colours import Colour, contrast, mix, readable, toned
from cjdesigner.drawing.text_style import TextStyle

if TYPE_CHECKING:
    from cjdesigner.drawing.drawing import Raster


@dataclass(frozen=True)
class Look:
    """What a kind looks like: its colour as it is on white, and its icon's file name."""

    colour: Colour
    icon: str


_LOOKS: dict[str, Look] = {
    "persona": Look("#6D4AFF", "user-circle"),
    "stage": Look("#1F4E79", "columns-3"),
    "touchpoint": Look("#0B7A70", "hand-click"),
    "emotion": Look("#9A6700", "mood-smile"),
    "pain_point": Look("#C4281C", "alert-triangle"),
    "opportunity": Look("#B54708", "bulb"),
    "action": Look("#2563EB", "walk"),
    "thought": Look("#7C3AED", "message-circle"),
    "quote": Look("#526172", "quote"),
    "metric": Look("#0369A1", "chart-bar"),
    "note": Look("#966010", "note"),
    "image": Look("#0E7490", "photo"),
    "step": Look("#1F4E79", "columns-3"),
    "lane": Look("#475467", "layout-rows"),
    "physical_evidence": Look("#0E7490", "building-store"),
    "frontstage": Look("#15803D", "users"),
    "backstage": Look("#6B4E9B", "building-warehouse"),
    "support": Look("#57534E", "tool"),
}
_UNKNOWN = Look("#5F6B7A", "question-mark")

DOT_COLOUR = "#B4237A"
"""The dots of a vote."""

PERSONA_COLOURS = ("#6D4AFF", "#B45309", "#0B7A70", "#BE185D", "#4D7C0F", "#0369A1")
"""The curves of personas that have no colour of their own, in their order."""

CHANNEL_ICONS: dict[str, str] = {
    "web": "world", "app": "device-mobile", "e-mail": "mail", "phone": "phone", "chat": "messages",
    "social network": "social", "search": "search", "advertisement": "speakerphone", "shop": "building-store",
    "office": "building", "event": "calendar-event", "delivery": "truck-delivery", "word of mouth": "users",
}

EVIDENCE_ICONS = {
    "interview": "microphone", "survey": "clipboard-check", "analytics": "chart-bar", "assumption": "question-mark",
}


def look(kind: str) -> Look:
    """The look of a kind; grey for one that we do not know."""
    return _LOOKS.get(kind, _UNKNOWN)


@dataclass(frozen=True, eq=False)
class Theme:
    """The colours of a surface. `shade` is what kinds' colours are moved towards until they can be read.

    Compared by identity, so that what is remembered of a theme is found at once.
    `least` is the contrast that every text has at least. A `plain` theme has no tints: thick lines say where things
    end. It is `patterned` as well: kinds are told by icon and pattern. `kinds` are the colours of those kinds that have
    another than usual, `vote` for a vote's dots; a theme of one `tone` has shades of it in the place of all colours
    that somebody chose. `depth` and `edge` are how much of a kind's colour its ground and the line around its cards
    have; `veil` lies under personas in the header: its colour and how much it covers.
    """

    name: str
    page: Colour
    card: Colour
    text: Colour
    quiet: Colour
    line: Colour
    shade: Colour
    header: tuple[Colour, Colour, Colour]
    stages: tuple[Colour, Colour]
    curve: Colour
    expected: Colour
    leak: Colour
    good: Colour
    fair: Colour
    bad: Colour
    least: float = 4.5
    plain: bool = False
    header_ink: Colour = "#FFFFFF"
    header_quiet: Colour = "#DCE7F5"
    header_line: Colour | None = None
    veil: tuple[Colour, float] = ("#0B1524", 0.26)
    kinds: Mapping[str, Colour] = field(default_factory=dict)
    personas: tuple[Colour, ...] = PERSONA_COLOURS
    tone: Colour | None = None
    patterned: bool = False
    depth: float = 0.07
    edge: float = 0.35
    shadow: Colour = "#101828"
    logo: "Raster | None" = None

    @lru_cache(maxsize=8192)  # noqa: B019 - bounded, and themes are few
    def colour(self, kind: str, own: Colour | None = None) -> Colour:
        """The colour of something of a kind: its `own` if somebody chose one for it, else its kind's."""
        usual = DOT_COLOUR if kind == "vote" else look(kind).colour
        return self.chosen(own) if own else self.kinds.get(kind) or self.chosen(usual)

    def chosen(self, colour: Colour) -> Colour:
        """A colour that comes from elsewhere: in a theme of one tone, a shade of that."""
        return toned(colour, self.tone) if self.tone else colour

    def persona(self, place: int, own: Colour | None = None) -> Colour:
        """The colour of a persona's curve, by the persona's place in their order."""
        return self.chosen(own) if own else self.personas[place % len(self.personas)]

    @property
    def grey(self) -> bool:
        """Whether there is no colour at all, not even in pictures."""
        return self.tone is not None and toned("#808080", self.tone) == toned("#808080", "#000000")

    @lru_cache(maxsize=8192)  # noqa: B019
    def ink(self, colour: Colour) -> Colour:
        """A kind's colour as text and icons on this theme's cards and lanes: at least `least` : 1."""
        return readable(colour, (self.tint(colour), self.card), self.shade, self.least)

    @lru_cache(maxsize=8192)  # noqa: B019
    def tint(self, colour: Colour, share: float | None = None) -> Colour:
        """A pale ground of a colour; `share` of it, else the theme's `depth`."""
        return self.page if self.plain else mix(colour, self.page, self.depth if share is None else share)

    @lru_cache(maxsize=8192)  # noqa: B019
    def border(self, colour: Colour) -> Colour:
        """The line around a card."""
        return self.ink(colour) if self.plain else mix(colour, self.card, self.edge)

    @property
    def stroke(self) -> float:
        """How thick that line is, in points."""
        return 1.6 if self.plain else 0.75

    @lru_cache(maxsize=8192)  # noqa: B019
    def ground(self, colour: Colour) -> Colour:
        """A colour that somebody chose for a ground with words on it: dark enough for white ones in a plain theme, and
        where neither white nor black ones could be read.
        """
        unclear = max(contrast("#FFFFFF", colour), contrast("#000000", colour)) < self.least
        return readable(colour, ("#FFFFFF",), "#000000", self.least) if self.plain or unclear else colour


LIGHT = Theme(
    name="light", page="#FBFCFE", card="#FFFFFF", text="#1B2536", quiet="#566377", line="#DFE4EA", shade="#000000",
    header=("#14213D", "#1D4E89", "#1A6B62"), stages=("#1E3A6E", "#1A6B62"), curve="#1D4E89", expected="#0B7A70",
    leak="#C4281C", good="#2A9D8F", fair="#FBBF24", bad="#D92D20",
)
DARK = Theme(
    name="dark", page="#171C24", card="#1F2630", text="#E6EBF2", quiet="#A3B0C2", line="#2E3743", shade="#FFFFFF",
    header=("#14213D", "#1D4E89", "#1A6B62"), stages=("#28497F", "#1A6B62"), curve="#7DB0FF", expected="#4FD1C0",
    leak="#FF8A80", good="#2A9D8F", fair="#FBBF24", bad="#D92D20",
)

NIGHT = Theme(
    name="night", page="#080A0E", card="#11151B", text="#C3CAD4", quiet="#8F99A7", line="#262D37", shade="#FFFFFF",
    header=("#0B1220", "#0F2740", "#0C2F2B"), stages=("#1A2F52", "#123F39"), curve="#7FA6DC", expected="#46B3A6",
    leak="#D9766F", good="#1F776C", fair="#9A7418", bad="#9A2A22",
)
CONTRAST = Theme(
    name="contrast", page="#FFFFFF", card="#FFFFFF", text="#000000", quiet="#2B2B2B", line="#000000", shade="#000000",
    header=("#000000", "#000000", "#000000"), stages=("#000000", "#000000"), curve="#000000", expected="#00504A",
    leak="#8A0F0F", good="#2A9D8F", fair="#FBBF24", bad="#D92D20", least=7.0, plain=True,
    patterned=True,
)
CONTRAST_DARK = Theme(
    name="contrast_dark", page="#000000", card="#000000", text="#FFFFFF", quiet="#D8D8D8", line="#FFFFFF",
    shade="#FFFFFF", header=("#262626", "#262626", "#262626"), stages=("#FFFFFF", "#FFFFFF"), curve="#FFFFFF",
    expected="#6FE3D4", leak="#FF9A92", good="#2A9D8F", fair="#FBBF24", bad="#D92D20", least=7.0, plain=True,
    patterned=True,
)
THEMES = (LIGHT, DARK, NIGHT, CONTRAST, CONTRAST_DARK)
NAMED = {each.name: each for each in THEMES}

_DASHES: tuple[tuple[float, ...], ...] = (
    (), (2, 2), (6, 3), (1, 4), (10, 3), (3, 6), (8, 2, 2, 2), (1.5, 1.5), (4, 8), (12, 6), (6, 2, 1, 2), (2, 5),
)


def pattern(kind: str) -> tuple[float, ...]:
    """The gaps of a kind's bar in a plain theme: dashes on and off in points, none for a full bar."""
    kinds = list(_LOOKS)
    return _DASHES[kinds.index(kind) % len(_DASHES)] if kind in _LOOKS else _DASHES[-1]


@dataclass(frozen=True)
class Measures:
    """Sizes and distances of a drawing, in points."""

    margin: float = 28
    head: float = 140
    column: float = 184
    narrow: float = 72
    """The width of a collapsed stage."""
    gutter: float = 8
    row_gap: float = 10
    step_lift: float = -4
    """How much nearer to the stages their steps lie than a lane would."""
    card_gap: float = 8
    lane_pad: float = 12
    card_pad: float = 10
    bar: float = 4
    radius: float = 6
    face: float = 24
    emotion_span: float = 84
    least_lane: float = 64


MEASURES = Measures()

TITLE = TextStyle("bold", 25, 1.32)
SUBTITLE = TextStyle("regular", 11.5, 1.4)
STAGE = TextStyle("semibold", 13, 1.32)
SMALL = TextStyle("regular", 10, 1.36)
SMALL_STRONG = TextStyle("semibold", 10, 1.36)
LANE = TextStyle("semibold", 12.5, 1.32)
BODY = TextStyle("regular", 12, 1.36)
BODY_STRONG = TextStyle("medium", 12, 1.36)
BODY_ITALIC = TextStyle("italic", 12, 1.36)
NAME = TextStyle("semibold", 13, 1.36)
FIGURE = TextStyle("semibold", 17, 1.32)
