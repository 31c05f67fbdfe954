"""The inspector: a form for what is selected. Each field is one undo step, however long it is typed at."""

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from cjdesigner.edit.changes import change, change_map, find
from cjdesigner.edit.grid import add_link, delete
from cjdesigner.edit.pictures import set_picture
from cjdesigner.files.places import shown
from cjdesigner.language import N_, _, ngettext
from cjdesigner.model.cards import CARD_KINDS, BaseCard, Identified
from cjdesigner.model.ids import new_id
from cjdesigner.model.kept import kept_fields, said
from cjdesigner.model.map import JourneyMap, Lane, Link, Persona, Stage, Step
from cjdesigner.model.names import KINDS, named
from cjdesigner.session import Session
from cjdesigner.window.editors import ManyEditor, ValueEditor, editor_for
from cjdesigner.window.fields import IN_STEP, Field, fields_of
from cjdesigner.window.parts import heading
from cjdesigner.window.workshop.parts import quiet

Shape = tuple[object, ...]
"""What a form depends on: the kind of thing, its fields, what there is to choose from, whether it may be changed."""

_KEPT = 16
"""Forms that wait to be shown again: making one takes longer than a frame."""

_PAUSE = 150
"""Milliseconds between the forms that are made ahead, so that the first card of a kind does not wait for its form."""


def answers_of(journey: JourneyMap, key: str) -> tuple[str, ...]:
    """The pain points that an opportunity answers."""
    return tuple(link.target for link in journey.links.values() if link.source == key)


def set_answers(journey: JourneyMap, key: str, wanted: tuple[str, ...]) -> JourneyMap:
    """Links an opportunity to these pain points and no others."""
    gone = [link.id for link in journey.links.values() if link.source == key and link.target not in wanted]
    journey = delete(journey, gone)
    for target in wanted:
        journey = add_link(journey, Link(id=new_id(), rank="a0", source=key, target=target))
    return journey


def _kind_name(entity: Identified | JourneyMap) -> str:
    if isinstance(entity, JourneyMap):
        return _("Map")
    if isinstance(entity, BaseCard):
        return named(KINDS, entity.kind)
    return _(KINDS[{Persona: "persona", Stage: "stage", Step: "step", Lane: "lane"}.get(type(entity), "note")])


class Inspector(QScrollArea):
    """Shows and changes the selected thing; with nothing selected, the map itself."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._keys: frozenset[str] = frozenset()
        self._editors: dict[str, ValueEditor] = {}
        self._made_for: Shape = ()
        self._forms: OrderedDict[Shape, tuple[QWidget, dict[str, ValueEditor]]] = OrderedDict()
        self._panel_shown: QWidget | None = None
        self._many: tuple[QWidget, QLabel] | None = None
        self._shelf = self._make_shelf()
        self._kinds_ahead = list(CARD_KINDS)
        self._ahead = QTimer(self, interval=_PAUSE)
        self._ahead.timeout.connect(self._make_ahead)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        session.changed.connect(self._map_changed)
        session.saved.connect(self._refresh)  # a map that was read-only may be changed once it is saved elsewhere
        self._refresh()

    def _make_shelf(self) -> QVBoxLayout:
        """All forms stay in one widget, hidden but for one: a widget with another parent is styled anew, slowly."""
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        self.setWidget(held)
        return column

    def showEvent(self, event: QShowEvent) -> None:
        """Begins to make forms ahead."""
        super().showEvent(event)
        self._ahead.start()

    def _make_ahead(self) -> None:
        """Makes the form of one more kind of card, while nothing else is done."""
        if not self._kinds_ahead or self._session.read_only:
            self._ahead.stop()
            return
        kind = self._kinds_ahead.pop(0)
        card = CARD_KINDS[kind].model_validate({"id": "-", "rank": "a0", "stage": "-", "lane": "-"})
        panel, _editors = self._form(self._shape(card), card, self._options(card))
        if self._shelf.indexOf(panel) < 0:
            panel.hide()
            self._shelf.addWidget(panel)

    def show_selection(self, keys: frozenset[str]) -> None:
        """Shows the form of what is selected."""
        self._session.history.seal()
        self._keys = keys
        self._refresh()

    def _map_changed(self, _old: JourneyMap, _new: JourneyMap) -> None:
        self._refresh()

    def _entity(self) -> Identified | JourneyMap | None:
        if len(self._keys) > 1:
            return None
        key = next(iter(self._keys), "header")
        return self._session.map if key == "header" else find(self._session.map, key) or self._session.map

    def _options(self, entity: Identified | JourneyMap) -> dict[str, list[tuple[str, str]]]:
        journey = self._session.map
        pains = [(c.id, c.text or _("Pain point")) for c in journey.cards.values() if c.kind == "pain_point"]
        personas = [(p.id, p.name or _("New persona")) for p in journey.ordered_personas()]
        wants_pains = isinstance(entity, BaseCard) and entity.kind == "opportunity"
        wants_personas = any(field.editor == "personas" for field in fields_of(entity))
        return {"personas": personas if wants_personas else [],
                "answers": sorted(pains, key=lambda pair: pair[1]) if wants_pains else [],
                "step": self._steps(entity)}

    def _steps(self, entity: Identified | JourneyMap) -> list[tuple[str, str]]:
        """The steps that a card can be in."""
        held = self._session.map.steps_of(entity.stage) if isinstance(entity, BaseCard) else []
        return [(step.id, step.name or _("New step")) for step in held]

    def _fields(self, entity: Identified | JourneyMap) -> tuple[Field, ...]:
        return (*fields_of(entity), *((IN_STEP,) if self._steps(entity) else ()))

    def _shape(self, entity: Identified | JourneyMap) -> Shape:
        kept = tuple((name, shown(said(value))) for name, value in kept_fields(entity).items())
        return _kind_name(entity), self._fields(entity), repr(self._steps(entity)), self._session.read_only, kept

    def _refresh(self) -> None:
        entity = self._entity()
        if entity is None:
            self._show_many()
            return
        options, fields, shape = self._options(entity), self._fields(entity), self._shape(entity)
        if shape != self._made_for:
            self._made_for = shape
            self._show_panel(*self._form(shape, entity, options))
        for field in fields:
            editor = self._editors[field.name]
            if isinstance(editor, ManyEditor):
                editor.offer(options[field.editor])
            editor.show_value(self._value(entity, field))

    def _form(self, shape: Shape, entity: Identified | JourneyMap,
              options: dict[str, list[tuple[str, str]]]) -> tuple[QWidget, dict[str, ValueEditor]]:
        """The form for things of one kind: the one that was made before, if there is one."""
        if shape in self._forms:
            self._forms.move_to_end(shape)
            return self._forms[shape]
        made = self._forms[shape] = self._build(entity, options)
        while len(self._forms) > _KEPT:
            _shape, (old, _editors) = self._forms.popitem(last=False)
            old.deleteLater()
        return made

    def _value(self, entity: Identified | JourneyMap, field: Field) -> Any:  # noqa: ANN401 - any field's value
        if field.editor == "answers" and isinstance(entity, BaseCard):
            return answers_of(self._session.map, entity.id)
        return getattr(entity, field.name)

    def _panel(self) -> tuple[QWidget, QVBoxLayout]:
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(5)
        return panel, column

    def _show_panel(self, panel: QWidget, editors: dict[str, ValueEditor]) -> None:
        """Shows another form. The old one waits for the next thing of its kind."""
        if self._panel_shown is not None and self._panel_shown is not panel:
            self._panel_shown.hide()
        self._panel_shown, self._editors = panel, editors
        if self._shelf.indexOf(panel) < 0:
            self._shelf.addWidget(panel)
        panel.show()
        self.verticalScrollBar().setValue(0)

    def _show_many(self) -> None:
        self._made_for = ()
        if self._many is None:
            panel, column = self._panel()
            self._many = panel, heading("", panel)
            hint = QLabel(_("Ctrl+arrow keys move them, Ctrl+D duplicates, Del deletes. The right mouse button offers "
                            "more. Select one thing to change its properties."), panel)
            hint.setObjectName("hint")
            hint.setTextFormat(Qt.TextFormat.PlainText)
            hint.setWordWrap(True)
            column.addWidget(self._many[1])
            column.addSpacing(4)
            column.addWidget(hint)
            column.addStretch(1)
        panel, title = self._many
        title.setText(ngettext("{count} thing selected", "{count} things selected", len(self._keys)).upper())
        self._show_panel(panel, {})

    def _build(self, entity: Identified | JourneyMap,
               options: dict[str, list[tuple[str, str]]]) -> tuple[QWidget, dict[str, ValueEditor]]:
        panel, column = self._panel()
        column.addWidget(heading(_kind_name(entity), panel))
        column.addSpacing(4)
        editors: dict[str, ValueEditor] = {}
        kept = kept_fields(entity)
        for field in self._fields(entity):
            editor = editor_for(field, options.get(field.editor, []))
            if field.editor != "tick":
                label = QLabel(_(field.label), panel)
                label.setObjectName("label")
                label.setBuddy(editor)
                column.addWidget(label)
            column.addWidget(editor)
            if field.name in kept:
                column.addWidget(quiet(_("In the file: {value}").format(value=shown(said(kept[field.name]))), panel))
            column.addSpacing(5)
            editor.setEnabled(not self._session.read_only)
            editor.changed.connect(lambda value, field=field: self._change(field, value))
            editor.left.connect(lambda: self._session.history.seal())
            editors[field.name] = editor
        column.addStretch(1)
        return panel, editors

    def _change(self, field: Field, value: Any) -> None:  # noqa: ANN401 - any field's value
        entity = self._entity()
        if entity is None:
            return
        label = N_("Change {field}")
        if isinstance(entity, JourneyMap):
            self._session.apply(f"{label}|{field.label}", lambda m: change_map(m, **{field.name: value}),
                                f"map.{field.name}")
        elif field.editor == "answers":
            self._session.apply(f"{label}|{field.label}", lambda m: set_answers(m, entity.id, value))
        elif field.editor == "picture":
            self._session.apply(N_("Choose picture"), lambda m: set_picture(m, entity.id, value))
        else:
            self._session.apply(f"{label}|{field.label}", lambda m: change(m, entity.id, **{field.name: value}),
                                f"{entity.id}.{field.name}")


def step_name(label: str) -> str:
    """A history label in the program's language; "Change {field}|Title" names the field."""
    words, _bar, field = label.partition("|")
    return _(words).format(field=_(field).lower()) if field else _(words)
